"""The information page: the session first, then the standards beside what is really there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from facilitator import i18n
from facilitator.models import catalogue
from facilitator.models.cycle import Cycle
from facilitator.models.input_check import InputCheck
from facilitator.models.store import Store
from facilitator.ui.context import Context
from facilitator.ui.pages.information import InformationPage
from facilitator.ui.tables.inputs import CONFIRMED_BY, DIFFERENCE, FOUND, INPUT, STANDARD
from tests.samples import add_commune, add_cycle
from tests.ui.robots import Robot, unnamed


@pytest.fixture
def context(tmp_path: Path, qtbot: QtBot) -> Iterator[Context]:
    with Store.create(tmp_path / "commune.db", "Sok") as store:
        made = Context(store, add_cycle(store, add_commune(store)).id)
        yield made
        made.close()


class InformationRobot(Robot):
    """Speaks of inputs and standards."""

    def __init__(self, context: Context, qtbot: QtBot) -> None:
        self.page = InformationPage(context)
        self.store = context.store
        qtbot.addWidget(self.page)
        self.page.resize(780, 900)
        super().__init__(self.page)
        QApplication.processEvents()

    def track(self) -> None:
        """Open the tab of input tracking."""
        self.page.show_part(1)

    def take_standards(self) -> None:
        """Begin with the standards of the bank."""
        self.track()
        self.click("inputs_begin")

    def inputs(self) -> list[InputCheck]:
        """The stored rows."""
        return sorted(self.store.all(InputCheck), key=lambda check: check.position)

    def row(self, key: str) -> int:
        """The row of a standard."""
        return [check.key for check in self.inputs()].index(key)


def test_without_services_one_button_leads_to_the_preparation(context: Context, qtbot: QtBot) -> None:
    with context.store.transaction("No services"):
        context.cycle.service_points.clear()
    robot = InformationRobot(context, qtbot)
    wanted: list[str] = []
    context.wanted.connect(wanted.append)
    robot.click("information_prepare")
    assert wanted == ["prepare"]
    assert not robot.widget("information_tabs").isVisible()


def test_the_page_opens_on_the_meeting_until_it_was_held(context: Context, qtbot: QtBot) -> None:
    robot = InformationRobot(context, qtbot)
    assert robot.widget("information_meeting_begin").isVisible()
    robot.click("information_meeting_begin")
    robot.write("information_meeting_date", "12/3/2026")
    robot.write("information_meeting_people_total", "30")
    choice = robot.page.points.choice
    assert choice is not None
    choice.committed.emit(str(context.cycle.service_points[0].id))
    assert robot.widget("information_meeting_date").isVisible(), "the page does not turn while somebody types"
    assert not InformationRobot(context, qtbot).page.head.isVisible()


def test_standards_come_with_one_press_and_are_undone_together(context: Context, qtbot: QtBot) -> None:
    robot = InformationRobot(context, qtbot)
    robot.take_standards()
    standards = catalogue.standards("health_centre")
    assert [check.key for check in robot.inputs()] == [standard.key for standard in standards]
    assert robot.focused() == "inputs_table"
    assert robot.cell("inputs_table", 0, INPUT) == standards[0].text_en
    assert robot.cell("inputs_table", 0, STANDARD) == "The health centre has 8 to 12 health staff\nTo be confirmed"
    assert not robot.widget("inputs_add_standards", QPushButton).isVisible()
    context.store.undo()
    assert robot.inputs() == []
    assert robot.widget("inputs_begin").isVisible()


def test_what_was_found_is_typed_cell_by_cell_in_khmer(context: Context, qtbot: QtBot) -> None:
    i18n.use_language("km")
    robot = InformationRobot(context, qtbot)
    robot.take_standards()
    robot.go_to_cell("inputs_table", 0, FOUND)
    robot.type("៦ នាក់")
    robot.press("Enter")
    robot.type("ខ្វះ ២ នាក់")
    robot.press("Enter")
    robot.go_to_cell("inputs_table", 0, CONFIRMED_BY)
    robot.type("ប្រធានមណ្ឌល")
    robot.press("Enter")
    staff = robot.inputs()[0]
    assert (staff.found, staff.difference, staff.confirmed_by) == ("៦ នាក់", "ខ្វះ ២ នាក់", "ប្រធានមណ្ឌល")
    robot.go_to_cell("inputs_table", 0, DIFFERENCE)
    robot.press("Delete")
    assert robot.inputs()[0].difference == ""
    context.store.undo()
    assert robot.inputs()[0].difference == "ខ្វះ ២ នាក់"
    assert robot.cell("inputs_table", 0, DIFFERENCE).replace("\u200b", "") == "ខ្វះ ២ នាក់"


def test_a_standard_is_confirmed_only_with_its_document(context: Context, qtbot: QtBot) -> None:
    robot = InformationRobot(context, qtbot)
    robot.take_standards()
    robot.go_to_cell("inputs_table", 0, FOUND)
    robot.press("Ctrl+Enter")
    assert robot.focused() == "standard_text"
    robot.click("standard_state_confirmed")
    assert "source first" in robot.sentence("standard_state")
    assert robot.page.inputs.standard.state.value() == "to_confirm"
    robot.write("standard_source", "Guideline of the Ministry of Health")
    robot.write("standard_date", "2021")
    robot.click("standard_state_confirmed")
    assert not robot.inputs()[0].to_confirm
    shown = robot.cell("inputs_table", 0, STANDARD)
    assert shown.endswith("Source: Guideline of the Ministry of Health, 2021")


def test_own_inputs_come_one_after_the_other_and_go_again(context: Context, qtbot: QtBot) -> None:
    robot = InformationRobot(context, qtbot)
    robot.track()
    robot.focus("inputs_own")
    for text in ("ម៉ាស៊ីនភ្លើង", "Solar panel"):
        robot.type(text)
        robot.press("Enter")
    assert [check.text("en") for check in robot.inputs()] == ["ម៉ាស៊ីនភ្លើង", "Solar panel"]
    robot.press("Enter")
    assert "Type the input first" in robot.page.inputs.remark.text()
    robot.go_to_cell("inputs_table", 0, FOUND)
    robot.press("Ctrl+Delete")
    assert [check.text_en for check in robot.inputs()] == ["Solar panel"]
    context.store.undo()
    assert len(robot.inputs()) == 2


def test_the_cursor_stays_on_its_input_when_another_goes(context: Context, qtbot: QtBot) -> None:
    robot = InformationRobot(context, qtbot)
    robot.take_standards()
    robot.go_to_cell("inputs_table", 3, CONFIRMED_BY)
    key = robot.inputs()[3].key
    with context.store.transaction("Elsewhere", cycle=context.cycle):
        context.cycle.service_points[0].input_checks.remove(robot.inputs()[0])
    grid = robot.page.inputs.grid
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (2, CONFIRMED_BY)
    assert robot.page.inputs.table.check(2) is not None
    assert robot.row(key) == 2


def test_every_editor_can_be_read_aloud(context: Context, qtbot: QtBot) -> None:
    robot = InformationRobot(context, qtbot)
    robot.take_standards()
    assert unnamed(robot.page) == []


def test_another_service_shows_its_own_inputs(context: Context, qtbot: QtBot) -> None:
    cycle: Cycle = context.cycle
    with context.store.transaction("School", cycle=cycle):
        cycle.add_service_point("primary_school", "សាលា", "School")
    robot = InformationRobot(context, qtbot)
    robot.take_standards()
    robot.focus("information_point_list")
    robot.press("Down")
    assert robot.page.point() is cycle.service_points[1]
    assert robot.page.inputs.table.rowCount() == 0
    robot.click("inputs_begin")
    assert robot.inputs()[-1].service_point is cycle.service_points[1]
    assert InformationRobot(context, qtbot).page.point() is cycle.service_points[1]
