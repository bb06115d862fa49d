"""The action plan: a tree of three levels, costs that add up, checks that carry their reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import event

from facilitator.errors import UserError
from facilitator.models.action import Action, add_action, leaves, number, numbers, top_actions
from facilitator.models.contribution import Contribution
from facilitator.models.cycle import Cycle
from facilitator.models.store import Store
from tests.models.sample import bare_cycle, count


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        yield made


@pytest.fixture
def cycle(store: Store) -> Cycle:
    return bare_cycle(store)


def plan(store: Store, cycle: Cycle) -> list[Action]:
    """A, A.1, A.1.1, A.2 below one another, and B."""
    with store.transaction("Plan"):
        top = add_action(cycle, "A", "Infrastructure")
        first = add_action(cycle, "A", "Road", top)
        deepest = add_action(cycle, "A", "Drain", first)
        second = add_action(cycle, "A", "Bridge", top)
        inside = add_action(cycle, "B", "Tidy the office")
    return [top, first, deepest, second, inside]


def test_numbers_follow_the_order(store: Store, cycle: Cycle) -> None:
    actions = plan(store, cycle)
    assert [number(action) for action in actions] == ["A.1", "A.1.1", "A.1.1.1", "A.1.2", "B.1"]
    assert [action.depth for action in actions] == [1, 2, 3, 2, 1]
    assert top_actions(cycle, "B") == [actions[4]]
    assert leaves(cycle) == actions[2:]


def test_all_numbers_are_told_of_one_reading_of_the_plan(demo_store: Store) -> None:
    cycle = demo_store.cycles()[-1]
    asked: list[str] = []
    event.listen(demo_store._engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    found = numbers(cycle)
    assert len([query for query in asked if "FROM action" in query]) == 1
    demo_store.session.expire_all()
    assert {action: number(action) for action in cycle.actions} == found
    assert any(text.count(".") == 2 for text in found.values())


def test_there_is_no_fourth_level_and_no_circle(store: Store, cycle: Cycle) -> None:
    top, first, deepest, second, inside = plan(store, cycle)
    for action, parent in ((inside, deepest), (top, inside)):
        with pytest.raises(UserError, match="at most three levels"), store.transaction("Moved"):
            action.put_under(parent)
    for parent in (top, deepest):
        with pytest.raises(UserError, match="under itself"), store.transaction("Moved"):
            top.put_under(parent)
    assert [number(action) for action in (top, first, second)] == ["A.1", "A.1.1", "A.1.2"]


def test_what_moves_takes_the_part_of_its_new_parent(store: Store, cycle: Cycle) -> None:
    top, *_rest, inside = plan(store, cycle)
    with store.transaction("Moved"):
        inside.put_under(top)
    assert (inside.part, number(inside)) == ("A", "A.1.3")
    with pytest.raises(UserError, match="part A and part B"), store.transaction("Part"):
        add_action(cycle, "C", "Nothing")


def test_costs_of_headings_are_those_of_their_leaves(store: Store, cycle: Cycle) -> None:
    top, first, deepest, second, _inside = plan(store, cycle)
    with store.transaction("Costs"):
        top.cost, first.cost, deepest.cost, second.cost = 1, 2, 48_000_000, 9_000_000_000
    assert top.total_cost() == 9_048_000_000
    assert first.total_cost() == 48_000_000


def test_a_branch_goes_whole(store: Store, cycle: Cycle) -> None:
    top, *_rest = plan(store, cycle)
    with store.transaction("Gone"):
        store.session.delete(top)
    assert count(store, "action") == 1
    assert [number(action) for action in cycle.actions] == ["B.1"]


def test_criteria_that_it_answers_are_set_whole(store: Store, cycle: Cycle) -> None:
    action = plan(store, cycle)[0]
    criteria = cycle.service_points[0].criteria
    for wanted in (criteria[:1], criteria, criteria[1:], []):
        with store.transaction("Answers"):
            action.answers(wanted)
        assert {link.criterion.key for link in action.criteria} == {criterion.key for criterion in wanted}


def test_a_check_sets_status_percent_and_reason(store: Store, cycle: Cycle) -> None:
    action = plan(store, cycle)[2]
    with store.transaction("Check"):
        action.check(dt.date(2026, 6, 1), "delayed", 20, reason="ភ្លៀង", checked_by="Sok")
    assert (action.status, action.percent, action.reason) == ("delayed", 20, "ភ្លៀង")
    with store.transaction("Older check typed later"):
        action.check(dt.date(2026, 5, 1), "under_way", 10)
    assert (action.status, action.last_check) == ("delayed", dt.date(2026, 6, 1))


@pytest.mark.parametrize(
    ("status", "percent", "sentence"),
    [("delayed", 5, "Say why"), ("dropped", None, "Say why"), ("done", 101, "0 and 100")],
)
def test_checks_that_cannot_be(store: Store, cycle: Cycle, status: str, percent: int | None, sentence: str) -> None:
    action = plan(store, cycle)[2]
    with pytest.raises(UserError, match=sentence), store.transaction("Check"):
        action.check(dt.date(2026, 6, 1), status, percent)
    assert (action.status, count(store, "follow_up")) == ("not_started", 0)


def test_more_women_than_people_is_not_possible(store: Store, cycle: Cycle) -> None:
    action = plan(store, cycle)[0]
    with store.transaction("Beneficiaries"):
        action.set_beneficiaries(12_500, 7_250)
    with pytest.raises(UserError, match="7,251 women among 7,250"), store.transaction("Beneficiaries"):
        action.set_beneficiaries(7_250, 7_251)
    assert (action.beneficiaries, action.women) == (12_500, 7_250)


def test_money_is_whole_riel_or_cents() -> None:
    assert Contribution(amount=425_733, currency="USD").value() == Decimal("4257.33")
    assert Contribution(amount=6_400_000, currency="KHR").value() == Decimal(6_400_000)
