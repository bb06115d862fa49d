"""Small line drawings for people who do not read: the five sectors of the investment programme and the services.

Each is drawn on a square of 24 × 24 units, origin at the lower left.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from facilitator.export.pdf.drawings import Drawing
from facilitator.export.pdf.look import BLACK
from facilitator.i18n import N_

if TYPE_CHECKING:
    from facilitator.export.pdf.words import Words

_UNITS = 24.0


class Icon(Drawing):
    """The icon of a sector (`economic`, `social`, `environment`, `administration_security`, `gender`) or service kind.

    An unknown key draws a plain tile.
    """

    def __init__(self, key: str, size: float = 20) -> None:
        super().__init__(size, size)
        self.hAlign = "CENTER"
        self._key = key

    def alternative(self, words: Words) -> str:
        """The sector or the kind of service; a plain tile says nothing."""
        return words.t(_NAMES[self._key]) if self._key in _NAMES else ""

    def draw(self) -> None:
        """The strokes, scaled to the size of the icon."""
        canvas = self.canv
        canvas.saveState()
        canvas.scale(self.height / _UNITS, self.height / _UNITS)
        canvas.setStrokeColor(BLACK)
        canvas.setFillColor(BLACK)
        canvas.setLineWidth(1.5)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        _ICONS.get(self._key, _tile)(canvas)
        canvas.restoreState()


def _polygon(canvas: Any, *points: tuple[float, float], closed: bool = True, fill: int = 0) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    if closed:
        path.close()
    canvas.drawPath(path, stroke=1, fill=fill)


def _tile(canvas: Any) -> None:
    canvas.roundRect(4, 4, 16, 16, 3, stroke=1, fill=0)


def _road(canvas: Any) -> None:
    _polygon(canvas, (9, 21), (3, 3), closed=False)
    _polygon(canvas, (15, 21), (21, 3), closed=False)
    for low, high in ((3, 6.5), (10, 13), (16.5, 18.5)):
        canvas.line(12, low, 12, high)


def _heart_and_hands(canvas: Any) -> None:
    path = canvas.beginPath()
    path.moveTo(12, 4)
    path.curveTo(1, 11, 2, 20, 7.5, 20)
    path.curveTo(10, 20, 11.5, 18.5, 12, 16.5)
    path.curveTo(12.5, 18.5, 14, 20, 16.5, 20)
    path.curveTo(22, 20, 23, 11, 12, 4)
    canvas.drawPath(path, stroke=1, fill=0)


def _leaf(canvas: Any) -> None:
    path = canvas.beginPath()
    path.moveTo(5, 5)
    path.curveTo(3, 15, 9, 21, 21, 21)
    path.curveTo(21, 9, 15, 3, 5, 5)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.line(3, 3, 15, 15)


def _hall(canvas: Any) -> None:
    _polygon(canvas, (12, 22), (2.5, 15.5), (21.5, 15.5))
    for x in (5, 9.7, 14.3, 19):
        canvas.line(x, 14, x, 6)
    canvas.line(3, 3.5, 21, 3.5)


def _two_people(canvas: Any) -> None:
    for x in (7, 17):
        canvas.circle(x, 18, 3, stroke=1, fill=0)
    _polygon(canvas, (7, 13), (2.5, 4), (11.5, 4))
    _polygon(canvas, (13.5, 13), (20.5, 13), (19.5, 4), (14.5, 4))


def _cross(canvas: Any) -> None:
    canvas.roundRect(3, 3, 18, 18, 3, stroke=1, fill=0)
    canvas.setLineWidth(3)
    canvas.line(12, 7.5, 12, 16.5)
    canvas.line(7.5, 12, 16.5, 12)


def _school(canvas: Any) -> None:
    _polygon(canvas, (12, 19), (2, 13), (2, 3), (22, 3), (22, 13))
    _polygon(canvas, (10, 3), (10, 9), (14, 9), (14, 3), closed=False)
    canvas.line(12, 19, 12, 23)
    _polygon(canvas, (12, 23), (17, 21.5), (12, 20), fill=1)


def _drop(canvas: Any) -> None:
    path = canvas.beginPath()
    path.moveTo(12, 22)
    path.curveTo(6, 13, 5, 11, 5, 9)
    path.curveTo(5, 0.5, 19, 0.5, 19, 9)
    path.curveTo(19, 11, 18, 13, 12, 22)
    canvas.drawPath(path, stroke=1, fill=0)


def _bin(canvas: Any) -> None:
    _polygon(canvas, (5, 17), (7, 3), (17, 3), (19, 17))
    canvas.line(3, 17, 21, 17)
    _polygon(canvas, (9, 17.5), (9, 20.5), (15, 20.5), (15, 17.5), closed=False)


def _shield(canvas: Any) -> None:
    path = canvas.beginPath()
    path.moveTo(12, 22)
    path.lineTo(4, 19)
    path.curveTo(4, 11, 6, 6, 12, 2.5)
    path.curveTo(18, 6, 20, 11, 20, 19)
    path.close()
    canvas.drawPath(path, stroke=1, fill=0)


_NAMES = {
    "economic": N_("Economic"),
    "social": N_("Social"),
    "environment": N_("Natural resources and environment"),
    "administration_security": N_("Administration and security"),
    "gender": N_("Gender"),
    "commune_administration": N_("Commune administration"),
    "district_office": N_("District office"),
    "health_centre": N_("Health centre"),
    "primary_school": N_("Primary school"),
    "preschool": N_("Preschool"),
    "police_post": N_("Police post"),
    "water_supply": N_("Water supply"),
    "waste_management": N_("Waste management"),
    "road": N_("Road"),
}

_ICONS: dict[str, Callable[[Any], None]] = {
    "economic": _road,
    "social": _heart_and_hands,
    "environment": _leaf,
    "administration_security": _hall,
    "gender": _two_people,
    "commune_administration": _hall,
    "district_office": _hall,
    "health_centre": _cross,
    "primary_school": _school,
    "preschool": _school,
    "police_post": _shield,
    "water_supply": _drop,
    "waste_management": _bin,
    "road": _road,
}
