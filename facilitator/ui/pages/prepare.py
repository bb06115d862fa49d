"""Preparing a cycle: the commune, its services and villages, the people, the meetings, the rules, the cycle itself."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from facilitator.i18n import N_, _
from facilitator.ui.context import Context
from facilitator.ui.pages.base import Page
from facilitator.ui.pages.rows import Section
from facilitator.ui.widgets.scroll import follow_open_tab

if TYPE_CHECKING:
    from facilitator.models.action import Action

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
        self._sections: dict[str, Section] = {}
        promised = bool(promises_of(context))
        self._keys = [key for key in SECTIONS if key != "promises" or promised]
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("prepare_tabs")
        self.tabs.setAccessibleName(_("Parts of the preparation"))
        self.tabs.tabBar().setObjectName("prepare_tab_bar")
        self.tabs.tabBar().setAccessibleName(_("Parts of the preparation"))
        self.tabs.tabBar().setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        for key in self._keys:
            holder = QWidget()
            holder.setObjectName(f"prepare_{key}")
            QVBoxLayout(holder).setContentsMargins(0, 14, 0, 0)
            self.tabs.addTab(holder, _(SECTIONS[key]))
        if promised and any(meeting.held for meeting in context.cycle.meetings):
            self.show_section("services")  # the round is under way
        follow_open_tab(self.tabs)
        self.tabs.currentChanged.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 22, 18)
        column.addWidget(self.tabs)

    def refresh(self) -> None:
        """Show the part that is open as it is now."""
        self._section().refresh()

    def focus_first(self) -> None:
        """Put the keyboard into the first field of the open part."""
        self._section().focus_first()

    def show_section(self, key: str) -> None:
        """Open one part by its key."""
        self.tabs.setCurrentIndex(self._keys.index(key))

    @Slot(int)
    def _open(self, _index: int) -> None:
        if self.isVisible():
            self.refresh()

    def _section(self) -> Section:
        """The open part, made now if it was never open."""
        key = self._keys[self.tabs.currentIndex()]
        if key not in self._sections:
            module = import_module(f"facilitator.ui.pages.prepare_{key}")
            make: Callable[[Context], Section] = getattr(module, f"{key.capitalize()}Section")
            self._sections[key] = made = make(self.context)
            holder = self.tabs.currentWidget().layout()
            assert holder is not None
            holder.addWidget(made)
            made.show()  # now, so that the keyboard can be put into it
        return self._sections[key]


def promises_of(context: Context) -> list[Action]:
    """The activities of the round before, which are its promises."""
    from facilitator.models.action import leaves
    from facilitator.models.results import previous_cycle

    before = previous_cycle(context.store, context.cycle)
    return leaves(before) if before is not None else []
