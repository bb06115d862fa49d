"""Tables of papers: header rows that repeat, cells that wrap and may split over pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, Table, TableStyle

from facilitator.export.pdf import fonts
from facilitator.export.pdf.look import BLACK, HAIRLINE, RULE, TINT, Look, Style
from facilitator.export.pdf.text import Run, Text, paragraph

Cell = Text | Flowable | list[Flowable] | None
"""What a cell may hold: text, one or several flowables, or nothing."""

Command = tuple[Any, ...]
"""A ReportLab table command such as ("SPAN", (0, 0), (1, 0)); positions are (column, row)."""

_PADDING: list[Command] = [
    ("LEFTPADDING", (0, 0), (-1, -1), 3.5),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3.5),
    ("TOPPADDING", (0, 0), (-1, -1), 1.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
]


def table(
    rows: Sequence[Sequence[Cell]],
    shares: Sequence[float],
    look: Look,
    *,
    width: float,
    align: str = "",
    head_rows: int = 1,
    bold_rows: Sequence[int] = (),
    size: float | None = None,
    commands: Sequence[Command] = (),
    split_rows: bool = True,
) -> Table:
    """A ruled table.

    `shares` divide `width` (points) among the columns; `align` has a letter `l`, `c` or `r` for each column (text columns are
    left by default); the first `head_rows` rows repeat on every page; `bold_rows` are sub-totals and totals (rows count from 0,
    header included, negative from the end); `size` overrides the type size of the cells; `commands` add spans, colours, rules.
    """
    styles = [_column_style(look, letter, size) for letter in align.ljust(len(shares), "l")]
    head = look.cell_head.but(size=size) if size else look.cell_head
    strong = {index % len(rows) for index in bold_rows}
    cells = [
        [
            _cell(cell, head if y < head_rows else _bold(style) if y in strong else style)
            for cell, style in zip(row, styles, strict=True)
        ]
        for y, row in enumerate(rows)
    ]
    unit = width / sum(shares)
    made = Table(
        cells,
        colWidths=[share * unit for share in shares],
        repeatRows=head_rows,
        splitInRow=int(split_rows),
        hAlign="LEFT",
        spaceBefore=2,
        spaceAfter=look.body.size * 0.6,
    )
    made.setStyle(TableStyle([*_PADDING, *_ruling(head_rows, sorted(strong)), *commands]))
    return made


def bare_table(
    rows: Sequence[Sequence[Cell]],
    shares: Sequence[float],
    look: Look,
    *,
    width: float,
    commands: Sequence[Command] = (),
) -> Table:
    """A table without rules, for laying things side by side."""
    unit = width / sum(shares)
    cells = [[_cell(cell, look.body.but(space_after=0)) for cell in row] for row in rows]
    made = Table(cells, colWidths=[share * unit for share in shares], hAlign="LEFT", splitInRow=1)
    made.setStyle(TableStyle([*_PADDING, ("VALIGN", (0, 0), (-1, -1), "TOP"), *commands]))
    return made


def key_values(rows: Sequence[tuple[Text, Cell]], look: Look, *, width: float, label_share: float = 0.3) -> Table:
    """Labels with their values, one pair a row."""
    cells = [[paragraph(label, look.label), _cell(value, look.cell)] for label, value in rows]
    made = Table(
        cells,
        colWidths=[width * label_share, width * (1 - label_share)],
        hAlign="LEFT",
        splitInRow=1,
        spaceAfter=look.body.size * 0.6,
    )
    commands: list[Command] = [
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.35, HAIRLINE),
    ]
    made.setStyle(TableStyle([*_PADDING, *commands]))
    return made


def callout(text: Text, look: Look, *, width: float, style: Style | None = None) -> Table:
    """A sentence that must not be missed: tinted, with a bar at its left."""
    made = Table(
        [[paragraph(text, style or look.body.but(space_after=0))]],
        colWidths=[width],
        hAlign="LEFT",
        splitInRow=1,
        spaceBefore=4,
        spaceAfter=look.body.size * 0.6,
    )
    made.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), TINT),
                ("LINEBEFORE", (0, 0), (0, -1), 2.4, BLACK),
                ("LEFTPADDING", (0, 0), (-1, -1), 9),
                ("RIGHTPADDING", (0, 0), (-1, -1), 8),
                ("TOPPADDING", (0, 0), (-1, -1), 4),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ]
        )
    )
    return made


def _column_style(look: Look, letter: str, size: float | None) -> Style:
    style = {"l": look.cell, "c": look.cell_centre, "r": look.cell_right}[letter]
    return style.but(size=size) if size else style


def _bold(style: Style) -> Style:
    return style.but(font=fonts.BOLD)


def _cell(cell: Cell, style: Style) -> Any:
    if cell is None:
        return ""
    if isinstance(cell, Flowable) or not _is_text(cell):
        return cell
    return paragraph(cell, style)


def _is_text(cell: Any) -> bool:
    return isinstance(cell, str | Run) or (
        isinstance(cell, Sequence) and all(isinstance(part, str | Run) for part in cell)
    )


def _ruling(head_rows: int, strong: Sequence[int]) -> list[Command]:
    commands: list[Command] = [
        ("INNERGRID", (0, 0), (-1, -1), 0.35, RULE),
        ("BOX", (0, 0), (-1, -1), 0.8, BLACK),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    if head_rows:
        commands += [
            ("BACKGROUND", (0, 0), (-1, head_rows - 1), TINT),
            ("LINEBELOW", (0, head_rows - 1), (-1, head_rows - 1), 0.8, BLACK),
        ]
    for row in strong:
        commands += [("BACKGROUND", (0, row), (-1, row), TINT), ("LINEABOVE", (0, row), (-1, row), 0.6, BLACK)]
    return commands
