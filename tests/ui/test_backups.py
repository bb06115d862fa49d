"""The light of the database's health, the page behind it, copies on sticks, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from facilitator.models import backup, database, elsewhere, health
from facilitator.models.store import Store
from facilitator.ui import backups
from facilitator.ui.pages import backups_copy
from facilitator.ui.pages.backups import BackupsPage
from tests.models.sample import full_cycle
from tests.ui.broken_disk import WAYS, BrokenStick
from tests.ui.window_robot import WindowRobot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store.create(tmp_path / "work.db") as store:
        full_cycle(store)
        backup.make(store, "work")
        with store.transaction("A later title"):
            store.cycles()[0].title_en = "later"
    return store.path


@pytest.fixture
def robot(qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WindowRobot]:
    monkeypatch.setattr(backups, "FIRST_MS", 50)
    made = WindowRobot(qtbot, path)
    made.wait_for_store()
    yield made
    made.window.close()


def light(robot: WindowRobot) -> str:
    return robot.widget("health_light").accessibleName()


def wait_for_light(robot: WindowRobot, words: str) -> None:
    robot.qtbot.waitUntil(lambda: light(robot) == words, timeout=15_000)


def open_page(robot: WindowRobot) -> BackupsPage:
    robot.focus("health_light")
    robot.press("Enter")
    return robot.widget("page_backups", BackupsPage)


def preview(robot: WindowRobot, page: BackupsPage, number: int) -> str:
    page.restoring.list.chosen.emit(str(number))
    robot.qtbot.waitUntil(lambda: page.restoring.heading.isVisible(), timeout=15_000)
    return " ".join(label.text() for label in page.restoring.lines.findChildren(QLabel))


def test_the_light_is_green_on_the_start_page_and_in_a_cycle(robot: WindowRobot) -> None:
    wait_for_light(robot, "Backups are in order")
    store = robot.wait_for_store()
    robot.open_cycle(str(store.cycles()[0].id))
    assert light(robot) == "Backups are in order"
    page = open_page(robot)
    assert "as they were stored" in page.banner.text()
    robot.focus("backups_back")
    robot.press("Enter")
    assert robot.page_name == "cycle_view"


def test_damage_that_leaves_valid_text_turns_the_light_red_and_leads_back(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = database.driver().connect(str(path), isolation_level=None)
    connection.execute("UPDATE remark SET text = text || '់'").close()
    connection.close()
    monkeypatch.setattr(backups, "FIRST_MS", 50)
    robot = WindowRobot(qtbot, path)
    wait_for_light(robot, "Damage found")
    assert "not as they were stored (remark" in robot.widget("start_said_text", QLabel).text()
    assert len(backup.list_backups(backup.folder_of(path))) == 1
    robot.focus("start_backup")
    robot.press("Enter")
    qtbot.waitUntil(lambda: robot.widget("backups_restore").hasFocus(), timeout=15_000)
    robot.press("Enter")
    robot.wait_for_store()
    assert path.with_name("work-damaged-1.db").exists()
    wait_for_light(robot, "Backups are in order")
    robot.window.close()


def test_records_that_somebody_looked_at_can_be_kept(qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = database.driver().connect(str(path), isolation_level=None)
    connection.execute("UPDATE remark SET text = 'ល្អ'").close()
    connection.close()
    monkeypatch.setattr(backups, "FIRST_MS", 50)
    robot = WindowRobot(qtbot, path)
    wait_for_light(robot, "Damage found")
    page = open_page(robot)
    robot.focus("backups_accept")
    robot.press("Enter")
    qtbot.waitUntil(lambda: "as they were stored, and" in page.banner.text(), timeout=15_000)
    assert not robot.widget("backups_accept").isVisible()
    robot.window.close()


def test_going_back_shows_first_what_would_differ_and_can_be_left(robot: WindowRobot, path: Path) -> None:
    wait_for_light(robot, "Backups are in order")
    page = open_page(robot)
    told = preview(robot, page, 1)
    assert "A later title" in told
    assert "1 not the same" in told
    robot.focus("backups_keep")
    robot.press("Enter")
    assert not robot.widget("backups_restore").isVisible()
    preview(robot, page, 1)
    robot.focus("backups_restore")
    robot.press("Enter")
    assert robot.wait_for_store().cycles()[0].title_en != "later"
    assert "What was there before is kept" in robot.widget("start_said_text", QLabel).text()
    assert path.with_name("work-replaced-1.db").exists()


def test_a_stick_gets_a_copy_with_one_press(
    robot: WindowRobot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "STICK"
    stick.mkdir()
    monkeypatch.setattr(backups_copy, "sticks", lambda: [stick])
    page = open_page(robot)
    robot.focus("backups_stick_0")
    robot.press("Enter")
    robot.qtbot.waitUntil(lambda: "The copy is complete" in page.copies.remark.text(), timeout=15_000)
    (copy,) = stick.iterdir()
    assert elsewhere.fetch(copy, "", tmp_path / "look").digest == backup_of(robot).digest
    robot.qtbot.waitUntil(lambda: robot.window.database.health is not None, timeout=15_000)
    page.restoring.open_file(copy)
    robot.qtbot.waitUntil(lambda: page.restoring.heading.isVisible(), timeout=15_000)
    assert not robot.widget("backups_restore").isVisible()  # it holds the same


def backup_of(robot: WindowRobot) -> backup.Backup:
    newest = backup.newest_sound(backup.folder_of(robot.window.database.path))
    assert newest is not None
    return newest


def test_a_short_passphrase_and_an_open_group_are_refused_beside_the_button(robot: WindowRobot, tmp_path: Path) -> None:
    page = open_page(robot)
    robot.focus("backups_use_passphrase")
    robot.press("Enter")
    page.copies.passphrase.setText("short")
    page.copies.copy_to(tmp_path / "stick")
    assert "8 characters" in page.copies.remark.text()
    page.copies.passphrase.clear()
    robot.wait_for_store().backups_paused = True
    page.copies.copy_to(tmp_path / "stick")
    assert "one by one" in page.copies.remark.text()
    robot.wait_for_store().backups_paused = False
    assert not (tmp_path / "stick").exists()


def test_an_old_copy_makes_the_light_amber(robot: WindowRobot, monkeypatch: pytest.MonkeyPatch) -> None:
    wait_for_light(robot, "Backups are in order")
    monkeypatch.setattr(health, "FIRST_COPY", 0)
    robot.window.database.examine()
    wait_for_light(robot, "Backups: please look")
    page = open_page(robot)
    assert "no copy outside" in page.banner.text()


def test_a_copy_that_is_none_is_refused_in_words(robot: WindowRobot, tmp_path: Path) -> None:
    page = open_page(robot)
    (tmp_path / "strange.backup").write_bytes(b"strange")
    page.restoring.open_file(tmp_path / "strange.backup")
    robot.qtbot.waitUntil(lambda: "not a backup" in page.restoring.banner.text(), timeout=15_000)
    (tmp_path / "closed.age").write_bytes(b"age-encryption.org/v1\n")
    page.restoring.open_file(tmp_path / "closed.age")
    robot.qtbot.waitUntil(lambda: page.restoring.passphrase.isVisible(), timeout=15_000)
    assert "passphrase" in page.restoring.banner.text()
    assert not page.restoring.heading.isVisible()


@WAYS
def test_a_copy_that_cannot_be_made_is_a_sentence(
    robot: WindowRobot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    page = open_page(robot)
    stick = BrokenStick(monkeypatch, tmp_path / "stick", way)
    page.copies.copy_to(stick.folder)
    robot.qtbot.waitUntil(lambda: "being made" not in page.copies.remark.text(), timeout=15_000)
    stick.check(page.copies.remark.text())
