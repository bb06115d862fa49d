"""A table of results as a picture to paste, send or print elsewhere: whole, with its place, view, method and legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPen

from facilitator.ui import theme
from facilitator.ui.tables.results import ResultCell, ResultTable, paint_cell
from facilitator.ui.widgets.legend import Legend, legend_height, paint_legend
from facilitator.ui.widgets.outlines import LEFT, text_height, write

MARGIN, FIRST, GAP = 28, 340, 12
"""Around the picture, width of the criteria, and between its parts, in pixels at scale 1."""
SHARPNESS = 2
"""Pixels of a saved picture for each of the screen's: it is read on telephones and printed."""


@dataclass(frozen=True)
class Picture:
    """A table with what must be said with it: `title`, `place` (commune, service, round) and `notes` (view, method)."""

    title: str
    place: str
    notes: str
    table: ResultTable
    widths: Sequence[int]
    """Of the columns in pixels at scale 1; 0 is a column of words."""
    legend: Legend

    def size(self) -> QSize:
        """Width and height in pixels of the screen."""
        height = 2 * theme.px(MARGIN) + self._head() + sum(self._heights())
        return QSize(round(self._width() + 2 * theme.px(MARGIN)), round(height + self._foot()))

    def image(self) -> QImage:
        """The picture in pixels."""
        image = QImage(self.size() * SHARPNESS, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(SHARPNESS, SHARPNESS)
        self.paint(painter)
        painter.end()
        return image

    def png(self) -> bytes:
        """The picture as a PNG file."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.image().save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(buffer.data().data())

    def svg(self) -> bytes:
        """The picture as an SVG file. All letters are outlines."""
        from PySide6.QtSvg import QSvgGenerator

        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setResolution(96)
        generator.setSize(self.size())
        generator.setViewBox(QRect(0, 0, self.size().width(), self.size().height()))
        generator.setTitle(f"{self.title} – {self.place}")
        painter = QPainter(generator)
        self.paint(painter)
        painter.end()
        return bytes(buffer.data().data())

    def paint(self, painter: QPainter) -> None:
        """Paint everything with its left top corner at the origin."""
        margin = theme.px(MARGIN)
        painter.fillRect(QRectF(0, 0, self.size().width(), self.size().height()), theme.colour("surface"))
        area = QRectF(margin, margin, self._width(), theme.px(40))
        write(painter, area, self.title, theme.font(theme.HEADING, bold=True), theme.colour("text"), LEFT)
        area.translate(0, theme.px(40))
        area.setHeight(theme.px(30))
        write(painter, area, self.place, theme.font(), theme.colour("muted"), LEFT)
        top = area.bottom() + theme.px(GAP)
        for row, height in enumerate(self._heights(), -1):
            self._paint_row(painter, row, top, height)
            top += height
        top += theme.px(GAP)
        paint_legend(
            painter, QRectF(margin, top, self._width(), legend_height(self.legend, self._width())), self.legend
        )
        top += legend_height(self.legend, self._width()) + theme.px(GAP)
        notes = QRectF(margin, top, self._width(), text_height(self.notes, theme.font(theme.SMALL), self._width()))
        write(painter, notes, self.notes, theme.font(theme.SMALL), theme.colour("muted"), LEFT)

    def _paint_row(self, painter: QPainter, row: int, top: float, height: float) -> None:
        """A row of the table; -1 are the headings."""
        left = float(theme.px(MARGIN))
        for column, width in enumerate(self._columns()):
            area = QRectF(left, top, width, height)
            head = row < 0 or column == 0
            painter.fillRect(area, theme.colour("sunken" if row < 0 else "page" if head else "surface"))
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(theme.colour("sunken" if row < 0 else "page" if head else "surface"))
            painter.drawRect(area)
            if row < 0:
                font = theme.font(theme.SMALL, bold=True)
                write(painter, area.adjusted(6, 0, -6, 0), self.table.headings()[column], font, theme.colour("text"))
            else:
                self._paint_cell(painter, area, self.table.cell_at(row, column), column)
            left += width

    def _paint_cell(self, painter: QPainter, area: QRectF, cell: ResultCell, column: int) -> None:
        paint_cell(painter, area, cell)
        if cell.text and cell.gap is None:
            font = theme.font(bold=cell.strong)
            words = area.adjusted(10, 0, -6, 0)
            if column == 0:
                write(painter, words, cell.text, font, theme.colour("text"), LEFT)
            else:
                write(painter, words, cell.text, font, theme.colour("text"))

    def _columns(self) -> list[float]:
        return [float(theme.px(width or FIRST)) for width in self.widths]

    def _width(self) -> float:
        return sum(self._columns())

    def _head(self) -> float:
        return theme.px(40) + theme.px(30) + theme.px(GAP)

    def _heights(self) -> list[float]:
        """Of the headings and of every row."""
        bold, columns = theme.font(theme.SMALL, bold=True), self._columns()
        headings = [
            text_height(text, bold, width - 12) for text, width in zip(self.table.headings(), columns, strict=True)
        ]
        rows = [
            max(text_height(self.table.cell_at(row, 0).text, theme.font(), columns[0] - 16) + 14, theme.px(66))
            for row in range(self.table.rowCount())
        ]
        return [max(headings) + theme.px(16), *rows]

    def _foot(self) -> float:
        width = self._width()
        notes = text_height(self.notes, theme.font(theme.SMALL), width)
        return legend_height(self.legend, width) + notes + 2 * theme.px(GAP)
