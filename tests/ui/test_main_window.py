"""The window: stages, language, undo, what is remembered, and what happens when something goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from facilitator import i18n, settings
from facilitator.models.cycle import Cycle
from facilitator.models.stages import STAGES
from facilitator.models.store import Store
from facilitator.settings import Settings
from facilitator.ui import backups, cycle_view
from facilitator.ui.pages.results import ResultsPage
from facilitator.ui.trouble import Catcher
from tests.samples import add_commune, add_cycle
from tests.ui.robots import unnamed
from tests.ui.window_robot import WindowRobot

VILLAGER = "Sok"

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with two cycles of one commune."""
    path = tmp_path / "work.db"
    with Store.create(path) as store:
        commune = add_commune(store)
        add_cycle(store, commune, 2025)
        add_cycle(store, commune, 2026)
    return path


@pytest.fixture
def robot(qtbot: QtBot, path: Path) -> Iterator[WindowRobot]:
    robot = WindowRobot(qtbot, path)
    yield robot
    robot.window.close()


def newest(robot: WindowRobot) -> Cycle:
    return robot.wait_for_store().cycles()[-1]


def test_every_stage_opens_by_its_key_and_has_a_guide(robot: WindowRobot) -> None:
    robot.open_cycle(str(newest(robot).id))
    for key in STAGES:
        robot.view.show_stage(key)
        assert robot.view.stage == key
        assert robot.view.guide.browser.toPlainText().strip()


def test_every_stage_is_the_same_after_a_change_of_language(robot: WindowRobot) -> None:
    robot.open_cycle(str(newest(robot).id), "prepare")
    assert robot.heading() == "Banteay Neang, Mongkol Borei | 2026, round 1"
    robot.click("language")
    assert i18n.screen_language() == "km"
    assert robot.view.stage == "prepare"
    assert robot.heading().startswith("បន្ទាយនាង, មង្គលបូរី | ")
    assert "២០២៦" in robot.heading()
    assert robot.window.chosen.language == "km"
    assert unnamed(robot.window) == []


def test_keys_lead_to_stages_regions_and_start_page(robot: WindowRobot) -> None:
    robot.open_cycle(str(newest(robot).id), "prepare")
    robot.press("Alt+Down")
    assert robot.view.stage == "information"
    robot.press("Ctrl+1")
    assert robot.view.stage == "prepare"
    robot.view.focus_page()
    robot.press("Alt+Up")
    assert robot.view.stage == "print"
    robot.widget("stage_print").setFocus()
    assert robot.focused() == "stage_print"
    robot.view._next_region()
    assert robot.focused() != "stage_print"
    robot.window.show_start()
    assert robot.page_name == "page_start"


def test_what_is_missing_follows_a_change_and_undo_takes_it_back(robot: WindowRobot, qtbot: QtBot) -> None:
    cycle = newest(robot)
    robot.open_cycle(str(cycle.id), "prepare")
    assert "facilitators" in robot.missing("prepare")
    with robot.view.context.gesture("Person added"):
        from facilitator.models.preparing import add_person

        add_person(robot.view.context.cycle, "facilitator", "Sok")
    assert robot.status() == "Person added"
    qtbot.waitUntil(lambda: "complete" in robot.widget("stage_prepare").accessibleDescription(), timeout=3000)
    robot.click("undo")
    assert "facilitators" in robot.missing("prepare")
    assert robot.status() == "Undone: Person added"
    robot.click("redo")
    assert "complete" in robot.missing("prepare")


def test_results_are_worked_out_ahead_only_near_them(
    robot: WindowRobot, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cycle_view, "REST_MS", 20)
    robot.open_cycle(str(newest(robot).id), "budget")
    qtbot.wait(100)
    assert robot.view.findChild(ResultsPage) is None
    robot.view.show_stage("scoring")
    qtbot.waitUntil(lambda: robot.view.findChild(ResultsPage) is not None)
    assert robot.view.stage == "scoring"


def test_undoing_the_making_of_the_open_cycle_leads_to_the_start_page(robot: WindowRobot) -> None:
    store = robot.wait_for_store()
    with store.transaction("New cycle"):
        made = Cycle(commune=store.cycles()[0].commune, year=2027, round=1)
        store.session.add(made)
    robot.open_cycle(str(made.id))
    robot.click("undo")
    assert robot.page_name == "page_start"


def test_the_last_cycle_and_stage_are_remembered(robot: WindowRobot, qtbot: QtBot, path: Path) -> None:
    cycle_id = newest(robot).id.hex
    robot.open_cycle(cycle_id, "survey")
    robot.window.close()
    remembered = settings.load()
    assert (remembered.last_cycle, remembered.last_page) == (cycle_id, "survey")
    again = WindowRobot(qtbot, path, remembered)
    assert again.focused() == "start_continue"
    again.press("Space")
    qtbot.waitUntil(lambda: again.window.view() is not None, timeout=15_000)
    assert again.view.stage == "survey"
    again.window.close()


def test_the_guide_folds_on_a_narrow_screen(robot: WindowRobot) -> None:
    robot.open_cycle(str(newest(robot).id))
    assert not robot.view.guide.is_folded()
    robot.window.resize(1024, 768)
    assert robot.view.guide.is_folded()
    robot.window.resize(1366, 768)
    assert not robot.view.guide.is_folded()


def test_an_unexpected_error_shows_a_calm_page_and_the_work_goes_on(robot: WindowRobot, user_folders: Path) -> None:
    robot.open_cycle(str(newest(robot).id), "prepare")
    catcher = Catcher(robot.window)
    try:
        raise RuntimeError(f"votes of {VILLAGER}")
    except RuntimeError as error:
        catcher.catch(type(error), error, error.__traceback__)
    assert robot.page_name == "page_trouble"
    report = Path(robot.widget("trouble_report", QLabel).text())
    assert report.exists()
    assert VILLAGER not in report.read_text()
    robot.click("trouble_go_on")
    assert robot.view.stage == "prepare"


def test_a_backup_is_made_at_the_start_and_after_changes_at_the_exit(
    robot: WindowRobot, qtbot: QtBot, path: Path
) -> None:
    store = robot.wait_for_store()
    folder = path.with_name("work.db-backups")
    keeper = robot.window.database.findChild(backups.Backups)
    assert keeper is not None
    keeper.begin()
    qtbot.waitUntil(lambda: len(list(folder.glob("*-start.backup"))) == 1, timeout=10_000)
    with store.transaction("Change"):
        store.cycles()[0].title_en = "Changed"
    robot.window.close()
    assert len(list(folder.glob("*-exit.backup"))) == 1


@pytest.mark.parametrize(
    "content", [b"not a database" * 20, b"SQLite format 3\0" + b"\1" * 200], ids=["text", "sqlite"]
)
def test_a_file_that_is_not_ours_is_a_sentence_and_stays_as_it_was(
    qtbot: QtBot, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "photo.db"
    path.write_bytes(content)
    robot = WindowRobot(qtbot, path)
    qtbot.waitUntil(lambda: not robot.window.database._loading, timeout=15_000)
    assert "photo.db" in robot.widget("start_said_text", QLabel).text()
    robot.window.close()
    assert path.read_bytes() == content


def test_another_database_takes_the_place_of_the_first(robot: WindowRobot, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    Store.create(other).close()
    robot.wait_for_store()
    assert robot.window.open_database(other)
    assert robot.window.database.path == other
    assert robot.wait_for_store().cycles() == []
    assert robot.window.chosen.last_database == str(other)


def test_settings_that_cannot_be_written_do_not_stop_the_work(
    robot: WindowRobot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from facilitator.errors import UserError

    def refuse(_settings: Settings) -> None:
        raise UserError("read-only")

    monkeypatch.setattr(settings, "save", refuse)
    robot.open_cycle(str(newest(robot).id), "survey")
    assert robot.window.chosen.last_page == "survey"
