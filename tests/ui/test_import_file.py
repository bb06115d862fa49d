"""The card that takes scores and attendance from a file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from facilitator.models.history import HistoryEntry
from facilitator.models.store import Store
from facilitator.ui.context import Context
from facilitator.ui.pages.import_file import ImportPanel
from tests.models.test_imports_votes import BALLOT, POLITE, TALLY, VILLAGE, ballot, counts, finish, stored, written
from tests.samples import add_commune, add_cycle
from tests.ui.broken_disk import WAYS, BrokenStick
from tests.ui.robots import Robot, unnamed


class ImportRobot(Robot):
    """Chooses files and reads what the card says about them."""

    def __init__(self, panel: ImportPanel, qtbot: QtBot) -> None:
        super().__init__(panel)
        self.panel, self._qtbot = panel, qtbot

    def choose(self, path: Path, kind: str = "votes") -> None:
        self.panel.choose(kind, path)
        self._qtbot.waitUntil(lambda: bool(self.panel.banner.text()), timeout=20_000)

    def store(self, button: str = "import_store") -> None:
        self.click(button)
        self._qtbot.waitUntil(self.panel.waiting.isHidden, timeout=20_000)

    def write_reason(self, text: str) -> None:
        self.focus("import_reason")
        self.type(text)
        self.press("Enter")
        self._qtbot.waitUntil(self.panel.waiting.isHidden, timeout=20_000)

    def lines(self) -> list[str]:
        return self.panel.lines.texts()

    def can(self, name: str) -> bool:
        button = self.widget(name, QPushButton)
        return button.isVisible() and button.isEnabled()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        add_cycle(made, add_commune(made))
        yield made


@pytest.fixture
def robot(qtbot: QtBot, store: Store) -> Iterator[ImportRobot]:
    context = Context(store, store.cycles()[0].id)
    panel = ImportPanel(context)
    panel.resize(900, 700)
    qtbot.addWidget(panel)
    yield ImportRobot(panel, qtbot)
    context.close()


def test_a_file_is_shown_imported_and_taken_back(robot: ImportRobot, store: Store, tmp_path: Path) -> None:
    robot.click("import_open")
    robot.choose(written(tmp_path / "ballots.csv", [BALLOT, ballot(4), ballot(5)]))
    assert robot.lines() == ["Health centre, Village 1, Women: 2 ballots"]
    assert counts(store) == {}
    robot.store()
    assert counts(store) == {4: 1, 5: 1}
    assert "Undo takes it back" in robot.panel.banner.text()
    store.undo()
    assert counts(store) == {}


def test_what_is_wrong_is_listed_by_row(robot: ImportRobot, store: Store, tmp_path: Path) -> None:
    before = stored(store)
    robot.choose(written(tmp_path / "v.xlsx", [[*BALLOT, "note"], [*ballot(9), ""], [*ballot(group="x"), ""]]))
    assert not robot.can("import_store")
    assert not robot.can("import_replace")
    first, second, unknown = robot.lines()
    assert first.startswith("Sheet votes, row 2, column health_centre.staff_polite: 9 is not possible here.")
    assert second.startswith("Sheet votes, row 3, column group: “x” is not known here.")
    assert unknown == "Sheet votes, column note: unknown, not imported."
    assert stored(store) == before


def test_the_same_file_again_and_another_one(robot: ImportRobot, store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "ballots.csv", [BALLOT, ballot(4)])
    robot.choose(path)
    robot.store()
    robot.choose(path)
    assert "already" in robot.panel.banner.text()
    assert not robot.can("import_store")
    robot.choose(written(tmp_path / "other.csv", [BALLOT, ballot(1)]))
    assert (robot.can("import_store"), robot.can("import_replace")) == (False, True)
    robot.store("import_replace")
    assert counts(store) == {1: 1}


def test_reading_can_be_cancelled(robot: ImportRobot, store: Store, tmp_path: Path, qtbot: QtBot) -> None:
    path = written(tmp_path / "ballots.csv", [BALLOT, *[ballot(4)] * 60_000])
    before = stored(store)
    robot.panel.progress.valueChanged.connect(lambda value: robot.click("import_cancel") if value > 0 else None)
    robot.panel.choose("votes", path)
    qtbot.waitUntil(lambda: "Nothing was stored" in robot.panel.banner.text(), timeout=20_000)
    time.sleep(0.2)
    qtbot.wait(50)
    assert not robot.can("import_store")
    assert stored(store) == before


def test_attendance_by_its_template(robot: ImportRobot, store: Store, tmp_path: Path, qtbot: QtBot) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "attendance.xlsx"
    robot.panel.save_template("attendance", path)
    qtbot.waitUntil(lambda: path.name in robot.panel.saved.text(), timeout=20_000)
    book = load_workbook(path)
    book["attendance"]["G2"] = 12
    book.save(path)
    robot.choose(path, "attendance")
    assert robot.lines()[0].startswith("attendance: 1 new")
    robot.store()
    assert store.cycles()[0].meetings[0].attendance[0].total == 12


def test_what_cannot_be_read_is_said_in_a_line(robot: ImportRobot, tmp_path: Path) -> None:
    path = tmp_path / "letter.xlsx"
    path.write_text("Dear commune chief")
    robot.choose(path)
    assert "letter.xlsx" in robot.panel.banner.text()


def test_what_is_finished_is_corrected_when_somebody_says_why(robot: ImportRobot, store: Store, tmp_path: Path) -> None:
    finish(store)
    row = ["health_centre", VILLAGE, "citizens", "women", POLITE, "all", "votes", 0, 0, 5, 0, 0]
    before = stored(store)
    robot.choose(written(tmp_path / "again.xlsx", [TALLY, row]))
    assert "finished" in robot.panel.banner.text()
    assert robot.lines()[0].startswith("Sheet votes, row 2: These scores are finished")
    assert (robot.can("import_store"), robot.focused()) == (False, "import_reason")
    assert stored(store) == before
    robot.write_reason("Counted again")
    assert robot.lines() == ["votes: 1 changed"]
    robot.store()
    assert counts(store) == {3: 5}
    assert [card.corrected_on is not None for card in store.cycles()[0].service_points[0].cards] == [True, False]
    assert store.all(HistoryEntry)[-1].reason == "Counted again"
    assert robot.panel.reason.value() == ""
    store.undo()
    assert counts(store) == {3: 4}


def test_a_reason_does_not_let_what_is_wrong_in(robot: ImportRobot, store: Store, tmp_path: Path) -> None:
    finish(store)
    row = ["health_centre", VILLAGE, "citizens", "women", POLITE, "all", "votes", 0, 0, 5, 0, 0]
    unknown = [*row[:4], "nothing", *row[5:]]
    robot.choose(written(tmp_path / "again.xlsx", [TALLY, row, unknown]))
    assert "Mend these cells" in robot.panel.banner.text()
    assert len(robot.lines()) == 2
    robot.write_reason("Counted again")
    assert (len(robot.lines()), robot.can("import_store")) == (1, False)
    robot.choose(written(tmp_path / "letter.csv", [["Dear commune chief"]]))
    assert not robot.panel.reason_field.isVisible()


def test_every_widget_has_a_name_in_both_languages(
    qtbot: QtBot, store: Store, use_language: Callable[[str], None]
) -> None:
    for language in ("km", "en"):
        use_language(language)
        context = Context(store, store.cycles()[0].id)
        panel = ImportPanel(context)
        qtbot.addWidget(panel)
        panel.show()
        panel._unfold()
        assert unnamed(panel) == []
        context.close()


@WAYS
def test_a_template_that_cannot_be_saved_is_a_sentence(
    robot: ImportRobot, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    stick = BrokenStick(monkeypatch, tmp_path / "stick", way)
    robot.panel.save_template("votes", stick.folder / "votes.xlsx")
    qtbot.waitUntil(lambda: "being written" not in robot.panel.saved.text(), timeout=20_000)
    stick.check(robot.panel.saved.text())
