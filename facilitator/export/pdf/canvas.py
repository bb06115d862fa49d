"""The drawing surface: every string on it is shaped, every reprint of it is the same, byte for byte."""

# ruff: noqa: N802 - overrides of ReportLab methods keep their names

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFObjectReference, xObjectName
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from facilitator.export.pdf import fonts
from facilitator.export.pdf.embed import ShapedFont, register
from facilitator.export.pdf.packing import packed
from facilitator.export.pdf.shaping import printable
from facilitator.export.pdf.tagging import END, Tagging, foreign
from facilitator.export.pdf.tree import add_structure
from facilitator.export.pdf.words import Words
from facilitator.export.pdf.xmp import Information, xmp
from facilitator.export.pdf.xmp import Metadata as Metadata

if TYPE_CHECKING:
    from facilitator.export.pdf.pictures import Picture
    from facilitator.export.pdf.structure import Tagged

# Binary streams as they are: the text encoding of ReportLab's default makes files a quarter larger.
rl_config.useA85 = 0

Furniture = Callable[["KhmerCanvas", int, int], None]
"""Draws head and foot of one page: (canvas, page number from 1, number of pages)."""


class Bookmark(NamedTuple):
    """An entry of the outline: its level, and the page (as ReportLab's document knows it) and height it leads to."""

    title: str
    level: int
    page: str
    top: float


class FinishedPage(NamedTuple):
    """A page (or the form that becomes one) without its furniture."""

    size: tuple[float, float]
    content: Any

    def add(self, code: list[str]) -> None:
        """Draw on it what its operators say."""
        more = "\n".join(["", *code, ""])
        self.content.stream += more if isinstance(self.content.stream, str) else more.encode("latin-1")


class KhmerTextObject(PDFTextObject):
    """A text object that shows shaped clusters."""

    def _formatText(self, text: str | bytes) -> str:
        # Every text path of ReportLab (drawString, table strings, chart labels) ends here.
        font = pdfmetrics.getFont(self._fontname)
        if isinstance(font, ShapedFont):
            self._canvas.shown.append(text if isinstance(text, str) else text.decode("utf8", "replace"))
            return font.operators(text, self._fontsize, self._canvas._doc)
        return str(super()._formatText(text))


class KhmerCanvas(Canvas):
    """A canvas in the bundled faces with deterministic output, bookmarks, structure, and furniture that knows the page
    count.
    """

    _code: list[str]
    is_tagged = True
    """Whether the file tells its structure to programs that read aloud."""

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
        self._finished_pages: list[FinishedPage] = []
        self._outline_level = -1
        self._metadata = metadata
        self._tagging = Tagging(silent=not self.is_tagged)
        self._words = Words(metadata.language)
        self.shown: list[str] = []
        """The strings drawn since the last picture began."""
        self._repeated: dict[Hashable, list[str]] = {}

    def _describe(self) -> None:
        # At the end: ReportLab's document templates write their own defaults when they begin.
        self._doc.info = Information(self._metadata)
        self._doc.Catalog.Metadata = xmp(self._metadata)
        self.setViewerPreference("DisplayDocTitle", "true")

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> KhmerTextObject:
        """A text object at (x, y)."""
        return KhmerTextObject(self, x, y, direction=direction)

    def bookmark(self, title: str, level: int, y: float) -> None:
        """An entry of the outline that leads to height `y` of this page; a level is never jumped over."""
        level = min(level, self._outline_level + 1)
        self._enter(Bookmark(printable(title), level, self._doc.thisPageName(), round(y, 2)))
        self._outline_level = level

    def _enter(self, bookmark: Bookmark) -> None:
        key = f"section-{len(self._destinations)}"
        destination = self._bookmarkReference(key)
        destination.xyz("null", bookmark.top, "null")
        destination.setPage(PDFObjectReference(bookmark.page))
        self.addOutlineEntry(bookmark.title, key, bookmark.level, closed=bookmark.level > 0)

    def show(self, flowable: Tagged, drawn: list[str]) -> None:
        """Add operators that belong to the element of a flowable."""
        self._tagging.show(self._code, flowable, drawn)

    def in_language(self, text: str, code: str) -> str:
        """The operators that show a text, with its language where that is not the paper's."""
        language = foreign(text, self._metadata.language) if self.is_tagged else ""
        return f"/Span <</Lang ({language})>> BDC {code} {END}" if language else code

    @contextmanager
    def picture(self, picture: Picture) -> Iterator[None]:
        """What is drawn inside is a picture: its alternative text is its own, or the figures that it shows."""
        self.shown = []
        with self._tagging.picture(self._code, picture):
            yield
            if not picture.is_decoration:
                said = picture.alternative(self._words) or " ".join(self.shown)
                picture.element.alternative = printable(said)

    def repeat(self, key: Hashable, draw: Callable[[], None]) -> None:
        """Draw something that shows no text and looks the same wherever it has the same key."""
        known = self._repeated.get(key)
        if known is None:
            start = len(self._code)
            draw()
            self._repeated[key] = self._code[start:]
        else:
            self._code.extend(known)

    def artifact(self) -> AbstractContextManager[None]:
        """What is drawn inside is never read: rules, backgrounds."""
        return self._tagging.artifact(self._code)

    def translate(self, dx: float, dy: float) -> None:
        """Move the origin, by hundredths of a point: what is finer than any printer only makes files larger."""
        super().translate(round(dx, 2), round(dy, 2))

    def showPage(self) -> None:
        """End the page. Its furniture is drawn when the number of pages is known."""
        name, size = self._doc.thisPageName(), self._pagesize
        super().showPage()
        page = self._doc.idToObject[name]
        page.Trans = page.Rotate = None  # empty ones of ReportLab's
        self._finished_pages.append(FinishedPage(size, page))
        self._tagging.next_page()

    def _end_form_page(self) -> None:
        """The same where a page is a form, which is put on a sheet later."""
        name, size = xObjectName(self._formData[0]), self._pagesize
        self.endForm()
        self._finished_pages.append(FinishedPage(size, self._doc.idToObject[name]))

    def save(self) -> None:
        """Finish the file."""
        if self._code:
            self.showPage()
        self._draw_furniture()
        if self.is_tagged:
            add_structure(self._doc, self._tagging)
        self._finish()

    def _finish(self) -> None:
        """Write the file."""
        self._describe()
        self._filename.write(packed(self._doc, self))

    def _draw_furniture(self, after: int = 0) -> None:
        """Draw head and foot of the pages behind the first `after` ones, which are numbered from one again."""
        if self._furniture is None:
            return
        total = len(self._finished_pages) - after
        for number, page in enumerate(self._finished_pages[after:], 1):
            self._pagesize = page.size
            with self._aside() as code, self._tagging.artifact(code, pagination=True):
                self._furniture(self, number, total)
            page.add(code)

    @contextmanager
    def _aside(self) -> Iterator[list[str]]:
        """What is drawn inside stands on no page yet."""
        drawn = self._code
        code = ["q"]
        self._code = code
        self.push_state_stack()
        yield code
        self.pop_state_stack()
        code.append("Q")
        self._code = drawn
