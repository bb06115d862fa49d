"""Text for painters: shaped as the screen shapes it, and as outlines where the picture must not depend on fonts."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPaintEngine, QPainter, QPainterPath, QTextLayout, QTextOption

CENTRE = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def write(
    painter: QPainter, area: QRectF, text: str, font: QFont, colour: QColor, alignment: Qt.AlignmentFlag = CENTRE
) -> None:
    """Write text, wrapped, into an area. In an SVG the letters become paths: no viewer has to shape Khmer."""
    painter.save()
    if painter.paintEngine().type() == QPaintEngine.Type.SVG:
        painter.fillPath(_outlined(area, text, font, alignment), colour)
    else:
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(area, int(alignment) | int(Qt.TextFlag.TextWordWrap), text)
    painter.restore()


def text_height(text: str, font: QFont, width: float) -> float:
    """How high the text is when it is wrapped to that width, in pixels."""
    return _laid_out(text, font, width, LEFT)[1]


def _outlined(area: QRectF, text: str, font: QFont, alignment: Qt.AlignmentFlag) -> QPainterPath:
    layout, height = _laid_out(text, font, area.width(), alignment)
    top = area.top() + (area.height() - height) / 2
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for run in layout.glyphRuns():
        letters = run.rawFont()
        for glyph, position in zip(run.glyphIndexes(), run.positions(), strict=True):
            at = QPointF(area.left() + position.x(), top + position.y())
            path.addPath(letters.pathForGlyph(glyph).translated(at))
    return path


def _laid_out(text: str, font: QFont, width: float, alignment: Qt.AlignmentFlag) -> tuple[QTextLayout, float]:
    layout = QTextLayout(text, font)
    option = QTextOption(alignment & Qt.AlignmentFlag.AlignHorizontal_Mask)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout, height
