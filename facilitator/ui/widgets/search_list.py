"""A search field over a list of what was found, for the keyboard first: type, Down, Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from facilitator.i18n import _
from facilitator.ui import icons, theme
from facilitator.ui.widgets.basic import Label

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found: its key, its name, and a line that tells it from others of the same name."""

    key: str
    title: str
    detail: str = ""


class SearchList(QWidget):
    """`search(text)` is called on every key and answers with entries; `chosen(str)` carries the key of one.

    `empty` is the sentence shown when nothing was found.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        label: str,
        search: Callable[[str], Sequence[Entry]],
        placeholder: str = "",
        empty: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._search = search
        self.line = QLineEdit(self)
        self.line.setObjectName(f"{name}_line")
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText(placeholder)
        self.line.setClearButtonEnabled(True)
        self.line.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.line.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setObjectName(f"{name}_list")
        self.list.setAccessibleName(_("Found"))
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.nothing = Label(empty or _("Nothing found. Try fewer letters or another spelling."), "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.line, self.nothing, self.list):
            column.addWidget(part)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self.refresh)
        self.list.itemActivated.connect(self._activated)
        self.list.itemClicked.connect(self._activated)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask again for what is typed now."""
        self.list.clear()
        for entry in self._search(self.line.text()):
            item = QListWidgetItem(entry.title)
            item.setData(Qt.ItemDataRole.UserRole, entry.key)
            item.setData(EntryDelegate.DETAIL, entry.detail)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.title}, {entry.detail}")
            self.list.addItem(item)
        self.nothing.setVisible(self.list.count() == 0 and bool(self.line.text()))
        if self.list.count():
            self.list.setCurrentRow(0)

    def keys(self) -> list[str]:
        """The keys on show, best first."""
        return [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row, key = self.list.currentRow(), event.key()
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
            if key in steps and self.list.count():
                self.list.setCurrentRow(min(max(row + steps[Qt.Key(key)], 0), self.list.count() - 1))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.currentItem() is not None:
                self._activated(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    @Slot(QListWidgetItem)
    def _activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


class EntryDelegate(QStyledItemDelegate):
    """Paints an entry in two lines: the name, and beneath it where it belongs."""

    DETAIL = Qt.ItemDataRole.UserRole + 1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme.px(54))

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
        detail = index.data(self.DETAIL)
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
