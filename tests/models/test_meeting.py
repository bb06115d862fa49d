"""Meetings: who was there in numbers, who led, what was agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import headcount
from facilitator.models.cycle import Cycle, Person
from facilitator.models.meeting import Meeting, held_in
from facilitator.models.store import Store
from tests.models.sample import bare_cycle, count


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        yield made


@pytest.fixture
def cycle(store: Store) -> Cycle:
    return bare_cycle(store)


@pytest.fixture
def meeting(store: Store, cycle: Cycle) -> Meeting:
    with store.transaction("Meeting"):
        made = Meeting(stage="interface")
        cycle.meetings.append(made)
    return made


def test_it_is_held_when_it_has_a_date_and_people(store: Store, meeting: Meeting) -> None:
    assert not meeting.held
    with store.transaction("Date"):
        meeting.date = dt.date(2026, 3, 1)
    assert not meeting.held
    assert held_in(meeting.cycle) == set()
    with store.transaction("People"):
        meeting.people_of("citizens").count(total=30, women=18, age_15_30=12)
    assert meeting.held
    assert held_in(meeting.cycle) == {meeting.id}
    with store.transaction("No date"):
        meeting.date = None
    assert not meeting.held
    assert held_in(meeting.cycle) == set()


def test_all_meetings_that_were_held_are_found_together(demo_store: Store) -> None:
    for cycle in demo_store.cycles():
        held = {meeting.id for meeting in cycle.meetings if meeting.held}
        assert held
        assert held_in(cycle) == held


def test_each_side_and_group_is_counted_once(store: Store, meeting: Meeting) -> None:
    with store.transaction("People"):
        rows = [meeting.people_of(side, group) for side, group in [("citizens", ""), ("citizens", "women")] * 2]
    assert (rows[0] is rows[2], rows[0] is rows[1]) == (True, False)
    assert count(store, "attendance") == 2


@pytest.mark.parametrize("number", [-1, 100_001])
def test_impossible_counts_are_refused_with_their_label(store: Store, meeting: Meeting, number: int) -> None:
    with pytest.raises(UserError, match="Women: "), store.transaction("People"):
        meeting.people_of("citizens").count(women=number)


def test_not_counted_is_not_zero(store: Store, meeting: Meeting) -> None:
    with store.transaction("People"):
        row = meeting.people_of("citizens")
        row.count(total=0)
    assert (row.headcount()["total"], row.headcount()["women"]) == (0, None)


def test_counts_that_do_not_fit_are_remarked() -> None:
    assert headcount.remarks({"total": 10, "women": 6, "men": 4, "youth": 3}) == []
    assert headcount.remarks({"women": 6, "men": 4}) == []
    assert headcount.remarks({"total": 10, "women": 6, "men": 3}) == [
        "Women, men and other make 9; the total is 10.",
    ]
    assert headcount.remarks({"total": 10, "youth": 11}) == ["Youth (15–30) is 11, more than the total of 10."]
    assert headcount.remarks({"youth": 5, "age_15_30": 4}) == ["Youth is 5 but the age band 15–30 has 4."]


@pytest.mark.parametrize(
    ("counts", "wrong"),
    [
        ({"total": 28, "women": 19, "men": 9}, False),
        ({"total": 28, "women": 19, "men": 8}, True),
        ({"total": 28, "women": 19, "men": 8, "other": 1}, False),
        ({"total": 28, "women": 19}, False),
        ({"total": 28, "youth": 29}, True),
        ({"total": 28, "age_0_14": 20, "age_15_30": 9}, True),
        ({"total": 28, "age_0_14": 0, "age_15_30": 9, "age_31_45": 10, "age_46": 9}, False),
        ({"women": 3}, False),
    ],
)
def test_the_first_remark_tells_of_a_wrong_sum(counts: dict[str, int | None], wrong: bool) -> None:
    assert bool(headcount.first_remark(counts)) is wrong


def test_who_led_it_is_set_whole(store: Store, cycle: Cycle, meeting: Meeting) -> None:
    with store.transaction("People"):
        cycle.people.extend(Person(name=name, position=n) for n, name in enumerate("ABC"))
    for wanted in (cycle.people[:2], cycle.people[1:], []):
        with store.transaction("Led by"):
            meeting.led_by(wanted)
        assert [link.person for link in meeting.facilitators] == wanted
    assert count(store, "person") == 3


def test_one_agreed_point_for_each_criterion(store: Store, cycle: Cycle, meeting: Meeting) -> None:
    first, second = cycle.service_points[0].criteria
    with store.transaction("Agreed"):
        meeting.point(first).agreed = "កែម៉ោង"
        meeting.point(first).citizens_said = "រង់ចាំយូរ"
        meeting.point(second).agreed = "ពិនិត្យ"
    assert count(store, "agreed_point") == 2


def test_it_moves_within_its_cycle_only(store: Store, cycle: Cycle, meeting: Meeting) -> None:
    point = cycle.service_points[0]
    with store.transaction("Moved"):
        meeting.move_to(point, point.villages[0])
    assert meeting.village_code == "01020101"
    stranger = bare_cycle(store, 2025).service_points[0]
    with pytest.raises(UserError, match="another cycle"), store.transaction("Moved"):
        meeting.move_to(stranger, None)
    with store.transaction("Moved"):
        meeting.move_to(None, None)
    assert meeting.service_point_id is None
