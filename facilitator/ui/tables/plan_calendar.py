"""The plan along the months of its year: a bar for each row, from its first day to its last."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionViewItem

from facilitator.i18n import ENGLISH_MONTHS, KHMER_MONTHS, N_, _, format_date, screen_language
from facilitator.models import plan_views, planning
from facilitator.models.action import Action, numbers
from facilitator.text import breakable
from facilitator.ui import theme
from facilitator.ui.tables.actions import localised
from facilitator.ui.tables.base import Index, Role
from facilitator.ui.tables.cell import CellDelegate
from facilitator.ui.tables.keyed import KeyedTable

if TYPE_CHECKING:
    from facilitator.models.plan_views import Stretch
    from facilitator.ui.context import Context

NUMBER, ACTIVITY, FIRST_MONTH = range(3)
WIDTHS = (84, 0, *[52] * 12)
LEAST_MONTH = 40
"""Width of a month in pixels at scale 1, below which the months scroll sideways."""
BAR = Role.UserRole
EDGE = 2
"""Pixels of a bar's upper and lower edge."""
SOLID = "done"
COLOURS = {"delayed": ("error", "error_soft"), "dropped": ("disabled", "page")}
"""Of a bar's edges and its inside, by status; what is done is filled with the colour of its edges."""
USUAL = ("accent", "accent_soft")
STATUS_MARKS = {"done": N_("done"), "delayed": N_("delayed"), "dropped": N_("dropped")}


class Bar(NamedTuple):
    """What fills a month: from where to where (shares of the month), in which colours; a heading's is thinner.

    `before` and `after`: it goes on outside the year. `today`: where the day of today is in this month.
    """

    stretch: tuple[float, float] | None
    edge: str
    inside: str
    thin: bool
    before: bool
    after: bool
    today: float | None


class CalendarTable(KeyedTable):
    """One row per row of the plan, one column per month."""

    def __init__(self, context: Context, today: dt.date) -> None:
        super().__init__(context)
        self.today = today
        self._numbers: dict[object, str] = {}
        self._stretches: dict[object, Stretch | None] = {}

    def refresh(self) -> None:
        """Read the plan anew."""
        cycle = self.context.cycle
        planning.load(cycle)
        found = numbers(cycle)
        self._numbers = {action.id: localised(number) for action, number in found.items()}
        self._stretches = {action.id: plan_views.stretch(action) for action in found}
        self.show_keys([action.id for action in found], cycle.year)

    def action(self, row: int) -> Action | None:
        """The activity of a row."""
        key = self.key_at(row)
        return self.context.store.get(Action, key) if isinstance(key, uuid.UUID) else None

    def headings(self) -> Sequence[str]:
        khmer = screen_language() == "km"
        months = KHMER_MONTHS if khmer else [month[:3] for month in ENGLISH_MONTHS]
        return (_("No."), _("Activity"), *months)

    def is_strong(self, row: int, column: int) -> bool:
        action = self.action(row)
        return action is not None and bool(action.children)

    def text_at(self, row: int, column: int) -> str:
        action = self.action(row)
        if action is None or column >= FIRST_MONTH:
            return ""
        if column == NUMBER:
            return self._numbers.get(action.id, "")
        return f"{breakable(action.words(screen_language()))}\n{self._days(action)}"

    def _days(self, action: Action) -> str:
        stretch, language = self._stretches.get(action.id), screen_language()
        if stretch is None:
            return _("no dates yet")
        year = self.context.cycle.year
        days = [
            format_date(day, language, "short")[: None if day.year != year else len("31/12")]
            for day in (stretch.start, stretch.end)
        ]
        return " – ".join(dict.fromkeys(days))

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == BAR:
            return self._bar(row, column - FIRST_MONTH + 1) if column >= FIRST_MONTH else None
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role == Role.BackgroundRole:
            return None
        if role == Role.AccessibleTextRole:
            return self._spoken(row)
        return super().data(index, role)

    def _spoken(self, row: int) -> str:
        action = self.action(row)
        if action is None:
            return ""
        status = STATUS_MARKS.get(action.status)
        parts = [self.text_at(row, NUMBER), action.words(screen_language()), self._days(action)]
        return ", ".join([*parts, *([_(status)] if status else [])])

    def _bar(self, row: int, month: int) -> Bar | None:
        action, year = self.action(row), self.context.cycle.year
        if action is None:
            return None
        stretch = self._stretches.get(action.id)
        today = None
        if (self.today.year, self.today.month) == (year, month):
            following = dt.date(year + month // 12, month % 12 + 1, 1)
            today = (self.today.day - 1) / (following - dt.date(year, month, 1)).days
        heading = bool(action.children)
        edge, inside = USUAL if heading else COLOURS.get(action.status, USUAL)
        return Bar(
            stretch.within(year, month) if stretch is not None else None,
            edge,
            edge if heading or action.status == SOLID else inside,
            heading,
            month == 1 and stretch is not None and stretch.start.year < year,
            month == 12 and stretch is not None and stretch.end.year > year,
            today,
        )


class BarDelegate(CellDelegate):
    """Paints the part of a bar that lies in a month."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        bar = index.data(BAR)
        if isinstance(bar, Bar):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_bar(painter, QRectF(option.rect), bar)
            painter.restore()

    def _paint_bar(self, painter: QPainter, cell: QRectF, bar: Bar) -> None:
        colour = theme.colour(bar.edge)
        half = theme.px(4 if bar.thin else 9)
        middle = cell.center().y()
        if bar.stretch is not None:
            start, end = bar.stretch
            left = cell.left() + cell.width() * start
            width = max(cell.width() * (end - start) + (1 if end == 1 else 0), theme.px(5))
            painter.fillRect(QRectF(left, middle - half, width, 2 * half), theme.colour(bar.inside))
            for top in (middle - half, middle + half - EDGE):
                painter.fillRect(QRectF(left, top, width, EDGE), colour)
        edge = theme.px(11)
        if bar.before:
            _arrow(painter, cell.left() + 1, cell.left() + edge, middle, half, colour)
        if bar.after:
            _arrow(painter, cell.right(), cell.right() - edge, middle, half, colour)
        if bar.today is not None:
            at = cell.left() + cell.width() * bar.today
            painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(int(at), int(cell.top()), int(at), int(cell.bottom()))


def _arrow(painter: QPainter, tip: float, back: float, middle: float, half: float, colour: QColor) -> None:
    """A head that points out of the year, with a light edge so that it stands out from its bar."""
    painter.setPen(QPen(theme.colour("surface"), 1))
    painter.setBrush(colour)
    corners = ((tip, middle), (back, middle - 1.6 * half), (back, middle + 1.6 * half))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
