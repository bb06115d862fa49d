"""The structure of tables: which cell is a header, which cells are merged, and in which order a layout is read."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.export.pdf.structure import GROUP, Element, adopt
from facilitator.export.pdf.tall_rows import Command, Content

_Rows = Sequence[Sequence[Content]]
_Extent = tuple[int, int]
"""How many columns and rows a cell takes."""


def ruled_table(rows: _Rows, head_rows: int, commands: Sequence[Command]) -> Element:
    """A table whose first rows are the headers of its columns."""
    extents = _extents(rows, commands)
    whole = Element("Table")
    for y, row in enumerate(rows):
        line = Element("TR")
        whole.add(line)
        for x, content in enumerate(row):
            extent = extents.get((x, y), (1, 1))
            if extent != _COVERED:
                line.add(_cell(content, extent, "Column" if y < head_rows else ""))
    return whole


def label_rows(rows: _Rows) -> Element:
    """A table without head: the first cell of each row is the header of that row."""
    whole = Element("Table")
    for first, *others in rows:
        line = Element("TR")
        whole.add(line)
        line.add(_cell(first, (1, 1), "Row"))
        for content in others:
            line.add(_cell(content, (1, 1), ""))
    return whole


def groups(rows: _Rows, *, by_columns: bool = False) -> Element:
    """Things laid side by side: read row by row, or one column after the other."""
    whole = Element(GROUP)
    for line in zip(*rows, strict=True) if by_columns else rows:
        for content in line:
            adopt(content, whole)
    return whole


_COVERED = (0, 0)


def _cell(content: Content, extent: _Extent, scope: str) -> Element:
    columns, rows = extent
    parts = [f"/Scope/{scope}"] if scope else []
    parts += [f"/ColSpan {columns}"] if columns > 1 else []
    parts += [f"/RowSpan {rows}"] if rows > 1 else []
    cell = Element("TH" if scope else "TD", "/O/Table" + "".join(parts) if parts else "")
    adopt(content, cell)
    return cell


def _extents(rows: _Rows, commands: Sequence[Command]) -> dict[tuple[int, int], _Extent]:
    """The extent of every merged cell by its place, `_COVERED` for the cells that it covers."""
    extents: dict[tuple[int, int], _Extent] = {}
    across, down = len(rows[0]) if rows else 0, len(rows)
    for name, (left, top), (right, bottom), *_ in commands:
        if name != "SPAN":
            continue
        xs, ys = range(left % across, right % across + 1), range(top % down, bottom % down + 1)
        extents |= {(x, y): _COVERED for x in xs for y in ys}
        extents[xs[0], ys[0]] = (len(xs), len(ys))
    return extents
