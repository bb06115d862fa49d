"""The start page: the list of cycles, finding one among many, and how to begin."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QFileSystemWatcher, QLockFile
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from facilitator import paths
from facilitator.models import backup, removable
from facilitator.models.action import add_action
from facilitator.models.cycle import Cycle
from facilitator.models.overview import CycleRow, Overview
from facilitator.models.store import Store
from facilitator.settings import Settings
from facilitator.ui.pages.start import MOST_SHOWN, StartPage
from facilitator.ui.widgets.basic import Button
from facilitator.ui.widgets.choice import Choice
from tests.samples import add_commune, add_cycle
from tests.ui.robots import Robot, unnamed
from tests.ui.window_robot import WindowRobot

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def row(number: int, **changes: Any) -> CycleRow:
    plain = CycleRow(f"{number:032x}", "010305", "ស្រះជីក", "Srah Chik", "ភ្នំស្រុក", "Phnum Srok", 2026, number, 0, 0)
    return plain._replace(**changes)


@pytest.fixture
def make(qtbot: QtBot) -> Callable[..., Robot]:
    def made(rows: list[CycleRow], last: str = "", own: bool = True, checked: bool = True) -> Robot:
        page = StartPage(Overview(tuple(rows), len(rows)), last, "" if own else "Open here", own, checked)
        page.resize(1366, 768)
        qtbot.addWidget(page)
        robot = Robot(page)
        page.after_first_paint()
        page.focus_first()
        return robot

    return made


def shown(robot: Robot) -> list[str]:
    assert isinstance(robot.window, StartPage)
    assert robot.window.cycles is not None
    return robot.window.cycles.keys()


def test_the_first_start_welcomes_and_proposes_to_begin(make: Callable[..., Robot]) -> None:
    robot = make([], checked=False)
    assert robot.focused() == "start_new"
    assert "Khmer" in robot.widget("start_banner_text", QLabel).text()
    assert robot.called("Try with sample data")
    assert unnamed(robot.window) == []


def test_the_last_cycle_is_proposed_first(make: Callable[..., Robot], qtbot: QtBot) -> None:
    robot = make([row(1), row(2)], last=row(2).id)
    assert robot.focused() == "start_continue"
    assert isinstance(robot.window, StartPage)
    with qtbot.waitSignal(robot.window.cycle_wanted) as wanted:
        robot.press("Space")
    assert wanted.args == [row(2).id]


@pytest.mark.parametrize("typed", ["srah chik", "ស្រះ​ជីក", "010305", "០១០៣០៥", "Phnum", "2026 srah"])
def test_a_cycle_is_found_by_name_code_district_and_year(make: Callable[..., Robot], typed: str) -> None:
    other = row(
        2, commune_code="011001", commune_km="និមិត្ត", commune_en="Nimit", district_en="Poipet", district_km="ប៉ោយប៉ែត"
    )
    robot = make([row(1), other])
    robot.focus("start_cycles_line")
    robot.type(typed)
    assert shown(robot) == [row(1).id]


def test_archived_cycles_and_training_copies_stand_apart(make: Callable[..., Robot]) -> None:
    robot = make([row(1), row(2, training=1), row(3, archived=1)])
    assert shown(robot) == [row(1).id]
    robot.click("start_filter_archived")
    assert shown(robot) == [row(3).id]
    robot.click("start_filter_training")
    assert shown(robot) == [row(2).id]


def test_of_thousands_some_are_shown_and_all_are_found(make: Callable[..., Robot]) -> None:
    rows = [row(n, commune_code=f"{n:06}", year=2000 + n % 20) for n in range(1, 3301)]
    robot = make(rows)
    assert len(shown(robot)) == MOST_SHOWN
    robot.focus("start_cycles_line")
    robot.type("003300")
    assert shown(robot) == [rows[-1].id]


def test_the_opened_database_shows_every_cycle(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "work.db"
    with Store.create(path) as store:
        add_cycle(store, add_commune(store))
    robot = WindowRobot(qtbot, path)
    store = robot.wait_for_store()
    robot.window.show_start()
    assert shown_in(robot) == [store.cycles()[0].id.hex]
    robot.window.close()


def shown_in(robot: WindowRobot) -> list[str]:
    page = robot.window.centralWidget()
    assert isinstance(page, StartPage)
    assert page.cycles is not None
    return page.cycles.keys()


def test_a_training_copy_is_made_opened_and_thrown_away(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "work.db"
    with Store.create(path) as store:
        cycle_id = add_cycle(store, add_commune(store)).id.hex
    robot = WindowRobot(qtbot, path, Settings(language="en", last_cycle=cycle_id))
    store = robot.wait_for_store()
    robot.click("start_training")
    qtbot.waitUntil(lambda: robot.window.view() is not None, timeout=10_000)
    assert robot.heading().endswith("Training copy")
    robot.prepare("cycle")
    robot.click("cycle_delete")
    assert robot.page_name == "page_start"
    assert [cycle.training for cycle in store.all(Cycle)] == [False]
    robot.window.close()


def test_the_sample_data_come_in_a_file_of_their_own(qtbot: QtBot) -> None:
    robot = WindowRobot(qtbot, paths.default_database())
    robot.wait_for_store()
    robot.click("start_sample")
    qtbot.waitUntil(lambda: robot.window.database.path.name == "sample.db", timeout=30_000)
    assert len(robot.wait_for_store().cycles()) == 2
    robot.window.show_start()
    robot.click("start_own")
    assert robot.window.database.path == paths.default_database()
    robot.window.close()


def test_a_database_held_by_another_window_is_a_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "held.db"
    with Store.create(path):
        robot = WindowRobot(qtbot, path)
        assert "open in another window" in robot.widget("start_said_text", QLabel).text()
        robot.window.close()


def test_a_choice_of_kind_is_only_offered_when_there_are_kinds(make: Callable[..., Robot]) -> None:
    robot = make([row(1)])
    assert robot.window.findChild(Choice, "start_filter") is None


def test_a_damaged_database_gives_way_to_its_newest_backup(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "work.db"
    with Store.create(path) as store:
        cycle_id = add_cycle(store, add_commune(store)).id.hex
        backup.make(store, "work")
    damaged = path.read_bytes()[:9000]
    path.write_bytes(damaged)
    robot = WindowRobot(qtbot, path)
    qtbot.waitUntil(
        lambda: any(b.isVisible() for b in robot.window.findChildren(Button, "start_backup")), timeout=15_000
    )
    assert "work.db is damaged" in robot.widget("start_said_text", QLabel).text()
    assert path.read_bytes() == damaged
    robot.focus("start_backup")
    robot.press("Enter")
    assert robot.page_name == "page_backups"
    qtbot.waitUntil(lambda: robot.widget("backups_restore").hasFocus(), timeout=15_000)
    robot.press("Enter")
    robot.wait_for_store()
    assert shown_in(robot) == [cycle_id]
    assert "This is the backup of" in robot.widget("start_said_text", QLabel).text()
    assert damaged in [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    robot.window.close()


def test_damage_without_a_backup_is_only_said(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "work.db"
    Store.create(path).close()
    path.write_bytes(path.read_bytes()[:9000])
    robot = WindowRobot(qtbot, path)
    qtbot.waitUntil(lambda: robot.window.database.is_damaged, timeout=15_000)
    assert "work.db is damaged" in robot.widget("start_said_text", QLabel).text()
    assert robot.window.findChild(Button, "start_backup") is None
    robot.window.close()


def test_what_is_overdue_is_named_after_the_first_paint_and_leads_to_its_follow_up(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "work.db"
    with Store.create(path) as store:
        cycle = add_cycle(store, add_commune(store))
        with store.transaction("Plan", cycle=cycle):
            add_action(cycle, "A", "សង់លូ").end = dt.date(2020, 1, 1)
            add_action(cycle, "A", "ផ្លូវ").end = dt.date.today() + dt.timedelta(10)
    robot = WindowRobot(qtbot, path)
    assert robot.widget("start_overdue", QLabel).text() == "1 activity is overdue."
    assert robot.widget("start_soon", QLabel).text() == "1 activity ends within 30 days."
    assert "01/01/2020" in robot.widget("start_due_1", QLabel).text()
    assert unnamed(robot.window) == []
    robot.wait_for_store()
    robot.click("start_follow_up")
    qtbot.waitUntil(lambda: robot.window.view() is not None, timeout=10_000)
    view = robot.window.view()
    assert view is not None
    assert view.stage == "follow_up"
    robot.window.close()


def test_without_anything_due_the_start_page_says_nothing_of_it(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "work.db"
    with Store.create(path) as store:
        add_cycle(store, add_commune(store))
    robot = WindowRobot(qtbot, path)
    robot.wait_for_store()
    assert robot.window.findChild(QWidget, "start_due") is None
    robot.window.close()


def wait_for_offer(robot: WindowRobot) -> None:
    """Until the button that opens a database on a stick is on show; a moment before that it takes no focus."""

    def is_shown() -> bool:
        button = robot.window.findChild(Button, "start_stick")
        return button is not None and button.isVisible()

    robot.qtbot.waitUntil(is_shown, timeout=15_000)


@pytest.fixture
def on_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with one cycle on what the program takes for a memory stick."""
    monkeypatch.setattr(removable, "MOUNTED_BELOW", (f"{tmp_path}/",))
    path = tmp_path / "work.db"
    with Store.create(path) as store:
        add_cycle(store, add_commune(store))
    return path


def test_a_database_on_a_stick_is_opened_only_when_somebody_says_so(qtbot: QtBot, on_stick: Path) -> None:
    before = on_stick.read_bytes()
    robot = WindowRobot(qtbot, on_stick)
    wait_for_offer(robot)
    assert "lies on a memory stick" in robot.widget("start_said_text", QLabel).text()
    assert (robot.window.database.store, on_stick.read_bytes()) == (None, before)
    robot.focus("start_stick")
    robot.press("Enter")
    store = robot.wait_for_store()
    assert shown_in(robot) == [cycle.id.hex for cycle in store.cycles()]
    assert robot.widget("start_said_text", QLabel).text() == ""
    robot.window.close()


def left_behind(path: Path) -> None:
    """Leave a database on the disk as a stick that was pulled out does: with its log, never closed."""
    code = """
import os, sys
from pathlib import Path
from facilitator.models.store import Store
from tests.samples import add_commune, add_cycle
with Store.create(Path(sys.argv[1])) as store:
    add_cycle(store, add_commune(store))
store = Store.open(Path(sys.argv[1]))
add_cycle(store, store.cycles()[0].commune, 2031)
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=True)


@pytest.mark.parametrize("was_closed", [True, False])
def test_looking_at_a_database_on_a_stick_writes_nothing(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, was_closed: bool
) -> None:
    stick, own = tmp_path / "stick", tmp_path / "laptop" / "work.db"
    stick.mkdir()
    path = stick / "work.db"
    left_behind(path)
    if was_closed:
        Store.open(path).close()
        shutil.rmtree(stick / "work.db-backups", ignore_errors=True)
    else:
        assert (stick / "work.db-wal").stat().st_size
    monkeypatch.setattr(removable, "MOUNTED_BELOW", (f"{stick}/",))
    robot = WindowRobot(qtbot, own)
    robot.wait_for_store()
    before = content_of(stick)
    written: list[str] = []
    watcher = QFileSystemWatcher([str(stick)])
    watcher.directoryChanged.connect(written.append)

    assert robot.window.open_database(path)
    for _again in range(2):
        wait_for_offer(robot)
        place = robot.widget("start_banner_text", QLabel).text()
        if was_closed:
            assert len(shown_in(robot)) == 2
            assert place == "Looked at, not opened: work.db"
        else:
            assert robot.window.findChild(QWidget, "start_cycles") is None
            assert place == "work.db was not closed properly. What is in it is shown once it is open."
        robot.window.use_language("en")
    qtbot.wait(50)
    assert (content_of(stick), written) == (before, [])

    wait_for_offer(robot)
    robot.focus("start_stick")
    robot.press("Enter")
    robot.wait_for_store()
    qtbot.waitUntil(lambda: robot.widget("start_banner_text", QLabel).text() == "Open here: work.db", timeout=5000)
    assert len(shown_in(robot)) == 2
    assert (stick / "work.db.lock").exists()
    robot.window.close()


def test_a_database_on_a_stick_that_is_open_elsewhere_by_now_is_not_opened(qtbot: QtBot, on_stick: Path) -> None:
    robot = WindowRobot(qtbot, on_stick)
    wait_for_offer(robot)
    lock = QLockFile(f"{on_stick}.lock")
    assert lock.tryLock(0)
    robot.focus("start_stick")
    robot.press("Enter")
    assert "open in another window" in robot.widget("start_said_text", QLabel).text()
    assert robot.window.database.store is None
    robot.window.close()
    lock.unlock()


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, with what is in it."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
