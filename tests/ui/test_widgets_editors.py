"""Editors and fields: what a person types arrives once, understood or refused with a sentence beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from facilitator import i18n
from facilitator.errors import UserError
from facilitator.ui import icons
from facilitator.ui.widgets.basic import Label
from facilitator.ui.widgets.calendar import MonthGrid
from facilitator.ui.widgets.choice import Chips, Choice
from facilitator.ui.widgets.dates import DateField
from facilitator.ui.widgets.drop_down import DropDown
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.headcount import HeadcountField
from facilitator.ui.widgets.numbers import WholeNumber
from facilitator.ui.widgets.text_edit import LineText, LongText
from tests.ui.robots import Robot, unnamed

OPTIONS = [("women", "Women"), ("men", "Men"), ("youth", "Youth")]


class Form(QWidget):
    """A page with some editors; keeps what they commit."""

    def __init__(self, *editors: QWidget) -> None:
        super().__init__()
        self.stored: list[Any] = []
        column = QVBoxLayout(self)
        for editor in editors:
            column.addWidget(Field(editor.accessibleName(), editor).stores(self.stored.append))


@pytest.fixture
def fill(qtbot: QtBot) -> Any:
    def make(*editors: QWidget) -> tuple[Robot, list[Any]]:
        form = Form(*editors, LineText("last", "Last"))
        form.setObjectName("form")
        qtbot.addWidget(form)
        return Robot(form), form.stored

    return make


def test_a_line_arrives_once_when_it_is_left(fill: Any) -> None:
    robot, stored = fill(LineText("place", "Place"))
    robot.write("place", "វត្តអូរធំ")
    robot.focus("place")
    robot.press("Tab")
    assert stored == ["វត្តអូរធំ"]


def test_long_text_arrives_a_second_after_the_last_key(fill: Any, qtbot: QtBot) -> None:
    robot, stored = fill(LongText("remark", "Remark"))
    robot.focus("remark")
    robot.type("បានមកយឺត")
    assert stored == []
    qtbot.waitUntil(lambda: stored == ["បានមកយឺត"], timeout=2500)


def test_long_text_arrives_when_it_is_left(fill: Any) -> None:
    robot, stored = fill(LongText("remark", "Remark"))
    robot.focus("remark")
    robot.type("a")
    robot.press("Enter")
    robot.type("b")
    robot.press("Tab")
    assert stored == ["a\nb"]
    assert robot.focused() == "last"


def test_long_text_shown_by_the_page_is_not_sent_back(fill: Any, qtbot: QtBot) -> None:
    editor = LongText("remark", "Remark")
    robot, stored = fill(editor)
    editor.set_value("from the store")
    robot.focus("remark")
    robot.press("Tab")
    assert stored == []


def test_long_text_grows_with_its_lines(qtbot: QtBot) -> None:
    editor = LongText("remark", "Remark", lines=(2, 6))
    qtbot.addWidget(editor)
    low = editor.sizeHint().height()
    editor.set_value("\n".join("abcdefgh"))
    assert editor.sizeHint().height() > low


@pytest.mark.parametrize(("typed", "value"), [("28", 28), ("២៨", 28), ("1,200", 1200), ("0", 0)])
def test_whole_numbers_in_either_digits(fill: Any, typed: str, value: int) -> None:
    robot, stored = fill(WholeNumber("total", "Total"))
    robot.write("total", typed)
    assert stored == [value]


def test_a_number_shows_the_digits_of_the_language(qtbot: QtBot) -> None:
    i18n.use_language("km")
    editor = WholeNumber("total", "Total")
    qtbot.addWidget(editor)
    editor.set_value(1200)
    assert editor.text() == i18n.format_number(1200, "km")
    assert "១" in editor.text()


def test_nonsense_is_refused_beside_the_field_and_goes_when_mended(fill: Any) -> None:
    robot, stored = fill(WholeNumber("total", "Total"))
    robot.write("total", "many")
    assert "many" in robot.sentence("total")
    assert robot.widget("total").accessibleDescription() == robot.sentence("total")
    robot.write("total", "7")
    assert robot.sentence("total") == ""
    assert stored == [7]


def test_clearing_a_number_stores_nothing_as_value(fill: Any) -> None:
    editor = WholeNumber("total", "Total")
    robot, stored = fill(editor)
    editor.set_value(5)
    robot.write("total", "")
    assert stored == [None]


@pytest.mark.parametrize("typed", ["22/11/2026", "២២/១១/២០២៦", "2026-11-22", "22/11/2569", "២២ វិច្ឆិកា ២០២៦"])
def test_dates_in_any_usual_way(fill: Any, typed: str) -> None:
    robot, stored = fill(DateField("date", "Date"))
    robot.write("date", typed)
    assert stored == [date(2026, 11, 22)]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_calendar_opens_by_key_and_picks_a_day(fill: Any) -> None:
    editor = DateField("date", "Date")
    robot, stored = fill(editor)
    editor.set_value(date(2026, 11, 22))
    robot.focus("date")
    robot.press("F4")
    assert robot.widget("date_calendar_month", Label).text() == "November 2026"
    QTest.keyClick(robot.widget("date_calendar_days"), Qt.Key.Key_PageDown)
    QTest.keyClick(robot.widget("date_calendar_days"), Qt.Key.Key_Left)
    QTest.keyClick(robot.widget("date_calendar_days"), Qt.Key.Key_Return)
    assert stored == [date(2026, 12, 21)]


def test_the_calendar_keeps_to_the_days_a_month_has(qtbot: QtBot) -> None:
    grid = MonthGrid("days", "Days", date(2028, 1, 31))
    qtbot.addWidget(grid)
    grid.turn(1)
    assert grid.day == date(2028, 2, 29)
    grid.turn(-2)
    assert grid.day == date(2027, 12, 29)


def test_a_refusal_of_the_store_stands_beside_the_field(qtbot: QtBot) -> None:
    def refuse(_value: object) -> None:
        raise UserError("There is no such village.")

    field = Field("Village", LineText("village", "Village")).stores(refuse)
    qtbot.addWidget(field)
    robot = Robot(field)
    robot.focus("village")
    robot.type("x")
    robot.press("Enter")
    assert robot.sentence("village") == "There is no such village."
    assert field.sentence() == "There is no such village."


def test_choice_by_mouse_and_by_arrow(fill: Any) -> None:
    editor = Choice("group", "Group", OPTIONS)
    robot, stored = fill(editor)
    robot.click("group_men")
    robot.focus("group_men")
    robot.press("Right")
    assert stored == ["men", "youth"]
    editor.set_value("women")
    assert editor.value() == "women"
    editor.set_value(None)
    assert editor.value() is None
    assert stored == ["men", "youth"]


@pytest.mark.parametrize("text", ["Srah Chik commune administration", "សាលាបឋមសិក្សាស្រះជីកខាងជើងវត្តចាស់"])
def test_a_text_that_does_not_fit_into_a_list_ends_in_an_ellipsis(qtbot: QtBot, text: str) -> None:
    editor = Choice("n", "Number", [("long", text), ("short", "Two")], buttons=False)
    qtbot.addWidget(editor)
    drop_down = editor.findChild(DropDown)
    assert drop_down is not None
    editor.set_value("long")
    editor.resize(900, 60)
    editor.show()
    assert drop_down.fitting() == text
    wide = drop_down.grab().toImage()
    editor.resize(170, 60)
    cut = drop_down.fitting()
    assert cut.endswith("…")
    assert text.startswith(cut.rstrip("…"))
    assert drop_down.grab().toImage() != wide
    assert drop_down.toolTip().replace("\u200b", "") == text
    drop_down.setIconSize(QSize(48, 48))
    drop_down.setItemIcon(0, icons.icon("check", "accent", 18))
    assert len(drop_down.fitting()) < len(cut)


def test_many_options_become_a_list(fill: Any) -> None:
    editor = Choice("n", "Number", [(str(n), f"Option {n}") for n in range(9)])
    robot, stored = fill(editor)
    robot.focus("n_list")
    robot.press("Down", "Down")
    assert stored == ["0", "1"]
    assert editor.value() == "1"


def test_chips_give_all_chosen_keys(fill: Any) -> None:
    editor = Chips("breakdowns", "Counted", OPTIONS)
    robot, stored = fill(editor)
    editor.set_value(["youth"])
    robot.click("breakdowns_women")
    assert stored == [["women", "youth"]]


def test_headcount_moves_like_a_table_and_sends_all_counts(fill: Any) -> None:
    robot, stored = fill(HeadcountField("people", "Attendance"))
    robot.focus("people_total")
    robot.type("២៨")
    robot.press("Enter")
    assert robot.focused() == "people_women"
    robot.type("30")
    robot.press("Down")
    assert robot.focused() == "people_disability"
    assert stored[-1]["total"] == 28
    assert stored[-1]["women"] == 30
    assert "30" in robot.widget("people", HeadcountField).sentence()


@pytest.mark.parametrize("language", ["km", "en"])
def test_every_editor_has_a_name_and_an_accessible_name(fill: Any, language: str) -> None:
    i18n.use_language(language)
    robot, _stored = fill(
        LineText("a", "A"),
        LongText("b", "B"),
        WholeNumber("c", "C"),
        DateField("e", "E"),
        Choice("f", "F", OPTIONS),
        Choice("g", "G", OPTIONS, buttons=False),
        Chips("h", "H", OPTIONS),
        HeadcountField("i", "I"),
    )
    assert unnamed(robot.window) == []


@pytest.mark.parametrize("make", [LineText, WholeNumber, DateField, LongText])
def test_an_untouched_editor_leaves_undo_to_the_window(make: Callable[[str, str], QWidget], qtbot: QtBot) -> None:
    window, asked = QWidget(), []
    qtbot.addWidget(window)
    editor = make("editor", "Editor")
    QVBoxLayout(window).addWidget(editor)
    QShortcut(QKeySequence("Ctrl+Z"), window, lambda: asked.append("undo"))
    robot = Robot(window)
    robot.focus("editor")
    robot.press("Ctrl+Z")
    assert asked == ["undo"]
    robot.type("12")
    robot.press("Ctrl+Z")
    assert asked == ["undo"], "what is being typed is taken back first"
