"""Revenue or expenditure as a table: a line a row, a column each for plan, revised plan and actual, the total last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from facilitator.i18n import _, format_number, screen_language
from facilitator.models import budgeting
from facilitator.models.budget import COLUMNS, Budget, BudgetLine
from facilitator.models.budget_checks import column_label
from facilitator.ui import tips
from facilitator.ui.tables.amounts import NAME, TOTAL, AmountsTable, amount_text
from facilitator.ui.tables.base import Index, Kind, Role

if TYPE_CHECKING:
    from facilitator.ui.context import Context

CODE, PLAN = 0, 2


class LinesTable(AmountsTable):
    """The lines of one side. A line that has parts shows their sum until a total of its own is typed."""

    first_amount = PLAN

    def __init__(self, context: Context, side: str, budget: Callable[[], Budget | None]) -> None:
        super().__init__(context, budget)
        self.side = side

    def refresh(self) -> None:
        """Read the lines anew."""
        budget = self.budget()
        lines = sorted(budget.lines if budget is not None else [], key=lambda line: line.position)
        self.show_rows([line.id for line in lines if line.side == self.side])

    def line(self, row: int) -> BudgetLine | None:
        """The line of a row; None for the total."""
        key = self.key_at(row)
        return self.context.store.get(BudgetLine, key) if key not in (None, TOTAL) else None

    def headings(self) -> Sequence[str]:
        return (_("Code"), _("Budget line"), *map(column_label, COLUMNS))

    def kind_at(self, row: int, column: int) -> Kind:
        return Kind.WHOLE if column >= PLAN and not self.is_total(row) else Kind.FIXED

    def is_strong(self, row: int, column: int) -> bool:
        line = self.line(row)
        return line is None or not line.parent

    def is_worked_out(self, row: int, column: int) -> bool:
        line = self.line(row)
        return line is not None and getattr(line, COLUMNS[column - PLAN]) is None

    def text_at(self, row: int, column: int) -> str:
        budget, line = self.budget(), self.line(row)
        if budget is None:
            return ""
        if line is None:
            return self._total(budget, column)
        if column == CODE:
            return line.code
        if column == NAME:
            return line.name(screen_language())
        return amount_text(budget.shown_amount(line, COLUMNS[column - PLAN]))

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        line = self.line(index.row())
        if role == Role.ToolTipRole and line is not None and index.column() <= NAME:
            return tips.plain(budgeting.explanation(line, screen_language())) or None
        return super().data(index, role)

    def set_cell(self, row: int, column: int, text: str) -> None:
        if (line := self.line(row)) is not None:
            budgeting.set_amount(line, COLUMNS[column - PLAN], text)

    def record_at(self, row: int, column: int) -> tuple[BudgetLine, str] | None:
        line = self.line(row)
        return (line, COLUMNS[column - PLAN]) if line is not None and column >= PLAN else None

    def label(self, cells: Sequence[tuple[int, int, str]]) -> str:
        row, column, _text = cells[0]
        line = self.line(row)
        if len(cells) > 1 or line is None:
            return _("Budget: {n} figures").format(n=format_number(len(cells), screen_language()))
        return _("Budget: {line}, {column}").format(line=line.name(screen_language()), column=self.headings()[column])

    def _total(self, budget: Budget, column: int) -> str:
        if column == CODE:
            return ""
        if column == NAME:
            revenue, expenditure = _("Total revenue"), _("Total expenditure with closing balance")
            return revenue if self.side == "revenue" else expenditure
        name = COLUMNS[column - PLAN]
        return amount_text(budget.total(self.side, name)) if name in budget.columns() else ""
