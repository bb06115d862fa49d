"""What every row of a clerk's own table would do: read before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from facilitator.i18n import _, format_number, screen_language, shown
from facilitator.models.imports.budget_table import LINES, Taken
from facilitator.text import breakable
from facilitator.ui import theme
from facilitator.ui.tables.base import GridTable, Index, Role

ROW, NAME, TARGET, FIGURES = range(4)


class TakenTable(GridTable):
    """Only to read; rows that are left out say why."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Taken] = ()
        self._kind = LINES

    def show(self, rows: Sequence[Taken], kind: str) -> None:
        """Show these rows."""
        self._rows, self._kind = rows, kind
        self.reset()

    def headings(self) -> Sequence[str]:
        target = _("Line of the budget") if self._kind == LINES else _("Project")
        return (_("Row"), _("In the table"), target, _("Figures"))

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._rows)

    def text_at(self, row: int, column: int) -> str:
        taken = self._rows[row]
        if column == ROW:
            return shown(taken.row)
        if column == NAME:
            return breakable(taken.label)
        if column == TARGET:
            return breakable(taken.problem or taken.target or _("new"))
        amounts = [value for value in taken.values.values() if isinstance(value, int)]
        return " · ".join(format_number(amount, screen_language()) for amount in amounts)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role == Role.ForegroundRole and self._rows[index.row()].problem:
            return theme.colour("warning" if index.column() == TARGET else "muted")
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() == FIGURES else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return super().data(index, role)
