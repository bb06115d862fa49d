"""A full disk, a read-only place, a failing disk: a clear sentence, nothing lost, the file as it was."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from facilitator import i18n
from facilitator.errors import UserError
from facilitator.models import backup, cycles, health
from facilitator.models.cycle import Person
from facilitator.models.overview import overview
from facilitator.models.refusal import RefusedError
from facilitator.models.store import Store
from tests.models.sample import bare_cycle, full_cycle, image

NOBODY = 65534


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that a person without rights can reach (pytest's own is closed to others)."""
    folder = Path(tempfile.mkdtemp(prefix="facilitator-place-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def without_rights() -> Iterator[None]:
    """Work as somebody who may not write into the folder, also where tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def no_room_beyond(size: int) -> Iterator[None]:
    """No file grows beyond that many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


def write_a_lot(store: Store) -> None:
    with store.transaction("Much"):
        store.cycles()[0].people.extend(Person(name="ក" * 500, position=n) for n in range(2000))


def test_sqlite_says_full_and_the_gesture_is_not_stored(tmp_path: Path) -> None:
    with Store.create(tmp_path / "commune.db") as store:
        full_cycle(store)
        before = image(store, history=True)
        pages = store.raw.execute("PRAGMA page_count").fetchone()[0]
        store.raw.execute(f"PRAGMA max_page_count = {pages + 4}").close()
        with pytest.raises(RefusedError, match="The disk is full") as refused:
            write_a_lot(store)
        assert refused.value.code == "full"
        assert image(store, history=True) == before
        store.raw.execute("PRAGMA max_page_count = 1000000").close()
        write_a_lot(store)
        assert len(store.cycles()[0].people) == 2001


@pytest.mark.parametrize("room", range(0, 1_200_000, 150_000))
def test_a_log_that_cannot_grow_loses_nothing_that_was_stored(tmp_path: Path, room: int) -> None:
    path = tmp_path / "commune.db"
    with Store.create(path) as store:
        full_cycle(store)
        before = image(store, history=True)
        with no_room_beyond(room), pytest.raises(RefusedError) as refused:
            write_a_lot(store)
        assert refused.value.code in ("full", "disk")
        assert image(store, history=True) == before
    with Store.open(path) as store:
        assert image(store, history=True) == before
        assert health.check(store).facts["findings"] == []


@pytest.mark.parametrize("room", [0, 100, 4096, 50_000, 300_000])
def test_creation_on_a_full_disk_leaves_nothing_or_an_empty_file(tmp_path: Path, room: int) -> None:
    path = tmp_path / "commune.db"
    with no_room_beyond(room), pytest.raises(UserError):
        Store.create(path)
    assert not path.exists() or path.stat().st_size == 0
    with Store.create(path) as store:
        bare_cycle(store)


@pytest.mark.parametrize("room", [0, 1000, 100_000, 400_000])
def test_a_backup_without_room_fails_in_words_and_deletes_nothing(tmp_path: Path, room: int) -> None:
    with Store.create(tmp_path / "commune.db") as store:
        cycle = full_cycle(store)
        first = backup.make(store, "start")
        with store.transaction("Title"):
            cycle.title_en = "changed"
        before = image(store, history=True)
        with no_room_beyond(room), pytest.raises(RefusedError, match="No backup was made"):
            backup.make(store, "work")
        with no_room_beyond(room), pytest.raises(RefusedError, match="No backup was made"):
            cycles.delete(store, cycle, "Entered twice")
        assert [each.name for each in first.path.parent.iterdir()] == [first.path.name]
        assert backup.is_sound(first)
        assert image(store, history=True) == before


@pytest.mark.parametrize("room", [0, 1000, 100_000, 400_000])
def test_a_restore_without_room_leaves_the_file_alone(tmp_path: Path, room: int) -> None:
    path = tmp_path / "commune.db"
    with Store.create(path) as store:
        full_cycle(store)
        made = backup.make(store, "start")
    before = path.read_bytes()
    with no_room_beyond(room), pytest.raises(UserError):
        backup.restore(made, path)
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["commune.db", "commune.db-backups"]


@pytest.mark.parametrize("language", ["en", "km"])
def test_a_read_only_folder(place: Path, language: str, use_language: Callable[[str], None]) -> None:
    path = place / "commune.db"
    with Store.create(path) as store:
        full_cycle(store)
        made = backup.make(store, "start")
    before = path.read_bytes()
    place.chmod(0o555)
    path.chmod(0o444)
    use_language(language)
    i18n.catalogue(language)  # who is without rights may be unable to read it
    for attempt in (
        lambda: Store.open(path),
        lambda: Store.create(place / "new.db"),
        lambda: Store.create(place / "new folder" / "new.db"),
        lambda: backup.restore(made, path),
    ):
        with without_rights(), pytest.raises(RefusedError) as refused:
            attempt()
        assert refused.value.code == "read_only"
        assert str(place) in refused.value.text
    with without_rights():
        assert len(overview(path).rows) == 1, "a look needs no right to write"
        found = health.check(path)
    place.chmod(0o755)
    assert found.problems[0].code == "read_only"
    assert path.read_bytes() == before
    assert sorted(each.name for each in place.iterdir()) == ["commune.db", "commune.db-backups"]


def test_a_file_that_may_not_be_read(place: Path) -> None:
    path = place / "commune.db"
    with Store.create(path) as store:
        bare_cycle(store)
    path.chmod(0o000)
    with without_rights(), pytest.raises(RefusedError, match="cannot be read") as refused:
        Store.open(path)
    assert refused.value.code == "unreadable"
    path.chmod(0o600)


def test_a_read_only_file_in_a_folder_of_ones_own(place: Path) -> None:
    path = place / "commune.db"
    with Store.create(path) as store:
        bare_cycle(store)
    place.chmod(0o777)
    path.chmod(0o444)
    before = path.read_bytes()
    with without_rights(), pytest.raises(RefusedError, match="cannot be written"):
        Store.open(path)
    assert path.read_bytes() == before
