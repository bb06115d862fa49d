"""The interface meeting: who came, both scores side by side with what each side said and agreed, and the decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.i18n import _
from facilitator.models.attendance import ATTENDANCE_SIDES
from facilitator.ui.pages.interface_decisions import DecisionsSection
from facilitator.ui.pages.interface_points import PointsSection
from facilitator.ui.pages.meeting_page import MeetingPage
from facilitator.ui.widgets.basic import Button
from facilitator.ui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from facilitator.ui.context import Context
    from facilitator.ui.meeting.mode import MeetingMode


class InterfacePage(MeetingPage):
    """The meeting, criterion by criterion of the chosen service, and what the meeting decided."""

    stage = "interface"
    sides = ATTENDANCE_SIDES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.talk = PointsSection(context, self.point, self.head)
        self.decisions = DecisionsSection(context, self.head)
        self.mode: MeetingMode | None = None
        self.show_button = Button("show_meeting", _("Show in the room"), "interface", pressed=self.show_in_the_room)
        self.show_button.setToolTip(_("Full screen for a projector or the turned laptop"))
        self.add_part(_("Criterion by criterion"), self.talk)
        self.add_part(_("Decisions"), self.decisions)

    def refresh(self) -> None:
        """Show the open part as it is now."""
        super().refresh()
        self._put_button_last()
        self.show_button.setEnabled(self.point() is not None)

    def _put_button_last(self) -> None:
        """Behind the choice of service, which is made anew when the services change."""
        row = self.points.layout()
        assert isinstance(row, QHBoxLayout)
        if row.indexOf(self.show_button) != row.count() - 1 or self.show_button.parent() is not self.points:
            row.addWidget(self.show_button)
            follow_layout(self.points)

    def show_in_the_room(self) -> None:
        """Open meeting mode on the chosen meeting; one is written down first where there is none."""
        from facilitator.ui.meeting.mode import MeetingMode

        self.head.refresh()
        if self.head.meeting() is None:
            self.head.begin.click()
        meeting = self.head.meeting()
        if meeting is not None and self.mode is None:
            self.mode = MeetingMode(self.context, meeting.id, parent=self.window())
            self.mode.left.connect(self._mode_left)
            self.mode.begin()

    @Slot()
    def _mode_left(self) -> None:
        if self.mode is not None:
            self.mode.deleteLater()
            self.mode = None
        self.window().activateWindow()
        self.refresh()
        self.show_button.setFocus()
