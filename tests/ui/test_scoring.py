"""Scores typed as a facilitator types them: by keys only, in Khmer digits too, with undo and remarks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator.export import papers
from facilitator.export.compose import blank_scores
from facilitator.models import preparing
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.scorecard import card_of
from facilitator.models.store import Store
from facilitator.models.tally import Sheet
from facilitator.ui.context import Context
from facilitator.ui.pages.scoring import ScoringPage
from facilitator.ui.pages.scoring_switch import ButtonSwitch, ListSwitch
from facilitator.ui.tables.scores_view import ScoreView
from facilitator.ui.widgets.basic import Banner, Label
from tests.samples import add_commune, add_cycle, vote
from tests.ui.robots import Robot, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "scores.db") as store:
        add_cycle(store, add_commune(store))
        yield store


class ScoringRobot(Robot):
    """Types votes and looks at what the page says."""

    def __init__(self, store: Store, qtbot: QtBot) -> None:
        self.store = store
        self.context = Context(store, self.cycle.id)
        page = ScoringPage(self.context)
        qtbot.addWidget(page)
        page.resize(800, 1400)
        super().__init__(page)
        page.focus_first()

    @property
    def cycle(self) -> Cycle:
        return self.store.cycles()[0]

    @property
    def point(self) -> ServicePoint:
        return self.cycle.service_points[0]

    def sheet(self, village: int = 0, group: str = "women") -> Sheet:
        return card_of(self.point, "citizens", self.point.villages[village]).sheet(group)

    def counts(self, criterion: int = 0, breakdown: str = "all", village: int = 0) -> dict[int, int]:
        return self.sheet(village).counts(self.point.criteria[criterion], breakdown)

    def choose_group(self, key: str) -> None:
        self.click(f"group_{key}")

    def choose_village(self, number: int) -> None:
        switch = self.widget("village", ListSwitch)
        switch.list.setCurrentIndex(number)
        switch.list.activated.emit(number)

    def click(self, name: str, at: QPoint | None = None) -> None:
        QApplication.processEvents()  # what has just been made gets its place
        super().click(name, at)

    def says(self, name: str) -> str:
        label = self.widget(name, Label)
        return label.text() if label.isVisible() else ""


@pytest.fixture
def robot(store: Store, qtbot: QtBot) -> Iterator[ScoringRobot]:
    robot = ScoringRobot(store, qtbot)
    yield robot
    robot.context.close()


def test_a_row_is_typed_with_digits_and_enter_alone(robot: ScoringRobot) -> None:
    assert robot.focused() == "scores"
    robot.press("1", "Enter", "2", "Enter", "1", "0", "Enter", "Tab", "4", "Enter")
    assert robot.counts() == {1: 1, 2: 2, 3: 10, 5: 4}
    assert robot.cell("scores", 0, 6) == "17"
    assert robot.cell("scores", 0, 7) == "3"
    robot.press("7", "Down")
    assert robot.counts(criterion=1) == {1: 7}


def test_khmer_digits_count_the_same_and_are_shown(
    store: Store, qtbot: QtBot, use_language: Callable[[str], None]
) -> None:
    use_language("km")
    robot = ScoringRobot(store, qtbot)
    robot.type("១២")
    robot.press("Enter")
    assert robot.counts() == {1: 12}
    assert robot.cell("scores", 0, 1) == "១២"
    assert robot.cell("scores", 0, 6) == "១២"
    robot.context.close()


def test_an_even_number_of_votes_keeps_its_half(robot: ScoringRobot) -> None:
    robot.go_to_cell("scores", 0, 3)
    robot.press("2", "Enter", "2", "Enter")
    assert robot.cell("scores", 0, 7) == "3.5"


def test_undo_takes_the_cell_back_and_leaves_the_grid_usable(robot: ScoringRobot) -> None:
    robot.press("5", "Enter")
    assert robot.store.undo_label() == "Scores of Women, Village 1"
    robot.store.undo()
    assert robot.cell("scores", 0, 1) == ""
    assert robot.cell("scores", 0, 6) == ""
    robot.go_to_cell("scores", 0, 1)
    robot.press("6", "Enter")
    assert robot.counts() == {1: 6}
    robot.store.undo()
    robot.store.redo()
    assert robot.cell("scores", 0, 1) == "6"


def test_an_impossible_number_is_refused_beside_the_grid_and_not_stored(robot: ScoringRobot) -> None:
    robot.type("99999999")
    robot.press("Enter")
    assert "not a possible number" in robot.sentence("scores")
    assert robot.counts() == {}
    robot.go_to_cell("scores", 0, 1)
    robot.press("Escape")
    assert robot.sentence("scores") == ""


def test_more_votes_than_people_is_a_remark_that_a_reason_overrides(robot: ScoringRobot, qtbot: QtBot) -> None:
    robot.write("present", "4")
    robot.go_to_cell("scores", 1, 5)
    robot.press("5", "Enter")
    qtbot.waitUntil(lambda: robot.says("scores_checks") != "")
    assert robot.says("scores_checks") == "2. 5 votes, but 4 people are present."
    assert robot.cell("scores", 1, 6) == "5 / 4"
    robot.write("override", "One woman came late")
    robot.press("Enter")
    assert robot.sheet().override == "One woman came late"
    assert robot.counts(criterion=1) == {5: 5}


def test_breakdowns_have_their_own_columns_and_the_group_s_own_follows_all(robot: ScoringRobot) -> None:
    robot.press("3", "Enter", "4", "Enter")
    assert robot.counts(breakdown="women") == {1: 3, 2: 4}
    assert robot.widget("scores", ScoreView).scores.breakdowns == ("youth",)
    robot.go_to_cell("scores", 0, 8)
    robot.press("5", "Enter")
    assert robot.counts(breakdown="youth") == {1: 5}
    assert robot.counts(breakdown="all") == {1: 3, 2: 4}
    assert robot.cell("scores", 0, 13) == "5"


def test_the_columns_are_those_of_the_printed_tally_sheet(store: Store, robot: ScoringRobot) -> None:
    cycle = robot.cycle
    with store.transaction("Breakdowns"):
        cycle.breakdowns = ["women", "men", "youth", "idpoor"]
    on_screen = {}
    for group in ("women", "men"):
        robot.choose_group(group)
        on_screen[group] = robot.widget("scores", ScoreView).scores.breakdowns
    sheets = blank_scores.tally(next(iter(papers.jobs(store, cycle, "blank-tally")))).sheets
    assert list(on_screen.values()) == [sheet.breakdowns for sheet in sheets] == [("youth", "idpoor")] * 2


def test_enter_goes_through_the_grid_of_all_and_then_through_each_breakdown(robot: ScoringRobot) -> None:
    for number in range(10):
        robot.press(str(number % 5 + 1), "Enter")
    assert robot.counts(criterion=1) == {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}
    view = robot.widget("scores", ScoreView)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (0, 8)
    robot.press("1", "Enter")
    assert robot.counts(breakdown="youth") == {1: 1}


def test_the_block_with_the_cursor_is_in_sight_and_the_criteria_stay(robot: ScoringRobot) -> None:
    view = robot.widget("scores", ScoreView)
    robot.window.resize(640, 700)
    robot.press("Alt+Right")
    assert view.currentIndex().column() == 8
    last = view.header.sectionViewportPosition(13) + view.header.sectionSize(13)
    assert view.header.sectionViewportPosition(8) >= 0
    assert last <= view.viewport().width()
    assert view.criteria.isVisible()
    robot.press("Alt+Right")
    assert view.horizontalScrollBar().value() == 0


def test_the_keys_of_the_page_reach_every_group_and_village(robot: ScoringRobot) -> None:
    group, village = robot.widget("group", ButtonSwitch), robot.widget("village", ListSwitch)
    assert group.value() == "women"
    robot.press("1")  # not yet stored: turning stores it where it was typed
    robot.press("Ctrl+PageDown")
    assert (group.value(), village.value()) == ("men", robot.point.villages[0].code)
    assert robot.counts() == {1: 1}
    robot.press("Ctrl+PageDown")
    assert (group.value(), village.value()) == ("women", robot.point.villages[1].code)
    robot.press("Ctrl+PageUp", "Ctrl+PageUp")
    assert (group.value(), village.value()) == ("women", robot.point.villages[0].code)


def test_villages_say_how_far_they_are(robot: ScoringRobot, qtbot: QtBot) -> None:
    robot.press("3", "Enter")
    robot.go_to_cell("scores", 1, 5)
    robot.press("4", "Enter")
    village = robot.widget("village", ListSwitch)
    qtbot.waitUntil(lambda: village.list.itemText(0) == "Village 1 · n = 4")
    assert robot.says("villages_done") == "1 of 3 villages complete, 4 people scored"


def test_one_agreed_score_takes_the_place_of_votes(robot: ScoringRobot) -> None:
    robot.click("method_consensus")
    robot.go_to_cell("scores", 0, 1)
    robot.press("4", "Enter")
    assert robot.sheet().method == "consensus"
    assert robot.counts() == {4: 1}
    assert robot.cell("scores", 0, 2) == "Satisfied"
    robot.press("9", "Enter")
    assert robot.sentence("scores") == "9 is not on the scale 1-5."
    robot.click("method_votes")
    assert "already holds figures" in robot.sentence("method")


def test_marks_up_to_100_are_a_list_of_marks_and_people(store: Store, qtbot: QtBot) -> None:
    cycle = store.cycles()[0]
    with store.transaction("Scale"):
        cycle.set_scale("0-100")
    robot = ScoringRobot(store, qtbot)
    robot.type("70")
    robot.press("Tab", "3", "Tab")
    robot.type("40")
    robot.press("Tab", "2", "Tab")
    assert robot.counts() == {40: 2, 70: 3}
    assert [robot.cell("scores", row, 1) for row in range(3)] == ["70", "40", ""]
    assert robot.cell("scores", 0, 3) == "5"
    assert robot.cell("scores", 0, 4) == "70"
    robot.type("101")
    robot.press("Tab")
    assert robot.sentence("scores") == "Type a mark from 0 to 100."
    robot.context.close()


def test_marks_have_a_column_for_each_breakdown(store: Store, qtbot: QtBot) -> None:
    with store.transaction("Scale"):
        store.cycles()[0].set_scale("0-100")
    robot = ScoringRobot(store, qtbot)
    robot.type("70")
    robot.press("Tab", "3", "Enter")
    robot.go_to_cell("scores", 0, 5)
    robot.press("2", "Enter")
    assert robot.counts(breakdown="youth") == {70: 2}
    assert robot.counts(breakdown="women") == {70: 3}
    robot.go_to_cell("scores", 0, 1)
    robot.type("75")  # the mark was wrong; the people stay with it
    robot.press("Enter")
    assert (robot.counts(), robot.counts(breakdown="youth")) == ({75: 3}, {75: 2})
    robot.context.close()


def test_the_head_is_one_line_once_the_people_are_counted(robot: ScoringRobot, qtbot: QtBot) -> None:
    assert robot.widget("present").isVisible()
    robot.write("present", "9")
    robot.window.focus_first()  # type: ignore[attr-defined]
    robot.press("5", "Enter")
    qtbot.waitUntil(lambda: not robot.widget("present").isVisible())
    assert robot.says("sheet_summary") == "9 people present · Each person's score"
    robot.click("sheet_change")
    assert robot.focused() == "present"


def test_the_head_count_of_the_meeting_can_be_taken(store: Store, qtbot: QtBot) -> None:
    cycle = store.cycles()[0]
    point = cycle.service_points[0]
    with store.transaction("Meeting"):
        meeting = preparing.add_meeting(cycle, "scoring", point, point.villages[0])
        meeting.date = dt.date(2026, 3, 2)
        meeting.people_of("citizens", "women").count(total=14, women=14)
    robot = ScoringRobot(store, qtbot)
    assert robot.called("From the meeting: 14")
    robot.click("take_count")
    assert (robot.sheet().total, robot.sheet().women) == (14, 14)
    assert not robot.widget("take_count").isVisible()
    robot.context.close()


def test_finished_scores_stand_fixed_until_they_are_opened_with_a_reason(robot: ScoringRobot) -> None:
    robot.press("3", "Enter")
    robot.click("finish")
    assert robot.widget("closed", Banner).isVisible()
    robot.go_to_cell("scores", 0, 2)
    robot.press("5", "Enter")
    assert robot.counts() == {1: 3}
    robot.write("reopen_reason", "Counted again")
    robot.press("Enter")
    assert not robot.widget("closed", Banner).isVisible()
    robot.go_to_cell("scores", 0, 2)
    robot.press("5", "Enter")
    assert robot.counts() == {1: 3, 2: 5}


def test_words_are_typed_line_by_line_and_a_fourth_suggestion_has_no_line(robot: ScoringRobot) -> None:
    for number in range(3):
        robot.focus(f"suggestion_{number}")
        robot.type("ទិញថ្នាំ")
        robot.press("Enter")
    remarks = robot.point.remarks
    assert [(remark.kind, remark.text, remark.village_code) for remark in remarks] == [
        ("suggestion", "ទិញថ្នាំ", robot.point.villages[0].code)
    ] * 3
    assert robot.window.findChild(type(robot.widget("suggestion_0")), "suggestion_3") is None
    robot.click("suggestion_1_selected")
    assert [remark.selected for remark in robot.point.remarks] == [False, True, False]
    robot.click("suggestion_0_delete")
    assert len(robot.point.remarks) == 2
    robot.store.undo()
    assert len(robot.point.remarks) == 3


def test_words_belong_to_the_criterion_of_the_row(robot: ScoringRobot) -> None:
    robot.focus("strength_0")
    robot.type("good")
    robot.press("Enter")
    robot.go_to_cell("scores", 1, 1)
    robot.focus("strength_0")
    assert robot.says("words_title") == "Text of health_centre.medicine"
    robot.type("better")
    robot.press("Enter")
    said = {(remark.criterion.key, remark.text) for remark in robot.point.remarks}
    assert said == {("health_centre.staff_polite", "good"), ("health_centre.medicine", "better")}


def test_a_card_moves_with_its_words_and_a_reason(robot: ScoringRobot) -> None:
    robot.press("3", "Enter")
    robot.focus("strength_0")
    robot.type("good")
    robot.press("Enter")
    robot.click("move_open")
    target = robot.widget("move_village", ListSwitch)
    target.set_value(robot.point.villages[2].code)
    robot.click("move_do")
    assert robot.sentence("move") == "Say why: a correction is kept with its reason."
    robot.write("move_reason", "Typed under the wrong village")
    robot.click("move_do")
    assert robot.widget("village", ListSwitch).value() == robot.point.villages[2].code
    assert robot.counts(village=2) == {1: 3}
    assert robot.point.remarks[0].village_code == robot.point.villages[2].code
    robot.store.undo()
    assert robot.point.remarks[0].village_code == robot.point.villages[0].code


def test_a_place_that_has_scores_is_no_target(store: Store, qtbot: QtBot) -> None:
    vote(store, store.cycles()[0].service_points[0], {3: 5}, village=0)
    vote(store, store.cycles()[0].service_points[0], {4: 5}, village=1)
    robot = ScoringRobot(store, qtbot)
    robot.choose_village(0)
    robot.click("move_open")
    robot.widget("move_village", ListSwitch).set_value(robot.point.villages[1].code)
    robot.write("move_reason", "Wrong")
    robot.click("move_do")
    assert "already scores" in robot.sentence("move")
    robot.context.close()


def test_scores_of_all_and_of_groups_in_one_village_are_questioned(store: Store, qtbot: QtBot) -> None:
    point = store.cycles()[0].service_points[0]
    vote(store, point, {3: 5}, group="")
    vote(store, point, {3: 5}, group="women")
    robot = ScoringRobot(store, qtbot)
    robot.choose_village(0)
    assert "counted twice" in robot.widget("counted_twice", Banner).text()
    robot.context.close()


def test_without_criteria_the_page_says_where_to_begin(tmp_path: Path, qtbot: QtBot) -> None:
    with Store.create(tmp_path / "empty.db") as store:
        commune = add_commune(store)
        with store.transaction("Cycle"):
            store.session.add(Cycle(commune=commune, year=2026, round=1))
        robot = ScoringRobot(store, qtbot)
        wanted: list[str] = []
        robot.context.wanted.connect(wanted.append)
        assert not robot.widget("sheet").isVisible()
        robot.click("to_criteria")
        assert wanted == ["criteria"]
        robot.context.close()


def test_every_widget_has_a_name(robot: ScoringRobot) -> None:
    robot.press("3", "Enter")
    assert unnamed(robot.window) == []
