"""The ledger of the plan: exact amounts, currencies apart, promises set against what came of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import contributing
from facilitator.models.action import Action, add_action
from facilitator.models.contributing import Balance, Money
from facilitator.models.contribution import Contribution
from facilitator.models.store import Store
from tests.samples import add_commune, add_cycle

TODAY = dt.date(2026, 9, 18)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "money.db") as made:
        cycle = add_cycle(made, add_commune(made))
        with made.transaction("Plan", cycle=cycle):
            add_action(cycle, "A", "សង់លូ")
            add_action(cycle, "B", "រៀបចំការិយាល័យ")
        yield made


@pytest.fixture
def drain(store: Store) -> Action:
    return store.cycles()[0].actions[0]


def give(
    store: Store, action: Action, amount: int, state: str = "received", kind: str = "donor", name: str = "", **more: str
) -> Contribution:
    made = Contribution(source_kind=kind, source_name=name, state=state, amount=amount, **({"currency": "USD"} | more))
    with store.transaction("Money"):
        action.contributions.append(made)
    return made


def test_another_currency_keeps_the_number_that_was_typed(store: Store, drain: Action) -> None:
    with store.transaction("Money"):
        gift = contributing.add_contribution(drain, "donor")
        contributing.set_amount(gift, 500)
        contributing.set_currency(gift, "USD")
    assert contributing.sums([gift], "promised") == {"USD": 50_000}
    with store.transaction("Money"):
        contributing.set_amount(gift, 50_050)
    with pytest.raises(UserError, match="no cents"), store.transaction("Money"):
        contributing.set_currency(gift, "KHR")
    with pytest.raises(UserError, match="not negative"), store.transaction("Money"):
        contributing.set_amount(gift, -1)
    assert contributing.sums([gift], "received") == {}


def test_cents_are_exact_where_floats_are_not(store: Store, drain: Action) -> None:
    """0.1 + 0.2 in ten thousand gifts of 10 and 20 cents."""
    gifts = [Contribution(state="received", currency="USD", amount=10 + 10 * (n % 2)) for n in range(10_000)]
    assert contributing.money(gifts, "received") == Money(cents=150_000)
    assert contributing.plain("USD", 425_733) == "4257.33"
    assert contributing.plain("USD", 800_000) == "8000.00"
    assert contributing.plain("USD", 5) == "0.05"
    assert contributing.plain("KHR", 48_000_000) == 48_000_000


def test_currencies_are_never_added_up(store: Store, drain: Action) -> None:
    give(store, drain, 10_000)
    give(store, drain, 400_000, currency="KHR")
    assert contributing.balance(drain.contributions).received == Money(400_000, 10_000)


def test_what_came_is_set_against_the_promise_of_the_same_giver(store: Store, drain: Action) -> None:
    give(store, drain, 50_000, "promised", name="អង្គការ ក")
    give(store, drain, 20_000, name="អង្គការ\u200bក")
    give(store, drain, 90_000, name="អង្គការ ខ")
    found = contributing.balance(drain.contributions)
    assert found == Balance(Money(cents=50_000), Money(cents=110_000), Money(cents=30_000))


def test_a_promise_is_received_as_a_row_of_its_own_and_that_is_undone(store: Store, drain: Action) -> None:
    promise = give(store, drain, 50_000, "promised", name="អង្គការ ក")
    give(store, drain, 20_000, name="អង្គការ ក")
    with store.transaction("Received"):
        gift = contributing.receive(promise, TODAY)
    assert (gift.state, gift.amount, gift.currency, gift.date) == ("received", 30_000, "USD", TODAY)
    assert (promise.state, promise.amount) == ("promised", 50_000)
    assert contributing.balance(drain.contributions).awaited == Money()
    with pytest.raises(UserError, match="received already"), store.transaction("Twice"):
        contributing.receive(promise, TODAY)
    store.undo()
    assert contributing.balance(drain.contributions).awaited == Money(cents=30_000)


def test_promises_of_one_giver_are_kept_in_their_order(store: Store, drain: Action) -> None:
    first = give(store, drain, 10_000, "promised")
    second = give(store, drain, 10_000, "promised")
    give(store, drain, 15_000)
    assert (contributing.awaited_of(first), contributing.awaited_of(second)) == (0, 5_000)


def test_totals_by_source_by_activity_and_by_kind(store: Store, drain: Action) -> None:
    office = store.cycles()[0].actions[1]
    give(store, drain, 5_000_000, kind="commune_fund", name="មូលនិធិ", currency="KHR")
    give(store, office, 1_000_000, kind="commune_fund", name="មូលនិធិ", currency="KHR")
    give(store, drain, 2_000, "promised", name="ខ")
    give(store, drain, 1_000, "promised", name="ក")
    actions = store.cycles()[0].actions
    every = [gift for action in actions for gift in action.contributions]
    assert [(row.kind, row.name, row.balance.received) for row in contributing.by_source(every)] == [
        ("commune_fund", "មូលនិធិ", Money(6_000_000)), ("donor", "ក", Money()), ("donor", "ខ", Money()),
    ]  # fmt: skip
    assert [(action.activity, found.received.riel) for action, found in contributing.by_action(actions)] == [
        ("សង់លូ", 5_000_000), ("រៀបចំការិយាល័យ", 1_000_000),
    ]  # fmt: skip
    assert contributing.by_kind(every) == {
        ("commune_fund", "received", "KHR"): 6_000_000, ("donor", "promised", "USD"): 3_000,
    }  # fmt: skip


def test_what_was_raised_near_is_told_apart_from_donors(store: Store, drain: Action) -> None:
    give(store, drain, 425_733, kind="private")
    give(store, drain, 800_000, kind="donor")
    give(store, drain, 900_000, "promised", kind="donor")
    assert contributing.raised(drain.contributions) == (Money(cents=425_733), Money(cents=800_000))
