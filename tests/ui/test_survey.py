"""The survey page: results with their interval, answers typed person by person."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from facilitator.models.store import Store
from facilitator.models.survey import Questionnaire, Response
from facilitator.ui.context import Context
from facilitator.ui.pages.survey import SurveyPage
from facilitator.ui.widgets.choice import Choice
from tests.ui.robots import Robot, unnamed


@pytest.fixture
def page(demo_store: Store, qtbot: QtBot) -> Iterator[SurveyPage]:
    context = Context(demo_store, demo_store.cycles()[-1].id)
    made = SurveyPage(context)
    qtbot.addWidget(made)
    made.resize(900, 700)
    yield made
    context.close()


def test_results_stand_with_their_interval_and_meaning(page: SurveyPage) -> None:
    robot = Robot(page)
    assert page.table.text_at(0, 1).startswith("35% of 124\n(")
    assert "more than chance" in page.table.text_at(0, 3)
    assert "1. Satisfied, Very satisfied" in robot.widget("survey_meaning").property("text")
    assert unnamed(page) == []


def test_the_answers_of_a_person_are_stored_and_the_form_empties(page: SurveyPage) -> None:
    robot = Robot(page)
    store = page.context.store
    before = len(store.all(Response))
    robot.widget("answer_council_response", Choice).set_value("4")
    robot.click("respondent_gender_woman")
    robot.write("respondent_age", "២៤")
    robot.press("Tab")
    robot.click("store_answers")
    newest = store.all(Response)[-1]
    assert len(store.all(Response)) == before + 1
    assert (newest.answers, newest.gender, newest.age) == ({"council_response": "4"}, "woman", 24)
    assert page.entry.editors["council_response"].value() is None
    store.undo()
    assert len(store.all(Response)) == before


def test_an_empty_form_is_not_stored(page: SurveyPage) -> None:
    robot = Robot(page)
    robot.click("store_answers")
    assert page.entry.remark.text() == "Choose at least one answer first."


def test_a_short_survey_begins_with_one_button(qtbot: QtBot, demo_store: Store) -> None:
    with demo_store.transaction("Without surveys"):
        for questionnaire in demo_store.all(Questionnaire):
            demo_store.session.delete(questionnaire)
    context = Context(demo_store, demo_store.cycles()[-1].id)
    page = SurveyPage(context)
    qtbot.addWidget(page)
    robot = Robot(page)
    robot.click("start_survey")
    assert [each.key for each in demo_store.all(Questionnaire)] == ["short"]
    robot.write("new_question", "តើអ្នកពេញចិត្តនឹងផ្លូវកម្រិតណា?")
    robot.press("Tab")
    robot.click("add_question")
    assert len(demo_store.all(Questionnaire)[0].questions) == 3
    assert "answer_own_1" in {each.objectName() for each in page.findChildren(Choice)}
    context.close()
