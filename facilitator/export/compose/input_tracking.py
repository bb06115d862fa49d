"""Input tracking of one service point, from its rows and its information session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import common, joint, scorecard
from facilitator.export.compose.common import both
from facilitator.export.documents.common import Signature, Text
from facilitator.export.documents.input_tracking import InputTracking, Standard, Tracked
from facilitator.i18n import _, screen_language
from facilitator.models.tracking import source_of

if TYPE_CHECKING:
    from facilitator.export.papers import Job
    from facilitator.models.input_check import InputCheck


def input_tracking(job: Job) -> InputTracking:
    """The table of the job's service point. Its day is that of the information session.

    Raises UserError while nothing was compared.
    """
    point = job.service_point
    if point is None:
        raise UserError(_("Choose the service of this paper."))
    if not any(check.found for check in point.input_checks):
        raise UserError(
            _(
                "Nothing was compared with the standards of {service} yet. Fill in what was found on the page "
                "“Information session”."
            ).format(service=point.name(screen_language()))
        )
    meetings = [meeting for meeting in common.meetings_of(job.cycle, "information", point) if meeting.date is not None]
    meeting = meetings[-1] if meetings else None
    return InputTracking(
        head=common.head(job.cycle, meeting.date if meeting is not None else None),
        service=common.service_name(point),
        rows=tuple(_tracked(check) for check in point.input_checks),
        place=meeting.place if meeting is not None else "",
        facilitators=scorecard.led_by(job.cycle, meeting),
        facilitator=scorecard.facilitator(job.cycle, meeting),
        representative=Signature(both("Representative of the citizens")),
        provider=joint.head_of(point),
        chief=common.signature(job.cycle, "commune_chief"),
    )


def standard(check: InputCheck) -> Standard:
    """The entitlement of one row with its source."""
    return Standard(
        text=Text(check.text_km, check.text_en),
        entitled=Text(check.standard_km, check.standard_en),
        source=Text(source_of(check, "km"), source_of(check, "en")),
        confirmed=not check.to_confirm,
    )


def _tracked(check: InputCheck) -> Tracked:
    return Tracked(standard(check), check.found, check.difference, check.remark, check.confirmed_by)
