"""Of a sheet that people scored one by one there are never two states in what is kept."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import apart, backup, backup_file, health, recovery, restoring, sheets
from facilitator.models.backup import Backup
from facilitator.models.cycle import ServicePoint
from facilitator.models.history import HistoryEntry
from facilitator.models.sheets import SheetPlace
from facilitator.models.store import Store
from facilitator.models.voting import Ballot, Profile, Voting
from tests.samples import add_commune, add_cycle, vote

TYPED = {3: 6, 4: 4}
"""Votes of the women of the first village, before anybody scores one by one."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db", who="Sokha") as made:
        add_cycle(made, add_commune(made))
        vote(made, point_of(made), TYPED)
        vote(made, point_of(made), TYPED, village=1)
        yield made


def point_of(store: Store) -> ServicePoint:
    return store.cycles()[0].service_points[0]


def place_of(store: Store) -> SheetPlace:
    point = point_of(store)
    return SheetPlace(point.id, "citizens", point.villages[0].code, "women")


def score(store: Store, people: int = 1) -> Voting:
    voting = Voting(store, place_of(store), "One by one")
    for _person in range(people):
        voting.cast(Ballot(Profile("women"), {point_of(store).criteria[0].id: 5}))
    return voting


def shelf(store: Store) -> list[Backup]:
    return backup.list_backups(backup.folder_of(store.path))


def votes(path: Path) -> dict[str, int]:
    """How many people have scored, by village, in a database file."""
    with Store.open(path) as store:
        cards = point_of(store).cards
        return {
            str(card.village_code)[-2:]: sum(
                tally.count for sheet in card.sheets for tally in sheet.tallies if tally.breakdown == "all"
            )
            for card in cards
        }


def votes_in(each: Backup, tmp_path: Path) -> dict[str, int]:
    plain = tmp_path / "plain" / "image.db"
    plain.parent.mkdir(exist_ok=True)
    backup_file.unpack(each, plain)
    return votes(plain)


def test_older_backups_lose_the_votes_of_that_sheet_only(store: Store, tmp_path: Path) -> None:
    first = backup.make(store, "start")
    score(store).close()
    assert apart.is_waiting(store.path)
    newest = backup.make(store, "work")
    assert not apart.is_waiting(store.path)
    older = shelf(store)[-1]
    assert (older.sequence, older.reason, older.at) == (first.sequence, first.reason, first.at)
    assert older.digest != first.digest
    assert backup.is_sound(older)
    assert votes_in(newest, tmp_path) == {"01": 11, "02": 10}
    assert votes_in(older, tmp_path) == {"01": 0, "02": 10}


def test_an_older_backup_opens_and_says_why_votes_are_not_in_it(store: Store, tmp_path: Path) -> None:
    backup.make(store, "start")
    score(store).close()
    backup.make(store, "work")
    target = tmp_path / "older.db"
    backup.restore(shelf(store)[-1], target)
    with Store.open(target) as opened:
        assert health.check(opened).ok
        assert "only in newer backups" in opened.all(HistoryEntry)[-1].label


def test_a_sheet_that_was_empty_leaves_backups_as_they_are(store: Store) -> None:
    first = backup.make(store, "start")
    women = place_of(store)
    voting = Voting(store, women._replace(group="men"), "One by one")
    voting.cast(Ballot(Profile("men"), {point_of(store).criteria[0].id: 5}))
    voting.close()
    assert not apart.is_waiting(store.path)
    backup.make(store, "work")
    assert shelf(store)[-1] == first


def test_a_backup_of_the_same_votes_keeps_them(store: Store) -> None:
    backup.make(store, "start")
    voting = score(store)
    voting.take_back()
    voting.close()
    kept = backup.make(store, "work")
    assert not apart.is_waiting(store.path)
    assert shelf(store)[0].digest == kept.digest
    assert shelf(store)[-1].reason == "start"


def test_after_a_crash_the_next_backup_does_it(store: Store, tmp_path: Path) -> None:
    backup.make(store, "start")
    score(store)
    assert apart.noted(store.path).scoring
    store.close()  # as far as a crash: nobody has closed the voting
    with Store.open(store.path) as again:
        assert apart.is_waiting(again.path)
        backup.make(again, "start")
        assert not apart.is_waiting(again.path)
        assert votes_in(shelf(again)[-1], tmp_path) == {"01": 0, "02": 10}


def test_what_a_restore_has_replaced_is_settled_too(store: Store) -> None:
    first = backup.make(store, "start")
    score(store, people=2).close()
    store.close()
    done = recovery.restore(first, store.path)  # its own copy of what was replaced settles nothing yet
    assert apart.is_waiting(store.path)
    with Store.open(store.path) as again:
        backup.make(again, "start")
    assert done.kept is not None
    assert votes(done.kept) == {"01": 0, "02": 10}
    assert votes(store.path) == {"01": 10, "02": 10}


def test_no_log_is_put_aside_while_people_score(store: Store, tmp_path: Path) -> None:
    voting = score(store)
    folder = tmp_path / "crash"
    shutil.copytree(store.path.parent, folder, ignore=shutil.ignore_patterns("crash"))
    log = folder / "commune.db-wal"
    log.write_bytes(b"frames of a ballot")
    kept = restoring.put_aside(folder / "commune.db")
    assert kept is not None
    assert not kept.with_name(f"{kept.name}-wal").exists()
    voting.close()


def test_what_cannot_be_written_now_is_done_with_the_next_backup(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    backup.make(store, "start")
    score(store).close()

    def fail(path: Path, content: bytes) -> None:
        raise UserError("no room")

    with monkeypatch.context() as full:
        full.setattr(apart, "safe_write", fail)
        backup.make(store, "work")
    assert apart.is_waiting(store.path)
    assert votes_in(shelf(store)[-1], tmp_path) == {"01": 10, "02": 10}
    backup.make(store, "work")  # the same content: no further backup, but this is done
    assert not apart.is_waiting(store.path)
    assert votes_in(shelf(store)[-1], tmp_path) == {"01": 0, "02": 10}


def test_finished_scores_are_corrected_in_the_table_not_by_one_more_ballot(store: Store) -> None:
    card = point_of(store).cards[0]
    with store.transaction("Finished", cycle=store.cycles()[0]):
        sheets.finish(card, dt.date(2026, 3, 1))
    with store.transaction("Opened", cycle=store.cycles()[0]):
        sheets.reopen(card, "Somebody was forgotten")
    with pytest.raises(UserError, match="Correct the numbers in the table"):
        Voting(store, place_of(store), "One by one")
    assert not store.backups_paused
