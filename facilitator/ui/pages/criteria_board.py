"""The cards of a meeting in three columns: walked through by keys, merged by keys or by dragging one onto another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.i18n import _, format_number, screen_language
from facilitator.models.issue import ISSUE_KINDS, Issue
from facilitator.ui.pages.criteria_card import IssueCard
from facilitator.ui.pages.meeting_parts import bring_into_sight
from facilitator.ui.widgets.basic import Label

_STEPS = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}
_NO_MODIFIER = Qt.KeyboardModifier.NoModifier


def heading(kind: str) -> str:
    """The heading of the column of a kind of cards."""
    return {"good": _("Good points"), "problem": _("Problems"), "suggestion": _("Suggestions")}[kind]


class CardBoard(QWidget):
    """Arrows walk, Alt and an arrow moves a card to the next kind, Space marks, Enter merges what is marked.

    A digit begins the number of votes (`digit`). Nothing is stored here: the signals say what is wanted.
    """

    chosen = Signal(int)
    merged = Signal(int, int)
    sorted_into = Signal(int, str)
    digit = Signal(str)
    deleted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("issues_board")
        self.marked: list[int] = []
        self.current: int | None = None
        self._cards: dict[int, IssueCard] = {}
        self._titles: dict[str, Label] = {}
        self._columns: dict[str, QVBoxLayout] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for kind in ISSUE_KINDS:
            column = self._columns[kind] = QVBoxLayout()
            column.setSpacing(8)
            title = self._titles[kind] = Label(heading(kind), "heading")
            column.addWidget(title)
            column.addStretch(1)
            row.addLayout(column, 1)

    def show_issues(self, issues: Sequence[Issue], numbers: dict[int, int]) -> None:
        """Show exactly these cards; `numbers` says which number each one has."""
        had_keyboard = any(card.hasFocus() for card in self._cards.values())
        before = self._keys()
        by_key = {issue.id: issue for issue in issues}
        was_hidden = self.isHidden()
        if len(by_key.keys() - self._cards.keys()) > 1:
            self.hide()  # each card shown inside a visible board would lay the whole page out
        self.marked = [key for key in self.marked if key in by_key]
        for key, card in list(self._cards.items()):
            if key not in by_key or by_key[key].kind != card.kind:
                self._drop(self._cards.pop(key))
        places = dict.fromkeys(ISSUE_KINDS, 0)
        for issue in issues:
            places[issue.kind] += 1
            self._place(issue, places[issue.kind], numbers[issue.id])
        for kind, count in places.items():
            self._titles[kind].setText(f"{heading(kind)} ({format_number(count, screen_language())})")
        self.setVisible(not was_hidden)
        self._choose_again(before, had_keyboard)

    def _place(self, issue: Issue, place: int, number: int) -> None:
        card = self._cards.get(issue.id)
        if card is None:
            card = self._cards[issue.id] = IssueCard(issue, self)
            card.focused.connect(self._focused)
            card.went.connect(self._went)
            card.dropped.connect(self._dropped)
            card.pressed_key.connect(self._key)
        column = self._columns[issue.kind]
        if column.indexOf(card) != place:
            column.insertWidget(place, card)
            card.show()
        card.show_issue(issue, number, issue.id in self.marked)

    def _drop(self, card: IssueCard) -> None:
        card.blockSignals(True)
        card.hide()
        card.deleteLater()

    def _choose_again(self, before: list[int], had_keyboard: bool) -> None:
        """The chosen card stays chosen; when it went, the one in its place is."""
        keys = self._keys()
        if self.current not in self._cards:
            place = before.index(self.current) if self.current in before else 0
            self.current = keys[min(place, len(keys) - 1)] if keys else None
        self._only_one_takes_tab()
        if had_keyboard and self.current is not None:
            self.go_to(self.current)

    def _keys(self) -> list[int]:
        return [card.key for kind in ISSUE_KINDS for card in self._column(kind)]

    def _column(self, kind: str) -> list[IssueCard]:
        column = self._columns[kind]
        widgets = [item.widget() for n in range(column.count()) if (item := column.itemAt(n)) is not None]
        return [each for each in widgets if isinstance(each, IssueCard) and each.key in self._cards]

    # -- choosing ---------------------------------------------------------------------------------------------------

    def go_to(self, key: int) -> None:
        """Put the keyboard on a card."""
        if key in self._cards:
            self._cards[key].setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_sight(self._cards[key])

    def go_on(self) -> None:
        """Put the keyboard on the card below, or stay on the last one."""
        if self.current is not None:
            self._walk(0, 1)

    @Slot(int)
    def _focused(self, key: int) -> None:
        self.current = key
        self._only_one_takes_tab()
        self.chosen.emit(key)

    def _only_one_takes_tab(self) -> None:
        """Tab goes to the board and leaves it; the arrows walk inside."""
        for key, card in self._cards.items():
            strong = key == self.current
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus)

    @Slot(QKeyEvent)
    def _key(self, event: QKeyEvent) -> None:
        assert self.current is not None
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        event.accept()
        if key in _STEPS and modifiers == _NO_MODIFIER:
            self._walk(*_STEPS[key])
        elif key in _STEPS and modifiers == Qt.KeyboardModifier.AltModifier:
            self._sort(_STEPS[key][0])
        elif key == Qt.Key.Key_Delete and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.deleted.emit()
        elif key == Qt.Key.Key_Space:
            self._mark(self.current)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.merge_marked()
        elif event.text().isdigit():
            self.digit.emit(event.text())
        else:
            event.ignore()

    def _walk(self, across: int, down: int) -> None:
        assert self.current is not None
        card = self._cards[self.current]
        place = self._column(card.kind).index(card)
        kind = ISSUE_KINDS.index(card.kind) + across
        while across and 0 <= kind < len(ISSUE_KINDS) and not self._column(ISSUE_KINDS[kind]):
            kind += across
        if 0 <= kind < len(ISSUE_KINDS):
            column = self._column(ISSUE_KINDS[kind])
            self.go_to(column[max(0, min(place + down, len(column) - 1))].key)

    def _sort(self, across: int) -> None:
        assert self.current is not None
        kind = ISSUE_KINDS.index(self._cards[self.current].kind) + across
        if across and 0 <= kind < len(ISSUE_KINDS):
            self.sorted_into.emit(self.current, ISSUE_KINDS[kind])

    def _mark(self, key: int) -> None:
        if key in self.marked:
            self.marked.remove(key)
        else:
            self.marked.append(key)
        self._cards[key].marked = key in self.marked
        self._cards[key].update()
        self.chosen.emit(key)

    def mark_chosen(self) -> None:
        """Mark the chosen card for merging, or take the mark away."""
        if self.current is not None:
            self._mark(self.current)
            self.go_to(self.current)

    def merge_marked(self) -> None:
        """Ask for every marked card to be merged into the chosen one."""
        into = self.current
        for key in [key for key in self.marked if key != into]:
            self.merged.emit(key, into)

    # -- dragging ---------------------------------------------------------------------------------------------------

    def _under(self, place: QPoint) -> IssueCard | None:
        found = self.childAt(self.mapFromGlobal(place))
        while found is not None and not isinstance(found, IssueCard):
            found = found.parentWidget() if found is not self else None
        return found

    @Slot(QPoint)
    def _went(self, place: QPoint) -> None:
        under = self._under(place)
        for card in self._cards.values():
            card.aim(card is under and card.key != self.current)

    @Slot(QPoint)
    def _dropped(self, place: QPoint) -> None:
        under, moved = self._under(place), self.current
        for card in self._cards.values():
            card.aim(False)
        if moved is None:
            return
        if under is not None and under.key != moved:
            self.merged.emit(moved, under.key)
        elif under is None and self.rect().contains(self.mapFromGlobal(place)):
            width = max(self.width(), 1)
            column = min(self.mapFromGlobal(place).x() * len(ISSUE_KINDS) // width, len(ISSUE_KINDS) - 1)
            if ISSUE_KINDS[column] != self._cards[moved].kind:
                self.sorted_into.emit(moved, ISSUE_KINDS[column])
