"""The activities to follow up: which are done, which are overdue, what was found at each check, and their story."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from facilitator.i18n import _, format_number, plural, screen_language
from facilitator.models import following
from facilitator.models.attendance import ATTENDANCE_SIDES
from facilitator.models.due import SOON
from facilitator.ui.pages.action_plan_money import MoneyRows, shown_balance
from facilitator.ui.pages.follow_up_check import CheckCard
from facilitator.ui.pages.follow_up_timeline import TimelineCard
from facilitator.ui.pages.meeting_head import MeetingHead
from facilitator.ui.pages.rows import Section
from facilitator.ui.tables.checks import ACTIVITY, ChecksTable
from facilitator.ui.tables.low_view import LowView
from facilitator.ui.widgets.basic import Button, Card, EmptyState, Label, Remark

if TYPE_CHECKING:
    from facilitator.models.action import Action
    from facilitator.ui.context import Context

REST_MS = 60
"""The parts beneath the table follow once the cursor rests this long: arrow keys run through the rows freely."""


class ActivitiesSection(Section):
    """How far the plan is, its activities, and beneath them the form, the story and the money of the chosen one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        today = dt.date.today()
        self.head = MeetingHead(context, "follow_up", ATTENDANCE_SIDES)
        self.table = ChecksTable(context, today)
        self.grid = LowView("follow_up_table", _("Activities to follow up"), self.table, ACTIVITY)
        self.grid.set_widths(0, 150, 150, 150)
        self.grid.selectionModel().currentChanged.connect(self._chosen)
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._show_action)
        self.sum = Label("", "heading", "follow_up_sum")
        self.money_sum = Label("", "muted", "follow_up_money_sum")
        self.overdue = Remark("follow_up_overdue")
        self.check = CheckCard(context, today)
        self.story = TimelineCard(context, today)
        self.money = MoneyRows(context, "follow_up_contribution")
        self.start = Button("follow_up_plan", _("Action plan"), "action_plan", "primary", self._plan)
        self.empty = EmptyState(
            "follow_up_empty",
            "follow_up",
            _("Nothing to follow up yet"),
            _("The activities of the action plan appear here, the overdue ones first."),
            self.start,
        )
        self._lay_out()

    def _lay_out(self) -> None:
        self.card = Card(name="follow_up_card")
        self.card.add(self.sum, self.overdue, self.money_sum, self.grid)
        for part in (self.empty, self.card, self.check, self.story, self.money, self.head):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show the plan's standing and the chosen activity as they are now."""
        self.table.refresh()
        some = self.table.rowCount() > 0
        self.empty.setVisible(not some)
        for part in (self.card, self.check, self.story, self.money):
            part.setVisible(some)
        self.grid.fit()
        self.head.refresh()
        if some:
            self._show_standing()
            if not self.grid.currentIndex().isValid():
                self.grid.setCurrentIndex(self.table.index(0, ACTIVITY))
        self._show_action()

    def focus_first(self) -> None:
        """Put the keyboard on the first activity, or on the button that leads to the plan."""
        (self.grid if self.table.rowCount() else self.start).setFocus()

    def _show_standing(self) -> None:
        found, language = following.standing(self.context.cycle, self.table.today), screen_language()
        self.sum.setText(
            _("{done} of {all} activities done").format(
                done=format_number(found.done, language), all=format_number(found.total, language)
            )
        )
        sentences = []
        if found.overdue:
            sentences.append(
                plural(found.overdue, _("{n} activity is overdue."), _("{n} activities are overdue.")).format(
                    n=format_number(found.overdue, language)
                )
            )
        if found.soon:
            sentence = plural(
                found.soon, _("{n} activity ends within {days} days."), _("{n} activities end within {days} days.")
            )
            n, days = (format_number(count, language) for count in (found.soon, SOON))
            sentences.append(sentence.format(n=n, days=days))
        if found.unchecked:
            sentences.append(
                plural(
                    found.unchecked, _("{n} activity was never checked."), _("{n} activities were never checked.")
                ).format(n=format_number(found.unchecked, language))
            )
        self.overdue.say(" ".join(sentences), "warning" if found.overdue else "note")
        given = [each for action in self.context.cycle.actions for each in action.contributions]
        self.money_sum.setText(shown_balance(given))

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.row() != before.row():
            self._timer.start()

    @Slot()
    def _show_action(self) -> None:
        action = self._current()
        for part in (self.check, self.story, self.money):
            part.setVisible(action is not None)
        if action is not None:
            self.check.show_action(action)
            self.story.show_action(action)
            self.money.show_action(action)

    def _current(self) -> Action | None:
        return self.table.action(self.grid.currentIndex().row())

    def _plan(self) -> None:
        self.context.wanted.emit("action_plan")
