"""The parts of a page behind tabs, so that each fits on a small screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from facilitator.i18n import _

if TYPE_CHECKING:
    from facilitator.ui.context import Context
    from facilitator.ui.pages.rows import Section


class SectionTabs(QTabWidget):
    """One tab a part; each part is made when it is first opened. `opened(key)` tells of a part that comes into sight.

    The tabs are as high as the open part: a short one under a long one would end in an empty page.
    """

    opened = Signal(str)

    def __init__(
        self,
        name: str,
        label: str,
        titles: Mapping[str, str],
        make: Callable[[str], Section],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keys = list(titles)
        self._make = make
        self._sections: dict[str, Section] = {}
        for widget, suffix in ((self, "tabs"), (self.tabBar(), "tab_bar")):
            widget.setObjectName(f"{name}_{suffix}")
            widget.setAccessibleName(label)
        self.tabBar().setExpanding(False)
        self.setUsesScrollButtons(True)
        for key, title in titles.items():
            holder = QWidget()
            holder.setObjectName(f"{name}_{key}")
            QVBoxLayout(holder).setContentsMargins(0, 14, 0, 0)
            self.addTab(holder, _(title))
        self.currentChanged.connect(self._turn)

    def section(self) -> Section:
        """The open part, made now if it was never open."""
        key = self._keys[self.currentIndex()]
        if key not in self._sections:
            self._sections[key] = made = self._make(key)
            holder = self.currentWidget().layout()
            assert holder is not None
            holder.addWidget(made)
            made.show()  # now, so that the keyboard can be put into it
        return self._sections[key]

    def show_section(self, key: str) -> Section:
        """Open one part by its key."""
        self.setCurrentIndex(self._keys.index(key))
        return self.section()

    @Slot(int)
    def _turn(self, index: int) -> None:
        """Hide what is in the parts behind, which Qt would count into the height as well."""
        for part in filter(None, map(self.widget, range(self.count()))):
            for inside in part.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
                inside.setVisible(part is self.currentWidget())
        if self.isVisible():
            self.opened.emit(self._keys[index])
            for _pass in range(4):  # else the first picture shows the part squeezed into the height of the one before
                QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def section_of(page: str, context: Context) -> Callable[[str], Section]:
    """Makes the part `key` of a page from the class `<Key>Section` in its module `<page>_<key>`."""

    def make(key: str) -> Section:
        module = import_module(f"facilitator.ui.pages.{page}_{key}")
        made: Section = getattr(module, f"{key.capitalize()}Section")(context)
        return made

    return make
