"""Layouts that put widgets beside one another and go on in the next line when the window is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import Qt


class Flow(QLayout):
    """For buttons and cards whose number and width (two languages, several sizes) are not known beforehand."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8, centred: bool = False) -> None:
        super().__init__(parent)
        self._centred = centred
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(QMargins(0, 0, 0, 0))
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        from PySide6.QtCore import Qt

        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        width = sum(item.sizeHint().width() + self.spacing() for item in self._items)
        height = max((item.sizeHint().height() for item in self._items), default=0)
        return QSize(width, height)

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, move: bool) -> int:
        """Place the items (or only measure) and give the height that they take."""
        y, lines = rect.y(), self._lines(rect.width())
        for line in lines:
            left = rect.width() - sum(size.width() + self.spacing() for _item, size in line) + self.spacing()
            x = rect.x() + (max(left, 0) // 2 if self._centred else 0)
            for item, size in line:
                if move:
                    item.setGeometry(QRect(QPoint(x, y), size.boundedTo(QSize(rect.width(), size.height()))))
                x += size.width() + self.spacing()
            y += max(size.height() for _item, size in line) + self.spacing()
        return y - self.spacing() - rect.y() if lines else 0

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The items of each line, and how large they want to be."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        taken = 0
        for item in self._items:
            if item.isEmpty():  # hidden: leaves no gap
                continue
            size = item.sizeHint()
            if not lines or taken + size.width() > width:
                lines.append([])
                taken = 0
            lines[-1].append((item, size))
            taken += size.width() + self.spacing()
        return lines


class Columns(Flow):
    """Widgets in columns of equal width, as many beside one another as have room: fields of a form, cards."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 16) -> None:
        super().__init__(parent, spacing)

    def sizeHint(self) -> QSize:
        each = max((item.sizeHint().width() for item in self._items), default=0)
        return QSize((each + self.spacing()) * len(self._items), super().sizeHint().height())

    def _arrange(self, rect: QRect, move: bool) -> int:
        if not self._items:
            return 0
        least = max(item.minimumSize().width() for item in self._items)
        beside = max(1, min(len(self._items), (rect.width() + self.spacing()) // (least + self.spacing())))
        width = (rect.width() - (beside - 1) * self.spacing()) // beside
        y = rect.y()
        for start in range(0, len(self._items), beside):
            line = self._items[start : start + beside]
            height = max(_height(item, width) for item in line)
            for number, item in enumerate(line):
                if move:
                    item.setGeometry(QRect(rect.x() + number * (width + self.spacing()), y, width, height))
            y += height + self.spacing()
        return y - self.spacing() - rect.y()


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
