"""What was promised, received and is still awaited, by source or by activity, riel and dollars under each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from facilitator.i18n import _, format_riel, format_usd, screen_language
from facilitator.models.contributing import Balance, Money
from facilitator.ui.tables.base import Index, Role
from facilitator.ui.tables.keyed import KeyedTable

if TYPE_CHECKING:
    from facilitator.ui.context import Context

NAME = 0


class BalanceTable(KeyedTable):
    """Only to read; the last row is the sum."""

    def __init__(self, context: Context, heading: str) -> None:
        super().__init__(context)
        self._heading = heading
        self._rows: list[tuple[str, Balance]] = []

    def show(self, rows: Sequence[tuple[str, Balance]]) -> None:
        """Show these names with their money, and the sum."""
        total = sum((balance for _name, balance in rows), Balance())
        self._rows = [*rows, (_("Together"), total)] if rows else []
        self.show_keys(list(range(len(self._rows))))

    def headings(self) -> Sequence[str]:
        return (self._heading, _("Promised"), _("Received"), _("Still to come"))

    def text_at(self, row: int, column: int) -> str:
        name, balance = self._rows[row]
        if column == NAME:
            return name
        return _both((balance.promised, balance.received, balance.awaited)[column - 1])

    def is_strong(self, row: int, column: int) -> bool:
        return row == len(self._rows) - 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return super().data(index, role)


def _both(money: Money) -> str:
    language = screen_language()
    found = [format_riel(money.riel, language)] if money.riel else []
    if money.cents:
        found.append(format_usd(money.cents, language))
    return "\n".join(found) or "–"
