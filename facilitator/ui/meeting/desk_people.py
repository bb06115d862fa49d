"""Counting who came, side by side with the welcome."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from facilitator.models.attendance import ATTENDANCE_SIDES
from facilitator.ui.pages.meeting_people import MeetingPeople
from facilitator.ui.pages.rows import Section

if TYPE_CHECKING:
    from facilitator.models.meeting import Meeting
    from facilitator.ui.context import Context


class PeoplePanel(Section):
    """The head count of each side."""

    def __init__(self, context: Context, meeting: Callable[[], Meeting | None], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._meeting = meeting
        self.people = MeetingPeople(context, "meeting_mode", ATTENDANCE_SIDES, by_group=False)
        self.column.addWidget(self.people)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show what is stored."""
        meeting = self._meeting()
        if meeting is not None:
            self.people.counts.setEnabled(meeting.closed_on is None)
            self.people.show_meeting(meeting)

    def focus_first(self) -> None:
        """Put the keyboard into the total."""
        self.people.counts.setFocus()
