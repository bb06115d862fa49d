"""Large pages on two sheets of A4 that are cut and glued together."""

# ruff: noqa: N802 - overrides of ReportLab methods keep their names

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.units import mm

from facilitator.export.pdf.canvas import Furniture, KhmerCanvas, Metadata
from facilitator.export.pdf.look import A4_LANDSCAPE, BLACK, GREY, look
from facilitator.export.pdf.text import Inline, paragraph

if TYPE_CHECKING:
    from facilitator.export.pdf.words import Words

_EDGE = 9 * mm
"""White at the edge of a sheet, which most printers leave unprinted."""

_OVERLAP = 10 * mm
"""What both sheets carry, so that nothing is missing when they are glued a little askew."""


class TilingCanvas(KhmerCanvas):
    """Records every page as a form and places its upper and its lower half on a sheet each, a little smaller.

    Its file is for the printer: the copy in one piece is the one that tells its structure.
    """

    is_tagged = False

    def __init__(
        self,
        target: BytesIO,
        page_size: tuple[float, float],
        metadata: Metadata,
        furniture: Furniture | None,
        words: Words,
    ) -> None:
        super().__init__(target, page_size, metadata, furniture)
        self._large = page_size
        self._sentences = words
        self._begin_page()

    def bookmark(self, title: str, level: int, y: float) -> None:
        """No outline: a heading may stand on either half."""

    def showPage(self) -> None:
        """Close the form of this page and begin that of the next."""
        self._end_form_page()
        self._pageNumber += 1
        self._begin_page()

    def save(self) -> None:
        """Place the halves on their sheets and finish the file."""
        if self._code:
            self._end_form_page()
        else:
            self.endForm()
        self._draw_furniture()
        self.setPageSize(A4_LANDSCAPE)
        for page in range(1, len(self._finished_pages) + 1):
            for upper in (True, False):
                self._place_half(page, upper)
                super(KhmerCanvas, self).showPage()
        self.setViewerPreference("PrintScaling", "None")
        self._finish()

    def _begin_page(self) -> None:
        self.beginForm(f"page-{len(self._finished_pages) + 1}", 0, 0, *self._large)

    def _place_half(self, page: int, upper: bool) -> None:
        width, height = A4_LANDSCAPE
        inner = height - 2 * _EDGE
        scale = min((width - 2 * _EDGE) / self._large[0], (2 * inner - _OVERLAP) / self._large[1])
        left = (width - self._large[0] * scale) / 2
        bottom = _EDGE - (self._large[1] * scale - inner if upper else 0)
        self.saveState()
        window = self.beginPath()
        window.rect(0, _EDGE, width, inner)
        self.clipPath(window, stroke=0, fill=0)
        self.translate(left, bottom)
        self.scale(scale, scale)
        self.doForm(f"page-{page}")
        self.restoreState()
        self._mark(upper)

    def _mark(self, upper: bool) -> None:
        """Where to cut the upper half, and up to which line it is glued on the lower one."""
        words, (width, height) = self._sentences, A4_LANDSCAPE
        y = _EDGE if upper else height - _EDGE - _OVERLAP
        self.saveState()
        self.setStrokeColor(BLACK if upper else GREY)
        self.setLineWidth(0.7)
        self.setDash(5, 3)
        if upper:
            self.line(0, y, width, y)
        else:
            for x in (0.0, width - _EDGE * 1.4):
                self.line(x, y, x + _EDGE * 1.4, y)
        self.restoreState()
        if upper:
            self._say(words("Upper half. Cut along this line.", inline=True), y - 1)
        else:
            self._say(
                words("Lower half. Glue the upper half on, down to the marks at both sides.", inline=True), height
            )

    def _say(self, text: Inline, top: float) -> None:
        style = look(self._sentences.language, 10).note.but(align="centre", space_after=0)
        label = paragraph(text, style)
        _width, height = label.wrap(A4_LANDSCAPE[0] - 2 * _EDGE, _EDGE)
        label.drawOn(self, _EDGE, top - (_EDGE - height) / 2 - height)
