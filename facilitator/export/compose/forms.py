"""Blank forms of a cycle: filled in with what is known. Nothing that is missing keeps a form from being printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import common
from facilitator.export.documents.common import Signature, Text
from facilitator.export.documents.forms import (
    AttendanceSheet,
    BlankAttendance,
    BlankInputTracking,
    BlankIssues,
    BlankMinutes,
    InputRow,
    Occasion,
    PrinterTest,
)
from facilitator.i18n import _
from facilitator.models import catalogue, tracking

if TYPE_CHECKING:
    from facilitator.export.papers import Job
    from facilitator.models.cycle import Cycle, ServicePoint
    from facilitator.models.input_check import InputCheck
    from facilitator.models.meeting import Meeting
    from facilitator.models.place import Village
    from facilitator.models.scorecard import Criterion

OF_VILLAGES = ("information", "criteria", "scoring")
"""The meetings in a village whose attendance is counted; the other forms count their own."""

OTHER_POINTS = 2
"""Empty rows of the minutes, for what is no criterion."""


def attendance(job: Job) -> BlankAttendance:
    """A sheet for each meeting of the job's village."""
    point, village = place_of(job)
    groups = tuple(Text(group.name_km, group.name_en) for group in job.cycle.groups)
    return BlankAttendance(
        head=common.head(job.cycle, None),
        service=common.service_name(point),
        village=common.village_name(village),
        sheets=tuple(
            AttendanceSheet(stage, occasion(job.cycle, stage, point, village.code), groups) for stage in OF_VILLAGES
        ),
    )


def input_tracking(job: Job) -> BlankInputTracking:
    """The inputs of the job's service: those of the cycle, or while there are none those of the bank."""
    point = point_of(job)
    rows = [_checked(check) for check in point.input_checks]
    return BlankInputTracking(
        head=common.head(job.cycle, None),
        service=common.service_name(point),
        occasion=occasion(job.cycle, "information", point),
        rows=tuple(rows or [_standard(each) for each in tracking.missing_standards(point)]),
    )


def issues(job: Job) -> BlankIssues:
    """Room for what is said about the job's service, and for as many criteria as the cycle wants."""
    cycle, point = job.cycle, point_of(job)
    criteria = texts([criterion for criterion in point.criteria if criterion.side == "both"])
    return BlankIssues(
        head=common.head(cycle, None),
        service=common.service_name(point),
        villages=tuple(common.village_name(village) for village in point.villages),
        groups=tuple(Text(group.name_km, group.name_en) for group in cycle.groups),
        counts=("total", *cycle.breakdowns),
        occasion=occasion(cycle, "criteria", point),
        criteria=criteria,
        empty=max(0, cycle.priorities - len(criteria)),
    )


def minutes(job: Job) -> BlankMinutes:
    """The job's service before the interface meeting."""
    cycle, point = job.cycle, point_of(job)
    criteria = texts(point.criteria)
    provider = common.signature(cycle, "clerk" if point.kind == "commune_administration" else "provider_head")
    return BlankMinutes(
        head=common.head(cycle, None),
        service=common.service_name(point),
        occasion=occasion(cycle, "interface", point),
        criteria=criteria,
        empty=OTHER_POINTS if criteria else cycle.priorities,
        signatures=(
            Signature(common.both("Facilitator"), next(iter(common.facilitators(cycle)), "")),
            provider,
            common.signature(cycle, "commune_chief"),
        ),
    )


def printer_test(job: Job) -> PrinterTest:
    """The test page needs nothing but the place."""
    return PrinterTest(common.head(job.cycle, None))


def point_of(job: Job) -> ServicePoint:
    """The service that a form is about. Raises UserError when none was chosen."""
    if job.service_point is None:
        raise UserError(_("Choose the service of this form."))
    return job.service_point


def place_of(job: Job) -> tuple[ServicePoint, Village]:
    """The service and village that a form is about. Raises UserError when one was not chosen."""
    if job.service_point is None or job.village is None:
        raise UserError(_("Choose the service and the village of this form."))
    return job.service_point, job.village


def occasion(cycle: Cycle, stage: str, point: ServicePoint, village: str | None = None) -> Occasion:
    """Day and place of the meeting where one is planned; its facilitators, or those of the cycle."""
    planned = [meeting for meeting in common.meetings_of(cycle, stage, point, village) if _fits(meeting, village)]
    if len(planned) != 1:
        return Occasion(facilitators=common.facilitators(cycle))
    (meeting,) = planned
    present = {link.person.name for link in meeting.facilitators}
    names = tuple(name for name in common.facilitators(cycle) if name in present)
    return Occasion(meeting.date, meeting.place, names or common.facilitators(cycle))


def _fits(meeting: Meeting, village: str | None) -> bool:
    """A form of all villages takes nothing from the meeting of one."""
    return meeting.village_code in (None, village)


def texts(criteria: list[Criterion]) -> tuple[Text, ...]:
    """The wording of criteria in both languages."""
    return tuple(Text(criterion.text_km, criterion.text_en) for criterion in criteria)


def _checked(check: InputCheck) -> InputRow:
    return InputRow(
        text=Text(check.text_km, check.text_en),
        standard=Text(check.standard_km, check.standard_en),
        source=Text(tracking.source_of(check, "km"), tracking.source_of(check, "en")),
        to_confirm=check.to_confirm,
    )


def _standard(standard: catalogue.Standard) -> InputRow:
    return InputRow(
        text=Text(standard.text_km, standard.text_en),
        standard=Text(standard.standard_km, standard.standard_en),
        source=Text(standard.source_km, standard.source_en),
        to_confirm=not standard.confirmed,
    )
