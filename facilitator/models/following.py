"""Following up the plan: what is overdue, what was checked, and the money promised and received."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models.action import Action, Contribution, FollowUp, leaves
from facilitator.models.cycle import Cycle

FINISHED = ("done", "dropped")
STATES = ("promised", "received")
CENTS = 100
"""Of a US dollar, the smallest unit in which dollars are kept."""


@dataclass(frozen=True)
class Standing:
    """How far the plan is: counts of its activities, rows with rows below them left out."""

    total: int
    done: int
    overdue: int
    unchecked: int


def is_overdue(action: Action, today: dt.date) -> bool:
    """True when its end has passed and it is neither done nor dropped."""
    return action.status not in FINISHED and action.end is not None and action.end < today


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


# -- contributions ----------------------------------------------------------------------------------------------------


def add_contribution(action: Action, kind: str) -> Contribution:
    """Write down one more contribution, promised in riel until something else is said."""
    contribution = Contribution(source_kind=kind, amount=0)
    action.contributions.append(contribution)
    return contribution


def set_amount(contribution: Contribution, amount: int | None) -> None:
    """The amount in the smallest unit: whole riel, or cents. Raises UserError for a negative one."""
    if amount is not None and amount < 0:
        raise UserError(_("An amount is not negative."))
    contribution.amount = amount or 0


def set_currency(contribution: Contribution, currency: str) -> None:
    """Riel (KHR) or dollars (USD); the number that was typed stays. Raises UserError when cents would be lost."""
    if currency == contribution.currency:
        return
    if currency == "USD":
        contribution.amount *= CENTS
    elif contribution.amount % CENTS:
        raise UserError(_("Riel have no cents. Correct the amount first."))
    else:
        contribution.amount //= CENTS
        contribution.rate = None
    contribution.currency = currency


def sums(contributions: Iterable[Contribution], state: str) -> dict[str, int]:
    """What is promised (and not yet received) or received, by currency in its smallest unit; only what there is."""
    found: dict[str, int] = {}
    for contribution in contributions:
        if contribution.state == state and contribution.amount:
            found[contribution.currency] = found.get(contribution.currency, 0) + contribution.amount
    return found
