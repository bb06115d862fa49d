"""The progress report of a cycle's plan, from its follow-up checks and contributions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from facilitator.export.compose import common, following
from facilitator.export.documents.following import STATUSES, Followed
from facilitator.export.documents.progress import ProgressReport, ServiceProgress
from facilitator.models.action import leaves
from facilitator.models.follow_up import newest_check

if TYPE_CHECKING:
    from facilitator.export.documents.common import Text
    from facilitator.export.papers import Job


def progress_report(job: Job) -> ProgressReport:
    """The report of the job's cycle. Its day is that of the newest check.

    Raises UserError while the plan has no activity, or none of them was checked.
    """
    cycle = job.cycle
    following.need_checks(cycle)
    day = newest_check(cycle)
    activities = following.followed(cycle, day)
    near, donors = following.raised(gift for action in cycle.actions for gift in action.contributions)
    return ProgressReport(
        head=common.head(cycle, day),
        activities=tuple(activities),
        services=_services(activities),
        chief=common.signature(cycle, "commune_chief"),
        money=following.plan_money(cycle),
        cost=sum(action.cost or 0 for action in leaves(cycle)),
        facilitators=common.facilitators(cycle),
        near=near,
        donors=donors,
        photos=following.photos(job.store, cycle),
        outcomes=following.outcomes(cycle),
    )


def _services(activities: Sequence[Followed]) -> tuple[ServiceProgress, ...]:
    """By service, in the order in which the plan names them."""
    found: dict[Text, list[str]] = {}
    for row in activities:
        found.setdefault(row.service, []).append(row.following.status)
    return tuple(
        ServiceProgress(service, tuple((status, states.count(status)) for status in STATUSES if status in states))
        for service, states in found.items()
    )
