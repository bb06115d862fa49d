"""Fills that a 1-bit laser printer keeps apart, and their colours where colour is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

from facilitator.export.pdf.look import BLACK, WHITE

Kind = Literal["solid", "cross", "stroke", "dots", "white", "bars", "dashes", "back"]

SERIES: tuple[Kind, ...] = ("solid", "stroke", "dots", "cross", "white", "bars", "dashes", "back")
"""Fills for the parts of a whole, the most different ones first."""

_Line = tuple[float, float, float, float]

_GAP = 3.6
_WEIGHT = 0.55


class Box(NamedTuple):
    """The rectangle (left, bottom, right, top) that encloses an area."""

    left: float
    bottom: float
    right: float
    top: float


def fill(canvas: Any, outline: Callable[[Any], None], box: Box, kind: Kind, colour: Any = None) -> None:
    """Fill the area that `outline` draws on a path with a hatch, or with a colour when one is given; then stroke it."""
    canvas.saveState()
    canvas.setStrokeColor(BLACK)
    if colour is None and kind not in ("solid", "white"):
        _hatch(canvas, outline, box, kind)
        canvas.setFillColor(WHITE)
    else:
        canvas.setFillColor(colour or (BLACK if kind == "solid" else WHITE))
    hatched = colour is None and kind not in ("solid", "white")
    path = canvas.beginPath()
    outline(path)
    canvas.setLineWidth(0.6)
    canvas.drawPath(path, stroke=1, fill=0 if hatched else 1)
    canvas.restoreState()


def fill_box(canvas: Any, box: Box, kind: Kind, colour: Any = None) -> None:
    """Fill a rectangle."""
    fill(
        canvas,
        lambda path: path.rect(box.left, box.bottom, box.right - box.left, box.top - box.bottom),
        box,
        kind,
        colour,
    )


def _hatch(canvas: Any, outline: Callable[[Any], None], box: Box, kind: Kind) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    outline(path)
    canvas.setFillColor(WHITE)
    canvas.clipPath(path, stroke=0, fill=1)
    canvas.setLineWidth(_WEIGHT)
    if kind == "dots":
        # Dots are the round caps of dashes without length: twenty times fewer operators than circles.
        canvas.setLineCap(1)
        canvas.setLineWidth(1.2)
        canvas.setDash([0, _GAP])
    canvas.lines(_lines(box, kind))
    canvas.restoreState()


def _lines(box: Box, kind: Kind) -> list[_Line]:
    if kind == "cross":
        return [*_slanted(box, 1), *_slanted(box, -1)]
    return list(_STROKES[kind](box))


def _slanted(box: Box, side: int) -> Iterator[_Line]:
    height = box.top - box.bottom
    first = -height if side > 0 else 0.0
    for x in _steps(first, first + box.right - box.left + height, _GAP * 1.414):
        yield (box.left + x, box.bottom, box.left + x + side * height, box.top)


def _bars(box: Box) -> Iterator[_Line]:
    for x in _steps(box.left + _GAP / 2, box.right, _GAP):
        yield (x, box.bottom, x, box.top)


def _dashes(box: Box) -> Iterator[_Line]:
    for y in _steps(box.bottom + _GAP / 2, box.top, _GAP):
        yield (box.left, y, box.right, y)


def _dots(box: Box) -> Iterator[_Line]:
    for row, y in enumerate(_steps(box.bottom + _GAP / 2, box.top, _GAP * 0.85)):
        yield (box.left + _GAP * (0.5 if row % 2 else 1), y, box.right, y)


_STROKES: dict[Kind, Callable[[Box], Iterator[_Line]]] = {
    "stroke": lambda box: _slanted(box, 1),
    "back": lambda box: _slanted(box, -1),
    "bars": _bars,
    "dashes": _dashes,
    "dots": _dots,
}


def _steps(start: float, stop: float, step: float) -> Iterator[float]:
    at = start
    while at < stop:
        yield at
        at += step
