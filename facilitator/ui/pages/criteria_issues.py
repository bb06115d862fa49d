"""Writing down what people say: a line that takes one issue after the other, and the table of all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.i18n import _, screen_language
from facilitator.models import cards, choosing
from facilitator.models.cycle_names import ISSUE_NAMES
from facilitator.models.issue import Issue
from facilitator.models.place import Village
from facilitator.text import breakable
from facilitator.typed import parse_whole
from facilitator.ui.pages.criteria_board import CardBoard
from facilitator.ui.pages.criteria_issue import IssueTools
from facilitator.ui.pages.criteria_votes import AlikeQuestion, Priorities
from facilitator.ui.pages.meeting_parts import bare, village_name
from facilitator.ui.pages.rows import Section
from facilitator.ui.tables.issues import WORDS, IssuesTable
from facilitator.ui.tables.keyed import KeyedView
from facilitator.ui.widgets.basic import Button, Card, EmptyState, Label, Remark
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.numbers import WholeNumber
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint
    from facilitator.ui.context import Context

ALL = ""
"""The choice of all villages; what is added then belongs to the whole service point."""

CARDS, TABLE = "cards", "table"
"""The two ways of showing what was said: to work on together, and to type counts."""


class IssuesSection(Section):
    """`point` gives the service point that the page is about."""

    def __init__(
        self, context: Context, point: Callable[[], ServicePoint | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self._point = point
        self._offered: list[tuple[str, str]] = []
        self.village: Choice | None = None
        self.kind = Choice("issue_kind", _("Kind"), [(key, _(text)) for key, text in ISSUE_NAMES.items()])
        self.kind.set_value("problem")
        self.words = LineText("issue_words", _("What was said"), _("What was said, then Enter"))
        self.people = WholeNumber("issue_people", _("How many people raised it"))
        self.people.setPlaceholderText(_("People"))
        self.words.returnPressed.connect(self._add)
        self.people.returnPressed.connect(self._add)
        self.add_remark = Remark("issue_words_remark")
        self.view = Choice("issues_view", _("Show as"), [(CARDS, _("Cards")), (TABLE, _("Table"))])
        self.view.set_value(CARDS)
        self.view.committed.connect(self._turned)
        self.board = CardBoard()
        self.board.chosen.connect(self._card_chosen)
        self.board.merged.connect(self._merge)
        self.board.sorted_into.connect(self._sort)
        self.board.digit.connect(self._begin_votes)
        self.alike = AlikeQuestion(self._merge)
        self.priorities = Priorities(context, point)
        self.table = IssuesTable(context)
        self.grid = KeyedView("issues_table", _("Issues"), self.table, WORDS)
        self.grid.set_widths(128, 0, 60, 60, 76, 112, fit_height=True)
        self.grid.selectionModel().currentChanged.connect(self._chosen)
        self.table.remark.connect(self._say_cell)
        self.remark = Remark("issues_remark")
        self.issue = IssueTools(context, self.remark.say)
        # Later: the number is stored when Enter has done its work, while the same card is still chosen.
        self.issue.votes.returnPressed.connect(self.board.go_on, Qt.ConnectionType.QueuedConnection)
        self.board.deleted.connect(self.issue.remove)
        self.empty = EmptyState(
            "issues_empty",
            "criteria",
            _("Nothing written down yet"),
            _(
                "Ask what is good, what is difficult and what should change. "
                "Type one point, press Enter, type the next."
            ),
        )
        QShortcut(QKeySequence("Ctrl+Delete"), self.grid, self.issue.remove, context=Qt.ShortcutContext.WidgetShortcut)
        self._lay_out()

    def _lay_out(self) -> None:
        self._entry = Card(name="issue_card")
        self._where = QHBoxLayout()
        self._where.setSpacing(14)
        self._where.addStretch(1)
        self._where.addWidget(Field(_("Kind"), self.kind), 0, Qt.AlignmentFlag.AlignTop)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.words, 1)
        line.addWidget(self.people)
        line.addWidget(Button("issue_add", _("Add"), "add", pressed=self._add))
        self._entry.body.addLayout(self._where)
        self._entry.body.addLayout(line)
        self._entry.add(self.add_remark)
        self.hint = Label(
            _(
                "In the last column type the number of the criterion that takes the issue up. "
                "Issues that mean the same get the same number."
            ),
            "small",
        )
        self.list = Card(name="issues_card")
        merge = bare("issues_merge")
        mark = Button("card_mark", _("Mark the card"), "check", "quiet", self.board.mark_chosen)
        merge_marked = Button("card_merge", _("Merge the marked"), "add", "quiet", self.board.merge_marked)
        mark.setToolTip("Space")
        merge_marked.setToolTip("Enter")
        merge.add_row(self.view, mark, merge_marked)
        self.on_cards = (mark, merge_marked, self.board, self.priorities)
        self.bar = merge
        self.list.add(merge, self.empty, self.issue, self.remark, self.alike, self.board, self.priorities)
        self.list.add(self.grid, self.hint)
        self.keys = Label(
            _(
                "Drag a card onto another that means the same. Keys: arrows walk, Alt and an arrow changes the kind, "
                "Space marks, Enter merges the marked cards into the chosen one, digits are votes."
            ),
            "small",
        )
        self.list.add(self.keys)
        for number, kind in enumerate(ISSUE_NAMES, start=1):
            QShortcut(QKeySequence(f"Alt+{number}"), self, partial(self._choose_kind, kind))
        for card in (self._entry, self.list):
            self.column.addWidget(card)

    def refresh(self) -> None:
        """Show the issues of the service point."""
        point = self._point()
        self._offer(point)
        self.table.refresh(point, self._village_code())
        some = self.table.rowCount() > 0
        as_cards = self.view.value() != TABLE
        self.grid.fit()
        self.empty.setVisible(not some)
        self.bar.setVisible(some)
        for part in (self.grid, self.hint):
            part.setVisible(some and not as_cards)
        for part_of_cards in (*self.on_cards, self.keys):
            part_of_cards.setVisible(some and as_cards)
        self._show_cards(point)
        self._show_issue()

    def _show_cards(self, point: ServicePoint | None) -> None:
        every = point.issues if point is not None else []
        on_show = [issue for row in range(self.table.rowCount()) if (issue := self.table.issue(row)) is not None]
        self.board.show_issues(on_show, {issue.id: number for number, issue in enumerate(every, start=1)})
        self.alike.refresh(on_show)
        self.priorities.refresh()

    def focus_first(self) -> None:
        """Put the keyboard where the next issue is typed."""
        self.words.setFocus()

    def _offer(self, point: ServicePoint | None) -> None:
        villages = [(ALL, _("All villages"))]
        if point is not None:
            villages += [(each.code, breakable(village_name(each))) for each in point.villages]
        if villages == self._offered:
            return
        before = self._village_code()
        self._offered = villages
        if (item := self._where.takeAt(0)) is not None and (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
        self.village = Choice("issue_village", _("Village"), villages, buttons=False)
        self.village.set_value(before if before in dict(villages) else ALL)
        self.village.committed.connect(self._turned)
        self._where.insertWidget(0, Field(_("Village"), self.village), 1, Qt.AlignmentFlag.AlignTop)

    def _village_code(self) -> str:
        return (self.village.value() if self.village is not None else None) or ALL

    @Slot(object)
    def _turned(self, _code: str) -> None:
        self.refresh()

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_issue()

    def _show_issue(self) -> None:
        if self.view.value() == TABLE:
            issue = self.table.issue(self.grid.currentIndex().row())
        else:
            issue = self._card(self.board.current)
        self.issue.show_issue(issue, self._point())

    def _card(self, key: int | None) -> Issue | None:
        return self.context.store.get(Issue, key) if key is not None else None

    @Slot(int)
    def _card_chosen(self, _key: int) -> None:
        self._show_issue()

    def _merge(self, key: int, into_key: int) -> None:
        issue, into = self._card(key), self._card(into_key)
        if issue is not None and into is not None:
            with self.context.gesture(cards.merged_label(issue, into), say=self.remark.say):
                cards.merge(issue, into)
            self.board.go_to(into_key)

    @Slot(int, str)
    def _sort(self, key: int, kind: str) -> None:
        issue = self._card(key)
        if issue is not None:
            with self.context.gesture(_("Kind of an issue"), say=self.remark.say):
                cards.set_kind(issue, kind)

    @Slot(str)
    def _begin_votes(self, digit: str) -> None:
        self.issue.votes.setFocus()
        self.issue.votes.setText(digit)

    def _choose_kind(self, kind: str) -> None:
        self.kind.set_value(kind)
        self.words.setFocus()

    @Slot(QModelIndex, str)
    def _say_cell(self, _index: QModelIndex, sentence: str) -> None:
        self.remark.say(sentence)

    def _add(self) -> None:
        point, code, kind = self._point(), self._village_code(), self.kind.value() or "problem"
        if point is None:
            return
        village = self.context.store.get(Village, code) if code else None
        label = _("{kind}: {village}").format(
            kind=_(ISSUE_NAMES[kind]),
            village=village_name(village) if village is not None else point.name(screen_language()),
        )
        with self.context.gesture(label, say=self.add_remark.say):
            choosing.add_issue(point, village, kind, self.words.text(), parse_whole(self.people.text()))
        if not self.add_remark.text():
            self.words.set_value("")
            self.people.set_value(None)
        self.words.setFocus()
