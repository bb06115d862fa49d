"""The end of a round: what was promised, what was kept, and what goes on in the next one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models import contributing, cycles
from facilitator.models.action import Action, leaves
from facilitator.models.cycles import UNFINISHED
from facilitator.models.results import previous_cycle

if TYPE_CHECKING:
    from facilitator.models.contributing import Balance
    from facilitator.models.cycle import Cycle
    from facilitator.models.store import Store


@dataclass(frozen=True)
class Outcome:
    """What became of a plan: its activities (headings left out) by status, and its money."""

    by_status: dict[str, int]
    unfinished: tuple[Action, ...]
    money: Balance

    @property
    def total(self) -> int:
        """All activities."""
        return sum(self.by_status.values())

    @property
    def kept(self) -> int:
        """The activities that are done."""
        return self.by_status.get("done", 0)


def outcome(cycle: Cycle) -> Outcome:
    """What became of the plan of a cycle until now."""
    found = leaves(cycle)
    return Outcome(
        by_status=dict(Counter(action.status for action in found)),
        unfinished=tuple(action for action in found if action.status in UNFINISHED),
        money=contributing.balance(gift for action in cycle.actions for gift in action.contributions),
    )


def close(cycle: Cycle, day: dt.date) -> None:
    """Write down that the round ended on that day; nothing is locked. Raises UserError while there is no plan."""
    if not leaves(cycle):
        raise UserError(_("There is no action plan yet: nothing was promised in this round."))
    cycle.closed_on = day


def reopen(cycle: Cycle) -> None:
    """The round goes on."""
    cycle.closed_on = None


def next_cycle(store: Store, cycle: Cycle) -> Cycle | None:
    """The round of the same commune that follows, if it was begun."""
    return next((each for each in store.cycles() if previous_cycle(store, each) is cycle), None)


def to_carry(cycle: Cycle, following: Cycle | None) -> list[Action]:
    """The unfinished activities that the next round does not have yet."""
    carried = {action.carried_from for action in following.actions} if following is not None else set()
    return [action for action in outcome(cycle).unfinished if action.id not in carried]


def carry_forward(store: Store, cycle: Cycle, day: dt.date) -> Cycle:
    """Close the round and take its unfinished activities into the next one, which is begun if there is none.

    All of it is one gesture that one undo takes back. Raises UserError without a plan, and for a training copy.
    """
    if cycle.training:
        raise UserError(_("This is a training copy: the next round is begun from the real cycle."))
    following = next_cycle(store, cycle)
    label = _("Round closed, unfinished activities carried forward")
    with store.transaction(label, cycle=cycle) as session, session.no_autoflush:
        close(cycle, cycle.closed_on or day)
        if following is None:
            return cycles.next_round(store, cycle)
        cycles.carry_into(cycle, following)
    return following
