"""Blank tally sheets, A4 landscape: criteria downwards, the steps of the scale across, as in the grid on screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak

from facilitator.export.documents.blank_scores import BlankScores, TallySheet
from facilitator.export.documents.common import Text
from facilitator.export.pdf import tables
from facilitator.export.pdf.blank_remarks import remarks_table
from facilitator.export.pdf.blanks import (
    STROKES_INSIDE,
    DigitBoxes,
    Field,
    Halves,
    Strokes,
    counted,
    room,
    ticks,
    write_rows,
)
from facilitator.export.pdf.drawings import Face
from facilitator.export.pdf.forms import COUNTS, FormPaper, dotted
from facilitator.export.pdf.look import A4_LANDSCAPE
from facilitator.export.pdf.steps import STEP_NAMES, ends
from facilitator.export.pdf.tables import Cell
from facilitator.export.pdf.tall_rows import Command
from facilitator.export.pdf.text import Inline, bold, joined, paragraph

MARKS = 10
"""Different marks of one criterion that have room, on a scale without steps."""

LONG = 150
"""Characters of a criterion that are set in the usual size."""

LOWEST_ROW, HIGHEST_ROW = 9 * mm, 15 * mm
_ROWS = 70 * mm
"""The height that the rows of one sheet share: so much a page has besides its head and the signatures."""

_SECOND_LANGUAGE = 14 * mm
"""What the second language of the head takes."""

NARROW_ROW = 16 * mm
MARK_ROW = 18 * mm
_NUMBER, _CRITERION, _VOTES, _MEDIAN = 9 * mm, 66 * mm, 19 * mm, 22 * mm
_LEAST_CRITERION, _LEAST_STEP = 48 * mm, 11 * mm
_BOXED = 19 * mm


class TallyPaper(FormPaper):
    """For every focus group its votes of all, then those of the breakdowns; at the end what was said."""

    page_size = A4_LANDSCAPE

    def __init__(self, document: BlankScores, language: str) -> None:
        super().__init__(language, document.head, document.service, document.village)
        self._document = document
        low, high = ends(document.scale)
        self._steps = range(low, high + 1) if high - low + 1 in STEP_NAMES else None

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
        story.append(self._grid())
        end = [*self._checks(sheet), *self.signed(words("Facilitator", inline=True), self._witness())]
        story.append(KeepTogether(end))
        for place, some in enumerate(self._pieces(sheet)):
            new_page = PageBreak() if place == 0 else CondPageBreak(self._grid_height())
            story += [new_page, *self._breakdowns(sheet, some)]
        return story

    def _grid_height(self) -> float:
        """About how high the grid of a breakdown is, heading included."""
        row = NARROW_ROW if self._steps is not None else MARK_ROW
        return float(40 * mm + (row + 2 * mm) * (len(self._document.criteria) + self._document.empty))

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
        boxes = counted([words(COUNTS[key]) for key in self._document.counts], look, width=self.width * 0.56)
        methods = [words("A stroke for each person's score"), words("One agreed score, in the last column")]
        middle: list[Command] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (0, 0), 0)]
        cells: list[Cell] = [[label], [boxes], [ticks(methods, look, width=self.width * 0.30, per_row=1)]]
        return tables.bare_table([cells], [11, 58, 31], look, width=self.width, commands=middle)

    @property
    def _row(self) -> float:
        """How high a row is: few criteria leave more room for strokes."""
        rows = max(1, len(self._document.criteria) + self._document.empty)
        shared = _ROWS - _SECOND_LANGUAGE * (len(self.words.languages) - 1)
        return float(max(LOWEST_ROW, min(HIGHEST_ROW, shared / rows)))

    # -- the grid of all ----------------------------------------------------------------------------------------------

    def _grid(self) -> Flowable:
        """No. and criterion, a column for each step, votes, median."""
        words = self.words
        columns = len(self._steps) if self._steps is not None else MARKS
        last = words("Median or agreed score")
        head: list[Cell] = [words("No."), words("Criterion"), *self._step_heads(radius=8), words("Votes"), last]
        rows: list[list[Cell]] = [head]
        for number, text in self._criteria():
            cells = [self._cell() for _column in range(columns)]
            rows.append([words.number(number), text, *cells, DigitBoxes(2), None])
        step = (self.width - _NUMBER - _CRITERION - _VOTES - _MEDIAN) / columns
        shares = [_NUMBER, _CRITERION, *[step] * columns, _VOTES, _MEDIAN]
        align = "cl" + "c" * (columns + 2)
        tight = STROKES_INSIDE if self._steps is not None else _to_the_rules(columns)
        return tables.table(rows, shares, self.look, width=self.width, align=align, size=9, commands=tight)

    def _cell(self) -> Cell:
        return Strokes(self._row) if self._steps is not None else Halves(MARK_ROW)

    def _criteria(self) -> Iterator[tuple[int, Cell]]:
        """The criteria with their numbers, then the numbered empty rows."""
        cells: list[Cell] = [[self._criterion(text)] for text in self._document.criteria]
        cells += [room(self._row) for _row in range(self._document.empty)]
        return enumerate(cells, 1)

    def _criterion(self, text: Text) -> Flowable:
        """A long wording is set smaller, so that no row is torn by the end of a page."""
        longest = max(len(text.km), len(text.en))
        return paragraph(self.words.of(text), self.look.cell.but(size=9 if longest <= LONG else 7))

    def _step_heads(self, *, radius: float, named: bool = True) -> list[Cell]:
        """Face, number and name of each step; for marks, what goes into the two storeys of a cell."""
        words, style = self.words, self.look.cell_head.but(size=7.5)
        if self._steps is None:
            mark = joined(words("Mark"), "\n", words("People"))
            return [[paragraph(mark, style)] for _column in range(MARKS)]
        names = STEP_NAMES[len(self._steps)]
        heads: list[Cell] = []
        for place, (step, name) in enumerate(zip(self._steps, names, strict=True)):
            figure = paragraph(bold(words.number(step)), self.look.cell_head.but(size=10, tightness=0.9))
            cell: list[Flowable] = [Face(place / (len(names) - 1), radius=radius), figure]
            heads.append([*cell, paragraph(words(name), style)] if named else cell)
        return heads

    def _checks(self, sheet: TallySheet) -> list[Flowable]:
        """What must hold before the sheet is put away; the program checks the same."""
        words = self.words
        labels = [words("No row has more votes than people present", inline=True)]
        if sheet.breakdowns:
            labels.append(words("No part has more votes than all in its row", inline=True))
        if {"women", "men"} <= set(sheet.breakdowns):
            labels.append(words("Women, men and other make the votes of all", inline=True))
        if sheet.everybody:
            labels.append(
                words("All in this group belong to: {part}", inline=True, part=words.t(COUNTS[sheet.everybody]))
            )
        return [ticks(labels, self.look, width=self.width, shares=True)]

    # -- the grids of the breakdowns ----------------------------------------------------------------------------------

    def _pieces(self, sheet: TallySheet) -> list[tuple[str, ...]]:
        """The breakdowns that stand side by side on one page: as many as leave room for strokes."""
        rest = self.width - _NUMBER - _LEAST_CRITERION
        columns = len(self._steps) + 1 if self._steps is not None else MARKS + 1
        at_once = max(1, int(rest / (columns * _LEAST_STEP)))
        keys = sheet.breakdowns
        pages = -(-len(keys) // at_once)
        size = -(-len(keys) // pages) if pages else 1
        return [keys[start : start + size] for start in range(0, len(keys), size)]

    def _breakdowns(self, sheet: TallySheet, keys: Sequence[str]) -> list[Flowable]:
        words, look = self.words, self.look
        title = paragraph(words("Votes of some of the people"), look.heading.but(align="centre", space_before=0))
        return [title, paragraph(self._whose(sheet), look.subtitle), self._side_by_side(keys)]

    def _side_by_side(self, keys: Sequence[str]) -> Flowable:
        """Two header rows: the breakdowns, and under each the steps and the votes."""
        words = self.words
        columns = (len(self._steps) if self._steps is not None else MARKS) + 1
        top: list[Cell] = [words("No."), words("Criterion")]
        heads: list[Cell] = [None, None]
        commands: list[Command] = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (1, 1))]
        small = self.look.cell_head.but(size=7.5)
        for block, key in enumerate(keys):
            top += [words(COUNTS[key], inline=True), *[None] * (columns - 1)]
            heads += [*self._step_heads(radius=7, named=False), [paragraph(words("Votes"), small)]]
            first, last = 2 + block * columns, 1 + (block + 1) * columns
            commands += [("SPAN", (first, 0), (last, 0)), ("LINEBEFORE", (first, 0), (first, -1), 1.2, "black")]
        text_width = self._text_width(columns * len(keys))
        step = (self.width - _NUMBER - text_width) / (columns * len(keys))
        rows: list[list[Cell]] = [top, heads]
        for number, text in self._criteria():
            rows.append([words.number(number), text, *[self._narrow(step) for _column in range(columns * len(keys))]])
        shares = [_NUMBER, text_width, *[step] * (columns * len(keys))]
        commands += [("LEFTPADDING", (2, 0), (-1, -1), 1), ("RIGHTPADDING", (2, 0), (-1, -1), 2)]
        if self._steps is None:
            commands += _to_the_rules(columns - 1)
        align = "cl" + "c" * (columns * len(keys))
        return tables.table(
            rows, shares, self.look, width=self.width, align=align, head_rows=2, size=9, commands=commands
        )

    def _narrow(self, width: float) -> Cell:
        """A cell of that width; only a wide one has a box for the number beside its strokes."""
        if self._steps is None:
            return Halves(MARK_ROW)
        return Strokes(NARROW_ROW) if width >= _BOXED else room(NARROW_ROW)

    def _text_width(self, columns: int) -> float:
        """Few columns leave the criteria their usual width."""
        return float(max(_LEAST_CRITERION, min(_CRITERION, self.width - _NUMBER - columns * _LEAST_STEP)))

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
        table = remarks_table(self._criteria(), words, look, width=self.width)
        heading = paragraph(title, look.heading.but(align="centre", space_before=0))
        sentence = paragraph(note, look.small.but(align="centre"))
        return [CondPageBreak(60 * mm), heading, paragraph(dotted(*about), look.subtitle), sentence, table]


def _to_the_rules(columns: int) -> list[Command]:
    """Cells of two storeys have their line from rule to rule."""
    area = ((2, 1), (1 + columns, -1))
    sides = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    return [(side, *area, 0) for side in sides]


def tally(document: BlankScores, language: str) -> bytes:
    """The sheets of a village, or of the providers."""
    return TallyPaper(document, language).render()
