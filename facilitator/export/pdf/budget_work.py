"""Pages of the Citizens' Budget about the work: projects, the year that is over, what citizens asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, KeepTogether

from facilitator.export.pdf import budget_places, fonts, tables
from facilitator.export.pdf.budget_money import colon, heading, origin, projects_in_all
from facilitator.export.pdf.budget_pictures import WideBar
from facilitator.export.pdf.drawings import Face
from facilitator.export.pdf.following import STATUS
from facilitator.export.pdf.icons import Icon
from facilitator.export.pdf.look import HAIRLINE
from facilitator.export.pdf.text import Inline, bold, joined, light, paragraph
from facilitator.i18n import N_

if TYPE_CHECKING:
    from facilitator.export.documents.citizens_budget import (
        Answer,
        Asked,
        CitizensBudget,
        Compared,
        NotDone,
        ProjectRow,
        Review,
    )
    from facilitator.export.pdf.paper import Paper
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command
    from facilitator.export.pdf.words import Words

MOST_LISTED = 40
"""Projects that are listed one by one; beyond them villages stand with their counts and sums."""

SOURCES = {
    "commune_fund": N_("commune fund"),
    "contribution": N_("contribution"),
    "other": N_("other sources"),
}


def projects(paper: Paper, document: CitizensBudget) -> list[Flowable]:
    """The sectors, then every project: what, where, when, how far; what it costs and who pays."""
    words, look, rows = paper.words, paper.look, document.projects
    story = heading(paper, words("Projects of the year {year}", year=words.year(document.head.year)))
    if not rows:
        return [*story, paragraph(words("No projects are recorded for this year."), look.body)]
    whole = projects_in_all(words, [row.cost for row in rows])
    story.append(paragraph(joined(whole, " ", origin(paper, document.origin)), look.body))
    story.append(budget_places.sectors(paper, document))
    if len(rows) > MOST_LISTED:
        return [*story, *budget_places.grouped(paper, document)]
    icons = document.shows("icons")
    cells: list[list[Cell]] = [
        [Icon(row.sector, 22) if icons else None, _what(paper, row), _money(paper, row)] for row in rows
    ]
    shares = [1, 7.4, 3.6] if icons else [0.01, 8.4, 3.6]
    return [*story, tables.bare_table(cells, shares, look, width=paper.width, commands=_lines(len(cells)))]


def _what(paper: Paper, row: ProjectRow) -> list[Flowable]:
    """Name, village and months, and who pays (with the amounts where there is more than one)."""
    words, cell = paper.words, paper.look.cell
    sources = [words.t(SOURCES[source.kind]) for source in row.sources]
    if len(sources) > 1:
        amounts = [words.riel(source.amount) for source in row.sources]
        sources = [f"{name} {amount}" for name, amount in zip(sources, amounts, strict=True)]
    facts = " · ".join(filter(None, (words.first(row.village), months(words, row), *sources)))
    return [paragraph(words.of(row.name), cell.but(font=fonts.BOLD)), *([paragraph(facts, cell)] if facts else [])]


def months(words: Words, row: ProjectRow) -> str:
    """From which month to which, in figures: `02–11/2026`."""
    first, last = ([words.date(day, "short")[3:]] if day else [] for day in (row.start, row.end))
    if row.start and row.end and row.start.year == row.end.year:
        first = [] if first == last else [first[0][:2]]
    return "–".join(first + last)


def _money(paper: Paper, row: ProjectRow) -> list[Flowable]:
    """Cost, and how far the work is."""
    words, right = paper.words, paper.look.cell_right
    return [
        paragraph(words.riel(row.cost), right.but(font=fonts.BOLD)),
        paragraph(words(STATUS[row.status]), right),
    ]


def review(paper: Paper, found: Review | None, *, bars: bool) -> list[Flowable]:
    """What a year that is over planned and did, and what was not done."""
    words, look = paper.words, paper.look
    if found is None:
        story = heading(paper, words("The year that is over"))
        return [*story, paragraph(words("No figures of a year that is over are recorded yet."), look.body)]
    story = heading(paper, words("The year {year}: planned and done", year=words.year(found.year)))
    plain = N_("Planned is what was decided before the year, actual is what really happened.")
    drawn = N_("White: planned before the year. Black: what really happened.")
    sentence = words(drawn if bars else plain)
    story += [_comparison(paper, found), *([_bars(paper, found)] if bars else [])]
    story.append(paragraph(joined(sentence, " ", origin(paper, found.origin)), look.body))
    if not found.not_done:
        return [*story, paragraph(words("Everything that was planned was done."), look.body)]
    entries = [paragraph(_not_done(paper, entry), look.body) for entry in found.not_done]
    title = paragraph(words("What was not done, and why"), look.subheading)
    return [*story, KeepTogether([title, entries[0]]), *entries[1:]]


def _comparison(paper: Paper, found: Review) -> Flowable:
    words, look = paper.words, paper.look
    rows: list[list[Cell]] = [[words("(riel)"), words("Planned"), words("Actual"), "%"]]
    rows += [_compared(paper, line) for line in found.lines]
    totals = [place for place, line in enumerate(found.lines, 1) if line.total]
    shares = [4.5, 3.1, 3.1, 1.3] if paper.language == "en" else [4, 3.3, 3.3, 1.4]  # English names are longer
    size = look.body.size
    return tables.table(rows, shares, look, width=paper.width, align="lrrr", bold_rows=totals, size=size)


def _bars(paper: Paper, found: Review) -> Flowable:
    """What was planned as an empty bar, over it what happened as a filled one, all on one scale."""
    words, look = paper.words, paper.look
    lines = [line for line in found.lines if not line.total and line.done is not None]
    top = max((max(line.plan, line.actual) for line in lines), default=0) or 1
    rows: list[list[Cell]] = [
        [
            [paragraph(words.first(line.name), look.cell)],
            [WideBar(line.plan / top, "white"), WideBar(line.actual / top, "solid")],
        ]
        for line in lines
    ]
    middle: list[Command] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (0, -1), 0)]
    middle += [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]
    return tables.bare_table(rows, [4.6, 7.4], look, width=paper.width, commands=middle)


def _compared(paper: Paper, line: Compared) -> list[Cell]:
    words = paper.words
    percent = words.percent(line.done) if line.done is not None else "–"
    return [words.of(line.name), words.number(line.plan), words.number(line.actual), percent]


def _not_done(paper: Paper, entry: NotDone) -> Inline:
    """The name, how far it is, and the reason."""
    words = paper.words
    status: Inline = joined(" – ", words(STATUS[entry.status], inline=True)) if entry.status else ""
    reason: Inline = joined("\n", words.t("Why: {reason}").format(reason=entry.reason)) if entry.reason else ""
    return joined(bold(words.first(entry.name)), status, reason)


def asked(paper: Paper, found: Sequence[Asked]) -> list[Flowable]:
    """The criteria with the lowest scores, and the line of the budget that answers each."""
    words, look = paper.words, paper.look
    story = heading(paper, words("You asked, the budget answers"))
    if not found:
        return [*story, paragraph(words("Citizens' scores are not recorded yet."), look.body)]
    story.append(paragraph(words("What citizens scored lowest, and the money for it this year:"), look.body))
    cells: list[list[Cell]] = [
        [
            [Face(entry.mood, 12), paragraph(words.decimal(entry.median), look.label.but(align="centre"))],
            [
                paragraph(wish(words, entry), look.cell),
                *_answers(paper, entry.answers),
            ],
        ]
        for entry in found
    ]
    return [*story, tables.bare_table(cells, [1, 9], look, width=paper.width, commands=_lines(len(cells)))]


def wish(words: Words, entry: Asked) -> Inline:
    """The criterion and its service; the criterion beneath in the paper's second language."""
    second = [light("\n" + entry.criterion.of(language), 0.82) for language in words.languages[1:]]
    return joined(bold(words.first(entry.criterion)), " – ", words.first(entry.service), second)


def _answers(paper: Paper, answers: Sequence[Answer]) -> list[Flowable]:
    style = paper.look.cell.but(left_indent=10, first_indent=-10)
    if not answers:
        return [paragraph(joined("– ", paper.words("No activity is planned yet.", inline=True)), style)]
    return [paragraph(joined("– ", answer(paper, each)), style) for each in answers]


def answer(paper: Paper, found: Answer) -> Inline:
    """The line of the budget that answers, or what there is in its place."""
    words = paper.words
    if found.state == "funded":
        return joined(words.first(found.project), colon(words), bold(words.riel(found.amount)))
    sentence = {
        "others": words("paid from other sources", inline=True),
        "free": words("needs no money", inline=True),
        "unfunded": words("no money for it yet", inline=True),
    }[found.state]
    return joined(words.first(found.activity), colon(words), sentence)


def _lines(rows: int) -> list[Command]:
    commands: list[Command] = [("LINEBELOW", (0, y), (-1, y), 0.35, HAIRLINE) for y in range(rows)]
    return [*commands, ("LEFTPADDING", (0, 0), (0, -1), 0), ("RIGHTPADDING", (-1, 0), (-1, -1), 0)]
