from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.export.documents.action_plan import ActionPlan
from facilitator.models.action import Action, add_action
from facilitator.models.cycle import Cycle, Person
from facilitator.models.meeting import Meeting
from facilitator.models.store import Store
from tests.samples import add_commune, add_cycle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as store:
        add_cycle(store, add_commune(store))
        yield store


def _compose(store: Store) -> ActionPlan:
    (job,) = papers.jobs(store, _cycle(store), "action-plan")
    document = job.document()
    assert isinstance(document, ActionPlan)
    return document


def _cycle(store: Store) -> Cycle:
    (cycle,) = store.all(Cycle)
    return cycle


def _add(cycle: Cycle, part: str, activity: str, parent: Action | None = None, **values: object) -> Action:
    action = add_action(cycle, part, activity, parent)
    for name, value in values.items():
        setattr(action, name, value)
    return action


def test_an_empty_plan_is_refused_with_a_sentence(store: Store) -> None:
    with pytest.raises(UserError, match="no activity yet"):
        _compose(store)


def test_rows_stand_under_their_provider_with_number_and_sum(store: Store) -> None:
    with store.transaction("Plan"):
        cycle = _cycle(store)
        centre = cycle.service_points[0]
        school = cycle.add_service_point("primary_school", "សាលា", "School")
        roads = _add(cycle, "A", "ផ្លូវ", provider=centre)
        drain = _add(cycle, "A", "លូ", roads, provider=centre)
        _add(cycle, "A", "លូខាងកើត", drain, cost=48_000_000)
        _add(cycle, "A", "លូខាងលិច", drain, cost=2_000_000)
        _add(cycle, "A", "បង្គន់", provider=school, cost=6_400_000)
        _add(cycle, "A", "ថ្នាំ", provider=centre, cost=100)
        _add(cycle, "B", "សម្អាត", cost=0)
    plan = _compose(store)
    part_a, part_b = plan.parts
    assert [provider.provider.en for provider in part_a.providers] == ["Health centre", "School"]
    assert [row.places for row in part_a.providers[0].activities] == [(1,), (1, 1), (1, 1, 1), (1, 1, 2), (2,)]
    assert [row.cost for row in part_a.providers[0].activities] == [
        50_000_000, 50_000_000, 48_000_000, 2_000_000, 100,
    ]  # fmt: skip
    assert [row.heading for row in part_a.providers[0].activities] == [True, True, False, False, False]
    assert [provider.cost for provider in part_a.providers] == [50_000_100, 6_400_000]
    assert (part_a.cost, part_b.cost, plan.cost) == (56_400_100, 0, 56_400_100)
    assert part_b.providers[0].activities[0].cost == 0
    assert not part_b.providers[0].provider


def test_the_day_is_that_of_the_interface_meeting(store: Store) -> None:
    with store.transaction("Plan"):
        cycle = _cycle(store)
        add_action(cycle, "B", "សម្អាត")
        cycle.meetings += [
            Meeting(stage="interface", date=dt.date(2026, 4, 3)),
            Meeting(stage="follow_up", date=dt.date(2026, 9, 18)),
        ]
    assert _compose(store).head.date == dt.date(2026, 4, 3)


def test_who_prepares_and_who_receives(store: Store) -> None:
    with store.transaction("People"):
        cycle = _cycle(store)
        add_action(cycle, "B", "សម្អាត")
        cycle.people += [
            Person(name="សុខ", role="facilitator"),
            Person(name="ហេង", role="lead_facilitator", position=1),
            Person(name="ប៊ុន", role="commune_chief", position=2),
        ]
    plan = _compose(store)
    assert plan.facilitators == ("ហេង", "សុខ")
    assert (plan.chief.name, plan.chief.role.en) == ("ប៊ុន", "Commune chief")
    assert [office.en for office in plan.copies_to] == [
        "District administration", "Health centre", "Records of the commune office",
    ]  # fmt: skip
