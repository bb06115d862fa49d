"""People score one by one: single keys for who they are, one key per criterion, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models.store import Store
from facilitator.text import breakable
from facilitator.ui import theme
from facilitator.ui.backups import Backups
from facilitator.ui.pages.ballot_pad import BallotPad
from facilitator.ui.tables.scores import STEP_WORDS
from facilitator.ui.widgets.basic import Button
from facilitator.ui.widgets.faces import LARGE, FaceScale
from tests.samples import add_commune, add_cycle
from tests.ui.robots import unnamed
from tests.ui.test_scoring import ScoringRobot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class BallotRobot(ScoringRobot):
    """Lets people of the women's group score."""

    def begin(self) -> None:
        self.click("one_by_one")

    def says_pad(self, name: str, pad: str = "ballot_pad") -> str:
        return self.widget(f"{pad}_{name}", QLabel).text()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "ballots.db") as store:
        add_cycle(store, add_commune(store))
        yield store


@pytest.fixture
def robot(store: Store, qtbot: QtBot) -> Iterator[BallotRobot]:
    robot = BallotRobot(store, qtbot)
    robot.begin()
    yield robot
    robot.context.close()


def test_one_key_for_each_criterion_after_the_profile(robot: BallotRobot) -> None:
    assert robot.focused() == "ballot_pad"
    assert not robot.widget("sheet").isVisible()
    robot.press("1", "Enter", "4", "2")  # 1: youth, the only thing that is asked in a women's group
    robot.press("Enter", "5", "2")
    assert (robot.counts(), robot.counts(criterion=1)) == ({4: 1, 5: 1}, {2: 2})
    assert (robot.counts(breakdown="youth"), robot.counts(breakdown="women")) == ({4: 1}, {4: 1, 5: 1})
    assert robot.says_pad("scored") == "2 people have scored."


def test_khmer_digits_and_letters_do_the_same(store: Store, qtbot: QtBot, use_language: Callable[[str], None]) -> None:
    use_language("km")
    robot = BallotRobot(store, qtbot)
    robot.begin()
    robot.press("Y", "Enter")
    robot.type("៤២")
    assert robot.counts(breakdown="youth") == {4: 1}
    robot.context.close()


def test_a_mixed_group_is_asked_for_woman_man_or_other(store: Store, qtbot: QtBot) -> None:
    cycle = store.cycles()[0]
    with store.transaction("Group"):
        cycle.add_group("farmers", "កសិករ", "Farmers")
    robot = BallotRobot(store, qtbot)
    robot.choose_group("farmers")
    robot.begin()
    robot.press("Enter")
    assert robot.says_pad("remark") == "Choose woman, man or other first."
    robot.press("1", "2", "Enter", "3", "3")  # the second key corrects the first
    sheet, criterion = robot.sheet(group="farmers"), robot.point.criteria[0]
    assert (sheet.counts(criterion, "men"), sheet.counts(criterion, "women")) == ({3: 1}, {})
    robot.context.close()


def test_no_answer_and_one_back(robot: BallotRobot) -> None:
    robot.press("Enter", "4", "Backspace", "3", "0")
    assert (robot.counts(), robot.counts(criterion=1)) == ({3: 1}, {})


def test_the_last_scores_are_taken_back_until_the_next_begins(robot: BallotRobot) -> None:
    robot.press("Enter", "4", "4")
    robot.click("take_back")
    assert robot.counts() == {}
    assert not robot.widget("take_back", Button).isEnabled()
    robot.press("Enter", "5", "5", "Enter")
    assert not robot.widget("take_back", Button).isEnabled()


def test_more_people_than_present_need_a_reason(robot: BallotRobot, store: Store) -> None:
    with store.transaction("Present"):
        robot.sheet().count(total=1)
    robot.press("Enter", "4", "4", "Enter")
    assert "Has this person scored already?" in robot.says_pad("remark")
    assert robot.focused() == "ballots_reason"
    robot.press("3", "4", "Enter")
    assert robot.sentence("ballots_reason") == "Say why: a correction is kept with its reason."
    assert robot.sheet().override == ""
    robot.type("ម្នាក់មកយឺត")
    robot.press("Enter")
    assert robot.sheet().override == "ម្នាក់មកយឺត"
    robot.press("5", "5")
    assert robot.counts() == {4: 1, 5: 1}


def test_nothing_that_was_pressed_stays_in_a_widget(robot: BallotRobot) -> None:
    before = _texts(robot.window)
    robot.press("Enter", "4", "2")
    robot.click("ballots_done")
    assert robot.widget("sheet").isVisible()
    assert robot.focused() == "scores"
    assert robot.store.undo_label() == ""
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    assert robot.window.findChildren(BallotPad) == []
    assert not [text for text in _texts(robot.window) - before if text.strip() in ("4", "2")]


def test_the_voting_ends_with_the_page_or_another_sheet(robot: BallotRobot) -> None:
    assert robot.store.backups_paused
    robot.choose_group("men")
    assert not robot.store.backups_paused
    robot.begin()
    assert robot.store.backups_paused
    robot.window.hide()
    assert not robot.store.backups_paused


def test_no_backup_is_made_while_people_score(robot: BallotRobot, monkeypatch: pytest.MonkeyPatch) -> None:
    backups, made = Backups(robot.store), list[str]()
    monkeypatch.setattr(backups, "_run", lambda *_work: made.append("backup"))
    monkeypatch.setattr(backups._schedule, "due", lambda: True)
    backups.look()
    backups.begin()
    assert made == []
    robot.click("ballots_done")
    backups.look()
    backups.begin()
    assert made == ["backup", "backup"]
    robot.store.listeners.remove(backups._changed)


def test_the_large_faces_take_the_keys_and_escape_leaves_them(robot: BallotRobot) -> None:
    robot.click("large_faces")
    large = robot.widget("faces_screen")
    assert large.isVisible()
    pad = robot.widget("faces_pad", BallotPad)
    for text in ("hint", "scored", "remark"):
        assert f"font-size: {theme.px(LARGE)}px" in robot.widget(f"faces_pad_{text}").styleSheet()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_4, Qt.Key.Key_4):
        QTest.keyClick(pad, key)
    assert robot.counts() == {4: 1}
    QTest.keyClick(pad, Qt.Key.Key_Escape)
    assert not large.isVisible()


def test_every_widget_has_a_name(robot: BallotRobot) -> None:
    robot.press("Enter")
    assert unnamed(robot.window) == []


def _texts(window: QWidget) -> set[str]:
    labels, lines = window.findChildren(QLabel), window.findChildren(QLineEdit)
    return {*(label.text() for label in labels), *(line.text() for line in lines)}


def test_marks_are_typed_with_enter(store: Store, qtbot: QtBot) -> None:
    cycle = store.cycles()[0]
    with store.transaction("Scale"):
        cycle.set_scale("0-100")
    robot = BallotRobot(store, qtbot)
    robot.begin()
    robot.press("Enter")
    robot.type("៧០")
    assert robot.says_pad("title").endswith("70")
    robot.press("Enter", "0", "Enter")
    assert (robot.counts(), robot.counts(criterion=1)) == ({70: 1}, {0: 1})
    robot.context.close()


def test_the_scale_is_frozen_by_the_first_ballot(robot: BallotRobot) -> None:
    robot.press("Enter", "4", "4")
    with pytest.raises(UserError, match="scale cannot change"), robot.store.transaction("Scale"):
        robot.cycle.set_scale("1-3")


def test_khmer_words_under_the_large_faces_stay_28_points_on_a_small_screen(
    qtbot: QtBot, use_language: Callable[[str], None]
) -> None:
    theme.load_fonts()
    use_language("km")
    words = [breakable(_(word)) for word in STEP_WORDS["1-5"]]
    faces = FaceScale("faces", "Scores", words, large=True)
    qtbot.addWidget(faces)
    assert faces._font_for((1024 - 2 * 24) // 5 - 8).pixelSize() >= theme.px(LARGE) >= 28 * 96 / 72
