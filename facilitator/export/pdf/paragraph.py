"""A paragraph whose lines break between Khmer words. Only `text.paragraph` makes it: there user text comes in."""

# ruff: noqa: N802, N803 - overrides of ReportLab methods keep their names

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable

from facilitator.export.pdf import fonts, shaping
from facilitator.export.pdf.filling import fill
from facilitator.export.pdf.lines import Line, Span, boxes_of, growth, merged
from facilitator.export.pdf.structure import BULLETS, LIST_ITEM, Element

if TYPE_CHECKING:
    from facilitator.export.pdf.canvas import KhmerCanvas
    from facilitator.export.pdf.look import Style

_TOLERANCE = 1e-6


class KhmerParagraph(Flowable):
    """Lines of shaped text in one style; splits between lines, never leaving one line alone."""

    def __init__(self, spans: tuple[Span, ...], style: Style) -> None:
        super().__init__()
        self.style = style
        self._boxes = boxes_of(spans)
        self._lines: list[Line] = []
        self._set_width, self._set_height = -1.0, 0.0
        self._keeps_lines = False
        text = spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])
        self.title = text.partition("\n")[0]
        is_item = style.tag == "P" and self.title.startswith(BULLETS)
        self.keepWithNext = int(style.keep_with_next)
        self._space = (style.space_before, style.space_after)
        self.element = Element(LIST_ITEM if is_item else style.tag)
        self.was_drawn = False

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
            self._lines = fill(self._boxes, self.style, available_width)
            self._set_width = available_width
            self._set_height = self._height(self._lines)
        self.width, self.height = available_width, self._set_height
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
        part._set_height = self._height(part._lines)
        part.title = self.title if start == 0 else ""
        part.element = self.element
        part._space = (
            self._space[0] if start == 0 else 0.0,
            self._space[1] if end == len(self._lines) else 0.0,
        )
        return part

    def _leading(self, line: Line) -> float:
        return self.style.leading * line.size / self.style.size

    def _height(self, lines: Sequence[Line]) -> float:
        return sum([self._leading(line) for line in lines])

    def drawOn(self, canvas: KhmerCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw the lines with their feet at (x, y) and above; the canvas need not be moved there and back for them."""
        if self.style.outline is not None and self.title:
            _, top = canvas.absolutePosition(x, y + self.height)
            canvas.bookmark(shaping.printable(self.title), self.style.outline, top)
        # A baseline stands as high above the foot of its line as the deepest stacks need.
        _, bottom = fonts.face(self.style.font).ink
        y += self.height
        code: list[str] = ["q"]
        for line in self._lines:
            y -= self._leading(line)
            code.append(self._line_code(canvas, line, x, y + bottom * line.size * self.style.tightness))
        code.append("Q")
        canvas.show(self, code)

    def _line_code(self, canvas: KhmerCanvas, line: Line, left: float, baseline: float) -> str:
        style = self.style
        available = self.width - style.left_indent - style.right_indent - line.indent
        slack = available - line.width
        x = left + style.left_indent + line.indent
        if style.align == "centre":
            x += slack / 2
        elif style.align == "right":
            x += slack
        per_space, per_unit = growth(line, slack) if style.align == "justify" else (0.0, 0.0)
        out = ["BT", f"1 0 0 1 {fp_str(round(x, 2), round(baseline, 2))} Tm"]
        for item in merged(line, per_space, per_unit):
            out.append(item if isinstance(item, str) else canvas.in_language(item.text, _span_code(item, canvas._doc)))
        out.append("ET")
        return " ".join(out)


@cache
def _colour_code(red: float, green: float, blue: float) -> str:
    return f"{fp_str(red)} {fp_str(green)} {fp_str(blue)} rg"


def _span_code(span: Span, document: Any) -> str:
    colour = _colour_code(*span.colour.rgb())
    return f"{colour} {pdfmetrics.getFont(span.font).operators(span.text, span.size, document)}"
