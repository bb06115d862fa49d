"""Five faces from very dissatisfied to very satisfied: words for those who do not read. Also a chooser by keys 1–5."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator import i18n
from facilitator.ui import theme

RAMP = ("#00204D", "#414D6B", "#7C7B78", "#BCAF6F", "#FFEA46")
"""Fills of the steps from worst to best; luminance rises evenly, so the order survives grey print (papers.md)."""
LARGE = 38
"""Size of the words, in pixels at scale 1, when the screen is turned to the voter: 28 points."""
SMALLEST = 11
WRAPPED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
MOUTHS = (-0.30, -0.15, 0.0, 0.15, 0.30)
"""How far the middle of the mouth lies below its corners, in radii; minus is a sad mouth."""


def ink_on(fill: QColor) -> QColor:
    """Black or white, whichever reads better on a fill."""
    return QColor("#FFFFFF") if theme.contrast_ratio("#FFFFFF", fill.name()) > 4.5 else QColor("#101010")


def step_colour(step: int, steps: int = 5) -> QColor:
    """The fill of a step (1 is the worst) on a scale of 2 to 5 steps."""
    return QColor(RAMP[round((step - 1) * (len(RAMP) - 1) / max(steps - 1, 1))])


def paint_face(painter: QPainter, area: QRectF, step: int, steps: int = 5) -> None:
    """Paint the face of a step into a square; `step` 1 is the saddest, `steps` the happiest."""
    radius = min(area.width(), area.height()) / 2 - 2
    middle = area.center()
    fill = step_colour(step, steps)
    ink = ink_on(fill)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("text"), max(radius * 0.06, 1.2)))
    painter.setBrush(fill)
    painter.drawEllipse(middle, radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for side in (-1, 1):
        painter.drawEllipse(middle + QPointF(side * radius * 0.36, -radius * 0.25), radius * 0.11, radius * 0.14)
    bend = MOUTHS[round((step - 1) * (len(MOUTHS) - 1) / max(steps - 1, 1))] * radius
    level = middle.y() + radius * 0.36 - bend / 2
    mouth = QPainterPath(QPointF(middle.x() - radius * 0.46, level))
    mouth.quadTo(QPointF(middle.x(), level + 2 * bend), QPointF(middle.x() + radius * 0.46, level))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, max(radius * 0.11, 1.6), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPath(mouth)
    painter.restore()


class FaceScale(QWidget):
    """The steps in a row, with their numbers and words; a key 1–5 or a click gives a vote: `chosen(int)`.

    It shows no vote afterwards, because nobody may see what the one before has chosen. `large` is for a screen that
    is turned to the voter.
    """

    chosen = Signal(int)

    def __init__(
        self, name: str, label: str, words: Sequence[str], parent: QWidget | None = None, large: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._side, self._number, self._text, self._height = (150, 48, LARGE, 410) if large else (58, 16, 13, 128)
        self.setAccessibleDescription(", ".join(f"{number} {word}" for number, word in enumerate(words, 1)))
        self._words = list(words)
        self._under: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(2 * self._side) * len(self._words), theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(self._side + 12) * len(self._words), theme.px(self._height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._vote(event.text()):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Khmer digits from an input method."""
        for char in event.commitString():
            self._vote(char)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._step_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        step = self._step_at(event.position())
        if step is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 10, 10)
        for number, word in enumerate(self._words, 1):
            self._paint_step(painter, self._column(number), number, word)

    def _vote(self, typed: str) -> bool:
        digit = i18n.digits(typed)
        valid = digit.isdigit() and 1 <= int(digit) <= len(self._words)
        if valid:
            self.chosen.emit(int(digit))
        return valid

    def _paint_step(self, painter: QPainter, area: QRect, number: int, word: str) -> None:
        if number == self._under:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(area.adjusted(3, 3, -3, -3), 10, 10)
        side = min(theme.px(self._side), area.width() - 10)
        paint_face(painter, QRectF(area.center().x() - side / 2, area.top() + 8, side, side), number, len(self._words))
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(self._number, bold=True))
        place = QRect(area.left(), area.top() + side + 8, area.width(), theme.px(1.5 * self._number))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, i18n.shown_plain(number))
        words = QRect(area.left() + 4, place.bottom(), area.width() - 8, area.bottom() - place.bottom() - 4)
        painter.setFont(self._font_for(words.width()))
        painter.drawText(words, WRAPPED, word)

    def _font_for(self, width: int) -> QFont:
        """The largest font in which no word of any step is wider than its column, the same for all."""
        size = self._text
        while size > SMALLEST and not all(self._fits(word, size, width) for word in self._words):
            size -= 1
        return theme.font(size)

    def _fits(self, word: str, size: int, width: int) -> bool:
        found = QFontMetrics(theme.font(size)).boundingRect(QRect(0, 0, width, 10_000), WRAPPED, word)
        return found.width() <= width

    def _column(self, number: int) -> QRect:
        width = self.width() // len(self._words)
        return QRect((number - 1) * width, 0, width, self.height())

    def _step_at(self, point: QPointF) -> int | None:
        step = int(point.x() // max(self.width() // len(self._words), 1)) + 1
        return step if 1 <= step <= len(self._words) else None

    def _hover(self, step: int | None) -> None:
        if step != self._under:
            self._under = step
            self.update()
