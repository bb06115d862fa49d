"""The page of promises kept, from the plan of the round before and the scores of both rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import common, following
from facilitator.export.documents.common import Text
from facilitator.export.documents.promises_kept import LinkedScore, Promise, PromisesKept
from facilitator.i18n import _
from facilitator.models.follow_up import newest_check
from facilitator.models.results import Results, previous_cycle

if TYPE_CHECKING:
    from facilitator.export.papers import Job
    from facilitator.models.cycle import Cycle
    from facilitator.models.scorecard import Criterion


def promises_kept(job: Job) -> PromisesKept:
    """The page that opens the job's cycle. Its day is that of the newest check of the promises.

    Raises UserError where there is no round before, or that one has no plan.
    """
    before = previous_cycle(job.store, job.cycle)
    if before is None:
        raise UserError(_("There is no round before this one whose promises could be shown."), "")
    if not before.actions:
        raise UserError(
            _("The round before ({year}, round {round}) has no action plan.").format(
                year=before.year, round=before.round
            ),
            "",
        )
    day = newest_check(before)
    scores = _Scores(job, before)
    actions = [action for action, _places in following.in_order(before)]
    return PromisesKept(
        head=common.head(job.cycle, day),
        before=(before.year, before.round),
        promises=tuple(
            Promise(row, tuple(scores.linked(link.criterion) for link in action.criteria))
            for action, row in zip(actions, following.followed(before, day), strict=True)
        ),
        scale=before.scale,
    )


class _Scores:
    """Citizens' scores of both rounds, found by the criterion of the round before."""

    def __init__(self, job: Job, before: Cycle) -> None:
        public = job.copy == "public"
        self._then = Results.of(job.store, before, public=public, look_back=False)
        self._now = Results.of(job.store, job.cycle, public=public)
        self._points = {point.key: point for point in job.cycle.service_points}

    def linked(self, criterion: Criterion) -> LinkedScore:
        """The score then and now. A criterion that is not scored any more has no score now."""
        point = criterion.service_point.key
        now = self._same(point, criterion)
        then = self._then.figures(point, criterion.key)
        found = self._now.figures(point, now.key) if now is not None else None
        before = self._now.before(point, now.key) if now is not None else None
        return LinkedScore(
            criterion=Text(criterion.text_km, criterion.text_en),
            then=then.median if then is not None else None,
            now=found.median if found is not None else None,
            comparable=before is None or before.comparable,
            hidden=self._then.is_hidden(point, criterion.key)
            or (now is not None and self._now.is_hidden(point, now.key)),
        )

    def _same(self, point: str, criterion: Criterion) -> Criterion | None:
        """The criterion of this round that is, or is said to be, the same."""
        there = self._points.get(point)
        if there is None:
            return None
        return next((each for each in there.criteria if (each.same_as or each.key) == criterion.key), None)
