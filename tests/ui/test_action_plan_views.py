"""The plan's typed cells, its headings and sums, joining and splitting, proposals together, months and people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from facilitator import i18n
from facilitator.models import planning
from facilitator.models.action import add_action
from facilitator.models.contribution import Contribution
from facilitator.models.cycle import Cycle
from facilitator.models.meeting import Meeting
from facilitator.models.scorecard import Remark
from facilitator.models.store import Store
from facilitator.ui.pages.action_plan import REST_MS
from facilitator.ui.tables import actions as table_module
from facilitator.ui.tables.actions import PROVIDER, ActionsTable, Band
from facilitator.ui.tables.base import Role
from facilitator.ui.tables.plan_calendar import BAR, FIRST_MONTH, Bar
from facilitator.ui.tables.plan_columns import COLUMNS, COST, FUNDING
from facilitator.ui.widgets.calendar import CalendarPopup
from facilitator.ui.widgets.choice import Choice
from tests.samples import add_commune, add_cycle, vote
from tests.ui.robots import unnamed
from tests.ui.test_action_plan import PlanRobot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A.1 road and A.2 drain of the health centre, A.3 roof of the school, B.1 tidy of nobody."""
    with Store.create(tmp_path / "plan.db") as store:
        cycle = add_cycle(store, add_commune(store))
        health = cycle.service_points[0]
        with store.transaction("Plan", cycle=cycle):
            school = cycle.add_service_point("primary_school", "សាលា", "School")
            for part, words, point in (
                ("A", "road", health), ("A", "drain", health), ("A", "roof", school), ("B", "tidy", None),
            ):  # fmt: skip
                add_action(cycle, part, words).provider = point
            interface = Meeting(stage="interface", date=dt.date(2026, 4, 3))
            cycle.meetings.append(interface)
            interface.point(health.criteria[0]).agreed = "come in time"
            for text in ("buy medicine", "open at night"):
                health.remarks.append(Remark(criterion=health.criteria[1], kind="suggestion", text=text, selected=True))
        yield store


@pytest.fixture
def robot(store: Store, qtbot: QtBot) -> Iterator[PlanRobot]:
    made = PlanRobot(store, qtbot)
    yield made
    made.page.hide()
    made.context.close()


def called(cycle: Cycle, words: str):  # type: ignore[no-untyped-def]
    return next(action for action in cycle.actions if action.activity == words)


def row_of(robot: PlanRobot, words: str) -> int:
    return robot.page.plan.table.row_of(called(robot.cycle, words).id)


def cell(robot: PlanRobot, row: int, column: str) -> str:
    return robot.cell("plan_table", row, COLUMNS.index(column)).replace("\xa0", " ")


def type_into(robot: PlanRobot, words: str, column: str, text: str) -> None:
    robot.go_to(row_of(robot, words), column)
    robot.type(text)
    QApplication.processEvents()
    robot.press("Enter")
    QApplication.processEvents()


def test_providers_stand_over_their_rows_with_what_they_cost(robot: PlanRobot) -> None:
    robot.page.plan.rate.committed.emit(4100)
    type_into(robot, "road", "cost", "៤១.០០០.០០០")
    type_into(robot, "roof", "cost", "8,200,000")
    assert robot.rows() == [
        "Part A: needs outside resources", "Health centre", "A.1 road", "A.2 drain", "School", "A.3 roof",
        "Total of part A", "Part B: the service and the community do it themselves", "B.1 tidy", "Total of part B",
    ]  # fmt: skip
    assert cell(robot, 1, "cost") == "41,000,000\n$10,000.00"
    assert cell(robot, 4, "cost") == "8,200,000\n$2,000.00"
    assert cell(robot, 6, "cost") == "49,200,000\n$12,000.00"
    QTest.qWait(2 * REST_MS)
    assert "49,200,000\xa0riel ($12,000.00)" in robot.page.plan.sum.text()
    assert unnamed(robot.page) == []


def test_what_is_not_funded_stands_out_until_somebody_pays(robot: PlanRobot) -> None:
    type_into(robot, "road", "cost", "1000")
    row, table = row_of(robot, "road"), robot.page.plan.table
    warning = table.index(row, FUNDING).data(Role.ForegroundRole)
    assert (cell(robot, row, "funding"), cell(robot, 1, "funding")) == ("Not funded: 1,000 riel",) * 2
    assert warning is not None
    with robot.store.transaction("Money", cycle=robot.cycle):
        gifts = called(robot.cycle, "road").contributions
        gifts.append(Contribution(source_kind="donor", currency="USD", amount=100))
        gifts.append(Contribution(source_kind="commune_fund", amount=600))
    assert cell(robot, row, "funding") == "Commune fund 600 riel\nDonor $1.00\nNot funded: 400 riel"
    QTest.qWait(2 * REST_MS)
    assert "$1.00 are not counted" in robot.page.plan.short.text()
    robot.page.plan.rate.committed.emit(4100)
    assert cell(robot, row, "funding") == "Commune fund 600 riel\nDonor $1.00"
    assert cell(robot, 1, "funding") == ""
    assert table.index(row, FUNDING).data(Role.ForegroundRole) is None


@pytest.mark.parametrize(
    ("column", "typed", "attribute", "value"),
    [
        ("quantity", "១.២០០ ម", "quantity", "1200"),
        ("quantity", "1,200 m", "unit", "m"),
        ("cost", "៤៨.០០០.០០០៛", "cost", 48_000_000),
        ("start", "មករា", "start", dt.date(2026, 1, 1)),
        ("end", "៣១ ធ្នូ ២៥៦៩", "end", dt.date(2026, 12, 31)),
        ("beneficiaries", "១២.៥០០", "beneficiaries", 12_500),
        ("responsible", "សុខ ដារ៉ា", "responsible", "សុខ ដារ៉ា"),
        ("cip_year", "២៥៧០", "cip_year", 2027),
    ],
)
def test_cells_take_what_people_write(robot: PlanRobot, column: str, typed: str, attribute: str, value: object) -> None:
    type_into(robot, "road", column, typed)
    assert getattr(called(robot.cycle, "road"), attribute) == value
    assert robot.sentence("plan") == ""


@pytest.mark.parametrize(
    ("column", "typed", "sentence"),
    [
        ("quantity", "many", "not a number"),
        ("women", "5", "5 women among 4 people"),
        ("end", "1/1/2025", "cannot end before it starts"),
        ("cip_year", "12", "Type the year"),
    ],
)
def test_what_cannot_be_is_said_and_stays_in_the_cell(robot: PlanRobot, column: str, typed: str, sentence: str) -> None:
    with robot.store.transaction("Before", cycle=robot.cycle):
        called(robot.cycle, "road").set_beneficiaries(4, None)
        planning.set_time(called(robot.cycle, "road"), dt.date(2026, 1, 1), None)
    type_into(robot, "road", column, typed)
    assert robot.sentence("plan") == "" or sentence in robot.sentence("plan")
    index = robot.page.plan.table.index(row_of(robot, "road"), COLUMNS.index(column))
    assert sentence in robot.page.plan.table.sentence_at(index)
    assert getattr(called(robot.cycle, "road"), column) in ("", None)


def test_a_list_opens_in_its_cell_by_any_key(robot: PlanRobot) -> None:
    robot.go_to(row_of(robot, "road"), "status")
    robot.press("Space")
    menu = robot.page.plan.grid.findChild(QMenu, "plan_status_list")
    assert menu is not None
    assert [entry.text() for entry in menu.actions()][:3] == ["Not started", "Under way", "Done"]
    menu.actions()[2].trigger()
    menu.close()
    action = called(robot.cycle, "road")
    assert (action.status, action.percent, [check.status for check in action.checks]) == ("done", 100, ["done"])
    assert cell(robot, row_of(robot, "road"), "status") == "Done"
    table = robot.page.plan.table
    assert table.setData(table.index(row_of(robot, "drain"), COLUMNS.index("sector")), "gender")
    assert not table.setData(table.index(row_of(robot, "drain"), COLUMNS.index("status")), "Delayed")
    assert "Say why" in robot.sentence("plan")


def test_a_day_is_picked_from_the_calendar_in_its_cell(robot: PlanRobot) -> None:
    robot.go_to(row_of(robot, "road"), "end")
    robot.press("F4")
    popup = robot.page.plan.grid.findChild(CalendarPopup, "plan_calendar_popup")
    assert popup is not None
    popup.picked.emit(dt.date(2026, 5, 31))
    popup.close()
    robot.window.activateWindow()
    QApplication.processEvents()
    assert called(robot.cycle, "road").end == dt.date(2026, 5, 31)
    robot.go_to(row_of(robot, "road"), "funding")
    robot.press("F2")
    assert robot.focused() == "contribution_add"


def test_keys_join_and_split_rows(robot: PlanRobot) -> None:
    robot.go_to(row_of(robot, "drain"), "activity")
    robot.press("Ctrl+J")
    assert "A.1 road; drain" in robot.rows()
    robot.press("Ctrl+D")
    assert robot.rows()[2:4] == ["A.1 road", "A.2 drain"]
    assert robot.page.plan.current() is called(robot.cycle, "drain")
    robot.go_to(row_of(robot, "road"), "activity")
    robot.press("Ctrl+J")
    assert "no row above" in robot.sentence("plan")
    robot.store.undo()
    robot.store.undo()
    assert robot.rows()[2:4] == ["A.1 road", "A.2 drain"]


def test_a_row_takes_the_heading_under_which_it_is_dropped(robot: PlanRobot) -> None:
    table, school = robot.page.plan.table, robot.cycle.service_points[1]

    def drop(words: str, target: int, how: Qt.DropAction) -> None:
        data = table.mimeData([table.index(row_of(robot, words), 1)])
        table.dropMimeData(data, how, -1, -1, table.index(target, 1))
        QApplication.processEvents()

    drop("road", 4, Qt.DropAction.MoveAction)
    assert called(robot.cycle, "road").provider is school
    assert [text for text in robot.rows() if "A." in text] == ["A.1 drain", "A.2 road", "A.3 roof"]
    drop("roof", row_of(robot, "road"), Qt.DropAction.CopyAction)
    assert "A.2.1 roof" in robot.rows()
    drop("roof", table.row_of(Band("total", "B")), Qt.DropAction.MoveAction)
    assert robot.rows()[-3:] == ["School", "B.2 roof", "Total of part B"]
    robot.press("Ctrl+Up")
    assert called(robot.cycle, "roof").provider is None


def test_marked_proposals_become_one_activity_and_one_joins_the_chosen_row(robot: PlanRobot) -> None:
    robot.go_to(row_of(robot, "road"), "activity")
    robot.page.proposals.unfold()
    assert "Add to A.1" in robot.page.proposals.joiner.text()
    robot.press("Space", "Space")
    assert "2 proposals are marked" in robot.page.proposals.said.text()
    robot.press("a")
    (made,) = [action for action in robot.cycle.actions if ";" in action.activity]
    assert len(made.origins) == 2
    assert made.part == "A"
    robot.page.plan.grid.go_to(called(robot.cycle, "road").id)
    robot.page.proposals.grid.setFocus()
    robot.press("j")
    assert len(called(robot.cycle, "road").origins) == 1
    assert robot.page.proposals.isHidden()
    robot.store.undo()
    assert not robot.page.proposals.isHidden()


def test_a_row_shows_the_scores_of_what_it_answers_and_where_it_comes_from(robot: PlanRobot) -> None:
    point = robot.cycle.service_points[0]
    vote(robot.store, point, {2: 7})
    vote(robot.store, point, {4: 3}, side="providers")
    robot.page.proposals.unfold()
    robot.press("b")
    QTest.qWait(2 * REST_MS)
    (link,) = robot.page.plan.current().criteria  # type: ignore[union-attr]
    figures = robot.page.detail.answers.rows.row(link.criterion_id).figures  # type: ignore[attr-defined]
    assert figures.text() == "Citizens: 2 (n = 7) · Providers: 4 · Gap: +2"
    assert robot.page.detail.answers.origins.text() == "From Agreed point: “come in time”"


def test_remarks_have_a_sign_beside_the_row_and_words_when_it_is_chosen(robot: PlanRobot) -> None:
    row, table = row_of(robot, "road"), robot.page.plan.table
    assert table.index(row, 0).data(Role.DecorationRole) is not None
    assert "Nobody leads it yet." in table.index(row, 0).data(Role.ToolTipRole)
    with robot.store.transaction("Dates", cycle=robot.cycle):
        action = called(robot.cycle, "road")
        action.lead, action.start, action.end = "Commune", dt.date(2025, 12, 1), dt.date(2026, 3, 1)
        action.answers(robot.cycle.service_points[0].criteria)
    robot.go_to(row, "activity")
    assert robot.page.plan.quiet.text() == "It starts outside the year 2026."
    with robot.store.transaction("Dates", cycle=robot.cycle):
        action.start = None
    assert table.index(row, 0).data(Role.DecorationRole) is None


def test_the_plan_along_the_months(robot: PlanRobot) -> None:
    with robot.store.transaction("Dates", cycle=robot.cycle):
        planning.set_time(called(robot.cycle, "drain"), dt.date(2025, 11, 1), dt.date(2026, 2, 14))
        called(robot.cycle, "drain").status = "done"
    robot.widget("plan_view", Choice).committed.emit("calendar")
    assert not robot.page.plan.strip.isHidden()
    assert robot.page.plan.rows.isHidden()
    calendar = robot.page.plan.calendar
    assert [calendar.text_at(row, 0) for row in range(calendar.rowCount())] == ["A.1", "A.2", "A.3", "B.1"]
    assert "no dates yet" in calendar.text_at(0, 1)
    january, february, march = (calendar.index(1, FIRST_MONTH + n).data(BAR) for n in range(3))
    assert isinstance(january, Bar)
    assert (january.stretch, january.before, january.inside) == ((0.0, 1.0), True, january.edge)
    assert (february.stretch, february.before, march.stretch) == ((0.0, 0.5), False, None)
    assert calendar.index(1, 1).data(Role.AccessibleTextRole) == "A.2, drain, 01/11/2025 – 14/02, done"
    robot.page.plan.strip.grab()
    robot.page.plan.strip.row_wanted.emit(1)
    assert robot.page.plan.current() is called(robot.cycle, "drain")
    assert robot.page.plan.strip.isHidden()


def test_the_plan_person_by_person(robot: PlanRobot) -> None:
    for words in ("road", "tidy"):
        type_into(robot, words, "responsible", "សុខ ដារ៉ា")
    robot.widget("plan_view", Choice).committed.emit("people")
    people = robot.page.plan.people
    shown = [people.text_at(row, 0) for row in range(people.rowCount())]
    assert [text.replace("\u200b", "") for text in shown] == [
        "សុខ ដារ៉ា · 2 activities, 0 done", "A.1", "B.1", "Nobody responsible yet · 2 activities, 0 done", "A.2", "A.3",
    ]  # fmt: skip
    robot.store.undo()
    assert people.text_at(0, 0).endswith("1 activity, 0 done")


def test_a_typed_cell_reads_only_the_rows_that_it_changes(robot: PlanRobot) -> None:
    """What makes a plan of 500 rows as quick as one of five."""
    with patch.object(ActionsTable, "_read", autospec=True, side_effect=ActionsTable._read) as read:
        type_into(robot, "road", "cost", "500")
        assert {call.args[1].activity for call in read.call_args_list} == {"road"}
        read.reset_mock()
        robot.go_to(row_of(robot, "drain"), "activity")
        robot.press("Ctrl+Up")
        assert read.call_count <= 2
    assert robot.rows()[2:4] == ["A.1 drain", "A.2 road"]
    assert cell(robot, 1, "cost") == "500"


def test_khmer_screen_has_khmer_numbers_in_every_column(store: Store, qtbot: QtBot) -> None:
    i18n.use_language("km")
    robot = PlanRobot(store, qtbot)
    robot.page.plan.rate.committed.emit(4000)
    type_into(robot, "road", "cost", "8000000")
    assert cell(robot, 2, "number") == "ក.១"
    assert cell(robot, 1, "cost") == "៨.០០០.០០០\n២.០០០,០០$"
    table = robot.page.plan.table
    assert [table.band(row).kind for row in (1, 4)] == [PROVIDER] * 2  # type: ignore[union-attr]
    assert table.text_at(1, COST).startswith("៨")
    assert table_module.localised("B.2.1") == "ខ.២.១"
    robot.page.hide()
    robot.context.close()
