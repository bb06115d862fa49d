"""All data in a file, from the print page: kinds of file, the survey's answers by choice, sticks that are gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from facilitator.models.sheets import SheetPlace
from facilitator.models.store import Store
from facilitator.models.voting import Voting
from facilitator.ui.context import Context
from facilitator.ui.pages.print import PrintPage
from facilitator.ui.pages.print_data import DataView
from tests.models.sample import full_cycle
from tests.ui.broken_disk import WAYS, BrokenStick
from tests.ui.robots import Robot, unnamed


@pytest.fixture
def view(tmp_path: Path, qtbot: QtBot) -> DataView:
    store = Store.create(tmp_path / "commune.db")
    made = DataView(Context(store, full_cycle(store).id))
    made.destroyed.connect(store.close)
    qtbot.addWidget(made)
    made.show()
    return made


def save(view: DataView, path: Path, qtbot: QtBot) -> str:
    view.save_to(path)
    qtbot.waitUntil(lambda: view.idle, timeout=30_000)
    return view.remark.text()


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_each_kind_of_file_is_written(view: DataView, tmp_path: Path, qtbot: QtBot, form: str) -> None:
    view.form.set_value(form)
    path = tmp_path / f"data.{form}" if form != "csv" else tmp_path / "data"
    assert save(view, path, qtbot) == f"Saved as {path}"
    assert path.exists()
    assert view.save_button.hasFocus() or not view.isActiveWindow()


def test_tables_are_written_again_and_what_others_put_there_is_named(
    view: DataView, tmp_path: Path, qtbot: QtBot
) -> None:
    view.form.set_value("csv")
    view.with_rows.setChecked(True)
    save(view, tmp_path / "data", qtbot)
    (tmp_path / "data" / "notes.txt").write_text("mine")
    view.with_rows.setChecked(False)
    told = save(view, tmp_path / "data", qtbot)
    assert told.endswith("What others have put into that folder was kept: notes.txt")
    assert (tmp_path / "data" / "notes.txt").exists()
    assert not (tmp_path / "data" / "survey-not-for-posting.csv").exists()


def test_nothing_is_written_when_people_begin_to_score_one_by_one(view: DataView, tmp_path: Path, qtbot: QtBot) -> None:
    store, point = view.context.store, view.context.cycle.service_points[0]
    place = SheetPlace(point.id, "citizens", point.villages[0].code, "nobody yet")
    view.save_to(tmp_path / "data.xlsx")
    voting = Voting(store, place, "One by one")
    qtbot.waitUntil(lambda: view.idle, timeout=30_000)
    assert "A group is scoring one by one. Finish it first" in view.remark.text()
    assert not (tmp_path / "data.xlsx").exists()
    voting.close()
    assert save(view, tmp_path / "data.xlsx", qtbot) == f"Saved as {tmp_path / 'data.xlsx'}"


def test_answers_of_respondents_are_written_only_when_ticked(view: DataView, tmp_path: Path, qtbot: QtBot) -> None:
    view.form.set_value("json")
    save(view, tmp_path / "without.json", qtbot)
    assert "survey_not_for_posting" not in json.loads((tmp_path / "without.json").read_text("utf-8"))
    assert view.warning.text() == ""
    view.with_rows.setChecked(True)
    assert "Never post this file" in view.warning.text()
    save(view, tmp_path / "with.json", qtbot)
    assert len(json.loads((tmp_path / "with.json").read_text("utf-8"))["survey_not_for_posting"]) == 1


def test_a_stick_that_is_gone_is_told_and_no_folder_is_made(view: DataView, tmp_path: Path, qtbot: QtBot) -> None:
    told = save(view, tmp_path / "stick" / "data.xlsx", qtbot)
    assert "is not there any more" in told
    assert not (tmp_path / "stick").exists()
    assert view.save_button.isEnabled()


def test_a_full_disk_is_told(view: DataView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("facilitator.files.os.fsync", full)
    assert "no room left" in save(view, tmp_path / "data.xlsx", qtbot)
    assert [path.name for path in tmp_path.iterdir() if "data" in path.name or "part" in path.name] == []


def test_the_dialog_proposes_a_name_without_people(
    view: DataView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        asked.append(Path(start).name)
        return str(tmp_path / "chosen"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    Robot(view).click("data_save")
    qtbot.waitUntil(lambda: view.idle, timeout=30_000)
    assert asked == ["cycle-010201-2026-1.xlsx"]
    assert (tmp_path / "chosen.xlsx").exists()


def test_from_the_papers_and_back(demo_store: Store, qtbot: QtBot) -> None:
    page = PrintPage(Context(demo_store, demo_store.cycles()[-1].id))
    page.composer.hold(True)
    qtbot.addWidget(page)
    page.show()
    robot = Robot(page)
    robot.click("save_data")
    assert page.data.isVisible()
    assert not page.gallery.isVisible()
    assert unnamed(page.data) == []
    robot.focus("data_save")
    robot.press("Escape")
    assert page.gallery.isVisible()
    assert page.saving_part.data_button.hasFocus() or not page.isActiveWindow()
    qtbot.waitUntil(lambda: page.idle, timeout=60_000)


@WAYS
@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_data_that_cannot_be_saved_is_a_sentence(
    view: DataView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, form: str, way: str
) -> None:
    stick = BrokenStick(monkeypatch, tmp_path / "stick", way)
    view.form.set_value(form)
    told = save(view, stick.folder / ("data" if form == "csv" else f"data.{form}"), qtbot)
    stick.check(told)
