"""Follow-up: activities and their checks, the money, stories of what became better, and the end of the round."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from facilitator.i18n import N_, _
from facilitator.ui.context import Context
from facilitator.ui.pages.base import Page
from facilitator.ui.pages.rows import Section
from facilitator.ui.widgets.scroll import follow_open_tab

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
        self._sections: dict[str, Section] = {}
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("follow_up_tabs")
        self.tabs.setAccessibleName(_("Parts of the follow-up"))
        bar = self.tabs.tabBar()
        bar.setObjectName("follow_up_tab_bar")
        bar.setAccessibleName(_("Parts of the follow-up"))
        bar.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        for key, title in SECTIONS.items():
            holder = QWidget()
            holder.setObjectName(f"follow_up_{key}")
            QVBoxLayout(holder).setContentsMargins(0, 14, 0, 0)
            self.tabs.addTab(holder, _(title))
        follow_open_tab(self.tabs)
        self.tabs.currentChanged.connect(self._open)
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
        self.tabs.setCurrentIndex(list(SECTIONS).index(key))

    @Slot(int)
    def _open(self, _index: int) -> None:
        if self.isVisible():
            self.section().refresh()

    def section(self) -> Section:
        """The open part, made now if it was never open."""
        key = list(SECTIONS)[self.tabs.currentIndex()]
        if key not in self._sections:
            module = import_module(f"facilitator.ui.pages.follow_up_{key}")
            make: Callable[[Context], Section] = getattr(module, f"{key.capitalize()}Section")
            self._sections[key] = made = make(self.context)
            holder = self.tabs.currentWidget().layout()
            assert holder is not None
            holder.addWidget(made)
            made.show()  # now, so that the keyboard can be put into it
        return self._sections[key]
