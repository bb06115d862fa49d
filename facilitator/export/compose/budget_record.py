"""Budgets as the plain records of the command line (docs/interfaces.md, output `budget`), in whole riel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from facilitator.models import budgeting
from facilitator.models.budget import COLUMNS as AMOUNTS
from facilitator.models.budget import Budget, BudgetLine, Project
from facilitator.models.imports import budget_sheets
from facilitator.text import strip_breaks

if TYPE_CHECKING:
    from facilitator.models.budget_checks import BudgetCheck
    from facilitator.models.store import Store

SHEETS = {kind.name: tuple(column.name for column in kind.columns) for kind in budget_sheets.sheets()}
"""The columns of each table of the import: what is written can be read again."""

CHECK = ("cell", "expected", "found", "difference", "text")
COLUMNS = (
    "commune_code", "year", "record",
    *dict.fromkeys((*SHEETS[budget_sheets.LINES], *SHEETS[budget_sheets.PROJECTS], *CHECK)),
)  # fmt: skip
"""The columns of the CSV: `record` is `line`, `project`, `total`, `check` or `remark`."""


def record(store: Store, budget: Budget) -> dict[str, Any]:
    """One budget with plain values, ready for JSON. An amount that is not typed is null; totals are sums."""
    lines = sorted(budget.lines, key=lambda line: line.position)
    return {
        "budget": {"id": str(budget.id), **_plain(budget, SHEETS[budget_sheets.BUDGET])},
        "lines": [_plain(line, SHEETS[budget_sheets.LINES]) for line in lines],
        "projects": [_plain(project, SHEETS[budget_sheets.PROJECTS]) for project in budget.projects],
        "totals": {
            side: {column: budget.total(side, column) for column in AMOUNTS} for side in ("revenue", "expenditure")
        },
        "checks": [_check(found) for found in budget.checks()],
        "remarks": [_check(found) for found in budget.remarks(budgeting.year_before(store, budget))],
    }


def cells(values: dict[str, Any]) -> Iterator[list[Any]]:
    """A record as lines of CSV."""
    head = {name: values["budget"][name] for name in ("commune_code", "year")}
    rows = [
        *(("line", line) for line in values["lines"]),
        *(("project", project) for project in values["projects"]),
        *(("total", {"side": side, **amounts}) for side, amounts in values["totals"].items()),
        *(("check", check) for check in values["checks"]),
        *(("remark", remark) for remark in values["remarks"]),
    ]
    for kind, row in rows:
        line = head | {"record": kind} | row
        yield [line.get(name) for name in COLUMNS]


def _plain(entity: Budget | BudgetLine | Project, names: tuple[str, ...]) -> dict[str, Any]:
    found = {name: getattr(entity, name) for name in names}
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in found.items()}


def _check(found: BudgetCheck) -> dict[str, Any]:
    return {
        "code": found.code,
        "cell": found.cell,
        "expected": found.expected,
        "found": found.found,
        "difference": found.difference,
        "text": strip_breaks(found.text),
    }
