"""Who was at the meetings, in numbers, from a file (docs/interfaces.md, kind `attendance`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator import people
from facilitator.errors import UserError
from facilitator.i18n import N_, _
from facilitator.models import headcount, holding
from facilitator.models.attendance import ATTENDANCE_FIELDS, ATTENDANCE_SIDES
from facilitator.models.imports import cells, sources
from facilitator.models.imports.cycle_sheets import STAGES_WITH_SESSIONS
from facilitator.models.imports.kinds import Kind
from facilitator.models.imports.shape import CITIZENS, Shape, shape_of
from facilitator.models.imports.staging import CellError, Column, Row, SheetKind, Staged
from facilitator.models.imports.writing import CHANGED, NEW, SAME, Writer
from facilitator.models.meeting import Meeting

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.place import Village
    from facilitator.models.store import Store

ATTENDANCE = "attendance"


def sheets(shape: Shape) -> tuple[SheetKind, ...]:
    """The one table."""
    return (
        SheetKind(
            ATTENDANCE,
            N_("How many people were at a meeting: one row for each side, and for each group that was counted apart."),
            (*_meeting_columns(shape), *_people_columns(shape)),
        ),
    )


def _meeting_columns(shape: Shape) -> tuple[Column, ...]:
    return (
        Column(
            "stage",
            cells.one_of(lambda: STAGES_WITH_SESSIONS),
            N_("Stage of the work, from the list."),
            required=True,
            choices=lambda: STAGES_WITH_SESSIONS,
        ),
        Column(
            "service_point",
            cells.known(shape.points),
            N_("Key of the service point; empty for all services together."),
            from_sheet=sources.SERVICES,
        ),
        Column(
            "village_code",
            cells.village_among(shape.villages),
            N_("Code of the village; empty for all villages."),
            as_text=True,
            from_sheet=sources.PLACES,
        ),
    )


def _people_columns(shape: Shape) -> tuple[Column, ...]:
    count = cells.whole(0, headcount.LARGEST)
    return (
        Column(
            "side",
            cells.one_of(lambda: ATTENDANCE_SIDES),
            N_("Who was counted; citizens when empty."),
            choices=lambda: ATTENDANCE_SIDES,
        ),
        Column(
            "group",
            cells.known(shape.groups),
            N_("Key of the group; empty for all groups together."),
            from_sheet=sources.GROUPS,
        ),
        Column("date", cells.day, N_("Date of the meeting, such as 2026-11-22.")),
        *(Column(name, count, people.LABELS[name]) for name in ATTENDANCE_FIELDS),
    )


class AttendanceWriter(Writer):
    """Puts head counts into the meetings of a cycle; meetings that are not there yet are made."""

    def __init__(self, store: Store, cycle: Cycle, staged: Staged) -> None:
        super().__init__(store, staged)
        self._cycle = cycle
        self._shape = shape_of(cycle)
        self._points = {point.key: point for point in cycle.service_points}
        self._villages = {village.code: village for village in (*cycle.commune.villages, *cycle.villages())}
        self._rows: dict[tuple[Meeting, str, str], int] = {}

    def write(self) -> None:
        """Write every row; look at `problems` before committing."""
        self.each(ATTENDANCE, self._row)

    def _row(self, row: Row) -> str:
        counts = {name: row.values[name] for name in ATTENDANCE_FIELDS if name in row.values}
        if not counts:
            return SAME
        meeting, is_dated = self._meeting(row)
        side, group = row.get("side", CITIZENS), row.get("group", "")
        first = self._rows.setdefault((meeting, side, group), row.number)
        if first != row.number:
            raise UserError(_("The same as row {row}. Keep one of them.").format(row=first))
        known = any((each.side, each.group) == (side, group) for each in meeting.attendance)
        before = holding.counts_of(meeting, side, group)
        after = before | counts
        for text in headcount.remarks(after):
            self.remarks.append(_("Row {row}: {text}").format(row=row.number, text=text))
        if known and after == before and not is_dated:
            return SAME
        holding.set_counts(meeting, side, group, counts)
        return CHANGED if known else NEW

    def _meeting(self, row: Row) -> tuple[Meeting, bool]:
        """The meeting of a row, made when there is none, and whether it got its date from the row.

        One with the date of the row, else one that is planned: nobody was counted there, or it has no date yet.
        """
        held = [known for known in self._cycle.meetings if self._is_at(known, row)]
        day = row.get("date")
        if day is None and len(held) > 1:
            raise CellError("date", _("There are several such meetings: write the date."))
        for meeting in held:
            if day in (None, meeting.date):
                return meeting, False
        for meeting in held:
            if meeting.date is None or not meeting.held:
                holding.set_day(meeting, day)
                return meeting, True
        point, village = self._points.get(row.get("service_point", "")), self._village(row)
        meeting = Meeting(stage=row.get("stage"), date=day, service_point=point, village=village)
        self._cycle.meetings.append(meeting)
        return meeting, True

    def _is_at(self, meeting: Meeting, row: Row) -> bool:
        point = meeting.service_point.key if meeting.service_point is not None else ""
        village = meeting.village.code if meeting.village is not None else ""
        asked = (row.get("stage"), row.get("service_point", ""), row.get("village_code", ""))
        return (meeting.stage, point, village) == asked

    def _village(self, row: Row) -> Village | None:
        code = row.get("village_code", "")
        if not code:
            return None
        point = self._shape.points.get(row.get("service_point", ""))
        if point is not None and code not in point.villages:
            raise CellError("village_code", _("{service} does not serve this village.").format(service=point.name))
        if code not in self._villages:
            raise CellError("village_code", _("This village is not one of this cycle."))
        return self._villages[code]


def _writer(store: Store, cycle: Cycle, staged: Staged, _replace: bool) -> Writer:
    return AttendanceWriter(store, cycle, staged)


KIND = Kind("attendance", N_("Attendance from a file"), sheets, _writer)
