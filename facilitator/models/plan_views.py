"""The plan looked at in other ways than as a table: along the months of a year, and person by person."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.models.action import PARTS, Action, leaves
from facilitator.models.planning import rows
from facilitator.text import search_key

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle

MONTHS = range(1, 13)


@dataclass(frozen=True)
class Stretch:
    """When a row is worked on, both days included."""

    start: dt.date
    end: dt.date

    def within(self, year: int, month: int) -> tuple[float, float] | None:
        """From where to where it fills a month, both as a share of the month; None when it does not touch it."""
        days = monthrange(year, month)[1]
        first, last = dt.date(year, month, 1), dt.date(year, month, days)
        if self.end < first or self.start > last:
            return None
        return (max(self.start, first).day - 1) / days, min(self.end, last).day / days


def stretch(action: Action) -> Stretch | None:
    """When a row is worked on; with rows below it, from their first day to their last. A lone date is one day."""
    days = [day for row in _done(action) for day in (row.start, row.end) if day is not None]
    return Stretch(min(days), max(days)) if days else None


def _done(action: Action) -> list[Action]:
    return [row for child in action.children for row in _done(child)] if action.children else [action]


def in_order(cycle: Cycle) -> list[Action]:
    """Every row of the plan as it is read."""
    return [row for part in PARTS for row in rows(cycle, part)]


@dataclass(frozen=True)
class PersonPlan:
    """What one person is responsible for, by its end; without a name: what nobody is responsible for yet."""

    name: str
    role: str
    actions: tuple[Action, ...]

    @property
    def done(self) -> int:
        """How many of the actions are done."""
        return sum(action.status == "done" for action in self.actions)


def by_person(cycle: Cycle) -> list[PersonPlan]:
    """The activities by responsible person, in the order in which they first occur; those of nobody come last.

    A name that was typed in two ways that look the same is one person.
    """
    found: dict[str, list[Action]] = {}
    wanted = set(leaves(cycle))
    for action in in_order(cycle):
        if action in wanted:
            found.setdefault(search_key(action.responsible), []).append(action)
    groups = sorted(found.items(), key=lambda item: not item[0])
    return [_person(actions) for _key, actions in groups]


def _person(actions: list[Action]) -> PersonPlan:
    role = next((action.role for action in actions if action.role), "")
    by_end = sorted(actions, key=lambda action: action.end or dt.date.max)
    return PersonPlan(actions[0].responsible, role if actions[0].responsible else "", tuple(by_end))
