"""The workbook in which a budget is typed: the usual lines with their explanations, or what a cycle has already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from facilitator.export.compose import template_sheets
from facilitator.export.compose.template_votes import Cells, in_columns
from facilitator.export.documents.tables import Book, Sheet
from facilitator.i18n import N_
from facilitator.models import budgeting, catalogue, places
from facilitator.models.imports import budget_sheets
from facilitator.models.imports.budget_sheets import BUDGET, LINES, PROJECTS

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle

EXAMPLE_COMMUNE = "010201"
EXAMPLE_YEAR = 2026

_NOTES = (
    template_sheets.FIXED_NAMES,
    N_("Type whole riel. A line that others are part of may stay without figures."),
    N_("Revenue with what is carried over equals expenditure with the closing balance, in every column by itself."),
    N_("The commune fund of all projects together is the development part."),
    N_("An empty cell leaves what is there."),
    template_sheets.ALL_OR_NOTHING,
    template_sheets.KHMER_DIGITS,
)


def budget_template(cycle: Cycle | None = None) -> Book:
    """The workbook of kind `budget`: the usual lines to fill in, or the budget that the cycle has."""
    kinds = budget_sheets.sheets()
    rows = _example() if cycle is None else _filled(cycle)
    tables = [template_sheets.table(kind, in_columns(kind, rows[kind.name])) for kind in kinds]
    return Book((*tables, template_sheets.explanation(kinds, _NOTES), _places(cycle)))


def _usual_lines() -> list[Cells]:
    names = ("code", "side", "part", "parent", "name_km", "name_en", "explain_km", "explain_en", "icon")
    return [{name: getattr(line, name) for name in names} for line in catalogue.budget_lines()]


def _example() -> dict[str, list[Cells]]:
    village = places.villages_of(EXAMPLE_COMMUNE)[0]
    amount = 42_000_000
    budget: Cells = {
        "commune_code": EXAMPLE_COMMUNE,
        "year": EXAMPLE_YEAR,
        "status": "draft",
        "population": 9_000,
        "households": 2_000,
        "source_date": dt.date(EXAMPLE_YEAR - 1, 12, 20),
    }
    project: Cells = {
        "code": "01",
        "name_km": f"ផ្លូវបេតុងភូមិ{village.name_km}",
        "name_en": f"Concrete road, {village.name_en} village",
        "sector": "economic",
        "village_code": village.code,
        "quantity": "250",
        "unit": "ម៉ែត្រ",
        "cost": amount,
        "commune_fund": amount,
        "status": "not_started",
    }
    lines = _usual_lines()
    for line in lines:
        if line["code"] in ("R3", "E3.1"):
            line["plan"] = amount
    return {BUDGET: [budget], LINES: lines, PROJECTS: [project]}


def _filled(cycle: Cycle) -> dict[str, list[Cells]]:
    budget = budgeting.budget_beside(cycle)
    if budget is None:
        fresh: Cells = {"commune_code": cycle.commune_code, "year": cycle.year, "status": "draft"}
        people: Cells = {"population": cycle.commune.population, "households": cycle.commune.households}
        return {BUDGET: [fresh | people], LINES: _usual_lines(), PROJECTS: []}
    lines = sorted(budget.lines, key=lambda line: line.position)
    tables: dict[str, Sequence[object]] = {BUDGET: [budget], LINES: lines, PROJECTS: budget.projects}
    return {
        kind.name: [
            {column.name: getattr(entity, column.name) for column in kind.columns} for entity in tables[kind.name]
        ]
        for kind in budget_sheets.sheets()
    }


def _places(cycle: Cycle | None) -> Sheet:
    if cycle is None:
        found = [(each.code, each.name_km, each.name_en) for each in places.villages_of(EXAMPLE_COMMUNE)]
    else:
        villages = {village.code: village for village in (*cycle.commune.villages, *cycle.villages())}
        found = [(each.code, each.name_km, each.name_en) for each in villages.values()]
    return template_sheets.places(found)
