"""The action plan as it stands: the official columns, and under each activity its status and its money."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from facilitator.export.documents import action_plan, following

if TYPE_CHECKING:
    from facilitator.export.documents.action_plan import ActionPlan
    from facilitator.export.documents.following import Following, SourceMoney

Key = tuple[str, tuple[int, ...]]
"""The part and the places of an activity, as in `Activity`."""


@dataclass(frozen=True)
class ActionPlanStatus:
    """The plan with how its activities stand. The day of its head is that of the newest check."""

    plan: ActionPlan
    standing: tuple[tuple[Key, Following], ...]
    """Of every activity that has no rows below it."""
    money: tuple[SourceMoney, ...] = ()
    """Of the whole plan."""


_STANDING = (
    (("A", (1, 1)), following.SAMPLE_FOLLOWED[0].following),
    (("A", (2,)), following.SAMPLE_FOLLOWED[1].following),
    (("B", (1,)), following.SAMPLE_FOLLOWED[2].following),
)

SAMPLE = ActionPlanStatus(
    plan=replace(action_plan.SAMPLE, head=replace(action_plan.SAMPLE.head, date=dt.date(2026, 9, 18))),
    standing=_STANDING,
    money=following.SAMPLE_MONEY,
)
