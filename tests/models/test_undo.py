"""Undo and redo give back every row exactly, whatever was done in whatever order."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from facilitator.errors import UserError
from facilitator.models.action import add_action
from facilitator.models.cycle import Cycle, Person
from facilitator.models.issue import Issue
from facilitator.models.meeting import Meeting
from facilitator.models.scorecard import Criterion, card_of
from facilitator.models.store import Store
from tests.models.sample import bare_cycle, count, full_cycle, image


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        yield made


def vote(cycle: Cycle, random: Random) -> None:
    point = random.choice(cycle.service_points)
    sheet = card_of(point, "citizens", random.choice(point.villages)).sheet(random.choice(["women", "men"]))
    sheet.set(random.choice(point.criteria), random.randint(1, 5), random.choice([None, 1, 5]), random.choice(BREAKS))


def recount(cycle: Cycle, random: Random) -> None:
    point = random.choice(cycle.service_points)
    sheet = card_of(point, "citizens", point.villages[0]).sheet("women")
    for _ in range(random.randint(1, 3)):
        sheet.set_counts(point.criteria[0], {value: random.randint(0, 3) for value in random.sample(range(1, 6), 2)})


BREAKS = ["all", "women", "youth"]


def meet(cycle: Cycle, random: Random) -> None:
    meeting = Meeting(stage="scoring", date=dt.date(2026, 1, random.randint(1, 28)))
    cycle.meetings.append(meeting)
    meeting.people_of("citizens").count(total=random.randint(0, 40))
    meeting.led_by(random.sample(cycle.people, min(1, len(cycle.people))))


def hire(cycle: Cycle, random: Random) -> None:
    cycle.people.append(Person(name=f"Sok {random.random()}", position=len(cycle.people)))


def plan(cycle: Cycle, random: Random) -> None:
    action = add_action(cycle, "A", "Road", random.choice([None, *[each for each in cycle.actions if each.depth < 3]]))
    action.answers(random.sample(cycle.service_points[0].criteria, 1))


def check(cycle: Cycle, random: Random) -> None:
    if cycle.actions:
        random.choice(cycle.actions).check(dt.date(2026, 5, random.randint(1, 28)), "done", 100)


def replan(cycle: Cycle, random: Random) -> None:
    if cycle.actions:
        action = random.choice(cycle.actions)
        action.put_under(random.choice([None, *cycle.actions]))


def rename(cycle: Cycle, random: Random) -> None:
    random.choice(cycle.service_points).name_km = f"ឈ្មោះ {random.randint(1, 3)}"
    cycle.title_en = random.choice(["", "A", "B"])


def raise_issue(cycle: Cycle, random: Random) -> None:
    point = random.choice(cycle.service_points)
    point.issues.append(Issue(text="រង់ចាំយូរ", criterion=random.choice([None, *point.criteria])))


def drop_action(cycle: Cycle, random: Random) -> None:
    if cycle.actions:
        cycle.actions.remove(random.choice(cycle.actions))


def drop_criterion(cycle: Cycle, random: Random) -> None:
    point = random.choice(cycle.service_points)
    if len(point.criteria) > 1:
        point.criteria.remove(random.choice(point.criteria))


def swap_criteria(cycle: Cycle, random: Random) -> None:
    point = random.choice(cycle.service_points)
    point.criteria.append(Criterion(key=f"own.{random.random()}", text_km="ផ្ទាល់ខ្លួន", position=9))
    point.criteria[0].position, point.criteria[1].position = point.criteria[1].position, point.criteria[0].position


def drop_meeting(cycle: Cycle, random: Random) -> None:
    if cycle.meetings:
        cycle.meetings.remove(random.choice(cycle.meetings))


Gesture = Callable[[Cycle, Random], None]
GESTURES: list[Gesture] = [
    vote, vote, recount, meet, raise_issue, hire, plan, check, replan, rename,
    drop_action, drop_criterion, swap_criteria, drop_meeting,
]  # fmt: skip


@given(st.lists(st.integers(0, len(GESTURES) + 2), max_size=25), st.integers(0, 2**32))
@settings(max_examples=40)
def test_any_sequence_of_gestures_is_undone_and_redone_row_by_row(steps: list[int], seed: int) -> None:
    random = Random(seed)
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "commune.db") as store:
        key = bare_cycle(store).id
        trail, here = [image(store)], 0
        for number, step in enumerate(steps):
            if step < len(GESTURES):
                cycle = store.get(Cycle, key)
                assert cycle is not None
                label = store.undo_label()
                try:
                    with store.transaction(f"Gesture {number}", cycle=cycle):
                        GESTURES[step](cycle, random)
                except UserError:
                    assert image(store) == trail[here]
                if store.undo_label() != label:
                    trail, here = [*trail[: here + 1], image(store)], here + 1
            elif step % 3 and here and store.undo():
                here -= 1
            elif store.redo():
                here += 1
            assert image(store) == trail[here]
        while store.redo():
            here += 1
        assert image(store) == trail[-1]
        while here:
            store.undo()
            here -= 1
        assert image(store) == trail[0]


def test_a_deleted_cycle_comes_back_whole(store: Store) -> None:
    key = full_cycle(store).id
    before = image(store)
    with store.transaction("Delete"):
        store.session.delete(store.cycles()[0])
    assert count(store, "tally") == count(store, "action") == 0
    store.undo()
    assert image(store) == before
    cycle = store.get(Cycle, key)
    assert cycle is not None
    sheets = [sheet for point in cycle.service_points for card in point.cards for sheet in card.sheets]
    assert sum(len(sheet.tallies) for sheet in sheets) == 5


def test_entities_follow_undo_and_redo(store: Store) -> None:
    cycle = bare_cycle(store)
    with store.transaction("Group"):
        youth = cycle.add_group("youth", "យុវជន", "Youth")
    store.undo()
    assert [group.key for group in cycle.groups] == ["women", "men"]
    assert youth not in store.session
    store.redo()
    assert [group.key for group in cycle.groups] == ["women", "men", "youth"]


def test_a_new_gesture_ends_what_could_be_redone(store: Store) -> None:
    cycle = bare_cycle(store)
    for title in "ab":
        with store.transaction(f"Title {title}"):
            cycle.title_en = title
    store.undo()
    assert (store.undo_label(), store.redo_label()) == ("Title a", "Title b")
    with store.transaction("Title c"):
        cycle.title_en = "c"
    assert (store.undo_label(), store.redo_label()) == ("Title c", "")
    assert store.redo() is None


def test_undo_reaches_200_gestures_back(store: Store) -> None:
    cycle = bare_cycle(store)
    for n in range(205):
        with store.transaction(f"Title {n}"):
            cycle.title_en = str(n)
    undone = 0
    while store.undo():
        undone += 1
    assert (undone, cycle.title_en) == (200, "4")


def test_an_undo_that_the_disk_refuses_can_be_tried_again(store: Store) -> None:
    cycle = bare_cycle(store)
    with store.transaction("Long title"):
        cycle.title_en = "x"
    with store.transaction("Short title"):
        cycle.title_en = ""
    store.raw.execute("PRAGMA query_only = ON").close()
    with pytest.raises(UserError, match="cannot be written"):
        store.undo()
    assert store.undo_label() == "Short title"
    store.raw.execute("PRAGMA query_only = OFF").close()
    store.undo()
    assert cycle.title_en == "x"


def test_a_typed_score_costs_few_statements(store: Store) -> None:
    """The row image comes from what the session has loaded, not from another question to the database."""
    cycle = bare_cycle(store)
    point = cycle.service_points[0]
    sheet = None
    for value in (1, 2):
        with store.transaction("Votes"):
            sheet = card_of(point, "citizens", point.villages[0]).sheet("women")
            sheet.set(point.criteria[0], value, 3)
    assert sheet is not None
    said: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *args: said.append(args[2].split()[0]))
    with store.transaction("Votes"):
        sheet.set(point.criteria[0], 2, 4)
    assert said == ["BEGIN", "UPDATE", "DELETE", "DELETE", "SELECT", "UPDATE"]
