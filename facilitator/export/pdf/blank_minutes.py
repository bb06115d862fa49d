"""Blank minutes of the interface meeting, A4 landscape: who is there, what each side says, what is agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from facilitator import people
from facilitator.export.pdf import parts, tables
from facilitator.export.pdf.blanks import LINE, DigitBoxes, Field, Lines, room, write_rows
from facilitator.export.pdf.forms import FormPaper
from facilitator.export.pdf.look import A4_LANDSCAPE
from facilitator.export.pdf.text import Inline, paragraph
from facilitator.i18n import N_

if TYPE_CHECKING:
    from facilitator.export.documents.forms import BlankMinutes
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command

SIDES = (N_("Citizens"), N_("Providers"), N_("Commune"), N_("District"), N_("Other"))
PRESENT = ("total", "women", "men", "other", "youth", "disability", "minority", "idpoor")

DECISIONS = 7
"""Lines for decisions."""

_ROW = 27 * mm


class MinutesPaper(FormPaper):
    """Minutes about one service."""

    page_size = A4_LANDSCAPE

    def __init__(self, document: BlankMinutes, language: str) -> None:
        super().__init__(language, document.head, document.service)
        self._document = document

    def title(self) -> Inline:
        """What is filled in."""
        return self.words("Minutes of the interface meeting")

    def story(self) -> list[Flowable]:
        """Head, meeting, attendance, criteria, decisions, signatures."""
        words, document, look = self.words, self._document, self.look
        story = self.opening(words.of(document.service, inline=True), number="")
        story += self.meeting(document.occasion)
        led = [Field(words("Chaired by", inline=True)), Field(words("Minutes written by", inline=True))]
        story += [*write_rows([led], look, width=self.width), Spacer(1, 2 * mm)]
        story += [paragraph(words("Who is there"), look.heading), self._attendance()]
        story += [CondPageBreak(52 * mm), paragraph(words("Criterion by criterion"), look.heading), self._points()]
        story += [CondPageBreak(45 * mm), paragraph(words("Other decisions"), look.heading), Lines(DECISIONS)]
        return [*story, self._closing()]

    def _attendance(self) -> Flowable:
        words = self.words
        rows: list[list[Cell]] = [[words("Side"), *(words(people.LABELS[key]) for key in PRESENT)]]
        for side in (*SIDES, N_("All together")):
            rows.append([words(side, inline=True), *[DigitBoxes(3) for _key in PRESENT]])
        shares = [44, *[28] * len(PRESENT)]
        tight: list[Command] = [("BOTTOMPADDING", (1, 1), (-1, -1), 2)]
        align = "l" + "c" * len(PRESENT)
        return tables.table(
            rows, shares, self.look, width=self.width, align=align, bold_rows=[-1], size=9, commands=tight
        )

    def _points(self) -> Flowable:
        words, document = self.words, self._document
        rows: list[list[Cell]] = [
            [
                words("No."),
                words("Criterion"),
                words("Citizens' score"),
                words("Providers' score"),
                words("What citizens said"),
                words("What providers said"),
                words("Agreed point"),
            ]
        ]
        texts: list[Cell] = [words.of(text) for text in document.criteria]
        texts += [None] * document.empty
        for number, text in enumerate(texts, 1):
            rows.append([words.number(number), text, None, None, room(_ROW), None, None])
        shares = [9, 52, 22, 22, 56, 56, 56]
        return tables.table(rows, shares, self.look, width=self.width, align="clcclll", size=9)

    def _closing(self) -> Flowable:
        """The next date, and the signatures of both sides."""
        words, look = self.words, self.look
        ahead = [Field(words("Next meeting on", inline=True)), Field(words("Place", inline=True))]
        blocks = [parts.SignatureBlock(words("Representative of the citizens"), thumbprint=True)]
        blocks += [parts.SignatureBlock(words.of(each.role), each.name) for each in self._document.signatures]
        done = words("Done at {place}, date {blank}", place=self._document.head.commune, blank="." * 30)
        return KeepTogether(
            [
                Spacer(1, 2 * mm),
                *write_rows([ahead], look, width=self.width, pitch=LINE + 2),
                Spacer(1, 4 * mm),
                paragraph(done, look.body.but(align="right")),
                *parts.signature_rows(blocks, words, look, width=self.width, per_row=4),
            ]
        )


def render(document: BlankMinutes, language: str) -> bytes:
    """The form as a PDF."""
    return MinutesPaper(document, language).render()
