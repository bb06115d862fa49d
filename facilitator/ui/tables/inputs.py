"""Input tracking as a table: the standard first, then what is really there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from facilitator.i18n import _, screen_language
from facilitator.models import tracking
from facilitator.models.input_check import InputCheck
from facilitator.text import breakable
from facilitator.ui.tables.base import Kind
from facilitator.ui.tables.keyed import KeyedTable

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint

INPUT, STANDARD, FOUND, DIFFERENCE, REMARK, CONFIRMED_BY = range(6)


class InputsTable(KeyedTable):
    """One row per input of a service point; what was found is typed here, the standard in the lines below the table."""

    def refresh(self, point: ServicePoint | None) -> None:
        """Read the rows of this service point anew."""
        self.show_keys([check.id for check in point.input_checks] if point is not None else [])

    def check(self, row: int) -> InputCheck | None:
        """The input of a row, or None when there is no such row."""
        key = self.key_at(row)
        return self.context.store.get(InputCheck, key) if key is not None else None

    def headings(self) -> Sequence[str]:
        return (_("Input"), _("Standard"), _("Found"), _("Difference"), _("Remark"), _("Confirmed by"))

    def kind_at(self, row: int, column: int) -> Kind:
        return Kind.TEXT if column >= FOUND else Kind.FIXED

    def text_at(self, row: int, column: int) -> str:
        check, language = self.check(row), screen_language()
        if check is None:
            return ""
        if column == INPUT:
            return check.text(language)
        if column == STANDARD:
            return _standard(check, language)
        return str(getattr(check, tracking.FOUND_FIELDS[column - FOUND]))

    def shown_at(self, row: int, column: int) -> str:
        return breakable(super().shown_at(row, column))

    def store(self, row: int, column: int, text: str) -> None:
        self._keep([(row, column, text)])

    def store_block(self, cells: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        self._keep(cells)
        return []

    def _keep(self, cells: Sequence[tuple[int, int, str]]) -> None:
        first = self.check(cells[0][0])
        label = _("Input: {input}").format(input=first.text(screen_language()) if first is not None else "")
        with self.context.store.transaction(label, cycle=self.context.cycle):
            for row, column, text in cells:
                check = self.check(row)
                if check is not None and column >= FOUND:
                    setattr(check, tracking.FOUND_FIELDS[column - FOUND], text)


def _standard(check: InputCheck, language: str) -> str:
    """The entitlement, and under it its source or the mark that nobody has shown one."""
    lines = [check.standard(language) or "–"]
    source = tracking.source_of(check, language)
    if check.to_confirm:
        lines.append(_("To be confirmed"))
    elif source:
        lines.append(_("Source: {source}").format(source=source))
    return "\n".join(lines)
