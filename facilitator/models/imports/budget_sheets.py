"""The tables of a file with a budget (docs/interfaces.md, kind `budget`): the budget, its lines, its projects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from facilitator.errors import UserError
from facilitator.i18n import N_, _
from facilitator.models import catalogue
from facilitator.models.action import STATUSES
from facilitator.models.budget import BUDGET_STATUSES, COLUMNS, EXPENDITURE_PARTS, REVENUE_PARTS
from facilitator.models.imports import cells, sources
from facilitator.models.imports.staging import Column, SheetKind
from facilitator.text import TEXT_LIMIT, clean
from facilitator.typed import parse_riel

BUDGET, LINES, PROJECTS = "budget", "lines", "projects"
NAMES = (BUDGET, LINES, PROJECTS)
SIDES = ("revenue", "expenditure")
PARTS = tuple(dict.fromkeys((*REVENUE_PARTS, *EXPENDITURE_PARTS)))

MOST_PEOPLE = 1_000_000
"""Above every commune's population."""


def riel(cell: Any) -> int | None:
    """An amount in whole riel; `៛` may stand beside it. Raises UserError for decimals, minus signs and words."""
    if isinstance(cell, float) and not cell.is_integer():
        raise UserError(_("{amount} is not in whole riel.").format(amount=cell))
    return parse_riel(cells.figures(cell))


def paragraph(cell: Any) -> str:
    """A text that may have several lines."""
    return clean(cell, TEXT_LIMIT, True) if isinstance(cell, str) else cells.plain(cell)


def sheets() -> tuple[SheetKind, ...]:
    """The three tables; each may be missing."""
    return (_budget(), _lines(), _projects())


def _budget() -> SheetKind:
    people, year = cells.whole(0, MOST_PEOPLE), cells.whole(2000, 2100)
    statuses = BUDGET_STATUSES
    return SheetKind(
        BUDGET,
        N_("The budget itself: one row. Its commune is that of the cycle."),
        (
            Column(
                "commune_code", cells.commune_code, N_("Code of the commune; the cycle's when empty."), as_text=True
            ),
            Column("year", year, N_("Fiscal year, 1 January to 31 December; the cycle's when empty.")),
            Column("status", _one_of(statuses), N_("How far it is, from the list."), choices=lambda: statuses),
            Column("population", people, N_("People who live in the commune, for figures per person.")),
            Column("households", people, N_("Families in the commune.")),
            Column("source", cells.text, N_("The document that the planned figures are taken from.")),
            Column("source_date", cells.day, N_("The day of that document.")),
            *_sources(),
            Column("cover_text", paragraph, N_("A sentence of the commune for the cover of the booklet.")),
            Column("take_part", paragraph, N_("When and where the council meets, for the back of the booklet.")),
            Column("complaints", paragraph, N_("To whom one complains, for the back of the booklet.")),
            Column("notes", paragraph, N_("Notes; they are not printed.")),
        ),
        key=("year",),
    )


def _sources() -> tuple[Column, ...]:
    texts = {
        "revised": (N_("The document of the revised plan."), N_("The day of the revised plan.")),
        "actual": (N_("The document of the actual figures."), N_("The day of the actual figures.")),
    }
    found = []
    for column, (source, day) in texts.items():
        found.append(Column(f"{column}_source", cells.text, source))
        found.append(Column(f"{column}_date", cells.day, day))
    return tuple(found)


def _lines() -> SheetKind:
    amounts = {"plan": N_("Planned, in whole riel."), "revised": N_("Revised plan."), "actual": N_("What really came.")}
    return SheetKind(
        LINES,
        N_("Revenue and expenditure, one line per row. A line that others are part of may stay without figures."),
        (
            Column("code", cells.key, N_("Key of the line: one word, such as R1."), required=True, as_text=True),
            Column("side", _one_of(SIDES), N_("Money in or money out; a new line needs it."), choices=lambda: SIDES),
            Column("part", _one_of(PARTS), N_("What it counts to; a new line needs it."), choices=lambda: PARTS),
            Column("parent", cells.key, N_("Code of the line that it is part of, if any."), as_text=True),
            Column("name_km", cells.text, N_("Name in Khmer.")),
            Column("name_en", cells.text, N_("Name in English.")),
            Column("explain_km", paragraph, N_("What it means, in one plain sentence, in Khmer.")),
            Column("explain_en", paragraph, N_("What it means, in one plain sentence, in English.")),
            *(Column(name, riel, amounts[name]) for name in COLUMNS),
            Column("note", paragraph, N_("Why a figure is what it is.")),
            Column("icon", cells.key, N_("Name of its picture, as in the template.")),
        ),
        key=("code",),
    )


def _projects() -> SheetKind:
    money = {
        "cost": N_("What it costs in all, in whole riel; the sum of its sources when empty."),
        "commune_fund": N_("Planned from the commune fund."),
        "contribution": N_("Planned from contributions of people."),
        "other": N_("Planned from other sources."),
        "fund_revised": N_("From the commune fund in the revised plan; as planned when empty."),
        "fund_actual": N_("What it really took of the commune fund; as planned when empty."),
    }
    return SheetKind(
        PROJECTS,
        N_("The projects of the development part, one per row."),
        (
            Column("code", cells.key, N_("Key of the project: one word, such as 01."), required=True, as_text=True),
            Column("name_km", cells.text, N_("Name in Khmer.")),
            Column("name_en", cells.text, N_("Name in English.")),
            Column("sector", _one_of(sectors()), N_("Sector, from the list."), choices=sectors),
            Column(
                "village_code",
                cells.village_code,
                N_("Code of the village; empty for the whole commune."),
                as_text=True,
                from_sheet=sources.PLACES,
            ),
            Column("quantity", cells.figures, N_("How much is built or bought.")),
            Column("unit", cells.text, N_("Of what: metres, rooms, places.")),
            *(Column(name, riel, about) for name, about in money.items()),
            Column("start", cells.day, N_("First day of the work.")),
            Column("end", cells.day, N_("Last day of the work.")),
            Column("status", _one_of(STATUSES), N_("How far it is, from the list."), choices=lambda: STATUSES),
            Column("action", cells.text, N_("Number of the activity of the joint action plan."), as_text=True),
            Column(
                "criterion",
                cells.text,
                N_("Criterion that asked for it: key of the service, a slash, key of the criterion."),
            ),
        ),
        key=("code",),
    )


def sectors() -> tuple[str, ...]:
    """The keys of the five sectors."""
    return tuple(sector.key for sector in catalogue.sectors())


def _one_of(options: Sequence[str]) -> cells.Reader:
    return cells.one_of(lambda: options)
