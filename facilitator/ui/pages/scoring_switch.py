"""A choice whose options say how far each is: villages with their people, groups, services."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from facilitator.ui import icons, theme, tips
from facilitator.ui.widgets.basic import Button
from facilitator.ui.widgets.drop_down import DropDown
from facilitator.ui.widgets.flow import Flow

STATE_ICONS = {"done": "check", "open": "edit", "empty": ""}


class Option(NamedTuple):
    """A key, its words, and its state: `done`, `open` (begun) or `empty`."""

    key: str
    text: str
    state: str = "empty"


class ListSwitch(QWidget):
    """One of many, in a drop-down list; `committed(str)`. Up and Down change it without opening."""

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._options: list[Option] = []
        self.list = combo = DropDown(name, label, self)
        combo.setMaxVisibleItems(16)
        combo.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        combo.activated.connect(self._picked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(combo)
        self.setFocusProxy(combo)

    def offer(self, options: Sequence[Option]) -> None:
        """Show these options; the chosen one stays chosen while it is among them."""
        if list(options) == self._options:
            return
        chosen = self.value()
        self._options = list(options)
        with QSignalBlocker(self.list):
            self.list.clear()
            for option in options:
                self.list.addItem(_icon(option.state), option.text)
                self.list.setItemData(self.list.count() - 1, tips.plain(option.text), Qt.ItemDataRole.ToolTipRole)
        self.set_value(chosen)

    def keys(self) -> list[str]:
        """The keys offered, in their order."""
        return [option.key for option in self._options]

    def value(self) -> str | None:
        """The chosen key, or None."""
        index = self.list.currentIndex()
        return self._options[index].key if 0 <= index < len(self._options) else None

    def set_value(self, value: str | None) -> None:
        """Show a choice without sending it."""
        self.list.show_index(self.keys().index(value) if value in self.keys() else -1)

    @Slot(int)
    def _picked(self, index: int) -> None:
        self.committed.emit(self._options[index].key)


class ButtonSwitch(QWidget):
    """One of a few, all on the page; `committed(str)`."""

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._options: list[Option] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._picked)
        self._flow = Flow(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def offer(self, options: Sequence[Option]) -> None:
        """Show these options; buttons of keys that stay are kept, with the keyboard in them."""
        if list(options) == self._options:
            return
        chosen, same = self.value(), [option.key for option in options] == self.keys()
        self._options = list(options)
        if not same:
            self._make_buttons()
        for button, option in zip(self._group.buttons(), options, strict=True):
            button.setText(option.text)
            button.setAccessibleName(f"{self.accessibleName()}: {option.text}")
        self.set_value(chosen)
        self.updateGeometry()

    def keys(self) -> list[str]:
        """The keys offered, in their order."""
        return [option.key for option in self._options]

    def value(self) -> str | None:
        """The chosen key, or None."""
        index = self._group.checkedId()
        return self._options[index].key if 0 <= index < len(self._options) else None

    def set_value(self, value: str | None) -> None:
        """Show a choice without sending it."""
        index = self.keys().index(value) if value in self.keys() else -1
        self._group.setExclusive(False)
        for button in self._group.buttons():
            number = self._group.id(button)
            button.setChecked(number == index)
            button.setIcon(_icon(self._options[number].state, "on_accent" if number == index else "accent"))
        self._group.setExclusive(True)

    def _make_buttons(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        for number, option in enumerate(self._options):
            made = Button(f"{self.objectName()}_{option.key or 'all'}", option.text, role="option", parent=self)
            made.setCheckable(True)
            made.setStyleSheet(f"padding-left: {theme.px(8)}px; padding-right: {theme.px(8)}px;")  # groups in one line
            self._group.addButton(made, number)
            self._flow.addWidget(made)
            made.show()

    @Slot(int)
    def _picked(self, index: int) -> None:
        self.set_value(self._options[index].key)
        self.committed.emit(self._options[index].key)


def _icon(state: str, token: str = "accent") -> QIcon:
    name = STATE_ICONS[state]
    return icons.icon(name, token, 18) if name else QIcon()
