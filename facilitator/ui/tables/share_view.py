"""The view of survey results: some hundred rows that stand still, measured once for each width."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QShowEvent

from facilitator.ui import theme
from facilitator.ui.tables.cell import BESIDE, PADDING
from facilitator.ui.tables.fitted import FittedView

if TYPE_CHECKING:
    from facilitator.ui.tables.survey import ShareTable

_LATIN, _KHMER = "0123456789", "០១២៣៤៥៦៧៨៩"


class ShareView(FittedView):
    """As high as its rows, which are not measured before somebody can see them."""

    def __init__(self, name: str, label: str, table: ShareTable) -> None:
        super().__init__(name, label)
        self._table = table
        self.setModel(table)
        table.setParent(self)

    def fit(self) -> None:
        if self.isVisible():
            super().fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def resizeRowsToContents(self) -> None:  # noqa: N802
        """Give every row its height; figures that differ in their digits only are measured once."""
        header = self.verticalHeader()
        size, least = theme.px(theme.BODY), header.minimumSectionSize()
        widths = [max(self.columnWidth(column) - BESIDE, 24) for column in range(self._table.columnCount())]
        self.setUpdatesEnabled(False)
        for row in range(self._table.rowCount()):
            cells = enumerate(widths)
            text = max(_height(self._table.text_at(row, column), width, size) for column, width in cells)
            height = max(text + PADDING + 6, least)
            if header.sectionSize(row) != height:
                header.resizeSection(row, height)
        self.setUpdatesEnabled(True)


def _height(text: str, width: int, size: int) -> int:
    """Its own height is asked for only where wider figures would have broken a line."""
    most = _measured(text.translate(_widest(size)), width, size)
    lines = "\n".join("0" for _line in text.split("\n"))
    return most if most <= _measured(lines, width, size) else _measured(text, width, size)


@lru_cache(maxsize=2048)
def _measured(text: str, width: int, _size: int) -> int:
    wrap = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
    return QFontMetrics(theme.font()).boundingRect(QRect(0, 0, width, 10_000), wrap, text).height()


@lru_cache(maxsize=8)
def _widest(_size: int) -> dict[int, str]:
    """Every digit as the widest of its script, so that no text comes out higher than it was measured."""
    metrics = QFontMetrics(theme.font())
    found: dict[int, str] = {}
    for digits in (_LATIN, _KHMER):
        widest = max(digits, key=metrics.horizontalAdvance)
        found |= dict.fromkeys(map(ord, digits), widest)
    return found
