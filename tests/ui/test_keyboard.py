"""The check of the Khmer keyboard recognises what was typed."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from facilitator.ui.pages.help import TOPICS, HelpPage
from facilitator.ui.pages.keyboard import SENTENCE, KeyboardPage, sentence_about
from tests.ui.robots import Robot, unnamed


@pytest.mark.parametrize(
    ("typed", "words", "kind"),
    [
        ("", "", ""),
        (SENTENCE, "Very good", "ok"),
        ("ខ្ញុំ​ស្រឡាញ់ ភូមិខ្ញុំ", "Very good", "ok"),
        ("ស្រុក", "with subscript letters", "ok"),
        ("កខគ", "Try a subscript", "note"),
        ("khnhom", "Latin letters", "warning"),
        ("ខ្ញុំ abc", "mixed", "note"),
        ("១២៣", "Digits", "note"),
        ("123", "Digits", "note"),
    ],
)
def test_what_was_typed_is_told(typed: str, words: str, kind: str) -> None:
    sentence, found = sentence_about(typed)
    assert words in sentence
    assert found == kind


def test_the_page_tells_while_typing_and_reports_success(qtbot: QtBot) -> None:
    page = KeyboardPage()
    qtbot.addWidget(page)
    robot = Robot(page)
    page.focus_first()
    robot.type("ab")
    assert "Latin" in robot.sentence("keyboard")
    page.line.clear()
    robot.type(SENTENCE)
    assert "Very good" in robot.sentence("keyboard")
    with qtbot.waitSignal(page.done) as done:
        robot.click("keyboard_done")
    assert done.args == [True]
    assert unnamed(page) == []


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_of_the_help_has_a_text(qtbot: QtBot, topic: str) -> None:
    page = HelpPage()
    qtbot.addWidget(page)
    robot = Robot(page)
    robot.click(f"help_topic_{topic}")
    assert len(page.pane.browser.toPlainText()) > 200
    assert unnamed(page) == []
