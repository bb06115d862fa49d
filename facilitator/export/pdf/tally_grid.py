"""The grid of a tally sheet on paper: numbered criteria downwards, the steps of the scale across, cells for strokes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator import people
from facilitator.export.pdf import tables
from facilitator.export.pdf.blanks import STROKES_INSIDE, DigitBoxes, Halves, Strokes, room
from facilitator.export.pdf.drawings import Face
from facilitator.export.pdf.look import BLACK, Look
from facilitator.export.pdf.steps import STEP_NAMES, ends
from facilitator.export.pdf.text import bold, joined, paragraph

if TYPE_CHECKING:
    from facilitator.export.documents.blank_scores import BlankScores
    from facilitator.export.documents.common import Text
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command
    from facilitator.export.pdf.words import Words

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
_BOXED, _TWO_DIGITS = 19 * mm, 15 * mm


class TallyGrid:
    """The grids of one form, `width` points wide."""

    def __init__(self, document: BlankScores, words: Words, look: Look, width: float) -> None:
        self.words, self.look, self.width = words, look, width
        self._document = document
        low, high = ends(document.scale)
        self._steps = range(low, high + 1) if high - low + 1 in STEP_NAMES else None
        self._columns = len(self._steps) if self._steps is not None else MARKS

    def of_all(self) -> Flowable:
        """The votes of all: no. and criterion, a column for each step, votes, median."""
        words = self.words
        columns = self._columns
        last = words("Median or agreed score")
        head: list[Cell] = [words("No."), words("Criterion"), *self._step_heads(radius=8), words("Votes"), last]
        rows: list[list[Cell]] = [head]
        for number, text in self.criteria():
            cells = [self._cell() for _column in range(columns)]
            rows.append([words.number(number), text, *cells, DigitBoxes(2), None])
        step = (self.width - _NUMBER - _CRITERION - _VOTES - _MEDIAN) / columns
        shares = [_NUMBER, _CRITERION, *[step] * columns, _VOTES, _MEDIAN]
        align = "cl" + "c" * (columns + 2)
        tight = STROKES_INSIDE if self._steps is not None else _to_the_rules(columns)
        return tables.table(rows, shares, self.look, width=self.width, align=align, size=9, commands=tight)

    def _cell(self) -> Cell:
        return Strokes(self._row) if self._steps is not None else Halves(MARK_ROW)

    def criteria(self) -> Iterator[tuple[int, Cell]]:
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
            return [[paragraph(mark, style.but(size=6.5))] for _column in range(MARKS)]
        names = STEP_NAMES[len(self._steps)]
        heads: list[Cell] = []
        for place, (step, name) in enumerate(zip(self._steps, names, strict=True)):
            figure = paragraph(bold(words.number(step)), self.look.cell_head.but(size=10, tightness=0.9))
            cell: list[Flowable] = [Face(place / (len(names) - 1), radius=radius), figure]
            heads.append([*cell, paragraph(words(name), style)] if named else cell)
        return heads

    def pieces(self, keys: tuple[str, ...]) -> list[tuple[str, ...]]:
        """The breakdowns that stand side by side on one page: as many as leave room for strokes."""
        rest = self.width - _NUMBER - _LEAST_CRITERION
        at_once = max(1, int(rest / ((self._columns + 1) * _LEAST_STEP)))
        pages = -(-len(keys) // at_once)
        size = -(-len(keys) // pages) if pages else 1
        return [keys[start : start + size] for start in range(0, len(keys), size)]

    def side_by_side(self, keys: Sequence[str]) -> Flowable:
        """The votes of some breakdowns. Two header rows: their names, and under each the steps and the votes."""
        words = self.words
        columns = self._columns + 1
        top: list[Cell] = [words("No."), words("Criterion")]
        heads: list[Cell] = [None, None]
        commands: list[Command] = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (1, 1))]
        small = self.look.cell_head.but(size=7.5)
        for block, key in enumerate(keys):
            top += [words(people.LABELS[key], inline=True), *[None] * (columns - 1)]
            heads += [*self._step_heads(radius=7, named=False), [paragraph(words("Votes"), small)]]
            first, last = 2 + block * columns, 1 + (block + 1) * columns
            commands += [("SPAN", (first, 0), (last, 0)), ("LINEBEFORE", (first, 0), (first, -1), 1.2, BLACK)]
        text_width = self._text_width(columns * len(keys))
        step = (self.width - _NUMBER - text_width) / (columns * len(keys))
        rows: list[list[Cell]] = [top, heads]
        for number, text in self.criteria():
            cells = [cell for _key in keys for cell in (*self._narrow(step), self._votes(step))]
            rows.append([words.number(number), text, *cells])
        shares = [_NUMBER, text_width, *[step] * (columns * len(keys))]
        commands += [("LEFTPADDING", (2, 0), (-1, -1), 1), ("RIGHTPADDING", (2, 0), (-1, -1), 2)]
        if self._steps is None:
            commands += _to_the_rules(columns - 1)
        align = "cl" + "c" * (columns * len(keys))
        return tables.table(
            rows, shares, self.look, width=self.width, align=align, head_rows=2, size=9, commands=commands
        )

    def _narrow(self, width: float) -> list[Cell]:
        """The cells of one row of a breakdown; only wide ones have a box for the number beside their strokes."""
        if self._steps is None:
            return [Halves(MARK_ROW) for _mark in range(MARKS)]
        return [Strokes(NARROW_ROW) if width >= _BOXED else room(NARROW_ROW) for _step in self._steps]

    def _votes(self, width: float) -> Cell:
        return DigitBoxes(2) if width >= _TWO_DIGITS else room(LOWEST_ROW)

    def _text_width(self, columns: int) -> float:
        """Few columns leave the criteria their usual width."""
        return float(max(_LEAST_CRITERION, min(_CRITERION, self.width - _NUMBER - columns * _LEAST_STEP)))

    @property
    def height(self) -> float:
        """About how high the grid of a breakdown is, heading included."""
        row = NARROW_ROW if self._steps is not None else MARK_ROW
        return float(30 * mm + row * (len(self._document.criteria) + self._document.empty))

    @property
    def _row(self) -> float:
        """How high a row is: few criteria leave more room for strokes."""
        rows = max(1, len(self._document.criteria) + self._document.empty)
        shared = _ROWS - _SECOND_LANGUAGE * (len(self.words.languages) - 1)
        return float(max(LOWEST_ROW, min(HIGHEST_ROW, shared / rows)))


def _to_the_rules(columns: int) -> list[Command]:
    """Cells of two storeys have their line from rule to rule."""
    area = ((2, 1), (1 + columns, -1))
    sides = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    return [(side, *area, 0) for side in sides]
