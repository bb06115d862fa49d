"""What the plan costs and what is promised for it, in whole riel; dollars count at a rate that was stated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.i18n import _, shown
from facilitator.models.action import SOURCE_KINDS, Action
from facilitator.models.contributing import CENTS, STATES
from facilitator.text import search_key

if TYPE_CHECKING:
    from facilitator.models.contribution import Contribution
    from facilitator.models.cycle import Cycle

USUAL_RATE = 4100
"""Riel for one dollar, about what they have been for twenty years: an example, never used to convert."""
LEAST_RATE, MOST_RATE = 1000, 20_000
"""Beyond these a digit is missing or too many."""


@dataclass(frozen=True)
class Funds:
    """Of some rows: their cost, what of it nobody has promised or given yet, and dollars without any rate in cents."""

    cost: int = 0
    unfunded: int = 0
    without_rate: int = 0


def in_riel(contribution: Contribution, usd_rate: int | None) -> int | None:
    """Whole riel of a contribution: dollars at its own rate, else at the plan's; None where neither is stated."""
    if contribution.currency != "USD":
        return contribution.amount
    rate = contribution.rate or usd_rate
    return _rounded(Fraction(contribution.amount * rate, CENTS)) if rate else None


def in_usd(riel: int, usd_rate: int | None) -> int | None:
    """Cents of that many riel at the plan's rate; None while none is stated."""
    return _rounded(Fraction(riel * CENTS, usd_rate)) if usd_rate else None


def funds(action: Action) -> Funds:
    """Of a row and all below it. Money for a row that holds others together helps any of those."""
    rate = action.cycle.usd_rate
    below = funds_of(action.children)
    cost, missing = (below.cost, below.unfunded) if action.children else (action.cost or 0,) * 2
    given = unknown = 0
    for gifts in _by_giver(action.contributions):
        values = [(each, in_riel(each, rate)) for each in gifts]
        given += _expected((each.state, value) for each, value in values if value is not None)
        unknown += _expected((each.state, each.amount) for each, value in values if value is None)
    return Funds(cost, max(missing - given, 0), below.without_rate + unknown)


def funds_of(actions: Iterable[Action]) -> Funds:
    """Of several rows and all below them."""
    return total(funds(action) for action in actions)


def total(parts: Iterable[Funds]) -> Funds:
    """All of them together."""
    cost = unfunded = without_rate = 0
    for part in parts:
        cost += part.cost
        unfunded += part.unfunded
        without_rate += part.without_rate
    return Funds(cost, unfunded, without_rate)


def planned(contributions: Iterable[Contribution]) -> dict[tuple[str, str], int]:
    """What each kind of source is to bring, by kind and currency, in whole riel or cents; only what there is.

    What came of a promise is not counted a second time: of each giver, what was promised or, if more came, what came.
    """
    found: dict[tuple[str, str], int] = {}
    for gifts in _by_giver(contributions):
        place = (gifts[0].source_kind, gifts[0].currency)
        if amount := _expected((each.state, each.amount) for each in gifts):
            found[place] = found.get(place, 0) + amount
    return dict(sorted(found.items(), key=lambda item: (SOURCE_KINDS.index(item[0][0]), item[0][1])))


def _by_giver(contributions: Iterable[Contribution]) -> Iterable[list[Contribution]]:
    found: dict[tuple[str, str, str], list[Contribution]] = {}
    for each in contributions:
        found.setdefault((each.source_kind, search_key(each.source_name or ""), each.currency), []).append(each)
    return found.values()


def _expected(amounts: Iterable[tuple[str, int]]) -> int:
    """Of one giver, by state: the larger of what was promised and what was received."""
    sums = dict.fromkeys(STATES, 0)
    for state, amount in amounts:
        sums[state] += amount
    return max(sums.values())


def set_rate(cycle: Cycle, riel: int | None) -> None:
    """State how many riel a dollar is; None takes the rate away. Raises UserError for one that cannot be."""
    if riel is not None and not LEAST_RATE <= riel <= MOST_RATE:
        raise UserError(
            _("A dollar is some {usual} riel. Check the rate.").format(usual=shown(USUAL_RATE)),
        )
    cycle.usd_rate = riel


def _rounded(value: Fraction) -> int:
    return int(value + Fraction(1, 2))
