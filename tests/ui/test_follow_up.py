"""Follow-up: overdue first, a check stored as a whole, reasons asked for, money and undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facilitator.models.action import Action, add_action
from facilitator.models.cycle import Cycle
from facilitator.models.store import Store
from facilitator.ui.context import Context
from facilitator.ui.pages.follow_up import FollowUpPage
from facilitator.ui.pages.follow_up_activities import ActivitiesSection
from tests.samples import add_commune, add_cycle
from tests.ui.robots import Robot, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "follow.db") as store:
        cycle = add_cycle(store, add_commune(store))
        with store.transaction("Plan", cycle=cycle):
            add_action(cycle, "A", "ជួសជុលផ្លូវ").end = dt.date(9999, 12, 31)
            add_action(cycle, "A", "សង់លូ").end = dt.date(2020, 1, 1)
        yield store


class FollowRobot(Robot):
    """Checks activities."""

    def __init__(self, store: Store, qtbot: QtBot) -> None:
        self.store = store
        self.context = Context(store, self.cycle.id)
        self.page = FollowUpPage(self.context)
        qtbot.addWidget(self.page)
        self.page.resize(900, 1600)
        super().__init__(self.page)
        self.page.focus_first()

    @property
    def part(self) -> ActivitiesSection:
        found = self.page.section()
        assert isinstance(found, ActivitiesSection)
        return found

    @property
    def cycle(self) -> Cycle:
        return self.store.cycles()[0]

    def action(self, number: int) -> Action:
        return self.cycle.actions[number]


@pytest.fixture
def robot(store: Store, qtbot: QtBot) -> Iterator[FollowRobot]:
    made = FollowRobot(store, qtbot)
    yield made
    made.page.hide()
    made.context.close()


def test_overdue_activities_stand_first_and_are_named(robot: FollowRobot) -> None:
    assert robot.cell("follow_up_table", 0, 0).startswith("A.2 ")
    assert robot.cell("follow_up_table", 0, 2) == "Not started\noverdue"
    assert robot.part.sum.text() == "0 of 2 activities done"
    assert robot.part.overdue.text() == "1 activity is overdue. 2 activities were never checked."
    assert unnamed(robot.page) == []


def test_a_check_is_stored_and_undone_as_a_whole(robot: FollowRobot) -> None:
    robot.click("check_status_under_way")
    robot.write("check_percent", "៤៥")
    robot.write("check_note", "ជីករួច")
    robot.write("check_date", "១៨/០៩/២០២៦")
    robot.click("check_store")
    drain = robot.action(1)
    assert (drain.status, drain.percent, drain.last_check) == ("under_way", 45, dt.date(2026, 9, 18))
    assert drain.checks[0].note == "ជីករួច"
    assert robot.part.check.note.value() == ""
    robot.store.undo()
    assert (robot.action(1).status, robot.action(1).checks) == ("not_started", [])


def test_a_delay_asks_for_its_reason_beside_the_field(robot: FollowRobot) -> None:
    assert not robot.widget("check_reason").isVisible()
    robot.click("check_status_delayed")
    robot.click("check_store")
    assert "needs its reason" in robot.sentence("check_reason")
    assert robot.action(1).checks == []
    robot.write("check_reason", "ភ្លៀងខ្លាំង")
    robot.click("check_store")
    assert (robot.action(1).status, robot.action(1).reason) == ("delayed", "ភ្លៀងខ្លាំង")
    assert robot.sentence("check_reason") == ""


def test_percent_and_date_are_refused_where_they_stand(robot: FollowRobot) -> None:
    robot.write("check_percent", "១២០")
    robot.click("check_store")
    assert "between 0 and 100" in robot.sentence("check_percent")
    robot.write("check_percent", "50")
    robot.write("check_date", "")
    robot.click("check_store")
    assert "day of the check" in robot.sentence("check_date")
    assert robot.action(1).checks == []


def test_done_means_a_hundred_percent_and_counts(robot: FollowRobot) -> None:
    robot.click("check_status_done")
    robot.click("check_store")
    assert robot.action(1).percent == 100
    assert robot.part.sum.text() == "1 of 2 activities done"
    assert robot.cell("follow_up_table", 1, 0).startswith("A.2 ")
    robot.click(f"check_{robot.action(1).checks[0].id}_remove")
    assert robot.action(1).status == "not_started"


def test_another_row_brings_its_own_form_and_money(robot: FollowRobot, qtbot: QtBot) -> None:
    robot.write("check_percent", "30")
    robot.go_to_cell("follow_up_table", 1, 0)
    qtbot.waitUntil(lambda: robot.part.check.percent.value() is None)  # the parts beneath follow
    robot.click("follow_up_contribution_add")
    gift = robot.action(0).contributions[0]
    robot.write(f"follow_up_contribution_{gift.id}_amount", "៥០០០០")
    assert robot.action(0).contributions[0].amount == 50_000
    assert robot.part.money_sum.text() == "Promised: 50,000\u00a0riel. Received: –. Still to come: 50,000\u00a0riel."


def test_without_a_plan_one_button_leads_to_it(robot: FollowRobot) -> None:
    with robot.store.transaction("Emptied", cycle=robot.cycle):
        robot.cycle.actions.clear()
    wanted: list[str] = []
    robot.context.wanted.connect(wanted.append)
    robot.click("follow_up_plan")
    assert wanted == ["action_plan"]
