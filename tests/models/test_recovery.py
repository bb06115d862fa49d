"""Restoring tells first what would differ, keeps what it replaces untouched, and comes back from every damage."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.models import backup, database, differing, header, health, recovery
from facilitator.models.backup import Backup
from facilitator.models.refusal import RefusedError
from facilitator.models.store import Store
from tests.models.sample import full_cycle, image


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        full_cycle(made)
        made.empty_log()
        yield made


@pytest.fixture
def kept(store: Store) -> Backup:
    """A backup, after which the work went on."""
    made = backup.make(store, "work")
    cycle = store.cycles()[0]
    with store.transaction("A better title", cycle=cycle):
        cycle.title_en = "later"
    with store.transaction("A target less", cycle=cycle):
        cycle.targets.remove(cycle.targets[0])
    return made


def folder(path: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in path.iterdir() if each.is_file()}


def test_a_preview_names_what_differs_in_counts(store: Store, kept: Backup) -> None:
    with backup.snapshot(store) as now:
        told = differing.preview(kept, now)
    parts = {part.name: (part.now, part.then, part.differ) for part in told.parts}
    now_targets, then_targets, differ = parts["Cycles, places and people"]
    assert then_targets - (now_targets or 0) == 1
    assert differ == 2  # the title, and the target
    assert all(differ == 0 for name, (_, _, differ) in parts.items() if name != "Cycles, places and people")
    assert [gone.label for gone in told.gone] == ["A target less", "A better title"]
    assert told.changes_gone == 2
    assert not told.same
    assert (told.cycles_only_now, told.cycles_only_then) == ((), ())


def test_a_preview_of_the_same_content_says_so(store: Store) -> None:
    made = backup.make(store, "work")
    with backup.snapshot(store) as now:
        assert differing.preview(made, now).same


def test_a_preview_changes_nothing_and_reads_what_it_can(store: Store, kept: Backup, tmp_path: Path) -> None:
    store.close()
    before = folder(tmp_path)
    assert differing.preview(kept, store.path).changes_gone == 2
    assert folder(tmp_path) == before
    store.path.write_bytes(b"no database at all")
    told = differing.preview(kept, store.path)
    assert {part.now for part in told.parts} == {None}
    assert [each.path.name for each in backup.list_backups(kept.path.parent)] == [kept.path.name]
    assert sorted(each.name for each in kept.path.parent.iterdir()) == [kept.path.name]


def test_a_cycle_that_is_only_there_is_named(store: Store) -> None:
    made = backup.make(store, "work")
    cycle = store.cycles()[0]
    with store.transaction("Away", cycle=cycle):
        store.session.delete(cycle)
    with backup.snapshot(store) as now:
        told = differing.preview(made, now)
    assert len(told.cycles_only_then) == 1
    assert "2026-1" in told.cycles_only_then[0]


def test_restoring_leads_back_and_forth(store: Store, kept: Backup, tmp_path: Path) -> None:
    later = image(store, history=True)
    store.close()
    done = recovery.restore(kept, store.path)
    assert (done.kept, done.was_damaged) == (tmp_path / "commune-replaced-1.db", False)
    newest = backup.list_backups(kept.path.parent)[0]
    assert newest.reason == "restore"
    recovery.restore(newest, store.path)
    with Store.open(store.path) as again:
        assert image(again, history=True) == later


def test_a_damaged_file_and_its_log_are_put_aside_untouched(store: Store, kept: Backup, tmp_path: Path) -> None:
    """As a crash leaves them: a log that was not emptied, beside a file in which a record changed by itself."""
    crashed = tmp_path / "crashed" / "commune.db"
    crashed.parent.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(f"{store.path}{ending}", f"{crashed}{ending}")
    shutil.copytree(kept.path.parent, backup.folder_of(crashed))
    store.close()
    content = bytearray(crashed.read_bytes())
    content[content.index("រួសរាយ".encode()) + 2] ^= 1
    crashed.write_bytes(content)
    before = folder(crashed.parent)
    assert len(before["commune.db-wal"]) > 0
    (chosen,) = backup.list_backups(backup.folder_of(crashed))
    done = recovery.restore(chosen, crashed)
    assert done.was_damaged
    after = folder(crashed.parent)
    assert after["commune-damaged-1.db"] == before["commune.db"]
    assert after["commune-damaged-1.db-wal"] == before["commune.db-wal"]
    assert {name for name in after if "damaged" not in name} == {"commune.db"}
    assert health.check(crashed).ok


@pytest.mark.parametrize("harm", ["gone", "empty", "noise", "header", "version"])
def test_a_backup_comes_back_whatever_happened_to_the_file(store: Store, kept: Backup, harm: str) -> None:
    store.close()
    content = bytearray(store.path.read_bytes())
    if harm == "gone":
        store.path.unlink()
    else:
        content[68:72] = b"\0\0\0\1" if harm == "header" else content[68:72]
        content[60:64] = bytes(4) if harm == "version" else content[60:64]
        store.path.write_bytes({"empty": b"", "noise": b"\xff" * 9000}.get(harm, bytes(content)))
        assert harm == "empty" or not health.check(store.path).ok
    recovery.restore(kept, store.path)
    with Store.open(store.path) as again:
        assert again.cycles()[0].title_en != "later"
    assert health.check(store.path).ok


def test_a_version_that_went_back_is_not_taken_for_an_old_database(store: Store, kept: Backup) -> None:
    store.close()
    content = bytearray(store.path.read_bytes())
    content[60:64] = (header.SCHEMA_VERSION - 1).to_bytes(4, "big")
    store.path.write_bytes(content)
    with pytest.raises(RefusedError) as refused:
        Store.open(store.path)
    assert refused.value.code in recovery.WITH_A_WAY_BACK
    assert store.path.read_bytes() == content


def test_an_open_database_is_not_replaced(store: Store, kept: Backup, tmp_path: Path) -> None:
    store.close()
    other = database.driver().connect(str(store.path), isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE").close()
    other.execute("BEGIN EXCLUSIVE").close()
    with pytest.raises(RefusedError, match="open in another window"):
        recovery.restore(kept, store.path)
    other.close()
    assert [name for name in folder(tmp_path) if "replaced" in name or "damaged" in name] == []
