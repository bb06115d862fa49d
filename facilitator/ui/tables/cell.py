"""How a cell of a grid is painted and, for text, edited."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from facilitator.ui import theme
from facilitator.ui.tables.base import Index

CELL_EDITOR = "cell_editor"


class CellDelegate(QStyledItemDelegate):
    """Paints the ring around the current cell, and edits text cells in one line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            area: QRect = option.rect
            painter.save()
            painter.setPen(QPen(theme.colour("accent"), 3))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
            painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName(CELL_EDITOR)
        editor.setAccessibleName(index.data(Qt.ItemDataRole.AccessibleTextRole))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(index.data(Qt.ItemDataRole.EditRole))
