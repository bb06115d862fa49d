"""The drawing surface: every string on it is shaped, every reprint of it is the same, byte for byte."""

# ruff: noqa: N802 - overrides of ReportLab methods keep their names

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from facilitator.export.pdf import fonts
from facilitator.export.pdf.embed import ShapedFont, register

# Binary streams as they are: the text encoding of ReportLab's default makes files a quarter larger.
rl_config.useA85 = 0

Furniture = Callable[["KhmerCanvas", int, int], None]
"""Draws head and foot of one page: (canvas, page number from 1, number of pages)."""


@dataclass(frozen=True)
class Metadata:
    """What the file says of itself. Nothing of the person, the machine or the moment."""

    title: str
    language: str
    author: str = ""
    subject: str = ""


class KhmerTextObject(PDFTextObject):
    """A text object that shows shaped clusters."""

    def _formatText(self, text: str | bytes) -> str:
        # Every text path of ReportLab (drawString, table strings, chart labels) ends here.
        font = pdfmetrics.getFont(self._fontname)
        if isinstance(font, ShapedFont):
            return font.operators(text, self._fontsize, self._canvas._doc)
        return str(super()._formatText(text))


class KhmerCanvas(Canvas):
    """A canvas in the bundled faces with deterministic output, bookmarks, and furniture that knows the page count."""

    def __init__(
        self,
        target: BytesIO,
        page_size: tuple[float, float],
        metadata: Metadata,
        furniture: Furniture | None = None,
    ) -> None:
        register()
        super().__init__(
            target,
            pagesize=page_size,
            pageCompression=1,
            invariant=1,
            initialFontName=fonts.BODY,
            initialFontSize=10,
            lang=metadata.language,
        )
        self._furniture = furniture
        self._finished_pages: list[tuple[float, float]] = []
        self._outline_level = -1
        self._metadata = metadata

    def _describe(self) -> None:
        # At the end: ReportLab's document templates write their own defaults when they begin.
        self.setTitle(self._metadata.title)
        self.setAuthor(self._metadata.author)
        self.setSubject(self._metadata.subject)
        self.setCreator("Facilitator")
        self.setViewerPreference("DisplayDocTitle", "true")

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> KhmerTextObject:
        """A text object at (x, y)."""
        return KhmerTextObject(self, x, y, direction=direction)

    def bookmark(self, title: str, level: int, y: float) -> None:
        """An entry of the outline that leads to height `y` of this page; a level is never jumped over."""
        level = min(level, self._outline_level + 1)
        key = f"section-{len(self._destinations)}"
        self.bookmarkHorizontal(key, 0, y)
        self.addOutlineEntry(title, key, level, closed=level > 0)
        self._outline_level = level

    def showPage(self) -> None:
        """End the page. Its furniture is drawn when the number of pages is known."""
        self._place_furniture()
        super().showPage()

    def save(self) -> None:
        """Finish the file."""
        if self._code:
            self.showPage()
        self._draw_furniture()
        self._describe()
        super().save()

    def _place_furniture(self) -> None:
        self._finished_pages.append(self._pagesize)
        if self._furniture is not None:
            self.doForm(_furniture_name(len(self._finished_pages)))

    def _draw_furniture(self) -> None:
        if self._furniture is None:
            return
        total = len(self._finished_pages)
        for number, size in enumerate(self._finished_pages, 1):
            self._pagesize = size
            self.beginForm(_furniture_name(number))
            self._furniture(self, number, total)
            self.endForm()


def _furniture_name(number: int) -> str:
    return f"furniture-{number}"
