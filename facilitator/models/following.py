"""Following up the plan: what is overdue, and what was checked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.models.action import Action, leaves
from facilitator.models.due import SOON

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.follow_up import FollowUp

FINISHED = ("done", "dropped")


@dataclass(frozen=True)
class Standing:
    """How far the plan is: counts of its activities, rows with rows below them left out."""

    total: int
    done: int
    overdue: int
    soon: int
    """Activities that end within `due.SOON` days."""
    unchecked: int


def is_overdue(action: Action, today: dt.date) -> bool:
    """True when its end has passed and it is neither done nor dropped."""
    return action.status not in FINISHED and action.end is not None and action.end < today


def is_due_soon(action: Action, today: dt.date) -> bool:
    """True when it is to end from today on within `due.SOON` days and is neither done nor dropped."""
    return action.status not in FINISHED and action.end is not None and 0 <= (action.end - today).days <= SOON


def to_follow(cycle: Cycle, today: dt.date) -> list[Action]:
    """The activities: overdue ones first, then the unfinished by their end, then what is done or dropped."""
    found = leaves(cycle)

    def urgency(action: Action) -> tuple[bool, bool, dt.date]:
        return action.status in FINISHED, not is_overdue(action, today), action.end or dt.date.max

    return sorted(found, key=urgency)


def standing(cycle: Cycle, today: dt.date) -> Standing:
    """How far the plan is on that day."""
    found = leaves(cycle)
    return Standing(
        total=len(found),
        done=sum(action.status == "done" for action in found),
        overdue=sum(is_overdue(action, today) for action in found),
        soon=sum(is_due_soon(action, today) for action in found),
        unchecked=sum(not action.checks for action in found),
    )


def remove_check(entry: FollowUp) -> None:
    """Take a check back; the activity gets the status of the newest one that is left."""
    action = entry.action
    action.checks.remove(entry)
    newest = max(action.checks, key=lambda check: (check.date, check.id), default=None)
    action.status = newest.status if newest is not None else "not_started"
    action.percent = newest.percent if newest is not None else None
    action.reason = newest.reason if newest is not None else ""
