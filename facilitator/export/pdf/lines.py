"""Filling the lines of a paragraph: units of text measured, put on lines, and stretched where they are justified."""

from __future__ import annotations

from typing import Any, NamedTuple

from reportlab.lib.rl_accel import fp_str

from facilitator.export.pdf import breaking, shaping
from facilitator.export.pdf.look import Style
from facilitator.text import strip_breaks

# Justification: a word space may grow by half an em; beyond, a unit may drift by an eighth, else the line stays ragged.
_SPACE_GROWTH = 0.5
_UNIT_GROWTH = 0.125
_TOLERANCE = 1e-6


class Span(NamedTuple):
    """Text of one face, size and colour inside a paragraph."""

    text: str
    font: str
    size: float
    colour: Any

    @property
    def width(self) -> float:
        """Shaped width in points."""
        return shaping.width(self.text, self.font) * self.size

    def saying(self, text: str) -> Span:
        """Other text of the same face, size and colour."""
        return Span(text, self.font, self.size, self.colour)


class Box(NamedTuple):
    """An unbreakable unit, measured."""

    spans: tuple[Span, ...]
    width: float
    spaces: int
    space_width: float
    ends_line: bool


class Line(NamedTuple):
    """Boxes that stand on one line; `size` is that of its largest run, from which its leading follows."""

    boxes: tuple[Box, ...]
    width: float
    is_last: bool
    indent: float
    size: float


def boxes_of(spans: tuple[Span, ...]) -> tuple[Box, ...]:
    """Cut the text of all spans together into units, so that a break may not hide at the border of two spans."""
    text = "".join(span.text for span in spans)
    spans = tuple(span.saying(strip_breaks(span.text)) for span in spans)
    starts: list[int] = []
    at = 0
    for span in spans:
        starts.append(at)
        at += len(span.text)
    boxes = []
    for unit in breaking.units(text) if text else ():
        pieces = tuple(
            span.saying(span.text[max(0, unit.start - start) : unit.end - start])
            for span, start in zip(spans, starts, strict=True)
            if start < unit.end and unit.start < start + len(span.text)
        )
        boxes.append(_box(pieces, unit.spaces, unit.ends_line, spans[-1]))
    return tuple(boxes)


def _box(pieces: tuple[Span, ...], spaces: int, ends_line: bool, default: Span) -> Box:
    last = pieces[-1] if pieces else default
    space = shaping.width(" ", last.font) * last.size * spaces
    pieces = pieces or (default.saying(""),)
    return Box(pieces, sum(piece.width for piece in pieces), spaces, space, ends_line)


def fill(boxes: tuple[Box, ...], style: Style, width: float) -> list[Line]:
    """First-fit line filling; a unit wider than a whole line is cut between clusters."""
    room = max(1.0, width - style.left_indent - style.right_indent)
    lines: list[Line] = []
    line: list[Box] = []
    used = 0.0
    indent = style.first_indent
    for box in _cut_wide(boxes, room - max(0.0, indent)):
        gap = line[-1].space_width if line else 0.0
        if line and used + gap + box.width > room - indent + _TOLERANCE:
            lines.append(_line(line, used, False, indent))
            line, used, gap, indent = [], 0.0, 0.0, 0.0
        line.append(box)
        used += gap + box.width
        if box.ends_line:
            lines.append(_line(line, used, True, indent))
            line, used, indent = [], 0.0, 0.0
    return lines


def _line(boxes: list[Box], width: float, is_last: bool, indent: float) -> Line:
    return Line(tuple(boxes), width, is_last, indent, max(span.size for box in boxes for span in box.spans))


def _cut_wide(boxes: tuple[Box, ...], room: float) -> list[Box]:
    out: list[Box] = []
    for box in boxes:
        out += [box] if box.width <= room + _TOLERANCE else _cut(box, room)
    return out


def _cut(box: Box, room: float) -> list[Box]:
    """Pieces of a wide unit, each as wide as fits, cut between clusters."""
    parts: list[list[Span]] = [[]]
    used = 0.0
    for span in box.spans:
        for cluster in shaping.clusters(span.text):
            piece = span.saying(cluster)
            if parts[-1] and used + piece.width > room:
                parts.append([])
                used = 0.0
            parts[-1].append(piece)
            used += piece.width
    cut = [_box(tuple(_joined(part)), 0, False, box.spans[-1]) for part in parts]
    cut[-1] = cut[-1]._replace(spaces=box.spaces, space_width=box.space_width, ends_line=box.ends_line)
    return cut


def _joined(spans: list[Span]) -> list[Span]:
    """Neighbours of the same face, size and colour as one span."""
    out: list[Span] = []
    for span in spans:
        if out and (out[-1].font, out[-1].size, out[-1].colour) == (span.font, span.size, span.colour):
            out[-1] = span.saying(out[-1].text + span.text)
        else:
            out.append(span)
    return out


def growth(line: Line, slack: float) -> tuple[float, float]:
    """Points by which every space and every unit of a justified line grows."""
    gaps = len(line.boxes) - 1
    if line.is_last or gaps < 1 or slack <= 0:
        return 0.0, 0.0
    spaced = sum(1 for box in line.boxes[:-1] if box.spaces)
    per_space = min(slack / spaced, line.size * _SPACE_GROWTH) if spaced else 0.0
    per_unit = (slack - per_space * spaced) / gaps
    return (per_space, per_unit) if per_unit <= line.size * _UNIT_GROWTH else (0.0, 0.0)


def merged(line: Line, per_space: float, per_unit: float) -> list[Span | str]:
    """The spans of a line with its spaces, and between them the operators that move the pen."""
    out: list[Span | str] = []
    pending: list[Span] = []
    for i, box in enumerate(line.boxes):
        pending += box.spans
        last = box.spans[-1]
        final = i == len(line.boxes) - 1
        if box.spaces:  # also at a line's end: it keeps the words apart when the text is copied
            pending.append(last.saying(" " * (1 if final else box.spaces)))
        growth = 0.0 if final else per_unit + (per_space if box.spaces else 0.0)
        if growth:
            out += _joined(pending)
            out.append(f"[{fp_str(round(-growth * 1000 / last.size, 2))}] TJ")
            pending = []
    return out + _joined(pending)
