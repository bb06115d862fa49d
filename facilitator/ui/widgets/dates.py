"""An editor for a date: typed in any usual way, or picked from a calendar that opens with F4 or Alt+Down."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from facilitator import typed
from facilitator.errors import UserError
from facilitator.i18n import _, format_date, screen_language
from facilitator.ui import icons, theme
from facilitator.ui.widgets.line import Line


class DateField(Line):
    """A day or nothing; `committed(date | None)`. Khmer digits and months, and Buddhist years, are understood."""

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setMinimumWidth(theme.px(190))
        self._value: date | None = None
        opener = QAction(icons.icon("calendar", "accent"), _("Open the calendar (F4)"), self)
        opener.triggered.connect(self.open_calendar)
        self.addAction(opener, QLineEdit.ActionPosition.TrailingPosition)
        self.editingFinished.connect(self._finish)

    def value(self) -> date | None:
        """The last date that was understood."""
        return self._value

    def set_value(self, value: date | None) -> None:
        """Show a date without sending it."""
        self._value = value
        self.setText(self._shown())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_F4 or down:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    @Slot()
    def open_calendar(self) -> None:
        """Show the month of the date; arrows and Enter pick a day, Escape leaves it."""
        from facilitator.ui.widgets.calendar import CalendarPopup

        name = f"{self.objectName()}_calendar"
        popup = CalendarPopup(name, self.accessibleName(), self._value or date.today(), self)
        popup.picked.connect(self._take)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        popup.grid.setFocus()

    def _shown(self) -> str:
        return "" if self._value is None else format_date(self._value, screen_language(), "short")

    @Slot()
    def _finish(self) -> None:
        entry = self.text().strip()
        if entry == self._shown():
            return
        try:
            self._take(typed.parse_date(entry) if entry else None)
        except UserError as refusal:
            self.refused.emit(refusal.text)

    @Slot(object)
    def _take(self, value: date | None) -> None:
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.committed.emit(value)
