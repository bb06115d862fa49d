"""The view of a tally sheet: faces stand above the columns of the steps, and the cursor survives new rows."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QScrollArea, QWidget

from facilitator.ui import theme
from facilitator.ui.tables.base import Index
from facilitator.ui.tables.grid_view import GridView
from facilitator.ui.tables.scores import ScoreTable, VotesTable
from facilitator.ui.widgets.faces import paint_face

FACE = 34
"""Side of a face above a column, in pixels at scale 1."""


class FaceHeader(QHeaderView):
    """A heading row with the face of each step above its number; `steps` are the columns from 1 on."""

    def __init__(self, steps: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.steps = steps
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap.value))
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.px(48))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:  # noqa: N802
        painter.save()
        super().paintSection(painter, rect, logical)
        painter.restore()
        if 0 < logical <= self.steps:
            side = theme.px(FACE)
            area = QRectF(rect.center().x() - side / 2 + 0.5, rect.top() + theme.px(6), side, side)
            paint_face(painter, area, logical, self.steps)


class ScoreView(GridView):
    """The grid of a sheet. `left` tells that the keyboard goes elsewhere."""

    left = Signal()

    def __init__(self, name: str, label: str, table: ScoreTable, parent: QWidget | None = None) -> None:
        super().__init__(name, label, table, parent)
        table.setParent(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the page scrolls
        self._steps = table.votes_column - 1 if isinstance(table, VotesTable) else 0
        self._kept = (0, 1)
        if self._steps:
            self.setHorizontalHeader(FaceHeader(self._steps, self))
        table.modelAboutToBeReset.connect(self._keep_cursor)
        table.modelReset.connect(self._put_cursor)

    def fit(self) -> None:
        super().fit()
        if not self._steps:
            return
        header = self.horizontalHeader()
        before = header.height()
        header.setFixedHeight(max(theme.px(FACE + 36), before))
        if self._fits_height:
            self.setFixedHeight(self.maximumHeight() + header.maximumHeight() - before)

    def start(self) -> None:
        """Put the cursor into the first cell that takes something."""
        self._kept = (0, 1)
        self._put_cursor()
        self.fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self.hasFocus():
            self._keep_in_sight(self.visualRect(self.table.index(current.row(), current.column())))

    def _keep_in_sight(self, cell: QRect) -> None:
        """The page scrolls, not the table, so the page must follow the cursor."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inside = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and inside is not None:
            middle = self.viewport().mapTo(inside, cell.center())
            area.ensureVisible(middle.x(), middle.y(), 0, cell.height() + theme.px(30))

    @Slot()
    def _keep_cursor(self) -> None:
        if self.currentIndex().isValid():
            self._kept = (self.currentIndex().row(), self.currentIndex().column())

    @Slot()
    def _put_cursor(self) -> None:
        row, column = self._kept
        rows = self.table.rowCount()
        if rows:
            self.setCurrentIndex(self.table.index(min(row, rows - 1), column))
