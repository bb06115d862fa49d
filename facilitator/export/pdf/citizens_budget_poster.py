"""The Citizens' Budget on one page for the notice board: A3, and still readable when it is printed on A4."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from facilitator.export.pdf import budget_money, budget_work, fonts, parts, tables
from facilitator.export.pdf.budget_pictures import FlatCoins, VillageScene
from facilitator.export.pdf.citizens_budget import DOTS, LEAST, TAKE_PART
from facilitator.export.pdf.drawings import Face, Swatch
from facilitator.export.pdf.following import STATUS
from facilitator.export.pdf.hatches import SERIES
from facilitator.export.pdf.icons import Icon
from facilitator.export.pdf.look import A3, HAIRLINE, Look, readable
from facilitator.export.pdf.look import look as look_of
from facilitator.export.pdf.paper import Margins, Paper
from facilitator.export.pdf.text import Inline, bold, joined, paragraph

if TYPE_CHECKING:
    from facilitator.export.documents.citizens_budget import CitizensBudget, ProjectRow, Share
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command

LARGE, READABLE, CROWDED = (16.0, 14.5, 13.5), (13.0, 12.5, 12.0, 11.5), (11.0, 10.0)
"""Body sizes in points, the largest that fits is taken: a poster is read from where people stand."""

CHOICES = (
    (LARGE, True, 8),
    (READABLE, True, 4),
    (READABLE, False, 2),
    (CROWDED, True, 8),
    ((*LARGE, *READABLE, *CROWDED), False, 8),
)
"""What is tried in turn: sizes, whether what citizens asked for stands there, and how many projects at least.

Projects for which there is no room are counted in a sentence.
"""

ANSWERED = 2
"""How many of the lowest scores are answered."""

HEAD = 11.0
"""Size of the official head in points: it is not what people come to read."""

_GAP = 8 * mm
_LEGEND = (0.7, 6.6, 3.4, 1.1)
"""Widths of coin, name, amount and riel of a hundred."""

_CLOSE: list[Command] = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
_MOST_GAP = 30 * mm
_UNLIMITED = 1e6


class PosterPaper(Paper):
    """One page; what does not fit is said to be in the booklet."""

    page_size = A3
    margins = Margins(top=14 * mm, right=18 * mm, bottom=16 * mm, left=18 * mm)

    def __init__(self, document: CitizensBudget, language: str) -> None:
        super().__init__(language, document.head)
        self._document = document
        self._answers = False
        self._khmer_least = LEAST

    @property
    def look(self) -> Look:
        """Khmer is not smaller than in the booklet, but where the sums alone would not stand there otherwise."""
        return _large(self.language, self.body_size, self._khmer_least)

    def title(self) -> Inline:
        """Name and year."""
        return self.words("Citizens' Budget {year}", year=self.words.year(self._document.head.year))

    def is_draft(self) -> bool:
        """A budget that nobody has approved yet."""
        return self._document.status == "draft"

    def numbered(self, page: int) -> bool:
        """A poster has one page; a number would be in the way."""
        return False

    def story(self) -> list[Flowable]:
        """The parts from top to bottom, in the largest letters that fit, spread over the height of the page."""
        shown = self._fitted()
        top, shares, *asked, foot = self._around()
        sections = [top, shares, self._projects(max(0, shown)), *asked, foot]
        spare = self.height - sum(tables.height_of(section, self.width) for section in sections)
        gap = max(0.0, min(_MOST_GAP, spare / len(sections) - 1))
        story: list[Flowable] = []
        for section in sections:
            story += [*section, Spacer(1, gap)]
        return story[:-1]

    def _fitted(self) -> int:
        """Choose the largest letters that fit; returns how many projects do."""
        asked = bool(self._document.asked) and self._document.shows("asked")
        for self._khmer_least in (LEAST, 0.0):
            for sizes, answers, at_least in CHOICES:
                self._answers = answers and asked
                wanted = min(at_least, len(self._document.projects))
                shown = self._room_for(sizes[-1])
                if shown >= wanted:  # or larger letters need not be tried
                    return next(found for found in map(self._room_for, sizes) if found >= wanted)
            if shown >= 0:
                break
        return shown

    def _room_for(self, size: float) -> int:
        """How many projects fit beside everything else in that size; -1 where even without any there is no room."""
        self.body_size = size
        rest = [*(flowable for section in self._around() for flowable in section), *self._projects(0)]
        free = self.height - tables.height_of(rest, self.width)
        if free < 0 or not self._document.projects:
            return -1 if free < 0 else 0
        rows = self._two_by_two(self._ranked())
        rows.wrap(self.width, _UNLIMITED)
        used, shown = rows.getSpaceBefore() + rows.getSpaceAfter(), 0
        for height in rows._rowHeights:
            used += height
            if used > free:
                return shown
            shown += 2
        return len(self._document.projects)

    def _ranked(self) -> list[ProjectRow]:
        return sorted(self._document.projects, key=lambda row: -row.cost)

    def _around(self) -> list[list[Flowable]]:
        """Everything but the projects, by section."""
        return [self._top(), self._shares(), *([self._asked()] if self._answers else []), self._foot()]

    def _top(self) -> list[Flowable]:
        """Kingdom and administration in a few small lines; the village beside name, status and the whole sum."""
        words, look, document = self.words, self.look, self._document
        small = _large(self.language, HEAD, self._khmer_least)
        lines = parts.administration(words, document.head)
        administration = joined(*(part for line in reversed(lines) for part in (" · ", line)))[1:]
        status = words(budget_money.STATUS[document.status], inline=True)
        named: list[Flowable] = [
            paragraph(self.title(), look.title.but(size=look.title.size * 1.4, space_after=2)),
            paragraph(status, look.body.but(font=fonts.BOLD, align="centre", space_after=4)),
            *([paragraph(document.cover_text, look.cell_centre)] if document.cover_text else []),
            self._sums(),
        ]
        cells: list[list[Cell]] = [[[VillageScene(self.width * 0.36)], named]]
        middle: list[Command] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (0, 0), 0)]
        return [
            *parts.national_head(words, small),
            paragraph(administration, small.administration.but(align="centre", space_after=4)),
            tables.bare_table(cells, [0.37, 0.63], look, width=self.width, commands=middle),
        ]

    def _sums(self) -> Flowable:
        """The whole sum in the largest figures, and what that is for each person."""
        words, look, document = self.words, self.look, self._document
        whole = words("All the money of the year {year}", inline=True, year=words.year(document.head.year))
        cells: list[Cell] = [self._sum(whole, document.total)]
        if document.population:
            each = budget_money.rounded(document.total, document.population)
            cells.append(self._sum(words("For each of {n} people", inline=True, n=document.population), each))
        return tables.bare_table([cells], [1.5, 1][: len(cells)], look, width=self.width * 0.61)

    def _sum(self, label: Inline, amount: int) -> list[Flowable]:
        look = self.look
        return [
            paragraph(label, look.cell_centre),
            paragraph(self.words.riel(amount), look.figure.but(size=look.body.size * 1.7)),
        ]

    def _shares(self) -> list[Flowable]:
        """Where the money comes from beside where it goes, of every hundred riel: coins, then a line for each part."""
        words, look, document = self.words, self.look, self._document
        sides = (document.revenue, document.expenditure)
        if not all(any(share.hundred for share in side) for side in sides):
            return [paragraph(words("No figures are recorded yet."), look.body)]
        width = (self.width - _GAP) / 2
        hundred = (
            words("Of every 100 riel that the commune had:", inline=True)
            if document.actual
            else words("Of every 100 riel:", inline=True)
        )
        titles = (words("Where does the money come from?"), words("Where does the money go?"))
        coins: list[list[Cell]] = [
            _beside(*(budget_money.heading(self, title) for title in titles)),
            _beside(*([paragraph(hundred, look.body)] for _side in sides)),
            _beside(*(FlatCoins([share.hundred for share in side], width=width) for side in sides)),
        ]
        shares = [width, _GAP, width]
        return [tables.bare_table(coins, shares, look, width=self.width, commands=_CLOSE), self._legend(width)]

    def _legend(self, width: float) -> Flowable:
        """The parts of both sides, each in the order of its coins."""
        none: list[Cell] = [None] * len(_LEGEND)
        income, spending = (
            [self._share(place, share) for place, share in enumerate(side)]
            for side in (self._document.revenue, self._document.expenditure)
        )
        rows = [[*(left or none), None, *(right or none)] for left, right in zip_longest(income, spending)]
        lines: list[Command] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *_CLOSE]
        for side, first in ((income, 0), (spending, len(_LEGEND) + 1)):
            last = first + len(_LEGEND) - 1
            lines += [("LINEBELOW", (first, y), (last, y), 0.35, HAIRLINE) for y in range(len(side))]
        parts_of_width = [width * part / sum(_LEGEND) for part in _LEGEND]
        shares = [*parts_of_width, _GAP, *parts_of_width]
        return tables.bare_table(rows, shares, self.look, width=self.width, commands=lines)

    def _share(self, place: int, share: Share) -> list[Cell]:
        """A part: its coin, its name, its whole sum, its riel of a hundred."""
        words, look = self.words, self.look
        hundred = words.number(share.hundred)
        if share.hundred == 0:
            hundred = "< " + words.number(1) if share.amount > 0 else "–"
        return [
            Swatch(SERIES[place % len(SERIES)], is_round=True),
            [paragraph(words.of(share.name), look.cell)],
            [paragraph(words.riel(share.amount), look.cell_right.but(size=look.note.size))],
            [paragraph(hundred, look.label.but(align="right", size=look.body.size * 1.15))],
        ]

    def _projects(self, shown: int) -> list[Flowable]:
        """The projects that cost most, two beside each other, and how many more there are."""
        words, look, document = self.words, self.look, self._document
        story = budget_money.heading(self, words("Projects of the year {year}", year=words.year(document.head.year)))
        if not document.projects:
            return [*story, paragraph(words("No projects are recorded for this year."), look.body)]
        ranked = self._ranked()
        if shown:
            story.append(self._two_by_two(ranked[:shown]))
        rest = ranked[shown:]
        if rest:
            cost = sum(row.cost for row in rest)
            more = words("And 1 more project, {cost} riel: see the booklet.", inline=True, cost=cost)
            if len(rest) > 1:
                more = words(
                    "And {n} more projects, together {cost} riel: see the booklet.", inline=True, n=len(rest), cost=cost
                )
            story.append(paragraph(more, look.body))
        return story

    def _two_by_two(self, rows: Sequence[ProjectRow]) -> Flowable:
        cells: list[list[Cell]] = []
        for start in range(0, len(rows), 2):
            line: list[Cell] = []
            for row in rows[start : start + 2]:
                line += self._project(row)
            cells.append(line + [None] * (6 - len(line)))
        commands: list[Command] = [("LINEBELOW", (0, y), (-1, y), 0.35, HAIRLINE) for y in range(len(cells))]
        return tables.bare_table(cells, [1, 5.2, 3.8] * 2, self.look, width=self.width, commands=commands)

    def _project(self, row: ProjectRow) -> list[Cell]:
        """The picture of the sector; what, where and when; what it costs and how far it is."""
        words, look = self.words, self.look
        small = look.cell.but(size=look.note.size)
        facts = " · ".join(filter(None, (words.first(row.village), budget_work.months(words, row))))
        return [
            Icon(row.sector, 1.7 * self.body_size),
            [paragraph(words.of(row.name), look.label), *([paragraph(facts, small)] if facts else [])],
            [
                paragraph(words.riel(row.cost), look.label.but(align="right")),
                paragraph(words(STATUS[row.status], inline=True), small.but(align="right")),
            ],
        ]

    def _asked(self) -> list[Flowable]:
        """The lowest scores of the year and what the budget says to them."""
        words, look = self.words, self.look
        story = budget_money.heading(self, words("You asked, the budget answers"))
        style = look.cell.but(left_indent=10, first_indent=-10, space_after=1)
        cells: list[Cell] = []
        for entry in self._document.asked[:ANSWERED]:
            lines = [paragraph(budget_work.wish(words, entry), look.cell)]
            lines += [paragraph(joined("– ", budget_work.answer(self, each)), style) for each in entry.answers]
            cells += [Face(entry.mood, self.body_size * 0.9), lines]
        shares = [1.0, 8.0] * (len(cells) // 2)
        return [*story, tables.bare_table([cells], shares, look, width=self.width)]

    def _foot(self) -> list[Flowable]:
        """How to take part, whom to ask, and who answers for the figures."""
        words, look, document = self.words, self.look, self._document
        item = look.cell.but(left_indent=10, first_indent=-10, space_after=2)
        part = [paragraph(joined("• ", words(sentence)), item) for sentence in TAKE_PART]
        part += [paragraph(line, item) for line in document.take_part.splitlines() if line]
        ask = [
            paragraph(joined(words.first(each.role), " ", each.name, " ", bold(each.phone)), look.cell)
            for each in document.contacts
        ]
        ask += [paragraph(line, look.cell) for line in document.complaints.splitlines() if line]
        day = words("{place}, {date}", place=document.head.commune, date=document.source_date or DOTS)
        source = words("Source of the figures: {source}", source=document.source) if document.source else ""
        centre = look.cell_centre
        signed: list[Flowable] = [
            paragraph(day, centre),
            paragraph(words.of(document.chief.role), centre.but(font=fonts.BOLD)),
            Spacer(1, 16 * mm),
            paragraph(document.chief.name or DOTS, centre),
        ]
        rest = [paragraph(source, look.note)] if source else []
        cells: list[list[Cell]] = [
            [
                [paragraph(words("How can you take part?"), look.subheading), *part],
                [paragraph(words("Whom to ask, and where to complain"), look.subheading), *ask, *rest],
                signed,
            ]
        ]
        return [tables.bare_table(cells, [4, 3.6, 3], look, width=self.width, whole=True)]


@cache
def _large(language: str, size: float, khmer_least: float) -> Look:
    return readable(look_of(language, size), khmer_least)


def _beside(left: Cell, right: Cell) -> list[Cell]:
    return [left, None, right]


def render(document: CitizensBudget, language: str) -> bytes:
    """The poster as a PDF of one page."""
    return PosterPaper(document, language).render()
