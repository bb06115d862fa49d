"""The joint scorecard, A4 landscape: citizens and providers side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator.export.documents.common import Signature, Text
from facilitator.export.pdf import parts, tables
from facilitator.export.pdf.gap_arrow import GapArrow
from facilitator.export.pdf.look import A4_LANDSCAPE
from facilitator.export.pdf.paper import Margins
from facilitator.export.pdf.scores import HIDDEN, ScorePaper
from facilitator.export.pdf.tables import Cell, bare_table
from facilitator.export.pdf.text import Inline, bold, joined, paragraph

if TYPE_CHECKING:
    from facilitator.export.documents.joint import JointRow, JointScorecard
    from facilitator.export.documents.scorecard import Remarks
    from facilitator.export.pdf.tall_rows import Command

_BEFORE = 146.0
_NUMBER = 27.0
_SIDES = _NUMBER + 60 + 66 + 96 + 168
_CLOSE: list[Command] = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
]


class JointPaper(ScorePaper):
    """Both cards of one service."""

    page_size = A4_LANDSCAPE
    margins = Margins(top=15 * mm, right=14 * mm, bottom=19 * mm, left=14 * mm)

    def __init__(self, document: JointScorecard, language: str, *, colour: bool = False) -> None:
        super().__init__(language, document.head, document.method, colour=colour)
        self._document = document

    def title(self) -> Inline:
        """What the paper is."""
        return self.words("Joint scorecard: citizens and providers")

    def story(self) -> list[Flowable]:
        """Head, scores side by side, what to talk about, remarks of both, method, signatures."""
        document, words, look = self._document, self.words, self.look
        story = parts.official_head(words, look, document.head, number="")
        story += parts.title_block(self.title(), look, words.of(document.service), self.in_year())
        story += [self.legend(), self._scores()]
        story += [*self._own(), *self._widest(), *self._remarks()]
        method = [*self.method_lines(hides=document.hides, villages=True), paragraph(self._gap_words(), look.note)]
        return story + self.closing(method, self._signatures())

    def _scores(self) -> Flowable:
        words = self.words
        head: list[Cell] = [words("No."), words("Criterion"), words("Citizens"), words("Providers"), words("Gap")]
        rows: list[list[Cell]] = [
            [*head, self.previous_head(self._document.previous), words("How the citizens scored")]
        ]
        for number, row in enumerate(self._document.rows, 1):
            cells: list[Cell] = [words.number(number), words.of(row.text)]
            cells += [self.score(row.citizens), self.score(row.providers), self._gap(row)]
            rows.append([*cells, self._before(row), self.distribution(row.citizens)])
        shares = [_NUMBER, self.width - _SIDES - _BEFORE, 60, 66, 96, _BEFORE, 168]
        return tables.table(rows, shares, self.look, width=self.width, align="clccclc")

    def _gap(self, row: JointRow) -> Cell:
        if row.gap is None or row.citizens is None or row.providers is None:
            return HIDDEN if row.citizens is not None and row.citizens.hidden else None
        citizens, providers = row.citizens.median, row.providers.median
        if citizens is None or providers is None:
            return None
        return GapArrow(float(citizens), float(providers), self.low, self.high, self.words.signed(row.gap))

    def _before(self, row: JointRow) -> Cell:
        """Each side's score then, and where it went since."""
        sides = ((self.words.t("Citizens"), row.citizens_before), (self.words.t("Providers"), row.providers_before))
        quiet = self.look.note.but(space_after=0)
        rows: list[list[Cell]] = [
            [[paragraph(name, quiet)], self.trend(before)] for name, before in sides if before is not None
        ]
        return bare_table(rows, [1, 1], self.look, width=_BEFORE - 8, commands=_CLOSE) if rows else None

    def _own(self) -> list[Flowable]:
        """The criteria that only the providers score, numbered on from the others."""
        if not self._document.own:
            return []
        words = self.words
        rows: list[list[Cell]] = [[words("No."), words("Criterion"), words("Providers")]]
        for number, row in enumerate(self._document.own, len(self._document.rows) + 1):
            rows.append([words.number(number), words.of(row.text), self.score(row.providers)])
        table = tables.table(rows, [_NUMBER, 198, 64], self.look, width=self.width * 0.45, align="clc")
        return self.headed(words("The providers' own criteria"), table)

    def _widest(self) -> list[Flowable]:
        """What the meeting should talk about first."""
        places = [self.words.year(place) for place in self._document.widest]
        if not places:
            return []
        numbers = Text(", ".join(place.km for place in places), ", ".join(place.en for place in places))
        text = self.words("Widest gaps, to talk about first: {numbers}", inline=True, numbers=numbers)
        return [tables.callout(text, self.look, width=self.width, style=self.look.label)]

    def _remarks(self) -> list[Flowable]:
        words = self.words
        rows: list[list[Cell]] = [[words("Criterion"), words("What citizens said"), words("What providers said")]]
        for number, row in enumerate([*self._document.rows, *self._document.own], 1):
            if row.citizens_said or row.providers_said:
                name: Inline = joined(bold(f"{words.number(number)}. "), words.of(row.text))
                rows.append([name, self._side(row.citizens_said), self._side(row.providers_said)])
        if len(rows) == 1:
            return []
        table = tables.table(rows, [2.2, 4, 4], self.look, width=self.width, size=self.look.small.size)
        return self.headed(words("What both sides said"), table)

    def _side(self, remarks: Remarks) -> list[Flowable]:
        words = self.words
        kinds = (
            (words("Strengths", inline=True), remarks.strengths),
            (words("Weaknesses", inline=True), remarks.weaknesses),
            (words("Suggested actions", inline=True), remarks.suggestions),
        )
        return [flowable for label, said in kinds for flowable in self.said(said, times=True, label=label)]

    def _gap_words(self) -> Inline:
        words = self.words
        if self._document.providers_agreed:
            return words(
                "Gap: the providers' score less the citizens'. Dot: citizens; square: providers. The providers agreed "
                "on one score together. Bold suggestions were chosen for the interface meeting."
            )
        return words(
            "Gap: the providers' score less the citizens'. Dot: citizens; square: providers. The providers' score is "
            "the median of theirs. Bold suggestions were chosen for the interface meeting."
        )

    def _signatures(self) -> list[Flowable]:
        document, words = self._document, self.words
        blocks = [
            self._block(document.chief, words("Seen and received")),
            self._block(document.provider),
            self._block(document.representative, thumbprint=True),
            self._block(document.facilitator, words("Prepared by"), place_date=self.done_at(document.head.commune)),
        ]
        return parts.signature_rows(blocks, words, self.look, width=self.width, per_row=4)

    def _block(
        self, signature: Signature, heading: Inline = "", *, place_date: Inline = "", thumbprint: bool = False
    ) -> parts.SignatureBlock:
        role = self.words.of(signature.role)
        return parts.SignatureBlock(role, signature.name, heading, place_date, thumbprint)


def render(document: JointScorecard, language: str, *, colour: bool = False) -> bytes:
    """The joint scorecard."""
    return JointPaper(document, language, colour=colour).render()
