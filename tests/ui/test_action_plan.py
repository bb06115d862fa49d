"""The action plan written by keys: typed columns, levels, proposals kept with one key, money, undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator.models import planning
from facilitator.models.action import Action, add_action
from facilitator.models.cycle import Cycle
from facilitator.models.scorecard import Remark
from facilitator.models.store import Store
from facilitator.ui.context import Context
from facilitator.ui.pages.action_plan import REST_MS, ActionPlanPage
from facilitator.ui.tables.actions import COLUMNS
from facilitator.ui.widgets.choice import Choice
from tests.samples import add_commune, add_cycle
from tests.ui.robots import Robot, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "plan.db") as store:
        cycle = add_cycle(store, add_commune(store))
        point = cycle.service_points[0]
        with store.transaction("Plan", cycle=cycle):
            add_action(cycle, "A", "ជួសជុលផ្លូវ")
            add_action(cycle, "A", "សង់លូ")
            point.remarks.append(Remark(criterion=point.criteria[0], kind="suggestion", text="ទិញថ្នាំ", selected=True))
        yield store


class PlanRobot(Robot):
    """Writes the plan."""

    def __init__(self, store: Store, qtbot: QtBot) -> None:
        self.store = store
        self.context = Context(store, self.cycle.id)
        self.page = ActionPlanPage(self.context)
        qtbot.addWidget(self.page)
        self.page.resize(900, 1600)
        super().__init__(self.page)
        self.page.focus_first()

    @property
    def cycle(self) -> Cycle:
        return self.store.cycles()[0]

    def rows(self) -> list[str]:
        table = self.page.plan.table
        return [f"{table.text_at(row, 0)} {table.text_at(row, 1)}".strip() for row in range(table.rowCount())]

    def go_to(self, row: int, column: str) -> None:
        self.go_to_cell("plan_table", row, COLUMNS.index(column))
        QTest.qWait(2 * REST_MS)  # the part beneath follows

    def action(self, number: int = 0) -> Action:
        return planning.rows(self.cycle, "A")[number]


@pytest.fixture
def robot(store: Store, qtbot: QtBot) -> Iterator[PlanRobot]:
    made = PlanRobot(store, qtbot)
    yield made
    made.page.hide()
    made.context.close()


def test_parts_stand_with_their_rows_and_totals(robot: PlanRobot) -> None:
    assert robot.rows() == [
        "Part A: needs outside resources",
        "A.1 ជួសជុលផ្លូវ",
        "A.2 សង់លូ",
        "Total of part A",
        "Part B: the service and the community do it themselves",
        "Total of part B",
    ]
    assert unnamed(robot.page) == []


def test_columns_take_khmer_digits_dates_and_riel(robot: PlanRobot) -> None:
    robot.go_to(1, "cost")
    robot.type("៤៨០០០០០០")
    robot.press("Enter")
    robot.go_to(1, "quantity")
    robot.type("១២០០")
    robot.press("Tab")
    robot.page.plan.table.setData(robot.page.plan.table.index(1, COLUMNS.index("end")), "៣១/១២/២០២៦")
    action = robot.action()
    assert (action.cost, action.quantity, action.end) == (48_000_000, "1200", dt.date(2026, 12, 31))
    assert robot.cell("plan_table", 3, COLUMNS.index("cost")) == "48,000,000"
    robot.store.undo()
    assert robot.action().end is None


def test_what_is_refused_is_said_beside_the_table_and_not_stored(robot: PlanRobot) -> None:
    robot.go_to(1, "end")
    robot.page.plan.table.setData(robot.page.plan.grid.currentIndex(), "soon")
    assert "is not a date" in robot.sentence("plan")
    assert robot.action().end is None


def test_keys_move_a_row_deeper_and_out_again(robot: PlanRobot) -> None:
    robot.go_to(2, "activity")
    robot.press("Ctrl+Right")
    assert "A.1.1 សង់លូ" in robot.rows()
    assert robot.page.plan.current() is robot.action(1)
    robot.press("Ctrl+Left")
    assert "A.2 សង់លូ" in robot.rows()
    robot.press("Ctrl+Up")
    assert "A.1 សង់លូ" in robot.rows()
    robot.go_to(1, "activity")
    robot.press("Ctrl+Right")
    assert "no row before it" in robot.sentence("plan")


def test_a_row_is_added_by_a_button_typed_into_and_deleted_with_undo(robot: PlanRobot) -> None:
    robot.click("plan_add_B")
    robot.type("រៀបចំការិយាល័យ")
    assert robot.page.plan.current() is not None
    QApplication.processEvents()
    robot.press("Enter")
    assert "B.1 រៀបចំការិយាល័យ" in robot.rows()
    robot.go_to(5, "activity")
    robot.press("Ctrl+Delete")
    assert len(robot.cycle.actions) == 2
    robot.store.undo()
    assert "B.1 រៀបចំការិយាល័យ" in robot.rows()


def test_a_dragged_row_takes_the_place_of_the_one_it_is_dropped_on(robot: PlanRobot) -> None:
    table = robot.page.plan.table
    data = table.mimeData([table.index(2, 1)])
    table.dropMimeData(data, robot.page.plan.grid.defaultDropAction(), -1, -1, table.index(1, 1))
    QApplication.processEvents()
    assert "A.1 សង់លូ" in robot.rows()
    table.dropMimeData(table.mimeData([table.index(1, 1)]), Qt.DropAction.MoveAction, -1, -1, table.index(4, 0))
    QApplication.processEvents()
    assert "B.1 សង់លូ" in robot.rows()


@pytest.mark.parametrize("key", ["a", "ក"])
def test_one_key_keeps_a_proposal(robot: PlanRobot, key: str) -> None:
    robot.click("proposals_fold")
    assert robot.focused() == "proposals_table"
    if key == "a":
        robot.press(key)
    else:
        robot.type(key)
    assert [row.activity for row in planning.rows(robot.cycle, "A")][-1] == "ទិញថ្នាំ"
    assert robot.page.proposals.isHidden()
    assert robot.page.plan.current() is robot.action(2)
    robot.store.undo()
    assert not robot.page.proposals.isHidden()


def test_the_chosen_row_is_completed_beneath_the_table(robot: PlanRobot) -> None:
    robot.go_to(1, "activity")
    assert "Nobody leads it yet." in robot.page.plan.quiet.text()
    robot.write("action_responsible", "សុខ ដារ៉ា")
    robot.write("action_cip_year", "២០២៧")
    robot.widget("action_sector", Choice).committed.emit("economic")
    robot.widget("answers_more", Choice).committed.emit(str(robot.cycle.service_points[0].criteria[0].id))
    action = robot.action()
    assert (action.responsible, action.cip_year, action.sector) == ("សុខ ដារ៉ា", 2027, "economic")
    assert len(action.criteria) == 1
    assert robot.page.plan.quiet.text() == "It has no end date."
    robot.click(f"answer_{action.criteria[0].criterion_id}_remove")
    assert robot.action().criteria == []


def test_dates_that_cross_are_refused_beside_the_field(robot: PlanRobot) -> None:
    robot.go_to(1, "activity")
    robot.write("action_start", "1/5/2026")
    robot.write("action_end", "1/4/2026")
    assert "cannot end before it starts" in robot.sentence("action_end")
    assert robot.action().end is None


def test_money_in_dollars_is_kept_in_cents(robot: PlanRobot) -> None:
    robot.go_to(1, "activity")
    robot.click("contribution_add")
    gift = robot.action().contributions[0]
    robot.widget(f"contribution_{gift.id}_currency", Choice).committed.emit("USD")
    robot.write(f"contribution_{gift.id}_amount", "៥០០,៥០")
    robot.widget(f"contribution_{gift.id}_state", Choice).committed.emit("received")
    found = robot.action().contributions[0]
    assert (found.amount, found.currency, found.state) == (50_050, "USD", "received")
    assert "$500.50" in robot.page.detail.money.sums.text()
    robot.widget(f"contribution_{gift.id}_currency", Choice).committed.emit("KHR")
    assert "no cents" in robot.sentence(f"contribution_{gift.id}_currency")
    robot.click(f"contribution_{gift.id}_remove")
    assert robot.action().contributions == []


def test_an_empty_plan_begins_with_the_proposals(robot: PlanRobot) -> None:
    with robot.store.transaction("Emptied", cycle=robot.cycle):
        for action in list(robot.cycle.actions):
            planning.remove(action)
    robot.page.focus_first()
    assert robot.focused() == "plan_propose"
    robot.press("Space")
    robot.press("Enter")
    assert [row.activity for row in planning.rows(robot.cycle, "B")] == ["ទិញថ្នាំ"]
