"""A drop-down list whose chosen text ends in “…” where it does not fit; it is whole in the tool tip."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from facilitator.ui import tips

BESIDE_ICON = 4
"""Pixels that the style leaves between icon and text."""


class DropDown(QComboBox):
    """One of several texts; the list and its options have names of their own, for robots and screen readers."""

    def __init__(self, name: str, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_list")
        self.setAccessibleName(label)
        self.view().setObjectName(f"{name}_options")
        self.view().setAccessibleName(label)
        self.currentTextChanged.connect(self._tell_whole)

    def show_index(self, index: int) -> None:
        """Show the text with that number, or none (-1), without a signal: nobody chose it."""
        with QSignalBlocker(self):
            self.setCurrentIndex(index)
        self._tell_whole()

    @Slot()
    def _tell_whole(self) -> None:
        self.setToolTip(tips.plain(self.currentText()))

    def fitting(self) -> str:
        """As much of the chosen text as there is room for."""
        return self._cut_to_fit().currentText

    def _cut_to_fit(self) -> QStyleOptionComboBox:
        """How it is painted, with as much of the text as there is room for."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
        if not option.currentIcon.isNull():
            room -= option.iconSize.width() + BESIDE_ICON
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        return option

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), self._cut_to_fit()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
