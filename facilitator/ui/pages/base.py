"""What every page of a cycle is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from facilitator.ui.context import Context


class Page(QWidget):
    """A page of one stage. It is made when it is first shown, and made anew when the language changes.

    A subclass builds its widgets in `__init__` and shows the entities' state in `refresh`, which runs when the page
    appears and after every change while it is visible. `refresh` leaves the field alone that has the keyboard.
    """

    stage = ""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName(f"page_{self.stage}")
        context.changed.connect(self._after_change)

    def refresh(self) -> None:
        """Show the entities' present state."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the keyboard where the work starts: on the first field or button of the page."""
        first = next((each for each in self.findChildren(QWidget) if _takes_keyboard(each)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _after_change(self, change: object) -> None:
        if self.isVisible():
            self.refresh()


class AsidePage(Page):
    """A page that belongs to no stage and stands in the place of one for a while; `left` goes back (Esc)."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _takes_keyboard(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and widget.isVisible()
