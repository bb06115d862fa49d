"""The providers' card, A4 landscape: their own scores, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator.export.pdf import parts, tables
from facilitator.export.pdf.look import A4_LANDSCAPE
from facilitator.export.pdf.paper import Margins
from facilitator.export.pdf.scores import ScorePaper
from facilitator.export.pdf.text import Inline, joined, light, paragraph

if TYPE_CHECKING:
    from facilitator.export.documents.self_assessment import SelfAssessment, SelfRow
    from facilitator.export.pdf.tables import Cell

_NUMBER, _SCORE, _BEFORE = 27.0, 60.0, 92.0


class SelfAssessmentPaper(ScorePaper):
    """How those who run a service score it themselves."""

    page_size = A4_LANDSCAPE
    margins = Margins(top=15 * mm, right=14 * mm, bottom=19 * mm, left=14 * mm)

    def __init__(self, document: SelfAssessment, language: str) -> None:
        super().__init__(language, document.head, document.method)
        self._document = document

    def title(self) -> Inline:
        """What the paper is."""
        return self.words("Providers' self-assessment")

    def story(self) -> list[Flowable]:
        """Head, meeting, scores with their reasons, method, signatures."""
        document, words, look = self._document, self.words, self.look
        story = parts.official_head(words, look, document.head, number="")
        story += parts.title_block(self.title(), look, words.of(document.service), self.in_year())
        story += [*self._meeting(), self.legend(fills=False), self._scores()]
        return story + self.closing(self._method(), self._signatures())

    def _meeting(self) -> list[Flowable]:
        document, words = self._document, self.words
        date = words.date(document.head.date) if document.head.date is not None else ""
        people = words.number(document.people) if document.people is not None else ""
        return self.facts(
            (
                (words("Date of the self-assessment", inline=True), date),
                (words("Place", inline=True), document.place),
                (words("Staff who took part", inline=True), people),
                (words("Facilitators", inline=True), ", ".join(document.facilitators)),
            )
        )

    def _scores(self) -> Flowable:
        words, compared = self.words, any(row.before is not None for row in self._document.rows)
        head: list[Cell] = [words("No."), words("Criterion"), words("Score")]
        head += [self.previous_head(self._document.previous)] if compared else []
        rows: list[list[Cell]] = [[*head, words("Strengths"), words("Weaknesses"), words("Suggested actions")]]
        for number, row in enumerate(self._document.rows, 1):
            cells: list[Cell] = [words.number(number), self._criterion(row), self.score(row.score)]
            cells += [self.trend(row.before) if row.before is not None else None] if compared else []
            said = (row.said.strengths, row.said.weaknesses, row.said.suggestions)
            rows.append([*cells, *(self.said(remarks) for remarks in said)])
        known = [_NUMBER, _SCORE] + ([_BEFORE] if compared else [])
        room = self.width - sum(known)
        before = [_BEFORE] if compared else []
        shares = [_NUMBER, room * 0.31, _SCORE, *before, room * 0.22, room * 0.22, room * 0.25]
        align = "clcllll" if compared else "clclll"
        return tables.table(rows, shares, self.look, width=self.width, align=align)

    def _criterion(self, row: SelfRow) -> Inline:
        """The wording; the providers' own additions are marked."""
        text = self.words.of(row.text)
        if not row.own:
            return text
        return joined(text, light("\n" + self.words.t("The providers' own criterion"), 0.85))

    def _method(self) -> list[Flowable]:
        words = self.words
        if self._document.agreed:
            line = words("Score: the one number that the staff agreed on.")
        else:
            line = words("Score: the median (the middle one) of the scores of the staff; a half is shown as it is.")
        chosen = any(remark.selected for row in self._document.rows for remark in row.said.suggestions)
        notes = [paragraph(words("Bold: chosen for the interface meeting."), self.look.note)] if chosen else []
        return [*parts.method_line(line, self.look), *notes]

    def _signatures(self) -> list[Flowable]:
        document, words = self._document, self.words
        chief, provider, facilitator = document.chief, document.provider, document.facilitator
        place_date = self.done_at(document.head.commune)
        blocks = [
            parts.SignatureBlock(words.of(chief.role), chief.name, heading=words("Seen and received")),
            parts.SignatureBlock(words.of(provider.role), provider.name),
            parts.SignatureBlock(words.of(facilitator.role), facilitator.name, words("Prepared by"), place_date),
        ]
        return parts.signature_rows(blocks, words, self.look, width=self.width)


def render(document: SelfAssessment, language: str) -> bytes:
    """The providers' card."""
    return SelfAssessmentPaper(document, language).render()
