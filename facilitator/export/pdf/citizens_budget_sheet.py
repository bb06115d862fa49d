"""The Citizens' Budget as an A4 sheet to hand out: money in and out, what citizens asked for, how to take part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from facilitator.export.pdf import budget_money, budget_places, budget_work, fonts, parts, tables
from facilitator.export.pdf.citizens_budget import DOTS, TAKE_PART
from facilitator.export.pdf.look import A4
from facilitator.export.pdf.paper import Margins, Paper
from facilitator.export.pdf.text import Inline, bold, joined, paragraph
from facilitator.i18n import N_

if TYPE_CHECKING:
    from facilitator.export.documents.citizens_budget import CitizensBudget
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command

GAP = 9 * mm
LARGEST = 5
"""Projects that are named; the others are counted."""

ANSWERED = 3
"""How many of the lowest scores are answered; the booklet answers them all."""


class SheetPaper(Paper):
    """Two pages, one sheet; longer only where citizens asked for very much."""

    page_size = A4
    margins = Margins(top=11 * mm, right=14 * mm, bottom=16 * mm, left=14 * mm)

    def __init__(self, document: CitizensBudget, language: str) -> None:
        super().__init__(language, document.head)
        self.body_size = 9.5 if language == "km" else 9  # Latin letters look larger, two languages take more room
        self._document = document

    def title(self) -> Inline:
        """What it is, and of which year."""
        return self.words(
            "Information for citizens: the budget of {year}", year=self.words.year(self._document.head.year)
        )

    def is_draft(self) -> bool:
        """A budget that nobody has approved yet."""
        return self._document.status == "draft"

    def story(self) -> list[Flowable]:
        """Head and sums, both sides of the budget, projects, what citizens asked for, last year, the foot."""
        words, look, document = self.words, self.look, self._document
        story = parts.official_head(words, look, document.head)
        story += [
            paragraph(self.title(), look.title),
            paragraph(words(budget_money.STATUS[document.status], inline=True), look.subtitle),
            *budget_money.faults(self, document.faults),
            *budget_money.sums(self, document, beside=True),
            self._sides(),
            *self._projects(),
            *self._part(budget_work.asked(self, document.asked[:ANSWERED]) if document.shows("asked") else []),
            *self._part(budget_work.review(self, document.review, bars=False) if document.shows("review") else []),
        ]
        return [*story, KeepTogether([*budget_money.dates(self, document), self._foot()])]

    def _part(self, story: list[Flowable]) -> list[Flowable]:
        """A part whose heading never stands alone at the foot of a page."""
        return [KeepTogether(story[:3]), *story[3:]]

    def _sides(self) -> Flowable:
        """Where the money comes from beside where it goes."""
        document = replace(self._document, source="", source_date=None)  # it stands at the foot
        half = _HalfSheet(document, self.language)
        hundred = N_("Of every 100 riel that the commune had:") if document.actual else N_("Of every 100 riel:")
        titles = (N_("Where does the money come from?"), N_("Where does the money go?"))
        left, right = (
            budget_money.shares(half, document, self.words(title), self.words(hundred), side, explained=False)
            for title, side in zip(titles, (document.revenue, document.expenditure), strict=True)
        )
        return self._beside(left, right)

    def _beside(self, left: Cell, right: Cell) -> Flowable:
        close: list[Command] = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
        half = (self.width - GAP) / 2
        row: list[Cell] = [left, None, right]
        return tables.bare_table([row], [half, GAP, half], self.look, width=self.width, commands=close, by_columns=True)

    def _projects(self) -> list[Flowable]:
        words, look, document = self.words, self.look, self._document
        rows = sorted(document.projects, key=lambda row: -row.cost)
        if not rows or not document.shows("projects"):
            return []
        story = budget_money.heading(self, words("Projects of the year {year}", year=words.year(document.head.year)))
        story.append(paragraph(budget_money.projects_in_all(words, [row.cost for row in rows]), look.body))
        named: list[Flowable] = []
        item = look.body.but(left_indent=10, first_indent=-10, space_after=1)
        for row in rows[:LARGEST]:
            line = joined("• ", words.first(row.name), budget_money.colon(words), bold(words.riel(row.cost)))
            named.append(paragraph(line, item))
        if len(rows) > LARGEST:
            named.append(paragraph(words("The list of all projects is at the commune office."), look.body))
        half = _HalfSheet(document, self.language)
        return [KeepTogether([*story, self._beside(budget_places.sectors(half, document), named)])]

    def _foot(self) -> Flowable:
        """How to take part and whom to ask, beside who answers for the figures."""
        words, look, document = self.words, self.look, self._document
        item = look.body.but(left_indent=10, first_indent=-10, space_after=1)
        left: list[Flowable] = [paragraph(words("How can you take part?"), look.subheading)]
        left += [paragraph(joined("• ", words(sentence)), item) for sentence in TAKE_PART]
        left.append(paragraph(words("Whom to ask, and where to complain"), look.subheading))
        for each in document.contacts:
            left.append(paragraph(joined(words.first(each.role), " ", each.name, " ", bold(each.phone)), item))
        left += [paragraph(line, item) for line in document.complaints.splitlines()]
        day = words("{place}, {date}", place=document.head.commune, date=document.source_date or DOTS)
        right: list[Flowable] = [
            paragraph(budget_money.origin(self, document.origin), look.cell),
            Spacer(1, 4 * mm),
            paragraph(day, look.signature),
            paragraph(words.of(document.chief.role), look.signature.but(font=fonts.BOLD)),
            Spacer(1, 18 * mm),
            paragraph(document.chief.name or DOTS, look.signature),
        ]
        return tables.bare_table([[left, right]], [1.5, 1], look, width=self.width, by_columns=True)


class _HalfSheet(SheetPaper):
    """As wide as half of the sheet: what measures itself by its paper fits into a column of it."""

    @property
    def width(self) -> float:
        """Width of a column in points."""
        return float(super().width - GAP) / 2


def render(document: CitizensBudget, language: str) -> bytes:
    """The sheet as a PDF."""
    return SheetPaper(document, language).render()
