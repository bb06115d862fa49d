"""The base of the blank forms: a low official head, what is known of the meeting, and room for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from facilitator.export.pdf import parts, tables
from facilitator.export.pdf.blanks import Field, ticks, write_rows
from facilitator.export.pdf.look import A4_LANDSCAPE
from facilitator.export.pdf.marks import Ornament
from facilitator.export.pdf.paper import Margins, Paper
from facilitator.export.pdf.text import Inline, joined, paragraph
from facilitator.i18n import buddhist_year

if TYPE_CHECKING:
    from facilitator.export.documents.common import Head, Text
    from facilitator.export.documents.forms import Occasion
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command

MOST_TICKED = 12
"""So many villages are offered to tick; of more the name is written."""


class FormPaper(Paper):
    """A form to fill in by hand. The foot of every page says what it is about: pages part under a house."""

    margins = Margins(top=9 * mm, right=12 * mm, bottom=15 * mm, left=14 * mm)
    body_size = 10

    def __init__(self, language: str, head: Head, *about: Text) -> None:
        super().__init__(language, head)
        self._about = [name for name in about if name]

    def foot(self) -> Inline:
        """The usual foot, then service and village."""
        return dotted(*(self.words.first(name) for name in self._about), super().foot())

    def opening(self, *subtitles: Inline, number: str | None = None) -> list[Flowable]:
        """The official head in one low band, the title, and what the form is about."""
        look = self.look
        low = look.subtitle.but(space_after=1)
        title = paragraph(self.title(), look.title.but(size=look.title.size - 1, space_after=1))
        lines: list[Inline] = [line for line in (*subtitles, self.in_year()) if line]
        if self.page_size == A4_LANDSCAPE:
            lines = [dotted(*lines)]
        return [self._band(number), title, *(paragraph(line, low) for line in lines), Spacer(1, 1 * mm)]

    def _band(self, number: str | None) -> Flowable:
        words, look, head = self.words, self.look, self.head
        assert head is not None
        small = look.administration.but(size=8)
        left: list[Flowable] = [paragraph(line, small) for line in parts.administration(words, head)]
        if number is not None:
            left.append(paragraph(words.t("No. {number}").format(number=number or "." * 24), look.note))
        centre: list[Flowable] = [
            paragraph(words("Kingdom of Cambodia", inline=True), look.official.but(size=10)),
            paragraph(words("Nation Religion King", inline=True), look.motto.but(size=8.5)),
            Ornament(28 * mm),
        ]
        top: list[Command] = [("LEFTPADDING", (0, 0), (0, 0), 0), ("ALIGN", (1, 0), (1, 0), "CENTER")]
        cells: list[Cell] = [left, centre, None]
        table = tables.bare_table([cells], [4, 5, 4], look, width=self.width, commands=top)
        table.spaceAfter = 0
        return table

    def in_year(self) -> Inline:
        """Year and round, beneath the title."""
        head = self.head
        assert head is not None
        return self.words(
            "Year {year} (Buddhist Era {era}), round {round}",
            inline=True,
            year=self.words.year(head.year),
            era=self.words.year(buddhist_year(head.year, head.era_offset)),
            round=head.round,
        )

    def meeting(self, occasion: Occasion) -> list[Flowable]:
        """Day, hours, place and facilitators of the meeting, known or to be written."""
        words = self.words
        day = words.date(occasion.date, "short") if occasion.date is not None else ""
        when = [
            Field(words("Date", inline=True), day, 1.3),
            Field(words("From (time)", inline=True), share=1.0),
            Field(words("To (time)", inline=True), share=1.0),
        ]
        where = Field(words("Place", inline=True), occasion.place, 2.0)
        who = Field(words("Facilitators", inline=True), ", ".join(occasion.facilitators))
        rows = [[*when, where], [who]] if self.page_size == A4_LANDSCAPE else [when, [where], [who]]
        return [*write_rows(rows, self.look, width=self.width), Spacer(1, 2 * mm)]

    def villages(self, names: Sequence[Text]) -> list[Flowable]:
        """The village where the form is filled in: to tick, or to write where there are many."""
        words = self.words
        label = words("Village", inline=True)
        if not 0 < len(names) <= MOST_TICKED:
            return write_rows([[Field(label)]], self.look, width=self.width)
        return [self.choice(label, [words.first(name) for name in names])]

    def choice(self, label: Inline, options: Sequence[Inline]) -> Flowable:
        """A label, and beside it what can be ticked."""
        boxes = ticks(options, self.look, width=self.width * 0.86, per_row=min(4, len(options)))
        close: list[Command] = [
            ("LEFTPADDING", (0, 0), (0, 0), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (0, 0), 3),
        ]
        text = paragraph(label, self.look.small.but(space_after=0))
        table = tables.bare_table([[[text], [boxes]]], [12, 88], self.look, width=self.width, commands=close)
        table.spaceAfter = 0
        return table

    def signed(self, *roles: Inline) -> list[Flowable]:
        """One line: who filled the form in, with room to sign."""
        fields = [Field(joined(role, " – ", self.words("Signature", inline=True))) for role in roles]
        return [Spacer(1, 1 * mm), *write_rows([fields], self.look, width=self.width, pitch=10 * mm)]


def dotted(*parts: Inline) -> Inline:
    """Several things in one line, with dots between them."""
    return joined(*(piece for part in parts for piece in (" · ", part)))[1:]
