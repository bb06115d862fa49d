"""The budget at a glance: both sides, what is between them, and the development part beside its projects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from facilitator.i18n import N_, _
from facilitator.models import budgeting
from facilitator.models.budget_checks import column_label
from facilitator.ui.tables.amounts import amount_text
from facilitator.ui.tables.base import GridTable, Index, Role

if TYPE_CHECKING:
    from facilitator.models.budget import Budget

ROWS = {
    "revenue": N_("Total revenue"),
    "expenditure": N_("Total expenditure with closing balance"),
    "difference": N_("Difference"),
    "development": N_("Development part"),
    "fund": N_("Commune fund of all projects"),
}


class SummaryTable(GridTable):
    """Only to read."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: list[str] = []
        self._figures: dict[str, dict[str, int]] = {}

    def show(self, budget: Budget) -> None:
        """Show the sums of a budget, of the columns that hold a figure."""
        self._columns = budget.columns()
        self._figures = budgeting.summary(budget)
        self.reset()

    def headings(self) -> Sequence[str]:
        return (_("In riel"), *map(column_label, self._columns))

    def rowCount(self, parent: object = None) -> int:
        return len(ROWS) if self._columns else 0

    def text_at(self, row: int, column: int) -> str:
        key = list(ROWS)[row]
        if column == 0:
            return _(ROWS[key])
        return amount_text(self._figures[key].get(self._columns[column - 1])) or "–"

    def is_strong(self, row: int, column: int) -> bool:
        return row < 2

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return super().data(index, role)
