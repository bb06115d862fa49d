"""The checks of a Citizens' Budget: what has to be equal, and the sentence for each pair of figures that is not.

For every column that holds a figure, each by itself: revenue with carry-over equals expenditure with the closing
balance, a line that states a total equals its parts, and the commune fund of all projects is the development part
(of the revised and the actual column once the projects tell theirs). For each project: its sources make its cost.
What need not be equal and is only worth a second look stands in `budget_remarks`.
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
    development part, and `<code of the project>.cost` (or another of its amounts) for a project.
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
    columns = [each for column in budget.columns() for each in _column_checks(budget, column)]
    return columns + [each for project in budget.projects for each in project_checks(project)]


def project_checks(project: Project) -> list[BudgetCheck]:
    """The sources of a project make its cost; a project without a cost of its own costs what its sources give."""
    cost, sources = project.cost, project.sources()
    if cost is None or cost == sources:
        return []
    sentence = _("{name}: it costs {expected}, its sources make {found}. The difference is {difference}.")
    name = project.name(screen_language()) or project.code
    return [check("project_sources", f"{project.code}.cost", cost, sources, sentence, name=name)]


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
        yield check("balance", f"expenditure.{column}", revenue, expenditure, sentence, column=label)
    if budget.has_project_figures(column):
        development, fund = budget.part("expenditure", "development", column), budget.projects_fund(column)
        if development != fund:
            sentence = _(
                "{column}: the development part is {expected}, the projects take {found} of the commune fund. "
                "The difference is {difference}."
            )
            yield check("development", f"development.{column}", development, fund, sentence, column=label)


def _parts_checks(budget: Budget, column: str) -> Iterator[BudgetCheck]:
    for line in budget.lines:
        stated, parts = getattr(line, column), budget.leaves_below(line)
        added = sum(part.amount(column) for part in parts)
        if parts and stated is not None and stated != added:
            sentence = _(
                "{name}, {column}: its parts make {expected}, the line says {found}. The difference is {difference}."
            )
            name, label = line.name(screen_language()) or line.code, column_label(column)
            yield check("parts", f"{line.code}.{column}", added, stated, sentence, name=name, column=label)


def check(code: str, cell: str, expected: int, found: int, sentence: str, **words: str) -> BudgetCheck:
    """A check with its sentence, which names the figures as `expected`, `found` and `difference`."""
    amounts = {"expected": expected, "found": found, "difference": abs(found - expected)}
    language = screen_language()
    shown = {name: format_riel(amount, language) for name, amount in amounts.items()}
    return BudgetCheck(code, cell, expected, found, sentence.format(**words, **shown))
