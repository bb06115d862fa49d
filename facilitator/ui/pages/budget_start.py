"""How a budget begins: with the usual lines, or with those of the commune's last budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from facilitator.i18n import _, shown_plain
from facilitator.models import budgeting
from facilitator.ui.pages.rows import Section
from facilitator.ui.widgets.basic import Button, EmptyState, Remark

if TYPE_CHECKING:
    from facilitator.models.budget import Budget
    from facilitator.ui.context import Context


class BudgetStart(Section):
    """Stands where there is no budget of this year yet."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.template = Button(
            "budget_start", _("Start with the usual lines"), "add", "primary", self._start_with_template
        )
        self.copy = Button(
            "budget_copy", _("Take over the lines of an earlier year"), "paper", pressed=self._start_with_earlier
        )
        self.remark = Remark("budget_start_remark")
        empty = EmptyState(
            "budget_empty",
            "budget",
            _("No budget of this year yet"),
            _("The lines of a commune's budget are ready, each with a plain explanation. You type the figures."),
            self.template,
        )
        self.column.addWidget(empty)
        self.column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self.remark)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Offer the lines of the last budget where there is one."""
        earlier = budgeting.budget_before(self.context.store, self.context.cycle)
        self.copy.setVisible(earlier is not None)
        if earlier is not None:
            text = _("Take over the lines of {year}, without figures").format(year=shown_plain(earlier.year))
            self.copy.setText(text)
            self.copy.setAccessibleName(text)

    def _start_with_template(self) -> None:
        self._start(budgeting.from_template(self.context.cycle), _("Budget begun"))

    def _start_with_earlier(self) -> None:
        earlier = budgeting.budget_before(self.context.store, self.context.cycle)
        if earlier is not None:
            label = _("Lines of the budget of {year} taken over").format(year=shown_plain(earlier.year))
            self._start(budgeting.from_earlier(self.context.cycle, earlier), label)

    def _start(self, budget: Budget, label: str) -> None:
        with self.context.gesture(label, say=self.remark.say):
            self.context.store.session.add(budget)
