"""A booklet of A5 pages: to read as it is, or two pages on each side of A4 sheets that are folded and stapled."""

# ruff: noqa: N802 - overrides of ReportLab methods keep their names

from __future__ import annotations

from io import BytesIO
from typing import Literal, NamedTuple

from reportlab.lib.units import mm

from facilitator.export.pdf.canvas import Furniture, KhmerCanvas, Metadata
from facilitator.export.pdf.look import A4_LANDSCAPE, A5
from facilitator.export.pdf.paper import Margins, Paper

Sides = Literal["all", "fronts", "backs"]
"""All sides for a duplex printer; fronts and backs apart for one that prints a single side."""

PAPER_THICKNESS = 0.1 * mm


class Side(NamedTuple):
    """One side of a sheet: the pages at its left and right, counted from 1; None is blank."""

    left: int | None
    right: int | None


def imposition(pages: int) -> list[Side]:
    """The sides in printing order (front, back, front, …) for a booklet of that many pages.

    With N pages rounded up to a multiple of four, sheet s has in front (N-2s, 2s+1) and behind (2s+2, N-2s-1).
    Blanks stand before the back cover, which stays outside.
    """
    total = -(-pages // 4) * 4
    blanks = range(pages, total)

    def page(place: int) -> int | None:
        if place == total:
            return pages
        return None if place in blanks else place

    sides = []
    for sheet in range(total // 4):
        sides.append(Side(page(total - 2 * sheet), page(2 * sheet + 1)))
        sides.append(Side(page(2 * sheet + 2), page(total - 2 * sheet - 1)))
    return sides


class ImposingCanvas(KhmerCanvas):
    """Records every page as a form and places the forms, two on a side, when the booklet is complete.

    Its file is for the printer: the copy to read is the one that tells its structure.
    """

    is_tagged = False

    def __init__(self, target: BytesIO, metadata: Metadata, furniture: Furniture | None, sides: Sides) -> None:
        super().__init__(target, A5, metadata, furniture)
        self._sides = sides
        self._begin_page()

    def bookmark(self, title: str, level: int, y: float) -> None:
        """No outline: the sides of a sheet are not in reading order."""

    def showPage(self) -> None:
        """Close the form of this page and begin that of the next."""
        self._end_form_page()
        self._pageNumber += 1
        self._begin_page()

    def save(self) -> None:
        """Place the pages on their sheets and finish the file."""
        if self._code:
            self._end_form_page()
        else:
            self.endForm()
        self._draw_furniture()
        self.setPageSize(A4_LANDSCAPE)
        sides = list(enumerate(imposition(len(self._finished_pages))))
        chosen = {"all": sides, "fronts": sides[::2], "backs": sides[1::2]}[self._sides]
        for number, side in chosen:
            self._place_side(side, creep=number // 2 * PAPER_THICKNESS)
            super(KhmerCanvas, self).showPage()
        self.setViewerPreference("PrintScaling", "None")
        if self._sides == "all":
            self.setViewerPreference("Duplex", "DuplexFlipShortEdge")
        self._finish()

    def _begin_page(self) -> None:
        self.beginForm(f"page-{len(self._finished_pages) + 1}", 0, 0, *A5)

    def _place_side(self, side: Side, creep: float) -> None:
        """Inner sheets stand out when folded: their pages move towards the fold by the thickness of the outer ones."""
        for page, x in ((side.left, creep), (side.right, A4_LANDSCAPE[0] / 2 - creep)):
            if page is not None:
                self.saveState()
                self.translate(x, 0)
                self.doForm(f"page-{page}")
                self.restoreState()


class Booklet(Paper):
    """A paper of A5 pages with a second, imposed form."""

    page_size = A5
    margins = Margins(top=12 * mm, right=12 * mm, bottom=17 * mm, left=12 * mm)
    body_size: float = 12

    def render_imposed(self, sides: Sides = "all") -> bytes:
        """A4 sheets for printing: duplex on the short edge, or fronts and backs apart."""
        return self._build(lambda target: ImposingCanvas(target, self.metadata(), self.furnish, sides))
