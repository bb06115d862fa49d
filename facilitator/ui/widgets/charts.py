"""Charts drawn with QPainter: always the number as well as the mark, and hatches so that grey tells as much.

The painters take a painter and a rectangle, so that screen, picture and print share them.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from facilitator.ui import theme
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


def _paint_arrow_head(painter: QPainter, start: QPointF, end: QPointF) -> None:
    """In the middle of the way, where neither mark hides it; too short a way has none."""
    way = end.x() - start.x()
    if abs(way) < 34:
        return
    tip = (start + end) / 2 + QPointF(6 if way > 0 else -6, 0)
    back = -11 if way > 0 else 11
    painter.setBrush(theme.colour("text"))
    painter.drawPolygon(QPolygonF([tip, tip + QPointF(back, -7), tip + QPointF(back, 7)]))
