"""Editors for whole numbers: Arabic or Khmer digits in, separators on show."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator import typed
from facilitator.errors import UserError
from facilitator.i18n import format_number, screen_language
from facilitator.ui import theme
from facilitator.ui.widgets.line import Line


class WholeNumber(Line):
    """A whole number or nothing; `committed(int | None)` on Enter or when the focus leaves, if it changed."""

    committed = Signal(object)
    refused = Signal(str)
    _width = 110

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(theme.px(self._width))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._value: int | None = None
        self.editingFinished.connect(self._finish)

    def value(self) -> int | None:
        """The last number that was understood; whole riel, people or pieces."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show a number without sending it."""
        self._value = value
        self.setText("" if value is None else self._shown(value))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def _shown(self, value: int) -> str:
        return format_number(value, screen_language())

    def _read(self, entry: str) -> int | None:
        return typed.parse_whole(entry)

    @Slot()
    def _finish(self) -> None:
        entry = self.text().strip()
        if entry == ("" if self._value is None else self._shown(self._value)):
            return
        try:
            value = self._read(entry) if entry else None
        except UserError as refusal:
            self.refused.emit(refusal.text)
            return
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.committed.emit(value)
