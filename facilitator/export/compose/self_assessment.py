"""The providers' card from the records of one service point."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import common, joint, scorecard
from facilitator.export.compose.remarks import remarks_of
from facilitator.export.compose.score_columns import score_before
from facilitator.export.documents.common import Text
from facilitator.export.documents.self_assessment import SelfAssessment, SelfRow
from facilitator.i18n import _
from facilitator.models import holding
from facilitator.models.results import Results

if TYPE_CHECKING:
    from facilitator.export.papers import Job
    from facilitator.models.cycle import ServicePoint
    from facilitator.models.meeting import Meeting
    from facilitator.models.scorecard import Criterion


def self_assessment(job: Job) -> SelfAssessment:
    """The card of the job's service point. Its day is that of the self-assessment.

    Raises UserError while the providers have not scored.
    """
    point = job.service_point
    if point is None:
        raise UserError(_("Choose the service of this scorecard."))
    results = Results.of(job.store, job.cycle, public=job.copy == "public")
    joint.need_providers(results, point)
    dated = [held for held in common.meetings_of(job.cycle, "self_assessment", point) if held.date is not None]
    meeting = dated[-1] if dated else None
    agreed = results.method(point.key, "providers") == "consensus"
    return SelfAssessment(
        head=common.head(job.cycle, meeting.date if meeting is not None else _closed_on(point)),
        service=common.service_name(point),
        rows=tuple(_row(results, point, criterion) for criterion in _in_order(point)),
        method=replace(common.method(results, point.key), votes=not agreed),
        agreed=agreed,
        previous=results.previous_name,
        place=meeting.place if meeting is not None else "",
        people=_people(meeting),
        facilitators=scorecard.led_by(job.cycle, meeting),
        facilitator=scorecard.facilitator(job.cycle, meeting),
        provider=joint.head_of(point),
        chief=common.signature(job.cycle, "commune_chief"),
    )


def _in_order(point: ServicePoint) -> list[Criterion]:
    """As on the joint scorecard: the providers' own criteria come last and are numbered on."""
    return sorted(point.criteria, key=lambda criterion: criterion.side == "providers")


def _row(results: Results, point: ServicePoint, criterion: Criterion) -> SelfRow:
    return SelfRow(
        text=Text(criterion.text_km, criterion.text_en),
        score=joint.providers_score(results, point, criterion),
        before=score_before(results, point, criterion, "providers"),
        said=remarks_of([said for said in point.remarks if said.side == "providers"], criterion),
        own=criterion.side == "providers",
    )


def _people(meeting: Meeting | None) -> int | None:
    return holding.present(meeting, "providers")["total"] if meeting is not None else None


def _closed_on(point: ServicePoint) -> dt.date | None:
    return next((card.closed_on for card in point.cards if card.side == "providers"), None)
