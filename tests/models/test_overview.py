"""The start page's list comes straight from the file, newest first, before anything heavy is loaded."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator.models import cycles, due, overview, removable
from facilitator.models.refusal import RefusedError
from facilitator.models.store import Store
from tests.models.sample import bare_cycle

ROOT = Path(__file__).resolve().parents[2]


def test_no_file_or_an_empty_one_is_an_empty_list(tmp_path: Path) -> None:
    path = tmp_path / "commune.db"
    assert overview.overview(path) == overview.Overview((), 0)
    assert not path.exists()
    path.touch()
    assert overview.overview(path) == overview.Overview((), 0)


def test_newest_first_archived_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "commune.db"
    with Store.create(path) as store:
        for year in (2024, 2026, 2025):
            bare_cycle(store, year)
        cycles.archive(store, store.cycles()[-1])
        cycles.training_copy(store, store.cycles()[0])
    found = overview.overview(path)
    assert [(row.year, row.archived, row.training) for row in found.rows] == [
        (2025, 0, 0), (2024, 0, 0), (2024, 0, 1), (2026, 1, 0),
    ]  # fmt: skip
    assert (found.rows[0].commune_km, found.rows[0].district_en, found.total) == ("ឃុំបន្ទាយនាង", "Mongkol Borei", 4)
    monkeypatch.setattr(overview, "PAGE", 2)
    assert (len(overview.overview(path).rows), overview.overview(path).total) == (2, 4)


def test_what_a_killed_program_stored_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "commune.db"
    code = """
import os, sys
from pathlib import Path
from facilitator.models.store import Store
from tests.models.sample import bare_cycle
bare_cycle(Store.create(Path(sys.argv[1])))
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=True)
    names = {each.name for each in tmp_path.iterdir()}
    log = path.with_name("commune.db-wal").read_bytes()
    assert overview.overview(path).total == 1
    assert due.read(path, dt.date(2026, 11, 22)) == due.Due()
    assert (path.with_name("commune.db-wal").read_bytes(), {each.name for each in tmp_path.iterdir()}) == (log, names)
    monkeypatch.setattr(removable, "MOUNTED_BELOW", (f"{tmp_path}/",))
    assert overview.overview(path) == overview.Overview((), 0, unread=True)


def test_looking_leaves_nothing_beside_the_file(tmp_path: Path) -> None:
    path = tmp_path / "commune.db"
    with Store.create(path) as store:
        bare_cycle(store)
    assert overview.overview(path).total == 1
    assert due.read(path, dt.date(2026, 11, 22)) == due.Due()
    assert [each.name for each in tmp_path.iterdir()] == ["commune.db"]


def test_an_older_schema_waits_for_its_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "commune.db"
    with Store.create(path) as store:
        bare_cycle(store)
    with path.open("r+b") as file:
        file.seek(60)
        file.write(b"\0\0\0\0")
    assert overview.overview(path) == overview.Overview((), 0)


def test_it_is_read_without_the_database_library(tmp_path: Path) -> None:
    path = tmp_path / "commune.db"
    with Store.create(path) as store:
        bare_cycle(store)
    code = (
        "import sys; from pathlib import Path; from facilitator.models.overview import overview;"
        "print(overview(Path(sys.argv[1])).total, 'sqlalchemy' in sys.modules, 'alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "False", "False"]


def test_the_open_database_is_not_read_beside_its_window(tmp_path: Path) -> None:
    with Store.create(tmp_path / "commune.db") as store, pytest.raises(RefusedError, match="open in another window"):
        overview.overview(store.path)
