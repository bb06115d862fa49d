"""The story of one activity: agreed, promised, paid, checked, carried into the next round; with its photos."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.models.action import Action
from facilitator.models.following import FINISHED

if TYPE_CHECKING:
    from facilitator.models.contribution import Contribution
    from facilitator.models.follow_up import FollowUp
    from facilitator.models.store import Store

KINDS = ("agreed", "carried", "begin", "promised", "received", "check", "end")
"""What may happen, in the order in which things of one day are told."""


@dataclass(frozen=True)
class Event:
    """One thing that happened to an activity, or (`end`) is to happen. A day may be unknown."""

    kind: str
    action: Action
    """The activity in its round: what was carried forward is another one in each."""
    date: dt.date | None = None
    check: FollowUp | None = None
    gift: Contribution | None = None


def rounds(store: Store, action: Action) -> list[Action]:
    """The activity through its rounds, oldest first; the last one is the activity itself."""
    found = [action]
    while found[0].carried_from is not None:
        before = store.get(Action, found[0].carried_from)
        if before is None or before in found:
            break
        found.insert(0, before)
    return found


def story(store: Store, action: Action) -> list[Event]:
    """What happened, oldest first, also in earlier rounds."""
    return [event for each in rounds(store, action) for event in sorted(_events(each), key=_order)]


def photographed(events: Iterable[Event]) -> list[FollowUp]:
    """The checks with a photo, oldest first."""
    checks = [event.check for event in events if event.check is not None and event.check.photo is not None]
    return sorted(checks, key=lambda check: (check.date, check.id))


def before_and_after(checks: Sequence[FollowUp]) -> tuple[FollowUp, FollowUp] | None:
    """The first and the last of the checks with a photo; None while there are no two."""
    return (checks[0], checks[-1]) if len(checks) > 1 else None


def _events(action: Action) -> Iterator[Event]:
    if action.carried_from is not None:
        yield Event("carried", action)
    else:
        yield Event("agreed", action, _agreed_on(action))
    if action.start is not None:
        yield Event("begin", action, action.start)
    for gift in action.contributions:
        if gift.amount:
            yield Event(gift.state, action, gift.date, gift=gift)
    for check in action.checks:
        yield Event("check", action, check.date, check=check)
    if action.end is not None and action.status not in FINISHED:
        yield Event("end", action, action.end)


def _agreed_on(action: Action) -> dt.date | None:
    """The day of the interface meeting."""
    met = [meeting.date for meeting in action.cycle.meetings if meeting.stage == "interface" and meeting.date]
    return max(met, default=None)


def _order(event: Event) -> tuple[bool, dt.date, int, int]:
    first = event.kind in ("agreed", "carried")
    number = event.check.id if event.check is not None else event.gift.id if event.gift is not None else 0
    return not first, event.date or dt.date.min, KINDS.index(event.kind), number
