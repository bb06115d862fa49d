"""The progress of every plan of a year, from all cycles of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import common, following
from facilitator.export.documents.common import Text
from facilitator.export.documents.following import STATUSES
from facilitator.export.documents.progress_communes import CommuneProgress, CommunesProgress
from facilitator.i18n import _
from facilitator.models.cycle import Cycle
from facilitator.models.follow_up import newest_check

if TYPE_CHECKING:
    from facilitator.export.papers import Job


def progress_communes(job: Job) -> CommunesProgress:
    """The report on all real plans of the year of the job's cycle. Its day is that of the newest check of all.

    Raises UserError while no commune has a plan in that year.
    """
    own = job.cycle
    plans = sorted(
        (each for each in job.store.all(Cycle, year=own.year, training=own.training) if each.actions),
        key=lambda cycle: (cycle.commune_code, cycle.round),
    )
    if not plans:
        raise UserError(
            _("The action plan has no activity yet. Add the first one on the page “Action plan”."), "action_plan"
        )
    days = [day for cycle in plans if (day := newest_check(cycle)) is not None]
    gifts = [gift for cycle in plans for action in cycle.actions for gift in action.contributions]
    return CommunesProgress(
        head=common.head(own, max(days, default=None)),
        plans=tuple(map(_progress, plans)),
        money=following.money(gifts),
    )


def _progress(cycle: Cycle) -> CommuneProgress:
    counts = following.counts(cycle)
    near, donors = following.raised(gift for action in cycle.actions for gift in action.contributions)
    return CommuneProgress(
        commune=Text(cycle.commune.name_km, cycle.commune.name_en),
        district=Text(cycle.commune.district_km, cycle.commune.district_en),
        round=cycle.round,
        counts=tuple((status, counts[status]) for status in STATUSES if status in counts),
        near=near,
        donors=donors,
    )
