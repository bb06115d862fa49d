"""From many cards to the short list: pairs that look alike, the order of a group, and the most chosen taken over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import _, format_number, screen_language
from facilitator.models import cards, choosing
from facilitator.text import breakable
from facilitator.typed import parse_whole
from facilitator.ui.pages.meeting_parts import bare
from facilitator.ui.widgets.basic import Button, Label, Remark
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint
    from facilitator.models.issue import Issue
    from facilitator.ui.context import Context


class AlikeQuestion(QWidget):
    """Asks about one pair of cards at a time; hidden when no two look alike. `merge` is called with both ids."""

    def __init__(self, merge: Callable[[int, int], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._merge = merge
        self._pair: tuple[int, int] | None = None
        self._different: set[tuple[int, int]] = set()
        self._shown: list[Issue] = []
        self.question = Remark("alike_question")
        row = bare("alike_answers")
        row.add_row(
            Button("alike_merge", _("Merge the two"), "check", pressed=self._yes),
            Button("alike_no", _("They are different"), "close", "quiet", self._no),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.question, row):
            column.addWidget(part)
        self.hide()

    def refresh(self, issues: list[Issue]) -> None:
        """Ask about the first pair of these that nobody has called different."""
        self._shown = issues
        pairs = ((one, other) for one, other in cards.duplicates(issues) if (one.id, other.id) not in self._different)
        pair = next(pairs, None)
        self._pair = (pair[0].id, pair[1].id) if pair is not None else None
        self.setVisible(pair is not None)
        if pair is not None:
            sentence = _("“{one}” and “{other}” look alike. Do they mean the same?")
            self.question.say(
                breakable(sentence.format(one=pair[1].text, other=pair[0].text)),
                "note",
            )

    def _yes(self) -> None:
        if self._pair is not None:
            self._merge(*self._pair)

    def _no(self) -> None:
        if self._pair is not None:
            self._different.add(self._pair)
            self.refresh(self._shown)


class Priorities(QWidget):
    """`point` gives the service point whose cards are put in order."""

    def __init__(
        self, context: Context, point: Callable[[], ServicePoint | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context, self._point = context, point
        self.order = LineText("card_order", _("Order of a group"), _("3 1 7"))
        self.order.returnPressed.connect(self._add_order)
        self.remark = Remark("card_order_remark")
        self.take = Button("cards_take", _("Make the most chosen the criteria"), "criteria", pressed=self._take)
        row = bare("cards_priorities")
        self.order.setMinimumWidth(180)
        row.add_row(
            self.order, Button("card_order_add", _("Add its points"), "add", pressed=self._add_order), self.take
        )
        self.how = Label("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (Label(_("Priorities"), "label"), self.how, row, self.remark):
            column.addWidget(part)

    def refresh(self) -> None:
        """Show how many are wanted."""
        point = self._point()
        if point is None:
            return
        wanted = format_number(point.cycle.priorities, screen_language())
        self.how.setText(
            _(
                "Votes: choose a card and type how many chose it. Or a group agrees on an order: type the numbers of "
                "up to {n} cards, the most important first; the first gets {n} points, the next one less."
            ).format(n=wanted)
        )

    def _add_order(self) -> None:
        point = self._point()
        if point is None:
            return
        with self.context.gesture(_("Order of a group added"), say=self.remark.say):
            numbers = [parse_whole(word) for word in self.order.text().replace(",", " ").split()]
            cards.add_order(point, [number for number in numbers if number is not None])
        if not self.remark.text():
            self.order.set_value("")

    def _take(self) -> None:
        point = self._point()
        if point is None:
            return
        with self.context.gesture(_("The most chosen cards made criteria"), say=self.remark.say):
            before = choosing.point_before(self.context.store, point)
            cards.take_most_chosen(point, before)
