"""The whole pack of a cycle as one file: the papers share their fonts, and the bookmarks lead to each of them.

A large pack is drawn in two parts, each with fonts of its own: its papers up to the first of `LAST_PAPERS` by a second
process where there is a processor for it (`beside`), as soon as each is composed; the list in front and the last papers
by this one, after all are composed. Where the parts meet depends on the papers alone, so the file is the same however
it was drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from itertools import groupby
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from facilitator.export.documents.pack import LAST_PAPERS, BoundPaper, Pack
from facilitator.export.pdf import beside, parts, tables
from facilitator.export.pdf.garbage import undisturbed
from facilitator.export.pdf.paper import Paper, bound, coded, language_of
from facilitator.export.pdf.shaping import printable
from facilitator.export.pdf.text import Inline, joined, paragraph
from facilitator.export.pdf.volume import Metadata, Part, VolumeCanvas
from facilitator.export.pdf.words import Words

if TYPE_CHECKING:
    from facilitator.export.documents.common import Text
    from facilitator.export.pdf.tables import Cell


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


MOST_IN_ONE_PART = 12
"""Papers that are drawn quicker than a second process starts."""


def render(document: Pack, language: str) -> bytes:
    """The pack as a PDF."""
    with undisturbed():
        firsts = first_papers(document.papers)
        asked = beside.Asked(firsts, language) if firsts else None
        front = ListPaper(document, language)
        canvas = VolumeCanvas(front.metadata())
        canvas.begin_paper(front, [printable(front.words.t("All papers of the cycle"))])
        front.draw_on(canvas)
        canvas.mark_place()
        _bind(canvas, document.papers[len(firsts) :], language)
        return canvas.finished(asked.answer() if asked is not None else None)


def first_part(papers: Iterable[BoundPaper], language: str) -> Part:
    """The first papers, drawn apart."""
    with undisturbed():
        canvas = VolumeCanvas(Metadata("", language_of(language)))
        _bind(canvas, papers, language)
        return canvas.part()


def first_papers(papers: Sequence[BoundPaper]) -> Sequence[BoundPaper]:
    """Those that are drawn apart; none where one part is enough."""
    if len(papers) <= MOST_IN_ONE_PART:
        return ()
    return papers[: next((number for number, paper in enumerate(papers) if paper.paper in LAST_PAPERS), len(papers))]


def _bind(canvas: VolumeCanvas, papers: Iterable[BoundPaper], language: str) -> None:
    """Print papers into the file."""
    words = Words(language)

    def bind(paper: Paper) -> None:
        canvas.begin_paper(paper, path)
        paper.draw_on(canvas)

    for each in papers:
        path = [printable(words.first(name)) for name in (each.title, each.service, each.village) if name]
        draw = getattr(import_module(f"facilitator.export.pdf.{each.module}"), each.function)
        with coded(each.code), bound(bind):
            draw(each.document, language)
