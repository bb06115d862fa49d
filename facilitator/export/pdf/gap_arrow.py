"""The arrow that shows how far two scores lie apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from facilitator.export.pdf import fonts
from facilitator.export.pdf.drawings import Drawing
from facilitator.export.pdf.look import BLACK, RULE, WHITE

if TYPE_CHECKING:
    from facilitator.export.pdf.words import Words


class GapArrow(Drawing):
    """From the citizens' score (dot) to the providers' (square) on the line of the scale, with the gap beneath."""

    def __init__(self, citizens: float, providers: float, low: float, high: float, figure: str) -> None:
        super().__init__(22)
        self._ends = ((citizens - low) / (high - low), (providers - low) / (high - low))
        self._scores, self._figure = (citizens, providers), figure

    def alternative(self, words: Words) -> str:
        """Both scores and the gap."""
        citizens, providers = (words.decimal(score) for score in self._scores)
        sentence = words.t("Citizens {citizens}, providers {providers}, gap {gap}")
        return sentence.format(citizens=citizens, providers=providers, gap=self._figure)

    def draw(self) -> None:
        """The line with its ends, the two marks, the arrow between them."""
        canvas, y = self.canv, 16.0
        left, length = 4.0, self.width - 8
        start, end = (left + length * share for share in self._ends)
        canvas.setStrokeColor(RULE)
        canvas.setFillColor(BLACK)
        canvas.setLineWidth(0.5)
        canvas.line(left, y, left + length, y)
        for x in (left, left + length):
            canvas.line(x, y - 2.5, x, y + 2.5)
        canvas.setStrokeColor(BLACK)
        if abs(end - start) > 9:
            _arrow(canvas, start, end, y)
        canvas.setFillColor(WHITE)
        canvas.setLineWidth(1)
        half = 2.6 if abs(end - start) > 5 else 4.6  # around the dot where both scores are the same
        canvas.rect(end - half, y - half, 2 * half, 2 * half, stroke=1, fill=1)
        canvas.setFillColor(BLACK)
        canvas.circle(start, y, 2.8, stroke=0, fill=1)
        self.write(self.width / 2, 2, self._figure, font=fonts.BOLD)


def _arrow(canvas: Any, start: float, end: float, y: float) -> None:
    side = 1 if end > start else -1
    tip = end - side * 3.2
    canvas.setLineWidth(1.3)
    canvas.line(start, y, tip - side * 2, y)
    path = canvas.beginPath()
    path.moveTo(tip, y)
    path.lineTo(tip - side * 4, y + 2.4)
    path.lineTo(tip - side * 4, y - 2.4)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
