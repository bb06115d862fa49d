"""Pages of the Citizens' Budget that sum projects up: by sector with bars, by village as a road with houses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from facilitator.export.documents.common import Text
from facilitator.export.pdf import fonts, tables
from facilitator.export.pdf.budget_money import heading, origin
from facilitator.export.pdf.budget_pictures import RoadHouse, WideBar
from facilitator.export.pdf.icons import Icon
from facilitator.export.pdf.look import HAIRLINE
from facilitator.export.pdf.text import Inline, joined, paragraph

if TYPE_CHECKING:
    from facilitator.export.documents.citizens_budget import CitizensBudget, SectorSum, VillageSum
    from facilitator.export.pdf.paper import Paper
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command

BESIDE = 3
"""Houses on one stretch of the road."""

ICON = 20


def sectors(paper: Paper, document: CitizensBudget) -> Flowable:
    """What the icons mean: each sector with its projects' cost, and a bar."""
    top = max((each.cost for each in document.sectors), default=0) or 1
    rows = [_sector(paper, document, each, each.cost / top) for each in document.sectors]
    commands: list[Command] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("TOPPADDING", (0, 0), (-1, -1), 1)]
    commands += [("LEFTPADDING", (0, 0), (0, -1), 0), ("RIGHTPADDING", (-1, 0), (-1, -1), 0)]
    return tables.bare_table(rows, [1, 5.4, 2.4, 3.6], paper.look, width=paper.width, commands=commands)


def _sector(paper: Paper, document: CitizensBudget, each: SectorSum, share: float) -> list[Cell]:
    words, look = paper.words, paper.look
    return [
        Icon(each.sector, ICON) if document.shows("icons") else None,
        [paragraph(words.first(each.name), look.cell)],
        WideBar(share) if document.shows("bars") else None,
        [paragraph(words.riel(each.cost), look.cell_right)],
    ]


def villages(paper: Paper, document: CitizensBudget) -> list[Flowable]:
    """The villages as houses along a road, which is no map: nobody's coordinates are known."""
    words, look = paper.words, paper.look
    story = heading(paper, words("What is done in each village?"))
    if document.origin.source or document.origin.date:
        story.append(paragraph(origin(paper, document.origin), look.body))
    named = [each for each in document.villages if each.name != Text()]
    rows: list[list[Cell]] = []
    for start in range(0, len(named), BESIDE):
        row: list[Cell] = [_house(paper, document, each) for each in named[start : start + BESIDE]]
        rows.append(row + [None] * (BESIDE - len(row)))
    close: list[Command] = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
    close += [("BOTTOMPADDING", (0, 0), (-1, -1), 6)]
    story.append(tables.bare_table(rows, [1.0] * BESIDE, look, width=paper.width, commands=close))
    for each in document.villages:
        if each.name == Text():
            story.append(paragraph(_for_all(paper, each), look.body))
    return story


def _house(paper: Paper, document: CitizensBudget, each: VillageSum) -> list[Flowable]:
    words, look = paper.words, paper.look
    middle = look.cell.but(align="centre", space_after=0)
    found: list[Flowable] = [
        RoadHouse(each.sectors if document.shows("icons") else ()),
        paragraph(words.first(each.name), middle.but(font=fonts.BOLD)),
        paragraph(_count(paper, each.projects), middle),
        paragraph(words.riel(each.cost), middle),
    ]
    return found


def _count(paper: Paper, projects: int) -> Inline:
    words = paper.words
    return words("{n} project", inline=True, n=projects) if projects == 1 else words("{n} projects", n=projects)


def _for_all(paper: Paper, each: VillageSum) -> Inline:
    return paper.words(
        "For the whole commune or several villages: {n} projects, {cost} riel.", n=each.projects, cost=each.cost
    )


def grouped(paper: Paper, document: CitizensBudget) -> list[Flowable]:
    """Too many projects to list: by village how many there are and what they cost, with the largest by name."""
    words, look = paper.words, paper.look
    sentence = words("The list of all projects is at the commune office.")
    cells: list[list[Cell]] = [[_group(paper, document, each)] for each in document.villages]
    lines: list[Command] = [("LINEBELOW", (0, y), (-1, y), 0.35, HAIRLINE) for y in range(len(cells))]
    lines += [("LEFTPADDING", (0, 0), (0, -1), 0), ("RIGHTPADDING", (-1, 0), (-1, -1), 0)]
    return [
        paragraph(sentence, look.body),
        tables.bare_table(cells, [1], look, width=paper.width, commands=lines),
    ]


def _group(paper: Paper, document: CitizensBudget, each: VillageSum) -> list[Flowable]:
    words, look = paper.words, paper.look
    name = words.first(each.name) if each.name != Text() else words.t("The whole commune")
    head: list[list[Cell]] = [
        [
            [paragraph(name, look.cell.but(font=fonts.BOLD))],
            [paragraph(words.riel(each.cost), look.cell_right.but(font=fonts.BOLD))],
        ]
    ]
    close: list[Command] = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
    top = tables.bare_table(head, [6, 4], look, width=paper.width, commands=close)
    counts: Inline = joined(_count(paper, each.projects))
    lines: list[Flowable] = [paragraph(counts, look.cell)]
    if document.shows("icons"):
        lines = [_icons(paper, each)]
    item = look.cell.but(left_indent=10, first_indent=-10)
    lines += [paragraph(joined("– ", words.first(row.name), " ", words.riel(row.cost)), item) for row in each.largest]
    return [top, *lines]


def _icons(paper: Paper, each: VillageSum) -> Flowable:
    """How many projects there are in each sector, all of them first."""
    words, look = paper.words, paper.look
    row: list[Cell] = [[paragraph(_count(paper, each.projects), look.cell)]]
    shares = [4.4]
    for sector, count in each.sectors:
        row += [Icon(sector, 16), [paragraph(words.number(count), look.cell)]]
        shares += [0.9, 0.9]
    rest = max(0.2, 14 - sum(shares))
    middle: list[Command] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    return tables.bare_table([[*row, None]], [*shares, rest], look, width=paper.width, commands=middle)
