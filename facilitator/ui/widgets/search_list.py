"""A search field over a list of what was found, for the keyboard first: type, Down, Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from facilitator.i18n import _
from facilitator.ui import icons, theme
from facilitator.ui.widgets.basic import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

KEY, DETAIL, SPOKEN = 0x100, 0x101, 11
"""Roles of an item: `UserRole`, the one after it, `AccessibleTextRole` (numbers, see `basic` on why not by name)."""

ROW = 54
"""Height of an entry at scale 1, in pixels."""


class SearchLine(QLineEdit):
    """The field to type in. Keys that are for the list go to `steer`, which tells whether it took them."""

    def __init__(self, steer: Callable[[int], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steer = steer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._steer(event.key()):
            super().keyPressEvent(event)


class Entry(NamedTuple):
    """One thing that can be found: its key, its name, and a line that tells it from others of the same name."""

    key: str
    title: str
    detail: str = ""


class SearchList(QWidget):
    """`search(text)` is called on every key and answers with entries; `chosen(str)` carries the key of one.

    `empty` is the sentence shown when nothing was found.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        label: str,
        search: Callable[[str], Sequence[Entry]],
        placeholder: str = "",
        empty: str = "",
        late: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """With `late` entries are one plain line until `dress` is called (after the first paint of the window)."""
        super().__init__(parent)
        self.setObjectName(name)
        self._search = search
        self.line = SearchLine(self._steer, self)
        self.line.setObjectName(f"{name}_line")
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText(placeholder)
        self.line.setClearButtonEnabled(True)
        self.line.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = QListWidget(self)
        self.list.setObjectName(f"{name}_list")
        self.list.setAccessibleName(_("Search results"))
        if not late:
            self.dress()
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.nothing = Label(empty or _("Nothing found. Try fewer letters or another spelling."), "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.line, self.nothing, self.list):
            column.addWidget(part)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self.refresh)
        self.list.itemActivated.connect(self._activated)
        self.list.itemClicked.connect(self._activated)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask again for what is typed now."""
        self.list.clear()
        for entry in self._search(self.line.text()):
            item = QListWidgetItem(entry.title)
            item.setData(KEY, entry.key)
            item.setData(DETAIL, entry.detail)
            item.setData(SPOKEN, f"{entry.title}, {entry.detail}")
            item.setSizeHint(QSize(120, theme.px(ROW)))
            self.list.addItem(item)
        self.nothing.setVisible(self.list.count() == 0 and bool(self.line.text()))
        if self.list.count():
            self.list.setCurrentRow(0)

    def keys(self) -> list[str]:
        """The keys on show, best first."""
        return [self.list.item(row).data(KEY) for row in range(self.list.count())]

    def dress(self) -> None:
        """Paint entries in two lines from now on."""
        from facilitator.ui.widgets.entry_delegate import EntryDelegate

        self.list.setItemDelegate(EntryDelegate(self.list))

    def _steer(self, key: int) -> bool:
        """Arrows walk through the list while the typing goes on; Enter chooses."""
        from PySide6.QtCore import Qt

        row = self.list.currentRow()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        if key in steps and self.list.count():
            self.list.setCurrentRow(min(max(row + steps[Qt.Key(key)], 0), self.list.count() - 1))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.currentItem() is not None:
            self._activated(self.list.currentItem())
            return True
        return False

    @Slot(QListWidgetItem)
    def _activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(KEY))
