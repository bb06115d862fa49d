"""The history tells who changed what, when and why; of votes only that they changed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.models.cycle import Person
from facilitator.models.history import MOST_ROWS, HistoryEntry
from facilitator.models.scorecard import card_of
from facilitator.models.store import Store
from tests.models.sample import bare_cycle, full_cycle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db", "Sok Chantha") as made:
        yield made


def entries(store: Store) -> list[HistoryEntry]:
    return store.all(HistoryEntry)


def test_who_when_what_before_after_and_why(store: Store) -> None:
    cycle = bare_cycle(store)
    started = dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None)
    with store.transaction("Name of the service", cycle=cycle, reason="Typed wrongly"):
        cycle.service_points[0].name_en = "Clinic"
    entry = entries(store)[-1]
    assert (entry.who, entry.label, entry.reason) == ("Sok Chantha", "Name of the service", "Typed wrongly")
    assert entry.cycle_id == cycle.id
    assert dt.datetime.fromisoformat(entry.at) >= started
    assert entry.rows == [
        {"table": "service_point", "key": [1], "before": {"name_en": "Health centre"}, "after": {"name_en": "Clinic"}}
    ]


def test_new_and_deleted_rows_are_kept_whole(store: Store) -> None:
    cycle = bare_cycle(store)
    with store.transaction("Person"):
        cycle.people.append(Person(name="ចាន់ថា"))
    with store.transaction("Person gone"):
        cycle.people.clear()
    added, gone = entries(store)[-2:]
    assert added.rows[0]["before"] is None
    assert added.rows[0]["after"]["name"] == "ចាន់ថា"
    assert gone.rows[0] == {**added.rows[0], "before": added.rows[0]["after"], "after": None}


def test_undo_and_redo_are_told_too(store: Store) -> None:
    cycle = bare_cycle(store)
    with store.transaction("Title"):
        cycle.title_en = "T"
    store.undo()
    store.redo()
    assert [entry.label for entry in entries(store)][1:] == ["Title", "Undone: Title", "Title"]


def test_votes_leave_one_line_without_values_or_order(store: Store) -> None:
    cycle = bare_cycle(store)
    point = cycle.service_points[0]
    for value in (3, 4, 4):
        with store.transaction("Votes of women, Village 1", cycle=cycle):
            card_of(point, "citizens", point.villages[0]).sheet("women").set(point.criteria[0], value, 7)
    told = entries(store)[1:]
    own = [{"table": "tally", "of": [["card", str(point.cards[0].id)]], "n": 14}]
    assert [(entry.label, entry.votes, entry.rows) for entry in told] == [("Votes of women, Village 1", True, own)]


def test_votes_of_another_group_are_another_line(store: Store) -> None:
    cycle = bare_cycle(store)
    point = cycle.service_points[0]
    for count, group in enumerate(("women", "men", "women"), 1):
        with store.transaction(f"Votes of {group}"):
            card_of(point, "citizens", point.villages[0]).sheet(group).set(point.criteria[0], 4, count)
    assert [entry.label for entry in entries(store)][1:] == ["Votes of women", "Votes of men", "Votes of women"]


def test_no_gesture_writes_a_tally_into_the_history(store: Store) -> None:
    """Whatever is done with votes, the stored history holds neither a count nor a value of a tally."""
    cycle = full_cycle(store)
    point = cycle.service_points[0]
    with store.transaction("Moved", reason="wrong village"):
        point.cards[0].move_to(point, point.villages[1])
    with store.transaction("Criterion gone"):
        point.criteria.remove(point.criteria[0])
    store.undo()
    with store.transaction("Cycle gone"):
        store.session.delete(cycle)
    store.undo()
    tallies = [row for entry in entries(store) for row in entry.rows if row["table"] == "tally"]
    assert tallies
    assert all(row.keys() == {"table", "rows", "of"} for row in tallies)


def test_what_else_a_gesture_with_votes_changed_is_told(store: Store) -> None:
    cycle = full_cycle(store)
    with store.transaction("Criterion gone", cycle=cycle):
        cycle.service_points[0].criteria.remove(cycle.service_points[0].criteria[0])
    assert "criterion" in {row["table"] for row in entries(store)[-1].rows}


def test_a_large_change_is_told_in_counts(store: Store) -> None:
    cycle = bare_cycle(store)
    with store.transaction("Import"):
        cycle.people.extend(Person(name=f"Person {n}") for n in range(MOST_ROWS + 1))
    assert entries(store)[-1].rows == [{"table": "person", "rows": MOST_ROWS + 1, "of": [["cycle", str(cycle.id)]]}]


def test_the_history_outlives_the_cycle(store: Store) -> None:
    cycle = bare_cycle(store)
    key = cycle.id
    with store.transaction("Cycle gone", cycle=cycle):
        store.session.delete(cycle)
    assert entries(store)[-1].cycle_id == key


def test_every_value_of_a_row_can_be_written_down(store: Store) -> None:
    full_cycle(store)
    told = [entry.rows for entry in entries(store)]
    assert json.loads(json.dumps(told)) == told
    assert {row["table"] for rows in told for row in rows} >= {"cycle", "tally", "action", "meeting"}
