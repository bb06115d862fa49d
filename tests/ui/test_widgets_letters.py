"""What stands beside a text field about its letters: what cannot be printed, and what was probably meant."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from facilitator.ui.widgets.basic import Button
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.numbers import WholeNumber
from facilitator.ui.widgets.text_edit import LineText, LongText
from tests.ui.robots import Robot, unnamed

Editor = LineText | LongText


class Form(QWidget):
    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.setObjectName("form")
        self.stored: list[Any] = []
        self.field = Field("Words", editor).stores(self.stored.append)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(Field("Number", WholeNumber("number", "Number")))


@pytest.fixture(params=[LineText, LongText])
def form(request: pytest.FixtureRequest, qtbot: QtBot) -> Form:
    made = Form(request.param("words", "Words"))
    qtbot.addWidget(made)
    return made


def _said(form: Form, part: str) -> str:
    found = form.findChild(QWidget, f"words_{part}")
    return found.text() if found is not None and found.isVisible() else ""  # type: ignore[attr-defined]


def test_nothing_is_said_about_letters_that_are_right(form: Form) -> None:
    robot = Robot(form)
    robot.focus("number")
    for text in ("ភូមិ អូរធំ ២០២៦", "Ou Thum 2026", "", "25"):
        form.field.editor.set_value(text)
        assert form.findChild(QWidget, "words_missing") is None
    assert robot.sentence("words") == ""


def test_a_character_that_prints_as_a_question_mark_is_named(form: Form) -> None:
    Robot(form).focus("number")
    form.field.editor.set_value("ទឹក 🙂 ស្អាត 漢")
    assert _said(form, "missing") == "On paper (?) stands in the place of: 🙂 漢"
    assert form.field.editor.accessibleDescription() == "On paper (?) stands in the place of: 🙂 漢"
    form.field.editor.set_value("ទឹក ស្អាត")
    assert _said(form, "missing") == ""
    assert form.field.editor.accessibleDescription() == ""


def test_a_letter_that_was_probably_meant_is_offered_and_taken(form: Form, qtbot: QtBot) -> None:
    robot = Robot(form)
    robot.focus("words")
    robot.type("ស្រី ប្ញប្រុស ២o នាក់")
    assert _said(form, "offer") == ""
    qtbot.waitUntil(lambda: _said(form, "offer") == "“ប្ញ” looks like “ឬ”.", timeout=5000)
    assert form.field.editor.value() == "ស្រី ប្ញប្រុស ២o នាក់"
    assert unnamed(form) == []
    robot.click("words_take")
    assert form.stored[-1] == "ស្រី ឬប្រុស ២o នាក់"
    assert _said(form, "offer") == "“២o” looks like “២០”."
    robot.click("words_take")
    assert form.stored[-1] == form.field.editor.value() == "ស្រី ឬប្រុស ២០ នាក់"
    assert _said(form, "offer") == ""
    form.field.editor.undo()
    assert form.field.editor.value() == "ស្រី ឬប្រុស ២o នាក់"


def test_a_foreign_letter_inside_a_syllable_can_be_taken_out(form: Form) -> None:
    robot = Robot(form)
    robot.focus("number")
    form.field.editor.set_value("ភiូមិ")
    assert _said(form, "offer") == "“i” stands inside a Khmer syllable."
    assert robot.widget("words_take", Button).text() == "Take it out"
    robot.click("words_take")
    assert form.stored[-1] == "ភូមិ"


def test_a_refusal_stands_first_and_is_what_is_read_aloud(form: Form) -> None:
    Robot(form).focus("number")
    form.field.say("Too long.")
    form.field.editor.set_value("🙂")
    assert form.field.sentence() == "Too long."
    assert form.field.editor.accessibleDescription() == "Too long."
    assert "🙂" in _said(form, "missing")
