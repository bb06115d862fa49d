"""The health check finds damage, missing parents, a full disk and missing backups, and says each in a sentence."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from facilitator.models import backup, health
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
    assert (found["ok"], found["problems"], found["remarks"]) == (True, [], [])


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
    assert codes(health.check(path)) == ["links"]


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


def test_little_room_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=5 * 1024**2))
    found = health.check(path)
    assert found.ok
    assert [(remark.code, "5 MB" in remark.text) for remark in found.remarks] == [("space", True)]


def test_missing_damaged_and_old_backups_are_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "OLDEST_BACKUP", -1)
    assert [remark.code for remark in health.check(path).remarks] == ["old_backup"]
    made = backup.list_backups(backup.folder_of(path))[0]
    made.path.write_bytes(made.path.read_bytes()[:-1] + b"?")
    assert [remark.code for remark in health.check(path).remarks] == ["no_backup"]
