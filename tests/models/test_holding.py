"""Meetings: who came, targets, finishing, correcting with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import holding, preparing
from facilitator.models.attendance import Attendance
from facilitator.models.cycle import Cycle
from facilitator.models.history import HistoryEntry
from facilitator.models.meeting import Meeting
from facilitator.models.store import Store
from facilitator.models.target import Target
from tests.samples import add_commune, add_cycle

DAY = dt.date(2026, 3, 12)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db", "Sok") as made:
        add_cycle(made, add_commune(made))
        yield made


@pytest.fixture
def cycle(store: Store) -> Cycle:
    return store.cycles()[0]


@pytest.fixture
def meeting(store: Store, cycle: Cycle) -> Meeting:
    point = cycle.service_points[0]
    with store.transaction("Meeting", cycle=cycle):
        return preparing.add_meeting(cycle, "information", point, point.villages[0])


def hold(store: Store, meeting: Meeting) -> None:
    with store.transaction("Held"):
        holding.set_day(meeting, DAY)
        holding.set_counts(meeting, "citizens", "", {"total": 30, "women": 9, "men": 21})


def test_a_side_counted_as_a_whole_and_by_groups_is_not_added_twice(store: Store, meeting: Meeting) -> None:
    hold(store, meeting)
    with store.transaction("Groups"):
        holding.set_counts(meeting, "citizens", "women", {"total": 12})
        holding.set_counts(meeting, "providers", "", {"total": 4, "women": 3})
    assert holding.present(meeting)["total"] == 34
    assert holding.present(meeting)["women"] == 12
    assert holding.present(meeting, "citizens")["total"] == 30
    assert holding.present(meeting)["idpoor"] is None


def test_groups_are_added_where_nobody_counted_the_whole(store: Store, meeting: Meeting) -> None:
    with store.transaction("Groups"):
        holding.set_counts(meeting, "citizens", "women", {"total": 12})
        holding.set_counts(meeting, "citizens", "men", {"total": 9})
    assert holding.present(meeting)["total"] == 21


def test_clearing_the_last_count_leaves_no_row(store: Store, meeting: Meeting) -> None:
    hold(store, meeting)
    with store.transaction("Cleared"):
        holding.set_counts(meeting, "citizens", "", dict.fromkeys(("total", "women", "men")))
    assert store.all(Attendance) == []
    assert set(holding.counts_of(meeting, "citizens").values()) == {None}


def test_an_impossible_count_is_refused_and_nothing_stored(store: Store, meeting: Meeting) -> None:
    with pytest.raises(UserError, match="not a possible number"), store.transaction("Wrong"):
        holding.set_counts(meeting, "citizens", "", {"total": 200_000})
    assert store.all(Attendance) == []


def test_missed_targets_are_said_neutrally(store: Store, cycle: Cycle, meeting: Meeting) -> None:
    with store.transaction("Targets", cycle=cycle):
        cycle.targets += [Target(category="women", share=50), Target(category="youth", share=20)]
    hold(store, meeting)
    assert holding.missed_targets(meeting) == ["Women: 30% of those present; the target of 50% was not reached."]
    with store.transaction("More women"):
        holding.set_counts(meeting, "citizens", "", {"women": 15})
    assert holding.missed_targets(meeting) == []


def test_a_meeting_is_finished_only_when_it_was_held(store: Store, meeting: Meeting) -> None:
    with pytest.raises(UserError, match="date"), store.transaction("Too early"):
        holding.finish(meeting, DAY)
    hold(store, meeting)
    with store.transaction("Finished"):
        holding.finish(meeting, DAY)
    assert meeting.closed_on == DAY


def test_a_finished_meeting_changes_only_after_a_reason(store: Store, cycle: Cycle, meeting: Meeting) -> None:
    hold(store, meeting)
    with store.transaction("Finished"):
        holding.finish(meeting, DAY)
    for change in (
        lambda: holding.set_day(meeting, None),
        lambda: holding.set_place(meeting, "Pagoda"),
        lambda: holding.set_counts(meeting, "citizens", "", {"total": 1}),
        lambda: holding.remove(meeting),
        lambda: holding.reopen(meeting, "  "),
    ):
        with pytest.raises(UserError), store.transaction("Refused"):
            change()
    with store.transaction("Opened", cycle=cycle, reason="Men counted twice"):
        holding.reopen(meeting, "Men counted twice")
    assert meeting.closed_on is None
    assert "Men counted twice" in {entry.reason for entry in store.all(HistoryEntry)}


def test_a_meeting_moves_with_a_reason_to_a_village_that_is_served(
    store: Store, cycle: Cycle, meeting: Meeting
) -> None:
    point = cycle.service_points[0]
    first, second, third = point.villages
    with store.transaction("Catchment"):
        point.serve([first, second])
    with pytest.raises(UserError, match="not among"), store.transaction("Wrong"):
        holding.move(meeting, point, third, "Typed wrongly")
    with pytest.raises(UserError, match="Say why"), store.transaction("No reason"):
        holding.move(meeting, point, second, "")
    with store.transaction("Moved"):
        holding.move(meeting, point, second, "Typed wrongly")
    assert meeting.village_code == second.code
    store.undo()
    assert store.all(Meeting)[0].village_code == first.code


def test_meetings_come_in_the_order_of_their_days(store: Store, cycle: Cycle, meeting: Meeting) -> None:
    point = cycle.service_points[0]
    with store.transaction("More"):
        later = preparing.add_meeting(cycle, "information", None, None)
        holding.set_day(later, DAY)
        preparing.add_meeting(cycle, "scoring", point, point.villages[1])
    assert holding.meetings_of(cycle, "information") == [later, meeting]
    assert holding.meetings_of(cycle, "information", point.id) == [later, meeting]
    assert holding.meetings_of(cycle, "scoring", point.id, point.villages[0].code) == []
    assert holding.meetings_of(cycle, "information", point.id + 1) == [later]
