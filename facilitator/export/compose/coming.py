"""Which meeting comes next. Asked of the record, never of the clock: what was held has people who were counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.export.compose import common
from facilitator.export.compose.common import both
from facilitator.export.documents.common import Text
from facilitator.export.documents.meeting import Caller, Gathering
from facilitator.models.meeting import held_in
from facilitator.models.stages import ONCE, PER_SERVICE

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle, ServicePoint
    from facilitator.models.meeting import Meeting
    from facilitator.models.place import Village

ASK = ("clerk", "lead_facilitator")
"""The roles whose telephone numbers stand under a letter or notice, as far as they are known."""


@dataclass(frozen=True)
class Planned:
    """A meeting to come; `point` is None when it is for all services."""

    stage: str
    point: ServicePoint | None
    date: dt.date | None = None
    place: str = ""

    def gathering(self) -> Gathering:
        """As a document has it."""
        service = common.service_name(self.point) if self.point is not None else Text()
        return Gathering(self.stage, service, self.date, self.place)


def coming(
    cycle: Cycle, stages: Sequence[str], point: ServicePoint | None = None, village: Village | None = None
) -> list[Planned]:
    """The meetings of these stages that are still to be held, soonest first; never empty.

    Where days are fixed, those meetings; else the meetings that wait for their day, of the earliest stage; else the
    day that the last meeting named for the next one; else a meeting of the stage that follows, to be filled by hand.
    """
    code = village.code if village is not None else None
    meetings = [meeting for stage in stages for meeting in common.meetings_of(cycle, stage, point, code)]
    held = held_in(cycle)
    waiting = [meeting for meeting in meetings if meeting.id not in held]
    dated = sorted((each for each in waiting if each.date is not None), key=lambda each: each.date or dt.date.max)
    if dated:
        return [_planned(meeting) for meeting in dated]
    if waiting:
        return [_planned(meeting) for meeting in waiting if meeting.stage == waiting[0].stage]
    return _after(cycle, stages, point, meetings)


def callers(cycle: Cycle) -> tuple[Caller, ...]:
    """Whom to call: the office, then the people of `ASK` whose numbers are known."""
    people = [person for key in ASK for person in common.people_of(cycle, key) if person.phone]
    office = [Caller(both("Commune office"), "", cycle.commune.phone)] if cycle.commune.phone else []
    return (*office, *(Caller(common.role(cycle, person.role), person.name, person.phone) for person in people))


def _planned(meeting: Meeting) -> Planned:
    return Planned(meeting.stage, meeting.service_point, meeting.date, meeting.place)


def _after(cycle: Cycle, stages: Sequence[str], point: ServicePoint | None, held: Sequence[Meeting]) -> list[Planned]:
    """What follows the last meeting of all; the last stage follows itself."""
    if not held:
        return _of_stage(cycle, stages[0], point)
    last = max(held, key=lambda meeting: meeting.date or dt.date.min)
    stage = stages[min(stages.index(last.stage) + 1, len(stages) - 1)]
    place = last.place if last.stage in ONCE else ""
    return _of_stage(cycle, stage, point, last.next_date, place)


def _of_stage(
    cycle: Cycle, stage: str, point: ServicePoint | None, date: dt.date | None = None, place: str = ""
) -> list[Planned]:
    """One meeting, or one for each service where the services meet apart."""
    if stage in ONCE:
        return [Planned(stage, None, date, place)]
    if point is None and stage in PER_SERVICE:
        return [Planned(stage, each, date, place) for each in cycle.service_points]
    return [Planned(stage, point, date, place)]
