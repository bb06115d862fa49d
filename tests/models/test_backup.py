"""A backup is proven before it counts, kept by number, and put back without losing what it replaces."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from facilitator.errors import UserError
from facilitator.models import backup, backup_file, header
from facilitator.models.backup import Backup, Schedule
from facilitator.models.refusal import RefusedError
from facilitator.models.store import Store
from tests.models.sample import Image, bare_cycle, full_cycle, image


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        full_cycle(made)
        yield made


def retitle(store: Store, title: str) -> None:
    with store.transaction("Title"):
        store.cycles()[0].title_en = title


def content(path: Path) -> Image:
    with Store.open(path) as store:
        return image(store, history=True)


def test_a_backup_holds_every_row(store: Store, tmp_path: Path) -> None:
    made = backup.make(store, "demand")
    before = image(store, history=True)
    assert made.path == tmp_path / "commune.db-backups" / "000001-demand.backup"
    assert backup.is_sound(made)
    assert backup.list_backups(made.path.parent) == [made]
    assert made.words == "on demand"
    backup.restore(made, tmp_path / "again.db")
    assert content(tmp_path / "again.db") == before


def test_nothing_lies_about_afterwards(store: Store) -> None:
    made = backup.make(store, "demand")
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]


def test_numbers_go_on_and_equal_content_is_not_stored_twice(store: Store) -> None:
    first = backup.make(store, "start")
    assert backup.make(store, "exit") == first
    retitle(store, "changed")
    assert backup.make(store, "exit").sequence == 2


def test_a_number_is_never_given_twice(store: Store) -> None:
    folder = backup.folder_of(store.path)
    folder.mkdir()
    (folder / "000041-work.backup").write_bytes(b"damaged")
    made = backup.make(store, "work")
    assert made.sequence == 42
    assert backup.list_backups(folder) == [made]


def test_a_damaged_newest_backup_does_not_count(store: Store) -> None:
    first = backup.make(store, "start")
    content = first.path.read_bytes()
    first.path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert backup.make(store, "start").sequence == 2
    newest = backup.newest_sound(first.path.parent)
    assert newest is not None
    assert newest.sequence == 2


def test_a_snapshot_is_stored_by_another_thread_while_work_goes_on(store: Store, tmp_path: Path) -> None:
    before = image(store, history=True)
    copy = backup.snapshot(store)
    made: list[Backup] = []
    worker = threading.Thread(target=lambda: made.append(backup.keep(copy, "work")))
    worker.start()
    for n in range(20):
        retitle(store, str(n))
    worker.join()
    copy.close()
    backup.restore(made[0], tmp_path / "again.db")
    assert content(tmp_path / "again.db") == before


def test_no_backup_of_half_a_gesture(store: Store) -> None:
    with pytest.raises(RuntimeError, match="transaction is open"), store.transaction("Open"):
        backup.make(store, "work")
    assert backup.list_backups(backup.folder_of(store.path)) == []


def test_a_copy_that_differs_is_no_backup(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    write = backup._write_plain

    def falsify(copy: backup.Snapshot, plain: Path) -> None:
        write(copy, plain)
        content = bytearray(plain.read_bytes())
        place = content.index("រួសរាយ".encode())
        content[place : place + 3] = "ក".encode()
        plain.write_bytes(content)

    monkeypatch.setattr(backup, "_write_plain", falsify)
    with pytest.raises(RefusedError, match="No backup was made"):
        backup.make(store, "work")
    assert list(backup.folder_of(store.path).iterdir()) == []


def test_every_flipped_bit_of_a_backup_is_noticed(store: Store, tmp_path: Path) -> None:
    made = backup.make(store, "work")
    sound = made.path.read_bytes()
    random = Random(1)
    for _ in range(300):
        place, bit = random.randrange(len(sound)), random.randrange(8)
        made.path.write_bytes(sound[:place] + bytes([sound[place] ^ 1 << bit]) + sound[place + 1 :])
        assert not backup.is_sound(made)
    with pytest.raises(RefusedError, match="Backup 1 is damaged"):
        backup.restore(made, tmp_path / "again.db")
    assert not (tmp_path / "again.db").exists()


@pytest.mark.parametrize("length", [0, 1, 30, 200, 2000, -1])
def test_a_cut_backup_is_noticed(store: Store, length: int) -> None:
    made = backup.make(store, "work")
    made.path.write_bytes(made.path.read_bytes()[:length])
    assert not backup.is_sound(made)
    assert backup.newest_sound(made.path.parent) is None


def test_restoring_keeps_what_it_replaces(store: Store, tmp_path: Path) -> None:
    made = backup.make(store, "work")
    then = image(store, history=True)
    retitle(store, "after the backup")
    now = image(store, history=True)
    store.close()
    kept = backup.restore(made, store.path)
    assert kept == tmp_path / "commune-replaced-1.db"
    assert content(store.path) == then
    assert content(kept) == now
    assert backup.restore(made, store.path) == tmp_path / "commune-replaced-2.db"


def test_no_stale_log_runs_into_the_restored_file(store: Store, tmp_path: Path) -> None:
    made = backup.make(store, "work")
    store.close()
    for ending in ("-wal", "-shm"):
        (tmp_path / f"commune.db{ending}").write_bytes(b"stale" * 1000)
    store.path.write_bytes(b"damaged")
    kept = backup.restore(made, store.path)
    assert kept is not None
    assert kept.read_bytes() == b"damaged"
    assert (tmp_path / "commune-replaced-1.db-wal").read_bytes() == b"stale" * 1000
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "commune-replaced-1.db", "commune-replaced-1.db-wal", "commune.db",
    ]  # fmt: skip


def test_an_open_database_is_not_replaced(store: Store) -> None:
    made = backup.make(store, "work")
    with pytest.raises(RefusedError, match="open in another window"):
        backup.restore(made, store.path)


def test_a_backup_of_a_newer_program_is_refused(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = backup.make(store, "work")
    monkeypatch.setattr(header, "SCHEMA_VERSION", 0)
    with pytest.raises(RefusedError, match="newer version"):
        backup.restore(made, tmp_path / "again.db")
    assert not (tmp_path / "again.db").exists()


def described(sequence: int, at: str = "2026-11-22T08:00:00", reason: str = "work") -> Backup:
    return Backup(Path(f"{sequence:06}-{reason}.backup"), sequence, reason, at, 1, 1, "")


def kept(backups: list[Backup]) -> list[int]:
    return sorted(each.sequence for each in backup.worth_keeping(backups[::-1]))


def test_the_last_twenty_stay() -> None:
    assert kept([described(n) for n in range(1, 41)]) == [20, *range(21, 41)]


def test_one_a_day_a_week_and_a_month_stay_by_number_not_by_clock() -> None:
    days = [described(n, f"2026-{1 + n // 28:02}-{1 + n % 28:02}T08:00:00") for n in range(300)]
    found = kept(days)
    assert found[-20:] == list(range(280, 300))
    assert set(range(266, 280)) <= set(found)
    assert len(found) <= 20 + 14 + 8 + 12
    jumped = [dataclasses.replace(each, at="1970-01-01T00:00:00") if each.sequence > 290 else each for each in days]
    assert set(range(280, 300)) <= set(kept(jumped))


def test_the_last_five_before_a_risk_stay() -> None:
    risky = [described(n, reason="migrate") for n in range(1, 8)]
    assert set(range(3, 8)) <= set(kept([*risky, *[described(n) for n in range(8, 60)]]))


def test_old_backups_go_only_after_a_new_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "NEWEST", 2)
    for n in range(5):
        retitle(store, str(n))
        backup.make(store, "work")
    found = [each.sequence for each in backup.list_backups(backup.folder_of(store.path))]
    assert found == [5, 4, 3]

    def fail(*_: object) -> None:
        raise UserError("no room")

    monkeypatch.setattr(backup, "safe_write", fail)
    retitle(store, "last")
    with pytest.raises(UserError, match=r"No backup was made\. no room"):
        backup.make(store, "work")
    assert [each.sequence for each in backup.list_backups(backup.folder_of(store.path))] == found


def test_the_schedule_counts_ten_minutes_of_changed_work() -> None:
    now = [0.0]
    schedule = Schedule(lambda: now[0])
    now[0] = 10_000
    assert not schedule.due()
    assert not schedule.due_at_exit()
    schedule.changed()
    now[0] += backup.EVERY - 1
    schedule.changed()
    assert schedule.due_at_exit()
    assert not schedule.due()
    now[0] += 1
    assert schedule.due()
    schedule.done()
    now[0] += 10_000
    assert not schedule.due()


def test_the_digest_sees_rows_not_pages(store: Store, tmp_path: Path) -> None:
    before = backup_file.content_digest(store.raw)
    with backup.snapshot(store) as copy:
        copy.connection.execute("PRAGMA journal_mode = MEMORY").close()
        copy.connection.execute("VACUUM").close()
        assert backup_file.content_digest(copy.connection) == before
        copy.connection.execute("UPDATE tally SET count = count + 1 WHERE value = 2").close()
        assert backup_file.content_digest(copy.connection) != before


def test_an_empty_database_is_backed_up_too(tmp_path: Path) -> None:
    with Store.create(tmp_path / "new.db") as store:
        first = backup.make(store, "start")
        bare_cycle(store)
        assert backup.make(store, "exit").sequence == first.sequence + 1
