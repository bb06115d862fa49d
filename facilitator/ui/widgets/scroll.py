"""The body of a page: a column that scrolls, always of the same width."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from facilitator.ui import theme


class ScrollColumn(QScrollArea):
    """Put cards into it with `add`; they stand at the top, below one another, with the margins of every page.

    The room for the scroll bar is always kept: a table that grows with its rows would otherwise change the width,
    which changes its rows again, without end.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.inside = QWidget()
        self.body = QVBoxLayout(self.inside)
        self.body.setContentsMargins(20, 16, 12, 16)
        self.body.setSpacing(14)
        self.body.addStretch(1)
        self.setWidget(self.inside)
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)
        self._range_changed(0, 0)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets below those already there."""
        for widget in widgets:
            self.body.insertWidget(self.body.count() - 1, widget)

    def clear(self) -> None:
        """Take everything out; the widgets are destroyed once control is back in the event loop."""
        for index in reversed(range(self.body.count() - 1)):
            item = self.body.takeAt(index)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    @Slot(int, int)
    def _range_changed(self, low: int, high: int) -> None:
        theme.set_property(self.verticalScrollBar(), "idle", low == high)
