"""Pages of the Citizens' Budget about the money itself: cover, what a budget is, where it comes from and goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from facilitator.export.pdf import agendas, fonts, parts, tables
from facilitator.export.pdf.budget_pictures import FlatCoins, Photo, VillageScene
from facilitator.export.pdf.drawings import Swatch
from facilitator.export.pdf.hatches import SERIES
from facilitator.export.pdf.look import HAIRLINE, RULE, Style
from facilitator.export.pdf.marks import Rule
from facilitator.export.pdf.text import Inline, joined, light, paragraph
from facilitator.i18n import N_, buddhist_year

if TYPE_CHECKING:
    from facilitator.export.documents.citizens_budget import CitizensBudget, Fault, Origin, Share
    from facilitator.export.pdf.paper import Paper
    from facilitator.export.pdf.tables import Cell
    from facilitator.export.pdf.tall_rows import Command
    from facilitator.export.pdf.words import Words

STATUS = {
    "draft": N_("Draft: the council has not decided yet"),
    "approved": N_("Approved by the council"),
    "executed": N_("Executed: what really came in and went out"),
}
FAULTS = {
    "balance": N_("Revenue is {expected} riel, but expenditure with what is left over is {found} riel."),
    "development": N_(
        "The development part is {expected} riel, but its projects take {found} riel of the commune fund."
    ),
    "parts": N_("{name}: its parts make {expected} riel, but the line says {found} riel."),
    "project_sources": N_("{name}: it costs {expected} riel, but its sources make {found} riel."),
}
COLUMNS = {"plan": N_("Planned"), "revised": N_("Revised plan"), "actual": N_("Actual")}
MOST_FAULTS = 2
"""How many differences the cover of a draft names."""

TIGHTNESS = (0.88, 0.84, 0.8)
"""Of the lines of the English legend, which are the program's own; what lets the page hold them is taken."""

PHOTO, LOGO, LEAST_PICTURE = 70 * mm, 17 * mm, 12 * mm
"""Heights that the pictures on the cover may have, and the least one where there is little room."""


def cover(paper: Paper, document: CitizensBudget) -> list[Flowable]:
    """Kingdom, administration, a village in the morning, and whether the figures are final."""
    words, look, head = paper.words, paper.look, document.head
    year, era = words.year(head.year), words.year(buddhist_year(head.year, head.era_offset))
    top = parts.official_head(words, look, head)
    if document.logo is not None and document.shows("logo"):
        top.append(Photo(document.logo, paper.width * 0.2, LOGO, N_("Logo of the commune")))
    foot: list[Flowable] = [
        paragraph(words("Citizens' Budget"), look.title.but(size=look.title.size + 5)),
        paragraph(words("Year {year} (Buddhist Era {era})", year=year, era=era), look.subtitle.but(size=14)),
    ]
    if document.cover_text:
        foot.append(paragraph(document.cover_text, look.body.but(align="centre")))
    foot += [Spacer(1, 2 * mm), _framed(words(STATUS[document.status]), paper), *faults(paper, document.faults)]
    free = paper.height - tables.height_of([*top, *foot], paper.width)
    picture = _picture(paper, document, max(LEAST_PICTURE, free - 6 * mm))
    space = Spacer(1, max(0.0, min(10 * mm, (free - tables.height_of(picture, paper.width)) / 2 - 1)))
    return [*top, space, *picture, space, *foot]


def _picture(paper: Paper, document: CitizensBudget, free: float) -> list[Flowable]:
    """The commune's own photo, else the village in the morning, as large as there is room."""
    if document.photo is not None and document.shows("photo"):
        return [Photo(document.photo, paper.width, min(PHOTO, free), N_("Photo from the commune"))]
    return [VillageScene(min(paper.width, VillageScene.width_of(free)))] if document.shows("scene") else []


def _framed(text: Inline, paper: Paper) -> Flowable:
    style = paper.look.body.but(font=fonts.BOLD, align="centre", space_after=0)
    return tables.callout(text, paper.look, width=paper.width, style=style)


def faults(paper: Paper, faults: Sequence[Fault]) -> list[Flowable]:
    """What does not balance, in figures; only drafts come here with any."""
    words, look = paper.words, paper.look
    if not faults:
        return []
    story: list[Flowable] = [paragraph(words("This budget is not balanced yet"), look.subheading)]
    for fault in faults[:MOST_FAULTS]:
        sentence = words(FAULTS[fault.kind], name=fault.name, expected=fault.expected, found=fault.found)
        if fault.column != "plan":
            sentence = joined(words(COLUMNS[fault.column], inline=True), colon(words), sentence)
        story.append(paragraph(sentence, look.body))
    return story


def projects_in_all(words: Words, costs: Sequence[int]) -> Inline:
    """How many projects there are, and what they cost together."""
    if len(costs) == 1:
        return words("1 project, {cost} riel.", cost=costs[0])
    return words("{n} projects, together {cost} riel.", n=len(costs), cost=sum(costs))


def heading(paper: Paper, text: Inline) -> list[Flowable]:
    """The heading of a page, over a rule."""
    style = paper.look.heading
    return [paragraph(text, style.but(size=style.size + 1, space_before=0, space_after=0)), Rule(0.8, space=3)]


def colon(words: Words) -> str:
    """What stands between a name and what is said of it."""
    return "៖ " if words.main == "km" else ": "


def about(paper: Paper, document: CitizensBudget) -> list[Flowable]:
    """What a budget is, who decides, for which days, and what it comes to for each person."""
    words, look, year = paper.words, paper.look, document.head.year
    first, last = words.year(year), words.year(year)
    story = heading(paper, words("What is the commune's budget?"))
    story += [
        paragraph(
            words("It is the money plan of the commune for one year: how much comes in, and how much goes out."),
            look.body,
        ),
        paragraph(words("Who decides?"), look.subheading),
        paragraph(
            words(
                "The council that you elected discusses and approves the budget. The chief carries it out and reports. "
                "You may ask, propose, and see the figures."
            ),
            look.body,
        ),
        paragraph(words("For which time?"), look.subheading),
        paragraph(words("From 1 January {first} to 31 December {last}.", first=first, last=last), look.body),
        Spacer(1, 4 * mm),
    ]
    return [*story, *sums(paper, document), *dates(paper, document)]


def dates(paper: Paper, document: CitizensBudget) -> list[Flowable]:
    """When the council meets, as the commune says it, and the meetings whose day is fixed."""
    words, look = paper.words, paper.look
    item = look.body.but(left_indent=10, first_indent=-10, space_after=1)
    story: list[Flowable] = [paragraph(line, item) for line in document.take_part.splitlines() if line]
    for meeting in document.meetings:
        if meeting.date is None:
            continue
        place = f", {meeting.place}" if meeting.place else ""
        day = joined(words.date(meeting.date), place)
        story.append(paragraph(joined("• ", words(agendas.NAMES[meeting.stage], inline=True), colon(words), day), item))
    return [paragraph(words("When can you take part?"), look.subheading), *story] if story else []


def sums(paper: Paper, document: CitizensBudget, *, beside: bool = False) -> list[Flowable]:
    """The whole sum, then (or `beside` it) for each person and each household where their numbers are known."""
    words, look, year = paper.words, paper.look, paper.words.year(document.head.year)
    whole = _sum(paper, words("All the money of the year {year}", year=year), document.total, look.figure)
    cells: list[Cell] = []
    small = look.figure.but(size=15)
    if document.population:
        label = words("For each of {n} people", n=document.population)
        cells.append(_sum(paper, label, rounded(document.total, document.population), small))
    if document.households:
        label = words("For each of {n} households", n=document.households)
        cells.append(_sum(paper, label, rounded(document.total, document.households), small))
    if beside:
        return [_box([[whole, *cells]], paper)]
    story: list[Flowable] = [_box([[whole]], paper)]
    return [*story, _box([cells], paper)] if cells else story


def _sum(paper: Paper, label: Inline, amount: int, style: Style) -> list[Flowable]:
    return [
        paragraph(label, paper.look.body.but(align="centre", space_after=0)),
        paragraph(paper.words.riel(amount), style),
    ]


def _box(rows: list[list[Cell]], paper: Paper) -> Flowable:
    commands: list[Command] = [
        ("BOX", (0, 0), (-1, -1), 0.6, RULE),
        ("LINEAFTER", (0, 0), (-2, -1), 0.35, RULE),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
    return tables.bare_table(rows, [1.0] * len(rows[0]), paper.look, width=paper.width, commands=commands)


def rounded(amount: int, people: int) -> int:
    """Riel for each, to the nearest riel."""
    return (2 * amount + people) // (2 * people)


def shares(
    paper: Paper,
    document: CitizensBudget,
    title: Inline,
    intro: Inline,
    side: Sequence[Share],
    *,
    explained: bool = True,
) -> list[Flowable]:
    """One side of the budget as a hundred coins of one riel, and what each part is (`explained`: in plain words)."""
    story = heading(paper, title)
    if not any(share.hundred for share in side):
        return [*story, paragraph(paper.words("No figures are recorded yet."), paper.look.body)]
    story.append(paragraph(joined(intro, " ", origin(paper, document.origin)), paper.look.body))
    if document.shows("coins"):
        story += [FlatCoins([share.hundred for share in side], width=paper.width), Spacer(1, 1.5 * mm)]
    if not explained:
        return [*story, _short_legend(paper, side)]
    room = paper.height - tables.height_of(story, paper.width) - 1
    return [*story, _legend_within(paper, side, room)]


def _short_legend(paper: Paper, side: Sequence[Share]) -> Flowable:
    """Each part on a line: coin, name, whole sum, riel of a hundred."""
    words, look = paper.words, paper.look
    rows: list[list[Cell]] = [
        [
            Swatch(SERIES[place % len(SERIES)], is_round=True),
            [paragraph(words.of(share.name), look.cell)],
            [paragraph(words.riel(share.amount), look.cell_right)],
            [paragraph(_of_hundred(paper, share), look.label.but(align="right"))],
        ]
        for place, share in enumerate(side)
    ]
    lines: list[Command] = [("LINEBELOW", (0, y), (-1, y), 0.35, HAIRLINE) for y in range(len(rows))]
    lines += [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (0, -1), 0)]
    return tables.bare_table(rows, [0.9, 6.3, 3.9, 1.2], look, width=paper.width, commands=lines)


def _of_hundred(paper: Paper, share: Share) -> str:
    """Riel of a hundred; what is less than one is not nothing."""
    if share.hundred:
        return paper.words.number(share.hundred)
    return "< " + paper.words.number(1) if share.amount > 0 else "–"


def _legend_within(paper: Paper, side: Sequence[Share], room: float) -> Flowable:
    """The legend so that the page holds it where that can be: English lines may stand closer, Khmer has stacks."""
    for tightness in TIGHTNESS if paper.language == "en" else (1.0,):
        legend = _legend(paper, side, tightness)
        if tables.height_of([legend], paper.width) <= room:
            break
    return legend


def _legend(paper: Paper, side: Sequence[Share], tightness: float) -> Flowable:
    """Each part with its coin, its name and explanation, its riel of a hundred and its whole sum."""
    rows: list[list[Cell]] = [
        [
            Swatch(SERIES[place % len(SERIES)], is_round=True),
            _named(paper, share, tightness),
            _figures(paper, share, tightness),
        ]
        for place, share in enumerate(side)
    ]
    lines: list[Command] = [("LINEBELOW", (0, y), (-1, y), 0.35, HAIRLINE) for y in range(len(rows))]
    lines += [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (0, -1), 0)]
    lines += [("RIGHTPADDING", (-1, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 1)]
    return tables.bare_table(rows, [0.6, 7.8, 3.5], paper.look, width=paper.width, commands=lines)


def _named(paper: Paper, share: Share, tightness: float) -> list[Flowable]:
    """Name and explanation; on a paper in two languages there is room for the names only."""
    words, cell = paper.words, paper.look.cell.but(tightness=tightness)
    if len(words.languages) > 1:
        return [paragraph(words.of(share.name), cell.but(font=fonts.BOLD))]
    return [paragraph(words.of(share.name), cell.but(font=fonts.BOLD)), paragraph(words.of(share.explain), cell)]


def _figures(paper: Paper, share: Share, tightness: float) -> list[Flowable]:
    words, look = paper.words, paper.look
    return [
        paragraph(_of_hundred(paper, share), look.figure.but(size=13, align="right", tightness=tightness)),
        paragraph(words.riel(share.amount), look.cell_right.but(tightness=tightness)),
    ]


def origin(paper: Paper, found: Origin) -> Inline:
    """Where the figures of a page come from, and of which day; in the paper's first language, paler."""
    words = paper.words
    known = [part for part in (found.source, words.date(found.date) if found.date else "") if part]
    return light(words.t("Source: {source}").format(source=", ".join(known))) if known else ""
