"""Adding criteria: a search over the bank in both languages, and a line for the meeting's own words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.i18n import _, screen_language
from facilitator.models import catalogue, choosing
from facilitator.text import search_key
from facilitator.ui import theme
from facilitator.ui.widgets.basic import Button, Card, Label, Remark
from facilitator.ui.widgets.search_list import Entry, SearchList
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint
    from facilitator.ui.context import Context

LIST_HEIGHT = 290
"""Room for the search field and four criteria, in pixels at scale 1."""


class AddCriteria(Card):
    """`point` gives the service point that gets the criteria."""

    def __init__(
        self, context: Context, point: Callable[[], ServicePoint | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Choose from the bank of criteria"), "add_criteria_card", parent)
        self.context, self._point = context, point
        self._shown: object = None
        self.bank = SearchList(
            "bank",
            _("Search the bank of criteria"),
            self._search,
            _("Words in Khmer or English; Enter takes it"),
            _("Nothing found. Write it in your own words below."),
        )
        self.bank.setFixedHeight(theme.px(LIST_HEIGHT))
        self.bank.chosen.connect(self._take)
        self.remark = Remark("bank_remark")
        self.own_km = LineText("own_criterion_km", _("In Khmer"), _("In Khmer"))
        self.own_en = LineText("own_criterion_en", _("In English"), _("In English"))
        self.own_remark = Remark("own_criterion_km_remark")
        line = QHBoxLayout()
        line.setSpacing(8)
        for editor in (self.own_km, self.own_en):
            editor.returnPressed.connect(self._add_own)
            line.addWidget(editor, 1)
        line.addWidget(Button("own_criterion_add", _("Add"), "add", pressed=self._add_own))
        self.add(self.bank, self.remark, Label(_("In your own words"), "label"))
        self.body.addLayout(line)
        self.add(self.own_remark)

    def refresh(self) -> None:
        """Offer what is not in the list yet."""
        point = self._point()
        shown = (point.id, {criterion.key for criterion in point.criteria}) if point is not None else None
        if shown != self._shown:
            self._shown = shown
            self.bank.refresh()

    def _search(self, text: str) -> Sequence[Entry]:
        point, language = self._point(), screen_language()
        if point is None:
            return []
        taken = {criterion.key for criterion in point.criteria}
        topics = {topic.key: topic.name_km if language == "km" else topic.name_en for topic in catalogue.topics()}
        wanted = search_key(text).split()
        found = [
            each
            for each in catalogue.criteria(point.kind)
            if each.key not in taken and _fits(each, topics[each.topic], wanted)
        ]
        found.sort(key=lambda each: not each.often_chosen)
        return [_entry(each, topics[each.topic], language) for each in found]

    @Slot(str)
    def _take(self, key: str) -> None:
        point = self._point()
        if point is None:
            return
        with self.context.gesture(_("Criterion added"), say=self.remark.say):
            choosing.add_from_bank(point, key)

    def _add_own(self) -> None:
        point = self._point()
        if point is None:
            return
        with self.context.gesture(_("Criterion added"), say=self.own_remark.say):
            before = choosing.point_before(self.context.store, point)
            choosing.add_own(point, self.own_km.text(), self.own_en.text(), before)
        if not self.own_remark.text():
            self.own_km.set_value("")
            self.own_en.set_value("")
            self.own_km.setFocus()


def _fits(criterion: catalogue.BankCriterion, topic: str, wanted: list[str]) -> bool:
    words = search_key(f"{criterion.text_km} {criterion.text_en} {topic}")
    return all(word in words for word in wanted)


def _entry(criterion: catalogue.BankCriterion, topic: str, language: str) -> Entry:
    texts = (criterion.text_km, criterion.text_en)
    title, other = texts if language == "km" else texts[::-1]
    return Entry(criterion.key, title, f"{topic} · {other}")
