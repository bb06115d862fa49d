"""How a cell of a grid is painted and, for text, edited."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from facilitator.ui import theme

if TYPE_CHECKING:
    from facilitator.ui.tables.base import Index

CELL_EDITOR = "cell_editor"
PADDING = 8
"""Left and right of a cell's text, in pixels; the style sheet (`QTableView::item`) says the same."""
BESIDE = 2 * PADDING + 8
"""What a cell needs beside its text, in pixels: its padding, and what Qt keeps free around it."""


@lru_cache(maxsize=8192)
def _measured(text: str, width: int, font: str) -> tuple[int, int]:
    """Width and height of wrapped text, remembered: a table is measured each time that its width changes."""
    used = QFont()
    used.fromString(font)
    wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    size = QFontMetrics(used).boundingRect(QRect(0, 0, width, 10_000), int(wrap), text).size()
    return size.width(), size.height()


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

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the wrapped text in this width, with the padding of the style sheet."""
        bold = index.data(Qt.ItemDataRole.FontRole) is not None
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        width = max(option.rect.width() - BESIDE, 24)
        size = QSize(*_measured(text, width, theme.font(bold=bold).toString()))
        return size + QSize(BESIDE, PADDING + 6)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName(CELL_EDITOR)
        editor.setAccessibleName(index.data(Qt.ItemDataRole.AccessibleTextRole))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(index.data(Qt.ItemDataRole.EditRole))
