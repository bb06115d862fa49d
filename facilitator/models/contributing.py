"""The ledger of the plan: who promised and who gave what, added up by source, by currency and by activity.

Each contribution is a fact that stays: a promise is one row, and what came of it is another. Amounts are whole numbers
(riel, or cents of a US dollar), and the two currencies are never added up or converted.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from facilitator.errors import UserError
from facilitator.i18n import _, format_riel, format_usd, screen_language
from facilitator.models.action import SOURCE_KINDS, Action
from facilitator.models.contribution import Contribution
from facilitator.text import search_key

STATES = PROMISED, RECEIVED = ("promised", "received")
CURRENCIES = RIEL, DOLLARS = ("KHR", "USD")
FORMS = ("cash", "material", "labour")
CENTS = 100
"""Of a US dollar, the smallest unit in which dollars are kept."""
FROM_OUTSIDE = ("donor",)
"""Kinds of source that are not counted as raised locally."""


@dataclass(frozen=True)
class Money:
    """An amount in both currencies: whole riel, and cents of US dollars."""

    riel: int = 0
    cents: int = 0

    def __bool__(self) -> bool:
        return bool(self.riel or self.cents)

    def __add__(self, other: Money) -> Money:
        return Money(self.riel + other.riel, self.cents + other.cents)


@dataclass(frozen=True)
class Balance:
    """What was promised, what was received, and what of the promises has not come yet."""

    promised: Money = Money()
    received: Money = Money()
    awaited: Money = Money()

    def __add__(self, other: Balance) -> Balance:
        return Balance(self.promised + other.promised, self.received + other.received, self.awaited + other.awaited)

    def __bool__(self) -> bool:
        return bool(self.promised or self.received)


@dataclass(frozen=True)
class SourceBalance:
    """What one giver promised and gave."""

    kind: str
    name: str
    balance: Balance


# -- writing it down --------------------------------------------------------------------------------------------------


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
    if currency == DOLLARS:
        contribution.amount *= CENTS
    elif contribution.amount % CENTS:
        raise UserError(_("Riel have no cents. Correct the amount first."))
    else:
        contribution.amount //= CENTS
        contribution.rate = None
    contribution.currency = currency


def receive(promise: Contribution, today: dt.date) -> Contribution:
    """Write down that what is still awaited of a promise came today; the promise stays as it was made.

    Raises UserError when all of it has come.
    """
    awaited = awaited_of(promise)
    if promise.state != PROMISED or not awaited:
        raise UserError(_("All of this promise has been received already."))
    gift = Contribution(
        source_kind=promise.source_kind,
        source_name=promise.source_name,
        state=RECEIVED,
        form=promise.form,
        currency=promise.currency,
        amount=awaited,
        rate=promise.rate,
        date=today,
    )
    promise.action.contributions.append(gift)
    return gift


# -- adding it up -----------------------------------------------------------------------------------------------------


def sums(contributions: Iterable[Contribution], state: str) -> dict[str, int]:
    """What is promised or received, by currency in its smallest unit; only what there is."""
    found: dict[str, int] = {}
    for contribution in contributions:
        if contribution.state == state and contribution.amount:
            found[contribution.currency] = found.get(contribution.currency, 0) + contribution.amount
    return found


def money(contributions: Iterable[Contribution], state: str) -> Money:
    """The same as `sums`, as one amount in both currencies."""
    found = sums(contributions, state)
    return Money(found.get(RIEL, 0), found.get(DOLLARS, 0))


def balance(contributions: Iterable[Contribution]) -> Balance:
    """Promised, received, awaited. A promise is kept by what the same giver gave for the same activity."""
    listed = list(contributions)
    awaited: Counter[str] = Counter()
    for (*_giver, currency), (promised, received) in _by_giver(listed).items():
        awaited[currency] += max(0, promised - received)
    return Balance(money(listed, PROMISED), money(listed, RECEIVED), Money(awaited[RIEL], awaited[DOLLARS]))


def awaited_of(promise: Contribution) -> int:
    """How much of a promise has not come: what came is set against the giver's promises in their order."""
    giver = _giver(promise)
    same = [each for each in promise.action.contributions if _giver(each) == giver]
    left = sum(each.amount for each in same if each.state == RECEIVED)
    for each in same:
        if each.state == PROMISED:
            if each is promise:
                return max(0, each.amount - left)
            left = max(0, left - each.amount)
    return 0


def by_source(contributions: Iterable[Contribution]) -> list[SourceBalance]:
    """By kind and name of the giver, in the usual order of the kinds and by name; only those with an amount."""
    found: dict[tuple[str, str], list[Contribution]] = {}
    for contribution in contributions:
        found.setdefault((contribution.source_kind, search_key(contribution.source_name)), []).append(contribution)
    rows = [
        SourceBalance(kind, listed[0].source_name, balance(listed))
        for (kind, _name), listed in sorted(
            found.items(), key=lambda each: (SOURCE_KINDS.index(each[0][0]), each[0][1])
        )
    ]
    return [row for row in rows if row.balance]


def by_action(actions: Iterable[Action]) -> list[tuple[Action, Balance]]:
    """By activity, in the order given; only those with an amount."""
    found = [(action, balance(action.contributions)) for action in actions]
    return [(action, each) for action, each in found if each]


def by_kind(contributions: Iterable[Contribution]) -> dict[tuple[str, str, str], int]:
    """Sums in the smallest unit by kind of source, state and currency, in the usual order; only what there is."""
    found: Counter[tuple[str, str, str]] = Counter()
    for each in contributions:
        found[each.source_kind, each.state, each.currency] += each.amount
    order = [(kind, state, currency) for kind in SOURCE_KINDS for state in STATES for currency in CURRENCIES]
    return {key: found[key] for key in order if found[key]}


def raised(contributions: Iterable[Contribution]) -> tuple[Money, Money]:
    """What was received from near (communes, services, communities, NGOs, private people), and from donors."""
    listed = list(contributions)
    near = money((each for each in listed if each.source_kind not in FROM_OUTSIDE), RECEIVED)
    return near, money((each for each in listed if each.source_kind in FROM_OUTSIDE), RECEIVED)


def plain(currency: str, amount: int) -> int | str:
    """An amount as data files say it: riel as a whole number, dollars as text with two decimals."""
    return f"{Decimal(amount) / CENTS:.2f}" if currency == DOLLARS else amount


def words(money: Money) -> str:
    """An amount for people, the two currencies beside each other; empty for nothing."""
    language = screen_language()
    found = [format_riel(money.riel, language)] if money.riel else []
    if money.cents:
        found.append(format_usd(money.cents, language))
    return " + ".join(found)


Giver = tuple[int, str, str, str]


def _giver(contribution: Contribution) -> Giver:
    """Who gives what kind of money for what: a promise and what came of it have this in common."""
    name = search_key(contribution.source_name)
    return id(contribution.action), contribution.source_kind, name, contribution.currency


def _by_giver(contributions: Iterable[Contribution]) -> dict[Giver, tuple[int, int]]:
    found: dict[Giver, tuple[int, int]] = {}
    for each in contributions:
        promised, received = found.get(_giver(each), (0, 0))
        if each.state == PROMISED:
            promised += each.amount
        else:
            received += each.amount
        found[_giver(each)] = promised, received
    return found
