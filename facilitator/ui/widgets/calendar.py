"""A month to pick a day from, in Khmer or English, for keys and mouse."""

from __future__ import annotations

from calendar import Calendar as Weeks
from datetime import date, timedelta

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.i18n import ENGLISH_MONTHS, KHMER_MONTHS, N_, _, screen_language, shown_plain
from facilitator.ui import theme
from facilitator.ui.widgets.basic import IconButton, Label

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
CELL = 40


class MonthGrid(QWidget):
    """The days of the month around one day. Arrows move it, Page Up and Down change the month, Enter picks."""

    moved = Signal()
    picked = Signal(object)

    def __init__(self, name: str, label: str, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(QSize(7 * theme.px(CELL + 8), 7 * theme.px(CELL)))
        self.day = day

    def move_to(self, day: date) -> None:
        """Mark another day, in whatever month it is."""
        self.day = day
        self.setAccessibleDescription(day.isoformat())
        self.update()
        self.moved.emit()

    def turn(self, months: int) -> None:
        """Go to the same day of another month, or to that month's last day."""
        month = self.day.year * 12 + self.day.month - 1 + months
        first = date(month // 12, month % 12 + 1, 1)
        following = (first + timedelta(days=31)).replace(day=1)
        self.move_to(min(first + timedelta(days=self.day.day - 1), following - timedelta(days=1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in days:
            self.move_to(self.day + timedelta(days=days[key]))
        elif key in months:
            self.turn(months[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for day, place in self._places():
            if place.contains(event.position().toPoint()):
                self.picked.emit(day)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12, bold=True))
        painter.setPen(theme.colour("muted"))
        for column, name in enumerate(WEEKDAYS):
            painter.drawText(self._cell(0, column), Qt.AlignmentFlag.AlignCenter, _(name))
        for day, place in self._places():
            self._paint_day(painter, day, place)

    def _paint_day(self, painter: QPainter, day: date, place: QRect) -> None:
        chosen, inside = day == self.day, day.month == self.day.month
        if chosen:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(place.adjusted(3, 3, -3, -3), 8, 8)
        painter.setFont(theme.font(bold=chosen))
        painter.setPen(theme.colour("on_accent" if chosen else "text" if inside else "disabled"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown_plain(day.day))

    def _places(self) -> list[tuple[date, QRect]]:
        weeks = Weeks().monthdatescalendar(self.day.year, self.day.month)
        return [(day, self._cell(row, column)) for row, week in enumerate(weeks, 1) for column, day in enumerate(week)]

    def _cell(self, row: int, column: int) -> QRect:
        width, height = self.width() // 7, self.height() // 7
        return QRect(column * width, row * height, width, height)


class CalendarPopup(QWidget):
    """The month in a frame that goes away with Escape or a click elsewhere; `picked(date)`."""

    picked = Signal(object)

    def __init__(self, name: str, label: str, day: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.grid = MonthGrid(f"{name}_days", label, day, self)
        self.title = Label("", "label", f"{name}_month", self)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        head.addWidget(IconButton(f"{name}_previous", _("Month before"), "page-previous", self._previous))
        head.addWidget(self.title, 1)
        head.addWidget(IconButton(f"{name}_next", _("Month after"), "page-next", self._next))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.addLayout(head)
        column.addWidget(self.grid)
        self.grid.moved.connect(self._show_month)
        self.grid.picked.connect(self._picked)
        self._show_month()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    @Slot()
    def _show_month(self) -> None:
        day = self.grid.day
        months = KHMER_MONTHS if screen_language() == "km" else ENGLISH_MONTHS
        self.title.setText(f"{months[day.month - 1]} {shown_plain(day.year)}")

    def _previous(self) -> None:
        self.grid.turn(-1)

    def _next(self) -> None:
        self.grid.turn(1)

    @Slot(object)
    def _picked(self, day: date) -> None:
        self.close()
        self.picked.emit(day)
