"""How an entry of a search list is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from facilitator.ui import theme
from facilitator.ui.widgets.search_list import DETAIL, ROW

Index = QModelIndex | QPersistentModelIndex


class EntryDelegate(QStyledItemDelegate):
    """Paints an entry in two lines: the name, and beneath it where it belongs."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(area.adjusted(2, 2, -2, -2), 8, 8)
        inner = area.adjusted(14, 4, -14, -4)
        detail = index.data(DETAIL)
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() * (58 if detail else 100) // 100)
        lower = inner.adjusted(0, upper.height(), 0, 0)
        for text, font, token, place in (
            (index.data(), theme.font(bold=True), "text", upper),
            (detail or "", theme.font(theme.SMALL), "muted", lower),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(token))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
