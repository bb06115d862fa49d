"""The page "Prepare": everything that is set before the first meeting, by keyboard, with undo and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from facilitator import settings
from facilitator.models import set_up
from facilitator.models.cycle import Cycle
from facilitator.models.history import HistoryEntry
from facilitator.models.store import Store
from facilitator.ui.pages.prepare import SECTIONS
from facilitator.ui.tables.grid_view import GridView
from facilitator.ui.tables.plan import DATE, PLACE
from facilitator.ui.widgets.choice import Choice
from tests.samples import vote
from tests.ui.robots import unnamed
from tests.ui.window_robot import WindowRobot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def robot(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowRobot]:
    path = tmp_path / "work.db"
    with Store.create(path) as store:
        cycle_id = str(set_up.new_cycle(store, "011001", 2026).id)
    robot = WindowRobot(qtbot, path)
    robot.open_cycle(cycle_id, "prepare")
    yield robot
    robot.window.close()


def cycle(robot: WindowRobot) -> Cycle:
    return robot.view.context.cycle


@pytest.mark.parametrize("section", [key for key in SECTIONS if key != "promises"])
@pytest.mark.parametrize("language", ["km", "en"])
def test_every_part_opens_in_both_languages_with_names_for_all_widgets(
    robot: WindowRobot, section: str, language: str
) -> None:
    robot.window.use_language(language)
    robot.prepare(section)
    robot.view.focus_page()
    assert robot.focused()
    assert unnamed(robot.window) == []


def test_a_service_is_renamed_added_reordered_and_removed(robot: WindowRobot) -> None:
    robot.prepare("services")
    point = cycle(robot).service_points[1]
    robot.write(f"service_{point.id}_km", "មណ្ឌលសុខភាពនិមិត្តថ្មី")
    assert cycle(robot).service_points[1].name_km == "មណ្ឌលសុខភាពនិមិត្តថ្មី"
    robot.click(f"service_{point.id}_up")
    assert cycle(robot).service_points[0].id == point.id
    robot.widget("service_kind", Choice).set_value("water_supply")
    robot.click("service_add")
    assert cycle(robot).service_points[-1].kind == "water_supply"
    robot.click(f"service_{point.id}_remove")
    assert point.id not in [each.id for each in cycle(robot).service_points]
    robot.click("undo")
    assert point.id in [each.id for each in cycle(robot).service_points]


def test_a_service_without_a_name_is_refused_beside_the_field(robot: WindowRobot) -> None:
    robot.prepare("services")
    key = cycle(robot).service_points[0].id
    robot.write(f"service_{key}_en", "")
    robot.write(f"service_{key}_km", "")
    assert robot.sentence(f"service_{key}_km") == "Type a name."
    assert cycle(robot).service_points[0].name_km


def test_villages_are_left_out_and_found_elsewhere(robot: WindowRobot) -> None:
    robot.prepare("services")
    point = cycle(robot).service_points[1]
    robot.click(f"service_{point.id}_toggle")
    robot.click(f"service_{point.id}_villages_chips_01100101")
    assert "01100101" not in [village.code for village in cycle(robot).service_points[1].villages]
    robot.click(f"service_{point.id}_villages_other")
    robot.type("01030501")
    robot.press("Enter")
    assert "01030501" in [village.code for village in cycle(robot).service_points[1].villages]
    robot.click("undo")
    assert "01030501" not in [village.code for village in cycle(robot).service_points[1].villages]


def test_a_village_with_scores_stays_and_a_sentence_says_why(robot: WindowRobot) -> None:
    store = robot.wait_for_store()
    point = cycle(robot).service_points[1]
    with store.transaction("Criterion"):
        from facilitator.models.scorecard import Criterion

        point.criteria.append(Criterion(key="own_1", text_km="ក", text_en="a", position=0))
    vote(store, point, {4: 6})
    robot.prepare("services")
    robot.click(f"service_{point.id}_toggle")
    robot.click(f"service_{point.id}_villages_none")
    assert "already has scores" in robot.sentence(f"service_{point.id}_villages")
    assert len(cycle(robot).service_points[1].villages) == 15
    robot.click(f"service_{point.id}_remove")
    assert "has scores already" in robot.sentence(f"service_{point.id}")
    robot.prepare("rules")
    assert "the scale stays as it is" in robot.sentence("rules_scale")
    assert not robot.widget("rules_scale").isEnabled()


def test_a_missing_village_is_added_with_a_code_of_its_own(robot: WindowRobot) -> None:
    robot.prepare("commune")
    robot.write("commune_population", "៩.៨៤២")
    robot.write("village_new_km", "ភូមិថ្មី")
    robot.click("village_add")
    commune = cycle(robot).commune
    assert commune.population == 9842
    added = [village for village in commune.villages if village.added]
    assert [(village.code, village.name_km) for village in added] == [("011001-1", "ភូមិថ្មី")]
    robot.write("village_new_km", "ភូមិ​ថ្មី")
    robot.click("village_add")
    assert "already has a village" in robot.sentence("village_new_km")


def test_people_are_written_down_with_enter(robot: WindowRobot) -> None:
    robot.prepare("people")
    robot.focus("person_new_name")
    robot.type("សុខ ចាន់ណា")
    robot.press("Enter")
    robot.type("ហេង ស្រីពៅ")
    robot.press("Enter")
    people = [(person.name, person.role) for person in cycle(robot).people]
    assert people == [("សុខ ចាន់ណា", "lead_facilitator"), ("ហេង ស្រីពៅ", "facilitator")]
    key = cycle(robot).people[0].id
    robot.write(f"person_{key}_name", "")
    assert robot.sentence(f"person_{key}") == "Type a name."
    robot.write(f"person_{key}_phone", "012 345 678")
    assert cycle(robot).people[0].phone == "012 345 678"
    robot.click(f"person_{key}_remove")
    assert len(cycle(robot).people) == 1
    assert "complete" in robot.missing("prepare")


def test_the_history_keeps_who_is_typing(robot: WindowRobot) -> None:
    robot.prepare("people")
    assert not robot.widget("typist_card").isVisible()
    robot.focus("person_new_name")
    robot.type("សុខ ចាន់ណា")
    robot.press("Enter")
    choice = robot.widget("typist", Choice)
    choice.committed.emit("សុខ ចាន់ណា")
    key = cycle(robot).people[0].id
    robot.write(f"person_{key}_phone", "012 345 678")
    store = robot.view.context.store
    assert [entry.who for entry in store.all(HistoryEntry)][-2:] == ["", "សុខ ចាន់ណា"]
    assert settings.load().facilitator == "សុខ ចាន់ណា"


def test_the_usual_meetings_are_planned_and_dated_in_khmer_digits(robot: WindowRobot) -> None:
    robot.prepare("plan")
    robot.click("plan_usual")
    grid = robot.widget("plan_table", GridView)
    table = grid.table
    rows = table.rowCount()
    assert rows == 3 * (3 + 15) + 2
    robot.click("plan_usual")
    assert table.rowCount() == rows
    assert table.setData(table.index(0, DATE), "១២/៣/២០២៦")
    assert table.setData(table.index(0, PLACE), "សាលាឃុំ")
    assert robot.cell("plan_table", 0, DATE) == "12/03/2026"
    first = min(cycle(robot).meetings, key=lambda meeting: meeting.date or date.max)
    assert (first.date, first.place) == (date(2026, 3, 12), "សាលាឃុំ")
    assert not table.setData(table.index(1, DATE), "tomorrow")
    assert robot.sentence("plan")
    robot.go_to_cell("plan_table", 0, DATE)
    robot.click("plan_remove")
    assert table.rowCount() == rows - 1


def test_rules_are_stored_or_refused(robot: WindowRobot) -> None:
    robot.prepare("rules")
    robot.click("rules_scale_1-3")
    assert cycle(robot).scale == "1-3"
    robot.write("rules_k", "៣")
    assert "always hidden" in robot.sentence("rules_k")
    robot.write("rules_k", "៧")
    assert cycle(robot).k == 7
    robot.write("target_women", "60")
    assert [(target.category, target.share) for target in cycle(robot).targets] == [("women", 60)]
    robot.write("target_women", "160")
    assert "from 1 to 100" in robot.sentence("target_women")
    robot.write("group_new_km", "ចាស់ទុំ")
    robot.click("group_add")
    assert cycle(robot).groups[-1].name_km == "ចាស់ទុំ"


def test_a_cycle_is_moved_with_a_reason_only(robot: WindowRobot) -> None:
    robot.prepare("cycle")
    robot.write("move_year", "2027")
    robot.click("move_now")
    assert "Say why" in robot.sentence("move")
    assert cycle(robot).year == 2026
    robot.write("move_reason", "Wrong year typed")
    robot.click("move_other")
    robot.type("010305")
    robot.press("Enter")
    robot.click("move_now")
    assert (cycle(robot).commune_code, cycle(robot).year) == ("010305", 2027)
    assert robot.heading().startswith("Srah Chik")
    robot.click("undo")
    assert (cycle(robot).commune_code, cycle(robot).year) == ("011001", 2026)


def test_the_next_round_opens(robot: WindowRobot) -> None:
    robot.prepare("cycle")
    robot.click("cycle_next")
    assert robot.heading().endswith("2027, round 1")
    assert len(robot.wait_for_store().cycles()) == 2


def test_a_cycle_is_archived_and_deleted_after_a_backup(robot: WindowRobot, tmp_path: Path) -> None:
    robot.prepare("cycle")
    robot.click("cycle_archive")
    assert cycle(robot).archived
    robot.click("cycle_delete")
    assert "Say why" in robot.sentence("delete")
    robot.write("delete_reason", "Entered twice")
    robot.click("cycle_delete")
    assert robot.page_name == "page_start"
    assert robot.wait_for_store().cycles() == []
    assert list((tmp_path / "work.db-backups").glob("*-delete.backup"))


def test_the_field_being_typed_in_is_left_alone(robot: WindowRobot) -> None:
    robot.prepare("commune")
    robot.focus("commune_phone")
    robot.type("012")
    with robot.view.context.gesture("Population"):
        cycle(robot).commune.population = 7
    assert robot.focused() == "commune_phone"
    assert robot.widget("commune_phone").property("text") == "012"
    assert robot.widget("commune_population").property("text") == "7"


def test_what_was_being_typed_is_stored_when_another_stage_opens(robot: WindowRobot) -> None:
    robot.prepare("commune")
    robot.focus("commune_phone")
    robot.type("012 999")
    robot.view.show_stage("survey")
    assert cycle(robot).commune.phone == "012 999"
    assert robot.widget("status_text", QLabel).text() == "Telephone"
