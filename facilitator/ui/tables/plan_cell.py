"""How a cell of the plan is painted: by hand, since Khmer laid out anew through the style sheet takes too long."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QStaticText, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from facilitator.ui import icons, theme
from facilitator.ui.tables.actions import REMARK_SIZE, ActionsTable, made_colour
from facilitator.ui.tables.cell import PADDING, CellDelegate
from facilitator.ui.tables.plan_columns import AMOUNTS, COLUMNS, NUMBER

if TYPE_CHECKING:
    from facilitator.ui.tables.base import Index

INSET = PADDING + 4
"""Pixels left and right of a text."""
_SELECTED = QStyle.StateFlag.State_Selected
_FOCUSED = QStyle.StateFlag.State_HasFocus


class PlanDelegate(CellDelegate):
    """Texts are laid out once and kept; colours are those that the table gives."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = index.model()
        assert isinstance(table, ActionsTable)
        row, column, area = index.row(), index.column(), option.rect
        state = option.state
        ground = made_colour("accent_soft") if state & _SELECTED else table.ground(row, column)
        if ground is not None:
            painter.fillRect(area, ground)
        left = self._paint_sign(painter, area) if column == NUMBER and table.remarks(row) else INSET
        if text := table.shown_at(row, column):
            ink = table.ink(row, column) or made_colour("text")
            room = QRect(area.left() + left, area.top(), area.width() - left - INSET, area.height())
            _paint_text(painter, room, text, table.is_strong(row, column), COLUMNS[column] in AMOUNTS, ink)
        if state & _FOCUSED:
            painter.setPen(QPen(made_colour("accent"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -2, -2))

    def _paint_sign(self, painter: QPainter, area: QRect) -> int:
        """The sign of a remark; gives where the text begins after it."""
        size = theme.px(REMARK_SIZE)
        sign = icons.pixmap("note", "warning", REMARK_SIZE)
        painter.drawPixmap(area.left() + PADDING, area.center().y() - size // 2, sign)
        return PADDING + size + 6


def _paint_text(painter: QPainter, room: QRect, text: str, strong: bool, right: bool, ink: QColor) -> None:
    laid = _laid_out(text, room.width(), strong, right, theme.px(theme.BODY))
    height = laid.size().height()
    wide = laid.size().width() > room.width()
    top = room.top() + max((room.height() - height) / 2, 1)
    cut = wide or height > room.height()
    if cut:
        painter.save()
        painter.setClipRect(room)
    painter.setFont(_font(strong, theme.px(theme.BODY)))
    painter.setPen(ink)
    painter.drawStaticText(QPointF(room.left(), top), laid)
    if cut:
        painter.restore()


@lru_cache(maxsize=8)
def _font(strong: bool, _size: int) -> QFont:
    return theme.font(bold=strong)


@lru_cache(maxsize=4096)
def _laid_out(text: str, width: int, strong: bool, right: bool, _size: int) -> QStaticText:
    """A text with its lines broken, for one width and size of type."""
    laid = QStaticText(text.replace("\n", "\u2028"))
    laid.setTextFormat(Qt.TextFormat.PlainText)
    option = QTextOption(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    laid.setTextOption(option)
    laid.setTextWidth(width)
    laid.prepare(font=theme.font(bold=strong))
    return laid
