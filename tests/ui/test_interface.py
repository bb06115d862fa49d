"""The interface meeting: both scores, what each side said, what was agreed, and the activity drafted from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator.models.agreed_point import AgreedPoint
from facilitator.models.cycle import Cycle
from facilitator.models.meeting import Meeting
from facilitator.models.scorecard import Remark
from facilitator.models.store import Store
from facilitator.ui.context import Context
from facilitator.ui.pages.interface import InterfacePage
from facilitator.ui.pages.interface_point import PointCard
from tests.samples import add_commune, add_cycle, vote
from tests.ui.robots import Robot, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "interface.db") as store:
        cycle = add_cycle(store, add_commune(store))
        point = cycle.service_points[0]
        for criterion, (citizens, providers) in enumerate(((3, 4), (1, 5))):
            vote(store, point, {citizens: 6}, criterion=criterion)
            vote(store, point, {providers: 4}, criterion=criterion, side="providers")
        with store.transaction("Suggested", cycle=cycle):
            point.remarks.append(Remark(criterion=point.criteria[0], kind="suggestion", text="មកទាន់ម៉ោង", selected=True))
        yield store


class InterfaceRobot(Robot):
    """Writes minutes."""

    def __init__(self, store: Store, qtbot: QtBot) -> None:
        self.store = store
        self.context = Context(store, self.cycle.id)
        self.page = InterfacePage(self.context)
        qtbot.addWidget(self.page)
        self.page.resize(900, 1600)
        super().__init__(self.page)

    @property
    def cycle(self) -> Cycle:
        return self.store.cycles()[0]

    def criterion(self, number: int = 0) -> int:
        return self.cycle.service_points[0].criteria[number].id

    def said(self) -> AgreedPoint:
        return self.cycle.meetings[0].agreed_points[0]

    def card(self, number: int = 0) -> PointCard:
        return self.widget(f"point_{self.criterion(number)}", PointCard)


@pytest.fixture
def robot(store: Store, qtbot: QtBot) -> Iterator[InterfaceRobot]:
    made = InterfaceRobot(store, qtbot)
    yield made
    made.context.close()


@pytest.fixture
def meeting(store: Store) -> Meeting:
    cycle = store.cycles()[0]
    with store.transaction("Meeting", cycle=cycle):
        meeting = Meeting(stage="interface", date=dt.date(2026, 4, 3))
        cycle.meetings.append(meeting)
        meeting.people_of("citizens").count(total=30)
    return meeting


def test_without_a_meeting_one_button_begins(robot: InterfaceRobot) -> None:
    robot.page.show_part(1)
    robot.click("points_begin")
    assert [each.stage for each in robot.cycle.meetings] == ["interface"]
    assert robot.focused() == f"citizens_said_{robot.criterion()}"
    assert unnamed(robot.page) == []


def test_every_side_is_counted(robot: InterfaceRobot, meeting: Meeting) -> None:
    robot.page.show_part(0)
    for side in ("citizens", "providers", "commune", "district", "other"):
        assert robot.widget(f"interface_meeting_whose_{side}|").isVisibleTo(robot.page)


def test_both_scores_stand_with_their_gap(meeting: Meeting, robot: InterfaceRobot) -> None:
    figures = robot.card().figures
    assert [label.text() for label in figures.values()] == ["Citizens: 3 (n = 6)", "Providers: 4", "Gap: +1"]
    assert "មកទាន់ម៉ោង" in robot.card().suggested.text().replace("\u200b", "")


def test_the_widest_gap_can_stand_first(meeting: Meeting, robot: InterfaceRobot) -> None:
    robot.click("points_order_gap")
    QApplication.processEvents()
    assert robot.card(1).y() < robot.card(0).y()
    assert robot.card(1).title.text().startswith("2.")


def test_what_is_said_is_stored_at_once_and_undone(meeting: Meeting, robot: InterfaceRobot) -> None:
    robot.write(f"citizens_said_{robot.criterion()}", "បុគ្គលិកមកយឺត")
    robot.write(f"agreed_{robot.criterion()}", "មកម៉ោង ៧")
    assert (robot.said().citizens_said, robot.said().agreed) == ("បុគ្គលិកមកយឺត", "មកម៉ោង ៧")
    assert robot.page.talk.count.text() == "Agreed on 1 of 2 criteria"
    robot.store.undo()
    QApplication.processEvents()
    assert robot.said().agreed == ""
    assert robot.card().editors["agreed"].value() == ""


def test_an_activity_is_drafted_once(meeting: Meeting, robot: InterfaceRobot) -> None:
    key = robot.criterion()
    assert not robot.widget(f"draft_{key}").isEnabled()
    robot.write(f"agreed_{key}", "មកម៉ោង ៧")
    robot.click(f"draft_{key}")
    assert [action.activity for action in robot.cycle.actions] == ["មកម៉ោង ៧"]
    assert robot.card().planned.text() == "In the plan: B.1"
    robot.click(f"draft_{key}")
    assert "has this activity already" in robot.sentence(f"agreed_{key}")


def test_a_finished_meeting_is_closed_to_typing(meeting: Meeting, robot: InterfaceRobot) -> None:
    with robot.store.transaction("Finished", cycle=robot.cycle):
        meeting.closed_on = dt.date(2026, 4, 4)
    assert not robot.card().editors["agreed"].isEnabled()
    robot.page.show_part(2)
    assert not robot.page.decisions.decisions.isEnabled()


def test_decisions_and_the_next_date_are_kept(meeting: Meeting, robot: InterfaceRobot) -> None:
    robot.page.show_part(2)
    robot.write("decisions", "ជួបគ្នាម្តងទៀត")
    robot.write("decisions_next", "៤/៥/២០២៦")
    assert (meeting.decisions, meeting.next_date) == ("ជួបគ្នាម្តងទៀត", dt.date(2026, 5, 4))
    robot.write("decisions_next", "later")
    assert "is not a date" in robot.sentence("decisions_next")
