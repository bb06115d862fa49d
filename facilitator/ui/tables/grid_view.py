"""The view for quick entry: digits go straight into the cell; Tab, Enter and arrows move on and store."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from facilitator.ui.tables.base import GridTable, Index, Kind
from facilitator.ui.tables.blocks import as_block, from_block
from facilitator.ui.tables.cell import CellDelegate
from facilitator.ui.tables.fitted import FittedView

Key = Qt.Key


class GridView(FittedView):
    """A table view over a `GridTable`.

    Numbers are typed without an editor, in Arabic or Khmer digits. Tab and Enter store and go to the next cell that
    takes something (Shift goes back); Tab after the last cell leaves the table. Backspace and Delete clear, Escape
    forgets what was typed, F2 goes on with what stands in the cell. Text cells open a light one-line editor.
    Ctrl+C, Ctrl+X and Ctrl+V copy, cut and paste blocks, as a spreadsheet does.
    """

    def __init__(self, name: str, label: str, table: GridTable, parent: QWidget | None = None) -> None:
        super().__init__(name, label, parent)
        self._typed: str | None = None
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setModel(table)

    @property
    def table(self) -> GridTable:
        """The table on show."""
        table = self.model()
        assert isinstance(table, GridTable)
        return table

    def commit(self) -> bool:
        """Store what is being typed; False when it was refused. Does nothing when nothing is being typed."""
        if self._typed is None:
            return True
        typed, self._typed = self._typed, None
        return self.table.setData(self.currentIndex(), typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._clipboard_key(event) and not self._change_key(event):
            self.commit()
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Text from an input method (Khmer keyboards on Linux) counts as typed."""
        if event.commitString():
            self._type(event.commitString())
        event.accept()

    def event(self, event: QEvent) -> bool:
        # Qt would spend Tab on its own way of moving; Enter goes the same way as Tab.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._move_key(event):
            return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        self.commit()
        return QWidget.focusNextPrevChild(self, next)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.commit()
        super().focusOutEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        if self._typed is not None and previous.isValid():
            typed, self._typed = self._typed, None
            self.table.setData(previous, typed)
        super().currentChanged(current, previous)
        if current.isValid() and self._fits_height and self.hasFocus():
            self._keep_in_sight(self.visualRect(self.currentIndex()))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802
        """After the editor of a text cell: on to the next cell that takes something, without opening it."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if hint in (
            QAbstractItemDelegate.EndEditHint.EditNextItem,  # Tab
            QAbstractItemDelegate.EndEditHint.SubmitModelCache,  # Enter
        ):
            self.go_on(1)
        elif hint == QAbstractItemDelegate.EndEditHint.EditPreviousItem:
            self.go_on(-1)

    def go_on(self, step: int) -> bool:
        """Go to the next (+1) or previous (-1) cell that takes something; False at the end of the table."""
        columns, rows = self.table.columnCount(), self.table.rowCount()
        current = self.currentIndex()
        number = current.row() * columns + current.column() if current.isValid() else -1
        number += step
        while 0 <= number < rows * columns:
            row, column = divmod(number, columns)
            if self.table.kind_at(row, column) is not Kind.FIXED and not self.isRowHidden(row):
                self.setCurrentIndex(self.table.index(row, column))
                return True
            number += step
        return False

    def _keep_in_sight(self, cell: QRect) -> None:
        """A table as high as its rows does not scroll, so the page follows the cursor."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea) and (page := area.widget()) is not None:
            middle = self.viewport().mapTo(page, cell.center())
            area.ensureVisible(middle.x(), middle.y(), 0, cell.height())

    def _move_key(self, event: QKeyEvent) -> bool:
        """Tab and Enter; at the end of the table the focus goes on to the next widget."""
        key = Key(event.key())
        if key not in (Key.Key_Tab, Key.Key_Backtab, Key.Key_Return, Key.Key_Enter):
            return False
        if self.state() == QAbstractItemView.State.EditingState:
            return True  # the editor passes its Enter on; it stores a moment later, and `closeEditor` goes on
        self.commit()
        back = key == Key.Key_Backtab or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not self.go_on(-1 if back else 1) and key in (Key.Key_Tab, Key.Key_Backtab):
            QWidget.focusNextPrevChild(self, not back)
        return True

    def _change_key(self, event: QKeyEvent) -> bool:
        """Keys that change the current cell; gives whether this was one."""
        index, key = self.currentIndex(), event.key()
        if not index.isValid():
            return False
        if key == Key.Key_Escape and (self._typed is not None or self.table.sentence_at(index)):
            self._typed = None
            self.table.type(index, None)
            return True
        if self.table.kind_at(index.row(), index.column()) is Kind.FIXED:
            return False
        if key == Key.Key_Backspace and self._typed:
            self._show_typed(self._typed[:-1])
        elif key in (Key.Key_Delete, Key.Key_Backspace):
            self._clear()
        elif key == Key.Key_F2:
            self._continue(index)
        elif event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return self._type(event.text())
        else:
            return False
        return True

    def _type(self, text: str) -> bool:
        index = self.currentIndex()
        kind = self.table.kind_at(index.row(), index.column()) if index.isValid() else Kind.FIXED
        if kind is Kind.FIXED or not kind.accepts(text):
            return False
        if kind is Kind.TEXT:
            self._edit_text(index, text)
        else:
            self._show_typed((self._typed or "") + text)
        return True

    def _show_typed(self, text: str) -> None:
        self._typed = text
        self.table.type(self.currentIndex(), text)

    def _continue(self, index: QModelIndex) -> None:
        if self.table.kind_at(index.row(), index.column()) is Kind.TEXT:
            self.edit(index)
        elif self._typed is None:
            self._show_typed(self.table.shown_at(index.row(), index.column()))

    def _edit_text(self, index: QModelIndex, first: str) -> None:
        """Open the one-line editor with the first character in it."""
        self.edit(index)
        editor = self.indexWidget(index)
        if isinstance(editor, QLineEdit):
            editor.setText(first)

    def _clear(self) -> None:
        self._typed = None
        cells = [(row, column, "") for row, column in self._selected_places()]
        if len(cells) == 1:
            self.table.setData(self.table.index(*cells[0][:2]), "")
        elif cells:
            self.table.set_block(cells)

    def _selected_places(self) -> list[tuple[int, int]]:
        """The selected cells that take something, row by row."""
        places = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        return [place for place in places if self.table.kind_at(*place) is not Kind.FIXED]

    def _clipboard_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self._clear()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.commit()
            self.paste()
        else:
            return False
        return True

    def copy(self) -> None:
        """Put the selected block on the clipboard."""
        QGuiApplication.clipboard().setText(as_block(self.table, self.selectedIndexes()))

    def paste(self) -> bool:
        """Store a copied block from the current cell on; False when any cell was refused."""
        start = self.currentIndex()
        block = QGuiApplication.clipboard().text()
        return not start.isValid() or self.table.set_block(from_block(self.table, start, block))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason and not self.currentIndex().isValid():
            self.go_on(1)
        current = self.currentIndex()
        if current.isValid():
            self.selectionModel().select(current, QItemSelectionModel.SelectionFlag.ClearAndSelect)
