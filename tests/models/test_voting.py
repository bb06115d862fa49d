"""One by one: ballots join the tallies, and no surviving image of the database tells one of them from the others."""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import backup, backup_file, sheets
from facilitator.models.cycle import ServicePoint
from facilitator.models.history import HistoryEntry
from facilitator.models.sheets import SheetPlace
from facilitator.models.store import Store
from facilitator.models.tally import Sheet
from facilitator.models.voting import Ballot, Profile, Voting
from tests.samples import add_commune, add_cycle, vote

WOMAN = Profile("women")
YOUNG = Profile("women", frozenset({"youth"}))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "votes.db", who="Sokha") as store:
        add_cycle(store, add_commune(store))
        yield store


@pytest.fixture
def point(store: Store) -> ServicePoint:
    return store.cycles()[0].service_points[0]


@pytest.fixture
def place(point: ServicePoint) -> SheetPlace:
    return SheetPlace(point.id, "citizens", point.villages[0].code, "women")


@pytest.fixture
def voting(store: Store, place: SheetPlace) -> Voting:
    return Voting(store, place, "One by one, women")


def sheet_of(voting: Voting) -> Sheet:
    sheet = voting.place.sheet(voting.store)
    assert sheet is not None
    return sheet


def ballot(point: ServicePoint, *scores: int, profile: Profile = WOMAN) -> Ballot:
    return Ballot(profile, {criterion.id: score for criterion, score in zip(point.criteria, scores, strict=False)})


def test_a_ballot_joins_the_tallies_of_all_and_of_its_breakdowns(voting: Voting, point: ServicePoint) -> None:
    voting.cast(ballot(point, 4, 2, profile=YOUNG))
    voting.cast(ballot(point, 4, 3))
    sheet, (first, second) = sheet_of(voting), point.criteria
    assert (sheet.counts(first), sheet.counts(second)) == ({4: 2}, {2: 1, 3: 1})
    assert (sheet.counts(first, "women"), sheet.counts(first, "youth")) == ({4: 2}, {4: 1})
    assert sheet.counts(first, "idpoor") == {}
    assert voting.scored() == 2


def test_the_last_ballot_can_be_taken_back_until_the_next_begins(voting: Voting, point: ServicePoint) -> None:
    voting.cast(ballot(point, 5, 1))
    voting.cast(ballot(point, 3, 3, profile=YOUNG))
    assert voting.take_back() == YOUNG
    assert sheet_of(voting).counts(point.criteria[0]) == {5: 1}
    assert sheet_of(voting).counts(point.criteria[0], "youth") == {}
    assert voting.take_back() is None
    voting.cast(ballot(point, 2, 2))
    voting.begin_next()
    assert not voting.can_take_back()
    assert voting.take_back() is None


def test_one_more_person_than_present_needs_a_reason(voting: Voting, store: Store, point: ServicePoint) -> None:
    with store.transaction("Present"):
        voting.place.open_sheet(store).count(total=2, women=2, youth=1)
    voting.cast(ballot(point, 5, 1, profile=YOUNG))
    assert "Youth (15–30): all 1 present have scored" in voting.doubt(YOUNG)
    with pytest.raises(UserError, match="profile right"):
        voting.cast(ballot(point, 5, 1, profile=YOUNG))
    voting.cast(ballot(point, 5, 1))
    assert "scored already" in voting.doubt(WOMAN)
    assert sheet_of(voting).counts(point.criteria[0]) == {5: 2}
    with store.transaction("Reason"):
        sheet_of(voting).override = "One woman came late"
    assert voting.doubt(WOMAN) == ""
    voting.cast(ballot(point, 5, 1))
    assert voting.scored() == 3


def test_a_ballot_without_any_score_is_none(voting: Voting) -> None:
    with pytest.raises(UserError, match="no score yet"):
        voting.cast(Ballot(WOMAN, {}))


def test_finished_and_agreed_scores_take_no_ballots(store: Store, point: ServicePoint, place: SheetPlace) -> None:
    vote(store, point, {3: 5})
    with store.transaction("Finished"):
        sheets.finish(point.cards[0], dt.date(2026, 3, 4))
    with pytest.raises(UserError, match="finished"):
        Voting(store, place, "One by one")
    vote(store, point, {3: 1}, village=1, method="consensus")
    with pytest.raises(UserError, match="agrees on one score"):
        Voting(store, place._replace(village=point.villages[1].code), "One by one")
    assert not store.backups_paused


def test_undo_holds_no_ballot_and_nothing_that_would_wipe_one(
    voting: Voting, store: Store, point: ServicePoint
) -> None:
    vote(store, point, {3: 5})
    voting.cast(ballot(point, 3, 3))
    assert (store.undo_label(), store.undo()) == ("", None)
    assert sheet_of(voting).counts(point.criteria[0]) == {3: 6}


def test_what_listeners_and_logs_hear_tells_no_score(
    voting: Voting, store: Store, point: ServicePoint, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[object] = []
    store.listeners.append(heard.append)
    with caplog.at_level(logging.DEBUG):
        voting.cast(ballot(point, 4, 2))
        voting.take_back()
    assert [change.rows for change in heard] == [(), ()]  # type: ignore[attr-defined]
    assert caplog.text == ""
    assert "4" not in repr(ballot(point, 4, 2)).split(" at 0x")[0]


def test_the_history_has_one_entry_without_values_for_all_ballots(
    voting: Voting, store: Store, point: ServicePoint
) -> None:
    for score in (1, 5, 2, 4):
        voting.cast(ballot(point, score, score))
    voting.close()
    entries = [entry for entry in store.all(HistoryEntry) if entry.votes]
    own = [{"table": "tally", "of": [["card", str(point.cards[0].id)]], "n": 4}]
    assert [(entry.label, entry.rows) for entry in entries] == [("One by one, women", own)]


def test_the_log_is_empty_after_every_ballot_and_after_a_crash(
    voting: Voting, store: Store, point: ServicePoint, tmp_path: Path
) -> None:
    log = store.path.with_name(f"{store.path.name}-wal")
    for score in (1, 5, 2):
        voting.cast(ballot(point, score, score))
        assert log.stat().st_size == 0
    vote(store, point, {3: 5}, village=1)
    assert log.stat().st_size > 0
    voting.close()
    assert log.stat().st_size == 0


def test_a_log_that_a_crash_left_is_emptied_when_the_file_is_opened(store: Store, point: ServicePoint) -> None:
    vote(store, point, {3: 5})
    crashed = store.path.with_name("crashed.db")
    log, left = store.path.with_name(f"{store.path.name}-wal"), crashed.with_name("crashed.db-wal")
    images = [store.path.read_bytes(), log.read_bytes()]
    crashed.write_bytes(images[0])
    left.write_bytes(images[1])
    assert left.stat().st_size > 0
    with Store.open(crashed) as opened:
        assert left.stat().st_size == 0
        assert opened.cycles()[0].service_points[0].cards[0].sheets[0].tallies[0].count == 5


def test_no_surviving_image_isolates_a_ballot(
    voting: Voting, store: Store, point: ServicePoint, tmp_path: Path
) -> None:
    """First version: one group, images before and after, everything in the folder searched for states between."""
    vote(store, point, {3: 2})
    first = backup.make(store, "work")
    scores = (3, 3, 4, 3, 5, 4, 3, 3)
    states = []
    for score in scores:
        voting.cast(ballot(point, score, 1, profile=YOUNG))
        states.append(sheet_of(voting).counts(point.criteria[0]))
    voting.close()
    last = backup.make(store, "work")
    store.close()
    seen = {_state(tmp_path, copy) for copy in (first, last)}
    assert seen == {((3, 2),), tuple(sorted((Counter(scores) + Counter({3: 2})).items()))}
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert any(_cell(3, 7) in data for data in files), "the search would not find a state at all"
    between = {count for state in states[:-1] for count in [state[3]]} - {2, 7}
    assert between
    for count in between:
        assert not any(_cell(3, count) in data for data in files), f"a state with {count} survives"


def _cell(value: int, count: int) -> bytes:
    """The end of a stored row of the tally table: breakdown, value, count (one byte each from 2 on)."""
    return b"all" + bytes((value, count))


def _state(folder: Path, copy: backup.Backup) -> tuple[tuple[int, int], ...]:
    target = folder / f"image{copy.sequence}.db"
    backup_file.unpack(copy, target)
    with Store.open(target) as store:
        point = store.cycles()[0].service_points[0]
        counts = point.cards[0].sheets[0].counts(point.criteria[0])
    target.unlink()
    return tuple(sorted(counts.items()))


def test_backups_are_paused_while_people_score(voting: Voting, store: Store) -> None:
    assert store.backups_paused
    voting.close()
    assert not store.backups_paused
