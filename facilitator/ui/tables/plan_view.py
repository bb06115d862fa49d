"""The view of the action plan: bands over several columns, lists and a calendar in the cells, heights kept by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache, partial

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragLeaveEvent,
    QDragMoveEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from facilitator.i18n import _, format_date, screen_language
from facilitator.models.plan_names import options
from facilitator.ui import theme
from facilitator.ui.tables.actions import ACTIVITY, HEADING, WIDTHS, ActionsTable
from facilitator.ui.tables.base import Index, Kind
from facilitator.ui.tables.cell import PADDING
from facilitator.ui.tables.fitted import MOST_SHRUNK
from facilitator.ui.tables.low_view import LowView
from facilitator.ui.tables.plan_cell import INSET, PlanDelegate
from facilitator.ui.tables.plan_columns import AMOUNTS, CHOICES, COLUMNS, COST, DAYS, FUNDING, NUMBER
from facilitator.ui.tables.plan_front import FROZEN, PlanFront

LOWEST = 42
"""Height of a row of one line, in pixels at scale 1."""
ROOM = 2 * INSET
ROOMY = 1100
"""Width of the view from which every column has its full width, in pixels at scale 1."""
WHOLE_COLUMNS = tuple(COLUMNS.index(name) for name in (*AMOUNTS, *DAYS, "number"))
WIDEST_LETTER = 1.1
"""Of the size of the type: no text of so few letters needs to be measured to know that it fits."""

Key = Qt.Key


class PlanView(LowView):
    """Typing, Space or F4 opens the list of a column with given words; F4 opens the calendar of a date.

    `money_wanted` is sent from the column of the money: what stands there is written down elsewhere.
    """

    money_wanted = Signal()

    def __init__(self, table: ActionsTable, parent: QWidget | None = None) -> None:
        self._front: PlanFront | None = None
        super().__init__("plan_table", _("Action plan"), table, ACTIVITY, parent)
        self._plan = table
        self.setItemDelegate(PlanDelegate(self))
        self._front = PlanFront(self)
        self._known: dict[object, tuple[object, tuple[int, ...], int]] = {}
        self.set_widths(*WIDTHS)

    # -- sizes ------------------------------------------------------------------------------------------------------

    def show_bands(self) -> None:
        """Let headings run over the whole width, providers and totals up to the cost."""
        self.clearSpans()
        for row in range(self._plan.rowCount()):
            if (band := self._plan.band(row)) is not None:
                self.setSpan(row, NUMBER, 1, len(COLUMNS) if band.kind == HEADING else COST)

    def resizeRowsToContents(self) -> None:  # noqa: N802
        """Give every row its height; one that was measured before is not measured again."""
        self.fit_rows(range(self._plan.rowCount()))

    def _share_width(self) -> None:
        """Words give way on a small screen; figures and days are never cut off."""
        for column, width in enumerate(self._widths):
            narrow = column not in WHOLE_COLUMNS and self.width() < theme.px(ROOMY)
            least = self._widest(column) if column in WHOLE_COLUMNS else 0
            self.setColumnWidth(column, max(int(theme.px(width) * (MOST_SHRUNK if narrow else 1)), least))

    def _widest(self, column: int) -> int:
        """What the longest text of a column needs, in pixels."""
        lines = (
            (line, self._plan.is_strong(row, column))
            for row in range(self._plan.rowCount())
            for line in self._lines(row, column)
        )
        text, strong = max(lines, key=lambda line: (len(line[0]), line[1]), default=("", False))
        return QFontMetrics(theme.font(bold=strong)).horizontalAdvance(text) + 2 * INSET + 4

    def fit_rows(self, rows: Iterable[int]) -> None:
        """Give these rows their heights, and all columns more width where a figure has outgrown its own."""
        header = self.verticalHeader()
        rows = list(rows)
        if len(rows) < self._plan.rowCount() and self._outgrows(rows):
            self.fit()
            return
        widths = tuple(self.columnWidth(column) for column in range(len(COLUMNS)))
        self.setUpdatesEnabled(False)
        for row in rows:
            height = self._height(row, widths)
            if header.sectionSize(row) != height:
                header.resizeSection(row, height)
        self.setUpdatesEnabled(True)

    def _outgrows(self, rows: list[int]) -> bool:
        metrics = QFontMetrics(theme.font(bold=True))
        return any(
            metrics.horizontalAdvance(line) + 2 * INSET > self.columnWidth(column)
            for row in rows
            for column in WHOLE_COLUMNS
            for line in self._lines(row, column)
        )

    def _lines(self, row: int, column: int) -> list[str]:
        """What a cell has to hold; the names of parts and providers run over several columns."""
        if column == NUMBER and self._plan.row_at(row) is None:
            return []
        return self._plan.text_at(row, column).split("\n")

    def _height(self, row: int, widths: tuple[int, ...]) -> int:
        found = self._plan.row_at(row)
        if found is None:
            return self._measured(tuple(self._plan.text_at(row, column) for column in (COST, FUNDING)), True, ())
        key = self._plan.key_at(row)
        known = self._known.get(key)
        if known is None or known[0] is not found or known[1] != widths:
            known = self._known[key] = (found, widths, self._measured(found.shown, found.heading, widths))
        return known[2]

    def _measured(self, texts: tuple[str, ...], strong: bool, widths: tuple[int, ...]) -> int:
        letter = theme.px(theme.BODY) * WIDEST_LETTER
        highest = theme.px(LOWEST)
        for column, text in enumerate(texts):
            width = max(widths[column] - ROOM, 24) if widths else theme.px(WIDTHS[COST])
            if not text or (len(text) * letter < width and "\n" not in text):
                continue
            highest = max(highest, _wrapped(text, width, strong, theme.px(theme.BODY)) + PADDING + 6)
        return highest

    # -- columns that stay in sight ---------------------------------------------------------------------------------

    def fit(self) -> None:
        super().fit()
        if self._front is not None:
            self._front.follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._front is not None:
            self._front.follow()

    def scrollTo(  # noqa: N802
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll a cell from under the columns that stay."""
        super().scrollTo(index, hint)
        if self._front is None or index.column() in FROZEN:
            return
        covered = self._front.across - self.columnViewportPosition(index.column())
        if covered > 0:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - covered)

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802
        """Drag the row of the cursor; it may be dropped on the columns that stay in sight too."""
        index = self.currentIndex()
        if self._front is None or not self._plan.flags(index) & Qt.ItemFlag.ItemIsDragEnabled:
            return
        drag = QDrag(self)
        drag.setMimeData(self._plan.mimeData([index]))
        drag.setPixmap(self._front.picture(index.row()) if self._front.across else self._picture(index.row()))
        self._front.let_through(True)
        drag.exec(actions, self.defaultDropAction())
        self._front.let_through(False)

    def _picture(self, row: int) -> QPixmap:
        """Number and activity of a row, as they stand."""
        first, last = (self.visualRect(self._plan.index(row, column)) for column in (FROZEN[0], FROZEN[-1]))
        return self.viewport().grab(first.united(last))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        row = self.rowAt(event.position().toPoint().y())
        if self._front is not None:
            self._front.aim((row, self.dropIndicatorPosition()) if row >= 0 and event.isAccepted() else None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        if self._front is not None:
            self._front.aim(None)

    # -- cells with given words, and days ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = event.key() == Key.Key_Down and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if (event.key() in (Key.Key_F2, Key.Key_F4) or down) and self._open_cell(event.key() == Key.Key_F2):
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and COLUMNS[index.column()] not in DAYS and self._open_cell():
            return
        super().mouseDoubleClickEvent(event)

    def _type(self, text: str) -> bool:
        index = self.currentIndex()
        if index.isValid() and COLUMNS[index.column()] in CHOICES and text.isprintable() and self._open_cell():
            return True
        return super()._type(text)

    def _open_cell(self, only_lists: bool = False) -> bool:
        """Open what belongs to the current cell: a list, the calendar, or where money is written down."""
        index = self.currentIndex()
        if not index.isValid() or self._plan.band(index.row()) is not None:
            return False
        name = COLUMNS[index.column()]
        if index.column() == FUNDING:
            self.money_wanted.emit()
            return True
        if self._plan.kind_at(index.row(), index.column()) is Kind.FIXED:
            return False
        if name in CHOICES:
            self._open_list(name)
            return True
        if name in DAYS and not only_lists:
            self._open_calendar(name)
            return True
        return False

    def _open_list(self, name: str) -> None:
        row, index = self.currentIndex().row(), self.currentIndex()
        menu = QMenu(self)
        menu.setObjectName(f"plan_{name}_list")
        menu.setAccessibleName(str(self._plan.headings()[index.column()]))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = self._plan.action(row)
        for key, words in options(CHOICES[name]):
            entry = menu.addAction(words, partial(self._take, row, index.column(), key))
            if action is not None and getattr(action, name) == key:
                menu.setActiveAction(entry)
        menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))

    def _open_calendar(self, name: str) -> None:
        from facilitator.ui.widgets.calendar import CalendarPopup

        row, index = self.currentIndex().row(), self.currentIndex()
        action = self._plan.action(row)
        stored = getattr(action, name) if action is not None else None
        heading = str(self._plan.headings()[index.column()])
        popup = CalendarPopup("plan_calendar_popup", heading, stored or self._near_day(row, name), self)
        popup.picked.connect(partial(self._take_day, row, index.column()))
        popup.move(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))
        popup.show()
        popup.grid.setFocus()

    def _near_day(self, row: int, name: str) -> dt.date:
        """Where the calendar opens: at the other date of the row, or in the year of the plan."""
        action = self._plan.action(row)
        other = None if action is None else action.start if name == "end" else action.end
        today, year = dt.date.today(), self._plan.context.cycle.year
        return other or (today if today.year == year else dt.date(year, 1, 1))

    def _take_day(self, row: int, column: int, day: dt.date) -> None:
        self._take(row, column, format_date(day, screen_language(), "short"))

    def _take(self, row: int, column: int, text: str) -> None:
        self._plan.setData(self._plan.index(row, column), text)
        self.setFocus(Qt.FocusReason.OtherFocusReason)


@lru_cache(maxsize=8192)
def _wrapped(text: str, width: int, strong: bool, _size: int) -> int:
    """How high a text is in that width; measuring Khmer is slow, and places and names repeat in a plan."""
    wrap = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
    return QFontMetrics(theme.font(bold=strong)).boundingRect(QRect(0, 0, width, 10_000), wrap, text).height()
