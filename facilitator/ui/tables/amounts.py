"""What tables of riel have in common: amounts stand to the right, sums that were worked out are paler, totals last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QWidget

from facilitator.errors import UserError
from facilitator.i18n import format_number, screen_language
from facilitator.models.supposing import supposed
from facilitator.text import breakable, parse_riel
from facilitator.ui import theme
from facilitator.ui.tables.base import Index, Kind, Role
from facilitator.ui.tables.cell import BESIDE
from facilitator.ui.tables.keyed import KeyedTable, KeyedView

if TYPE_CHECKING:
    from facilitator.models.base import Base
    from facilitator.models.budget import Budget
    from facilitator.ui.context import Context

TOTAL = -1
"""The key of the last row, which adds up the others."""

NAME = 1
"""The column that names the row."""

LEAST_NAME, LEAST_WIDTH = 150, 44
"""Pixels at scale 1: the name's column at least, and any column."""


class AmountsTable(KeyedTable):
    """A subclass tells which columns hold amounts (from `first_amount` on) and stores one cell in `set_cell`."""

    first_amount = 2

    typed = Signal()
    """A key has changed what is being typed in a cell."""

    def __init__(self, context: Context, budget: Callable[[], Budget | None]) -> None:
        super().__init__(context)
        self.budget = budget

    def show_rows(self, keys: Sequence[int]) -> None:
        """Show these rows and below them the total; nothing when there are none."""
        self.show_keys([*keys, TOTAL] if keys else [])

    def set_cell(self, row: int, column: int, text: str) -> None:
        """Store one cell inside the open transaction. Raises UserError to refuse it."""
        raise NotImplementedError

    def label(self, cells: Sequence[tuple[int, int, str]]) -> str:
        """What is undone when these cells are."""
        raise NotImplementedError

    def record_at(self, row: int, column: int) -> tuple[Base, str] | None:
        """The record that holds an amount, and the name of its attribute; None where there is none."""
        raise NotImplementedError

    def supposing(self) -> AbstractContextManager[None]:
        """What is being typed counts inside as if it were stored; what is no amount does not."""
        if self._typing is None:
            return nullcontext()
        row, column, text = self._typing
        record = self.record_at(row, column)
        try:
            return supposed(*record, parse_riel(text)) if record is not None else nullcontext()
        except UserError:
            return nullcontext()

    def type(self, index: Index, text: str | None) -> None:
        super().type(index, text)
        self.typed.emit()

    def is_worked_out(self, row: int, column: int) -> bool:
        """Whether the amount on show was not typed."""
        return False

    def is_total(self, row: int) -> bool:
        """Whether the row adds up the others."""
        return self.key_at(row) == TOTAL

    def shown_at(self, row: int, column: int) -> str:
        text = super().shown_at(row, column)
        return breakable(text) if 0 < column < self.first_amount else text

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        amount = column >= self.first_amount
        if role == Role.TextAlignmentRole:
            return int((Qt.AlignmentFlag.AlignRight if amount else 0) | Qt.AlignmentFlag.AlignVCenter)
        if role == Role.AccessibleTextRole:
            return f"{self.text_at(row, NAME)}, {self.headings()[column]}: {self.shown_at(row, column)}"
        found = super().data(index, role)
        if role == Role.ToolTipRole and amount:
            return found or self.shown_at(row, column)  # a narrow column may cut a large amount off
        if role == Role.ForegroundRole and found is None and amount and self._typing is None:
            return theme.colour("muted") if not self.is_total(row) and self.is_worked_out(row, column) else None
        return found

    def store(self, row: int, column: int, text: str) -> None:
        if refused := self.store_block([(row, column, text)]):
            raise UserError(refused[0][2])

    def store_block(self, cells: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        """All that can be understood is one gesture; the rest is refused cell by cell."""
        refused = []
        try:
            with self.context.store.transaction(self.label(cells), cycle=self.context.cycle):
                for row, column, text in cells:
                    try:
                        self.set_cell(row, column, text)
                    except UserError as refusal:
                        refused.append((row, column, refusal.text))
        except UserError as failure:  # the disk refused all of it
            return [(row, column, failure.text) for row, column, _text in cells]
        return refused


class AmountsView(KeyedView):
    """Amounts are never cut off: on a small screen the name gives way first, then the table scrolls sideways.

    With `downwards` Enter goes to the row below, as columns of figures are typed; Tab goes to the right.
    """

    def __init__(
        self,
        name: str,
        label: str,
        table: AmountsTable,
        downwards: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, label, table, table.first_amount, parent)
        self._downwards = downwards
        self.horizontalHeader().setMinimumSectionSize(theme.px(LEAST_WIDTH))

    def _share_width(self) -> None:
        widths = [max(theme.px(width), self._widest(n)) if width else 0 for n, width in enumerate(self._widths)]
        left = max(self.viewport().width() - sum(widths), theme.px(LEAST_NAME))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width or left)

    def _widest(self, column: int) -> int:
        """What the longest amount of a column needs, in pixels."""
        table = self.table
        assert isinstance(table, AmountsTable)
        if column < table.first_amount or not table.rowCount():
            return 0
        shown = [table.shown_at(row, column) for row in range(table.rowCount())]
        most = max(map(len, shown))
        widest = 0
        for row, text in enumerate(shown):
            if len(text) >= most - 1:  # Khmer digits differ in width, but never so much that two make up for one
                font = table.data(table.index(row, column), Role.FontRole) or theme.font()
                widest = max(widest, QFontMetrics(font).horizontalAdvance(text))
        return widest + BESIDE

    def _move_key(self, event: QKeyEvent) -> bool:
        down = self._downwards and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if not down:
            return super()._move_key(event)
        self.commit()
        current = self.currentIndex()
        for row in range(current.row() + 1, self.table.rowCount()):
            if self.table.kind_at(row, current.column()) is not Kind.FIXED:
                self.setCurrentIndex(self.table.index(row, current.column()))
                break
        return True


def amount_text(value: int | None) -> str:
    """The amount in the digits of the screen; an empty text for none."""
    return "" if value is None else format_number(value, screen_language())
