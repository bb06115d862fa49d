"""What faces, colours, hatches and signs of results mean; the same on the page and in every picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui import theme
from facilitator.ui.widgets.charts import HATCHES, paint_side
from facilitator.ui.widgets.faces import ink_on, paint_face, step_colour
from facilitator.ui.widgets.outlines import LEFT, write

LINE, FACE, SWATCH, SPACE = 32, 24, 22, 20
"""Height of a line, sides of a face and of a coloured field, and the room between entries, in pixels at scale 1."""


@dataclass(frozen=True)
class Legend:
    """The words of the steps, worst first (none on a scale without faces), what the signs of a gap stand for by the
    side, and a word for what is hidden. The bands of a scale of marks are `steps` without `faces`.
    """

    steps: Sequence[str]
    hidden: str = ""
    sides: Sequence[tuple[str, str]] = ()
    faces: bool = True

    def entries(self) -> list[tuple[int | str, str]]:
        """Step or side, and words; step 0 is what is hidden."""
        return [*enumerate(self.steps, 1), *self.sides, *([(0, self.hidden)] if self.hidden else [])]


def legend_height(legend: Legend, width: float) -> float:
    """How high the legend is when it is that wide."""
    places = _places(legend, width)
    return places[-1][2].bottom() if places else 0


def paint_legend(painter: QPainter, area: QRectF, legend: Legend) -> None:
    """Paint the legend into an area, in as many lines as it needs."""
    painter.save()
    for step, text, place in _places(legend, area.width()):
        place.translate(area.topLeft())
        field = QRectF(place.left(), 0, theme.px(SWATCH), theme.px(SWATCH))
        field.moveTop(place.center().y() - field.height() / 2)
        if isinstance(step, str):
            paint_side(painter, field.center(), step)
        elif step and legend.faces:
            face = QRectF(field.right() + 4, place.center().y() - theme.px(FACE) / 2, theme.px(FACE), theme.px(FACE))
            paint_face(painter, face, step, len(legend.steps))
        if isinstance(step, int):
            _paint_field(painter, field, step, len(legend.steps))
        words = place.adjusted(_marks(step, legend.faces), 0, 0, 0)
        write(painter, words, text, theme.font(theme.SMALL), theme.colour("text"), LEFT)
    painter.restore()


class LegendLine(QWidget):
    """The legend on a page."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.legend = Legend(())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_legend(self, legend: Legend) -> None:
        """Show another legend; without entries it takes no room."""
        self.legend = legend
        self.setAccessibleName(", ".join(text for _step, text in legend.entries()))
        self.setVisible(bool(legend.entries()))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return round(legend_height(self.legend, width))

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(max(self.width(), 400)))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_legend(QPainter(self), QRectF(self.rect()), self.legend)


def _places(legend: Legend, width: float) -> list[tuple[int | str, str, QRectF]]:
    metrics, left, top = QFontMetrics(theme.font(theme.SMALL)), 0.0, 0.0
    places = []
    for step, text in legend.entries():
        needed = _marks(step, legend.faces) + metrics.horizontalAdvance(text) + 6
        if left and left + needed > width:
            left, top = 0.0, top + theme.px(LINE)
        places.append((step, text, QRectF(left, top, needed, theme.px(LINE))))
        left += needed + theme.px(SPACE)
    return places


def _marks(step: int | str, faces: bool) -> float:
    """Room for the signs before the words: a step has a field and a face, the others have one sign."""
    has_face = faces and isinstance(step, int) and step > 0
    return theme.px(SWATCH) + 8 + (theme.px(FACE) + 4 if has_face else 0)


def _paint_field(painter: QPainter, field: QRectF, step: int, steps: int) -> None:
    painter.setPen(QPen(theme.colour("text"), 1))
    if step:
        fill = step_colour(step, steps)
        hatch = HATCHES[round((step - 1) * 4 / max(steps - 1, 1))]
        ink = ink_on(fill)
        ink.setAlpha(110)
        painter.setBrush(fill)
    else:
        hatch, ink = Qt.BrushStyle.DiagCrossPattern, theme.colour("edge")
        painter.setBrush(theme.colour("surface"))
    painter.drawRect(field)
    if hatch != Qt.BrushStyle.NoBrush:
        painter.fillRect(field, QBrush(ink, hatch))
