"""The Citizens' Budget of the cycle's commune and year: what fails on top, then its parts behind tabs."""

from __future__ import annotations

import uuid
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from facilitator.i18n import N_, _
from facilitator.models import budgeting
from facilitator.models.budget import Budget
from facilitator.models.budget_checks import BudgetCheck
from facilitator.ui.context import Context
from facilitator.ui.pages.base import Page
from facilitator.ui.pages.budget_about import AboutSection
from facilitator.ui.pages.budget_checks import BudgetChecks
from facilitator.ui.pages.budget_lines import LinesSection
from facilitator.ui.pages.budget_projects import ProjectsSection
from facilitator.ui.pages.budget_start import BudgetStart
from facilitator.ui.pages.rows import Section
from facilitator.ui.widgets.basic import Banner
from facilitator.ui.widgets.scroll import follow_open_tab

SECTIONS = {
    "about": N_("At a glance"),
    "revenue": N_("Revenue"),
    "expenditure": N_("Expenditure"),
    "projects": N_("Projects"),
}


class BudgetPage(Page):
    """Each part is made when it is first opened."""

    stage = "budget"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._key: uuid.UUID | None = None
        self._sections: dict[str, Section] = {}
        self.training = Banner("budget_training")
        self.start = BudgetStart(context)
        self.checks = BudgetChecks()
        self.checks.wanted.connect(self.lead_to)
        self.tabs = QTabWidget()
        for widget, name in ((self.tabs, "budget_tabs"), (self.tabs.tabBar(), "budget_tab_bar")):
            widget.setObjectName(name)
            widget.setAccessibleName(_("Parts of the budget"))
        self.tabs.tabBar().setExpanding(False)
        for key, title in SECTIONS.items():
            holder = QWidget()
            holder.setObjectName(f"budget_{key}")
            QVBoxLayout(holder).setContentsMargins(0, 14, 0, 0)
            self.tabs.addTab(holder, _(title))
        follow_open_tab(self.tabs)
        self.tabs.currentChanged.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 22, 18)
        column.setSpacing(14)
        for part in (self.training, self.start, self.checks, self.tabs):
            column.addWidget(part)

    def refresh(self) -> None:
        """Show the budget as it is now, or how to begin."""
        self._key = None  # the cycle may have been moved to another commune or year
        budget = self.budget()
        self.training.say(
            _("A training copy has no budget of its own: what you change here is the real budget of the commune.")
            if self.context.cycle.training
            else "",
            "warning",
        )
        self.start.setVisible(budget is None)
        self.tabs.setVisible(budget is not None)
        self.checks.show_budget(budget)
        if budget is None:
            self.start.refresh()
        else:
            self._section().refresh()

    def focus_first(self) -> None:
        """Put the keyboard into the open part, or on the button that starts."""
        if self.budget() is None:
            self.start.focus_first()
        else:
            self._section().focus_first()

    def budget(self) -> Budget | None:
        """The budget on show; cells ask for it by its key, which costs no query."""
        found = self.context.store.get(Budget, self._key) if self._key is not None else None
        if found is None:
            found = budgeting.budget_of(self.context.store, self.context.cycle)
            self._key = found.id if found is not None else None
        return found

    def show_section(self, key: str) -> Section:
        """Open one part by its key."""
        self.tabs.setCurrentIndex(list(SECTIONS).index(key))
        return self._section()

    @Slot(object)
    def lead_to(self, check: BudgetCheck) -> None:
        """Open the part with the cell that a failing check is about, and put the cursor there once it has its size."""
        budget = self.budget()
        if budget is None:
            return
        code, _dot, column = check.cell.rpartition(".")
        if check.code in ("project_sources", "development"):
            key, code = "projects", code if check.code == "project_sources" else ""
        elif check.code == "balance":
            key, code = "expenditure", ""
        else:
            key = budget.line(code).side
        section = self.show_section(key)
        section.refresh()
        assert isinstance(section, LinesSection | ProjectsSection)
        QTimer.singleShot(0, section, partial(section.go_to, code, column))

    @Slot(int)
    def _open(self, _index: int) -> None:
        if self.isVisible():
            self.refresh()

    def _section(self) -> Section:
        """The open part, made now if it was never open."""
        key = list(SECTIONS)[self.tabs.currentIndex()]
        if key not in self._sections:
            self._sections[key] = made = self._make(key)
            holder = self.tabs.currentWidget().layout()
            assert holder is not None
            holder.addWidget(made)
            made.show()  # at once, so that it can take the keyboard
        return self._sections[key]

    def _make(self, key: str) -> Section:
        if key == "about":
            return AboutSection(self.context, self.budget)
        if key == "projects":
            return ProjectsSection(self.context, self.budget)
        return LinesSection(self.context, key, self.budget)
