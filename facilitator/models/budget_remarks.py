"""What in a budget is worth a second look though it may be right: it is said, and keeps no booklet from print.

The limits are the project's own. A line with a note is explained already and is not asked about.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from facilitator.i18n import _, screen_language
from facilitator.models.budget_checks import BudgetCheck, check, column_label

if TYPE_CHECKING:
    from facilitator.models.budget import Budget, BudgetLine

OFF_PLAN = 20
"""Per cent of its plan by which a line may end above or below it without a word."""

JUMP = 50
"""Per cent by which a line may differ from the year before without a word."""

SMALL = 1
"""Per cent of the whole budget: lines that differ by less are not asked about."""


def remarkable(budget: Budget, before: Budget | None = None) -> list[BudgetCheck]:
    """Every figure worth a second look; `before` is the budget of the year before."""
    found = [*_development(budget), *_fund_above_cost(budget), *_off_plan(budget)]
    return found + (list(_jumps(budget, before)) if before is not None else [])


def _development(budget: Budget) -> Iterator[BudgetCheck]:
    """The development part where the projects do not tell what they take of it."""
    for column in budget.columns():
        development, fund = budget.part("expenditure", "development", column), budget.projects_fund(column)
        if budget.has_project_figures(column) or development == fund:
            continue
        if not budget.projects:
            sentence = _("{column}: the development part is {expected}, and no project is entered for it yet.")
        else:
            sentence = _(
                "{column}: the development part is {expected}, the projects were to take {found}: {difference} apart. "
                "Type what each project takes in this column."
            )
        yield check("development", f"development.{column}", development, fund, sentence, column=column_label(column))


def _fund_above_cost(budget: Budget) -> Iterator[BudgetCheck]:
    """Projects that really took much more or less of the commune fund than was planned last."""
    least = _least(budget, "actual")
    for project in budget.projects:
        planned, actual = project.fund("revised") or 0, project.fund_actual
        if actual is None or project.status != "done" or not _is_off(planned, actual, OFF_PLAN, least):
            continue
        sentence = _("{name}: {expected} were planned, it took {found}. The difference is {difference}.")
        name = project.name(screen_language()) or project.code
        yield check("project_off_plan", f"{project.code}.fund_actual", planned, actual, sentence, name=name)


def _off_plan(budget: Budget) -> Iterator[BudgetCheck]:
    if "actual" not in budget.columns():
        return
    least = _least(budget, "actual")
    for line in _leaves(budget):
        planned = line.amount("plan") if line.revised is None else line.revised
        actual = line.amount("actual")
        if line.note or not _is_off(planned, actual, OFF_PLAN, least):
            continue
        sentence = _(
            "{name}: {expected} were planned, {found} came or were spent. The difference is {difference}. "
            "Write the reason as a note."
        )
        yield check("off_plan", f"{line.code}.actual", planned, actual, sentence, name=_name(line))


def _jumps(budget: Budget, before: Budget) -> Iterator[BudgetCheck]:
    """Lines whose plan (or outcome) is far from that of the year before; lines that are new are not compared."""
    earlier = {line.code: line for line in before.lines}
    for column in ("plan", "actual"):
        if column not in budget.columns() or column not in before.columns():
            continue
        least = _least(budget, column)
        for line in _leaves(budget):
            known = getattr(earlier.get(line.code), column, None)
            now = getattr(line, column)
            if line.note or now is None or not known or not _is_off(known, now, JUMP, least):
                continue
            sentence = _(
                "{name}, {column}: the year before it was {expected}, now it is {found}. The difference is "
                "{difference}. Check the digits, or write the reason as a note."
            )
            yield check(
                "jump", f"{line.code}.{column}", known, now, sentence, name=_name(line), column=column_label(column)
            )


def _leaves(budget: Budget) -> list[BudgetLine]:
    """The lines that are summed; what is carried over or left is nobody's plan."""
    leaves = [*budget.leaves("revenue"), *budget.leaves("expenditure")]
    return [line for line in leaves if line.part not in ("carry_over", "closing_balance")]


def _least(budget: Budget, column: str) -> int:
    return budget.total("revenue", column) * SMALL // 100


def _is_off(expected: int, found: int, percent: int, least: int) -> bool:
    """Whether two figures are further apart than that many per cent of the first, and by more than `least`."""
    apart = abs(found - expected)
    return apart > least and 100 * apart > percent * expected


def _name(line: BudgetLine) -> str:
    return line.name(screen_language()) or line.code
