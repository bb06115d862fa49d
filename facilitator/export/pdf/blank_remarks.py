"""Room for what is said about each criterion: strengths, weaknesses, suggested actions to tick."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator.export.pdf import tables
from facilitator.export.pdf.blanks import TickLines, room

if TYPE_CHECKING:
    from facilitator.export.pdf.look import Look
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.words import Words

SUGGESTIONS = 3
"""So many actions may be suggested for a criterion."""

_SHARES = (9, 52, 66, 66, 78)
_ROW = 28.5 * mm


def remarks_table(criteria: Iterable[tuple[int, Cell]], words: Words, look: Look, *, width: float) -> Flowable:
    """A row for each numbered criterion."""
    rows: list[list[Cell]] = [
        [words("No."), words("Criterion"), words("Strengths"), words("Weaknesses"), words("Suggested actions")]
    ]
    for number, text in criteria:
        rows.append([words.number(number), text, room(_ROW), None, TickLines(SUGGESTIONS, _ROW / SUGGESTIONS)])
    return tables.table(rows, _SHARES, look, width=width, align="cllll", size=9)
