"""The joint scorecard from both cards of a service point."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import common, scorecard
from facilitator.export.compose.common import both
from facilitator.export.compose.remarks import remarks_of
from facilitator.export.compose.score_columns import score, score_before, scored
from facilitator.export.documents.common import Figures, Signature, Text
from facilitator.export.documents.joint import JointRow, JointScorecard
from facilitator.i18n import _, screen_language
from facilitator.models.results import Results

if TYPE_CHECKING:
    from facilitator.export.papers import Job
    from facilitator.models.cycle import ServicePoint
    from facilitator.models.scorecard import Criterion

MOST_TO_TALK_ABOUT = 3
WIDE = {"1-3": Fraction(1), "1-5": Fraction(1), "0-100": Fraction(20)}
"""The gap from which a criterion is named as one to talk about: one step of the faces."""


def joint_scorecard(job: Job) -> JointScorecard:
    """The card of the job's service point. Its day is that of the last scoring or self-assessment.

    Raises UserError while one of the two sides has no scores.
    """
    point = job.service_point
    if point is None:
        raise UserError(_("Choose the service of this scorecard."))
    results = Results.of(job.store, job.cycle, public=job.copy == "public")
    scorecard.need_scores(results, point)
    need_providers(results, point)
    meetings = [
        meeting for stage in ("scoring", "self_assessment") for meeting in common.meetings_of(job.cycle, stage, point)
    ]
    rows = tuple(row_of(results, point, criterion) for criterion in scored(point))
    return JointScorecard(
        head=common.head(job.cycle, common.record_date(meetings)),
        service=common.service_name(point),
        rows=rows,
        own=tuple(row_of(results, point, criterion) for criterion in point.criteria if criterion.side == "providers"),
        method=common.method(results, point.key),
        widest=_widest(rows, WIDE[job.cycle.scale]),
        previous=results.previous_name,
        providers_agreed=results.method(point.key, "providers") == "consensus",
        facilitator=scorecard.facilitator(job.cycle, None),
        representative=Signature(both("Representative of the citizens")),
        provider=head_of(point),
        chief=common.signature(job.cycle, "commune_chief"),
    )


def need_providers(results: Results, point: ServicePoint) -> None:
    """Raises UserError while the providers have not scored their service."""
    if not any(cell.side == "providers" for cell in results.counts_of(point.key)):
        raise UserError(
            _("No self-assessment yet for {service}.").format(service=point.name(screen_language())), "self_assessment"
        )


def head_of(point: ServicePoint) -> Signature:
    """Who signs for the service: its head, or the only head there is; else the name is left to be written.

    The commune's own office signs by its clerk: the chief signs every paper as the commune.
    """
    if point.kind == "commune_administration":
        return common.signature(point.cycle, "clerk")
    heads = common.people_of(point.cycle, "provider_head")
    mine = [person for person in heads if person.organisation in (point.name_km, point.name_en)] or heads
    return Signature(common.role(point.cycle, "provider_head"), mine[0].name if len(mine) == 1 else "")


def row_of(results: Results, point: ServicePoint, criterion: Criterion) -> JointRow:
    """One criterion as both sides see it."""
    return JointRow(
        text=Text(criterion.text_km, criterion.text_en),
        citizens=score(results, point, criterion) if criterion.side == "both" else None,
        providers=providers_score(results, point, criterion),
        gap=results.gap(point.key, criterion.key),
        citizens_before=score_before(results, point, criterion, "citizens"),
        providers_before=score_before(results, point, criterion, "providers"),
        citizens_said=remarks_of([said for said in point.remarks if said.side == "citizens"], criterion),
        providers_said=remarks_of([said for said in point.remarks if said.side == "providers"], criterion),
    )


def providers_score(results: Results, point: ServicePoint, criterion: Criterion) -> Figures | None:
    """The score alone: in a small team the distribution would show who gave what."""
    found = results.figures(point.key, criterion.key, "providers")
    return Figures(n=found.n, median=found.median) if found is not None else None


def _widest(rows: Sequence[JointRow], wide: Fraction) -> tuple[int, ...]:
    gaps = [(abs(row.gap), place) for place, row in enumerate(rows, 1) if row.gap is not None and abs(row.gap) >= wide]
    return tuple(place for _gap, place in sorted(gaps, key=lambda gap: (-gap[0], gap[1]))[:MOST_TO_TALK_ABOUT])
