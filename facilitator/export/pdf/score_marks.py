"""Small drawings of the papers about scores: a face with its number, the arrow of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfmetrics import stringWidth

from facilitator.export.pdf import fonts
from facilitator.export.pdf.drawings import Drawing, draw_face, face_name
from facilitator.export.pdf.look import BLACK

if TYPE_CHECKING:
    from facilitator.export.pdf.words import Words


class FaceFigure(Drawing):
    """A face with its number at the right, both centred in the cell; `highest` is the end of the scale."""

    def __init__(self, place: float, figure: str, *, radius: float, highest: str = "") -> None:
        super().__init__(2 * radius + 3)
        self._place, self._figure, self._radius = place, figure, radius
        self._size, self._highest = radius * 1.45, highest

    def alternative(self, words: Words) -> str:
        """The score, out of how many, and its face."""
        sentence = words.t("Score {score} of {highest}, {face}") if self._highest else words.t("Score {score}, {face}")
        return sentence.format(score=self._figure, highest=self._highest, face=face_name(words, self._place))

    def draw(self) -> None:
        """The number may be a half: nothing is rounded."""
        text = stringWidth(self._figure, fonts.BOLD, self._size)
        left = (self.width - 2 * self._radius - 3 - text) / 2
        draw_face(self.canv, left + self._radius, self.height / 2, self._radius, self._place)
        self.canv.setFillColor(BLACK)
        self.canv.setFont(fonts.BOLD, self._size)
        self.canv.drawString(left + 2 * self._radius + 3, self.height / 2 - self._size * 0.36, self._figure)


class Trend(Drawing):
    """An arrow up, down or level, and beside it the figures."""

    def __init__(self, direction: int, figure: str) -> None:
        super().__init__(13)
        self._direction, self._figure = direction, figure

    def alternative(self, words: Words) -> str:
        """Where it went, and the figures."""
        sentence = {1: words.t("Higher: {figure}"), 0: words.t("The same: {figure}"), -1: words.t("Lower: {figure}")}
        return sentence[self._direction].format(figure=self._figure)

    def draw(self) -> None:
        """The arrow is drawn: fonts lack it."""
        middle = self.height / 2
        draw_arrow(self.canv, 5, middle, self._direction, length=9)
        self.write(13, middle - 2.8, self._figure, align="left")


def draw_arrow(canvas: Any, x: float, y: float, direction: int, *, length: float) -> None:
    """An arrow with its middle at (x, y): up for 1, level for 0, down for -1."""
    canvas.saveState()
    canvas.setFillColor(BLACK)
    canvas.translate(x, y)
    canvas.rotate({1: 90, 0: 0, -1: -90}[direction])
    canvas.scale(length / 9, length / 9)
    path = canvas.beginPath()
    path.moveTo(-4.5, -0.8)
    for px, py in ((0.3, -0.8), (0.3, -3), (4.5, 0), (0.3, 3), (0.3, 0.8), (-4.5, 0.8)):
        path.lineTo(px, py)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()
