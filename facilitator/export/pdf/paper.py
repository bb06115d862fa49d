"""The base of every paper: it owns the page, the fonts, head and foot; a paper supplies its title and its story."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from facilitator.export.documents.common import Head
from facilitator.export.pdf.canvas import KhmerCanvas, Metadata
from facilitator.export.pdf.look import A4, BLACK, GREY, HAIRLINE, Look, look
from facilitator.export.pdf.shaping import printable
from facilitator.export.pdf.text import Inline, paragraph, plain
from facilitator.export.pdf.words import Words
from facilitator.files import safe_write

_binder: ContextVar[Callable[[Paper], None] | None] = ContextVar("binder", default=None)


def is_bound() -> bool:
    """Whether papers that are rendered now, in this thread, go into a volume."""
    return _binder.get() is not None


@contextmanager
def bound(bind: Callable[[Paper], None]) -> Iterator[None]:
    """Papers that are rendered inside, in this thread, are handed to `bind` and make no file of their own."""
    before = _binder.set(bind)
    try:
        yield
    finally:
        _binder.reset(before)


@dataclass(frozen=True)
class Margins:
    """White around the text, in points. The foot of the page stands inside the bottom margin."""

    top: float = 16 * mm
    right: float = 16 * mm
    bottom: float = 20 * mm
    left: float = 18 * mm


class Paper:
    """One printed thing in one language (`km`, `en`, `km-en`).

    A paper module makes a subclass with `title` and `story`, and where it needs them `foot`, `banner`, page size and
    margins. `self.words` has the sentences, `self.look` the styles, `self.width` the width of the text in points.
    """

    page_size: tuple[float, float] = A4
    margins = Margins()
    body_size: float = 11

    def __init__(self, language: str, head: Head | None = None) -> None:
        self.language = language
        self.head = head
        self.words = Words(language)

    @property
    def look(self) -> Look:
        """The styles of this paper."""
        return look(self.language, self.body_size)

    @property
    def width(self) -> float:
        """Width of the text in points."""
        return self.page_size[0] - self.margins.left - self.margins.right

    @property
    def height(self) -> float:
        """Height of the text in points."""
        return self.page_size[1] - self.margins.top - self.margins.bottom

    def title(self) -> Inline:
        """What the paper is called, in the file's metadata too."""
        raise NotImplementedError

    def story(self) -> list[Flowable]:
        """The content, made afresh at every call (flowables can be set only once)."""
        raise NotImplementedError

    def foot(self) -> Inline:
        """What stands at the left foot of every page: by default the place, year and round, and the record's date."""
        if self.head is None:
            return ""
        t = self.words.t
        parts = [self.words.first(self.head.commune), self.words.number_plain(self.head.year)]
        parts.append(t("round {round}").format(round=self.words.number(self.head.round)))
        if self.head.date is not None:
            parts.append(self.words.date(self.head.date))
        return " · ".join(parts)

    def banner(self) -> Inline:
        """A framed warning on every page, such as "Draft" or "Not for posting"; a training copy says so."""
        if self.head is not None and self.head.training:
            return self.words("Training copy – not a real record", inline=True)
        return ""

    def author(self) -> str:
        """The administration that issues the paper, for the metadata. Never a user of the program."""
        return self.words.first(self.head.commune) if self.head else ""

    def numbered(self, page: int) -> bool:
        """Whether a page carries foot and number (covers do not)."""
        return True

    def render(self) -> bytes:
        """The PDF, the same bytes for the same content; empty where the pages went into a bound volume."""
        bind = _binder.get()
        if bind is None:
            return self.render_alone()
        bind(self)
        return b""

    def render_alone(self) -> bytes:
        """The PDF of this paper, also while papers are bound into a volume."""
        return self._build(lambda target: KhmerCanvas(target, self.page_size, self.metadata(), self.furnish))

    def write(self, target: Path | BinaryIO) -> None:
        """Render and store: a file is replaced only when the whole paper is there."""
        data = self.render()
        if isinstance(target, Path):
            safe_write(target, data)
        else:
            target.write(data)

    def metadata(self) -> Metadata:
        """Title, language and issuing administration."""
        title = printable(" – ".join(plain(self.title()).split("\n")))
        return Metadata(title, "en" if self.language == "en" else "km", printable(self.author()))

    def draw_on(self, canvas: KhmerCanvas) -> None:
        """Add the pages to a canvas that others draw on too."""
        self._build(lambda _target: canvas)

    def _build(self, make_canvas: Any) -> bytes:
        target = BytesIO()
        frame = Frame(
            self.margins.left, self.margins.bottom, self.width, self.height,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        template = BaseDocTemplate(target, pagesize=self.page_size, pageTemplates=[PageTemplate(frames=[frame])])
        template.build(self.story(), canvasmaker=lambda *_args, **_settings: make_canvas(target))
        return target.getvalue()

    def furnish(self, canvas: KhmerCanvas, page: int, pages: int) -> None:
        """Draw banner, foot and page number of one page."""
        if self.numbered(page):
            self._draw_foot(canvas, page, pages)
        banner = self.banner()
        if banner:
            self._draw_banner(canvas, banner)

    def _draw_foot(self, canvas: KhmerCanvas, page: int, pages: int) -> None:
        style = self.look.note.but(space_after=0)
        top = self.margins.bottom - 3 * mm
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.4)
        canvas.line(self.margins.left, top, self.page_size[0] - self.margins.right, top)
        t = self.words.t
        number, total = self.words.number(page), self.words.number(pages)
        label = t("Page {page} of {pages}").format(page=number, pages=total)
        at_right = paragraph(label, style.but(align="right"))
        room = at_right.natural_width() + 6 * mm
        self._place(canvas, at_right, self.width, self.margins.left, top - 1.5)
        if self.foot():
            self._place(canvas, paragraph(self.foot(), style), self.width - room, self.margins.left, top - 1.5)

    def _draw_banner(self, canvas: KhmerCanvas, text: Inline) -> None:
        style = self.look.label.but(size=9, align="centre", tightness=0.95)
        label = paragraph(text, style)
        width = min(self.width, label.natural_width() + 10)
        _, height = label.wrap(width, self.height)
        left = self.page_size[0] - self.margins.right - width
        bottom = self.page_size[1] - 4 * mm - height
        canvas.setStrokeColor(BLACK)
        canvas.setFillColor(GREY)
        canvas.setLineWidth(1)
        canvas.rect(left, bottom - 1, width, height + 2, stroke=1, fill=0)
        label.drawOn(canvas, left, bottom)

    @staticmethod
    def _place(canvas: KhmerCanvas, text: Any, width: float, left: float, top: float) -> None:
        _, height = text.wrap(width, 1000)
        text.drawOn(canvas, left, top - height)
