"""The interface meeting: who came, both scores side by side with what each side said and agreed, and the decisions."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from facilitator.i18n import _
from facilitator.models.meeting import ATTENDANCE_SIDES
from facilitator.ui.context import Context
from facilitator.ui.pages.interface_decisions import DecisionsSection
from facilitator.ui.pages.interface_points import PointsSection
from facilitator.ui.pages.meeting_page import MeetingPage


class InterfacePage(MeetingPage):
    """The meeting, criterion by criterion of the chosen service, and what the meeting decided."""

    stage = "interface"
    sides = ATTENDANCE_SIDES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.talk = PointsSection(context, self.point, self.head)
        self.decisions = DecisionsSection(context, self.head)
        self.add_part(_("Criterion by criterion"), self.talk)
        self.add_part(_("Decisions"), self.decisions)
