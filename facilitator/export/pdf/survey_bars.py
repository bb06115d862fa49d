"""A bar of a share with the interval of chance around its end."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from facilitator.export.pdf import fonts
from facilitator.export.pdf.drawings import Drawing
from facilitator.export.pdf.hatches import Box, Kind, fill_box
from facilitator.export.pdf.look import BLACK, RULE

_FIGURE = 8.0


class IntervalBar(Drawing):
    """A share from 0 to 1 on a line from nobody to everybody; the whisker shows `low` to `high`, if they are given."""

    def __init__(self, share: float, low: float | None, high: float | None, figure: str) -> None:
        super().__init__(13)
        self._share, self._ends, self._figure = share, (low, high), figure

    def draw(self) -> None:
        """The bar, the whisker over it, and the figure at the right of both."""
        canvas, middle = self.canv, self.height / 2
        room = self.width - stringWidth(self._figure, fonts.BOLD, _FIGURE) - 6
        low, high = self._ends
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.4)
        canvas.line(0, middle, room, middle)
        for x in (0, room):
            canvas.line(x, 2, x, self.height - 2)
        if self._share > 0:
            kind: Kind = "solid" if low is None else "stroke"
            fill_box(canvas, Box(0, 2.5, room * self._share, self.height - 2.5), kind)
        if low is not None and high is not None:
            canvas.setStrokeColor(BLACK)
            canvas.setLineWidth(1.6)
            canvas.line(room * low, middle, room * high, middle)
            for x in (room * low, room * high):
                canvas.line(x, middle - 3, x, middle + 3)
        self.write(room + 4, middle - 2.9, self._figure, align="left", font=fonts.BOLD)
