"""Who came: counts by category in one small grid for the keyboard, cross-checked while they are typed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator import people
from facilitator.i18n import _
from facilitator.models.headcount import first_remark
from facilitator.ui.widgets.basic import Label, Remark
from facilitator.ui.widgets.numbers import WholeNumber

Counts = Mapping[str, int | None]

ROWS = (("total", *people.GENDERS), ("youth", "disability", "minority", "idpoor"), tuple(people.AGES))
"""Categories of `interfaces.md` (kind `attendance`), as they stand in the grid."""


class HeadcountField(QWidget):
    """Attendance by category; `committed(dict)` carries all counts whenever one of them was finished.

    Arrows and Enter move as in a table. The remark is a warning, never a hindrance: it can be overridden with a
    reason on the page that uses the field.
    """

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._cells: dict[str, WholeNumber] = {}
        self._places: dict[QObject, tuple[int, int]] = {}
        self.remark = Remark(f"{name}_check")
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        for row, keys in enumerate(ROWS):
            for column, key in enumerate(keys):
                self._add_cell(grid, row, column, key, _(people.LABELS[key]))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addLayout(grid)
        body.addWidget(self.remark)
        self.setFocusProxy(self._cells["total"])
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def value(self) -> dict[str, int | None]:
        """The counts by category key; None where nothing was typed."""
        return {key: cell.value() for key, cell in self._cells.items()}

    def set_value(self, value: Counts) -> None:
        """Show counts without sending them."""
        for key, cell in self._cells.items():
            cell.set_value(value.get(key))
        self._show_check()

    def sentence(self) -> str:
        """The remark on show, or an empty text."""
        return self.remark.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and watched in self._places:
                return self._go(self._places[watched], step)
        return super().eventFilter(watched, event)

    def _add_cell(self, grid: QGridLayout, row: int, column: int, key: str, text: str) -> None:
        cell = WholeNumber(f"{self.objectName()}_{key}", f"{self.accessibleName()}: {text}")
        cell.committed.connect(self._committed)
        cell.refused.connect(self._refused)
        cell.installEventFilter(self)
        label = Label(text, "small")
        label.setBuddy(cell)
        grid.addWidget(label, 2 * row, column, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(cell, 2 * row + 1, column)
        self._cells[key] = cell
        self._places[cell] = (row, column)

    def _go(self, place: tuple[int, int], step: tuple[int, int]) -> bool:
        """Put the focus into the neighbour; at the edge the key stays without effect."""
        row, column = place[0] + step[0], place[1] + step[1]
        if 0 <= row < len(ROWS) and 0 <= column < len(ROWS[row]):
            self._cells[ROWS[row][column]].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def _show_check(self) -> None:
        self.remark.say(first_remark(self.value()), "warning")

    @Slot(object)
    def _committed(self, _value: object) -> None:
        self._show_check()
        self.committed.emit(self.value())

    @Slot(str)
    def _refused(self, sentence: str) -> None:
        self.remark.say(sentence, "error")


_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Return: (0, 1),
    Qt.Key.Key_Enter: (0, 1),
}
