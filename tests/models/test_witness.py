"""Changes that a damaged log takes with it do not go without a trace."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.models import backup, health, witness
from facilitator.models.history import HistoryEntry
from facilitator.models.store import Store
from tests.models.sample import bare_cycle

CHANGES = 6


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a crash leaves after some changes, none of which is in the file itself yet."""
    work, left = (tmp_path_factory.mktemp(name) for name in ("work", "left"))
    with Store.create(work / "commune.db") as store:
        cycle = bare_cycle(store)
        store.empty_log()
        for number in range(CHANGES):
            with store.transaction(f"Change {number}", cycle=cycle):
                cycle.title_en = f"{number}"
        for name in ("commune.db", "commune.db-wal", "commune.db.seen"):
            shutil.copy(work / name, left / name)
    return left


@pytest.fixture
def path(left: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "laptop"
    shutil.copytree(left, folder)
    return folder / "commune.db"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        bare_cycle(made)
        yield made


def log_of(path: Path) -> Path:
    return path.with_name("commune.db-wal")


def damage(log: Path, at: int) -> None:
    content = bytearray(log.read_bytes())
    content[at] ^= 0x40
    log.write_bytes(content)


def changes(path: Path) -> tuple[int, str]:
    """How many changes are there after opening, and what is told about others."""
    with Store.open(path) as store:
        labels = [entry.label for entry in store.all(HistoryEntry)]
        return sum(label.startswith("Change ") for label in labels), store.lost


def test_after_a_crash_nothing_is_missing(path: Path) -> None:
    assert changes(path) == (CHANGES, "")
    assert [each.name for each in path.parent.iterdir()] == ["commune.db"]


def test_whatever_a_damaged_log_takes_is_told(path: Path, left: Path) -> None:
    rng = random.Random(7)
    taken = []
    size = log_of(path).stat().st_size
    for _turn in range(12):
        for name in ("commune.db", "commune.db-wal", "commune.db.seen"):
            shutil.copy(left / name, path.with_name(name))
        damage(log_of(path), rng.randrange(size))
        there, told = changes(path)
        assert (f"last {CHANGES - there} changes" in told) == (there < CHANGES), there
        taken.append(CHANGES - there)
    assert any(taken)


def test_a_log_that_is_gone_or_cut_is_told(path: Path) -> None:
    content = log_of(path).read_bytes()
    log_of(path).write_bytes(content[: len(content) // 2])
    there, told = changes(path)
    assert there < CHANGES
    assert f"last {CHANGES - there} changes are missing in commune.db" in told


def test_what_is_left_is_kept_and_the_history_tells_of_it_once(path: Path) -> None:
    damage(log_of(path), 100)
    before = path.read_bytes(), log_of(path).read_bytes()
    with Store.open(path) as store:
        assert store.all(HistoryEntry)[-1].label == f"{CHANGES} changes were missing when the file was opened"
        assert "commune-damaged-1.db" in store.lost
        found = health.check(store)
        assert [problem.code for problem in found.problems] == ["lost"]
        assert not found.is_damaged  # a backup would be older still
        backup.make(store, "start")
    kept = path.with_name("commune-damaged-1.db")
    assert (kept.read_bytes(), kept.with_name(f"{kept.name}-wal").read_bytes()) == before
    assert changes(path) == (0, "")
    assert health.check(path).ok


def test_looking_at_the_health_of_what_is_left_does_not_touch_it(path: Path) -> None:
    damage(log_of(path), 100)
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    found = health.check(path)
    assert [problem.code for problem in found.problems] == ["lost"]
    assert str(CHANGES) in found.problems[0].text
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before


def test_a_damaged_witness_says_nothing(path: Path) -> None:
    damage(log_of(path), 100)
    for content in (b"", b"\0" * 40, b"0123456789abcdef 99 1\n", "៨".encode() * 30):
        witness.file_of(path).write_bytes(content)
        assert witness.missing(path) == 0


def test_a_witness_of_another_database_says_nothing(path: Path, store: Store) -> None:
    damage(log_of(path), 100)
    shutil.copy(witness.file_of(store.path), witness.file_of(path))
    assert witness.missing(path) == 0


def test_a_restored_backup_is_not_taken_for_a_loss(store: Store) -> None:
    made = backup.make(store, "work")
    with store.transaction("Later", cycle=store.cycles()[0]):
        store.cycles()[0].title_en = "later"
    seen = witness.file_of(store.path).read_bytes()
    store.close()
    witness.file_of(store.path).write_bytes(seen)  # as a crash leaves it
    backup.restore(made, store.path)
    with Store.open(store.path) as again:
        assert again.lost == ""


def test_every_way_of_changing_counts(store: Store) -> None:
    def number() -> int:
        count = witness.stored(store.raw)
        assert count is not None
        assert witness.file_of(store.path).read_text().split()[1] == str(count.number)
        return count.number

    before = number()
    with store.transaction("Title", cycle=store.cycles()[0]):
        store.cycles()[0].title_en = "T"
    store.undo()
    store.redo()
    with store.bulk("Many") as connection:
        connection.exec_driver_sql("UPDATE cycle SET title_km = 'ក'")
    store.accept_as_it_is(["cycle"])
    assert number() == before + 5
