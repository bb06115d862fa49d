"""Number and activity of the plan's rows, which stay in sight while the other columns scroll sideways under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyle, QStyleOptionViewItem, QWidget

from facilitator.ui import theme
from facilitator.ui.tables.actions import made_colour
from facilitator.ui.tables.plan_columns import ACTIVITY, NUMBER

if TYPE_CHECKING:
    from facilitator.ui.tables.plan_view import PlanView

FROZEN = (NUMBER, ACTIVITY)
_State = QStyle.StateFlag
_Drop = QAbstractItemView.DropIndicatorPosition


class PlanFront(QWidget):
    """Painted over the left edge of a scrolled `PlanView`, as its own delegate paints; a click there goes to the row.

    A row is dragged from it, and over it, as in the view, which does the dragging. It holds no rows of its own: only
    those in sight are painted, where the view has them.
    """

    def __init__(self, view: PlanView) -> None:
        super().__init__(view)
        self.setObjectName("qt_plan_front")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._view = view
        self._pressed: QPoint | None = None
        self._aim: tuple[int, _Drop] | None = None
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self.follow)
        table = view.table
        for signal in (table.dataChanged, table.modelReset, table.layoutChanged, view.verticalHeader().sectionResized):
            signal.connect(self.update)
        view.selectionModel().selectionChanged.connect(self.update)
        view.selectionModel().currentChanged.connect(self.update)
        self.hide()

    @property
    def across(self) -> int:
        """Its width in pixels; 0 while the columns stand where they are anyway."""
        return sum(map(self._view.columnWidth, FROZEN)) if self._view.horizontalScrollBar().value() else 0

    def follow(self) -> None:
        """Stand where the view is scrolled to now."""
        width = self.across
        self.setVisible(width > 0)
        if width:
            edge, view = self._view.frameWidth(), self._view
            self.setGeometry(edge, edge, width, view.horizontalHeader().height() + view.viewport().height())
            self.update()

    def row_at(self, place: QPoint) -> int:
        """The row at a place on it; -1 in the headings and below the last row."""
        inside = place.y() - self._view.horizontalHeader().height()
        return self._view.rowAt(inside) if inside >= 0 else -1

    def picture(self, row: int) -> QPixmap:
        """A row as it is painted here, to be dragged along."""
        top = self._view.horizontalHeader().height() + self._view.rowViewportPosition(row)
        return self.grab(QRect(0, top, self.width(), self._view.rowHeight(row)))

    def let_through(self, yes: bool) -> None:
        """While a row is dragged, the view under it must see where it is dropped."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, yes)
        self.aim(None)

    def aim(self, at: tuple[int, _Drop] | None) -> None:
        """Show where a dragged row would go: at, above or below the given one; None: nowhere."""
        if at != self._aim:
            self._aim = at
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the row, in the column where the cursor is: the view stays where it was scrolled to."""
        self._pressed = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        row, current = self.row_at(event.position().toPoint()), self._view.currentIndex()
        if row >= 0:
            self._view.setFocus(Qt.FocusReason.MouseFocusReason)
            self._view.setCurrentIndex(self._view.table.index(row, max(current.column(), ACTIVITY)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the row on which the button was pressed."""
        far = QApplication.startDragDistance()
        if self._pressed is None or (event.position().toPoint() - self._pressed).manhattanLength() < far:
            return
        row, self._pressed = self.row_at(self._pressed), None
        if row >= 0 and row == self._view.currentIndex().row():
            self._view.startDrag(self._view.table.supportedDragActions())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write the activity anew."""
        row = self.row_at(event.position().toPoint())
        if row >= 0:
            index = self._view.table.index(row, ACTIVITY)
            self._view.setCurrentIndex(index)
            if self._view.table.flags(index) & Qt.ItemFlag.ItemIsEditable:
                self._view.edit(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), made_colour("surface"))
        top, view = self._view.horizontalHeader().height(), self._view
        painter.setClipRect(QRect(0, top, self.width(), self.height() - top))
        first, last = view.rowAt(0), view.rowAt(view.viewport().height() - 1)
        for row in range(max(first, 0), (last if last >= 0 else view.table.rowCount() - 1) + 1):
            self._paint_row(painter, row, top)
        self._paint_aim(painter, top)
        painter.setClipping(False)
        self._paint_headings(painter, top)
        painter.setPen(QPen(made_colour("edge"), 2))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())

    def _paint_row(self, painter: QPainter, row: int, top: int) -> None:
        view, left = self._view, 0
        area = QRect(0, top + view.rowViewportPosition(row), self.width(), view.rowHeight(row))
        spans = view.columnSpan(row, NUMBER) > 1
        for column in FROZEN[:1] if spans else FROZEN:
            width = area.width() if spans else view.columnWidth(column)
            index = view.table.index(row, column)
            option = QStyleOptionViewItem()
            option.rect = QRect(left, area.top(), width - 1, area.height() - 1)
            option.state = self._state(row, column)
            view.itemDelegate().paint(painter, option, index)
            left += width
            painter.setPen(made_colour("line"))
            painter.drawLine(left - 1, area.top(), left - 1, area.bottom())
        painter.drawLine(0, area.bottom(), area.right(), area.bottom())

    def _paint_aim(self, painter: QPainter, top: int) -> None:
        if self._aim is None:
            return
        row, where = self._aim
        area = QRect(1, top + self._view.rowViewportPosition(row), self.width() - 3, self._view.rowHeight(row) - 1)
        painter.setPen(QPen(made_colour("accent"), 3))
        if where == _Drop.OnItem:
            painter.drawRect(area.adjusted(0, 1, 0, -1))
        else:
            edge = area.top() if where == _Drop.AboveItem else area.bottom()
            painter.drawLine(area.left(), edge, area.right(), edge)

    def _state(self, row: int, column: int) -> QStyle.StateFlag:
        index = self._view.table.index(row, column)
        state = _State.State_Enabled
        if self._view.selectionModel().isSelected(index):
            state |= _State.State_Selected
        if self._view.currentIndex() == index and self._view.hasFocus():
            state |= _State.State_HasFocus
        return state

    def _paint_headings(self, painter: QPainter, height: int) -> None:
        painter.fillRect(0, 0, self.width(), height, made_colour("sunken"))
        painter.setFont(theme.font(theme.SMALL, bold=True))
        left, middle = 0, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        for column in FROZEN:
            width = self._view.columnWidth(column)
            painter.setPen(made_colour("text"))
            painter.drawText(QRect(left + 4, 0, width - 8, height), middle, self._view.table.headings()[column])
            left += width
            painter.setPen(made_colour("line"))
            painter.drawLine(left - 1, 0, left - 1, height)
        painter.drawLine(0, height - 1, self.width(), height - 1)
