"""The health check finds damage, missing parents, a full disk and missing backups, and says each in a sentence."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from facilitator.models import backup, elsewhere, health
from facilitator.models.refusal import RefusedError
from facilitator.models.store import Store
from tests.models.sample import full_cycle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        full_cycle(made)
        backup.make(made, "start")
        yield made


@pytest.fixture
def path(store: Store) -> Path:
    store.close()
    return store.path


def codes(found: health.Health) -> list[str]:
    return [problem.code for problem in found.problems]


def test_a_sound_database_is_well_by_file_by_store_and_by_snapshot(store: Store) -> None:
    with backup.snapshot(store) as copy:
        of_snapshot = health.check(copy)
    of_store = health.check(store)
    store.close()
    of_file = health.check(store.path)
    assert [found.ok for found in (of_snapshot, of_store, of_file)] == [True] * 3
    assert of_file.facts["digest"] == of_store.facts["digest"] == of_snapshot.facts["digest"]
    assert of_file.facts["cycles"] == 1
    assert of_file.facts["newest_backup"]["number"] == 1


def test_json_has_the_promised_shape(path: Path) -> None:
    found = json.loads(json.dumps(health.check(path).to_json()))
    assert (found["ok"], found["problems"]) == (True, [])
    assert found["remarks"] == []
    assert found["verified_backup"] == {"number": 1, "at": found["newest_backup"]["at"], "days": 0}
    assert (found["newest_copy"], found["altered"], found["findings"]) == (None, [], [])


def test_checking_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    health.check(path)
    assert path.read_bytes() == before
    assert not path.with_name("commune.db-wal").exists()


def test_a_damaged_page_is_found(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 4096 // 2 * 4096
    content[middle : middle + 200] = b"\xff" * 200
    path.write_bytes(content)
    found = health.check(path)
    assert "damaged" in codes(found)
    assert json.dumps(found.to_json())


def test_a_cut_file_is_found(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-8192])
    assert "damaged" in codes(health.check(path))


def test_rows_without_their_parent_are_found(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM criterion")
    connection.close()
    assert codes(health.check(path)) == ["links", "altered"]


@pytest.mark.parametrize(("offset", "content", "code"), [(68, b"xxxx", "not_ours"), (60, b"\0\0\1\0", "newer")])
def test_a_foreign_file_is_a_problem_not_a_crash(path: Path, offset: int, content: bytes, code: str) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)
    assert codes(health.check(path)) == [code]


def test_a_missing_or_open_file_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="no database"):
        health.check(tmp_path / "nothing.db")
    with pytest.raises(RefusedError, match="open in another window"):
        health.check(store.path)


def remarks(found: health.Health) -> list[str]:
    assert found.ok
    return [remark.code for remark in found.remarks]


def test_little_room_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=5 * 1024**2))
    found = health.check(path)
    assert remarks(found) == ["space"]
    assert "5 MB" in found.remarks[0].text


def test_missing_damaged_and_old_backups_are_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "OLDEST_BACKUP", -1)
    assert remarks(health.check(path)) == ["old_backup"]
    made = backup.list_backups(backup.folder_of(path))[0]
    content = made.path.read_bytes()
    made.path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert remarks(health.check(path)) == ["no_backup"]


def test_the_age_of_the_last_copy_is_told(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert remarks(health.check(path)) == []
    monkeypatch.setattr(health, "FIRST_COPY", 0)
    assert remarks(health.check(path)) == ["no_copy"]
    elsewhere.copy_to(backup.list_backups(backup.folder_of(path))[0], tmp_path / "stick")
    found = health.check(path)
    assert remarks(found) == []
    assert (found.facts["newest_copy"]["number"], found.facts["newest_copy"]["days"]) == (1, 0)
    monkeypatch.setattr(health, "OLDEST_COPY", -1)
    assert remarks(health.check(path)) == ["old_copy"]


@pytest.mark.parametrize("now", ["1970-01-01T08:00:00", "2026-11-20T08:00:00"])
def test_a_clock_that_went_back_is_told(store: Store, now: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_now", lambda: dt.datetime.fromisoformat(now))
    store.raw.execute("UPDATE history SET at = '2026-11-22T08:00:00'").close()
    assert "clock" in remarks(health.check(store))
    monkeypatch.setattr(health, "_now", lambda: dt.datetime(2200, 1, 1))
    assert "clock" not in remarks(health.check(store))


def test_a_time_that_damage_has_made_something_else_is_found_like_any_other_damage(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE history SET at = replace(at, '-', 'x')")
    connection.close()
    assert "altered" in codes(health.check(path))
    (backup.folder_of(path) / elsewhere.NOTE).write_text('{"sequence": 1, "at": "yesterday"}')
    assert health.check(path).facts["newest_copy"] is None
