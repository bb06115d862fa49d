"""The information session: what people are entitled to first, then what is really there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from facilitator.i18n import _
from facilitator.ui.pages.information_inputs import InputsSection
from facilitator.ui.pages.meeting_page import MeetingPage

if TYPE_CHECKING:
    from facilitator.ui.context import Context


class InformationPage(MeetingPage):
    """The session of a service point, and its input tracking."""

    stage = "information"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.inputs = InputsSection(context, self.point)
        self.add_part(_("Input tracking"), self.inputs)
