"""From the plan's activities and their checks to what the papers of follow-up print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import common
from facilitator.export.compose.action_plan import need_plan
from facilitator.export.compose.common import both
from facilitator.export.documents.common import Text
from facilitator.export.documents.following import BeforeAfter, Followed, Following, Outcome, SourceMoney, Sums
from facilitator.i18n import _
from facilitator.models import contributing, following, timeline
from facilitator.models.action import PARTS, SOURCE_KINDS, Action, leaves, top_actions
from facilitator.models.follow_up import newest_check
from facilitator.models.plan_names import SOURCE_NAMES

if TYPE_CHECKING:
    from facilitator.models.contribution import Contribution
    from facilitator.models.cycle import Cycle
    from facilitator.models.store import Store

MOST_PHOTOS = 8
"""Activities with two photos each: the paper stays small enough for a telephone."""


def need_checks(cycle: Cycle) -> None:
    """Raise UserError while the plan has no activity, or none of them was checked."""
    need_plan(cycle)
    if newest_check(cycle) is None:
        raise UserError(
            _("No activity was checked yet. Write the first check down on the page “Follow-up”."), "follow_up"
        )


def followed(cycle: Cycle, today: dt.date | None) -> list[Followed]:
    """The activities in the order of the plan, rows with rows below them left out; `today` decides what is overdue."""
    return [_followed(action, places, today) for action, places in in_order(cycle)]


def in_order(cycle: Cycle) -> list[tuple[Action, tuple[int, ...]]]:
    """The activities that are really done, as the plan is read, each with its places."""
    return [
        found
        for part in PARTS
        for place, top in enumerate(top_actions(cycle, part), 1)
        for found in _leaves(top, (place,))
    ]


def standing(action: Action, today: dt.date | None) -> Following:
    """How one activity stands on a day."""
    last = max(action.checks, key=lambda check: (check.date, check.id), default=None)
    return Following(
        status=action.status,
        percent=action.percent,
        last_check=last.date if last is not None else None,
        note=last.note if last is not None else "",
        reason=action.reason,
        overdue=today is not None and following.is_overdue(action, today),
        money=money(action.contributions),
    )


def money(contributions: Iterable[Contribution]) -> tuple[SourceMoney, ...]:
    """What each kind of source promised and gave, in the usual order of the kinds; only those with an amount."""
    by_kind: dict[str, list[Contribution]] = {}
    for contribution in contributions:
        by_kind.setdefault(contribution.source_kind, []).append(contribution)
    found = (
        SourceMoney(both(SOURCE_NAMES[kind]), _sums(by_kind[kind], "promised"), _sums(by_kind[kind], "received"))
        for kind in SOURCE_KINDS
        if kind in by_kind
    )
    return tuple(row for row in found if row.promised or row.received)


def plan_money(cycle: Cycle) -> tuple[SourceMoney, ...]:
    """The money of the whole plan by source."""
    return money(each for action in cycle.actions for each in action.contributions)


def raised(contributions: Iterable[Contribution]) -> tuple[Sums, Sums]:
    """What was received from everybody but donors, and from donors."""
    near, donors = contributing.raised(contributions)
    return Sums(near.riel, near.cents), Sums(donors.riel, donors.cents)


def outcomes(cycle: Cycle) -> tuple[Outcome, ...]:
    """The stories of a round that say or show something."""
    return tuple(
        Outcome(
            text=Text(story.text, story.text_en),
            activity=Text(story.action.activity, story.action.activity_en) if story.action is not None else Text(),
            date=story.date,
            photo=story.photo,
        )
        for story in cycle.stories
        if story.text or story.text_en or story.photo
    )


def photos(store: Store, cycle: Cycle) -> tuple[BeforeAfter, ...]:
    """Before and after of the activities that have two photos, at most `MOST_PHOTOS` of them, as the plan is read."""
    found: list[BeforeAfter] = []
    for action, places in in_order(cycle):
        checks = timeline.photographed(timeline.story(store, action))
        pair = timeline.before_and_after(checks) if len(found) < MOST_PHOTOS else None
        if pair is not None:
            (first, last), name = pair, Text(action.activity, action.activity_en)
            assert first.photo is not None
            assert last.photo is not None
            found.append(BeforeAfter(action.part, places, name, first.photo, first.date, last.photo, last.date))
    return tuple(found)


def counts(cycle: Cycle) -> dict[str, int]:
    """How many activities have each status; statuses that do not occur are left out."""
    found: dict[str, int] = {}
    for action in leaves(cycle):
        found[action.status] = found.get(action.status, 0) + 1
    return found


def _sums(contributions: list[Contribution], state: str) -> Sums:
    found = contributing.sums(contributions, state)
    return Sums(found.get("KHR", 0), found.get("USD", 0))


def _leaves(action: Action, places: tuple[int, ...]) -> Iterator[tuple[Action, tuple[int, ...]]]:
    if not action.children:
        yield action, places
    for place, child in enumerate(action.children, 1):
        yield from _leaves(child, (*places, place))


def _followed(action: Action, places: tuple[int, ...], today: dt.date | None) -> Followed:
    return Followed(
        part=action.part,
        places=places,
        activity=Text(action.activity, action.activity_en),
        following=standing(action, today),
        service=common.service_name(action.provider) if action.provider is not None else Text(),
        who=action.lead or action.responsible,
        end=action.end,
    )
