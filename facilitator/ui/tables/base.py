"""Tables for quick entry: what was typed stands in the cell at once, without a cell editor (stack.md: 1 ms a key)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from facilitator import i18n
from facilitator.errors import UserError
from facilitator.ui import theme, tips

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class Kind(Enum):
    """What a cell takes: nothing (it is computed or a heading), a whole or decimal number, an amount, or text.

    An amount is a number that may have a unit beside it and signs between its thousands.
    """

    FIXED = "fixed"
    WHOLE = "whole"
    DECIMAL = "decimal"
    AMOUNT = "amount"
    TEXT = "text"

    def accepts(self, typed: str) -> bool:
        """Whether these characters may begin or continue what is typed into such a cell."""
        if self in (Kind.TEXT, Kind.AMOUNT):
            return typed.isprintable()
        allowed = {Kind.WHOLE: "0123456789", Kind.DECIMAL: "0123456789.,-"}.get(self, "")
        return bool(typed) and all(char in allowed for char in i18n.digits(typed))


class GridTable(QAbstractTableModel):
    """Base of the program's tables. A subclass gives headings, texts and kinds, and stores what was typed.

    `store` runs in the subclass's own transaction and may raise `UserError`: then nothing is stored, the typed text
    stays in the cell in the colour of errors, and `remark(index, sentence)` tells why; an empty sentence takes the
    remark away.
    """

    remark = Signal(QModelIndex, str)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._typing: tuple[int, int, str] | None = None
        self._refused: dict[tuple[int, int], tuple[str, str]] = {}

    def headings(self) -> Sequence[str]:
        """The heading of each column."""
        raise NotImplementedError

    def text_at(self, row: int, column: int) -> str:
        """What a cell shows, in the language of the screen."""
        raise NotImplementedError

    def store(self, row: int, column: int, text: str) -> None:
        """Keep what was typed (empty clears the cell). Raises UserError with the sentence for the person."""
        raise NotImplementedError

    def kind_at(self, row: int, column: int) -> Kind:
        """What the cell takes."""
        return Kind.FIXED

    def is_strong(self, row: int, column: int) -> bool:
        """Whether the cell is set bold, as a total or a result."""
        return False

    def store_block(self, cells: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        """Keep pasted or cleared cells, each (row, column, text); gives those refused, with their sentences.

        A table whose store has transactions overrides this to make one gesture (one undo) of it.
        """
        refused = []
        for row, column, text in cells:
            try:
                self.store(row, column, text)
            except UserError as refusal:
                refused.append((row, column, refusal.text))
        return refused

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.headings())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return self.headings()[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        fixed = self.kind_at(index.row(), index.column()) is Kind.FIXED
        return base if fixed else base | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Role.DisplayRole:
            return self.shown_at(row, column)
        if role == Role.EditRole:
            return self._refused.get((row, column), (self.text_at(row, column),))[0]
        if role == Role.TextAlignmentRole:
            number = self.kind_at(row, column) in (Kind.WHOLE, Kind.DECIMAL) or self.is_strong(row, column)
            return int(Qt.AlignmentFlag.AlignCenter if number else Qt.AlignmentFlag.AlignVCenter)
        if role == Role.FontRole:
            return theme.font(bold=True) if self.is_strong(row, column) else None
        if role == Role.ForegroundRole:
            return theme.colour("error") if (row, column) in self._refused else None
        if role == Role.BackgroundRole:
            return self._ground(row, column)
        if role in (Role.ToolTipRole, Role.AccessibleDescriptionRole):
            return tips.plain(self._refused.get((row, column), ("", ""))[1]) or None
        if role == Role.AccessibleTextRole:
            return f"{self.text_at(row, 0)}, {self.headings()[column]}: {self.shown_at(row, column)}"
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Store what was typed; False when it was refused (see `remark`)."""
        place = (index.row(), index.column())
        self._typing = None
        text = self._plain(*place, str(value))
        try:
            self.store(*place, text)
        except UserError as refusal:
            self._refuse(*place, text, refusal.text)
            return False
        self._refused.pop(place, None)
        self._touch(*place)
        self.remark.emit(self.index(*place), self._said_of_letters(*place, text))
        return True

    def set_block(self, cells: Sequence[tuple[int, int, str]]) -> bool:
        """Store several cells as one gesture; False when any was refused."""
        typed = {(row, column): self._plain(row, column, text) for row, column, text in cells}
        refused = self.store_block([(*place, text) for place, text in typed.items()])
        for place in typed:
            self._refused.pop(place, None)
            self._touch(*place)
        for row, column, sentence in refused:
            self._refuse(row, column, typed[row, column], sentence)
        return not refused

    def type(self, index: Index, text: str | None) -> None:
        """Show in the cell what is being typed; None shows the stored text again. Nothing is stored."""
        self._typing = None if text is None else (index.row(), index.column(), text)
        if text is None:
            self.forget_refusal(index)
        self._touch(index.row(), index.column())

    def forget_refusal(self, index: Index) -> None:
        """Take a refused text out of its cell, so that the stored one shows again."""
        if self._refused.pop((index.row(), index.column()), None) is not None:
            self.remark.emit(self.index(index.row(), index.column()), "")

    def sentence_at(self, index: Index) -> str:
        """Why the text in a cell was refused, or an empty text."""
        return self._refused.get((index.row(), index.column()), ("", ""))[1]

    def reset(self) -> None:
        """Read everything anew, for instance when other rows are to be shown."""
        self.beginResetModel()
        self._typing = None
        self._refused.clear()
        self.endResetModel()

    def shown_at(self, row: int, column: int) -> str:
        """What stands in the cell now: the text being typed, a refused text, or the stored one."""
        if self._typing is not None and self._typing[:2] == (row, column):
            return self._localised(row, column, self._typing[2])
        refused = self._refused.get((row, column))
        return self._localised(row, column, refused[0]) if refused else self.text_at(row, column)

    def _plain(self, row: int, column: int, text: str) -> str:
        """Numbers reach `store` in Arabic digits, however they were typed."""
        return text if self.kind_at(row, column) is Kind.TEXT else i18n.digits(text)

    def _said_of_letters(self, row: int, column: int, text: str) -> str:
        """What in a stored text no paper can print, or an empty text."""
        if text.isascii() or self.kind_at(row, column) is not Kind.TEXT:
            return ""
        from facilitator.ui.widgets.letters import remark_on

        return remark_on(text)

    def _localised(self, row: int, column: int, typed: str) -> str:
        """Typed numbers look like the stored ones beside them."""
        khmer = i18n.screen_language() == "km" and self.kind_at(row, column) is not Kind.TEXT
        return i18n.khmer_digits(typed) if khmer else typed

    def _ground(self, row: int, column: int) -> Any:
        if (row, column) in self._refused:
            return theme.colour("error_soft")
        return theme.colour("page") if self.kind_at(row, column) is Kind.FIXED else None

    def _refuse(self, row: int, column: int, text: str, sentence: str) -> None:
        self._refused[row, column] = (text, sentence)
        self._touch(row, column)
        self.remark.emit(self.index(row, column), sentence)

    def _touch(self, row: int, column: int) -> None:
        index = self.index(row, column)
        self.dataChanged.emit(index, index)
