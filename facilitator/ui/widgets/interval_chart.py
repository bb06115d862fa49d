"""Bars of shares with the interval of chance around their ends, one below the other, with their figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui import theme
from facilitator.ui.widgets.charts import CITIZENS, HATCHES, PROVIDERS
from facilitator.ui.widgets.outlines import LEFT, write

ROW, NAME, FIGURE = 34, 150, 190
"""Height of a bar with its space, and the widths of what stands before and after it, in pixels at scale 1."""


@dataclass(frozen=True)
class Bar:
    """A share from 0 to 1; `low` and `high` are None where there is no interval. `newest` is drawn darkest."""

    name: str
    share: float | None
    low: float | None
    high: float | None
    figure: str
    newest: bool = False


def paint_bars(painter: QPainter, area: QRectF, bars: Sequence[Bar]) -> None:
    """Draw the bars into an area, from nobody at the left to everybody at the right."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    height = area.height() / max(len(bars), 1)
    name, figure = theme.px(NAME), theme.px(FIGURE)
    for row, bar in enumerate(bars):
        line = QRectF(area.left(), area.top() + row * height, area.width(), height)
        room = QRectF(line.left() + name, line.top() + 5, line.width() - name - figure, height - 10)
        write(
            painter,
            QRectF(line.left(), line.top(), name - 8, height),
            bar.name,
            theme.font(),
            theme.colour("text"),
            LEFT,
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRect(room)
        if bar.share is not None:
            _paint_bar(painter, room, bar, bar.share)
        place = QRectF(room.right() + 10, line.top(), figure - 10, height)
        write(painter, place, bar.figure, theme.font(bold=True), theme.colour("text"), LEFT)
    painter.restore()


def _paint_bar(painter: QPainter, room: QRectF, bar: Bar, share: float) -> None:
    fill = QRectF(room.left(), room.top(), room.width() * share, room.height())
    painter.setPen(QPen(theme.colour("text"), 1))
    painter.setBrush(QColor(CITIZENS if bar.newest else PROVIDERS))
    painter.drawRect(fill)
    if not bar.newest:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(fill, HATCHES[1])
    if bar.low is None or bar.high is None:
        return
    middle = room.center().y()
    ends = [room.left() + room.width() * end for end in (bar.low, bar.high)]
    for width, colour in ((5, theme.colour("surface")), (2, theme.colour("text"))):
        painter.setPen(QPen(colour, width))
        painter.drawLine(QPointF(ends[0], middle), QPointF(ends[1], middle))
        for x in ends:
            painter.drawLine(QPointF(x, middle - 6), QPointF(x, middle + 6))


class IntervalChart(QWidget):
    """The bars on a page; `describe` is the chart in words, for a screen reader."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar], describe: str) -> None:
        """Show other bars."""
        self._bars = tuple(bars)
        self.setAccessibleName(describe)
        self.setVisible(bool(bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, theme.px(ROW) * len(self._bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_bars(QPainter(self), QRectF(self.rect()).adjusted(1, 1, -1, -1), self._bars)
