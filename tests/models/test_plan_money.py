"""What the plan costs, what nobody pays for yet, and the plan by months and by person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import plan_money, plan_views
from facilitator.models.action import Action, add_action
from facilitator.models.contribution import Contribution
from facilitator.models.cycle import Cycle
from facilitator.models.plan_money import Funds
from facilitator.models.store import Store
from tests.samples import add_commune, add_cycle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "plan.db") as store:
        add_cycle(store, add_commune(store))
        yield store


@pytest.fixture
def cycle(store: Store) -> Cycle:
    return store.cycles()[0]


def gift(amount: int, state: str = "promised", **more: object) -> Contribution:
    return Contribution(amount=amount, state=state, **{"source_kind": "donor", "currency": "KHR"} | more)


def row(store: Store, cycle: Cycle, cost: int | None, *gifts: Contribution, parent: Action | None = None) -> Action:
    with store.transaction("Row", cycle=cycle):
        action = add_action(cycle, "A", "ផ្លូវ", parent)
        action.cost = cost
        action.contributions.extend(gifts)
    return action


def test_what_nobody_promised_or_gave_is_unfunded(store: Store, cycle: Cycle) -> None:
    assert plan_money.funds(row(store, cycle, 1000)) == Funds(1000, 1000)
    assert plan_money.funds(row(store, cycle, 1000, gift(400), gift(100, source_kind="cbo"))) == Funds(1000, 500)
    assert plan_money.funds(row(store, cycle, 1000, gift(4000))) == Funds(1000, 0)
    assert plan_money.funds(row(store, cycle, None)) == Funds()


def test_what_came_of_a_promise_counts_once(store: Store, cycle: Cycle) -> None:
    action = row(store, cycle, 1000, gift(600), gift(500, "received"), gift(300, "received", source_name="Sok"))
    assert plan_money.funds(action) == Funds(1000, 100)
    assert plan_money.planned(action.contributions) == {("donor", "KHR"): 900}


def test_dollars_count_at_a_stated_rate_only(store: Store, cycle: Cycle) -> None:
    action = row(store, cycle, 4_000_000, gift(50_050, currency="USD"))
    assert plan_money.funds(action) == Funds(4_000_000, 4_000_000, 50_050)
    with store.transaction("Rate", cycle=cycle):
        plan_money.set_rate(cycle, 4100)
    assert plan_money.funds(action) == Funds(4_000_000, 4_000_000 - 2_052_050)
    with store.transaction("Own rate", cycle=cycle):
        action.contributions[0].rate = 4000
    assert plan_money.funds(action).unfunded == 4_000_000 - 2_002_000
    assert plan_money.planned(action.contributions) == {("donor", "USD"): 50_050}


@pytest.mark.parametrize(("riel", "cents"), [(4100, 100), (48_000_000, 1_170_732), (20, 0), (21, 1), (0, 0)])
def test_riel_in_dollars_are_rounded_to_the_nearest_cent(riel: int, cents: int) -> None:
    assert plan_money.in_usd(riel, 4100) == cents
    assert plan_money.in_usd(riel, None) is None


@pytest.mark.parametrize("rate", [41, 410_000])
def test_a_rate_with_a_wrong_digit_is_refused(store: Store, cycle: Cycle, rate: int) -> None:
    with pytest.raises(UserError, match="Check the rate"), store.transaction("Rate", cycle=cycle):
        plan_money.set_rate(cycle, rate)


def test_a_heading_has_the_money_of_its_rows_and_helps_with_its_own(store: Store, cycle: Cycle) -> None:
    top = row(store, cycle, None, gift(250))
    row(store, cycle, 1000, gift(400), parent=top)
    row(store, cycle, 300, gift(900), parent=top)
    assert plan_money.funds(top) == Funds(1300, 350)
    assert plan_money.funds_of([top, row(store, cycle, 5)]) == Funds(1305, 355)


# -- months ------


def dated(store: Store, cycle: Cycle, start: str, end: str, parent: Action | None = None) -> Action:
    action = row(store, cycle, None, parent=parent)
    with store.transaction("Dates", cycle=cycle):
        action.start, action.end = (dt.date.fromisoformat(day) if day else None for day in (start, end))
    return action


def test_a_stretch_fills_its_months_by_days(store: Store, cycle: Cycle) -> None:
    found = plan_views.stretch(dated(store, cycle, "2026-01-16", "2026-03-31"))
    assert found is not None
    assert found.within(2026, 1) == (15 / 31, 1.0)
    assert found.within(2026, 2) == (0.0, 1.0)
    assert found.within(2026, 4) is None
    assert found.within(2025, 12) is None


def test_a_lone_date_is_one_day_and_no_date_is_nothing(store: Store, cycle: Cycle) -> None:
    found = plan_views.stretch(dated(store, cycle, "", "2026-06-30"))
    assert found is not None
    assert found.within(2026, 6) == (29 / 30, 1.0)
    assert plan_views.stretch(dated(store, cycle, "", "")) is None


def test_a_heading_reaches_from_its_first_day_to_its_last(store: Store, cycle: Cycle) -> None:
    top = dated(store, cycle, "2020-01-01", "2030-01-01")
    dated(store, cycle, "2026-03-01", "2026-04-01", top)
    dated(store, cycle, "", "2027-02-01", top)
    assert plan_views.stretch(top) == plan_views.Stretch(dt.date(2026, 3, 1), dt.date(2027, 2, 1))


# -- people ------


def test_each_person_has_what_she_is_responsible_for_by_its_end(store: Store, cycle: Cycle) -> None:
    wanted = (
        ("សុខ ដារ៉ា", "", "2026-09-01", "done"),
        ("", "", "2026-01-01", "not_started"),
        ("ចាន់ សុភា", "មេឃុំ", "2026-05-01", "not_started"),
        ("សុខ\u200bដារ៉ា", "ប្រធាន", "2026-02-01", "not_started"),
    )
    top = row(store, cycle, None)
    for name, role, end, status in wanted:
        action = dated(store, cycle, "", end, top)
        with store.transaction("Who", cycle=cycle):
            action.responsible, action.role, action.status = name, role, status
    found = plan_views.by_person(cycle)
    assert [(person.name, person.role, len(person.actions), person.done) for person in found] == [
        ("សុខ ដារ៉ា", "ប្រធាន", 2, 1),
        ("ចាន់ សុភា", "មេឃុំ", 1, 0),
        ("", "", 1, 0),
    ]
    assert [action.end for action in found[0].actions] == [dt.date(2026, 2, 1), dt.date(2026, 9, 1)]
