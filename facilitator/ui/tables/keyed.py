"""Tables whose rows are stored things: the cursor stays with its thing when rows come, go or change places."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QWidget

from facilitator.ui.tables.base import GridTable, Index
from facilitator.ui.tables.grid_view import GridView

if TYPE_CHECKING:
    from facilitator.ui.context import Context


class KeyedTable(GridTable):
    """`show_keys` says which things are the rows; a subclass looks them up by key every time."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.keys: list[Hashable] = []
        self._shape: object = None

    def show_keys(self, keys: Sequence[Hashable], shape: object = None) -> None:
        """Show these rows. `shape` is whatever else decides which rows and columns there are."""
        if (list(keys), shape) != (self.keys, self._shape):
            self.beginResetModel()
            self.keys, self._shape = list(keys), shape
            self._typing = None
            self._refused.clear()
            self.endResetModel()
        elif self.keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.keys) - 1, self.columnCount() - 1))

    def key_at(self, row: int) -> Hashable | None:
        """The key of a row, or None when there is no such row."""
        return self.keys[row] if 0 <= row < len(self.keys) else None

    def row_of(self, key: Hashable | None) -> int:
        """The row of a key, -1 when it is not in the table."""
        return self.keys.index(key) if key in self.keys else -1

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.keys)


class KeyedView(GridView):
    """The view of a `KeyedTable`; `first` is the column where the cursor starts."""

    def __init__(self, name: str, label: str, table: KeyedTable, first: int, parent: QWidget | None = None) -> None:
        super().__init__(name, label, table, parent)
        table.setParent(self)
        self._first = first
        self._kept: tuple[Hashable | None, int, int] = (None, 0, first)
        self._heights: dict[Hashable, int] = {}
        table.modelAboutToBeReset.connect(self._keep_cursor)
        table.modelReset.connect(self._put_cursor)

    @property
    def keyed(self) -> KeyedTable:
        """The table on show."""
        table = self.table
        assert isinstance(table, KeyedTable)
        return table

    def sizeHintForRow(self, row: int) -> int:  # noqa: N802
        """Heights are remembered by what stands in the row: measuring wrapped text is slow, and every change asks."""
        columns = range(self.keyed.columnCount())
        key = tuple((self.keyed.shown_at(row, column), self.columnWidth(column)) for column in columns)
        if key not in self._heights:
            self._heights[key] = super().sizeHintForRow(row)
        return self._heights[key]

    def current_key(self) -> Hashable | None:
        """The key of the row where the cursor is."""
        return self.keyed.key_at(self.currentIndex().row())

    def go_to(self, key: Hashable) -> None:
        """Put the cursor on the row of that key, in the column where it is."""
        column = self.currentIndex().column()
        self.setCurrentIndex(self.keyed.index(self.keyed.row_of(key), column if column >= 0 else self._first))

    @Slot()
    def _keep_cursor(self) -> None:
        index: QModelIndex = self.currentIndex()
        if index.isValid():
            self._kept = (self.current_key(), index.row(), index.column())

    @Slot()
    def _put_cursor(self) -> None:
        key, row, column = self._kept
        rows = self.keyed.rowCount()
        if rows:
            found = self.keyed.row_of(key)
            place = found if found >= 0 else min(row, rows - 1)
            self.setCurrentIndex(self.keyed.index(place, min(column, self.keyed.columnCount() - 1)))
