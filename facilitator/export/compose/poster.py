"""The wall poster from the records of one service point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import common, scorecard
from facilitator.export.compose.score_columns import score, scored
from facilitator.export.documents.common import Text
from facilitator.export.documents.poster import Poster, PosterRow
from facilitator.i18n import _
from facilitator.models.results import Results

if TYPE_CHECKING:
    from facilitator.export.papers import Job
    from facilitator.models.cycle import ServicePoint
    from facilitator.models.scorecard import Criterion


def poster(job: Job) -> Poster:
    """The poster of the job's service point. Its day is that of the last scoring or self-assessment.

    Raises UserError while no citizen has scored the service.
    """
    point = job.service_point
    if point is None:
        raise UserError(_("Choose the service of this poster."))
    results = Results.of(job.store, job.cycle, public=job.copy == "public")
    scorecard.need_scores(results, point)
    meetings = [
        meeting for stage in ("scoring", "self_assessment") for meeting in common.meetings_of(job.cycle, stage, point)
    ]
    rows = tuple(_row(results, point, criterion) for criterion in scored(point))
    return Poster(
        head=common.head(job.cycle, common.record_date(meetings)),
        service=common.service_name(point),
        kind=point.kind,
        rows=rows,
        method=common.method(results, point.key),
        villages=common.villages_scored(results, point),
        people=scorecard.most(row.citizens for row in rows),
    )


def _row(results: Results, point: ServicePoint, criterion: Criterion) -> PosterRow:
    providers = results.figures(point.key, criterion.key, "providers")
    return PosterRow(
        text=Text(criterion.text_km, criterion.text_en),
        citizens=score(results, point, criterion),
        providers=providers.median if providers is not None else None,
        change=results.change(point.key, criterion.key),
    )
