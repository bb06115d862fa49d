"""Single drawings that fit a table cell: faces, bars, the arrow of a gap, coins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfmetrics import stringWidth

from facilitator.export.pdf import fonts
from facilitator.export.pdf.hatches import Box, Kind, fill, fill_box
from facilitator.export.pdf.look import BLACK, HATCHES, RAMP, WHITE
from facilitator.export.pdf.pictures import Picture
from facilitator.i18n import N_

if TYPE_CHECKING:
    from facilitator.export.pdf.words import Words

_FIGURE_SIZE = 8.0

_FACES = (N_("Very sad face"), N_("Sad face"), N_("Calm face"), N_("Happy face"), N_("Very happy face"))


def face_name(words: Words, mood: float) -> str:
    """The face in words, `mood` from 0 (very sad) to 1 (very happy)."""
    return words.t(_FACES[round(mood * (len(_FACES) - 1))])


class Drawing(Picture):
    """Base: takes the width that it is offered, up to its own if it has one, and a fixed height."""

    def __init__(self, height: float, width: float | None = None) -> None:
        super().__init__()
        self._own_width = width
        self.height = height

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """(width, height) in points."""
        self.width = min(available_width, self._own_width or available_width)
        return self.width, self.height

    def write(self, x: float, y: float, text: str, *, align: str = "centre", font: str = fonts.BODY) -> None:
        """A figure with its baseline at (x, y)."""
        self.canv.setFont(font, _FIGURE_SIZE)
        self.canv.setFillColor(BLACK)
        {"left": self.canv.drawString, "centre": self.canv.drawCentredString, "right": self.canv.drawRightString}[
            align
        ](x, y, text)


class Face(Drawing):
    """The face of one step of the scale, from very sad (0) to very happy (1)."""

    def __init__(self, mood: float, radius: float = 11, *, colour: Any = None) -> None:
        super().__init__(2 * radius + 2, 2 * radius + 2)
        self.hAlign = "CENTER"
        self._mood, self._radius, self._colour = mood, radius, colour

    def alternative(self, words: Words) -> str:
        """The face in words."""
        return face_name(words, self._mood)

    def draw(self) -> None:
        """Head, eyes, mouth; brows on the saddest."""
        draw_face(self.canv, self.width / 2, self.height / 2, self._radius, self._mood, self._colour)


def draw_face(canvas: Any, x: float, y: float, radius: float, mood: float, colour: Any = None) -> None:
    """Draw a face around (x, y); `mood` runs from 0 (very sad) to 1 (very happy)."""
    key = ("face", x, y, radius, mood, colour)
    canvas.repeat(key, lambda: _draw_face(canvas, x, y, radius, mood, colour))


def _draw_face(canvas: Any, x: float, y: float, radius: float, mood: float, colour: Any) -> None:
    canvas.saveState()
    canvas.setLineWidth(max(0.7, radius * 0.09))
    canvas.setLineCap(1)
    canvas.setStrokeColor(BLACK)
    canvas.setFillColor(colour or WHITE)
    canvas.circle(x, y, radius, stroke=1, fill=1)
    canvas.setFillColor(BLACK)
    for side in (-1, 1):
        canvas.circle(x + side * radius * 0.36, y + radius * 0.25, radius * 0.1, stroke=0, fill=1)
        if mood < 0.125:
            canvas.line(x + side * radius * 0.62, y + radius * 0.42, x + side * radius * 0.24, y + radius * 0.62)
    bend = (mood - 0.5) * 1.1
    mouth, corner = y - radius * 0.38, radius * 0.45
    path = canvas.beginPath()
    path.moveTo(x - corner, mouth + bend * radius * 0.35)
    low = mouth - bend * radius * 0.55
    path.curveTo(x - radius * 0.2, low, x + radius * 0.2, low, x + corner, mouth + bend * radius * 0.35)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


class StackedBar(Drawing):
    """The distribution of votes over the steps; the number of votes stands beneath each part."""

    def __init__(
        self, counts: Sequence[int], figures: Sequence[str], *, colour: bool = False, thickness: float = 11
    ) -> None:
        super().__init__(thickness + _FIGURE_SIZE + 5)
        self._counts, self._figures, self._colour, self._thickness = counts, figures, colour, thickness

    def alternative(self, words: Words) -> str:
        """Every part, those of nobody too, and their sum."""
        sentence = words.t("From the first step to the last: {figures}. Together: {total}.")
        return sentence.format(figures="; ".join(self._figures), total=words.number(sum(self._counts)))

    def draw(self) -> None:
        """The parts from the first step to the last; steps without votes are left out."""
        total = sum(self._counts)
        if not total:
            return
        top = self.height - 2
        bottom, x = top - self._thickness, 0.0
        centres: list[tuple[float, str]] = []
        for step, (count, figure) in enumerate(zip(self._counts, self._figures, strict=True)):
            if count:
                right = x + self.width * count / total
                place = step / max(1, len(self._counts) - 1)
                tone = RAMP[round(place * 4)] if self._colour else None
                fill_box(self.canv, Box(x, bottom, right, top), step_hatch(place), tone)
                centres.append(((x + right) / 2, figure))
                x = right
        self._write_figures(centres)

    def _write_figures(self, centres: list[tuple[float, str]]) -> None:
        """Figures under their parts, pushed apart where parts are narrow."""
        widths = [stringWidth(text, fonts.BODY, _FIGURE_SIZE) + 2.5 for _, text in centres]
        places = [centre for centre, _ in centres]
        places[0] = max(places[0], widths[0] / 2)
        for i in range(1, len(places)):
            places[i] = max(places[i], places[i - 1] + (widths[i - 1] + widths[i]) / 2)
        limit = self.width
        for i in range(len(places) - 1, -1, -1):
            places[i] = min(places[i], limit - widths[i] / 2)
            limit = places[i] - widths[i] / 2
        for place, (_, text) in zip(places, centres, strict=True):
            self.write(place, 1.5, text)


def step_hatch(place: float) -> Kind:
    """The fill of a step, `place` from 0 (first) to 1 (last)."""
    kinds: dict[int, Kind] = dict(enumerate(("solid", "cross", "stroke", "dots", "white")))
    return kinds[round(place * (len(HATCHES) - 1))]


class Swatch(Drawing):
    """A sample of a fill, for legends: its name stands beside it."""

    is_decoration = True

    def __init__(self, kind: Kind, colour: Any = None, *, is_round: bool = False) -> None:
        super().__init__(14, 14)
        self._kind, self._colour, self._is_round = kind, colour, is_round

    def draw(self) -> None:
        """A square, or a coin."""
        if self._is_round:
            fill(self.canv, lambda path: path.circle(7, 7, 5.2), Box(1, 1, 13, 13), self._kind, self._colour)
        else:
            fill_box(self.canv, Box(0, 2, 14, 12), self._kind, self._colour)
