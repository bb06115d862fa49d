"""Small vector drawings of official papers: the ornament, tick boxes, thumbprint boxes, rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.units import mm

from facilitator.export.pdf.look import BLACK, RULE, WHITE
from facilitator.export.pdf.pictures import Picture

if TYPE_CHECKING:
    from facilitator.export.pdf.words import Words


class Ornament(Picture):
    """The flourish under the national motto, centred."""

    is_decoration = True

    def __init__(self, width: float = 38 * mm) -> None:
        super().__init__()
        self.hAlign = "CENTER"
        self.width, self.height = width, 5.5 * mm

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """(width, height) in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Two mirrored tendrils with a lozenge between them."""
        canvas = self.canv
        canvas.saveState()
        canvas.translate(self.width / 2, self.height / 2)
        canvas.setStrokeColor(BLACK)
        canvas.setFillColor(BLACK)
        canvas.setLineCap(1)
        _lozenge(canvas, 0, 2.4)
        for side in (-1, 1):
            canvas.saveState()
            canvas.scale(side, 1)
            _tendril(canvas, self.width / 2)
            canvas.restoreState()
        canvas.restoreState()


def _lozenge(canvas: Any, x: float, radius: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x - radius, 0)
    for px, py in ((x, radius), (x + radius, 0), (x, -radius)):
        path.lineTo(px, py)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _tendril(canvas: Any, half: float) -> None:
    canvas.setLineWidth(0.9)
    path = canvas.beginPath()
    path.moveTo(5, 0)
    path.curveTo(half * 0.22, 5.5, half * 0.36, 5.5, half * 0.42, 0.5)
    path.curveTo(half * 0.46, -3.5, half * 0.30, -4.5, half * 0.27, -1.2)
    canvas.drawPath(path, stroke=1, fill=0)
    path = canvas.beginPath()
    path.moveTo(half * 0.42, 0.5)
    path.curveTo(half * 0.5, -4.5, half * 0.62, -3.2, half * 0.74, 0)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.circle(half * 0.285, -0.4, 0.9, stroke=0, fill=1)
    _lozenge(canvas, half * 0.78, 1.5)
    canvas.setLineWidth(0.6)
    canvas.line(half * 0.82, 0, half, 0)


class TickBox(Picture):
    """A box to tick, empty or ticked."""

    def __init__(self, ticked: bool = False, size: float = 9) -> None:
        super().__init__()
        self.ticked = ticked
        self.width = self.height = size

    def alternative(self, words: Words) -> str:
        """Ticked or not."""
        return words.t("Ticked") if self.ticked else words.t("Box to tick")

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """(width, height) in points."""
        return self.width, self.height + 3

    def draw(self) -> None:
        """The square, and the tick."""
        draw_tick_box(self.canv, 0, 0, self.width, self.ticked)


def draw_tick_box(canvas: Any, x: float, y: float, size: float, ticked: bool) -> None:
    """Draw a tick box with its lower left corner at (x, y)."""
    canvas.saveState()
    canvas.setStrokeColor(BLACK)
    canvas.setFillColor(WHITE)
    canvas.setLineWidth(0.8)
    canvas.rect(x, y, size, size, stroke=1, fill=1)
    if ticked:
        draw_tick(canvas, x + size * 0.12, y + size * 0.1, size * 0.8)
    canvas.restoreState()


def draw_tick(canvas: Any, x: float, y: float, size: float) -> None:
    """Draw a tick mark inside a square of that size."""
    canvas.saveState()
    canvas.setLineWidth(size * 0.17)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    path = canvas.beginPath()
    path.moveTo(x, y + size * 0.45)
    path.lineTo(x + size * 0.35, y + size * 0.08)
    path.lineTo(x + size, y + size * 0.9)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


class ThumbprintBox(Picture):
    """Room for a thumbprint, centred."""

    def __init__(self, width: float = 24 * mm, height: float = 26 * mm) -> None:
        super().__init__()
        self.hAlign = "CENTER"
        self.width, self.height = width, height

    def alternative(self, words: Words) -> str:
        """What it is for."""
        return words.t("Room for a thumbprint")

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """(width, height) in points."""
        return self.width, self.height

    def draw(self) -> None:
        """A rounded frame of dashes."""
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.6)
        canvas.setDash(2, 2)
        canvas.roundRect(0, 0, self.width, self.height, 6, stroke=1, fill=0)
        canvas.restoreState()


class Rule(Picture):
    """A line across the frame."""

    is_decoration = True

    def __init__(self, weight: float = 0.6, colour: Any = RULE, space: float = 4) -> None:
        super().__init__()
        self.weight, self.colour, self.space = weight, colour, space

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """(width, height) in points."""
        self.width, self.height = available_width, 2 * self.space
        return self.width, self.height

    def draw(self) -> None:
        """The line, half way up."""
        self.canv.saveState()
        self.canv.setStrokeColor(self.colour)
        self.canv.setLineWidth(self.weight)
        self.canv.line(0, self.space, self.width, self.space)
        self.canv.restoreState()
