"""What was declared finished changes only with a reason, whichever way the change comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import cycles, holding, sheets
from facilitator.models.correcting import corrected_on
from facilitator.models.history import HistoryEntry
from facilitator.models.input_check import InputCheck
from facilitator.models.meeting import Meeting
from facilitator.models.scorecard import Card, Criterion, Remark
from facilitator.models.store import Store
from tests.models.sample import full_cycle

DAY = dt.date(2026, 3, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db", "Sok Chantha") as made:
        cycle = full_cycle(made)
        with made.transaction("Finished", cycle=cycle):
            holding.finish(cycle.meetings[0], DAY)
            sheets.finish(cycle.service_points[0].cards[0], DAY)
        yield made


@pytest.fixture
def meeting(store: Store) -> Meeting:
    return store.cycles()[0].meetings[0]


@pytest.fixture
def card(store: Store) -> Card:
    return store.cycles()[0].service_points[0].cards[0]


def newest(store: Store) -> HistoryEntry:
    return store.all(HistoryEntry)[-1]


def test_a_finished_meeting_does_not_change_without_a_reason(store: Store, meeting: Meeting) -> None:
    point = meeting.agreed_points[0]
    changes = [
        lambda: setattr(meeting, "place", "elsewhere"),
        lambda: setattr(point, "agreed", "something else"),
        lambda: setattr(meeting.attendance[0], "women", 3),
        lambda: meeting.led_by([]),
        lambda: meeting.agreed_points.clear(),
    ]
    for change in changes:
        with pytest.raises(UserError, match="say why"), store.transaction("Changed"):
            change()
    assert (meeting.place, point.agreed, meeting.corrected_on) == ("", "បិទម៉ោងធ្វើការ", None)


def test_a_finished_meeting_is_not_taken_away(store: Store, meeting: Meeting) -> None:
    with pytest.raises(UserError, match="finished"), store.transaction("Gone"):
        meeting.cycle.meetings.remove(meeting)
    assert store.get(Meeting, meeting.id) is not None


def test_with_a_reason_it_changes_and_remembers_the_day(store: Store, meeting: Meeting) -> None:
    with store.transaction("Place", cycle=meeting.cycle, reason=" Typed wrongly "):
        meeting.place = "Pagoda"
    assert (meeting.place, meeting.corrected_on) == ("Pagoda", dt.date.today())
    entry = newest(store)
    assert (entry.who, entry.label, entry.reason) == ("Sok Chantha", "Place", "Typed wrongly")
    assert entry.rows[0]["before"]["place"] == ""
    assert entry.rows[0]["after"]["place"] == "Pagoda"


def test_opened_for_a_reason_every_change_carries_it_until_it_is_finished_again(store: Store, meeting: Meeting) -> None:
    with store.transaction("Opened", reason="Women were counted twice"):
        holding.reopen(meeting, "Women were counted twice")
    assert corrected_on([meeting]) is None
    with store.transaction("Head count"):
        holding.set_counts(meeting, "citizens", "", {"total": 30, "women": 18})
    assert newest(store).reason == "Women were counted twice"
    assert corrected_on([meeting]) == dt.date.today()
    with store.transaction("Finished"):
        holding.finish(meeting, DAY)
    assert newest(store).reason == ""
    with pytest.raises(UserError, match="say why"), store.transaction("Changed"):
        meeting.place = "elsewhere"


def test_undo_takes_the_correction_back_with_its_day(store: Store, meeting: Meeting) -> None:
    with store.transaction("Place", reason="Typed wrongly"):
        meeting.place = "Pagoda"
    store.undo()
    assert (meeting.place, meeting.corrected_on) == ("", None)


def test_finished_scores_do_not_change_without_a_reason(store: Store, card: Card) -> None:
    sheet, point = card.sheets[0], card.service_point
    with store.transaction("Strength of the village", reason="It was forgotten"):
        strength = Remark(criterion=point.criteria[0], kind="strength", text="រួសរាយ", village=card.village)
        point.remarks.append(strength)
    changes = [
        lambda: setattr(sheet, "women", 3),
        lambda: setattr(sheet.tallies[0], "count", 3),
        lambda: sheet.tallies[0].discard(),
        lambda: setattr(strength, "text", "other words"),
    ]
    for change in changes:
        with pytest.raises(UserError, match="finished"), store.transaction("Changed"):
            change()
    with store.transaction("Opened", reason="A sheet was missing"):
        sheets.reopen(card, "A sheet was missing")
    with store.transaction("Votes of women"):
        sheet.set(point.criteria[0], 4, 8)
    entry = newest(store)
    assert (entry.reason, entry.votes, corrected_on(point.cards)) == ("A sheet was missing", True, dt.date.today())


@pytest.mark.parametrize("stage", ["information", "criteria"])
def test_what_a_session_leaves_behind_is_finished_with_the_last_one(store: Store, stage: str) -> None:
    cycle = store.cycles()[0]
    point = cycle.service_points[0]

    def change() -> None:
        if stage == "information":
            point.input_checks.append(InputCheck(key="bed", text_km="គ្រែ", found="2"))
        else:
            point.criteria.append(Criterion(key=f"own.{len(point.criteria)}", text_km="ថ្មី", position=5))

    with store.transaction("Two sessions"):
        for closed in (DAY, None):
            cycle.meetings.append(Meeting(stage=stage, date=DAY, closed_on=closed, service_point=point))
    with store.transaction("While one goes on"):
        change()
    last = next(each for each in cycle.meetings if each.stage == stage and each.closed_on is None)
    with store.transaction("Over"):
        last.closed_on = DAY
    with pytest.raises(UserError, match="say why"), store.transaction("Afterwards"):
        change()
    with store.transaction("Opened", reason="One was forgotten"):
        holding.reopen(last, "One was forgotten")
    with store.transaction("Corrected"):
        change()
    assert (newest(store).reason, last.corrected_on) == ("One was forgotten", dt.date.today())


def test_providers_add_their_own_criteria_after_the_criteria_session(store: Store) -> None:
    cycle = store.cycles()[0]
    point = cycle.service_points[0]
    with store.transaction("Session"):
        cycle.meetings.append(Meeting(stage="criteria", date=DAY, closed_on=DAY, service_point=point))
    with store.transaction("Their own"):
        point.criteria.append(Criterion(key="own.2", text_km="ថ្នាំ", side="providers", position=6))
    assert newest(store).label == "Their own"


def test_a_cycle_with_finished_records_is_copied_and_thrown_away(store: Store) -> None:
    cycle = store.cycles()[0]
    with store.transaction("Sessions"):
        for stage in ("information", "criteria"):
            cycle.meetings.append(Meeting(stage=stage, date=DAY, closed_on=DAY))
    copied = cycles.training_copy(store, cycle)
    cycles.throw_away(store, copied)
    assert store.cycles() == [cycle]
