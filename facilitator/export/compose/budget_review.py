"""The booklet's look back: what a year that is over planned and did, what was not done, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from facilitator.export.compose.common import both
from facilitator.export.documents.citizens_budget import Compared, NotDone, Origin, Review
from facilitator.export.documents.common import Text
from facilitator.models import catalogue
from facilitator.models.action import Action, numbers
from facilitator.models.budget import EXPENDITURE_PARTS, Budget, BudgetLine, Project
from facilitator.models.cycle import Cycle

if TYPE_CHECKING:
    from facilitator.models.store import Store

LEFT_OVER = "closing_balance"


def review(store: Store, cycle: Cycle, executed: Budget | None) -> Review | None:
    """The review of an executed budget, else of the year before; None where no actual figures are recorded."""
    budget = executed or _year_before(store, cycle)
    if budget is None or "actual" not in budget.columns():
        return None
    not_done = _not_done(budget, _actions(store, cycle, budget.year))
    return Review(budget.year, tuple(_lines(budget)), not_done, Origin(*budget.source_of("actual")))


def _lines(budget: Budget) -> Iterator[Compared]:
    """Money in; the parts of the money out that have figures, with their sum; what is left, which is no achievement."""
    names = part_names("expenditure")
    leaves = [line for line in budget.leaves("expenditure") if _planned(line) or line.amount("actual")]
    spent = [line for line in leaves if line.part != LEFT_OVER]
    yield _compared(both("All money that came in"), budget.leaves("revenue"), total=True)
    for key in EXPENDITURE_PARTS:
        lines = [line for line in spent if line.part == key]
        if lines:
            yield _compared(names[key][0], lines)
    yield _compared(both("All money that was spent"), spent, total=True)
    yield replace(_compared(names[LEFT_OVER][0], [line for line in leaves if line.part == LEFT_OVER]), done=None)


def part_names(side: str) -> dict[str, tuple[Text, Text]]:
    """Name and plain explanation of every part of one side."""
    return {
        line.part: (Text(line.name_km, line.name_en), Text(line.explain_km, line.explain_en))
        for line in catalogue.budget_lines()
        if line.side == side and not line.parent
    }


def _year_before(store: Store, cycle: Cycle) -> Budget | None:
    found = store.all(Budget, commune_code=cycle.commune_code, year=cycle.year - 1)
    return found[0] if found else None


def _planned(line: BudgetLine) -> int:
    """The last plan: revised where it was revised."""
    return line.amount("plan") if line.revised is None else line.revised


def _compared(name: Text, lines: list[BudgetLine], *, total: bool = False) -> Compared:
    plan, actual = sum(map(_planned, lines)), sum(line.amount("actual") for line in lines)
    return Compared(name, plan, actual, Fraction(actual, plan) if plan > 0 else None, total)


def _not_done(budget: Budget, actions: dict[str, Action]) -> tuple[NotDone, ...]:
    """The projects that are not done, with their reason, then the other lines that spent less and say why."""
    notes = {line.icon: line.note for line in budget.leaves("expenditure") if line.part == "development" and line.note}
    found = [
        NotDone(Text(project.name_km, project.name_en), project.status, _reason(project, actions, notes))
        for project in budget.projects
        if project.status != "done"
    ]
    sectors = {project.sector for project in budget.projects if project.status != "done"}
    found += [
        NotDone(Text(line.name_km, line.name_en), reason=line.note)
        for line in budget.leaves("expenditure")
        if line.note and line.amount("actual") < _planned(line)
        if line.part != "development" or line.icon not in sectors
    ]
    return tuple(found)


def _reason(project: Project, actions: dict[str, Action], notes: dict[str, str]) -> str:
    """Why a project is not done: as its action says, else as the line of its sector says."""
    action = actions.get(project.action)
    return (action.reason if action is not None else "") or notes.get(project.sector, "")


def _actions(store: Store, cycle: Cycle, year: int) -> dict[str, Action]:
    """The actions of the commune's plans of a year by number; a later round's stand before an earlier one's."""
    cycles = store.all(Cycle, commune_code=cycle.commune_code, year=year, training=cycle.training)
    rounds = sorted(cycles, key=lambda other: other.round)
    return {number: action for each in rounds for action, number in numbers(each).items()}
