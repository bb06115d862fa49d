"""The plan of a cycle's meetings: stage, service and village stand fixed, date and place are typed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from facilitator.i18n import _, format_date, screen_language
from facilitator.models import preparing
from facilitator.models.meeting import Meeting
from facilitator.models.stages import STAGE_NAMES, STAGES
from facilitator.text import breakable
from facilitator.ui.tables.base import GridTable, Index, Kind

if TYPE_CHECKING:
    from facilitator.ui.context import Context

STAGE, WHERE, DATE, PLACE = range(4)


class PlanTable(GridTable):
    """One row per meeting, in the order of the stages; meetings that were closed stand fixed."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._keys: list[uuid.UUID] = []

    def refresh(self) -> None:
        """Read the meetings anew."""
        keys = [meeting.id for meeting in sorted(self.context.cycle.meetings, key=_order)]
        if keys != self._keys:
            self._keys = keys
            self.reset()
        elif keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(keys) - 1, PLACE))

    def meeting(self, row: int) -> Meeting:
        """The meeting of a row."""
        meeting = self.context.store.get(Meeting, self._keys[row])
        assert meeting is not None
        return meeting

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._keys)

    def headings(self) -> Sequence[str]:
        return (_("Stage"), _("Service and village"), _("Date"), _("Place"))

    def kind_at(self, row: int, column: int) -> Kind:
        free = column in (DATE, PLACE) and self.meeting(row).closed_on is None
        return Kind.TEXT if free else Kind.FIXED

    def text_at(self, row: int, column: int) -> str:
        meeting, language = self.meeting(row), screen_language()
        if column == STAGE:
            return breakable(_(STAGE_NAMES[meeting.stage]))
        if column == WHERE:
            return breakable(_where(meeting, language))
        if column == DATE:
            return format_date(meeting.date, language, "short") if meeting.date is not None else ""
        return meeting.place

    def shown_at(self, row: int, column: int) -> str:
        shown = super().shown_at(row, column)
        return breakable(shown) if column == PLACE else shown

    def store(self, row: int, column: int, text: str) -> None:
        meeting = self.meeting(row)
        label = _("Plan of the meetings")
        with self.context.store.transaction(label, cycle=self.context.cycle):
            if column == DATE:
                preparing.set_date(meeting, text)
            else:
                preparing.set_place(meeting, text)


def _order(meeting: Meeting) -> tuple[int, int, str, str]:
    point = meeting.service_point.position if meeting.service_point is not None else -1
    return (STAGES.index(meeting.stage), point, meeting.village_code or "", str(meeting.id))


def _where(meeting: Meeting, language: str) -> str:
    point, village = meeting.service_point, meeting.village
    service = point.name(language) if point is not None else _("all services")
    if village is None:
        return service
    return f"{service} · {village.name(language)}"
