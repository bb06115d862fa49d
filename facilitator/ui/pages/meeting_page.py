"""What pages share that work on one service point at a time and begin with its meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from facilitator.i18n import _, screen_language
from facilitator.text import breakable
from facilitator.ui.pages.base import Page
from facilitator.ui.pages.meeting_head import MeetingHead
from facilitator.ui.widgets.basic import Button, EmptyState, Label
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint
    from facilitator.ui.context import Context
    from facilitator.ui.pages.rows import Section

CHOSEN = "service_point"
"""Property of the context: the service point chosen last, so that the next page opens on the same one."""


class PointChoice(QWidget):
    """Which service point the page is about; `chosen(int)` carries its id."""

    chosen = Signal(int)

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self._name = context, name
        self._offered: list[tuple[str, str]] = []
        self.choice: Choice | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self._row.addWidget(Label(_("Service"), "label"))

    def point(self) -> ServicePoint | None:
        """The service point chosen last, here or on another page; the first one at the beginning."""
        points = self.context.cycle.service_points
        chosen = self.context.property(CHOSEN)
        return next((point for point in points if point.id == chosen), points[0] if points else None)

    def refresh(self) -> None:
        """Offer the cycle's service points."""
        points, language = self.context.cycle.service_points, screen_language()
        offered = [(str(point.id), breakable(point.name(language))) for point in points]
        if offered != self._offered or self.choice is None:
            self._offered = offered
            if self.choice is not None:
                self.choice.hide()
                self.choice.deleteLater()
            self.choice = Choice(f"{self._name}_point", _("Service"), offered, buttons=False)
            self.choice.committed.connect(self._committed)
            self._row.addWidget(self.choice, 1)
        point = self.point()
        self.choice.set_value(str(point.id) if point is not None else None)

    @Slot(object)
    def _committed(self, key: str) -> None:
        self.context.setProperty(CHOSEN, int(key))
        self.chosen.emit(int(key))


class MeetingPage(Page):
    """A choice of service, and below it parts behind tabs: the meeting, and the work that it leaves behind.

    A subclass adds its parts with `add_part` and reads the chosen service point from `point()`. The meeting comes
    first until it was held; then the page opens on the work.
    """

    sides: tuple[str, ...] = ("citizens",)
    """Whose attendance is counted at its meetings (`meeting.ATTENDANCE_SIDES`)."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.points = PointChoice(context, self.stage)
        self.points.chosen.connect(self.refresh)
        self.head = MeetingHead(context, self.stage, self.sides, folding=False)
        self.tabs = QTabBar()
        self.tabs.setObjectName(f"{self.stage}_tabs")
        self.tabs.setAccessibleName(_("Parts of this page"))
        self.tabs.setToolTip(_("Ctrl+Page Down: next part"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.empty = EmptyState(
            f"{self.stage}_no_service",
            "prepare",
            _("No service chosen yet"),
            _("Choose the services and their villages first."),
            Button(f"{self.stage}_prepare", _("Prepare"), "prepare", "primary", self._prepare),
        )
        self._parts: list[Section] = []
        self._begun = False
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 22, 18)
        column.setSpacing(14)
        for part in (self.empty, self.points, self.tabs):
            column.addWidget(part)
        column.addStretch(1)
        self.add_part(_("Meeting"), self.head)
        self.tabs.currentChanged.connect(self._turned)
        for sequence, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            keys = QShortcut(QKeySequence(sequence), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(self._next if by > 0 else self._previous)

    def add_part(self, title: str, part: Section) -> None:
        """Put one more part behind a tab."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        self._parts.append(part)
        column.insertWidget(column.count() - 1, part)
        part.setVisible(False)
        self.tabs.addTab(title)

    def point(self) -> ServicePoint | None:
        """The service point that the page is about."""
        return self.points.point()

    def show_part(self, number: int) -> None:
        """Open the part behind that tab."""
        self.tabs.setCurrentIndex(number)

    def refresh(self) -> None:
        """Show the open part as it is now."""
        point = self.point()
        self.empty.setVisible(point is None)
        self.points.setVisible(point is not None)
        self.tabs.setVisible(point is not None)
        if point is not None:
            self.points.refresh()
            self.head.show_place(point.id)
            self._open_where_work_is()
        for number, part in enumerate(self._parts):
            part.setVisible(point is not None and number == self.tabs.currentIndex())
            if not part.isHidden():
                part.refresh()
                follow_layout(part)

    def focus_first(self) -> None:
        """Put the keyboard into the open part."""
        if self.point() is None:
            super().focus_first()
        else:
            self._parts[self.tabs.currentIndex()].focus_first()

    def _open_where_work_is(self) -> None:
        """Once, when the page is first shown."""
        if not self._begun:
            self._begun = True
            self.head.refresh()
            meeting = self.head.meeting()
            self.tabs.setCurrentIndex(1 if meeting is not None and meeting.held else 0)

    @Slot(int)
    def _turned(self, _number: int) -> None:
        if self.isVisible():
            self.refresh()

    @Slot()
    def _next(self) -> None:
        self._step(1)

    @Slot()
    def _previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
        self.focus_first()

    def _prepare(self) -> None:
        self.context.wanted.emit("prepare")
