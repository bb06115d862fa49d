"""Choosing one of some (`Choice`) or any of some (`Chips`), by mouse, arrows or Space."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from facilitator.ui import icons, theme
from facilitator.ui.widgets.basic import Button
from facilitator.ui.widgets.drop_down import DropDown
from facilitator.ui.widgets.flow import Flow

LEAST_WIDTH = 150
MOST_BUTTONS = 5
"""Up to this many options all stand on the page; more go into a drop-down list."""

Options = Sequence[tuple[str, str]]
"""Keys, and the words shown for them."""


class Choice(QWidget):
    """One of several keys, or none yet; `committed(str)`."""

    committed = Signal(object)
    refused = Signal(str)

    def __init__(
        self, name: str, label: str, options: Options, buttons: bool | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._keys = [key for key, _text in options]
        self._combo: DropDown | None = None
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._picked)
        if buttons if buttons is not None else len(options) <= MOST_BUTTONS:
            _lay_options(self, options, self._group)
        else:
            self._combo = self._make_combo(name, label, options)

    def keys(self) -> list[str]:
        """The keys that can be chosen, in their order."""
        return list(self._keys)

    def first_focus(self) -> QWidget:
        """What takes the keyboard: the chosen button, else the first, or the list."""
        buttons = self._group.buttons()
        return self._combo or self._group.checkedButton() or (buttons[0] if buttons else self)

    def value(self) -> str | None:
        """The chosen key, or None."""
        index = self._combo.currentIndex() if self._combo is not None else self._group.checkedId()
        return self._keys[index] if index >= 0 else None

    def set_value(self, value: str | None) -> None:
        """Show a choice without sending it."""
        index = self._keys.index(value) if value in self._keys else -1
        if self._combo is not None:
            self._combo.show_index(index)
            return
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(self._group.id(button) == index)
        self._group.setExclusive(True)

    def _make_combo(self, name: str, label: str, options: Options) -> DropDown:
        combo = DropDown(name, label, self)
        combo.addItems([text for _key, text in options])
        combo.setCurrentIndex(-1)
        combo.setMaxVisibleItems(12)
        combo.setMinimumWidth(theme.px(LEAST_WIDTH))  # a long name ends in “…”
        combo.activated.connect(self._picked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(combo)
        self.setFocusProxy(combo)
        return combo

    @Slot(int)
    def _picked(self, index: int) -> None:
        self.committed.emit(self._keys[index])


class Chips(QWidget):
    """Any number of several keys; `committed(list[str])` in the order of the options."""

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, name: str, label: str, options: Options, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._keys = [key for key, _text in options]
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        _lay_options(self, options, self._group)
        self._group.idClicked.connect(self._picked)
        for button in self._group.buttons():
            button.toggled.connect(self._mark)
        self._mark()

    def keys(self) -> list[str]:
        """The keys that can be chosen, in their order."""
        return list(self._keys)

    def first_focus(self) -> QWidget:
        """What takes the keyboard: the first button."""
        buttons = self._group.buttons()
        return buttons[0] if buttons else self

    def value(self) -> list[str]:
        """The chosen keys."""
        return [self._keys[self._group.id(button)] for button in self._group.buttons() if button.isChecked()]

    def set_value(self, value: Iterable[str]) -> None:
        """Show choices without sending them."""
        chosen = set(value)
        for button in self._group.buttons():
            button.setChecked(self._keys[self._group.id(button)] in chosen)

    @Slot()
    def _mark(self) -> None:
        for button in self._group.buttons():
            button.setIcon(
                icons.icon("check", "on_accent", 18) if button.isChecked() else icons.icon("add", "accent", 18)
            )

    @Slot(int)
    def _picked(self, _index: int) -> None:
        self.committed.emit(self.value())


def _lay_options(widget: QWidget, options: Options, group: QButtonGroup) -> None:
    """Put a checkable button for each option into the group (its number is the id) and on the widget."""
    flow = Flow(widget)
    for index, (key, text) in enumerate(options):
        button: QAbstractButton = Button(f"{widget.objectName()}_{key}", text, role="option", parent=widget)
        button.setAccessibleName(f"{widget.accessibleName()}: {text}")
        button.setCheckable(True)
        group.addButton(button, index)
        flow.addWidget(button)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
