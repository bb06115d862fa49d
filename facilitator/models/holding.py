"""Holding a meeting: its day, who came, declaring it finished, and correcting it afterwards with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from facilitator import people
from facilitator.errors import FinishedError, UserError
from facilitator.i18n import _, format_percent, screen_language
from facilitator.models.attendance import ATTENDANCE_FIELDS, Attendance
from facilitator.models.base import takes_corrections
from facilitator.models.moving import need_reason

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle, ServicePoint
    from facilitator.models.meeting import Meeting
    from facilitator.models.place import Village

Counts = dict[str, int | None]


def meetings_of(cycle: Cycle, stage: str, point: int | None = None, village: str | None = None) -> list[Meeting]:
    """The meetings of a stage in the order of their days, undated ones last.

    With a service point (its id) or a village (its code): those held there, and those that were for all.
    """
    found = [
        meeting
        for meeting in cycle.meetings
        if meeting.stage == stage
        and (point is None or meeting.service_point_id in (None, point))
        and (village is None or meeting.village_code in (None, village))
    ]
    return sorted(found, key=lambda meeting: (meeting.date or dt.date.max, str(meeting.id)))


def counts_of(meeting: Meeting, side: str, group: str = "") -> Counts:
    """The head count of one side (and group) as it stands; all None where nobody was counted."""
    row = _row(meeting, side, group)
    return row.headcount() if row is not None else dict.fromkeys(ATTENDANCE_FIELDS)


def set_counts(meeting: Meeting, side: str, group: str, counts: Mapping[str, int | None]) -> None:
    """Keep a head count. Raises UserError for a number that no meeting has, or when the meeting is finished."""
    _need_open(meeting)
    row = meeting.people_of(side, group)
    row.count(**counts)
    if all(value is None for value in row.headcount().values()):
        meeting.attendance.remove(row)


def present(meeting: Meeting, side: str = "") -> Counts:
    """How many people came, by category: of one side, or of all.

    Where a side was counted as a whole and by groups, the whole holds; None where nobody counted that category.
    """
    sides = {row.side for row in meeting.attendance if side in ("", row.side)}
    rows = [row for each in sorted(sides) for row in _rows_that_hold(meeting, each)]
    return {name: _added([getattr(row, name) for row in rows]) for name in ATTENDANCE_FIELDS}


def missed_targets(meeting: Meeting) -> list[str]:
    """Neutral sentences about participation targets of the cycle that the citizens present do not reach."""
    there = present(meeting, "citizens")
    total, language = there["total"], screen_language()
    found = []
    for target in sorted(meeting.cycle.targets, key=lambda each: list(people.LABELS).index(each.category)):
        count = there.get(target.category)
        if total and count is not None and count * 100 < target.share * total:
            found.append(
                _("{label}: {share} of those present; the target of {target} was not reached.").format(
                    label=_(people.LABELS[target.category]),
                    share=format_percent(Fraction(count, total), language),
                    target=format_percent(Fraction(target.share, 100), language),
                )
            )
    return found


def set_day(meeting: Meeting, day: dt.date | None) -> None:
    """The day it was held. Raises UserError when the meeting is finished."""
    _need_open(meeting)
    meeting.date = day


def set_place(meeting: Meeting, place: str) -> None:
    """Where it was held. Raises UserError when the meeting is finished."""
    _need_open(meeting)
    meeting.place = place


def finish(meeting: Meeting, day: dt.date) -> None:
    """Declare the meeting finished on that day. Raises UserError while its date or the head count is missing."""
    if not meeting.held:
        raise UserError(_("Write down the date and how many people came first."))
    meeting.closed_on = day
    meeting.correcting = ""


def reopen(meeting: Meeting, reason: str) -> None:
    """Open a finished meeting for corrections. Raises UserError without a reason."""
    meeting.correcting = need_reason(reason)
    meeting.closed_on = None


def move(meeting: Meeting, point: ServicePoint | None, village: Village | None, reason: str) -> None:
    """Put a meeting under the right service point and village.

    Raises UserError without a reason, or for a village that the service point does not serve.
    """
    need_reason(reason)
    if point is not None and village is not None and village not in point.villages:
        raise UserError(
            _("{village} is not among the villages that {service} serves.").format(
                village=village.name_km, service=point.name_km
            )
        )
    meeting.move_to(point, village)
    meeting.village_code = village.code if village is not None else None


def remove(meeting: Meeting) -> None:
    """Take a meeting away, with its head count. Raises UserError when it is finished or holds minutes."""
    _need_open(meeting)
    if any(point.agreed for point in meeting.agreed_points):
        raise UserError(_("This meeting holds agreed points. Move it, or delete those first."))
    meeting.cycle.meetings.remove(meeting)


def _need_open(meeting: Meeting) -> None:
    if meeting.closed_on is not None and not takes_corrections(meeting):
        raise FinishedError(_("This meeting is finished. Choose “Correct it” and say why."))


def _row(meeting: Meeting, side: str, group: str) -> Attendance | None:
    return next((row for row in meeting.attendance if (row.side, row.group) == (side, group)), None)


def _rows_that_hold(meeting: Meeting, side: str) -> list[Attendance]:
    whole = _row(meeting, side, "")
    if whole is not None and whole.total is not None:
        return [whole]
    return [row for row in meeting.attendance if row.side == side]


def _added(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
