"""Blank input tracking, A4 landscape: the standard first, then room for what is really there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator.export.pdf import tables
from facilitator.export.pdf.blanks import room
from facilitator.export.pdf.forms import FormPaper
from facilitator.export.pdf.look import A4_LANDSCAPE
from facilitator.export.pdf.text import Inline, paragraph

if TYPE_CHECKING:
    from facilitator.export.documents.forms import BlankInputTracking, InputRow
    from facilitator.export.pdf.tables import Cell

_SHARES = (9, 52, 62, 46, 34, 40, 30)
_ROW = 15 * mm


class InputTrackingPaper(FormPaper):
    """The inputs of one service, then numbered empty rows."""

    page_size = A4_LANDSCAPE

    def __init__(self, document: BlankInputTracking, language: str) -> None:
        super().__init__(language, document.head, document.service)
        self._document = document

    def title(self) -> Inline:
        """What is filled in."""
        return self.words("Input tracking form")

    def story(self) -> list[Flowable]:
        """Head, meeting, table, who filled it in."""
        words, document, look = self.words, self._document, self.look
        story = self.opening(words.of(document.service, inline=True))
        story += self.meeting(document.occasion)
        note = words("Read the standard aloud first. Then write down what is really there, and who showed it.")
        story += [paragraph(note, look.small), self._table()]
        return [*story, *self.signed(words("Facilitator", inline=True), words("Head of the service", inline=True))]

    def _table(self) -> Flowable:
        words = self.words
        rows: list[list[Cell]] = [
            [
                words("No."),
                words("Input"),
                words("Standard"),
                words("Found"),
                words("Difference"),
                words("Remark"),
                words("Confirmed by"),
            ]
        ]
        for number, row in enumerate(self._document.rows, 1):
            rows.append([words.number(number), words.of(row.text), self._standard(row), room(_ROW), *[None] * 3])
        for number in range(len(rows), len(rows) + self._document.empty):
            rows.append([words.number(number), None, None, room(_ROW), *[None] * 3])
        return tables.table(rows, _SHARES, self.look, width=self.width, align="cllllll", size=9)

    def _standard(self, row: InputRow) -> list[Flowable]:
        """The entitlement; beneath it where it comes from, or that this is still to be confirmed."""
        words, look = self.words, self.look
        small = look.note.but(space_after=0, size=7.5)
        cell: list[Flowable] = [paragraph(words.of(row.standard), look.cell.but(size=9))] if row.standard else []
        source = words("To be confirmed", inline=True) if row.to_confirm else words.of(row.source, inline=True)
        return [*cell, paragraph(source, small)] if source else cell


def render(document: BlankInputTracking, language: str) -> bytes:
    """The form as a PDF."""
    return InputTrackingPaper(document, language).render()
