"""The head of meeting pages: date, place, people present, finishing, correcting with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from facilitator import i18n
from facilitator.models import holding, preparing
from facilitator.models.cycle import Person
from facilitator.models.history import HistoryEntry
from facilitator.models.meeting import Meeting
from facilitator.models.store import Store
from facilitator.models.target import Target
from facilitator.ui.context import Context
from facilitator.ui.pages.meeting_head import MeetingHead
from tests.samples import add_commune, add_cycle
from tests.ui.robots import Robot, unnamed

NAME = "scoring_meeting"


@pytest.fixture
def context(tmp_path: Path, qtbot: QtBot) -> Iterator[Context]:
    with Store.create(tmp_path / "commune.db", "Sok") as store:
        cycle = add_cycle(store, add_commune(store))
        with store.transaction("People", cycle=cycle):
            cycle.people += [Person(name="សុខ ចាន់ណា", role="facilitator"), Person(name="Chief", role="commune_chief")]
            cycle.targets.append(Target(category="women", share=50))
        made = Context(store, cycle.id)
        yield made
        made.close()


class HeadRobot(Robot):
    """Uses a head on its own; it refreshes after every change, as a page makes it do."""

    def __init__(self, context: Context, qtbot: QtBot, *, folding: bool = True) -> None:
        self.context = context
        self.head = MeetingHead(context, "scoring", by_group=True, folding=folding)
        context.changed.connect(self.head.refresh)
        qtbot.addWidget(self.head)
        self.head.resize(740, 900)
        super().__init__(self.head)
        self.head.refresh()

    def begin(self) -> None:
        """Press the button of the empty state."""
        self.click(f"{NAME}_begin")

    def count(self, category: str, number: str) -> None:
        """Type a head count."""
        self.write(f"{NAME}_people_{category}", number)

    def only(self) -> Meeting:
        """The one meeting there is."""
        (meeting,) = self.context.store.all(Meeting)
        return meeting

    def shown(self, name: str) -> bool:
        """Whether a widget is on show."""
        return self.widget(f"{NAME}_{name}", QWidget).isVisibleTo(self.head)


def test_a_meeting_is_written_down_by_keyboard_in_khmer(context: Context, qtbot: QtBot) -> None:
    i18n.use_language("km")
    robot = HeadRobot(context, qtbot)
    assert unnamed(robot.head) == []
    robot.begin()
    assert robot.focused() == f"{NAME}_date"
    robot.type("១២/៣/២០២៦")
    robot.press("Tab")
    robot.write(f"{NAME}_place", "វត្តស្រះជីក")
    robot.count("total", "៣០")
    robot.count("women", "១៨")
    meeting = robot.only()
    assert (meeting.date, meeting.place) == (dt.date(2026, 3, 12), "វត្តស្រះជីក")
    assert holding.counts_of(meeting, "citizens")["women"] == 18
    assert unnamed(robot.head) == []


def test_undo_takes_back_one_field_at_a_time(context: Context, qtbot: QtBot) -> None:
    robot = HeadRobot(context, qtbot)
    robot.begin()
    robot.count("total", "30")
    robot.count("women", "18")
    context.store.undo()
    assert holding.counts_of(robot.only(), "citizens")["women"] is None
    assert robot.widget(f"{NAME}_people_women").property("text") == ""
    context.store.undo()
    context.store.undo()
    assert context.store.all(Meeting) == []
    assert robot.shown("begin")


def test_remarks_and_targets_stand_beside_the_counts(context: Context, qtbot: QtBot) -> None:
    robot = HeadRobot(context, qtbot)
    robot.begin()
    robot.count("total", "10")
    robot.count("women", "12")
    assert "12" in robot.head.people.counts.sentence()
    assert holding.counts_of(robot.only(), "citizens")["women"] == 12
    robot.count("women", "3")
    assert robot.head.people.counts.sentence() == ""
    assert "the target of 50% was not reached" in robot.head.people.targets.text()
    robot.write(f"{NAME}_date", "31/2/2026")
    assert robot.sentence(f"{NAME}_date") != ""
    assert robot.only().date is None


def test_groups_are_counted_apart(context: Context, qtbot: QtBot) -> None:
    robot = HeadRobot(context, qtbot)
    robot.begin()
    robot.click(f"{NAME}_whose_citizens|women")
    robot.count("total", "12")
    robot.click(f"{NAME}_whose_citizens|men")
    assert robot.widget(f"{NAME}_people_total").property("text") == ""
    robot.count("total", "9")
    assert robot.head.people.all.text() == "All together: 21 people"
    assert {(row.group, row.total) for row in robot.only().attendance} == {("women", 12), ("men", 9)}


def test_only_facilitators_can_lead(context: Context, qtbot: QtBot) -> None:
    robot = HeadRobot(context, qtbot)
    robot.begin()
    leader = next(person for person in context.cycle.people if person.role == "facilitator")
    robot.click(f"{NAME}_leaders_{leader.id}")
    assert [link.person.name for link in robot.only().facilitators] == ["សុខ ចាន់ណា"]
    assert robot.head.leaders is not None
    assert len(robot.head.leaders.findChildren(QWidget)) == 1


def test_a_finished_meeting_opens_again_only_with_a_reason(context: Context, qtbot: QtBot) -> None:
    robot = HeadRobot(context, qtbot, folding=False)
    robot.begin()
    robot.click(f"{NAME}_finish")
    assert "date" in robot.head.correct.remark.text()
    robot.write(f"{NAME}_date", "12/3/2026")
    robot.count("total", "30")
    robot.click(f"{NAME}_finish")
    assert robot.only().closed_on is not None
    assert not robot.head.date.isEnabled()
    robot.click(f"{NAME}_reopen")
    robot.press("Enter")
    assert "Say why" in robot.sentence(f"{NAME}_reason")
    robot.type("រាប់ច្រឡំ")
    robot.press("Enter")
    assert robot.only().closed_on is None
    assert robot.head.date.isEnabled()
    assert "រាប់ច្រឡំ" in {entry.reason for entry in context.store.all(HistoryEntry)}
    assert not robot.shown("correct")


def test_a_meeting_moves_to_its_right_village(context: Context, qtbot: QtBot) -> None:
    robot = HeadRobot(context, qtbot, folding=False)
    robot.begin()
    robot.click(f"{NAME}_move")
    assert robot.focused() == f"{NAME}_service_list"
    robot.press("Down", "Tab", "Down", "Down", "Tab")
    robot.type("Typed under the wrong village")
    robot.press("Enter")
    point = context.cycle.service_points[0]
    assert (robot.only().service_point_id, robot.only().village_code) == (point.id, point.villages[1].code)
    context.store.undo()
    assert robot.only().village_code is None


def test_the_meetings_of_one_place_are_listed_and_held_ones_fold(context: Context, qtbot: QtBot) -> None:
    store, cycle = context.store, context.cycle
    point = cycle.service_points[0]
    with store.transaction("Meetings", cycle=cycle):
        for village in point.villages[:2]:
            meeting = preparing.add_meeting(cycle, "scoring", point, village)
            holding.set_day(meeting, dt.date(2026, 3, 12))
            holding.set_counts(meeting, "citizens", "", {"total": 21, "women": 11})
        preparing.add_meeting(cycle, "information", point, None)
    robot = HeadRobot(context, qtbot)
    assert len(robot.head._listed) == 2
    robot.head.show_place(point.id, point.villages[0].code)
    assert [title for _key, title in robot.head._listed] == ["12/03/2026 · Village 1"]
    assert robot.widget(f"{NAME}_summary").property("text") == "21 people, 11 of them women"
    assert not robot.head.date.isVisible()
    robot.click(f"{NAME}_fold")
    assert robot.head.date.isVisible()
    robot.head.show_place(point.id, point.villages[2].code)
    assert robot.shown("begin")
    robot.begin()
    made = robot.head.meeting()
    assert made is not None
    assert made.village_code == point.villages[2].code
