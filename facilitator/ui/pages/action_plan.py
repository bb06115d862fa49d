"""The joint action plan: proposals from both cards above, the table in its official columns, the chosen row beneath."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from facilitator.i18n import _
from facilitator.models import planning
from facilitator.models.undo import Change
from facilitator.ui.pages.action_plan_card import PlanCard
from facilitator.ui.pages.action_plan_detail import ActionDetail
from facilitator.ui.pages.action_plan_proposals import ProposalsCard
from facilitator.ui.pages.base import Page
from facilitator.ui.pages.import_file import ImportPanel
from facilitator.ui.pages.meeting_parts import bring_into_sight

if TYPE_CHECKING:
    from facilitator.ui.context import Context

REST_MS = 120
"""What is around the table follows once cursor and typing rest this long: keys run through the rows freely."""


class ActionPlanPage(Page):
    """What was agreed and suggested becomes rows; a row is written in the table and completed beneath it."""

    stage = "action_plan"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.proposals = ProposalsCard(context)
        self.plan = PlanCard(context, self.proposals.unfold)
        self.detail = ActionDetail(context)
        self.detail.setAccessibleName(_("The chosen activity"))
        about = _("An Excel workbook (.xlsx) or a table (.csv) with a row for each activity of the plan.")
        self.files = ImportPanel(context, self, ("actions",), _("The plan from a file…"), about)
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._rest)
        self.proposals.kept.connect(self._show_row)
        self.proposals.target = self.plan.rows.current
        self.plan.rows.moved.connect(self._timer.start)
        self.plan.grid.money_wanted.connect(self._show_money)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 22, 18)
        column.setSpacing(14)
        for part in (self.proposals, self.plan, self.detail, self.files):
            column.addWidget(part)
        column.addStretch(1)

    def refresh(self) -> None:
        """Show proposals, plan and the chosen row as they are now."""
        self.plan.refresh()
        self._rest()

    def focus_first(self) -> None:
        """Put the keyboard into the table, or where the first row is made."""
        self.plan.focus_first()

    def _after_change(self, change: object) -> None:
        """The table follows at once; what is around it when the typing in the table rests."""
        if not self.isVisible():
            return
        self.plan.refresh(planning.touched_by(change) if isinstance(change, Change) else None)
        if QApplication.focusWidget() is self.plan.grid:
            self._timer.start()
        else:
            self._rest()

    @Slot(object)
    def _show_row(self, key: uuid.UUID) -> None:
        self.plan.grid.go_to(key)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    @Slot()
    def _rest(self) -> None:
        self._timer.stop()
        self.proposals.refresh()
        self.plan.refresh_sums(proposed=not self.proposals.isHidden())
        action = self.plan.current()
        self.detail.show_action(action)
        self.detail.setVisible(action is not None)

    @Slot()
    def _show_money(self) -> None:
        self._rest()
        self.detail.money.plus.setFocus()
        bring_into_sight(self.detail.money)
