"""The history of changes as a table to read: a row for each gesture, with what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from facilitator.i18n import _, format_date, khmer_digits, screen_language
from facilitator.text import breakable
from facilitator.ui.tables.base import GridTable, Index

if TYPE_CHECKING:
    from facilitator.models.telling import Line, Told

WHEN, WHO, CHANGE, REASON = range(4)
MOST_LINES = 12
"""Of one gesture; the rest is counted. The paper has all of them."""


class ChangesTable(GridTable):
    """Rows of `telling.Told`, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Told] = []

    def show_rows(self, rows: list[Told]) -> None:
        """Show these instead."""
        self._rows = rows
        self.reset()

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._rows)

    def headings(self) -> Sequence[str]:
        return (_("When"), _("Changed by"), _("Change"), _("Reason"))

    def text_at(self, row: int, column: int) -> str:
        told, language = self._rows[row], screen_language()
        if column == WHEN:
            time = f"{told.moment:%H:%M}"
            day = format_date(told.moment.date(), language, "short")
            return f"{day}\n{khmer_digits(time) if language == 'km' else time}"
        if column == CHANGE:
            return breakable("\n".join([told.label, *_lines(told)]))
        return breakable(told.who if column == WHO else told.reason)

    def is_strong(self, row: int, column: int) -> bool:
        return False


def _lines(told: Told) -> list[str]:
    shown = [_in_words(line) for line in told.lines[:MOST_LINES]]
    left = len(told.lines) - MOST_LINES
    return shown if left <= 0 else [*shown, _("… and {n} more").format(n=left)]


def _in_words(line: Line) -> str:
    what = f"{line.subject} · {line.field}" if line.field else line.subject
    return f"{what}: {line.before} → {line.after}" if line.field else f"{what}: {line.after}"
