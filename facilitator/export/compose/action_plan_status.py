"""The action plan with status and money, from the plan and its follow-up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from facilitator.export.compose import following
from facilitator.export.compose.action_plan import action_plan
from facilitator.export.documents.action_plan_status import ActionPlanStatus
from facilitator.models.follow_up import newest_check

if TYPE_CHECKING:
    from facilitator.export.papers import Job


def action_plan_status(job: Job) -> ActionPlanStatus:
    """The plan as it stands. Its day is that of the newest check; before the first check that of the plan.

    Raises UserError while the plan has no activity.
    """
    plan = action_plan(job)
    day = newest_check(job.cycle) or plan.head.date
    return ActionPlanStatus(
        plan=replace(plan, head=replace(plan.head, date=day)),
        standing=tuple(((row.part, row.places), row.following) for row in following.followed(job.cycle, day)),
        money=following.plan_money(job.cycle),
    )
