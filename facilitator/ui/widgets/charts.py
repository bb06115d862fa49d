"""Charts drawn with QPainter: always the number as well as the mark, and hatches so that grey tells as much.

The painters take a painter and a rectangle, so that screen, picture and print share them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui import theme, tips
from facilitator.ui.widgets.faces import ink_on, step_colour
from facilitator.ui.widgets.outlines import write

CITIZENS, PROVIDERS = "#0072B2", "#E69F00"
"""The two series of a pair; told apart also by the hatch of the second."""
HATCHES = (
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.NoBrush,
)
Painting = Callable[[QPainter, QRectF], None]


def paint_distribution(painter: QPainter, area: QRectF, counts: Sequence[int], shown: Sequence[str]) -> None:
    """One bar of 100 % from the worst step to the best; `shown` are the numbers to print into the parts."""
    total = sum(counts)
    painter.save()
    painter.setPen(QPen(theme.colour("text"), 1))
    if not total:
        painter.drawRect(area)
    x = area.left()
    for step, (count, number) in enumerate(zip(counts, shown, strict=True), 1):
        part = QRectF(x, area.top(), area.width() * count / total if total else 0, area.height())
        if count:
            fill = step_colour(step, len(counts))
            _paint_part(painter, part, fill, HATCHES[round((step - 1) * 4 / max(len(counts) - 1, 1))])
            _paint_number(painter, part, number, fill)
        x += part.width()
    painter.restore()


def paint_pair(
    painter: QPainter, area: QRectF, values: tuple[float | None, float | None], top: float, shown: tuple[str, str]
) -> None:
    """Citizens above providers on one scale from 0 to `top`; a missing value leaves its row empty."""
    painter.save()
    height = area.height() / 2
    for row, (value, number) in enumerate(zip(values, shown, strict=True)):
        line = QRectF(area.left(), area.top() + row * height + 2, area.width(), height - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRect(line)
        if value is None:
            continue
        bar = QRectF(line.left(), line.top(), line.width() * value / top, line.height())
        painter.setPen(QPen(theme.colour("text"), 1))
        _paint_part(painter, bar, QColor(PROVIDERS if row else CITIZENS), HATCHES[1] if row else HATCHES[0])
        _paint_beside(painter, line, bar, number)
    painter.restore()


def paint_gap(
    painter: QPainter, area: QRectF, citizens: float, providers: float, low: float, high: float, shown: str
) -> None:
    """An arrow from the citizens' score (disc) to the providers' (square) on a scale from `low` to `high`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    base = area.adjusted(10, 0, -10, 0)
    middle = area.bottom() - 11

    def at(value: float) -> QPointF:
        return QPointF(base.left() + base.width() * (value - low) / (high - low), middle)

    painter.setPen(QPen(theme.colour("line"), 2))
    painter.drawLine(at(low), at(high))
    start, end = at(citizens), at(providers)
    painter.setPen(QPen(theme.colour("text"), 3))
    painter.drawLine(start, end)
    paint_side(painter, start, "citizens")
    paint_side(painter, end, "providers")
    _paint_arrow_head(painter, start, end)
    painter.restore()
    write(painter, area.adjusted(0, 0, 0, -20), shown, theme.font(theme.SMALL, bold=True), theme.colour("text"))


def paint_side(painter: QPainter, centre: QPointF, side: str) -> None:
    """The sign of one side's score on the line of a gap: a disc for the citizens, a square for the providers."""
    painter.setPen(QPen(theme.colour("text"), 1))
    if side == "citizens":
        painter.setBrush(QColor(CITIZENS))
        painter.drawEllipse(centre, 7, 7)
    else:
        painter.setBrush(QColor(PROVIDERS))
        painter.drawRect(QRectF(centre.x() - 6, centre.y() - 6, 12, 12))


class Chart(QWidget):
    """A place on a page where one of the painters draws; `describe` is the chart in words, for a screen reader."""

    def __init__(self, name: str, height: int = 34, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._height = height
        self._painting: Painting | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(260, theme.px(self._height))

    def show_distribution(self, counts: Sequence[int], shown: Sequence[str], describe: str) -> None:
        """Show how many people gave each step."""
        self._show(lambda painter, area: paint_distribution(painter, area, counts, shown), describe)

    def show_pair(
        self, values: tuple[float | None, float | None], top: float, shown: tuple[str, str], describe: str
    ) -> None:
        """Show citizens above providers."""
        self._show(lambda painter, area: paint_pair(painter, area, values, top, shown), describe)

    def show_gap(
        self, citizens: float, providers: float, scale: tuple[float, float], shown: str, describe: str
    ) -> None:
        """Show how far the providers' score lies from the citizens'."""
        self._show(lambda painter, area: paint_gap(painter, area, citizens, providers, *scale, shown), describe)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._painting is not None:
            self._painting(QPainter(self), QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _show(self, painting: Painting, describe: str) -> None:
        self._painting = painting
        self.setAccessibleName(describe)
        self.setToolTip(tips.plain(describe))
        self.update()


def _paint_part(painter: QPainter, part: QRectF, fill: QColor, hatch: Qt.BrushStyle) -> None:
    painter.setBrush(fill)
    painter.drawRect(part)
    if hatch != Qt.BrushStyle.NoBrush:
        ink = ink_on(fill)
        ink.setAlpha(70)
        painter.fillRect(part, QBrush(ink, hatch))


def _paint_number(painter: QPainter, part: QRectF, number: str, fill: QColor) -> None:
    """Write into a part when it fits; on a small plate of the fill's colour, so that the hatch does not disturb."""
    painter.setFont(theme.font(theme.SMALL, bold=True))
    width = painter.fontMetrics().horizontalAdvance(number) + 4
    if width > part.width():
        return
    plate = QRectF(part.center().x() - width / 2, part.center().y() - part.height() * 0.36, width, part.height() * 0.72)
    painter.fillRect(plate, fill)
    write(painter, part, number, theme.font(theme.SMALL, bold=True), ink_on(fill))


def _paint_beside(painter: QPainter, line: QRectF, bar: QRectF, number: str) -> None:
    """Write right of the bar, or inside its end when there is no room."""
    painter.setFont(theme.font(theme.SMALL, bold=True))
    width = painter.fontMetrics().horizontalAdvance(number) + 12
    right = bar.right() + width <= line.right()
    place = QRectF(bar.right() if right else bar.right() - width, bar.top(), width, bar.height())
    if not right:
        painter.fillRect(place.adjusted(2, 2, -2, -2), theme.colour("surface"))
    write(painter, place, number, theme.font(theme.SMALL, bold=True), theme.colour("text"))


def _paint_arrow_head(painter: QPainter, start: QPointF, end: QPointF) -> None:
    """In the middle of the way, where neither mark hides it; too short a way has none."""
    way = end.x() - start.x()
    if abs(way) < 34:
        return
    tip = (start + end) / 2 + QPointF(6 if way > 0 else -6, 0)
    back = -11 if way > 0 else 11
    painter.setBrush(theme.colour("text"))
    painter.drawPolygon(QPolygonF([tip, tip + QPointF(back, -7), tip + QPointF(back, 7)]))
