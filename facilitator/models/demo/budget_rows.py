"""The sample's Citizens' Budgets: lines of the template with figures that balance, and the projects."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter

from facilitator.models import catalogue
from facilitator.models.budget import Budget, BudgetLine, Project
from facilitator.models.demo import plan_rows, samples
from facilitator.models.demo.batch import Batch
from facilitator.models.demo.setting import Setting, day

STATUS = {2025: "executed", 2026: "approved"}
ADOPTED = "12-20"
"""The day of the year before on which the council adopts the budget."""

SECTOR_LINES = {
    "economic": "E3.1",
    "social": "E3.2",
    "environment": "E3.3",
    "administration_security": "E3.4",
    "gender": "E3.5",
}
CARRY_OVER, DEVELOPMENT_FUND, CLOSING = "R1", "R3", "E5"
Figures = dict[str, int]


def add_budgets(batch: Batch, setting: Setting) -> None:
    """The budget of every year of the sample; what one leaves over, the next begins with."""
    carried: int | None = None
    for year in samples.YEARS:
        budget = setting.id(year, "budget")
        executed = STATUS[year] == "executed"
        batch.add(
            Budget,
            id=budget,
            commune_code=setting.code,
            year=year,
            status=STATUS[year],
            population=setting.population,
            households=setting.households,
            source="ទិន្នន័យគំរូ មិនមែនតួលេខផ្លូវការ",
            source_date=dt.date(year + 1, 1, 31) if executed else day(year - 1, ADOPTED),
        )
        sectors = _add_projects(batch, setting, budget, year)
        plan = _plan(setting, year, sectors, carried)
        columns = {"plan": plan}
        if executed:
            columns |= {name: _column(plan, name) for name in ("revised", "actual")}
            carried = columns["actual"][CLOSING]
        _add_lines(batch, budget, setting, columns, notes=executed)


def _plan(setting: Setting, year: int, sectors: Figures, carried: int | None) -> Figures:
    """The planned figures by code; the development fund follows the projects, the closing balance the rest."""
    plan = {
        row["code"]: setting.money(row[f"plan_{year}"])
        for row in setting.kept(samples.rows("budget"))
        if row[f"plan_{year}"]
    }
    if carried is not None:
        plan[CARRY_OVER] = carried
    reference = sum(int(row["fund"]) for row in samples.of_year("projects", year))
    plan[DEVELOPMENT_FUND] += sum(sectors.values()) - setting.money(reference)
    return _balanced(plan | {line: sectors.get(sector, 0) for sector, line in SECTOR_LINES.items()})


def _column(plan: Figures, column: str) -> Figures:
    """The revised or actual figures: the sample's permille of the plan, balanced again."""
    permille = {row["code"]: int(row[column]) for row in samples.rows("budget") if row[column]}
    return _balanced({code: amount * permille[code] // 1000 for code, amount in plan.items() if code != CLOSING})


def _balanced(figures: Figures) -> Figures:
    revenue = sum(amount for code, amount in figures.items() if code.startswith("R"))
    return figures | {CLOSING: 2 * revenue - sum(figures.values())}


def _add_lines(batch: Batch, budget: uuid.UUID, setting: Setting, columns: dict[str, Figures], *, notes: bool) -> None:
    """The lines of the template that have figures, and those that they are part of."""
    remarks = {row["code"]: row["note"] for row in samples.rows("budget")}
    used = set(columns["plan"])
    used |= {line.parent for line in catalogue.budget_lines() if line.code in used}
    chosen = [line for line in catalogue.budget_lines() if line.code in used]
    for position, line in enumerate(chosen):
        batch.add(
            BudgetLine,
            budget_id=budget,
            code=line.code,
            side=line.side,
            part=line.part,
            parent=line.parent,
            name_km=line.name_km,
            name_en=line.name_en,
            explain_km=line.explain_km,
            explain_en=line.explain_en,
            icon=line.icon,
            note=remarks.get(line.code, "") if notes else "",
            position=position,
            **{name: figures.get(line.code) for name, figures in columns.items()},
        )


def _add_projects(batch: Batch, setting: Setting, budget: uuid.UUID, year: int) -> Figures:
    """The projects of a year; returns the commune fund's money by sector."""
    numbers = plan_rows.numbers_of(setting, year)
    sectors: Counter[str] = Counter()
    for position, row in enumerate(setting.kept(samples.of_year("projects", year))):
        here = setting.village(int(row["code"]) + year if row["in_village"] == "here" else int(row["in_village"] or 0))
        names = {"village_here": here.name_km, "village_here_en": here.name_en}
        fund, contribution, other = (setting.money(row[name]) for name in ("fund", "contribution", "other"))
        sectors[row["sector"]] += fund
        batch.add(
            Project,
            budget_id=budget,
            code=row["code"],
            name_km=setting.words(row["name_km"], **names),
            name_en=setting.words(row["name_en"], **names),
            sector=row["sector"],
            village_code=here.code if row["in_village"] else None,
            quantity=row["quantity"],
            unit=row["unit"],
            cost=fund + contribution + other,
            commune_fund=fund,
            contribution=contribution,
            other=other,
            start=day(year, row["start"]),
            end=day(year, row["end"]),
            status=row[f"status_{year}"],
            action=numbers[row["action"]] if row["action"] else "",
            criterion=f"{row['criterion'].partition('.')[0]}/{row['criterion']}" if row["criterion"] else "",
            position=position,
        )
    return dict(sectors)
