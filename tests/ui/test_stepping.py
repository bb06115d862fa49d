"""Work with the Store in steps: the window goes on, nobody types in the meantime, and “Cancel” takes it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from facilitator.errors import UserError
from facilitator.models.backup import list_backups
from facilitator.models.steps import Steps, finished, scaled
from facilitator.models.store import Store
from facilitator.models.survey import Response
from facilitator.models.survey_counts import SurveyCount
from facilitator.ui import stepping
from facilitator.ui.context import Context
from facilitator.ui.pages.survey import SurveyPage
from facilitator.ui.pages.survey_import import SurveyImport
from facilitator.ui.stepping import Quiet, Stepping

PEOPLE = 3000


def steps(number: int, ended: list[str]) -> Steps[str]:
    try:
        for part in range(number):
            QTest.qSleep(2)
            yield part / number
    finally:
        ended.append("closed")
    return "done"


class Window(QWidget):
    """A field, and the one button that stays."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.button = QLineEdit(self), QPushButton(self)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.button)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    return made


def begun(window: Window, work: Steps[Any], told: list[object]) -> Stepping:
    made = Stepping(work, told.append, told.append, lambda _part, _text: None, window)
    made.begin()
    return made


def test_the_window_goes_on_while_the_work_is_done(window: Window, qtbot: QtBot) -> None:
    told: list[object] = []
    ticks: list[int] = []
    timer = QTimer(window, interval=1)
    timer.timeout.connect(lambda: ticks.append(len(told)))
    timer.start()
    begun(window, steps(60, []), told)
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told == ["done"]
    assert ticks.count(0) >= 5


def test_small_work_is_done_at_once(window: Window) -> None:
    told: list[object] = []
    begun(window, steps(0, []), told)
    assert told == ["done"]


def test_what_goes_wrong_is_told(window: Window) -> None:
    def failing() -> Steps[None]:
        yield 0.0
        raise UserError("no room")

    told: list[object] = []
    begun(window, failing(), told)
    assert [str(error) for error in told] == ["no room"]


def test_cancelled_work_ends(window: Window, qtbot: QtBot) -> None:
    told: list[object] = []
    ended: list[str] = []
    work = begun(window, steps(1000, ended), told)
    work.cancel()
    qtbot.wait(30)
    assert (told, ended) == ([], ["closed"])


def test_only_one_button_hears_keys_and_clicks(window: Window, qtbot: QtBot) -> None:
    stopped: list[str] = []
    quiet = Quiet(window.button, lambda: stopped.append("stop"))
    window.button.clicked.connect(lambda: stopped.append("button"))
    quiet.begin()
    qtbot.keyClicks(window.field, "abc")
    qtbot.mouseClick(window.button, Qt.MouseButton.LeftButton)
    QTest.keyClick(window.field, Qt.Key.Key_Escape)
    assert (window.field.text(), stopped) == ("", ["button", "stop"])
    quiet.end()
    qtbot.keyClicks(window.field, "abc")
    assert window.field.text() == "abc"


def test_a_window_that_closes_stops_the_work_first(window: Window) -> None:
    stopped: list[str] = []
    quiet = Quiet(window.button, lambda: stopped.append("stop"))
    quiet.begin()
    window.close()
    quiet.end()
    assert stopped == ["stop"]


def test_parts_of_longer_work_lie_between_its_ends() -> None:
    ended: list[str] = []
    assert list(scaled(steps(2, ended), 0.5, 1.0)) == [0.5, 0.75]
    assert finished(scaled(steps(2, ended), 0.0, 1.0)) == "done"
    work = scaled(steps(2, ended), 0.0, 1.0)
    next(work)
    work.close()
    assert ended == ["closed"] * 3


# -- a survey from a file ----------------------------------------------------------------------------------------------


@pytest.fixture
def panel(demo_store: Store, qtbot: QtBot, tmp_path: Path, read_here: None) -> Iterator[SurveyImport]:
    context = Context(demo_store, demo_store.cycles()[-1].id)
    page = SurveyPage(context)
    qtbot.addWidget(page)
    page.show()
    part = page.go_to("file")
    assert isinstance(part, SurveyImport)
    path = tmp_path / "answers.csv"
    rows = (f"3,{number:x},{number % 5 + 1},{'yes' if number % 3 else 'no'}" for number in range(PEOPLE))
    path.write_text("\n".join(["round,submission_id,council_response,budget_known", *rows]), "utf-8")
    part.choose("survey", path)
    qtbot.waitUntil(part.store.isVisible, timeout=20_000)
    yield part
    context.close()


def people(store: Store) -> int:
    return len(store.all(Response))


def pressed_until(panel: SurveyImport, qtbot: QtBot, ready: Callable[[], bool]) -> None:
    panel.store.click()
    qtbot.waitUntil(ready, timeout=20_000)


def test_answers_are_stored_after_a_backup_and_counted(panel: SurveyImport, qtbot: QtBot) -> None:
    store = panel.context.store
    before = people(store)
    pressed_until(panel, qtbot, panel.waiting.isHidden)
    assert "Undo takes it back" in panel.banner.text()
    assert people(store) == before + PEOPLE
    assert not store.backups_paused
    assert [each.reason for each in list_backups(store.path.with_name(f"{store.path.name}-backups"))] == ["import"]
    newest = next(each for each in store.all(Response) if each.submission_id == "0").round_id
    assert store.all(SurveyCount, round_id=newest, question="", place="")
    store.undo()
    assert people(store) == before


def cancelled_at(panel: SurveyImport, qtbot: QtBot, part: int) -> None:
    """Begin to store, and press “Cancel” as soon as that many thousandths are done."""
    reached: list[int] = []

    def cancel_once(done: int) -> None:
        if done >= part and not reached:
            reached.append(done)
            QTimer.singleShot(0, panel.cancel.click)

    panel.progress.setValue(-1)
    panel.progress.valueChanged.connect(cancel_once)
    pressed_until(panel, qtbot, lambda: bool(reached) and panel.waiting.isHidden())


@pytest.fixture
def every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step is told, however fast the computer is."""
    monkeypatch.setattr(stepping, "AT_ONCE", 0)


@pytest.mark.usefixtures("every_step")
@pytest.mark.parametrize("part", [0, 100, 400])
def test_storing_can_be_cancelled_at_any_time(panel: SurveyImport, qtbot: QtBot, part: int) -> None:
    store = panel.context.store
    before = people(store)
    cancelled_at(panel, qtbot, part)
    assert panel.banner.text() == "Stopped. Nothing was stored."
    assert (people(store), store.backups_paused, store.undo_label()) == (before, False, "")
    qtbot.wait(50)
    with store.transaction("Something else"):
        store.cycles()[-1].title_en = "later"
    assert people(store) == before


@pytest.mark.usefixtures("every_step")
def test_counting_that_is_cancelled_leaves_the_answers(panel: SurveyImport, qtbot: QtBot) -> None:
    store = panel.context.store
    before = people(store)
    cancelled_at(panel, qtbot, 650)
    assert "Undo takes it back" in panel.banner.text()
    assert people(store) == before + PEOPLE
