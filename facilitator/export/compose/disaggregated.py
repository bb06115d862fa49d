"""The citizens' scores of one service point by breakdown and by focus group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import common, scorecard
from facilitator.export.compose.joint import WIDE
from facilitator.export.compose.score_columns import Column, by_breakdown, by_group, score, scored
from facilitator.export.documents.common import Figures, Text
from facilitator.export.documents.disaggregated import Disaggregated, Split, SplitRow
from facilitator.i18n import _, screen_language
from facilitator.models.results import Results

if TYPE_CHECKING:
    from facilitator.export.papers import Job
    from facilitator.models.scorecard import Criterion


def disaggregated(job: Job) -> Disaggregated:
    """The parts of the people at the job's service point. Its day is that of the last scoring meeting.

    Raises UserError while there are no scores, or none of a part of the people.
    """
    point = job.service_point
    if point is None:
        raise UserError(_("Choose the service of this scorecard."))
    results = Results.of(job.store, job.cycle, public=job.copy == "public", look_back=False)
    scorecard.need_scores(results, point)
    criteria = scored(point)
    everybody = [score(results, point, criterion) for criterion in criteria]
    wide = int(WIDE[job.cycle.scale])
    breakdown = _split(by_breakdown(results, point, criteria), criteria, everybody, wide)
    group = _split(by_group(results, point, criteria), criteria, everybody, wide)
    if breakdown is None and group is None:
        raise UserError(
            _("The scores of {service} were not counted apart for women, men or any other group.").format(
                service=point.name(screen_language())
            ),
            "scoring",
        )
    return Disaggregated(
        head=common.head(job.cycle, common.record_date(common.meetings_of(job.cycle, "scoring", point))),
        service=common.service_name(point),
        method=common.method(results, point.key),
        by_breakdown=breakdown,
        by_group=group,
        wide=wide,
        villages=common.villages_scored(results, point),
        people=scorecard.most(everybody),
        facilitators=common.facilitators(job.cycle),
        facilitator=scorecard.facilitator(job.cycle, None),
        chief=common.signature(job.cycle, "commune_chief"),
    )


def _split(
    columns: Sequence[Column], criteria: Sequence[Criterion], everybody: Sequence[Figures | None], wide: int
) -> Split | None:
    if not columns:
        return None
    rows = tuple(
        SplitRow(Text(criterion.text_km, criterion.text_en), of_all, tuple(column[place] for _name, column in columns))
        for place, (criterion, of_all) in enumerate(zip(criteria, everybody, strict=True))
    )
    lower = tuple(_lower(column, everybody, wide) for _name, column in columns)
    return Split(tuple(name for name, _column in columns), rows, lower)


def _lower(column: Sequence[Figures | None], everybody: Sequence[Figures | None], wide: int) -> tuple[int, ...]:
    """The criteria, by their places from 1, that this part scores lower than all by `wide` steps or more."""
    return tuple(
        place
        for place, (part, whole) in enumerate(zip(column, everybody, strict=True), 1)
        if part is not None
        and whole is not None
        and part.median is not None
        and whole.median is not None
        and whole.median - part.median >= wide
    )
