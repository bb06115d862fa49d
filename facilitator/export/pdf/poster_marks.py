"""Drawings of the wall poster, large enough to be seen from three metres."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfmetrics import stringWidth

from facilitator.export.pdf import fonts
from facilitator.export.pdf.drawings import Drawing, draw_face, face_name, step_hatch
from facilitator.export.pdf.hatches import Box, fill_box
from facilitator.export.pdf.look import BLACK, RAMP
from facilitator.export.pdf.score_marks import draw_arrow

if TYPE_CHECKING:
    from facilitator.export.pdf.words import Words

_GAP, _NUMBER, _ARROW = 0.22, 1.35, 0.75
"""Beside a face of radius 1: white, the size of its number, the length of the arrow."""


class BigScore(Drawing):
    """A face with its number beside it, and at the right the arrow of its change, if it can be compared."""

    def __init__(self, place: float, figure: str, *, radius: float, highest: str, direction: int | None = None) -> None:
        super().__init__(2 * radius + 4)
        self._place, self._figure, self._radius = place, figure, radius
        self._highest, self._direction = highest, direction

    def alternative(self, words: Words) -> str:
        """The score, out of how many, its face, and where it went."""
        score = words.t("Score {score} of {highest}, {face}").format(
            score=self._figure, highest=self._highest, face=face_name(words, self._place)
        )
        went = {None: "", 1: words.t("higher than before"), 0: words.t("as before"), -1: words.t("lower than before")}
        return ", ".join(part for part in (score, went[self._direction]) if part)

    def draw(self) -> None:
        """Face, number and arrow in the middle of the cell, smaller where they would not fit."""
        arrow = 0.0 if self._direction is None else _ARROW + _GAP
        figure = stringWidth(self._figure, fonts.BOLD, _NUMBER)
        across = 2 + _GAP + figure + arrow
        radius = min(self._radius, (self.width - 4) / across)
        left, middle = (self.width - across * radius) / 2, self.height / 2
        draw_face(self.canv, left + radius, middle, radius, self._place)
        self.canv.setFillColor(BLACK)
        self.canv.setFont(fonts.BOLD, _NUMBER * radius)
        self.canv.drawString(left + (2 + _GAP) * radius, middle - _NUMBER * radius * 0.36, self._figure)
        if self._direction is not None:
            x = left + (across - _ARROW / 2) * radius
            draw_arrow(self.canv, x, middle, self._direction, length=_ARROW * radius)


class VotesBar(Drawing):
    """How many gave each step: a thick bar, and under each part its face with the number of people."""

    def __init__(
        self, counts: Sequence[int], figures: Sequence[str], *, thickness: float, colour: bool = False
    ) -> None:
        super().__init__(thickness * 1.9 + 4)
        self._counts, self._figures, self._thickness, self._colour = counts, figures, thickness, colour

    def alternative(self, words: Words) -> str:
        """Every face with its number."""
        last = max(1, len(self._counts) - 1)
        return ", ".join(f"{face_name(words, step / last)}: {figure}" for step, figure in enumerate(self._figures))

    def draw(self) -> None:
        """The parts from the saddest to the happiest; steps that nobody gave are left out."""
        total, last = sum(self._counts), max(1, len(self._counts) - 1)
        top = self.height - 2
        x, marks = 0.0, []
        for step, (count, figure) in enumerate(zip(self._counts, self._figures, strict=True)):
            if count:
                right = x + self.width * count / total
                place = step / last
                tone = RAMP[round(place * 4)] if self._colour else None
                fill_box(self.canv, Box(x, top - self._thickness, right, top), step_hatch(place), tone)
                marks.append(((x + right) / 2, place, figure))
                x = right
        self._draw_marks(marks)

    def _draw_marks(self, marks: list[tuple[float, float, str]]) -> None:
        """Faces and numbers under their parts, pushed apart where parts are narrow."""
        radius, size = self._thickness * 0.38, self._thickness * 0.62
        widths = [2 * radius + 3 + stringWidth(figure, fonts.BOLD, size) for _x, _place, figure in marks]
        wanted = [x - width / 2 for (x, _place, _figure), width in zip(marks, widths, strict=True)]
        lefts = apart(wanted, widths, gap=size * 0.5, end=self.width)
        for left, (_x, place, figure) in zip(lefts, marks, strict=True):
            draw_face(self.canv, left + radius, radius + 1, radius, place)
            self.canv.setFillColor(BLACK)
            self.canv.setFont(fonts.BOLD, size)
            self.canv.drawString(left + 2 * radius + 3, radius + 1 - size * 0.36, figure)


def apart(lefts: Sequence[float], widths: Sequence[float], *, gap: float, end: float) -> list[float]:
    """The left edges moved so that nothing overlaps or leaves the stretch from 0 to `end`."""
    places: list[float] = []
    at = 0.0
    for left, width in zip(lefts, widths, strict=True):
        places.append(max(left, at))
        at = places[-1] + width + gap
    for i in range(len(places) - 1, -1, -1):
        places[i] = min(places[i], end - widths[i])
        end = places[i] - gap
    return places
