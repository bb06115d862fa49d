"""The summary of a cycle: the lowest and the highest criterion of every service point, and how far the plan is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import common, joint, scorecard
from facilitator.export.compose.score_columns import score, scored
from facilitator.export.documents.commune_summary import CommuneSummary, PlanStanding, ServiceSummary
from facilitator.i18n import _
from facilitator.models.action import leaves
from facilitator.models.follow_up import newest_check
from facilitator.models.results import Results

if TYPE_CHECKING:
    from facilitator.export.documents.common import Figures, Method
    from facilitator.export.papers import Job
    from facilitator.models.action import Action
    from facilitator.models.cycle import Cycle, ServicePoint

STAGES = ("scoring", "self_assessment", "interface", "action_plan", "follow_up")
"""The meetings whose last day is that of the summary."""


def commune_summary(job: Job) -> CommuneSummary:
    """The summary of the job's cycle. Its day is that of the last meeting or check of the plan.

    Raises UserError while no service has scores.
    """
    cycle = job.cycle
    results = Results.of(job.store, cycle, public=job.copy == "public")
    if not results.scored_points():
        raise UserError(_("No scores of citizens yet in this cycle."), "scoring")
    activities = leaves(cycle)
    return CommuneSummary(
        head=common.head(cycle, _last_day(cycle)),
        services=tuple(_service(results, point, activities) for point in cycle.service_points),
        method=_method(results),
        plan=_standing(activities),
        previous=results.previous_name,
        facilitators=common.facilitators(cycle),
        facilitator=scorecard.facilitator(cycle, None),
        chief=common.signature(cycle, "commune_chief"),
    )


def _method(results: Results) -> Method:
    """The facts of the method line; groups that agreed on a number are the exception where others voted."""
    points = results.scored_points()
    votes = any(results.method(point) != "consensus" for point in points)
    return replace(common.method(results, min(points)), votes=votes)


def _last_day(cycle: Cycle) -> dt.date | None:
    met = [meeting.date for meeting in cycle.meetings if meeting.stage in STAGES]
    return max((day for day in (*met, newest_check(cycle)) if day is not None), default=None)


def _service(results: Results, point: ServicePoint, activities: Iterable[Action]) -> ServiceSummary:
    criteria = scored(point)
    scores = {criterion: score(results, point, criterion) for criterion in criteria}
    ranked = sorted((each for each in criteria if _rank(scores[each])), key=lambda each: _rank(scores[each]) or ())
    changes = Counter(_direction(results.change(point.key, criterion.key)) for criterion in criteria)
    return ServiceSummary(
        name=common.service_name(point),
        kind=point.kind,
        villages=common.villages_scored(results, point),
        people=scorecard.most(scores.values()),
        lowest=joint.row_of(results, point, ranked[0]) if ranked else None,
        highest=joint.row_of(results, point, ranked[-1]) if len(ranked) > 1 else None,
        hidden=any(figures is not None and figures.hidden for figures in scores.values()),
        higher=changes[1],
        same=changes[0],
        lower=changes[-1],
        plan=_standing(activity for activity in activities if _provider(activity) is point),
    )


def _rank(figures: Figures | None) -> tuple[Fraction, Fraction] | None:
    """Criteria are ordered by the median; of equal ones the one with more satisfied than dissatisfied is higher."""
    if figures is None or figures.median is None:
        return None
    return figures.median, (figures.satisfied or Fraction(0)) - (figures.dissatisfied or Fraction(0))


def _direction(change: Fraction | None) -> int | None:
    return None if change is None else (change > 0) - (change < 0)


def _provider(activity: Action) -> ServicePoint | None:
    """The service point that an activity is for: its own, or that of the activity above it."""
    return next((row.provider for row in activity.line_up() if row.provider is not None), None)


def _standing(activities: Iterable[Action]) -> PlanStanding:
    return PlanStanding(**Counter(activity.status for activity in activities))
