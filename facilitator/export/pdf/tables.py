"""Tables of papers: header rows that repeat, cells that wrap, rows that split over pages."""

# ruff: noqa: N802, N803, N815 - overrides of ReportLab methods keep their names

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from reportlab.platypus import Flowable, Table, TableStyle
from reportlab.platypus.tables import CellStyle

from facilitator.export.pdf import fonts
from facilitator.export.pdf.look import BLACK, HAIRLINE, RULE, TINT, Look, Style
from facilitator.export.pdf.paragraph import KhmerParagraph
from facilitator.export.pdf.table_structure import groups, label_rows, ruled_table
from facilitator.export.pdf.tall_rows import Command, Content, cut_tall_rows, moved
from facilitator.export.pdf.text import Inline, Run, paragraph

if TYPE_CHECKING:
    from facilitator.export.pdf.structure import Element

Cell: TypeAlias = Inline | Flowable | list[Flowable] | None
"""What a cell may hold: text, one or several flowables, or nothing."""

_SIDE = 4.0
_UNLIMITED = 1e6


class _CellStyle(CellStyle):
    """What cells are like where no command says otherwise. Said here once, not to every cell of every table."""

    leftPadding = rightPadding = _SIDE
    topPadding, bottomPadding = 2.5, 1.5
    valign = "TOP"
    fontname = fonts.BODY  # ReportLab's own default would be named in the file


class StructuredTable(Table):
    """A table that knows its place in the structure of the paper; its rules and backgrounds are not read."""

    element: Element | None = None

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The parts for this page and the next.

        Where even an empty page is too low, rows that are held together part, and a header stands once.
        """
        parts: list[Flowable] = super().split(available_width, available_height)
        if not parts and getattr(self, "_postponed", False):
            self._nosplitCmds: list[Command] = []
            self.repeatRows = 0
            parts = super().split(available_width, available_height)
        return parts

    def _cellListProcess(self, cell: Any, width: float, height: float) -> Any:
        """What stands in a cell, in its final form; one paragraph, as nearly all hold, has it already."""
        return cell if _is_one_paragraph(cell) else super()._cellListProcess(cell, width, height)

    def _listCellGeom(
        self, cell: Any, width: float, style: Any, W: Any = None, H: Any = None, aH: float = _UNLIMITED
    ) -> tuple[float, float]:
        """Width and height of what is in a cell; a short way for one paragraph."""
        room = width - style.leftPadding - style.rightPadding
        if room < 0 or not _is_one_paragraph(cell):
            found: tuple[float, float] = super()._listCellGeom(cell, width, style, W, H, aH)
            return found
        inside, height = cell[0].wrap(room, aH)
        if W is not None and H is not None:
            W.append(inside)
            H.append(height)
        return inside, height

    def _drawBkgrnd(self) -> None:
        with self.canv.artifact():
            super()._drawBkgrnd()

    def _drawLines(self) -> None:
        with self.canv.artifact():
            super()._drawLines()


def _is_one_paragraph(cell: Any) -> bool:
    return len(cell) == 1 and isinstance(cell[0], KhmerParagraph)


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
) -> Table:
    """A ruled table.

    `shares` divide `width` (points) among the columns; `align` has a letter `l`, `c` or `r` for each column (left by
    default); the first `head_rows` rows repeat on every page; `bold_rows` are sub-totals and totals (counted from 0,
    header included, negative from the end); `size` overrides the type size of the cells; `commands` are ReportLab's
    (spans, colours, rules), e.g. ("SPAN", (0, 0), (1, 0)) with (column, row).
    """
    styles = [_column_style(look, letter, size) for letter in align.ljust(len(shares), "l")]
    head = look.cell_head.but(size=size) if size else look.cell_head
    strong = {index % len(rows) for index in bold_rows}

    def style_at(y: int, style: Style) -> Style:
        return head if y < head_rows else style.but(font=fonts.BOLD) if y in strong else style

    contents = [
        [_content(cell, style_at(y, s)) for cell, s in zip(row, styles, strict=True)] for y, row in enumerate(rows)
    ]
    ruling = [*_alignment(align), *_grid(len(rows)), *_head_ruling(head_rows), *_strong_ruling(strong), *commands]
    element = ruled_table(contents, head_rows, commands)
    return _made(contents, shares, width, look, ruling, element, head_rows=head_rows)


def bare_table(
    rows: Sequence[Sequence[Cell]],
    shares: Sequence[float],
    look: Look,
    *,
    width: float,
    commands: Sequence[Command] = (),
    by_columns: bool = False,
    whole: bool = False,
) -> Table:
    """A table without rules, for laying things side by side; read by rows, or one column after the other.

    With `whole` no row is cut, however tall: for papers of one page.
    """
    style = look.body.but(space_after=0)
    contents = [[_content(cell, style) for cell in row] for row in rows]
    element = groups(contents, by_columns=by_columns)
    return _made(contents, shares, width, look, commands, element, whole=whole)


def key_values(rows: Sequence[tuple[Inline, Cell]], look: Look, *, width: float, label_share: float = 0.3) -> Table:
    """Labels with their values, one pair a row."""
    contents = [[_content(label, look.label), _content(value, look.cell)] for label, value in rows]
    ruling: list[Command] = [("LEFTPADDING", (0, 0), (0, -1), 0)]
    ruling += [("LINEBELOW", (0, y), (-1, y), 0.35, HAIRLINE) for y in range(len(rows))]
    return _made(contents, [label_share, 1 - label_share], width, look, ruling, label_rows(contents))


def callout(text: Inline, look: Look, *, width: float, style: Style | None = None) -> Table:
    """A sentence that must not be missed: tinted, with a bar at its left."""
    commands: list[Command] = [
        ("BACKGROUND", (0, 0), (-1, -1), TINT),
        ("LINEBEFORE", (0, 0), (0, -1), 2.4, BLACK),
        ("LEFTPADDING", (0, 0), (-1, -1), 2.5 * _SIDE),
        ("TOPPADDING", (0, 0), (-1, 0), 4),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 5),
    ]
    contents = [[_content(text, style or look.body.but(space_after=0))]]
    return _made(contents, [1.0], width, look, commands, groups(contents), inside=width - 3.5 * _SIDE)


def _made(
    contents: Sequence[Sequence[Content]],
    shares: Sequence[float],
    width: float,
    look: Look,
    commands: Sequence[Command],
    element: Element,
    *,
    head_rows: int = 0,
    inside: float | None = None,
    whole: bool = False,
) -> Table:
    widths = [width * share / sum(shares) for share in shares]
    rooms = [inside or column - 2 * _SIDE for column in widths]
    cut = cut_tall_rows(contents, rooms, keep=len(contents) if whole else head_rows, commands=commands)
    made = StructuredTable(
        cut.rows,
        colWidths=widths,
        cellStyles=[[_CellStyle("") for _width in widths] for _row in cut.rows],
        repeatRows=head_rows,
        hAlign="LEFT",
        spaceBefore=2,
        spaceAfter=look.body.size * 0.6,
    )
    made.setStyle(TableStyle([*_seams(cut.spans), *(moved(command, cut.spans) for command in commands)]))
    made.element = element
    return made


def _seams(spans: Sequence[tuple[int, int]]) -> list[Command]:
    """No room between the slices of a row that was cut."""
    commands: list[Command] = []
    for first, last in spans:
        if last > first:
            commands.append(("TOPPADDING", (0, first + 1), (-1, last), 0))
            commands.append(("BOTTOMPADDING", (0, first), (-1, last - 1), 0))
    return commands


def _alignment(letters: str) -> list[Command]:
    """Where drawings stand in their cells; text follows its style."""
    sides = {"l": "LEFT", "c": "CENTER", "r": "RIGHT"}
    return [("ALIGN", (x, 0), (x, -1), sides[letter]) for x, letter in enumerate(letters)]


def _column_style(look: Look, letter: str, size: float | None) -> Style:
    style = {"l": look.cell, "c": look.cell_centre, "r": look.cell_right}[letter]
    return style.but(size=size) if size else style


def _content(cell: Cell, style: Style) -> Content:
    """What a cell holds, as flowables."""
    if not cell:
        return []
    if isinstance(cell, Flowable):
        return [cell]
    if isinstance(cell, str | Run) or all(isinstance(part, str | Run) for part in cell):
        return [paragraph(cast(Inline, cell), style)]
    return cast(Content, cell)


def _grid(rows: int) -> list[Command]:
    commands: list[Command] = [("LINEBELOW", (0, y), (-1, y), 0.35, RULE) for y in range(rows)]
    commands += [("VALIGN", (0, y), (-1, y), "MIDDLE") for y in range(rows)]
    at_page_end: Command = ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), 0.8, BLACK)
    return [*commands, ("LINEAFTER", (0, 0), (-2, -1), 0.35, RULE), ("BOX", (0, 0), (-1, -1), 0.8, BLACK), at_page_end]


def _head_ruling(rows: int) -> list[Command]:
    if not rows:
        return []
    return [
        ("BACKGROUND", (0, 0), (-1, rows - 1), TINT),
        ("LINEBELOW", (0, rows - 1), (-1, rows - 1), 0.8, BLACK),
    ]


def _strong_ruling(rows: set[int]) -> list[Command]:
    commands: list[Command] = []
    for row in sorted(rows):
        commands.append(("BACKGROUND", (0, row), (-1, row), TINT))
        commands.append(("LINEABOVE", (0, row), (-1, row), 0.6, BLACK))
    return commands


def height_of(flowables: Sequence[Flowable], width: float) -> float:
    """Points that flowables take in a column of that width, the space between them included."""
    heights = (each.wrap(width, _UNLIMITED)[1] + each.getSpaceBefore() + each.getSpaceAfter() for each in flowables)
    return float(sum(heights))
