"""The Citizens' Budget of the cycle's commune and year: what fails on top, then its parts behind tabs."""

from __future__ import annotations

import uuid
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from facilitator.i18n import N_, _
from facilitator.models import budgeting
from facilitator.models.budget import Budget
from facilitator.ui import theme
from facilitator.ui.pages.base import Page
from facilitator.ui.pages.budget_about import AboutSection
from facilitator.ui.pages.budget_booklet import BookletSection
from facilitator.ui.pages.budget_checks import BudgetChecks
from facilitator.ui.pages.budget_lines import LinesSection
from facilitator.ui.pages.budget_preview import BudgetPreview
from facilitator.ui.pages.budget_projects import ProjectsSection
from facilitator.ui.pages.budget_start import BudgetStart
from facilitator.ui.pages.budget_table import TableSection
from facilitator.ui.pages.section_tabs import SectionTabs
from facilitator.ui.widgets.basic import Banner, IconButton
from facilitator.ui.widgets.preview import LEAST_HEIGHT

if TYPE_CHECKING:
    from facilitator.models.budget_checks import BudgetCheck
    from facilitator.ui.context import Context
    from facilitator.ui.pages.rows import Section

SECTIONS = {
    "about": N_("Overview"),
    "revenue": N_("Revenue"),
    "expenditure": N_("Expenditure"),
    "projects": N_("Projects"),
    "table": N_("Excel"),
    "booklet": N_("Booklet"),
}

BESIDE_FROM, PREVIEW_SHARE = 860, 0.27
"""Width of the page in pixels at scale 1 from which the preview stands beside the sheet, and its part of the width."""


class BudgetPage(Page):
    """Each part is made when it is first opened."""

    stage = "budget"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._key: uuid.UUID | None = None
        self.training = Banner("budget_training")
        self.start = BudgetStart(context)
        self.checks = BudgetChecks()
        self.checks.wanted.connect(self.lead_to)
        self.tabs = SectionTabs("budget", _("Parts of the budget"), SECTIONS, self._make)
        self.tabs.opened.connect(self._open)
        self.preview = BudgetPreview(context, self.budget, self._supposing, self)
        self.seen = IconButton("budget_preview_shown", _("Preview of the booklet beside the sheet"), "paper")
        self.seen.setCheckable(True)
        self.seen.setChecked(True)
        self.seen.toggled.connect(self._place_preview)
        self.tabs.setCornerWidget(self.seen)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(14)
        for part in (self.training, self.start, self.checks, self.tabs):
            self.column.addWidget(part)
        self._area: QScrollArea | None = None
        self._place_preview()

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
        before = budgeting.year_before(self.context.store, budget) if budget is not None else None
        self.checks.show_budget(budget, before)
        if budget is None:
            self.start.refresh()
        else:
            self.tabs.section().refresh()
        self._place_preview()
        self.preview.refresh()

    def focus_first(self) -> None:
        """Put the keyboard into the open part, or on the button that starts."""
        if self.budget() is None:
            self.start.focus_first()
        else:
            self.tabs.section().focus_first()

    def budget(self) -> Budget | None:
        """The budget on show; cells ask for it by its key, which costs no query."""
        found = self.context.store.get(Budget, self._key) if self._key is not None else None
        if found is None:
            found = budgeting.budget_of(self.context.store, self.context.cycle)
            self._key = found.id if found is not None else None
        return found

    def show_section(self, key: str) -> Section:
        """Open one part by its key."""
        return self.tabs.show_section(key)

    @Slot(object)
    def lead_to(self, check: BudgetCheck) -> None:
        """Open the part with the cell that a failing check is about, and put the cursor there once it has its size."""
        budget = self.budget()
        if budget is None:
            return
        code, _dot, column = check.cell.rpartition(".")
        if check.code in ("project_sources", "project_off_plan", "development"):
            key, code = "projects", "" if check.code == "development" else code
        elif check.code == "balance":
            key, code = "expenditure", ""
        else:
            key = budget.line(code).side
        section = self.show_section(key)
        section.refresh()
        assert isinstance(section, LinesSection | ProjectsSection)
        QTimer.singleShot(0, section, partial(section.go_to, code, column))

    @Slot(str)
    def _open(self, key: str) -> None:
        self.refresh()
        self.preview.show_part(key)

    # -- the preview, which stays in sight while the sheet scrolls ----------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_preview()

    @Slot()
    def _place_preview(self) -> None:
        """Keep the right part of the page free for the preview where the page is wide enough, and put it there."""
        wide = self.width() >= theme.px(BESIDE_FROM)
        self.seen.setVisible(wide)
        shown = wide and self.seen.isChecked() and self.budget() is not None
        width = int(self.width() * PREVIEW_SHARE) if shown else 0
        self.column.setContentsMargins(22, 14, 22 + width, 18)
        self.preview.setVisible(shown)
        if not shown:
            return
        top, height = self._in_sight()
        self.preview.setGeometry(self.width() - width - 8, top + 14, width, max(height - 28, theme.px(LEAST_HEIGHT)))
        self.preview.refresh_once()

    def _in_sight(self) -> tuple[int, int]:
        """Top and height of what is seen of the page."""
        area = self._area or self._find_area()
        if area is None:
            return 0, self.height()
        return area.verticalScrollBar().value(), area.viewport().height()

    def _find_area(self) -> QScrollArea | None:
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if parent is not None:
            parent.verticalScrollBar().valueChanged.connect(self._place_preview)
        self._area = parent
        return parent

    def _make(self, key: str) -> Section:
        if key == "about":
            return AboutSection(self.context, self.budget)
        if key == "table":
            return TableSection(self.context, self.budget)
        if key == "booklet":
            return BookletSection(self.context, self.budget)
        typed_in = (
            ProjectsSection(self.context, self.budget)
            if key == "projects"
            else LinesSection(self.context, key, self.budget)
        )
        typed_in.table.typed.connect(self.preview.follow_typing)
        return typed_in

    def _supposing(self) -> AbstractContextManager[None]:
        """The budget with what is still being typed in the open part."""
        section = self.tabs.section()
        return section.table.supposing() if isinstance(section, LinesSection | ProjectsSection) else nullcontext()
