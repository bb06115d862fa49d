"""Who came: counts by category in one small grid for the keyboard, cross-checked while they are typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator.i18n import N_, _, format_number, screen_language
from facilitator.ui.widgets.basic import Label, Remark
from facilitator.ui.widgets.numbers import WholeNumber

Counts = Mapping[str, int | None]

ROWS = (
    (("total", N_("Total")), ("women", N_("Women")), ("men", N_("Men")), ("other", N_("Other"))),
    (
        ("youth", N_("Youth (15–30)")),
        ("disability", N_("With disability")),
        ("minority", N_("Ethnic minority")),
        ("idpoor", N_("ID-Poor")),
    ),
    (
        ("age_0_14", N_("Under 15")),
        ("age_15_30", N_("15 to 30 years")),
        ("age_31_45", N_("31 to 45 years")),
        ("age_46", N_("Over 45")),
    ),
)
"""Categories of `interfaces.md` (kind `attendance`), as they stand in the grid."""
SEXES = ("women", "men", "other")
AGES = ("age_0_14", "age_15_30", "age_31_45", "age_46")


def cross_check(counts: Counts) -> str:
    """What cannot be right about the counts so far, as one sentence, or an empty text (domain.md, "Cross-checks")."""
    total = counts.get("total")
    if total is None:
        return ""
    for key, label in (pair for row in ROWS for pair in row):
        part = counts.get(key)
        if part is not None and part > total:
            return _("{category}: {n} is more than the total of {total}.").format(
                category=_(label), n=_shown(part), total=_shown(total)
            )
    for keys, sentence in (
        (SEXES, N_("Women, men and other make {sum}, but the total is {total}.")),
        (AGES, N_("The age groups make {sum}, but the total is {total}.")),
    ):
        parts = [counts.get(key) for key in keys]
        known = sum(part for part in parts if part is not None)
        complete = all(part is not None for part in parts) or (keys == SEXES and None not in parts[:2])
        if known > total or (complete and known != total):
            return _(sentence).format(sum=_shown(known), total=_shown(total))
    return ""


def _shown(n: int) -> str:
    return format_number(n, screen_language())


class HeadcountField(QWidget):
    """Attendance by category; `committed(dict)` carries all counts whenever one of them was finished.

    Arrows and Enter move as in a table. The remark is a warning, never a hindrance: it can be overridden with a
    reason on the page that uses the field.
    """

    committed = Signal(object)
    refused = Signal(str)

    def __init__(
        self, name: str, label: str, check: Callable[[Counts], str] = cross_check, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._check = check
        self._cells: dict[str, WholeNumber] = {}
        self._places: dict[QObject, tuple[int, int]] = {}
        self.remark = Remark(f"{name}_check")
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        for row, pairs in enumerate(ROWS):
            for column, (key, text) in enumerate(pairs):
                self._add_cell(grid, row, column, key, _(text))
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
            self._cells[ROWS[row][column][0]].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def _show_check(self) -> None:
        self.remark.say(self._check(self.value()), "warning")

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
