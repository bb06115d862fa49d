"""The view of a tally sheet: criteria stay in sight while the blocks of columns of all and of the breakdowns scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QWidget

from facilitator.i18n import _
from facilitator.ui import theme
from facilitator.ui.tables.fitted import MOST_SHRUNK
from facilitator.ui.tables.grid_view import GridView
from facilitator.ui.tables.scores import ScoreTable
from facilitator.ui.tables.scores_headers import BlockHeader, CriterionHeader
from facilitator.ui.widgets.basic import Label

if TYPE_CHECKING:
    from facilitator.ui.tables.base import Index

LEAST_CRITERION, COMFORT, MOST_CRITERION = 176, 260, 520
"""Width of the criteria, in pixels at scale 1."""
PEEK = 70
"""What is left of the next block where not all have room, so that people see that there is more."""


class ScoreView(GridView):
    """The grid of a sheet. `left` tells that the keyboard goes elsewhere.

    Enter and Tab follow the printed sheet: through the grid of all, then through that of each breakdown.
    """

    left = Signal()

    def __init__(self, name: str, label: str, table: ScoreTable, parent: QWidget | None = None) -> None:
        super().__init__(name, label, table, parent)
        table.setParent(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the page scrolls
        self._kept = (0, 1)
        self._fits_height = True
        self.header = BlockHeader(table, self)
        self.setHorizontalHeader(self.header)
        self.criteria = CriterionHeader(self)
        self.setVerticalHeader(self.criteria)
        self.corner = Label(_("Criterion"), "label", parent=self)
        self.corner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.corner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setColumnHidden(0, True)
        table.modelAboutToBeReset.connect(self._keep_cursor)
        table.modelReset.connect(self._put_cursor)

    @property
    def scores(self) -> ScoreTable:
        """The table on show."""
        table = self.table
        assert isinstance(table, ScoreTable)
        return table

    def fit(self) -> None:
        super().fit()
        frame = self.frameWidth()
        self.corner.setGeometry(frame, frame, self.criteria.width(), self.header.height())

    def start(self) -> None:
        """Put the cursor into the first cell that takes something."""
        self._kept = (0, 1)
        self._put_cursor()
        self.fit()

    def go_on(self, step: int) -> bool:
        """Go to the next (+1) or previous (-1) cell in the order of the printed sheet; False at its end."""
        path, here = self.scores.path(), (self.currentIndex().row(), self.currentIndex().column())
        if here not in path:
            return super().go_on(step)
        number = path.index(here) + step
        if not 0 <= number < len(path):
            return False
        self.setCurrentIndex(self.table.index(*path[number]))
        return True

    def turn(self, step: int) -> None:
        """Go to the same row of the next (1) or previous (-1) block; after the last one comes the first."""
        blocks = self.scores.blocks()
        number = blocks.index(self.scores.block_of(max(self.currentIndex().column(), 1)))
        block = blocks[(number + step) % len(blocks)]
        self.setCurrentIndex(self.table.index(max(self.currentIndex().row(), 0), block.first))

    def scrollTo(  # noqa: N802
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring the whole block of a cell into sight, and leave the blocks before it there as far as they go."""
        if index.column() < 1:
            return
        block, bar, room = self.scores.block_of(index.column()), self.horizontalScrollBar(), self.viewport().width()
        left = self.header.sectionPosition(block.first)
        right = self.header.sectionPosition(block.last) + self.header.sectionSize(block.last)
        if right - left > room:
            super().scrollTo(index, hint)
        elif left < bar.value():
            bar.setValue(left)
        elif right > bar.value() + room:
            bar.setValue(right - room)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _share_width(self) -> None:
        """The criteria take what the columns leave, or what those of all and a piece of the next block leave."""
        columns = range(1, self.table.columnCount())
        room = self.width() - 2 * self.frameWidth()
        first = self.scores.blocks()[0]
        whole = sum(theme.px(self.scores.width_of(column)) for column in range(first.first, first.last + 1))
        shrink = max(MOST_SHRUNK, min(1.0, (room - theme.px(LEAST_CRITERION)) / whole))
        widths = {column: int(theme.px(self.scores.width_of(column)) * shrink) for column in columns}
        wanted = self._width_in_sight(widths, room)
        least, most = theme.px(LEAST_CRITERION), theme.px(MOST_CRITERION)
        self.criteria.setFixedWidth(min(max(room - wanted, least), most))
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.setColumnHidden(0, True)
        self.updateGeometries()

    def _width_in_sight(self, widths: dict[int, int], room: int) -> int:
        """The width of the blocks that stand beside criteria of comfortable width, and of a piece of the next."""
        taken = 0
        for block in self.scores.blocks():
            width = sum(widths[column] for column in range(block.first, block.last + 1))
            if taken and taken + width > room - theme.px(COMFORT):
                return taken + theme.px(PEEK)
            taken += width
        return taken

    def _keep_in_sight(self, cell: QRect) -> None:
        """The page scrolls, not the table, so the page must follow the cursor."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inside = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and inside is not None:
            middle = self.viewport().mapTo(inside, cell.center())
            area.ensureVisible(area.width() // 2, middle.y(), 0, cell.height() + theme.px(30))

    @Slot()
    def _keep_cursor(self) -> None:
        if self.currentIndex().isValid():
            self._kept = (self.currentIndex().row(), self.currentIndex().column())

    @Slot()
    def _put_cursor(self) -> None:
        row, column = self._kept
        rows, columns = self.table.rowCount(), self.table.columnCount()
        if rows:
            self.setCurrentIndex(self.table.index(min(row, rows - 1), min(column, columns - 1)))
