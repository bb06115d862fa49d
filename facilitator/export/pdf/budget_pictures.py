"""The pictures of the Citizens' Budget: line drawings that a 1-bit printer keeps."""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reportlab.lib.utils import ImageReader

from facilitator.export.pdf.coins import Coins
from facilitator.export.pdf.drawings import Drawing
from facilitator.export.pdf.hatches import Box, Kind, fill, fill_box
from facilitator.export.pdf.icons import Icon
from facilitator.export.pdf.look import BLACK, RULE, WHITE

if TYPE_CHECKING:
    from facilitator.export.pdf.words import Words

Point = tuple[float, float]

_SCENE = (360.0, 132.0)
"""Width and height of the village in its own units."""


class FlatCoins(Coins):
    """A hundred coins in four rows, to leave room for the words beneath."""

    COLUMNS = 25


class WritingLines(Drawing):
    """Empty lines to write on."""

    _PITCH = 26.0

    def draw(self) -> None:
        """Thin lines from the top down."""
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.5)
        for line in range(1, int(self.height / self._PITCH) + 1):
            y = self.height - line * self._PITCH
            self.canv.line(0, y, self.width, y)


class _Jpeg(ImageReader):
    """A JPEG that goes into the file as it is. ReportLab would unpack it, only to see whether it is there already."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        self._dataA = None  # no transparency
        self._content, self._digest = data, hashlib.sha256(data).digest()

    def _jpeg_fh(self) -> io.BytesIO:
        """The file, opened for each paper: two may be drawn at once."""
        return io.BytesIO(self._content)

    def getRGBData(self) -> bytes:  # noqa: N802 - an override of ReportLab
        """What tells this picture from others."""
        return self._digest


_jpeg = lru_cache(maxsize=4)(_Jpeg)
"""Photo and logo of the last papers: whoever sees a preview gets them anew with every figure."""


class Photo(Drawing):
    """The commune's own picture: as large as fits into `width` and `height`, points, in the middle."""

    def __init__(self, data: bytes, width: float, height: float, named: str) -> None:
        self._image = _jpeg(data)
        across, down = self._image.getSize()
        scale = min(width / across, height / down)
        super().__init__(down * scale, across * scale)
        self.hAlign = "CENTER"
        self._named = named

    def alternative(self, words: Words) -> str:
        """What kind of picture it is; nobody knows what is on it."""
        return words.t(self._named)

    def draw(self) -> None:
        """The picture as it is kept."""
        self.canv.drawImage(self._image, 0, 0, self.width, self.height)


class WideBar(Drawing):
    """A bar as long as its share of the width; the figure stands in the cell beside it."""

    is_decoration = True
    _THICKNESS = 9.0

    def __init__(self, share: float, kind: Kind = "stroke") -> None:
        super().__init__(self._THICKNESS + 3)
        self._share, self._kind = min(1.0, max(0.0, share)), kind

    def draw(self) -> None:
        """The bar on its base line."""
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.5)
        self.canv.line(0, 0, 0, self.height)
        if self._share > 0:
            fill_box(self.canv, Box(0, 1.5, max(1.5, self.width * self._share), 1.5 + self._THICKNESS), self._kind)


class RoadHouse(Drawing):
    """A village on the road: its house on stilts, over it the icons of what is done there, each once."""

    is_decoration = True
    _HEIGHT, _ROAD, _ICON = 62.0, 9.0, 15.0

    def __init__(self, sectors: Sequence[tuple[str, int]]) -> None:
        super().__init__(self._HEIGHT)
        self._sectors = [key for key, _count in sectors]

    def draw(self) -> None:
        """The road from edge to edge, so that the houses of a row stand on one."""
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(BLACK)
        canvas.setFillColor(WHITE)
        canvas.setLineWidth(0.8)
        for y in (0.5, self._ROAD):
            canvas.line(0, y, self.width, y)
        canvas.setDash(5, 4)
        canvas.line(0, self._ROAD / 2, self.width, self._ROAD / 2)
        canvas.setDash()
        canvas.saveState()
        canvas.translate(self.width / 2 - 18, self._ROAD)
        canvas.scale(0.75, 0.75)
        canvas.setLineWidth(0.9)
        _house(canvas, 0, 0)
        canvas.restoreState()
        canvas.restoreState()
        self._draw_icons()

    def _draw_icons(self) -> None:
        step = self._ICON + 2
        left = (self.width - step * len(self._sectors)) / 2
        for place, key in enumerate(self._sectors):
            icon = Icon(key, self._ICON)
            icon.canv = self.canv
            self.canv.saveState()
            self.canv.translate(left + place * step, self._ROAD + 37)
            icon.draw()
            self.canv.restoreState()


class VillageScene(Drawing):
    """A commune in the morning: the hall with its flag, a house on stilts, sugar palms, rice fields."""

    def __init__(self, width: float) -> None:
        super().__init__(width * _SCENE[1] / _SCENE[0], width)
        self.hAlign = "CENTER"

    @staticmethod
    def width_of(height: float) -> float:
        """How wide it is when it is so high."""
        return height * _SCENE[0] / _SCENE[1]

    def draw(self) -> None:
        """From the sky at the back to the fields in front."""
        canvas = self.canv
        canvas.saveState()
        canvas.scale(self.width / _SCENE[0], self.width / _SCENE[0])
        canvas.setStrokeColor(BLACK)
        canvas.setFillColor(WHITE)
        canvas.setLineWidth(0.9)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        _sun(canvas, 228, 92)
        _hills(canvas)
        for x, foot, height in ((40, 44, 62), (62, 42, 44), (318, 44, 58), (338, 42, 40)):
            _sugar_palm(canvas, x, foot, height)
        _hall(canvas, 132, 42)
        _house(canvas, 248, 40)
        _fields(canvas)
        canvas.restoreState()


def _sun(canvas: Any, x: float, y: float) -> None:
    canvas.circle(x, y, 15, stroke=1, fill=1)
    for ray in range(12):
        angle = ray * math.pi / 6
        near, far = 20, 25
        canvas.line(
            x + near * math.cos(angle), y + near * math.sin(angle), x + far * math.cos(angle), y + far * math.sin(angle)
        )


def _hills(canvas: Any) -> None:
    """Two hills behind the plain; the sun stands half behind one of them."""
    for points in (
        ((78, 44), (120, 80), (150, 82), (196, 44)),
        ((196, 44), (238, 76), (280, 92), (360, 44)),
    ):
        (x0, y0), first, second, last = points
        path = canvas.beginPath()
        path.moveTo(x0, y0)
        path.curveTo(*first, *second, *last)
        canvas.drawPath(path, stroke=1, fill=1)
    canvas.line(0, 44, _SCENE[0], 44)


def _sugar_palm(canvas: Any, x: float, foot: float, height: float) -> None:
    """A bare trunk, thicker at its foot, under a round crown of fans."""
    top = foot + height
    _filled(canvas, ((x - 2.6, foot), (x - 1.5, top), (x + 1.5, top), (x + 2.6, foot)), "solid")
    for place in range(17):
        angle = math.radians(-38 + place * 256 / 16)
        long = 15 + 2.5 * (place % 2)
        _fan(canvas, (x, top), angle, long)


def _fan(canvas: Any, stem: Point, angle: float, long: float) -> None:
    x, y = stem
    spread = 0.15
    tip = (x + long * math.cos(angle), y + long * math.sin(angle))
    sides = [
        (x + 0.72 * long * math.cos(angle + side * spread), y + 0.72 * long * math.sin(angle + side * spread))
        for side in (-1, 1)
    ]
    _filled(canvas, (stem, sides[0], tip, sides[1]), "white" if long > 16 else "solid")


def _hall(canvas: Any, x: float, foot: float) -> None:
    """The commune hall: steps, columns, a double roof, and the flag beside it."""
    _filled(canvas, ((x, foot), (x, foot + 24), (x + 76, foot + 24), (x + 76, foot)), "white")
    _filled(canvas, ((x - 9, foot + 22), (x + 6, foot + 34), (x + 70, foot + 34), (x + 85, foot + 22)), "stroke")
    _filled(canvas, ((x + 12, foot + 34), (x + 38, foot + 54), (x + 64, foot + 34)), "white")
    _filled(canvas, ((x + 22, foot + 37), (x + 38, foot + 49), (x + 54, foot + 37)), "dots")
    canvas.line(x + 38, foot + 54, x + 38, foot + 60)
    for column in (8, 24, 52, 68):
        canvas.line(x + column, foot, x + column, foot + 22)
    _filled(canvas, ((x + 32, foot), (x + 32, foot + 15), (x + 44, foot + 15), (x + 44, foot)), "solid")
    for step in (0, 1):
        canvas.rect(x + 26 - 3 * step, foot - 2.5 * (step + 1), 24 + 6 * step, 2.5, stroke=1, fill=1)
    canvas.line(x - 18, foot, x - 18, foot + 52)
    _filled(canvas, ((x - 18, foot + 52), (x - 2, foot + 52), (x - 2, foot + 41), (x - 18, foot + 41)), "bars")


def _house(canvas: Any, x: float, foot: float) -> None:
    """A house on stilts with its stairs."""
    floor = foot + 15
    for post in (3, 17, 31, 45):
        canvas.line(x + post, foot, x + post, floor)
    _filled(canvas, ((x, floor), (x, floor + 17), (x + 48, floor + 17), (x + 48, floor)), "white")
    _filled(canvas, ((x - 6, floor + 15), (x + 10, floor + 33), (x + 38, floor + 33), (x + 54, floor + 15)), "dashes")
    canvas.rect(x + 29, floor + 4, 9, 8, stroke=1, fill=1)
    _filled(canvas, ((x + 8, floor), (x + 8, floor + 13), (x + 17, floor + 13), (x + 17, floor)), "solid")
    for side in (8, 15):
        canvas.line(x + side, floor, x + side - 9, foot)
    for rung in (0.25, 0.5, 0.75):
        canvas.line(x + 8 - 9 * rung, floor - 15 * rung, x + 15 - 9 * rung, floor - 15 * rung)


def _fields(canvas: Any) -> None:
    """Rice fields in front: the banks run towards the hall, tufts stand in rows."""
    for y in (30, 16, 0):
        canvas.line(0, y, _SCENE[0], y)
    for x, y, far in ((0, 8, 62), (92, 0, 124), (175, 0, 174), (258, 0, 224), (360, 8, 298)):
        canvas.line(x, y, far, 30)
    for row, y in enumerate((3, 9, 19, 25)):
        gap = 15 - row * 1.5
        count = int(_SCENE[0] / gap)
        for place in range(count):
            _tuft(canvas, (place + 0.5 * (1 + row % 2)) * gap, y, 3.4 - row * 0.4)


def _tuft(canvas: Any, x: float, y: float, size: float) -> None:
    canvas.saveState()
    canvas.setLineWidth(0.55)
    for lean, tall in ((-0.75, 1.3), (-0.25, 1.7), (0.3, 1.6), (0.8, 1.2)):
        canvas.line(x, y, x + lean * size, y + tall * size)
    canvas.restoreState()


def _filled(canvas: Any, points: Sequence[Point], kind: Kind) -> None:
    """A polygon with a hatch."""

    def outline(path: Any) -> None:
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()

    xs, ys = [x for x, _ in points], [y for _, y in points]
    fill(canvas, outline, Box(min(xs), min(ys), max(xs), max(ys)), kind)
