"""The projects as a table: what each costs and who pays, the sums last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from facilitator.i18n import _, format_number, screen_language
from facilitator.models import budgeting
from facilitator.models.budget import Budget, Project
from facilitator.ui import theme
from facilitator.ui.tables.amounts import NAME, TOTAL, AmountsTable, amount_text
from facilitator.ui.tables.base import Index, Kind, Role

if TYPE_CHECKING:
    from facilitator.ui.context import Context

CODE, COST = 0, 2
ALWAYS = 4
"""Amounts that every project has; its fund in a later column stands there once the budget has that column."""

LATER = {"fund_revised": "revised", "fund_actual": "actual"}


class ProjectsTable(AmountsTable):
    """Name and amounts are typed here; sector, place, dates and links stand below the table."""

    first_amount = COST

    def __init__(self, context: Context, budget: Callable[[], Budget | None]) -> None:
        super().__init__(context, budget)
        self.money: list[str] = list(budgeting.MONEY[:ALWAYS])
        """The amounts on show, by the names of the project's attributes."""

    def refresh(self) -> None:
        """Read the projects anew."""
        budget = self.budget()
        columns = budget.columns() if budget is not None else []
        money = [*budgeting.MONEY[:ALWAYS], *(name for name, column in LATER.items() if column in columns)]
        if money != self.money:
            self.beginResetModel()
            self.money = money
            self.endResetModel()
        self.show_rows([project.id for project in budget.projects] if budget is not None else [])

    def project(self, row: int) -> Project | None:
        """The project of a row; None for the sums."""
        key = self.key_at(row)
        return self.context.store.get(Project, key) if key not in (None, TOTAL) else None

    def headings(self) -> Sequence[str]:
        names = {
            "cost": _("Cost"),
            "commune_fund": _("Commune fund"),
            "contribution": _("Contribution"),
            "other": _("Other"),
            "fund_revised": _("Fund, revised"),
            "fund_actual": _("Fund, actual"),
        }
        return (_("No."), _("Project"), *(names[name] for name in self.money))

    def kind_at(self, row: int, column: int) -> Kind:
        if self.is_total(row) or column == CODE:
            return Kind.FIXED
        return Kind.TEXT if column == NAME else Kind.WHOLE

    def is_strong(self, row: int, column: int) -> bool:
        return self.is_total(row)

    def is_worked_out(self, row: int, column: int) -> bool:
        project = self.project(row)
        if project is None or column < COST:
            return False
        name = self.money[column - COST]
        return name not in budgeting.MONEY[1:ALWAYS] and getattr(project, name) is None

    def text_at(self, row: int, column: int) -> str:
        budget, project = self.budget(), self.project(row)
        if budget is None:
            return ""
        if project is None:
            return self._total(budget, column)
        if column == CODE:
            return project.code
        if column == NAME:
            return project.name(screen_language())
        name = self.money[column - COST]
        if self.is_worked_out(row, column):
            return amount_text(project.fund(LATER[name]) if name in LATER else project.sources() or None)
        return amount_text(getattr(project, name))

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role == Role.FontRole and index.column() >= COST:  # four amounts stand beside the name, on small screens too
            return theme.font(theme.SMALL, bold=self.is_total(index.row()))
        return super().data(index, role)

    def set_cell(self, row: int, column: int, text: str) -> None:
        project = self.project(row)
        if project is None:
            return
        if column == NAME:
            budgeting.set_project_name(project, screen_language(), text)
        else:
            budgeting.set_money(project, self.money[column - COST], text)

    def record_at(self, row: int, column: int) -> tuple[Project, str] | None:
        project = self.project(row)
        return (project, self.money[column - COST]) if project is not None and column >= COST else None

    def label(self, cells: Sequence[tuple[int, int, str]]) -> str:
        project = self.project(cells[0][0])
        if len(cells) > 1 or project is None:
            return _("Projects: {n} cells").format(n=format_number(len(cells), screen_language()))
        return _("Project: {name}").format(name=project.name(screen_language()))

    def _total(self, budget: Budget, column: int) -> str:
        if column == NAME:
            return _("All projects")
        if column < COST:
            return ""
        name = self.money[column - COST]
        return amount_text(budget.projects_fund(LATER[name]) if name in LATER else budget.sum_of_projects(name))
