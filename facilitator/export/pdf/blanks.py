"""Room to write by hand: lines, boxes for digits, cells for strokes, boxes to tick. Big enough for a ball pen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from facilitator.export.pdf.drawings import Drawing
from facilitator.export.pdf.look import GREY, Look
from facilitator.export.pdf.marks import TickBox, draw_tick_box
from facilitator.export.pdf.tables import Cell, bare_table
from facilitator.export.pdf.text import Inline, paragraph

if TYPE_CHECKING:
    from facilitator.export.pdf.paragraph import KhmerParagraph
    from facilitator.export.pdf.tall_rows import Command

LINE = 9 * mm
"""The lowest line that is comfortable to write on without a table."""

STROKES_INSIDE: tuple[Command, ...] = (
    ("TOPPADDING", (1, 1), (-1, -1), 1),
    ("BOTTOMPADDING", (1, 1), (-1, -1), 2),
    ("RIGHTPADDING", (1, 1), (-1, -1), 2.5),
)
"""Cells of `Strokes` use the height of their row."""

_WEIGHT = 0.5
_LABEL_AT_MOST = 0.62


class DigitBoxes(Drawing):
    """Boxes in a row, one digit each."""

    def __init__(self, count: int, side: float = 6.5 * mm) -> None:
        super().__init__(side + 3, count * side + 1)
        self.hAlign = "CENTER"
        self._count, self._side = count, side

    def draw(self) -> None:
        """Boxes that share their sides."""
        self.canv.saveState()
        self.canv.setStrokeColor(GREY)
        self.canv.setLineWidth(0.7)
        for place in range(self._count):
            self.canv.rect(0.5 + place * self._side, 1.5, self._side, self._side, stroke=1, fill=0)
        self.canv.restoreState()


class Strokes(Drawing):
    """A cell for strokes, with a box at its lower right corner for the number that they add up to."""

    def __init__(self, height: float, box: tuple[float, float] = (9 * mm, 7.5 * mm)) -> None:
        super().__init__(height)
        self._box = box

    def draw(self) -> None:
        """Only the box is drawn; the strokes have the rest of the cell."""
        width, height = self._box
        self.canv.saveState()
        self.canv.setStrokeColor(GREY)
        self.canv.setLineWidth(0.7)
        self.canv.rect(self.width - width, 1, width, height, stroke=1, fill=0)
        self.canv.restoreState()


class Halves(Drawing):
    """A cell of two storeys with a line between them: a mark above, the number of people beneath."""

    def __init__(self, height: float) -> None:
        super().__init__(height)

    def draw(self) -> None:
        """The line, as wide as the cell."""
        self.canv.saveState()
        self.canv.setStrokeColor(GREY)
        self.canv.setLineWidth(_WEIGHT)
        self.canv.line(0, self.height / 2, self.width, self.height / 2)
        self.canv.restoreState()


class Lines(Drawing):
    """Ruled lines to write on."""

    def __init__(self, count: int, pitch: float = LINE) -> None:
        super().__init__(count * pitch + 2)
        self._count, self._pitch = count, pitch

    def draw(self) -> None:
        """A line at the foot of each."""
        self.canv.saveState()
        self.canv.setStrokeColor(GREY)
        self.canv.setLineWidth(_WEIGHT)
        for place in range(self._count):
            y = self.height - (place + 1) * self._pitch
            self.canv.line(0, y, self.width, y)
        self.canv.restoreState()


class TickLines(Drawing):
    """Lines to write on, each with a box to tick."""

    def __init__(self, count: int, pitch: float, box: float = 10) -> None:
        super().__init__(count * pitch)
        self._count, self._pitch, self._box = count, pitch, box

    def draw(self) -> None:
        """The box stands on the line."""
        self.canv.saveState()
        self.canv.setStrokeColor(GREY)
        self.canv.setLineWidth(_WEIGHT)
        for place in range(self._count):
            y = self.height - (place + 1) * self._pitch + 3
            draw_tick_box(self.canv, 0, y, self._box, ticked=False)
            self.canv.line(self._box + 4, y, self.width, y)
        self.canv.restoreState()


@dataclass(frozen=True)
class Field:
    """A label with a line to write on; what is known already stands on the line."""

    label: Inline
    value: str = ""
    share: float = 1.0


def room(height: float) -> Flowable:
    """Keeps a table row at least this high (points)."""
    return Spacer(1, height)


def write_rows(rows: Sequence[Sequence[Field]], look: Look, *, width: float, pitch: float = LINE) -> list[Flowable]:
    """Labels with lines to write on, side by side; a label is as wide as its words, the line takes the rest."""
    return [_write_row(row, look, width, pitch) for row in rows]


def _write_row(fields: Sequence[Field], look: Look, width: float, pitch: float) -> Flowable:
    style = look.small.but(space_after=0)
    cells: list[Cell] = []
    widths: list[float] = []
    ruling: list[Command] = [("VALIGN", (0, 0), (-1, -1), "BOTTOM"), ("LEFTPADDING", (0, 0), (0, 0), 0)]
    whole = sum(field.share for field in fields)
    for place, field in enumerate(fields):
        label = paragraph(field.label, style)
        share = width * field.share / whole
        mine = min(share * _LABEL_AT_MOST, label.natural_width() + 9)
        cells += [[label], _on_line(paragraph(field.value, look.label), share - mine - 8, pitch - 4)]
        widths += [mine, share - mine]
        ruling.append(("LINEBELOW", (2 * place + 1, 0), (2 * place + 1, 0), _WEIGHT, GREY))
    table = bare_table([cells], widths, look, width=width, commands=ruling)
    table.spaceBefore = table.spaceAfter = 0
    return table


def _on_line(value: KhmerParagraph, width: float, height: float) -> list[Flowable]:
    """What is known stands on the line, as low as what would be written there."""
    return [room(max(0.0, height - value.wrap(width, height)[1])), value]


def ticks(
    labels: Sequence[Inline], look: Look, *, width: float, per_row: int = 0, size: float = 10, shares: bool = False
) -> Flowable:
    """Boxes to tick, each with its words; `per_row` of them side by side (all, when 0).

    With `shares` every box gets width by the length of its words instead of an equal part.
    """
    style = look.small.but(space_after=0)
    per_row = per_row or len(labels)
    words = [paragraph(label, style) for label in labels]
    rows: list[list[Cell]] = []
    for start in range(0, len(words), per_row):
        row: list[Cell] = []
        for label in words[start : start + per_row]:
            row += [TickBox(size=size), [label]]
        rows.append(row + [None] * (2 * per_row - len(row)))
    box = size + 8
    natural = [label.natural_width() + 8 for label in words[:per_row]]
    rest = width - box * per_row
    scale = rest / sum(natural) if shares else 0.0
    widths = [each for place in range(per_row) for each in (box, natural[place] * scale if shares else rest / per_row)]
    middle: list[Command] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("RIGHTPADDING", (0, 0), (-1, -1), 1),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ]
    table = bare_table(rows, widths, look, width=width, commands=middle)
    table.spaceBefore = table.spaceAfter = 1
    return table


def counted(labels: Sequence[Inline], look: Look, *, width: float, digits: int = 2) -> Flowable:
    """Boxes for numbers side by side, each under its label."""
    style = look.small.but(space_after=0, align="centre", size=look.small.size - 1)
    heads: list[Cell] = [[paragraph(label, style)] for label in labels]
    boxes: list[Cell] = [DigitBoxes(digits) for _label in labels]
    bottom: list[Command] = [("VALIGN", (0, 0), (-1, 0), "BOTTOM"), ("ALIGN", (0, 0), (-1, -1), "CENTER")]
    return bare_table([heads, boxes], [1.0] * len(labels), look, width=width, commands=bottom)
