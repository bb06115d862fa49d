"""A new facilitator goes through a whole cycle in the window and holds the papers at the end."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facilitator import i18n, paths, settings
from facilitator.models.scorecard import card_of
from facilitator.settings import Settings
from tests.journeys.robots import Facilitator, bare

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LEAD, HELPER = "សុខ ចាន់ណា", "ហេង ស្រីពៅ"
PLACE = "វត្តនិមិត្ត"
FOUND = "មន្ត្រី ៤ នាក់"
STRENGTH, SUGGESTION = "មន្ត្រីរាក់ទាក់", "បើកបញ្ជរនៅម៉ោងអាហារ"
AGREED = "មន្ត្រីម្នាក់ប្រចាំការពេលថ្ងៃត្រង់"
ACTIVITY = "ជួសជុលផ្លូវភូមិ ២០០ ម៉ែត្រ"
PROJECT = "ផ្លូវក្រួសក្រហមភូមិនិមិត្ត"
SEEN = "ចាក់ក្រួសរួច"


@pytest.mark.parametrize("language", ["km", pytest.param("en", marks=pytest.mark.slow)])
def test_from_an_empty_laptop_to_the_papers(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    i18n.use_language(language)
    robot = Facilitator(qtbot, paths.default_database(), Settings(language=language))
    assert robot.page_name == "page_start"
    robot.begin("និមិត្ត", "២០២៦")
    assert robot.cycle.commune_code == "011001"
    prepare(robot)
    hold_information_session(robot)
    choose_criteria(robot)
    score_a_village(robot)
    assess_themselves(robot)
    meet_and_plan(robot)
    follow_up(robot)
    balance_the_budget(robot)
    print_the_papers(robot, tmp_path, language)
    take_back_and_do_again(robot)
    change_the_language(robot, language)
    robot.window.close()
    continue_where_it_was_left(qtbot)


def prepare(robot: Facilitator) -> None:
    robot.serve_only(2)
    robot.write_down(LEAD, HELPER)
    assert len(robot.point.villages) == 2
    assert [person.name for person in robot.cycle.people] == [LEAD, HELPER]


def hold_information_session(robot: Facilitator) -> None:
    robot.go("information")
    robot.hold("information", "១២/២/២០២៦", PLACE, "៣០", "១៨")
    robot.next_part()
    robot.find(0, FOUND)
    (meeting,) = robot.cycle.meetings
    assert (meeting.date, meeting.place) == (dt.date(2026, 2, 12), PLACE)
    assert robot.point.input_checks[0].found == FOUND


def choose_criteria(robot: Facilitator) -> None:
    robot.go("criteria")
    robot.next_part()
    robot.next_part()
    robot.choose_criteria("hours", "friendly", "prices")
    assert len({criterion.key for criterion in robot.point.criteria}) == 3


def score_a_village(robot: Facilitator) -> None:
    robot.go("scoring")
    robot.fill("scores", 0, 1, "១", "២", "៣", "៤", "២")
    robot.fill("scores", 1, 1, "០", "០", "៦", "៦", "០")
    robot.fill("scores", 2, 5, "១២")
    robot.go_to_cell("scores", 0, 1)
    robot.say("strength", STRENGTH)
    robot.say("suggestion", SUGGESTION)
    robot.click("suggestion_0_selected")
    sheet = card_of(robot.point, "citizens", robot.point.villages[0]).sheet("women")
    first, second, third = robot.point.criteria
    assert sheet.counts(first) == {1: 1, 2: 2, 3: 3, 4: 4, 5: 2}
    assert sheet.counts(second) == {3: 6, 4: 6}
    assert sheet.counts(third) == {5: 12}


def assess_themselves(robot: Facilitator) -> None:
    robot.go("self_assessment")
    for row in range(3):
        robot.fill("scores", row, 4, "៥")
    robot.go("results")
    half = "៣,៥" if i18n.screen_language() == "km" else "3.5"
    robot.wait_for_results()
    citizens = 2
    assert half in robot.hear("table_sides", 1, citizens)


def meet_and_plan(robot: Facilitator) -> None:
    robot.go("interface")
    robot.hold("interface", "២០/៣/២០២៦", PLACE, "៤៥", "២៥")
    robot.next_part()
    robot.agree(AGREED)
    robot.go("action_plan")
    robot.click("plan_add_A")
    robot.plan(activity=ACTIVITY, cost="៤៨០០០០០០", start="១/៤/២០២៦", end="៣០/៦/២០២៦", lead="ឃុំ")
    plan = {action.activity: action for action in robot.cycle.actions}
    assert set(plan) == {AGREED, ACTIVITY}
    assert (plan[ACTIVITY].cost, plan[ACTIVITY].end) == (48_000_000, dt.date(2026, 6, 30))


def follow_up(robot: Facilitator) -> None:
    robot.go("follow_up")
    robot.check("under_way", "៤៥", "១៨/៦/២០២៦", SEEN)
    (check,) = [check for action in robot.cycle.actions for check in action.checks]
    assert (check.percent, check.note) == (45, SEEN)


def balance_the_budget(robot: Facilitator) -> None:
    robot.go("budget")
    robot.click("budget_start")
    robot.budget_line("revenue", "R2", "៨០០០០០០០")
    robot.budget_line("revenue", "R3", "១២០០០០០០០")
    robot.budget_line("expenditure", "E1.1", "៨០០០០០០០")
    robot.budget_line("expenditure", "E3.1", "១២០០០០០០០")
    robot.add_project(PROJECT, "១២០០០០០០០", "១២០០០០០០០")
    robot.turn_tab("budget_tab_bar", 0)
    robot.write("budget_population", "៩៨៤២")
    assert robot.missing("budget").endswith(i18n._("complete")) or not robot.missing("budget")


def print_the_papers(robot: Facilitator, folder: Path, language: str) -> None:
    robot.go("print")
    robot.click("paper_copy_meeting")
    scorecard = robot.save("village-scorecard", folder / "scorecard.pdf")
    joint = robot.save("joint-scorecard", folder / "joint.pdf")
    plan = robot.save("action-plan", folder / "plan.pdf")
    booklet = robot.save("citizens-budget", folder / "booklet.pdf")
    criterion = bare(robot.point.criteria[0].text_km)
    assert criterion in scorecard
    assert bare(robot.point.villages[0].name_km) in scorecard
    assert bare(STRENGTH) in scorecard
    assert criterion in joint
    assert bare(SUGGESTION) in joint
    assert bare(ACTIVITY) in plan
    assert bare(AGREED) in plan
    assert bare(PROJECT) in booklet
    for words in (scorecard, joint, plan, booklet):
        assert "ព្រះរាជាណាចក្រកម្ពុជា" in words


def take_back_and_do_again(robot: Facilitator) -> None:
    robot.prepare("commune")
    robot.write("commune_phone", "012 345 678")
    robot.focus("prepare_tab_bar")
    robot.press("Ctrl+Z")
    assert robot.cycle.commune.phone == ""
    robot.press("Ctrl+Y")
    assert robot.cycle.commune.phone == "012 345 678"


def change_the_language(robot: Facilitator, language: str) -> None:
    robot.go("action_plan")
    robot.click("language")
    assert i18n.screen_language() != language
    assert robot.view.stage == "action_plan"
    shown = [bare(robot.cell("plan_table", row, 1)) for row in range(robot.rows("plan_table"))]
    assert bare(ACTIVITY) in shown


def continue_where_it_was_left(qtbot: QtBot) -> None:
    robot = Facilitator(qtbot, paths.default_database(), settings.load())
    assert robot.focused() == "start_continue"
    robot.press("Space")
    qtbot.waitUntil(lambda: robot.window.view() is not None, timeout=15_000)
    assert robot.view.stage == "action_plan"
    assert [person.name for person in robot.cycle.people] == [LEAD, HELPER]
    robot.window.close()
