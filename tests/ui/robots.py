"""Robots that use the window as a person does: they find things by name or by what is read aloud, type and look.

Robots of single pages build on `Robot`; they speak of votes and villages, never of widgets.
"""

from __future__ import annotations

from typing import TypeVar, overload

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from facilitator.ui.widgets.basic import Label

W = TypeVar("W", bound=QWidget)

KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Tab": Qt.Key.Key_Tab,
    "Escape": Qt.Key.Key_Escape,
    "Backspace": Qt.Key.Key_Backspace,
    "Delete": Qt.Key.Key_Delete,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Space": Qt.Key.Key_Space,
    "PageDown": Qt.Key.Key_PageDown,
    "PageUp": Qt.Key.Key_PageUp,
    "F2": Qt.Key.Key_F2,
    "F4": Qt.Key.Key_F4,
}
MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}


class Robot:
    """Hands and eyes for a window or for one widget."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        window.show()
        window.activateWindow()
        QApplication.processEvents()

    @overload
    def widget(self, name: str) -> QWidget: ...

    @overload
    def widget(self, name: str, kind: type[W]) -> W: ...

    def widget(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """The widget of this object name."""
        found = self.window if self.window.objectName() == name else self.window.findChild(kind, name)
        assert isinstance(found, kind), f"no {kind.__name__} named {name!r}"
        return found

    def called(self, label: str) -> QWidget:
        """The visible widget that is read aloud as this."""
        for widget in self.window.findChildren(QWidget):
            if widget.accessibleName() == label and widget.isVisible():
                return widget
        raise AssertionError(f"nothing is called {label!r}")

    def focus(self, name: str) -> None:
        """Put the cursor into a widget, as with Tab."""
        self.widget(name).setFocus(Qt.FocusReason.TabFocusReason)

    def focused(self) -> str:
        """The object name of the widget that has the cursor."""
        widget = QApplication.focusWidget()
        return widget.objectName() if widget is not None else ""

    def click(self, name: str, at: QPoint | None = None) -> None:
        """Click on a widget, in its middle or at a point."""
        widget = self.widget(name)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())

    def press(self, *chords: str) -> None:
        """Press keys one after the other where the cursor is: `"Enter"`, `"5"`, `"Ctrl+V"`, `"Shift+Tab"`."""
        for chord in chords:
            *modifiers, key = chord.split("+")
            held = Qt.KeyboardModifier.NoModifier
            for modifier in modifiers:
                held |= MODIFIERS[modifier]
            target = QApplication.focusWidget()
            assert target is not None, "nothing has the cursor"
            QTest.keyClick(target, KEYS.get(key) or Qt.Key(ord(key.upper())), held)
        # Editors of cells store a moment after Enter; painting can wait.
        QApplication.sendPostedEvents(None, QEvent.Type.MetaCall.value)

    def type(self, text: str) -> None:
        """Type any text, Khmer too, as an input method does (key events carry Latin-1 only)."""
        for char in text:
            target = QApplication.focusWidget()
            assert target is not None, "nothing has the cursor"
            event = QInputMethodEvent()
            event.setCommitString(char)
            QApplication.sendEvent(target, event)

    def write(self, name: str, text: str) -> None:
        """Replace what stands in an editor and leave it with Enter or, where that is a new line, with Tab."""
        self.focus(name)
        self.press("Ctrl+A", "Delete")
        self.type(text)
        self.press("Tab")

    def sentence(self, name: str) -> str:
        """The sentence beside a field; empty when there is none on show."""
        label = self.widget(f"{name}_remark", Label)
        return label.text() if label.isVisible() else ""

    def cell(self, name: str, row: int, column: int) -> str:
        """What a cell of a table shows."""
        return str(self._index(name, row, column).data() or "")

    def go_to_cell(self, name: str, row: int, column: int) -> None:
        """Put the cursor into a cell."""
        view = self.widget(name, QTableView)
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        view.setCurrentIndex(self._index(name, row, column))

    def _index(self, name: str, row: int, column: int) -> QModelIndex:
        return self.widget(name, QTableView).model().index(row, column)


def unnamed(window: QWidget) -> list[str]:
    """Every widget that takes the focus but has no name for a screen reader or for a robot."""
    faults = []
    for widget in [window, *window.findChildren(QWidget)]:
        reachable = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not widget.objectName().startswith("qt_")
        if reachable and widget.focusProxy() is None and not (widget.accessibleName() and widget.objectName()):
            faults.append(f"{type(widget).__name__} {widget.objectName()!r}")
    return faults
