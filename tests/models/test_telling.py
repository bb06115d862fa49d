"""The history in words: names of things, values as people write them, of votes only that they changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.models import holding
from facilitator.models.base import Base
from facilitator.models.cycle import CONSOLIDATIONS, ROLES, SCALES, Cycle
from facilitator.models.history import PRIVATE
from facilitator.models.history_words import COLUMNS, TABLES, VALUES
from facilitator.models.issue import ISSUE_KINDS
from facilitator.models.records import Record
from facilitator.models.store import Store
from facilitator.models.survey import Questionnaire, Response
from facilitator.models.telling import Line, Teller, Told, entries_of, is_told
from tests.models.sample import full_cycle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db", "Sok Chantha") as made:
        full_cycle(made)
        yield made


@pytest.fixture
def cycle(store: Store) -> Cycle:
    return store.cycles()[0]


def newest(store: Store, language: str = "en") -> Told:
    return next(Teller(store, language).tell(entries_of(store, store.cycles()[0])))


def test_a_change_names_the_record_the_field_and_both_values(store: Store, cycle: Cycle) -> None:
    meeting = cycle.meetings[0]
    with store.transaction("Day", cycle=cycle, reason="Typed wrongly"):
        meeting.date = dt.date(2026, 3, 2)
    told = newest(store)
    assert (told.who, told.label, told.reason, told.parts) == (
        "Sok Chantha",
        "Day",
        "Typed wrongly",
        frozenset({"Meetings"}),
    )
    assert told.lines == (Line("Meeting: Interface meeting, 2 March 2026", "Date", "1 March 2026", "2 March 2026"),)
    khmer = newest(store, "km").lines[0]
    assert (khmer.before, khmer.after) == ("ថ្ងៃទី ១ ខែ មីនា ឆ្នាំ ២០២៦", "ថ្ងៃទី ២ ខែ មីនា ឆ្នាំ ២០២៦")


def test_parts_of_a_record_stand_under_it(store: Store, cycle: Cycle) -> None:
    with store.transaction("Who came", cycle=cycle):
        holding.set_counts(cycle.meetings[0], "citizens", "", {"women": 19})
    (line,) = newest(store).lines
    assert line.subject == "Interface meeting, 1 March 2026 – Head count"
    assert (line.field, line.before, line.after) == ("Women", "20", "19")


def test_what_was_taken_away_is_named_from_what_it_was(store: Store, cycle: Cycle) -> None:
    with store.transaction("Person gone", cycle=cycle):
        cycle.people.clear()
    lines = newest(store).lines
    assert Line("ឃុំបន្ទាយនាង – Person: សុខ ចាន់ថា", "Name", "សុខ ចាន់ថា", "–") in [
        Line(line.subject.replace("Banteay Neang", "ឃុំបន្ទាយនាង"), line.field, line.before, line.after) for line in lines
    ]


def test_votes_are_told_without_values(store: Store, cycle: Cycle) -> None:
    card = cycle.service_points[0].cards[0]
    with store.transaction("Votes of women", cycle=cycle):
        card.sheets[0].set(cycle.service_points[0].criteria[0], 4, 5)
    assert newest(store).lines == (Line("Votes of a group – Health centre, Village 1", after="changed; 9 have scored"),)


def test_answers_of_a_survey_are_one_entry_without_values_or_times(store: Store, cycle: Cycle) -> None:
    asked = store.all(Questionnaire)[0]
    before = len(entries_of(store, cycle))
    for number in range(3):
        with store.transaction("Answers", cycle=cycle):
            asked.rounds[0].responses.append(Response(submission_id=f"n{number}", gender="man", answers={"q1": "y"}))
    told = entries_of(store, cycle)
    assert len(told) == before + 1
    assert "submission_id" not in str(told[0].rows)
    assert newest(store).lines[0].after == "1 record"


def test_the_history_of_one_record(store: Store, cycle: Cycle) -> None:
    meeting, point = cycle.meetings[0], cycle.service_points[0]
    with store.transaction("Place", cycle=cycle):
        meeting.place = "Pagoda"
    with store.transaction("Votes of women", cycle=cycle):
        point.cards[0].sheets[0].set(point.criteria[0], 4, 5)
    with store.transaction("Strength", cycle=cycle):
        point.remarks[0].text = "very friendly"
    labels = {
        name: [entry.label for entry in entries_of(store, cycle, Record(name, key))]
        for name, key in (("meeting", str(meeting.id)), ("card", str(point.cards[0].id)), ("service_point", "1"))
    }
    assert labels["meeting"] == ["Place", "Everything"]
    assert labels["card"] == ["Votes of women", "Everything"]
    assert labels["service_point"] == ["Strength", "Everything", "Set up"]


def test_every_column_and_every_coded_value_has_a_name() -> None:
    told = set(TABLES) - PRIVATE
    columns = {(table, column.name) for table in told for column in Base.metadata.tables[table].c}
    named = {(table, name) for table, name in columns if name in COLUMNS or f"{table}.{name}" in COLUMNS}
    assert {(table, name) for table, name in columns if is_told(table, name)} <= named
    for name, keys in (("scale", SCALES), ("consolidation", CONSOLIDATIONS), ("role", ROLES), ("kind", ISSUE_KINDS)):
        assert set(keys) <= set(VALUES[name])


def test_the_rules_of_a_cycle_are_told_in_khmer(store: Store, cycle: Cycle) -> None:
    with store.transaction("Rules", cycle=cycle):
        cycle.consolidation, cycle.breakdowns, cycle.year = "village_medians", ["women", "idpoor"], 2027
    lines = newest(store, "km").lines
    assert not [line for line in lines if any(text.isascii() and text.isalnum() for text in (line.field, line.after))]
    assert [line.after for line in lines if line.after.startswith("២")] == ["២០២៧"]


def test_every_entry_can_be_told_in_both_languages(demo_store: Store) -> None:
    cycle = demo_store.cycles()[-1]
    for language in ("km", "en"):
        assert all(told.label for told in Teller(demo_store, language).tell(entries_of(demo_store, cycle)))
