"""The whole pack of a cycle as one file: the papers share their fonts, and the bookmarks lead to each of them."""

# ruff: noqa: N802 - overrides of ReportLab methods keep their names

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from io import BytesIO
from itertools import groupby

from reportlab.platypus import Flowable

from facilitator.export.documents.common import Text
from facilitator.export.documents.pack import BoundPaper, Pack
from facilitator.export.pdf import parts, tables
from facilitator.export.pdf.canvas import KhmerCanvas, Metadata
from facilitator.export.pdf.look import A4
from facilitator.export.pdf.paper import Paper, bound, coded
from facilitator.export.pdf.shaping import printable
from facilitator.export.pdf.tables import Cell
from facilitator.export.pdf.text import Inline, joined, paragraph


class ListPaper(Paper):
    """The first page: which papers are in the pack, and which are not made yet."""

    def __init__(self, document: Pack, language: str) -> None:
        super().__init__(language, document.head)
        self._document = document

    def title(self) -> Inline:
        """What the file is."""
        return self.words("All papers of the cycle")

    def is_for_posting(self) -> bool:
        """Not where a paper shows small groups."""
        return self._document.public

    def story(self) -> list[Flowable]:
        """Head, the list, and what is missing."""
        words, look, head = self.words, self.look, self._document.head
        year = words.year(head.year)
        story = parts.official_head(words, look, head)
        story += parts.title_block(
            self.title(), look, words("Year {year}, round {round}", inline=True, year=year, round=head.round)
        )
        rows: list[list[Cell]] = [[words("No."), words("Paper"), words("About"), words("How many")]]
        for number, (title, papers) in enumerate(self._kinds(), 1):
            rows.append([words.number(number), words.of(title), self._about(papers), words.number(len(papers))])
        story.append(tables.table(rows, [1, 7, 6, 1.8], look, width=self.width, align="cllr"))
        story.append(paragraph(words("The bookmarks of this file lead to each paper."), look.small))
        if self._document.missing:
            story.append(paragraph(words("Not made yet, because something is missing for them:"), look.subheading))
            item = look.body.but(left_indent=10, first_indent=-10, space_after=0)
            story += [paragraph(joined("• ", words.of(title)), item) for title in self._document.missing]
        return story

    def _kinds(self) -> list[tuple[Text, list[BoundPaper]]]:
        return [(title, list(papers)) for title, papers in groupby(self._document.papers, lambda paper: paper.title)]

    def _about(self, papers: Sequence[BoundPaper]) -> Inline:
        """The services, each once."""
        services = dict.fromkeys(paper.service for paper in papers if paper.service)
        return ", ".join(self.words.first(service) for service in services)


class PackCanvas(KhmerCanvas):
    """One file for many papers: each counts its own pages and has its own head and foot."""

    def __init__(self, target: BytesIO, metadata: Metadata) -> None:
        super().__init__(target, A4, metadata)
        self._first_page = 0
        self._depth = 0
        self._path: tuple[str, ...] = ()

    def begin_paper(self, paper: Paper, path: Sequence[str]) -> None:
        """The pages from now on are those of a paper, which stands in the outline at the end of a path of titles."""
        self._first_page = len(self._finished_pages)
        self._furniture = paper.furnish
        same = [old == new for old, new in zip(self._path, path, strict=False)]
        known = next((level for level, is_same in enumerate(same) if not is_same), len(same))
        self._outline_level = known - 1
        for level in range(min(known, len(path) - 1), len(path)):
            super().bookmark(path[level], level, paper.page_size[1])
        self._path, self._depth = tuple(path), len(path) - 1

    def getPageNumber(self) -> int:
        """Papers ask on which of their own pages they are."""
        return int(super().getPageNumber()) - self._first_page

    def bookmark(self, title: str, level: int, y: float) -> None:
        """Headings stand under the entry of their paper, whose own title is that entry."""
        if level > 0:
            super().bookmark(title, self._depth + level, y)

    def save(self) -> None:
        """End a paper; the file is finished by `close`."""
        if self._code:
            self.showPage()
        self._draw_furniture(self._first_page)

    def close(self) -> None:
        """Finish the file."""
        self._furniture = None
        super().save()


def render(document: Pack, language: str) -> bytes:
    """The pack as a PDF."""
    target = BytesIO()
    front = ListPaper(document, language)
    canvas = PackCanvas(target, front.metadata())
    with _nothing_collected():
        canvas.begin_paper(front, [printable(front.words.t("All papers of the cycle"))])
        front.draw_on(canvas)
        for each in document.papers:
            names = [front.words.first(name) for name in (each.title, each.service, each.village) if name]
            _bind(canvas, each, [printable(name) for name in names], language)
        canvas.close()
    return target.getvalue()


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Rest the search for unused objects: all of them stay until the file is written (15 % of the time, 20 MB)."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _bind(canvas: PackCanvas, each: BoundPaper, path: Sequence[str], language: str) -> None:
    """Print a paper into the file."""

    def bind(paper: Paper) -> None:
        canvas.begin_paper(paper, path)
        paper.draw_on(canvas)

    draw = getattr(import_module(f"facilitator.export.pdf.{each.module}"), each.function)
    with coded(each.code), bound(bind):
        draw(each.document, language)
