"""The notice of the next meeting for one village."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import coming, common
from facilitator.export.documents.notice import Notice
from facilitator.i18n import _

if TYPE_CHECKING:
    from facilitator.export.papers import Job

STAGES = ("information", "criteria", "scoring", "interface", "follow_up")
"""The meetings to which the people of the villages come."""

MOST_LATER = 3
"""How many of the meetings after the next one the notice names."""


def notice(job: Job) -> Notice:
    """The notice for the job's village and service; what is not fixed yet is left to be written."""
    point, village = job.service_point, job.village
    if point is None or village is None:
        raise UserError(_("Choose the service and the village of this notice."))
    following, *later = coming.coming(job.cycle, STAGES, point, village)
    return Notice(
        head=common.head(job.cycle, None),
        village=common.village_name(village),
        kind=point.kind,
        service=common.service_name(point),
        meeting=following.gathering(),
        later=tuple(each.gathering() for each in later if each.date is not None)[:MOST_LATER],
        callers=coming.callers(job.cycle),
        chief=common.signature(job.cycle, "commune_chief"),
    )
