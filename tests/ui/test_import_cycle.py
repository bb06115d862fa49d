"""The page that takes a cycle from a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from facilitator.models.history import HistoryEntry
from facilitator.models.meeting import Meeting
from facilitator.ui.database import Database
from facilitator.ui.pages.import_cycle import ImportCyclePage
from tests.ui.robots import Robot, unnamed


class ImportRobot(Robot):
    """Chooses workbooks and reads what the page says about them."""

    def __init__(self, page: ImportCyclePage, qtbot: QtBot) -> None:
        super().__init__(page)
        self.page, self._qtbot = page, qtbot

    def choose(self, path: Path) -> None:
        waiting = self.page.banner
        self.page.choose(path)
        self._qtbot.waitUntil(lambda: bool(waiting.text()) and "being read" not in waiting.text(), timeout=20_000)

    def template(self, path: Path) -> Path:
        self.page.save_template(path)
        self._qtbot.waitUntil(lambda: path.name in self.page.saved.text(), timeout=20_000)
        return path

    def lines(self) -> list[str]:
        """The lines under the banner that are on show."""
        return self.page.lines.texts()

    def can(self, name: str) -> bool:
        button = self.widget(name, QPushButton)
        return button.isVisible() and button.isEnabled()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path / "laptop.db", "")
    yield made
    made.close()


@pytest.fixture
def robot(qtbot: QtBot, database: Database) -> ImportRobot:
    page = ImportCyclePage(database)
    page.resize(1000, 700)
    qtbot.addWidget(page)
    return ImportRobot(page, qtbot)


def spoiled(path: Path, sheet: str, cell: str, value: object) -> Path:
    book = load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    return path


def test_from_the_empty_workbook_to_a_cycle(robot: ImportRobot, qtbot: QtBot, tmp_path: Path) -> None:
    assert not robot.can("import_store")
    robot.choose(robot.template(tmp_path / "cycle.xlsx"))
    assert robot.page.banner.text() == "A new cycle will be made: Banteay Neang 2026, round 1"
    assert "Services: 1 new" in robot.lines()
    with qtbot.waitSignal(robot.page.made) as made:
        robot.click("import_store")
    store = robot.page._database.store
    assert store is not None
    assert made.args == [str(store.cycles()[0].id)]


def test_a_second_time_only_opens(robot: ImportRobot, qtbot: QtBot, tmp_path: Path) -> None:
    robot.choose(robot.template(tmp_path / "cycle.xlsx"))
    robot.click("import_store")
    robot.choose(tmp_path / "cycle.xlsx")
    assert "already" in robot.page.banner.text()
    assert (robot.can("import_store"), robot.can("import_open")) == (False, True)
    with qtbot.waitSignal(robot.page.made) as made:
        robot.click("import_open")
    assert robot.page._database.store is not None
    assert made.args == [str(robot.page._database.store.cycles()[0].id)]


def test_what_is_wrong_is_listed_by_row(robot: ImportRobot, tmp_path: Path) -> None:
    path = robot.template(tmp_path / "cycle.xlsx")
    spoiled(spoiled(path, "service_points", "B2", "railway"), "targets", "C1", "colour")
    robot.choose(path)
    assert not robot.can("import_store")
    assert robot.lines()[0].startswith("Sheet service_points, row 2, column kind: “railway” is not known here.")
    assert robot.lines()[-1] == "Sheet targets, column colour: unknown, not imported."
    robot.choose(robot.template(tmp_path / "other.xlsx"))
    assert robot.can("import_store")


def test_what_is_no_workbook_is_refused_in_a_line(robot: ImportRobot, tmp_path: Path) -> None:
    path = tmp_path / "letter.xlsx"
    path.write_text("Dear commune chief")
    robot.choose(path)
    assert "letter.xlsx" in robot.page.banner.text()
    assert not robot.can("import_store")


def test_every_widget_has_a_name_in_both_languages(
    qtbot: QtBot, database: Database, use_language: Callable[[str], None]
) -> None:
    for language in ("km", "en"):
        use_language(language)
        page = ImportCyclePage(database)
        qtbot.addWidget(page)
        page.show()
        assert unnamed(page) == []


def test_what_is_finished_is_corrected_when_somebody_says_why(robot: ImportRobot, qtbot: QtBot, tmp_path: Path) -> None:
    robot.choose(robot.template(tmp_path / "cycle.xlsx"))
    robot.click("import_store")
    store = robot.page._database.store
    assert store is not None
    cycle = store.cycles()[0]
    point = cycle.service_points[0]
    with store.transaction("Session", cycle=cycle):
        cycle.meetings.append(Meeting(stage="criteria", service_point=point, closed_on=dt.date(2026, 3, 2)))
    book = load_workbook(tmp_path / "cycle.xlsx")
    heads = [cell.value for cell in book["criteria"][1]]
    changed = spoiled(tmp_path / "cycle.xlsx", "criteria", f"{chr(65 + heads.index('text_en'))}2", "Other words")
    robot.choose(changed)
    assert "would change what is finished" in robot.page.banner.text()
    assert robot.lines()[0].startswith("Sheet criteria, row 2: This meeting is finished")
    assert (robot.can("import_store"), robot.focused()) == (False, "import_reason")
    robot.type("Written down wrongly")
    robot.press("Enter")
    assert "Criteria: 1 changed" in robot.lines()
    with qtbot.waitSignal(robot.page.made):
        robot.click("import_store")
    assert point.criteria[0].text_en == "Other words"
    entry = store.all(HistoryEntry)[-1]
    assert entry.reason == "Written down wrongly"
    robot.choose(robot.template(tmp_path / "other.xlsx"))
    assert not robot.page.reason_field.isVisible()
