"""A paragraph whose lines break between Khmer words. Only `text.paragraph` makes it: there user text comes in."""

# ruff: noqa: N802 - overrides of ReportLab methods keep their names

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable

from facilitator.export.pdf import breaking, fonts, shaping
from facilitator.export.pdf.look import Style
from facilitator.text import strip_breaks

# Justification: a word space may grow by half an em; beyond, a unit may drift by an eighth, else the line stays ragged.
_SPACE_GROWTH = 0.5
_UNIT_GROWTH = 0.125
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Span:
    """Text of one face, size and colour inside a paragraph."""

    text: str
    font: str
    size: float
    colour: Any

    @property
    def width(self) -> float:
        """Shaped width in points."""
        return shaping.width(self.text, self.font) * self.size


class _Box(NamedTuple):
    """An unbreakable unit, measured."""

    spans: tuple[Span, ...]
    width: float
    spaces: int
    space_width: float
    ends_line: bool


class _Line(NamedTuple):
    boxes: tuple[_Box, ...]
    width: float
    is_last: bool
    indent: float
    size: float


class KhmerParagraph(Flowable):
    """Lines of shaped text in one style; splits between lines, never leaving one line alone."""

    def __init__(self, spans: tuple[Span, ...], style: Style) -> None:
        super().__init__()
        self.style = style
        self._boxes = _boxes(spans)
        self._lines: list[_Line] = []
        self._set_width = -1.0
        self._keeps_lines = False
        self.title = "".join(span.text for span in spans).split("\n")[0]
        self.keepWithNext = int(style.keep_with_next)
        self._space = (style.space_before, style.space_after)

    def getSpaceBefore(self) -> float:
        """Points kept free above."""
        return self._space[0]

    def getSpaceAfter(self) -> float:
        """Points kept free below."""
        return self._space[1]

    def minWidth(self) -> float:
        """The width of the widest unbreakable unit."""
        widest = max((box.width for box in self._boxes), default=0.0)
        return widest + self.style.left_indent + self.style.right_indent

    def natural_width(self) -> float:
        """The width of the longest line when nothing is broken but where the text says so."""
        longest = current = 0.0
        for box in self._boxes:
            longest = max(longest, current + box.width)
            current = 0.0 if box.ends_line else current + box.width + box.space_width
        return longest + self.style.left_indent + self.style.right_indent

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Break the lines for a width; returns (width, height)."""
        if not self._keeps_lines and self._set_width != available_width:
            self._lines = _fill(self._boxes, self.style, available_width)
            self._set_width = available_width
        self.width = available_width
        self.height = sum(self._leading(line) for line in self._lines)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Two paragraphs, the first of which fits; none of them has a single line unless this one has."""
        self.wrap(available_width, available_height)
        fitting, room = 0, available_height + _TOLERANCE
        for line in self._lines:
            room -= self._leading(line)
            if room < 0:
                break
            fitting += 1
        if fitting == len(self._lines):
            return [self]
        fitting = min(fitting, len(self._lines) - 2)
        if fitting < 2:
            return []
        return [self._part(0, fitting), self._part(fitting, len(self._lines))]

    def _part(self, start: int, end: int) -> KhmerParagraph:
        part = KhmerParagraph((), self.style)
        part._boxes = tuple(box for line in self._lines[start:end] for box in line.boxes)
        part._lines, part._set_width, part._keeps_lines = self._lines[start:end], self._set_width, True
        part.title = self.title if start == 0 else ""
        part._space = (
            self._space[0] if start == 0 else 0.0,
            self._space[1] if end == len(self._lines) else 0.0,
        )
        return part

    def _leading(self, line: _Line) -> float:
        return self.style.leading * line.size / self.style.size

    def draw(self) -> None:
        """Draw the lines, baselines placed so that the tallest stacks stay inside their line."""
        if self.style.outline is not None and self.title and hasattr(self.canv, "bookmark"):
            _, y = self.canv.absolutePosition(0, self.height)
            self.canv.bookmark(shaping.printable(self.title), self.style.outline, y)
        top, bottom = fonts.face(self.style.font).ink
        y = self.height
        code: list[str] = ["q"]
        for line in self._lines:
            leading = self._leading(line)
            y -= leading
            spare = leading - (top + bottom) * line.size
            code.append(self._line_code(line, y + spare / 2 + bottom * line.size))
        code.append("Q")
        self.canv._code.extend(code)

    def _line_code(self, line: _Line, baseline: float) -> str:
        available = self.width - self.style.left_indent - self.style.right_indent - line.indent
        slack = available - line.width
        x = self.style.left_indent + line.indent
        if self.style.align == "centre":
            x += slack / 2
        elif self.style.align == "right":
            x += slack
        per_space, per_unit = _growth(line, slack) if self.style.align == "justify" else (0.0, 0.0)
        out = ["BT", f"1 0 0 1 {fp_str(x)} {fp_str(baseline)} Tm"]
        for item in _merged(line, per_space, per_unit):
            out.append(item if isinstance(item, str) else _span_code(item, self.canv._doc))
        out.append("ET")
        return " ".join(out)


def _boxes(spans: tuple[Span, ...]) -> tuple[_Box, ...]:
    """Cut the text of all spans together into units, so that a break may not hide at the border of two spans."""
    text = "".join(span.text for span in spans)
    spans = tuple(replace(span, text=strip_breaks(span.text)) for span in spans)
    starts: list[int] = []
    at = 0
    for span in spans:
        starts.append(at)
        at += len(span.text)
    boxes = []
    for unit in breaking.units(text) if text else ():
        pieces = tuple(
            replace(span, text=span.text[max(0, unit.start - start) : unit.end - start])
            for span, start in zip(spans, starts, strict=True)
            if start < unit.end and unit.start < start + len(span.text)
        )
        boxes.append(_box(pieces, unit.spaces, unit.ends_line, spans[-1]))
    return tuple(boxes)


def _box(pieces: tuple[Span, ...], spaces: int, ends_line: bool, default: Span) -> _Box:
    last = pieces[-1] if pieces else default
    space = shaping.width(" ", last.font) * last.size * spaces
    pieces = pieces or (replace(default, text=""),)
    return _Box(pieces, sum(piece.width for piece in pieces), spaces, space, ends_line)


def _fill(boxes: tuple[_Box, ...], style: Style, width: float) -> list[_Line]:
    """First-fit line filling; a unit wider than a whole line is cut between clusters."""
    room = max(1.0, width - style.left_indent - style.right_indent)
    lines: list[_Line] = []
    line: list[_Box] = []
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


def _line(boxes: list[_Box], width: float, is_last: bool, indent: float) -> _Line:
    return _Line(tuple(boxes), width, is_last, indent, max(span.size for box in boxes for span in box.spans))


def _cut_wide(boxes: tuple[_Box, ...], room: float) -> list[_Box]:
    out: list[_Box] = []
    for box in boxes:
        out += [box] if box.width <= room + _TOLERANCE else _cut(box, room)
    return out


def _cut(box: _Box, room: float) -> list[_Box]:
    """Pieces of a wide unit, each as wide as fits, cut between clusters."""
    parts: list[list[Span]] = [[]]
    used = 0.0
    for span in box.spans:
        for cluster in shaping.clusters(span.text):
            piece = replace(span, text=cluster)
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
            out[-1] = replace(span, text=out[-1].text + span.text)
        else:
            out.append(span)
    return out


def _growth(line: _Line, slack: float) -> tuple[float, float]:
    """Points by which every space and every unit of a justified line grows."""
    gaps = len(line.boxes) - 1
    if line.is_last or gaps < 1 or slack <= 0:
        return 0.0, 0.0
    spaced = sum(1 for box in line.boxes[:-1] if box.spaces)
    per_space = min(slack / spaced, line.size * _SPACE_GROWTH) if spaced else 0.0
    per_unit = (slack - per_space * spaced) / gaps
    return (per_space, per_unit) if per_unit <= line.size * _UNIT_GROWTH else (0.0, 0.0)


def _merged(line: _Line, per_space: float, per_unit: float) -> list[Span | str]:
    """The spans of a line with its spaces, and between them the operators that move the pen."""
    out: list[Span | str] = []
    pending: list[Span] = []
    for i, box in enumerate(line.boxes):
        pending += box.spans
        last = box.spans[-1]
        final = i == len(line.boxes) - 1
        if box.spaces:  # also at a line's end: it keeps the words apart when the text is copied
            pending.append(replace(last, text=" " * (1 if final else box.spaces)))
        growth = 0.0 if final else per_unit + (per_space if box.spaces else 0.0)
        if growth:
            out += _joined(pending)
            out.append(f"[{fp_str(round(-growth * 1000 / last.size, 2))}] TJ")
            pending = []
    return out + _joined(pending)


def _span_code(span: Span, document: Any) -> str:
    colour = " ".join(fp_str(part) for part in span.colour.rgb())
    return f"{colour} rg {pdfmetrics.getFont(span.font).operators(span.text, span.size, document)}"
