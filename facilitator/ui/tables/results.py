"""Tables of results: a face and a number in each cell, hatched so that grey tells as much; the first column stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from facilitator.i18n import _, format_decimal, format_number, screen_language
from facilitator.ui import theme, tips
from facilitator.ui.tables.base import GridTable, Index
from facilitator.ui.tables.fitted import FittedView
from facilitator.ui.widgets.charts import HATCHES, paint_distribution, paint_gap
from facilitator.ui.widgets.faces import ink_on, paint_face, step_colour
from facilitator.ui.widgets.outlines import write

if TYPE_CHECKING:
    from facilitator.models.comparing import Score

FACE, OVERLAP = 30, 0.45
"""Side of a face in pixels at scale 1, and by how much of it the second face of a half is shifted."""
LEAST_CRITERION, LEAST_BARS = 160, 100
"""Widths at scale 1 that criteria and distributions keep where a table just fits a small screen."""
STRIP = 7
"""Height of the hatched strip under a score, in pixels at scale 1."""


Words = str | Callable[[], str]
"""A sentence, or what makes it when somebody asks: of hundreds of cells a person hovers over a few."""


@dataclass(frozen=True, slots=True)
class ResultCell:
    """What a cell shows: a text, a score, or the distribution of one; `says` is the same in words.

    `hints` is what hovering adds to the words: all figures and the method. With `other` the distribution of the
    providers stands under the citizens'; with `gap` an arrow goes from one side's score to the other's.
    """

    text: str = ""
    says: Words = ""
    score: Score | None = None
    bar: bool = False
    strong: bool = False
    hints: Words = ""
    other: Score | None = None
    gap: tuple[float, float, float, float] | None = None
    """Citizens' and providers' median, and both ends of the scale."""

    @property
    def spoken(self) -> str:
        """The cell in words."""
        return self.says if isinstance(self.says, str) else self.says()

    @property
    def hint(self) -> str:
        """What stands beside the words."""
        return self.hints if isinstance(self.hints, str) else self.hints()


class ResultTable(GridTable):
    """Cells made by the page; nothing can be typed."""

    def __init__(self) -> None:
        super().__init__()
        self._headings: list[str] = []
        self._rows: list[list[ResultCell]] = []

    def show(self, headings: Sequence[str], rows: Sequence[Sequence[ResultCell]]) -> None:
        """Show other results."""
        from facilitator.text import breakable

        self._headings = [breakable(heading) for heading in headings]
        self._rows = [list(row) for row in rows]
        self.reset()

    def cell(self, index: Index) -> ResultCell:
        """What stands at an index."""
        return self.cell_at(index.row(), index.column())

    def cell_at(self, row: int, column: int) -> ResultCell:
        """What stands in a row and column."""
        return self._rows[row][column]

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._rows)

    def headings(self) -> Sequence[str]:
        return self._headings

    def text_at(self, row: int, column: int) -> str:
        return self._rows[row][column].text

    def is_strong(self, row: int, column: int) -> bool:
        return self._rows[row][column].strong

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole:
            cell = self.cell(index)
            return tips.plain("\n".join(part for part in (cell.spoken, cell.hint) if part)) or None
        if role == Qt.ItemDataRole.BackgroundRole and index.column():
            return theme.colour("surface")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cell = self.cell(index)
            return f"{self.text_at(index.row(), 0)}, {self._headings[index.column()]}: {cell.spoken or cell.text}"
        return super().data(index, role)


class ResultDelegate(QStyledItemDelegate):
    """Paints scores, distributions and gaps; texts are left to the style."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        if _cell(index).gap is not None:
            option.text = ""  # the arrow has it

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = _cell(index)
        super().paint(painter, option, index)
        paint_cell(painter, QRectF(option.rect), cell)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.column():  # pictures and a few words; only criteria need measuring
            return QSize(theme.px(56), theme.px(64))
        room = QRect(0, 0, max(option.rect.width() - 24, 24), 10_000)
        wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        text = _cell(index).text
        size = QFontMetrics(theme.font()).boundingRect(room, int(wrap), text).size()
        return QSize(size.width() + 24, max(size.height() + 14, theme.px(64)))


class ResultView(FittedView):
    """The criteria stay in sight while the other columns scroll sideways under them."""

    def __init__(self, name: str, label: str, table: ResultTable, parent: QWidget | None = None) -> None:
        self._front: QTableView | None = None
        super().__init__(name, label, parent)
        table.setParent(self)
        self.setModel(table)
        self.setItemDelegate(ResultDelegate(self))
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._front = self._make_front(table)

    def _share_width(self) -> None:
        """What is only a little too wide for a small screen is made to fit: distributions give way, then criteria."""
        super()._share_width()
        columns = ((self.model().columnCount() - 1, LEAST_BARS), (0, LEAST_CRITERION))
        spare = {column: max(self.columnWidth(column) - theme.px(least), 0) for column, least in columns}
        too_wide = self.horizontalHeader().length() - self.viewport().width()
        if too_wide > sum(spare.values()):
            return
        for column, most in spare.items():
            less = max(min(most, too_wide), 0)
            self.setColumnWidth(column, self.columnWidth(column) - less)
            too_wide -= less

    def _make_front(self, table: ResultTable) -> QTableView:
        front = QTableView(self)
        front.setObjectName(f"qt_{self.objectName()}_first")
        front.setModel(table)
        front.setItemDelegate(ResultDelegate(front))
        front.setSelectionModel(self.selectionModel())
        front.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        front.verticalHeader().hide()
        front.setWordWrap(True)
        front.horizontalHeader().setDefaultAlignment(self.horizontalHeader().defaultAlignment())
        front.horizontalHeader().setHighlightSections(False)
        front.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        front.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        front.setStyleSheet("QTableView { border: none; border-radius: 0; }")
        return front

    def fit(self) -> None:
        super().fit()
        if self._front is None or self.model() is None:
            return
        front = self._front
        for column in range(self.model().columnCount()):
            front.setColumnHidden(column, column > 0)
        front.setColumnWidth(0, self.columnWidth(0))
        for row in range(self.model().rowCount()):
            front.setRowHeight(row, self.rowHeight(row))
        front.horizontalHeader().setFixedHeight(self.horizontalHeader().height())
        self._place_front()

    def scrollTo(  # noqa: N802
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        super().scrollTo(index, hint)
        if self._front is None or index.column() == 0:
            return
        cell = self.visualRect(self.model().index(index.row(), index.column()))
        covered = self.columnWidth(0) - cell.left()
        if covered > 0:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - covered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_front()

    def _place_front(self) -> None:
        if self._front is None:
            return
        frame = self.frameWidth()
        scrolls = self.horizontalScrollBar().maximum() > 0
        self._front.setVisible(scrolls)
        height = self.horizontalHeader().height() + self.viewport().height()
        self._front.setGeometry(frame, frame, self.columnWidth(0), height)


def _cell(index: Index) -> ResultCell:
    table = index.model()
    assert isinstance(table, ResultTable)
    return table.cell(index)


def paint_cell(painter: QPainter, area: QRectF, cell: ResultCell) -> None:
    """The picture in a cell: a score, a distribution or a gap; texts are left to the caller."""
    if cell.gap is not None:
        paint_gap(painter, area.adjusted(2, 8, -3, -2), *cell.gap, cell.text)
    elif cell.score is None:
        return
    elif cell.score.hidden:
        painter.fillRect(area.adjusted(1, 1, -2, -2), QBrush(theme.colour("line"), Qt.BrushStyle.DiagCrossPattern))
        _write(painter, area, _("Hidden"), theme.font(theme.SMALL), theme.colour("muted"), plate=True)
    elif cell.bar:
        _paint_bars(painter, area, [each for each in (cell.score, cell.other) if each is not None])
    elif cell.score.median is not None:
        _paint_score(painter, area, cell.score)


def _paint_bars(painter: QPainter, area: QRectF, scores: Sequence[Score]) -> None:
    """Citizens' distribution above the providers'."""
    height = theme.px(28 if len(scores) == 1 else 24)
    top = area.center().y() - (height + theme.px(4)) * len(scores) / 2 + theme.px(2)
    for place, score in enumerate(scores):
        shown = [format_number(count, screen_language()) for count in score.bands]
        line = top + place * (height + theme.px(4))
        paint_distribution(painter, QRectF(area.left() + 8, line, area.width() - 17, height), score.bands, shown)


def _paint_score(painter: QPainter, area: QRectF, score: Score) -> None:
    """Face (or two, for a half), the median, how many scored, and a hatched strip."""
    language = screen_language()
    steps = score.steps
    painter.save()
    side, strip = theme.px(FACE), theme.px(STRIP)
    numbers = area.adjusted(0, 4, 0, -strip - 4)
    if score.faces:
        width = side * (1 + OVERLAP * (len(score.faces) - 1))
        left = area.left() + 7
        top = numbers.center().y() - side / 2
        for place, step in enumerate(score.faces):
            paint_face(painter, QRectF(left + place * side * OVERLAP, top, side, side), step, steps)
        numbers.setLeft(left + width)
        part = (area.width() - 3) / len(score.faces)
        for place, step in enumerate(score.faces):
            left_end = area.left() + 1 + place * part
            _paint_strip(painter, QRectF(left_end, area.bottom() - strip - 1, part, strip), step, steps)
    assert score.median is not None
    high, low = theme.px(24), theme.px(17)
    half = QRectF(numbers.left(), numbers.center().y() - (high + low) / 2, numbers.width(), high)
    _write(painter, half, format_decimal(score.median, language), theme.font(18, bold=True), theme.colour("text"))
    under = QRectF(half.left(), half.bottom(), half.width(), low)
    text = _("agreed") if score.agreed else _("n = {n}").format(n=format_number(score.n, language))
    _write(painter, under, text, theme.font(12), theme.colour("muted"))
    painter.restore()


def _paint_strip(painter: QPainter, strip: QRectF, step: int, steps: int) -> None:
    fill = step_colour(step, steps)
    painter.fillRect(strip, fill)
    hatch = HATCHES[round((step - 1) * 4 / max(steps - 1, 1))]
    if hatch != Qt.BrushStyle.NoBrush:
        ink = ink_on(fill)
        ink.setAlpha(110)
        painter.fillRect(strip, QBrush(ink, hatch))
    painter.setPen(QPen(theme.colour("text"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(strip)


def _write(painter: QPainter, area: QRectF, text: str, font: Any, colour: Any, plate: bool = False) -> None:
    if plate:
        needed = QFontMetrics(font).boundingRect(text).adjusted(-6, -3, 6, 3)
        needed.moveCenter(area.center().toPoint())
        painter.fillRect(needed, theme.colour("surface"))
    write(painter, area, text, font, colour)
