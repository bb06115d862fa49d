"""The checks of a Citizens' Budget: what has to be equal, and the sentence for each pair of figures that is not.

For every column that holds a figure, each by itself: revenue with carry-over equals expenditure with the closing
balance, and a line that states a total equals its parts. For the projects: the sources of each make its cost, and
together their commune fund is the planned development part (projects are planned once, so only the plan has it).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.i18n import _, format_riel, screen_language

if TYPE_CHECKING:
    from facilitator.models.budget import Budget, Project


@dataclass(frozen=True)
class BudgetCheck:
    """A check that fails: which one, where, the two figures in riel, and a sentence that names them.

    `cell` is `<code of the line>.<column>`, `expenditure.<column>` for the balance, `development.<column>` for the
    development part, and `<code of the project>.cost` for a project.
    """

    code: str
    cell: str
    expected: int
    found: int
    text: str

    @property
    def difference(self) -> int:
        """Found less expected, in riel."""
        return self.found - self.expected


def failing(budget: Budget) -> list[BudgetCheck]:
    """Every check of the budget that fails, columns first, then projects."""
    columns = [check for column in budget.columns() for check in _column_checks(budget, column)]
    return columns + [check for project in budget.projects for check in project_checks(project)]


def project_checks(project: Project) -> list[BudgetCheck]:
    """The sources of a project make its cost; a project without a cost of its own costs what its sources give."""
    cost, sources = project.cost, project.sources()
    if cost is None or cost == sources:
        return []
    sentence = _("{name}: it costs {expected}, its sources make {found}. The difference is {difference}.")
    name = project.name(screen_language()) or project.code
    return [_check("project_sources", f"{project.code}.cost", cost, sources, sentence, name=name)]


def column_label(column: str) -> str:
    """The column's name on screen."""
    return {"plan": _("Plan"), "revised": _("Revised plan"), "actual": _("Actual")}[column]


def _column_checks(budget: Budget, column: str) -> Iterator[BudgetCheck]:
    yield from _parts_checks(budget, column)
    label = column_label(column)
    revenue, expenditure = budget.total("revenue", column), budget.total("expenditure", column)
    if revenue != expenditure:
        sentence = _(
            "{column}: revenue is {expected}, expenditure with the closing balance is {found}. "
            "The difference is {difference}."
        )
        yield _check("balance", f"expenditure.{column}", revenue, expenditure, sentence, column=label)
    if column == "plan" and budget.projects:
        development = budget.part("expenditure", "development", column)
        fund = budget.sum_of_projects("commune_fund")
        if development != fund:
            sentence = _(
                "{column}: the development part is {expected}, the projects take {found} of the commune fund. "
                "The difference is {difference}."
            )
            yield _check("development", f"development.{column}", development, fund, sentence, column=label)


def _parts_checks(budget: Budget, column: str) -> Iterator[BudgetCheck]:
    for line in budget.lines:
        stated, parts = getattr(line, column), budget.leaves_below(line)
        added = sum(part.amount(column) for part in parts)
        if parts and stated is not None and stated != added:
            sentence = _(
                "{name}, {column}: its parts make {expected}, the line says {found}. The difference is {difference}."
            )
            name, label = line.name(screen_language()) or line.code, column_label(column)
            yield _check("parts", f"{line.code}.{column}", added, stated, sentence, name=name, column=label)


def _check(code: str, cell: str, expected: int, found: int, sentence: str, **words: str) -> BudgetCheck:
    amounts = {"expected": expected, "found": found, "difference": abs(found - expected)}
    language = screen_language()
    shown = {name: format_riel(amount, language) for name, amount in amounts.items()}
    return BudgetCheck(code, cell, expected, found, sentence.format(**words, **shown))
