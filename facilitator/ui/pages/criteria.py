"""Issues and criteria: what people say about a service, and the short list that everybody scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from facilitator.i18n import _
from facilitator.ui.pages.criteria_issues import IssuesSection
from facilitator.ui.pages.criteria_list import CriteriaSection
from facilitator.ui.pages.meeting_page import MeetingPage

if TYPE_CHECKING:
    from facilitator.ui.context import Context


class CriteriaPage(MeetingPage):
    """The meetings of a service point, the issues raised in them, and its criteria."""

    stage = "criteria"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.issues = IssuesSection(context, self.point)
        self.criteria = CriteriaSection(context, self.point)
        self.add_part(_("Issues"), self.issues)
        self.add_part(_("Criteria"), self.criteria)
