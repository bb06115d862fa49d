"""Follow-up: activities and their checks, the money, stories of what became better, and the end of the round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import N_, _
from facilitator.ui.pages.base import Page
from facilitator.ui.pages.section_tabs import SectionTabs, section_of

if TYPE_CHECKING:
    from facilitator.ui.context import Context
    from facilitator.ui.pages.rows import Section

SECTIONS = {
    "activities": N_("Activities"),
    "money": N_("Money"),
    "stories": N_("Stories"),
    "closing": N_("End of the round"),
}
"""Parts of the page; each is made when it is first opened."""


class FollowUpPage(Page):
    """The parts stand behind tabs, so that each fits on a small screen."""

    stage = "follow_up"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        label, make = _("Parts of the follow-up"), section_of("follow_up", context)
        self.tabs = SectionTabs("follow_up", label, SECTIONS, make, self)
        self.tabs.opened.connect(self.refresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 22, 18)
        column.addWidget(self.tabs)

    def refresh(self) -> None:
        """Show the part that is open as it is now; while there is no plan, only what leads to it."""
        some = bool(self.context.cycle.actions)
        self.tabs.tabBar().setVisible(some)
        if not some:
            self.show_section("activities")
        self.section().refresh()

    def focus_first(self) -> None:
        """Put the keyboard where the work of the open part starts."""
        self.section().focus_first()

    def show_section(self, key: str) -> None:
        """Open one part by its key."""
        self.tabs.show_section(key)

    def section(self) -> Section:
        """The open part."""
        return self.tabs.section()
