"""The joint action plan: proposals from both cards above, the table in its official columns, the chosen row beneath."""

from __future__ import annotations

import uuid

from PySide6.QtCore import QModelIndex, QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import _
from facilitator.ui.context import Context
from facilitator.ui.pages.action_plan_detail import ActionDetail
from facilitator.ui.pages.action_plan_proposals import ProposalsCard
from facilitator.ui.pages.action_plan_table import PlanCard
from facilitator.ui.pages.base import Page

REST_MS = 60
"""The part beneath the table follows once the cursor rests this long: arrow keys run through the rows freely."""


class ActionPlanPage(Page):
    """What was agreed and suggested becomes rows; a row is written in the table and completed beneath it."""

    stage = "action_plan"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.proposals = ProposalsCard(context)
        self.plan = PlanCard(context, self.proposals.unfold)
        self.detail = ActionDetail(context)
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._show_detail)
        self.proposals.kept.connect(self._show_row)
        self.plan.grid.selectionModel().currentChanged.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 22, 18)
        column.setSpacing(14)
        for part in (self.proposals, self.plan, self.detail):
            column.addWidget(part)
        column.addStretch(1)

    def refresh(self) -> None:
        """Show proposals, plan and the chosen row as they are now."""
        self.proposals.refresh()
        self.plan.refresh()
        self._show_detail()

    def focus_first(self) -> None:
        """Put the keyboard into the table, or where the first row is made."""
        self.plan.focus_first()

    @Slot(object)
    def _show_row(self, key: uuid.UUID) -> None:
        self.plan.grid.go_to(key)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.row() != before.row():
            self._timer.start()

    @Slot()
    def _show_detail(self) -> None:
        action = self.plan.current()
        self.detail.show_action(action)
        self.detail.setVisible(action is not None)
        self.detail.setAccessibleName(_("The chosen activity"))
