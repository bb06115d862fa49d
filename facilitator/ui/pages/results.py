"""Results of a service point: citizens beside providers, villages, groups, and the change since the round before."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import N_, _, khmer_digits, screen_language, shown_plain
from facilitator.models.comparing import ORDERS, awaited, band_ends, ranked
from facilitator.models.cycle import ServicePoint
from facilitator.ui.pages import results_rows
from facilitator.ui.pages.base import Page
from facilitator.ui.pages.results_section import ResultSection
from facilitator.ui.pages.results_work import ResultsWork
from facilitator.ui.pages.scoring_switch import ListSwitch, Option
from facilitator.ui.tables.scores import STEP_WORDS
from facilitator.ui.widgets.basic import Banner, Button, Card, EmptyState, Label
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.legend import Legend, LegendLine

if TYPE_CHECKING:
    from facilitator.models.point_results import PointResults
    from facilitator.ui.context import Context

COPIES = {"public": N_("Public copy"), "meeting": N_("Meeting copy")}
METHODS = {
    "votes": N_("each person's score counts"),
    "consensus": N_("one score that the group agreed on"),
    "both": N_("some groups voted, some agreed on one score"),
}
ORDER_WORDS = {
    "listed": N_("As listed"),
    "lowest": N_("Lowest first"),
    "gap": N_("Widest gap"),
    "split": N_("Most split"),
    "fall": N_("Worst fall"),
}
PAPERS = {"sides": "joint-scorecard", "villages": "service-scorecard", "groups": "disaggregated"}
"""The paper that shows the same as each part of the page."""
PAUSE = 0.4
"""Seconds between two looks at what is being worked out."""


class ResultsPage(Page):
    """Nothing is typed here; what was worked out is kept until something is stored.

    A public copy takes a while to work out. The page is there at once and its criteria follow one after another; what
    may not be shown never stands on the screen meanwhile. Whoever comes to the page finds the public copy.
    """

    stage = "results"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        work = ResultsWork.of(context)  # before the page listens: of a change it forgets first what is no longer true
        super().__init__(context, parent)
        self.work = work
        self.work.went_on.connect(self._show_more)
        self._shown_at = 0.0
        self._on_show: tuple[object, ...] | None = None
        """What the page shows completely: version of the Store, service point, copy and order."""
        self._build_head()
        self._build_parts()
        for number, order in enumerate(ORDERS, 1):
            for digit in (str(number), khmer_digits(str(number))):
                shortcut = QShortcut(QKeySequence(digit), self)
                shortcut.setObjectName(f"order_key_{digit}")
                shortcut.activated.connect(partial(self.order_by, order))

    @property
    def idle(self) -> bool:
        """Whether everything is worked out that the page is to show."""
        return self.work.idle

    def refresh(self) -> None:
        """Show the results as they are now."""
        self._offer_points()
        self._show()

    def focus_first(self) -> None:
        """Onto the choice of the service, or onto the button that begins."""
        (self.begin if self.head.isHidden() else self.service).setFocus()

    def order_by(self, order: str) -> None:
        """Put the criteria into one of the orders."""
        self.order.set_value(order)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # who comes back may have others beside them
            self.work.stop()
            self.copy.set_value("public")

    # -- building -------------------------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self.service = ListSwitch("results_service", _("Service"))
        self.copy = Choice("copy", _("Who may see it"), [(key, _(text)) for key, text in COPIES.items()])
        self.copy.set_value("public")
        orders = [(key, f"{shown_plain(n)} {_(ORDER_WORDS[key])}") for n, key in enumerate(ORDERS, 1)]
        self.order = Choice("order_of_criteria", _("Order of the criteria"), orders)
        self.order.set_value("listed")
        for choice in (self.service, self.copy, self.order):
            choice.committed.connect(self._show)
        self.who = Banner("who_may_see", "ok")
        self.method = Label("", "small", "method")
        self.legend = LegendLine("legend")
        self.disagreement = Banner("order", "warning")
        self.head = Card(name="results_head")
        self.head.add(self.who)
        self.head.add_columns(Field(_("Service"), self.service), Field(_("Who may see it"), self.copy))
        self.head.add(Field(_("Order of the criteria (keys 1 to 5)"), self.order))
        self.head.add(self.legend, self.disagreement)
        self.foot = Card(name="results_foot")
        self.foot.add(self.method)

    def _build_parts(self) -> None:
        self.begin = Button("to_scoring", _("Enter scores"), "scoring", "primary", partial(self._go, "scoring"))
        self.empty = EmptyState(
            "results_empty",
            "results",
            _("No results yet"),
            _("Results appear by themselves as soon as scores are entered."),
            self.begin,
        )
        self.sides = ResultSection("sides", _("Citizens and providers"))
        self.villages = ResultSection("villages", _("Villages"))
        self.groups = ResultSection("groups", _("Women, men, youth and others"))
        self.parts = {"sides": self.sides, "villages": self.villages, "groups": self.groups}
        for name, part in self.parts.items():
            part.printing.connect(partial(self._print, PAPERS[name]))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 14, 18)
        column.setSpacing(14)
        for widget in (self.empty, self.head, *self.parts.values(), self.foot):
            column.addWidget(widget)
        column.addStretch(1)

    # -- working out and showing ----------------------------------------------------------------------------------

    def _offer_points(self) -> None:
        language = screen_language()
        points = self.context.cycle.service_points
        self.service.offer([Option(str(point.id), point.name(language)) for point in points])
        if self.service.value() is None and points:
            self.service.set_value(str(points[0].id))

    def _show_some(self, some: bool) -> None:
        """The parts where there is any score, else the way to enter some."""
        self.empty.setVisible(not some)
        for widget in (self.head, *self.parts.values(), self.foot):
            widget.setVisible(some)

    def _point(self) -> ServicePoint | None:
        key = self.service.value()
        return self.context.store.get(ServicePoint, int(key)) if key is not None else None

    def _asked(self, point: ServicePoint) -> tuple[object, ...]:
        return (self.context.store.version, point.id, self.copy.value(), self.order.value())

    @property
    def _public(self) -> bool:
        return self.copy.value() != "meeting"

    @Slot()
    def _show(self) -> None:
        """Show what is ready, and see to it that the rest follows."""
        point = self._point()
        some = point is not None and self.work.results(point, self._public).scored
        self._show_some(some)
        if point is None or not some:
            self.work.stop()
            return
        if self._asked(point) == self._on_show:
            return
        self._on_show = None
        complete = self.work.is_complete(point, self._public)
        self._show_found(point, complete)
        if not complete:
            self.work.begin(point, self._public)

    @Slot()
    def _show_more(self) -> None:
        """Show another criterion, the first and the last at once: each time the table is laid out anew."""
        if not self.isVisible():
            self._fill_ahead()
            return
        point = self._point()
        if point is None or self._asked(point) == self._on_show:
            return
        complete = self.work.is_complete(point, self._public)
        if complete or len(self.work.found(point, self._public)) == 1 or time.monotonic() > self._shown_at + PAUSE:
            self._show_found(point, complete)

    def _fill_ahead(self) -> None:
        """Put the scores into their tables before somebody comes, so that a click has only to paint them."""
        if not self.work.is_through:
            return
        self._offer_points()
        point = self._point()
        if point is None or not self.work.is_complete(point, self._public) or self._asked(point) == self._on_show:
            return
        if self.work.results(point, self._public).scored:
            self._show_some(True)
            self._show_found(point, complete=True)
            self.grab(QRect(0, 0, 1, 1))  # lays everything out, which is else left until the page is shown

    def _show_found(self, point: ServicePoint, complete: bool) -> None:
        results = self.work.results(point, self._public)
        found = self.work.found(point, self._public)
        shown = [found.get(each.key) or awaited(point, each) for each in point.criteria]
        if complete:
            shown = ranked(shown, self.order.value() or "listed")
        disagree = complete and results.order_disagrees(point.key)
        self._say_method(results, point, disagree)
        twice = disagree or point.cycle.consolidation == "village_medians"
        for part in (self.villages, self.groups):
            part.setVisible(complete)  # they follow with the rest
        tables = {
            "sides": results_rows.sides(shown, _previous(results), results.scale.steps),
        }
        if complete:
            tables["villages"] = results_rows.villages(shown, point, medians=twice)
            tables["groups"] = results_rows.groups(shown, point.cycle)
        notes = f"{self.who.text()} {self.method.text()}"
        for name, rows in tables.items():
            self.parts[name].show_rows(rows, _place(point), notes, self.legend.legend, complete)
        self._shown_at = time.monotonic()
        if complete:
            self._on_show = self._asked(point)

    def _say_method(self, results: PointResults, point: ServicePoint, disagree: bool) -> None:
        if results.public:
            sentence = _("Public copy: groups of fewer than {k} people, and what would give them away, are hidden.")
            self.who.say(sentence.format(k=shown_plain(point.cycle.k)), "ok")
        else:
            self.who.say(_("Meeting copy: shows small groups too. Not for the room, not for posting."), "warning")
        sentences = [
            _("The number is the median: the middle score when all are put in order. n is how many people scored."),
            _("Citizens: {method}. Providers: {other}.").format(
                method=_(METHODS[results.method(point.key)]), other=_(METHODS[results.method(point.key, "providers")])
            ),
            _("All villages: every vote counts once, whatever its village."),
        ]
        self.method.setText(" ".join(sentences))
        words = [_(word) for word in STEP_WORDS.get(point.cycle.scale, ())]
        bands = [f"{shown_plain(low)}–{shown_plain(high)}" for low, high in band_ends(results)]
        sides = (("citizens", _("Citizens")), ("providers", _("Providers")))
        hidden = _("Hidden: too few people") if results.public else ""
        self.legend.show_legend(Legend(bands or words, hidden, sides, faces=not bands))
        sentence = _(
            "Careful with the order: if every village counts the same, some criteria change places. "
            "The column “Middle of the villages” shows it."
        )
        self.disagreement.say(sentence if disagree else "", "warning")

    # -- leaving --------------------------------------------------------------------------------------------------

    def _go(self, stage: str) -> None:
        self.context.wanted.emit(stage)

    def _print(self, paper: str) -> None:
        """Open the paper that shows the same, of the same service and copy."""
        from facilitator.ui.pages.print import PrintPage

        point, copy = self._point(), self.copy.value() or "public"
        self._go("print")
        page = self.window().findChild(PrintPage)
        if page is None or point is None:
            return
        page.choices.copy.set_value(copy)
        if page.choices.point is not None:
            page.choices.point.set_value(point.key)
        page.open_paper(paper)


def _place(point: ServicePoint) -> str:
    cycle, language = point.cycle, screen_language()
    which = _("{year}, round {round}").format(year=shown_plain(cycle.year), round=shown_plain(cycle.round))
    return f"{cycle.name(language)} · {point.name(language)} · {which}"


def _previous(results: PointResults) -> str:
    """Year and round of the round before, or an empty text."""
    if results.previous_name is None:
        return ""
    year, round_ = results.previous_name
    return _("{year}, round {round}").format(year=shown_plain(year), round=shown_plain(round_))
