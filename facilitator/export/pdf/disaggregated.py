"""Who gave which scores, A4 landscape: the parts of the people side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator.export.documents.common import Figures, Text
from facilitator.export.pdf import parts, tables
from facilitator.export.pdf.look import A4_LANDSCAPE, BLACK
from facilitator.export.pdf.paper import Margins
from facilitator.export.pdf.scores import ScorePaper
from facilitator.export.pdf.text import Inline, joined, paragraph
from facilitator.i18n import N_

if TYPE_CHECKING:
    from facilitator.export.documents.disaggregated import Disaggregated, Split
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command

_NUMBER, _PART = 27.0, 74.0
_TEXT_AT_LEAST = 150.0


class DisaggregatedPaper(ScorePaper):
    """The citizens' scores by breakdown and by focus group."""

    page_size = A4_LANDSCAPE
    margins = Margins(top=15 * mm, right=14 * mm, bottom=19 * mm, left=14 * mm)

    def __init__(self, document: Disaggregated, language: str) -> None:
        super().__init__(language, document.head, document.method)
        self._document = document

    def title(self) -> Inline:
        """What the paper is."""
        return self.words("Scores by women, men and other groups")

    def story(self) -> list[Flowable]:
        """Head, both ways of dividing the people, method, signatures."""
        document, words, look = self._document, self.words, self.look
        story = parts.wide_head(words, look, document.head, width=self.width, number="")
        story += parts.title_block(
            self.title(),
            look,
            words.of(document.service),
            self.extent(document.villages, document.people),
            self.in_year(),
        )
        story.append(self.legend(fills=False))
        if document.by_breakdown is not None:
            story += self._split(N_("By people"), document.by_breakdown)
        if document.by_group is not None:
            story += self._split(N_("By focus group"), document.by_group)
        return story + self.closing(self._method(), self._signatures())

    def _split(self, title: str, split: Split) -> list[Flowable]:
        """The table; the cells of a part that scores clearly lower than all are framed, and named beneath."""
        words = self.words
        small = self.look.cell_head.but(size=8)
        heads: list[Cell] = [[paragraph(words.of(name), small)] for name in split.names]
        rows: list[list[Cell]] = [[words("No."), words("Criterion"), words("Everybody"), *heads]]
        for number, row in enumerate(split.rows, 1):
            cells = [self._part(figures) for figures in (row.everybody, *row.scores)]
            rows.append([words.number(number), words.of(row.text), *cells])
        count = len(split.names) + 1
        part = min(_PART, (self.width - _NUMBER - _TEXT_AT_LEAST) / count)
        shares = [_NUMBER, self.width - _NUMBER - part * count, *[part] * count]
        frames: list[Command] = [
            ("BOX", (3 + part, place), (3 + part, place), 1.8, BLACK)
            for part, places in enumerate(split.lower)
            for place in places
        ]
        align = "cl" + "c" * count
        table = tables.table(rows, shares, self.look, width=self.width, align=align, commands=frames)
        return [*self.headed(words(title), table), *self._lower(split)]

    def _part(self, figures: Figures | None) -> Cell:
        """Face and number, how many scored, how many of them are satisfied."""
        score = self.score(figures, radius=7.5)
        if figures is None or figures.hidden or not isinstance(score, Flowable):
            return score
        facts: list[str] = []
        if not figures.consensus:
            facts.append(self.words.t("n {n}").format(n=self.words.number(figures.n)))
        if figures.satisfied is not None and not figures.consensus:
            facts.append(self.words.percent(figures.satisfied))
        note = self.look.note.but(space_after=0, align="centre", colour=BLACK)
        return [score, paragraph(" · ".join(facts), note)]

    def _lower(self, split: Split) -> list[Flowable]:
        """Which parts score clearly lower than everybody, and where."""
        found = [(name, places) for name, places in zip(split.names, split.lower, strict=True) if places]
        if not found:
            return []
        sentences: list[Inline] = []
        for name, places in found:
            numbers = [self.words.year(place) for place in places]
            listed = Text(", ".join(each.km for each in numbers), ", ".join(each.en for each in numbers))
            sentences += ["\n", self.words("{name}: {numbers}", inline=True, name=name, numbers=listed)]
        head = self.words(
            "Framed: lower than everybody by {n} or more; ask why. Criteria:", inline=True, n=self._document.wide
        )
        return [tables.callout(joined(head, *sentences), self.look, width=self.width, style=self.look.small)]

    def _method(self) -> list[Flowable]:
        line = self.words("Under each score: n, how many people scored, and the share of them who are satisfied.")
        method = self.method_lines(hides=self._document.hides, villages=True)
        return [*method, paragraph(line, self.look.note)] if self.method.votes else method

    def _signatures(self) -> list[Flowable]:
        document, words = self._document, self.words
        chief, facilitator = document.chief, document.facilitator
        blocks = [
            parts.SignatureBlock(words.of(chief.role), chief.name, heading=words("Seen and received")),
            parts.SignatureBlock(
                words.of(facilitator.role),
                facilitator.name,
                words("Prepared by"),
                self.done_at(document.head.commune),
            ),
        ]
        return parts.signature_rows(blocks, words, self.look, width=self.width)


def render(document: Disaggregated, language: str) -> bytes:
    """Who gave which scores."""
    return DisaggregatedPaper(document, language).render()
