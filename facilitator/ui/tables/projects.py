"""The projects as a table: what each costs and who pays, the sums last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from facilitator.i18n import _, format_number, screen_language
from facilitator.models import budgeting
from facilitator.models.budget import Budget, Project
from facilitator.ui import theme
from facilitator.ui.tables.amounts import NAME, TOTAL, AmountsTable, amount_text
from facilitator.ui.tables.base import Index, Kind, Role

CODE, COST = 0, 2


class ProjectsTable(AmountsTable):
    """Name and amounts are typed here; sector, place, dates and links stand below the table."""

    first_amount = COST

    def refresh(self) -> None:
        """Read the projects anew."""
        budget = self.budget()
        self.show_rows([project.id for project in budget.projects] if budget is not None else [])

    def project(self, row: int) -> Project | None:
        """The project of a row; None for the sums."""
        key = self.key_at(row)
        return self.context.store.get(Project, key) if key not in (None, TOTAL) else None

    def headings(self) -> Sequence[str]:
        money = (_("Cost"), _("Commune fund"), _("Contribution"), _("Other"))
        return (_("No."), _("Project"), *money)

    def kind_at(self, row: int, column: int) -> Kind:
        if self.is_total(row) or column == CODE:
            return Kind.FIXED
        return Kind.TEXT if column == NAME else Kind.WHOLE

    def is_strong(self, row: int, column: int) -> bool:
        return self.is_total(row)

    def is_worked_out(self, row: int, column: int) -> bool:
        project = self.project(row)
        return column == COST and project is not None and project.cost is None

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
        if self.is_worked_out(row, column):
            return amount_text(project.sources() or None)
        return amount_text(getattr(project, budgeting.MONEY[column - COST]))

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
            budgeting.set_money(project, budgeting.MONEY[column - COST], text)

    def label(self, cells: Sequence[tuple[int, int, str]]) -> str:
        project = self.project(cells[0][0])
        if len(cells) > 1 or project is None:
            return _("Projects: {n} cells").format(n=format_number(len(cells), screen_language()))
        return _("Project: {name}").format(name=project.name(screen_language()))

    def _total(self, budget: Budget, column: int) -> str:
        if column == NAME:
            return _("All projects")
        return amount_text(budget.sum_of_projects(budgeting.MONEY[column - COST])) if column >= COST else ""
