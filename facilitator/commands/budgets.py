"""The command `budget`: budgets with their lines, projects, totals and checks."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from facilitator.commands import terminal

if TYPE_CHECKING:
    from facilitator.models.budget import Budget
    from facilitator.models.store import Store


def budgets(asked: argparse.Namespace) -> int:
    """Print the budgets that were asked for, oldest first, as JSON or CSV."""
    from facilitator.export import sheets
    from facilitator.export.compose import budget_record
    from facilitator.models.store import Store

    with Store.open(asked.database) as store:
        records = (budget_record.record(store, budget) for budget in _asked(store, asked.cycle))
        if asked.format == "json":
            terminal.tell_json_list(records)
        else:
            lines = (row for each in records for row in budget_record.cells(each))
            terminal.tell_whole(sheets.csv_lines(budget_record.COLUMNS, lines))
    return 0


def _asked(store: Store, cycle_key: str | None) -> list[Budget]:
    """The budget of a cycle's commune and year, or every one."""
    from facilitator.models import budgeting
    from facilitator.models.budget import Budget

    if cycle_key:
        found = budgeting.budget_of(store, store.cycle(cycle_key))
        return [found] if found is not None else []
    everything: list[Budget] = store.all(Budget)
    return sorted(everything, key=lambda budget: (budget.year, budget.commune_code))
