"""Criterion by criterion: both scores and their gap, what each side said, and what was agreed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from facilitator.i18n import _, format_number, screen_language
from facilitator.models import agreeing
from facilitator.models.results import Results
from facilitator.ui.pages.correction_line import CorrectionLine
from facilitator.ui.pages.interface_point import PointCard
from facilitator.ui.pages.rows import Rows, Section
from facilitator.ui.widgets.basic import Button, Card, EmptyState, Label
from facilitator.ui.widgets.choice import Choice

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint
    from facilitator.ui.context import Context
    from facilitator.ui.pages.meeting_head import MeetingHead

AS_LISTED, BY_GAP = "listed", "gap"


class PointsSection(Section):
    """`point` gives the service that the page is about; the meeting is the one that `head` shows."""

    def __init__(
        self,
        context: Context,
        point: Callable[[], ServicePoint | None],
        head: MeetingHead,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self._point, self._head = point, head
        self._results: Results | None = None
        self.talks: dict[int, agreeing.Talk] = {}
        self.order = Choice(
            "points_order", _("Order"), [(AS_LISTED, _("As in the list")), (BY_GAP, _("Widest gap first"))]
        )
        self.order.set_value(AS_LISTED)
        self.order.committed.connect(self._reorder)
        self.count = Label("", "label", "points_count")
        self.rows = Rows(spacing=14)
        self.top = Card(name="points_card")
        self.top.add(self.count)
        self.top.add(self.order)
        self.start = Button("points_begin", _("Write down the meeting"), "calendar", "primary", self._begin)
        self.empty = EmptyState(
            "points_empty",
            "interface",
            _("No meeting written down yet"),
            _("What is said belongs to a meeting. Write down its day first; everything else can follow."),
            self.start,
        )
        self.correction = CorrectionLine("points", context, head.meeting)
        for part in (self.empty, self.correction, self.top, self.rows):
            self.column.addWidget(part)

    def refresh(self) -> None:
        """Show the criteria of the service with what the minutes say."""
        self._head.refresh()
        point, meeting = self._point(), self._head.meeting()
        self.empty.setVisible(meeting is None)
        self.correction.refresh()
        for part in (self.top, self.rows):
            part.setVisible(meeting is not None)
        if point is None or meeting is None:
            return
        found = agreeing.talks(self._scores(), point, by_gap=self.order.value() == BY_GAP)
        self.talks = {talk.criterion.id: talk for talk in found}
        language = screen_language()
        self.count.setText(
            _("Agreed on {n} of {all} criteria").format(
                n=format_number(agreeing.agreed_count(meeting, point.criteria), language),
                all=format_number(len(found), language),
            )
        )
        self.rows.sync([talk.criterion.id for talk in found], self._make)

    def focus_first(self) -> None:
        """Put the keyboard where the citizens' words of the first criterion are typed."""
        if self._head.meeting() is None:
            self.start.setFocus()
        elif self.talks:
            row = self.rows.row(next(iter(self.talks)))
            assert isinstance(row, PointCard)
            row.editors["citizens_said"].setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        self._results = None
        super().showEvent(event)

    def _scores(self) -> Results:
        """The scores, read once each time the part is opened: they do not change while it is on show."""
        if self._results is None:
            self._results = Results(self.context.store, self.context.cycle, look_back=False)
        return self._results

    def _make(self, key: int) -> QWidget:
        return PointCard(self.context, key, self)

    @property
    def head(self) -> MeetingHead:
        """Where the meeting on show comes from."""
        return self._head

    @Slot(object)
    def _reorder(self, _key: str) -> None:
        self.refresh()

    def _begin(self) -> None:
        self._head.begin.click()
        self.refresh()
        self.focus_first()
