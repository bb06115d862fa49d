"""The base of every paper: it owns the page, the fonts, head and foot; a paper supplies its title and its story."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from facilitator.export.pdf.canvas import KhmerCanvas, Metadata
from facilitator.export.pdf.garbage import undisturbed
from facilitator.export.pdf.look import A4, BLACK, GREY, HAIRLINE, Look, look
from facilitator.export.pdf.shaping import printable
from facilitator.export.pdf.text import Inline, bold, joined, paragraph, plain
from facilitator.export.pdf.words import Words
from facilitator.files import safe_write

if TYPE_CHECKING:
    from facilitator.export.documents.common import Head

_printed_code: ContextVar[str] = ContextVar("printed_code", default="")
_binder: ContextVar[Callable[[Paper], None] | None] = ContextVar("binder", default=None)


@contextmanager
def bound(bind: Callable[[Paper], None]) -> Iterator[None]:
    """Papers that are rendered inside, in this thread, are handed to `bind` and make no file of their own."""
    before = _binder.set(bind)
    try:
        yield
    finally:
        _binder.reset(before)


def code_asked() -> str:
    """The code that papers made here carry."""
    return _printed_code.get()


@contextmanager
def coded(code: str) -> Iterator[None]:
    """Papers that are made inside, in this thread, carry that code (without hyphens) on every page."""
    before = _printed_code.set(code)
    try:
        yield
    finally:
        _printed_code.reset(before)


def language_of(language: str) -> str:
    """The language that a file is in: of a paper in two languages that of the first."""
    return "en" if language == "en" else "km"


@dataclass(frozen=True)
class Margins:
    """White around the text, in points. The foot of the page stands inside the bottom margin."""

    top: float = 16 * mm
    right: float = 16 * mm
    bottom: float = 20 * mm
    left: float = 18 * mm


class Paper:
    """One printed thing in one language (`km`, `en`, `km-en`).

    A paper module makes a subclass with `title` and `story`, and where it needs them `foot`, `is_draft`, page size and
    margins. `self.words` has the sentences, `self.look` the styles, `self.width` the width of the text in points.
    """

    page_size: tuple[float, float] = A4
    margins = Margins()
    body_size: float = 11

    def __init__(self, language: str, head: Head | None = None) -> None:
        self.language = language
        self.head = head
        self.code = _printed_code.get()
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

    def is_draft(self) -> bool:
        """Whether what is printed is not decided yet."""
        return False

    def is_for_posting(self) -> bool:
        """Whether everybody may see it."""
        return True

    def banner(self) -> Inline:
        """A framed warning on every page of training copies, drafts and copies that are not for posting."""
        marks: list[Inline] = []
        if self.head is not None and self.head.training:
            marks.append(self.words("Training copy – not a real record", inline=True))
        if self.is_draft():
            marks.append(self.words("Draft – may still change", inline=True))
        if not self.is_for_posting():
            marks.append(self.words("Meeting copy – not for posting", inline=True))
        return joined(*(part for mark in marks for part in (" · ", mark)))[1:]

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
        """Title, language, issuing administration, and the day of the record."""
        title = printable(" – ".join(plain(self.title()).split("\n")))
        day = self.head.date if self.head is not None else None
        return Metadata(title, language_of(self.language), printable(self.author()), day)

    def draw_on(self, canvas: KhmerCanvas, story: list[Flowable] | None = None) -> None:
        """Add the pages, or only some story, to a canvas that others draw on too."""
        self._build(lambda _target: canvas, story)

    def _build(self, make_canvas: Any, story: list[Flowable] | None = None) -> bytes:
        target = BytesIO()
        frame = Frame(
            self.margins.left, self.margins.bottom, self.width, self.height,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        template = BaseDocTemplate(target, pagesize=self.page_size, pageTemplates=[PageTemplate(frames=[frame])])
        with undisturbed():
            parts = self.story() if story is None else story
            template.build(parts, canvasmaker=lambda *_args, **_settings: make_canvas(target))
        return target.getvalue()

    def furnish(self, canvas: KhmerCanvas, page: int, pages: int) -> None:
        """Draw banner, foot and page number of one page."""
        if self.numbered(page):
            self._draw_foot(canvas, page, pages)
        elif pages == 1:
            self._draw_code(canvas)
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
        if self.code:
            label = f"{self._told_code()} · {label}"
        at_right = paragraph(label, style.but(align="right"))
        room = at_right.natural_width() + 6 * mm
        self._place(canvas, at_right, self.width, self.margins.left, top - 1.5)
        if foot := self._told_foot():
            self._place(canvas, paragraph(foot, style), self.width - room, self.margins.left, top - 1.5)

    def _told_foot(self) -> Inline:
        """The foot, and when a finished record was corrected that the paper tells of."""
        foot = self.foot()
        if self.head is None or self.head.corrected is None:
            return foot
        told = self.words.t("corrected on {date}").format(date=self.words.date(self.head.corrected))
        return joined(foot, " · ", bold(told)) if foot else bold(told)

    def _told_code(self) -> str:
        groups = [self.code[start : start + 4] for start in range(0, len(self.code), 4)]
        return self.words.t("Code {code}").format(code="-".join(groups))

    def _draw_code(self, canvas: KhmerCanvas) -> None:
        """The code alone, in the corner of a page that has no foot."""
        if self.code:
            parts = [self._told_code()]
            if self.head is not None and self.head.corrected is not None:
                told = self.words.t("corrected on {date}")
                parts.insert(0, told.format(date=self.words.date(self.head.corrected)))
            label = paragraph(" · ".join(parts), self.look.note.but(size=8, space_after=0, align="right"))
            self._place(canvas, label, self.width, self.margins.left, self.margins.bottom - 1.5 * mm)

    def _draw_banner(self, canvas: KhmerCanvas, text: Inline) -> None:
        style = self.look.label.but(size=9, align="centre", tightness=0.95)
        label = paragraph(text, style)
        width = min(self.width, label.natural_width() + 10)
        _, height = label.wrap(width, self.height)
        left = self.page_size[0] - self.margins.right - width
        bottom = self.page_size[1] - 4.6 * mm - height
        canvas.setStrokeColor(BLACK)
        canvas.setFillColor(GREY)
        canvas.setLineWidth(1)
        canvas.rect(left, bottom - 1, width, height + 2, stroke=1, fill=0)
        label.drawOn(canvas, left, bottom)

    @staticmethod
    def _place(canvas: KhmerCanvas, text: Any, width: float, left: float, top: float) -> None:
        _, height = text.wrap(width, 1000)
        text.drawOn(canvas, left, top - height)
