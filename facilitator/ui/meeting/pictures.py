"""The score of one side as a room sees it: large faces, the number, and a column for each step with its count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QLinearGradient, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.i18n import shown
from facilitator.ui.meeting import letters
from facilitator.ui.widgets.faces import paint_face, step_colour

if TYPE_CHECKING:
    from facilitator.models.comparing import Score

INK = QColor("#000000")


class ScorePicture(QWidget):
    """The faces of a score and its number; of two faces the score lies between them."""

    def __init__(self, score: Score, number: str, letter: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._score, self._number, self._letter = score, number, letter
        self._font = letters.font(2 * letter, bold=True)
        self.setAccessibleName(number)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        faces = len(self._score.faces)
        number = QFontMetrics(self._font).horizontalAdvance(self._number) + self._letter // 2
        return QSize(self._face() * faces + number, self._face() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self._face()
        for number, step in enumerate(self._score.faces):
            paint_face(painter, QRectF(number * side, 2, side - 4, side - 4), step, self._score.steps)
        left = side * len(self._score.faces) + self._letter // 4
        painter.setPen(INK)
        painter.setFont(self._font)
        place = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._number)

    def _face(self) -> int:
        return self._letter * (5 if len(self._score.faces) < 2 else 4) // 2


class Columns(QWidget):
    """How many people gave each step: the count, a column, and below it the face of the step, or the band's marks."""

    def __init__(
        self, counts: Sequence[int], letter: int, bands: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._counts, self._letter, self._bands = tuple(counts), letter, tuple(bands)
        self._font = letters.font(letter, bold=True)
        self.setAccessibleName(", ".join(shown(count) for count in counts))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._letter * 2 * len(self._counts), self._letter * 9 // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, most = self.width() / len(self._counts), max(self._counts) or 1
        text, foot = self._letter * 1.45, self._letter * (1.45 if self._bands else 1.2)
        high = self.height() - text - foot
        for place, count in enumerate(self._counts):
            column = QRectF(place * wide, 0, wide, self.height() - foot)
            bar = QRectF(column.left() + wide * 0.14, 0, wide * 0.72, high * count / most)
            bar.moveBottom(column.bottom())
            painter.setPen(QPen(INK, 2))
            painter.setBrush(step_colour(place + 1, len(self._counts)))
            if count:
                painter.drawRect(bar)
            painter.drawLine(QPointF(column.left() + 3, column.bottom()), QPointF(column.right() - 3, column.bottom()))
            above = QRectF(column.left(), bar.top() - text, wide, text)
            painter.setFont(self._font)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, shown(count))
            if self._bands:
                painter.setFont(letters.font(self._letter))
                below = QRectF(column.left(), column.bottom(), wide, foot)
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._bands[place])
            else:
                face = QRectF(column.center().x() - foot / 2, self.height() - foot + 2, foot - 3, foot - 3)
                paint_face(painter, face, place + 1, len(self._counts))


class Fade(QWidget):
    """A veil over the lower edge of what goes on below, so that no line looks cut in two."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        veil = QLinearGradient(0, 0, 0, self.height())
        veil.setColorAt(0, QColor(255, 255, 255, 0))
        veil.setColorAt(0.7, QColor(255, 255, 255, 255))
        QPainter(self).fillRect(self.rect(), veil)


class Foot(QWidget):
    """The lowest edge of the room's screen: a quiet line that grows with the time, and an arrow when more follows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share, self.more = 0.0, False
        self.setFixedHeight(28)

    def show_state(self, share: float, more: bool) -> None:
        """`share` of the planned time is used up; `more` of the screen can be scrolled into sight."""
        if (share, more) != (self.share, self.more):
            self.share, self.more = share, more
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, self.height() - 6, self.width(), 6), QColor("#DDDDDD"))
        painter.fillRect(QRectF(0, self.height() - 6, self.width() * self.share, 6), QColor("#444444"))
        if self.more:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(INK)
            middle = self.width() / 2
            painter.drawPolygon(QPolygonF([QPointF(middle - 20, 5), QPointF(middle + 20, 5), QPointF(middle, 18)]))
