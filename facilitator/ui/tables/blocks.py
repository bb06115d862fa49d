"""Blocks of cells as text, rows on lines and columns parted by tabs, as spreadsheets put them on the clipboard."""

from __future__ import annotations

from collections.abc import Iterable

from facilitator.ui.tables.base import GridTable, Index, Kind


def as_block(table: GridTable, cells: Iterable[Index]) -> str:
    """What cells show, ready for a spreadsheet."""
    rows: dict[int, list[str]] = {}
    for index in sorted(cells, key=lambda index: (index.row(), index.column())):
        rows.setdefault(index.row(), []).append(table.shown_at(index.row(), index.column()))
    return "\n".join("\t".join(texts) for texts in rows.values())


def from_block(table: GridTable, start: Index, block: str) -> list[tuple[int, int, str]]:
    """The cells (row, column, text) that a block would fill from `start` on; fixed cells are passed over."""
    cells = []
    for down, line in enumerate(block.rstrip("\r\n").splitlines()):
        for right, text in enumerate(line.split("\t")):
            row, column = start.row() + down, start.column() + right
            inside = row < table.rowCount() and column < table.columnCount()
            if inside and table.kind_at(row, column) is not Kind.FIXED:
                cells.append((row, column, text.strip()))
    return cells
