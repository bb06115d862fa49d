"""The end of a round: what was kept, and what goes on, in one gesture that can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import cycles, ending, planning, timeline
from facilitator.models.action import add_action
from facilitator.models.contributing import Money
from facilitator.models.contribution import Contribution
from facilitator.models.cycle import Cycle
from facilitator.models.history import HistoryEntry
from facilitator.models.store import Store
from facilitator.models.story import Story
from tests.samples import add_commune, add_cycle

DAY = dt.date(2026, 12, 20)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "ending.db") as made:
        cycle = add_cycle(made, add_commune(made))
        with made.transaction("Plan", cycle=cycle):
            roads = add_action(cycle, "A", "ផ្លូវ")
            drain = add_action(cycle, "A", "លូ", roads)
            road = add_action(cycle, "A", "ផ្លូវលំ", roads)
            tidy = add_action(cycle, "B", "សម្អាត")
            gone = add_action(cycle, "B", "បោះបង់")
            drain.provider = cycle.service_points[0]
            drain.answers([cycle.service_points[0].criteria[1]])
            drain.check(dt.date(2026, 9, 18), "delayed", 40, reason="ភ្លៀង")
            road.check(dt.date(2026, 9, 18), "done", 100)
            tidy.check(dt.date(2026, 9, 18), "done", 100)
            gone.check(dt.date(2026, 9, 18), "dropped", reason="គ្មានថវិកា")
            drain.contributions.append(Contribution(source_kind="donor", currency="USD", amount=50_000))
        yield made


@pytest.fixture
def cycle(store: Store) -> Cycle:
    return store.cycles()[0]


def test_what_was_kept_is_counted_without_headings(cycle: Cycle) -> None:
    found = ending.outcome(cycle)
    assert (found.kept, found.total, found.by_status) == (2, 4, {"delayed": 1, "done": 2, "dropped": 1})
    assert [action.activity for action in found.unfinished] == ["លូ"]
    assert found.money.awaited == Money(cents=50_000)


def test_one_click_closes_the_round_and_carries_what_is_unfinished(store: Store, cycle: Cycle) -> None:
    following = ending.carry_forward(store, cycle, DAY)
    assert (cycle.closed_on, following.closed_on, following.year) == (DAY, None, 2027)
    roads, drain = following.actions
    assert (roads.activity, drain.activity, drain.parent) == ("ផ្លូវ", "លូ", roads)
    assert drain.carried_from == cycle.actions[1].id
    assert [link.criterion.key for link in drain.criteria] == ["health_centre.medicine"]
    assert (drain.checks, drain.contributions) == ([], [])
    assert [event.kind for event in timeline.story(store, drain)] == ["agreed", "promised", "check", "carried"]
    assert ending.to_carry(cycle, following) == []


def test_one_undo_takes_all_of_it_back(store: Store, cycle: Cycle) -> None:
    ending.carry_forward(store, cycle, DAY)
    store.undo()
    assert [(each.year, each.closed_on) for each in store.cycles()] == [(2026, None)]
    store.redo()
    assert [(each.year, each.closed_on, len(each.actions)) for each in store.cycles()] == [
        (2026, DAY, 5),
        (2027, None, 2),
    ]


def test_a_round_that_was_begun_gets_what_it_lacks_once(store: Store, cycle: Cycle) -> None:
    begun = add_cycle(store, cycle.commune, 2027)
    assert [action.activity for action in ending.to_carry(cycle, begun)] == ["លូ"]
    assert ending.carry_forward(store, cycle, DAY) is begun
    assert [action.activity for action in begun.actions] == ["ផ្លូវ", "លូ"]
    assert begun.actions[1].provider is begun.service_points[0]
    ending.carry_forward(store, cycle, dt.date(2027, 1, 5))
    assert len(begun.actions) == 2
    assert cycle.closed_on == DAY
    with store.transaction("Late"):
        add_action(cycle, "A", "អណ្តូង", cycle.actions[0])
    ending.carry_forward(store, cycle, DAY)
    assert [action.activity for action in begun.actions[0].children] == ["លូ", "អណ្តូង"]


def test_a_service_that_is_gone_leaves_its_activity_without_provider(store: Store, cycle: Cycle) -> None:
    begun = add_cycle(store, cycle.commune, 2027)
    with store.transaction("Other services"):
        begun.service_points[0].key = "another"
    ending.carry_forward(store, cycle, DAY)
    assert (begun.actions[1].provider, begun.actions[1].criteria) == (None, [])


def test_without_a_plan_nothing_can_be_closed(store: Store) -> None:
    empty = add_cycle(store, store.cycles()[0].commune, 2030)
    with pytest.raises(UserError, match="nothing was promised"):
        ending.carry_forward(store, empty, DAY)


def test_a_training_copy_begins_no_real_round(store: Store, cycle: Cycle) -> None:
    copy = cycles.training_copy(store, cycle)
    with pytest.raises(UserError, match="training copy"):
        ending.carry_forward(store, copy, DAY)


def test_the_round_may_go_on(store: Store, cycle: Cycle) -> None:
    with store.transaction("Close"):
        ending.close(cycle, DAY)
    with store.transaction("Reopen"):
        ending.reopen(cycle)
    assert cycle.closed_on is None


def test_a_training_copy_has_photos_and_stories_of_its_own(store: Store, cycle: Cycle) -> None:
    with store.transaction("Story", cycle=cycle):
        cycle.actions[1].checks[0].photo = b"photo"
        cycle.stories.append(Story(text="ល្អ", action=cycle.actions[1], photo=b"story"))
    copy = cycles.training_copy(store, cycle)
    assert copy.actions[1].checks[0].photo == b"photo"
    (story,) = copy.stories
    assert (story.text, story.photo, story.action) == ("ល្អ", b"story", copy.actions[1])
    cycles.throw_away(store, copy)
    assert [each.text for each in cycle.stories] == ["ល្អ"]


def test_a_story_stays_when_its_activity_goes(store: Store, cycle: Cycle) -> None:
    with store.transaction("Story", cycle=cycle):
        cycle.stories.append(Story(text="ល្អ", action=cycle.actions[3]))
    with store.transaction("Gone", cycle=cycle):
        planning.remove(cycle.actions[3])
    assert [(story.text, story.action_id) for story in cycle.stories] == [("ល្អ", None)]
    store.undo()
    assert cycle.stories[0].action is cycle.actions[3]


def test_a_photo_comes_back_with_undo_and_the_history_does_not_hold_it(store: Store, cycle: Cycle) -> None:
    secret = b"\xff\xd8 pixels of a face"
    with store.transaction("Photo", cycle=cycle):
        cycle.actions[1].checks[0].photo = secret
    with store.transaction("Check gone", cycle=cycle):
        cycle.actions[1].checks.clear()
    store.undo()
    assert cycle.actions[1].checks[0].photo == secret
    assert "pixels" not in repr([entry.rows for entry in store.all(HistoryEntry)])
