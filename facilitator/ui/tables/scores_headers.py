"""The headings of a tally sheet: whose votes, with the faces of the steps; and the criteria at the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from facilitator import people
from facilitator.i18n import _
from facilitator.models.tally import ALL
from facilitator.ui import theme
from facilitator.ui.tables.scores_votes import VotesTable
from facilitator.ui.widgets.faces import paint_face

if TYPE_CHECKING:
    from facilitator.ui.tables.scores import Block, ScoreTable

FACE, BAND = 30, 28
"""Side of a face above a column, and height of the names of the blocks, in pixels at scale 1."""
PADDING = 10
WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


def block_name(key: str) -> str:
    """Whose votes a block holds."""
    return _("All") if key == ALL else _(people.LABELS[key])


class BlockHeader(QHeaderView):
    """Above each block its name, below it the face and number of every step; a thick line parts the blocks."""

    def __init__(self, table: ScoreTable, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table = table
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap.value))
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(theme.px(40))

    @property
    def _votes(self) -> VotesTable | None:
        return self._table if isinstance(self._table, VotesTable) else None

    @property
    def _band(self) -> int:
        """The height of the blocks' names; marks and agreed scores have columns that say it themselves."""
        return theme.px(BAND) if self._votes is not None and self._table.breakdowns else 0

    def setFixedHeight(self, height: int) -> None:  # noqa: N802
        """As high as the words need, with room for faces and names above them."""
        faces = theme.px(FACE + 34) if self._votes is not None else 0
        super().setFixedHeight(max(height, faces) + self._band)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:  # noqa: N802
        below = rect.adjusted(0, self._band, 0, 0)
        painter.save()
        super().paintSection(painter, below, logical)
        painter.restore()
        votes = self._votes
        if votes is not None and votes.column(logical).step > 0:
            side = theme.px(FACE)
            area = QRectF(below.center().x() - side / 2 + 0.5, below.top() + theme.px(5), side, side)
            place = votes.steps.index(votes.column(logical).step) + 1
            paint_face(painter, area, place, len(votes.steps))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._band:
            return
        painter = QPainter(self.viewport())
        painter.setFont(theme.font(theme.SMALL, bold=True))
        for block in self._table.blocks():
            self._paint_name(painter, block)

    def _paint_name(self, painter: QPainter, block: Block) -> None:
        left = self.sectionViewportPosition(block.first)
        right = self.sectionViewportPosition(block.last) + self.sectionSize(block.last)
        band = QRect(left, 0, right - left, self._band)
        painter.fillRect(band, theme.colour("sunken"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(band.bottomLeft(), band.bottomRight())
        painter.setPen(QPen(theme.colour("edge"), 2))
        painter.drawLine(right - 1, 0, right - 1, self.height())
        seen = band.intersected(self.viewport().rect())  # the name stays readable while the block is half in sight
        painter.setPen(theme.colour("accent"))
        name = painter.fontMetrics().elidedText(block_name(block.key), Qt.TextElideMode.ElideRight, seen.width() - 8)
        painter.drawText(seen, Qt.AlignmentFlag.AlignCenter, name)


class CriterionHeader(QHeaderView):
    """The criteria at the left of the grid, wrapped; they stay where they are while the columns scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setMinimumSectionSize(theme.px(40))
        self.setHighlightSections(False)

    def sectionSizeFromContents(self, logical: int) -> QSize:  # noqa: N802
        room = QRect(0, 0, self.width() - 2 * PADDING, 10_000)
        size = QFontMetrics(theme.font()).boundingRect(room, WRAP, self._text(logical)).size()
        return size + QSize(2 * PADDING, theme.px(12))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:  # noqa: N802
        painter.save()
        painter.fillRect(rect, theme.colour("page"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QPen(theme.colour("edge"), 2))
        painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font())
        painter.drawText(rect.adjusted(PADDING, 0, -PADDING, 0), WRAP, self._text(logical))
        painter.restore()

    def _text(self, logical: int) -> str:
        return str(self.model().headerData(logical, Qt.Orientation.Vertical) or "")
