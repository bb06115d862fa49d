"""Beginning a cycle: any commune of the country, found by name or code, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from facilitator.errors import UserError
from facilitator.models import set_up
from facilitator.models.place import Commune, Village
from facilitator.models.store import Store
from facilitator.ui.pages.new_cycle import NewCyclePage, find_communes
from tests.ui.robots import unnamed
from tests.ui.window_robot import WindowRobot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
NIMIT = "011001"


@pytest.fixture
def robot(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowRobot]:
    robot = WindowRobot(qtbot, tmp_path / "new.db")
    robot.wait_for_store()
    robot.window.show_new_cycle()
    yield robot
    robot.window.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "set_up.db") as store:
        yield store


def test_a_cycle_begins_by_keyboard_alone(robot: WindowRobot, qtbot: QtBot) -> None:
    assert robot.focused() == "new_commune_line"
    robot.type("និមិត្ត")
    robot.press("Enter")
    assert "Nimit" in robot.widget("new_place", QLabel).text()
    robot.write("new_year", "២០២៧")
    robot.focus("new_make")
    robot.press("Space")
    qtbot.waitUntil(lambda: robot.window.view() is not None, timeout=15_000)
    cycle = robot.wait_for_store().cycles()[0]
    assert (cycle.commune_code, cycle.year, cycle.round) == (NIMIT, 2027, 1)
    assert [point.kind for point in cycle.service_points] == list(set_up.MAIN_KINDS)
    assert robot.view.stage == "prepare"


def test_the_next_free_round_is_proposed(robot: WindowRobot) -> None:
    store = robot.wait_for_store()
    set_up.new_cycle(store, NIMIT, date.today().year)
    page = robot.window.centralWidget()
    assert isinstance(page, NewCyclePage)
    page.choose(NIMIT)
    assert page.round.value() == 2


def test_what_is_missing_or_taken_is_said_and_nothing_is_stored(robot: WindowRobot) -> None:
    page = robot.window.centralWidget()
    assert isinstance(page, NewCyclePage)
    robot.click("new_make")
    assert robot.sentence("new") == "Choose the commune first."
    page.choose(NIMIT)
    store = robot.wait_for_store()
    set_up.new_cycle(store, NIMIT, 2026)
    robot.write("new_year", "2026")
    robot.write("new_round", "1")
    robot.click("new_make")
    assert "already a cycle" in robot.sentence("new")
    robot.write("new_year", "1899")
    robot.click("new_make")
    assert "1899" in robot.sentence("new")
    assert len(store.cycles()) == 1


def test_every_widget_has_a_name(robot: WindowRobot) -> None:
    assert unnamed(robot.window) == []


@pytest.mark.parametrize("typed", ["nimit", "NIMIT", "11001", NIMIT, "០១១០០១", "និ​មិត្ត"])
def test_a_commune_is_found_by_code_khmer_and_latin(typed: str) -> None:
    assert NIMIT in [entry.key for entry in find_communes(typed)]


def test_the_name_of_a_district_brings_its_communes() -> None:
    assert "010305" in [entry.key for entry in find_communes("Phnum Srok")]


def test_names_codes_villages_and_the_year_of_the_list_are_copied(store: Store) -> None:
    cycle = set_up.new_cycle(store, NIMIT, 2026)
    commune = store.get(Commune, NIMIT)
    assert commune is not None
    assert (commune.name_en, commune.district_code, commune.province_en) == ("Nimit", "0110", "Banteay Meanchey")
    assert commune.data_year == 2025
    assert len(commune.villages) == len(cycle.service_points[0].villages) == 15
    assert [group.key for group in cycle.groups] == ["women", "men", "youth"]
    store.undo()
    assert store.all(Commune) == []
    assert store.all(Village) == []


def test_a_second_cycle_of_a_commune_uses_the_same_record(store: Store) -> None:
    set_up.new_cycle(store, NIMIT, 2026)
    set_up.new_cycle(store, NIMIT, 2026, 2)
    assert len(store.all(Commune)) == 1
    assert set_up.next_round(store, NIMIT, 2026) == 3


@pytest.mark.parametrize(
    ("code", "year", "round_", "words"),
    [("999999", 2026, 1, "999999"), (NIMIT, 1900, 1, "1900"), (NIMIT, 2026, 0, "Round 0")],
)
def test_impossible_cycles_are_refused_with_a_sentence(
    store: Store, code: str, year: int, round_: int, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        set_up.new_cycle(store, code, year, round_)
    assert store.cycles() == []


def test_a_village_of_another_commune_brings_that_commune_along(store: Store) -> None:
    with store.transaction("Village"):
        village = set_up.village_record(store, "01030501")
    assert village.commune.name_en == "Srah Chik"
