"""Results of a service point: citizens beside providers, villages, groups, and the change since the round before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import N_, _, khmer_digits, screen_language
from facilitator.models.comparing import compare
from facilitator.models.cycle import ServicePoint
from facilitator.models.results import Results
from facilitator.ui.context import Context
from facilitator.ui.pages import results_rows
from facilitator.ui.pages.base import Page
from facilitator.ui.pages.scoring_switch import ListSwitch, Option
from facilitator.ui.tables.results import ResultTable, ResultView
from facilitator.ui.widgets.basic import Banner, Button, Card, EmptyState, Label
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field

COPIES = {"meeting": N_("Meeting copy"), "public": N_("Public copy")}
METHODS = {
    "votes": N_("each person's score counts"),
    "consensus": N_("one score that the group agreed on"),
    "both": N_("some groups voted, some agreed on one score"),
}


class ResultsPage(Page):
    """Nothing is typed here; the page is worked out anew when it is shown and when something changed."""

    stage = "results"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.service = ListSwitch("results_service", _("Service"))
        self.service.committed.connect(self._show)
        self.copy = Choice("copy", _("Who may see it"), [(key, _(text)) for key, text in COPIES.items()])
        self.copy.set_value("meeting")
        self.copy.committed.connect(self._show)
        self.method = Label("", "small", "method")
        self.order = Banner("order", "warning")
        self._copies: dict[bool, Results] = {}
        self.begin = Button("to_scoring", _("Enter scores"), "scoring", "primary", partial(self._go, "scoring"))
        self.empty = EmptyState(
            "results_empty",
            "results",
            _("No results yet"),
            _("Results appear by themselves as soon as scores are entered."),
            self.begin,
        )
        self.head = Card(name="results_head")
        self.head.add_columns(Field(_("Service"), self.service), Field(_("Who may see it"), self.copy))
        self.head.add(self.method, self.order)
        self.sides = _section("sides", _("Citizens and providers"))
        self.villages = _section("villages", _("Villages"))
        self.groups = _section("groups", _("Women, men, youth and others"))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 14, 18)
        column.setSpacing(14)
        for part in (self.empty, self.head, self.sides, self.villages, self.groups):
            column.addWidget(part)
        column.addStretch(1)

    def refresh(self) -> None:
        """Show the results as they are now."""
        self._copies.clear()
        language = screen_language()
        points = self.context.cycle.service_points
        self.service.offer([Option(str(point.id), point.name(language)) for point in points])
        if self.service.value() is None and points:
            self.service.set_value(str(points[0].id))
        self._show()

    def focus_first(self) -> None:
        """Onto the choice of the service, or onto the button that begins."""
        (self.begin if self.head.isHidden() else self.service).setFocus()

    def _results(self) -> Results:
        public = self.copy.value() == "public"
        if public not in self._copies:
            self._copies[public] = Results(self.context.store, self.context.cycle, public=public)
        return self._copies[public]

    @Slot()
    def _show(self) -> None:
        key = self.service.value()
        point = self.context.store.get(ServicePoint, int(key)) if key is not None else None
        results = self._results()
        some = point is not None and bool(results.counts)
        self.empty.setVisible(not some)
        for part in (self.head, self.sides, self.villages, self.groups):
            part.setVisible(some)
        if point is None or not some:
            return
        found = compare(results, point)
        self._say_method(results, point)
        self.sides.show_rows(*results_rows.sides(found, _previous(results)))
        twice = results.order_disagrees(point.key) or self.context.cycle.consolidation == "village_medians"
        self.villages.show_rows(*results_rows.villages(found, point, medians=twice))
        self.groups.show_rows(*results_rows.groups(found, self.context.cycle))

    def _say_method(self, results: Results, point: ServicePoint) -> None:
        sentences = [
            _("The number is the median: the middle score when all are put in order. n is how many people scored."),
            _("Citizens: {method}. Providers: {other}.").format(
                method=_(METHODS[results.method(point.key)]), other=_(METHODS[results.method(point.key, "providers")])
            ),
            _("All villages: every vote counts once, whatever its village."),
        ]
        if results.public:
            sentences.append(
                _("Public copy: groups of fewer than {k} people, and what would give them away, are hidden.").format(
                    k=_plain(self.context.cycle.k)
                )
            )
        else:
            sentences.append(_("Meeting copy: for the interface meeting, not for posting."))
        self.method.setText(" ".join(sentences))
        disagree = results.order_disagrees(point.key)
        sentence = _(
            "Careful with the order: if every village counts the same, some criteria change places. "
            "The column “Middle of the villages” shows it."
        )
        self.order.say(sentence if disagree else "", "warning")

    def _go(self, stage: str) -> None:
        self.context.wanted.emit(stage)


class ResultSection(Card):
    """A heading and a table."""

    def __init__(self, name: str, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, f"results_{name}", parent)
        self.table = ResultTable()
        self.view = ResultView(f"table_{name}", heading, self.table)
        self.add(self.view)

    def show_rows(self, headings: list[str], rows: list[list[results_rows.ResultCell]], widths: list[int]) -> None:
        """Show other rows, in columns of these widths."""
        self.table.show(headings, rows)
        self.view.set_widths(*widths, fit_height=True)


def _section(name: str, heading: str) -> ResultSection:
    return ResultSection(name, heading)


def _previous(results: Results) -> str:
    """Year and round of the round before, or an empty text."""
    if results.previous_name is None:
        return ""
    year, round_ = results.previous_name
    return _("{year}, round {round}").format(year=_plain(year), round=_plain(round_))


def _plain(n: int) -> str:
    return khmer_digits(str(n)) if screen_language() == "km" else str(n)
