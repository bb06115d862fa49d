"""Blank tally sheets, A4 landscape: criteria downwards, the steps of the scale across, as in the grid on screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak

from facilitator import people
from facilitator.export.pdf import tables
from facilitator.export.pdf.blank_remarks import remarks_table
from facilitator.export.pdf.blanks import Field, counted, ticks, write_rows
from facilitator.export.pdf.forms import FormPaper, dotted
from facilitator.export.pdf.look import A4_LANDSCAPE
from facilitator.export.pdf.tally_grid import TallyGrid
from facilitator.export.pdf.text import Inline, paragraph

if TYPE_CHECKING:
    from facilitator.export.documents.blank_scores import BlankScores, TallySheet
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command


class TallyPaper(FormPaper):
    """For every focus group its votes of all, then those of the breakdowns; at the end what was said."""

    page_size = A4_LANDSCAPE

    def __init__(self, document: BlankScores, language: str) -> None:
        super().__init__(language, document.head, document.service, document.village)
        self._document = document
        self._grid = TallyGrid(document, self.words, self.look, self.width)

    def title(self) -> Inline:
        """Of the citizens, or of those who provide the service."""
        return self.words("Self-assessment form") if self._document.by_providers else self.words("Tally sheet")

    def story(self) -> list[Flowable]:
        """A part for each group, then the remarks."""
        story: list[Flowable] = []
        for sheet in self._document.sheets:
            story += [*self._sheet(sheet), PageBreak()]
        return [*story, *self._remarks()]

    def _sheet(self, sheet: TallySheet) -> list[Flowable]:
        words = self.words
        story = self.opening(self._whose(sheet))
        story += [*self._when(), self._people_and_method()]
        story.append(self._grid.of_all())
        end = [*self._checks(sheet), *self.signed(words("Facilitator", inline=True), self._witness())]
        story.append(KeepTogether(end))
        for place, some in enumerate(self._grid.pieces(sheet.breakdowns)):
            new_page = PageBreak() if place == 0 else CondPageBreak(self._grid.height)
            story += [new_page, *self._breakdowns(sheet, some)]
        return story

    def _whose(self, sheet: TallySheet) -> Inline:
        """Service, village and group in one line."""
        words, document = self.words, self._document
        parts = [words.of(document.service, inline=True)]
        if document.village:
            parts.append(words("Village {name}", inline=True, name=document.village))
            group = words.of(sheet.group, inline=True) if sheet.group else words("All together", inline=True)
            parts.append(group)
        return dotted(*parts)

    def _witness(self) -> Inline:
        if self._document.by_providers:
            return self.words("Head of the service", inline=True)
        return self.words("Representative of the group", inline=True)

    def _when(self) -> list[Flowable]:
        """Day, place and facilitators in one line: the grid needs the page."""
        words, occasion = self.words, self._document.occasion
        day = words.date(occasion.date, "short") if occasion.date is not None else ""
        fields = [
            Field(words("Date", inline=True), day, 1.0),
            Field(words("Place", inline=True), occasion.place, 1.5),
            Field(words("Facilitators", inline=True), ", ".join(occasion.facilitators), 2.0),
        ]
        return write_rows([fields], self.look, width=self.width)

    def _people_and_method(self) -> Flowable:
        """How many are present, a number for each category; and how they score."""
        words, look = self.words, self.look
        label = paragraph(words("People present"), look.label)
        boxes = counted([words(people.LABELS[key]) for key in self._document.counts], look, width=self.width * 0.56)
        methods = [words("A stroke for each person's score"), words("One agreed score, in the last column")]
        middle: list[Command] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (0, 0), 0)]
        cells: list[Cell] = [[label], [boxes], [ticks(methods, look, width=self.width * 0.30, per_row=1)]]
        return tables.bare_table([cells], [11, 58, 31], look, width=self.width, commands=middle)

    def _checks(self, sheet: TallySheet) -> list[Flowable]:
        """What must hold before the sheet is put away; the program checks the same."""
        words = self.words
        labels = [words("No row has more votes than people present", inline=True)]
        if sheet.breakdowns:
            labels.append(words("No part has more votes than all in its row", inline=True))
        if {"women", "men"} <= set(sheet.breakdowns):
            labels.append(words("Women, men and other make the votes of all", inline=True))
        if sheet.everybody:
            part = words.both(people.LABELS[sheet.everybody])
            labels.append(words("All in this group belong to: {part}", inline=True, part=part))
        return [ticks(labels, self.look, width=self.width, shares=True)]

    def _breakdowns(self, sheet: TallySheet, keys: Sequence[str]) -> list[Flowable]:
        words, look = self.words, self.look
        title = paragraph(words("Votes of some of the people"), look.heading.but(align="centre", space_before=0))
        return [title, paragraph(self._whose(sheet), look.subtitle), self._grid.side_by_side(keys)]

    # -- what was said ------------------------------------------------------------------------------------------------

    def _remarks(self) -> list[Flowable]:
        """Strengths, weaknesses and suggested actions for each criterion."""
        words, look = self.words, self.look
        document = self._document
        about = [words.of(document.service, inline=True)]
        if document.village:
            about.append(words("Village {name}", inline=True, name=document.village))
        title = words("Why this score? What people said") if document.village else words("Why this score?")
        note = words("Tick the suggestions that go to the interface meeting; at most three for each criterion.")
        table = remarks_table(self._grid.criteria(), words, look, width=self.width)
        heading = paragraph(title, look.heading.but(align="centre", space_before=0))
        sentence = paragraph(note, look.small.but(align="centre"))
        return [CondPageBreak(60 * mm), heading, paragraph(dotted(*about), look.subtitle), sentence, table]


def tally(document: BlankScores, language: str) -> bytes:
    """The sheets of a village, or of the providers."""
    return TallyPaper(document, language).render()
