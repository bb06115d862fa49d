"""Input tracking of one service, A4 landscape: standard, found, difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from facilitator.export.pdf import parts, tables
from facilitator.export.pdf.look import A4_LANDSCAPE, Look
from facilitator.export.pdf.paper import Margins, Paper
from facilitator.export.pdf.text import Inline, paragraph

if TYPE_CHECKING:
    from facilitator.export.documents.common import Signature
    from facilitator.export.documents.input_tracking import InputTracking, Standard, Tracked
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.words import Words

_DOTS = "." * 24
_WIDTHS = (27, 128, 190, 92, 92, 124, 96)


class InputPaper(Paper):
    """The table of one service."""

    page_size = A4_LANDSCAPE
    margins = Margins(top=15 * mm, right=14 * mm, bottom=19 * mm, left=14 * mm)
    body_size: float = 10

    def __init__(self, document: InputTracking, language: str) -> None:
        super().__init__(language, document.head)
        self._document = document

    def title(self) -> Inline:
        """What the paper is."""
        return self.words("Input tracking")

    def story(self) -> list[Flowable]:
        """Head, meeting, table, what it comes to, signatures."""
        document, words, look = self._document, self.words, self.look
        story = parts.official_head(words, look, document.head, number="")
        year = parts.in_year(words, document.head)
        story += parts.title_block(self.title(), look, words.of(document.service, inline=True), year)
        return [*story, *self._meeting(), self._table(), KeepTogether([*self._sum(), *self._signatures()])]

    def _meeting(self) -> list[Flowable]:
        document, words = self._document, self.words
        date = words.date(document.head.date) if document.head.date is not None else ""
        facts: list[tuple[Inline, Cell]] = [
            (words("Date", inline=True), date),
            (words("Place", inline=True), document.place),
            (words("Facilitators", inline=True), ", ".join(document.facilitators)),
        ]
        known = [(label, value) for label, value in facts if value]
        return [tables.key_values(known, self.look, width=self.width, label_share=0.16)] if known else []

    def _table(self) -> Flowable:
        words = self.words
        heads = [words("No."), words("Input"), words("Standard and its source"), words("Found"), words("Difference")]
        rows: list[list[Cell]] = [[*heads, words("Remark"), words("Confirmed by")]]
        rows += [self._row(number, row) for number, row in enumerate(self._document.rows, 1)]
        return tables.table(rows, _WIDTHS, self.look, width=self.width, align="cllllll")

    def _row(self, number: int, row: Tracked) -> list[Cell]:
        entitled = standard_cell(row.standard, self.words, self.look)
        found = [paragraph(row.found, self.look.label)] if row.found else None
        name = self.words.of(row.standard.text)
        return [self.words.number(number), name, entitled, found, row.difference, row.remark, row.confirmed_by]

    def _sum(self) -> list[Flowable]:
        """How much was compared, and that unconfirmed standards are no promise."""
        document, words = self._document, self.words
        story: list[Flowable] = [
            Spacer(1, 1 * mm),
            paragraph(
                words("Compared: {n} of {all} inputs.", n=document.compared, all=len(document.rows)), self.look.body
            ),
        ]
        if document.unconfirmed:
            note = words(
                "“To be confirmed”: no official document has been shown yet for {n} of the standards.",
                n=document.unconfirmed,
            )
            story.append(paragraph(note, self.look.note))
        return story

    def _signatures(self) -> list[Flowable]:
        document, words = self._document, self.words
        place, date = document.head.commune, document.head.date
        done_at = words("Done at {place}, {date}", place=place, date=date) if date is not None else ""
        made_at = done_at or words("Done at {place}, date {blank}", place=place, blank=_DOTS)
        blocks = [
            self._block(document.chief, words("Seen and received")),
            self._block(document.provider),
            self._block(document.representative, thumbprint=True),
            self._block(document.facilitator, words("Prepared by"), place_date=made_at),
        ]
        return parts.signature_rows(blocks, words, self.look, width=self.width, per_row=4)

    def _block(
        self, signature: Signature, heading: Inline = "", *, place_date: Inline = "", thumbprint: bool = False
    ) -> parts.SignatureBlock:
        role = self.words.of(signature.role)
        return parts.SignatureBlock(role, signature.name, heading, place_date, thumbprint)


def standard_cell(standard: Standard, words: Words, look: Look) -> list[Flowable]:
    """The entitlement, and in small type its source, or that it is still to be confirmed."""
    quiet = look.note.but(space_after=0)
    lines: list[Flowable] = []
    if standard.entitled:
        lines.append(paragraph(words.of(standard.entitled), look.cell))
    if not standard.confirmed:
        lines.append(paragraph(words("To be confirmed", inline=True), look.label.but(size=look.small.size)))
    if standard.source and standard.confirmed:
        lines.append(paragraph(words("Source: {source}", inline=True, source=standard.source), quiet))
    return lines


def render(document: InputTracking, language: str) -> bytes:
    """The table as a PDF."""
    return InputPaper(document, language).render()
