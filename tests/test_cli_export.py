"""`facilitator export`: what it writes and says, and what it refuses."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from facilitator import cli
from facilitator.folders import LIST
from facilitator.models.store import Store
from tests.models.sample import bare_cycle, full_cycle

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "commune.db"
    with Store.create(path) as store:
        full_cycle(store)
    return path


@pytest.fixture
def run(database: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def export(*words: object, language: str = "en") -> tuple[int, str, str]:
        asked = ["export", *map(str, words), "--database", str(database), "--language", language]
        status = cli.main(asked)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return export


def test_a_workbook(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "all.xlsx"
    status, out, err = run("xlsx", "--out", path)
    assert (status, out) == (0, f"{path}\n")
    assert "not for posting" in err
    assert load_workbook(path)["cycle"]["B2"].value == 2026


def test_json_and_both_kinds_of_csv(run: Run, tmp_path: Path) -> None:
    assert run("json", "--out", tmp_path / "all.json")[0] == 0
    assert json.loads((tmp_path / "all.json").read_text("utf-8"))["cycle"][0]["year"] == 2026
    status, out, _err = run("csv", "--out", tmp_path / "tables")
    assert status == 0
    names = [Path(line) for line in out.splitlines()]
    assert tmp_path / "tables" / "votes.csv" in names
    assert all(path.exists() for path in names)
    assert run("csv", "--out", tmp_path / "all.csv")[0] == 0
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.reader(file)) == ["table", "row", "column", "value"]


def test_a_folder_is_replaced_as_a_whole_and_what_others_put_there_is_named(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    run("csv", "--survey-rows", "--out", folder)
    (folder / "notes.txt").write_text("mine")
    status, out, err = run("csv", "--out", folder)
    assert status == 0
    assert set(folder.rglob("*.*")) == {*map(Path, out.splitlines()), folder / LIST, folder / "notes.txt"}
    assert not (folder / "survey-not-for-posting.csv").exists()
    assert f"What others have put into that folder was kept: {folder / 'notes.txt'}" in err
    assert (folder / "notes.txt").read_text() == "mine"


def test_a_folder_with_files_of_others_is_not_touched(run: Run, tmp_path: Path) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    status, out, err = run("csv", "--out", tmp_path)
    assert (status, out) == (1, "")
    assert "holds what no export has written: commune.db. Choose another folder or name." in err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_rows_of_respondents_by_choice(run: Run, tmp_path: Path) -> None:
    run("json", "--out", tmp_path / "a.json")
    run("json", "--survey-rows", "--out", tmp_path / "b.json")
    without, with_ = (json.loads((tmp_path / name).read_text("utf-8")) for name in ("a.json", "b.json"))
    assert set(with_) - set(without) == {"survey_not_for_posting"}
    assert len(with_["survey_not_for_posting"]) == 1


def test_the_same_again_has_the_same_bytes(run: Run, tmp_path: Path) -> None:
    for form in ("xlsx", "json"):
        made = []
        for name in ("a", "b"):
            run(form, "--out", tmp_path / name)
            made.append((tmp_path / name).read_bytes())
        assert made[0] == made[1]


@pytest.mark.parametrize("language", ["en", "km"])
def test_several_cycles_need_a_name(run: Run, database: Path, tmp_path: Path, language: str) -> None:
    with Store.open(database) as store:
        other = str(bare_cycle(store, year=2027).id)
    status, out, err = run("xlsx", "--out", tmp_path / "all.xlsx", language=language)
    assert (status, out) == (1, "")
    assert other in err
    assert not (tmp_path / "all.xlsx").exists()
    assert run("xlsx", "--cycle", other, "--out", tmp_path / "all.xlsx")[0] == 0


@pytest.mark.parametrize(
    "words", [["ods", "--out", "x"], ["xlsx"], ["--out", "x"], ["xlsx", "--out", "x", "--paper", "y"]]
)
def test_what_is_not_understood_exits_2(run: Run, words: list[str]) -> None:
    assert run(*words)[0] == 2


def test_a_full_disk_leaves_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch:
        patch.setattr("facilitator.files.os.fsync", full)
        for form, name in (("xlsx", "all.xlsx"), ("json", "all.json"), ("csv", "tables")):
            status, out, err = run(form, "--out", tmp_path / "out" / name)
            assert (status, out) == (1, "")
            assert "no room left" in err
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == []


def test_a_folder_in_the_way_and_a_place_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken.xlsx").mkdir()
    for path in (tmp_path / "taken.xlsx", tmp_path / "commune.db" / "all.xlsx", Path("/proc/nowhere/all.xlsx")):
        status, out, err = run("xlsx", "--out", path)
        assert (status, out) == (1, "")
        assert err.strip()
    assert list((tmp_path / "taken.xlsx").iterdir()) == []


def test_a_database_that_is_held_is_refused(run: Run, database: Path, tmp_path: Path) -> None:
    with Store.open(database):
        status, out, _err = run("xlsx", "--out", tmp_path / "all.xlsx")
    assert (status, out) == (1, "")
    assert not (tmp_path / "all.xlsx").exists()
