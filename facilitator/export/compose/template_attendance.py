"""The workbook in which head counts are typed: a row for every count that a cycle usually has, with what is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from facilitator.export.compose import template_sheets
from facilitator.export.compose.template_votes import EXAMPLE_SERVICE, Cells, example_shape, in_columns, lists
from facilitator.export.documents.tables import Book
from facilitator.i18n import N_
from facilitator.models.attendance import ATTENDANCE_FIELDS
from facilitator.models.imports import attendance
from facilitator.models.imports.cycle_sheets import STAGES_WITH_SESSIONS
from facilitator.models.imports.shape import shape_of

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.meeting import Meeting

_NOTES = (
    template_sheets.FIXED_NAMES,
    N_("A meeting is known by its stage, service, village and date; an empty cell leaves what is there."),
    template_sheets.ALL_OR_NOTHING,
    N_("Khmer digits are understood everywhere."),
)

_SIDES = {
    "information": ("citizens", "providers"),
    "self_assessment": ("providers",),
    "interface": ("citizens", "providers", "commune", "district"),
    "follow_up": ("citizens", "providers", "commune"),
}
_BY_VILLAGE = ("criteria", "scoring")
_FOR_ALL = ("interface", "follow_up")


def attendance_template(cycle: Cycle | None = None) -> Book:
    """The workbook of kind `attendance`: a row for every head count of the cycle, or one example row."""
    shape = example_shape() if cycle is None else shape_of(cycle)
    (kind,) = attendance.sheets(shape)
    village = next(iter(shape.villages))
    example: Cells = {
        "stage": "scoring",
        "service_point": EXAMPLE_SERVICE,
        "village_code": village,
        "total": 30,
        "women": 18,
    }
    values = [example] if cycle is None else list(_head_counts(cycle))
    return Book(
        (
            template_sheets.table(kind, in_columns(kind, values)),
            template_sheets.explanation((kind,), _NOTES),
            *lists(cycle, shape),
        )
    )


def _head_counts(cycle: Cycle) -> Iterator[Cells]:
    """What was counted, then a row for every count that a cycle usually has and that is not there yet."""
    known = [meeting for meeting in cycle.meetings if meeting.stage in STAGES_WITH_SESSIONS]
    for stage in STAGES_WITH_SESSIONS:
        for meeting in known:
            if meeting.stage == stage:
                yield from _counted(cycle, meeting)
        for point, village in _usual_places(cycle, stage):
            if not any(_is_at(meeting, stage, point, village) for meeting in known):
                for side, group in _usual_counts(cycle, stage):
                    yield {
                        "stage": stage,
                        "service_point": point,
                        "village_code": village,
                        "side": side,
                        "group": group,
                    }


def _counted(cycle: Cycle, meeting: Meeting) -> Iterator[Cells]:
    head: Cells = {
        "stage": meeting.stage,
        "service_point": meeting.service_point.key if meeting.service_point is not None else "",
        "village_code": meeting.village_code or "",
        "date": meeting.date,
    }
    counted = {(row.side, row.group): row for row in meeting.attendance}
    for side, group in counted or _usual_counts(cycle, meeting.stage):
        row = counted.get((side, group))
        figures = {name: getattr(row, name) for name in ATTENDANCE_FIELDS} if row is not None else {}
        yield head | {"side": side, "group": group} | figures


def _usual_places(cycle: Cycle, stage: str) -> list[tuple[str, str]]:
    if stage in _FOR_ALL:
        return [("", "")]
    if stage in _BY_VILLAGE:
        return [(point.key, village.code) for point in cycle.service_points for village in point.villages]
    return [(point.key, "") for point in cycle.service_points]


def _usual_counts(cycle: Cycle, stage: str) -> Collection[tuple[str, str]]:
    if stage in _BY_VILLAGE:
        return [("citizens", key) for key in [group.key for group in cycle.groups] or [""]]
    return [(side, "") for side in _SIDES[stage]]


def _is_at(meeting: Meeting, stage: str, point: str, village: str) -> bool:
    held = meeting.service_point.key if meeting.service_point is not None else ""
    return (meeting.stage, held, meeting.village_code or "") == (stage, point, village)
