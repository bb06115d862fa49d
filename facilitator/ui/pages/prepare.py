"""Preparing a cycle: the commune, its services and villages, the people, the meetings, the rules, the cycle itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import N_, _
from facilitator.ui.pages.base import Page
from facilitator.ui.pages.section_tabs import SectionTabs, section_of

if TYPE_CHECKING:
    from facilitator.models.action import Action
    from facilitator.ui.context import Context

SECTIONS = {
    "promises": N_("Promises kept"),
    "services": N_("Services"),
    "commune": N_("Commune"),
    "people": N_("People and roles"),
    "plan": N_("Meetings"),
    "rules": N_("Rules"),
    "cycle": N_("This cycle"),
}
"""Parts of the page in the order of the work; each is made when it is first opened.

A round opens with what was promised in the one before; where nothing was, that part is left out.
"""


class PreparePage(Page):
    """The parts stand behind tabs, so that each fits on a small screen."""

    stage = "prepare"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        promised = bool(promises_of(context))
        titles = {key: title for key, title in SECTIONS.items() if key != "promises" or promised}
        label, make = _("Parts of the preparation"), section_of("prepare", context)
        self.tabs = SectionTabs("prepare", label, titles, make, self)
        if promised and any(meeting.held for meeting in context.cycle.meetings):
            self.show_section("services")  # the round is under way
        self.tabs.opened.connect(self.refresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 22, 18)
        column.addWidget(self.tabs)

    def refresh(self) -> None:
        """Show the part that is open as it is now."""
        self.tabs.section().refresh()

    def focus_first(self) -> None:
        """Put the keyboard into the first field of the open part."""
        self.tabs.section().focus_first()

    def show_section(self, key: str) -> None:
        """Open one part by its key."""
        self.tabs.show_section(key)


def promises_of(context: Context) -> list[Action]:
    """The activities of the round before, which are its promises."""
    from facilitator.models.action import leaves
    from facilitator.models.results import previous_cycle

    before = previous_cycle(context.store, context.cycle)
    return leaves(before) if before is not None else []
