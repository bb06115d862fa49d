"""A table view whose columns, headings, rows and, if wanted, height fit their text in both languages."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from facilitator.ui import theme
from facilitator.ui.tables.cell import CellDelegate

LEAST_SHARE = 200
"""A column that shares the room that is left is never narrower than this, in pixels at scale 1."""
MOST_SHRUNK = 0.8
MOST_PASSES = 2
"""Times that `fit` measures; a width that still swings then stays as it is."""


class FittedView(QTableView):
    """For tables to read; `GridView` adds entry. Call `set_widths` once the model is set."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._fits_height = False
        self._fitting = False
        self._widths: tuple[int, ...] = ()
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(True)
        self.setItemDelegate(CellDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.px(42))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap.value))
        header.setHighlightSections(False)
        header.setMinimumSectionSize(theme.px(56))

    def set_widths(self, *widths: int, fit_height: bool = False) -> None:
        """Column widths in pixels at scale 1; 0 shares the room that is left. Rows and headings grow with their text.

        With `fit_height` the table is as high as its rows, so that the page scrolls and not the table.
        """
        self._fits_height = fit_height
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fit_height else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(policy)
        self._widths = widths
        self.fit()

    def fit(self) -> None:
        """Give headings and rows the height of their wrapped text (after a change of rows or of the width).

        A new height may bring or take the scroll bar and so change the width: one more pass settles that. It never
        calls itself, since a width that swings between two values would do so without end.
        """
        if self._fitting:
            return
        self._fitting = True
        width = -1
        try:
            for _pass in range(MOST_PASSES):
                if width != self.viewport().width():
                    width = self.viewport().width()
                    self._fit_to_width()
        finally:
            self._fitting = False

    def _fit_to_width(self) -> None:
        header = self.horizontalHeader()
        self._share_width()
        metrics = QFontMetrics(theme.font(theme.SMALL, bold=True))
        wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
        heights = [theme.px(26)]
        for column in range(header.count()):
            text = str(self.model().headerData(column, Qt.Orientation.Horizontal))
            room = QRect(0, 0, header.sectionSize(column) - 14, 1000)
            heights.append(metrics.boundingRect(room, int(wrap), text).height())
        header.setFixedHeight(max(heights) + theme.px(16))
        self.resizeRowsToContents()
        if self._fits_height:
            scrolls = header.length() > self.viewport().width()
            bar = self.horizontalScrollBar().sizeHint().height() if scrolls else 0
            self.setFixedHeight(header.height() + self.verticalHeader().length() + 2 * self.frameWidth() + bar + 2)

    def _share_width(self) -> None:
        """Columns of given width give way a little before the table needs to scroll sideways."""
        fixed, sharing = theme.px(sum(self._widths)), self._widths.count(0)
        room = self.viewport().width()
        shrink = min(1.0, max((room - sharing * theme.px(LEAST_SHARE)) / max(fixed, 1), MOST_SHRUNK))
        left = (room - sum(int(theme.px(width) * shrink) for width in self._widths)) // max(sharing, 1)
        for column, width in enumerate(self._widths):
            self.setColumnWidth(column, int(theme.px(width) * shrink) if width else max(left, theme.px(LEAST_SHARE)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
