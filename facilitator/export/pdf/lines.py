"""The lines of a paragraph: units of text measured, and stretched where they are justified (`filling` chooses them)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from reportlab.lib.rl_accel import fp_str

from facilitator.export.pdf import breaking, shaping
from facilitator.text import strip_breaks

# Justification, in em: a space may grow by this and a unit drift by that, both in the same proportion, so that no gap
# is wide enough to meet the gaps of the next line in a river. A line that needs more stays ragged.
SPACE_GROWTH = 0.35
UNIT_GROWTH = 0.15
# A space may give way by this share of its width.
SPACE_SHRINK = 0.25
TOLERANCE = 1e-6


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


@lru_cache(maxsize=2_000)
def boxes_of(spans: tuple[Span, ...]) -> tuple[Box, ...]:
    """Cut the text of all spans together into units, so that a break may not hide at the border of two spans."""
    text = "".join([span.text for span in spans])
    if len(spans) == 1:
        return _boxes_of_one(spans[0].saying(strip_breaks(text)), breaking.units(text) if text else ())
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
        boxes.append(box_of(pieces, unit.spaces, unit.ends_line, spans[-1]))
    return tuple(boxes)


def _boxes_of_one(span: Span, units: Iterable[breaking.Unit]) -> tuple[Box, ...]:
    """The same for a text of one face: no unit has more than one piece."""
    text = span.text
    return tuple(
        [
            box_of((span.saying(text[start:end]),) if end > start else (), spaces, ends_line, span)
            for start, end, spaces, ends_line in units
        ]
    )


def box_of(pieces: tuple[Span, ...], spaces: int, ends_line: bool, default: Span) -> Box:
    """The pieces of a unit measured; `default` gives the face where there is no piece."""
    last = pieces[-1] if pieces else default
    space = shaping.width(" ", last.font) * last.size * spaces if spaces else 0.0
    pieces = pieces or (default.saying(""),)
    return Box(pieces, sum([piece.width for piece in pieces]), spaces, space, ends_line)


def joined(spans: list[Span]) -> list[Span]:
    """Neighbours of the same face, size and colour as one span."""
    if len(spans) < 2:
        return spans
    first = spans[0]
    if all(span.font == first.font and span.size == first.size and span.colour is first.colour for span in spans):
        return [first.saying("".join([span.text for span in spans]))]
    out: list[Span] = []
    for (font, size, colour), alike in groupby(spans, _LOOK):
        out.append(Span("".join(span.text for span in alike), font, size, colour))
    return out


_LOOK = attrgetter("font", "size", "colour")


def growth(line: Line, slack: float) -> tuple[float, float]:
    """Points by which every space and every unit of a justified line grows; a full line's spaces give way a little."""
    gaps = len(line.boxes) - 1
    spaced = sum(1 for box in line.boxes[:-1] if box.spaces)
    if slack < 0 and spaced:
        return slack / spaced, 0.0
    if line.is_last or gaps < 1 or slack <= 0:
        return 0.0, 0.0
    share = slack / (line.size * (SPACE_GROWTH * spaced + UNIT_GROWTH * gaps))
    if share > 1 + TOLERANCE:
        return 0.0, 0.0
    return share * line.size * SPACE_GROWTH, share * line.size * UNIT_GROWTH


def merged(line: Line, per_space: float, per_unit: float) -> list[Span | str]:
    """The spans of a line with its spaces, and between them the operators that move the pen."""
    if len(line.boxes) == 1 and not line.boxes[0].spaces:
        return [*joined(list(line.boxes[0].spans))]
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
            out += joined(pending)
            out.append(f"[{fp_str(round(-growth * 1000 / last.size, 2))}] TJ")
            pending = []
    return out + joined(pending)
