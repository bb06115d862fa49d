"""The survey page: results with their interval, answers typed with single keys, questions, rounds, files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator.models.store import Store
from facilitator.models.survey import Question, Questionnaire, Response, SurveyColumn
from facilitator.ui.context import Context
from facilitator.ui.pages.survey import PARTS, SurveyPage
from facilitator.ui.pages.survey_answers import AnswersPart
from facilitator.ui.pages.survey_entry import AnswerEntry
from facilitator.ui.pages.survey_import import SurveyImport
from facilitator.ui.pages.survey_questions import QuestionsPart
from facilitator.ui.pages.survey_results import SurveyResults
from facilitator.ui.pages.survey_rounds import RoundsPart
from facilitator.ui.widgets.choice import Choice
from tests.ui.broken_disk import WAYS, BrokenStick
from tests.ui.robots import Robot, unnamed


@pytest.fixture
def page(demo_store: Store, qtbot: QtBot) -> Iterator[SurveyPage]:
    context = Context(demo_store, demo_store.cycles()[-1].id)
    made = SurveyPage(context)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    yield made
    context.close()


def results(page: SurveyPage) -> SurveyResults:
    part = page.go_to("results")
    assert isinstance(part, SurveyResults)
    return part


def test_results_stand_with_their_interval_and_a_plain_sentence(page: SurveyPage) -> None:
    part = results(page)
    assert part.table.text_at(0, 1).startswith("35% of 124\n(")
    assert "more than chance" in part.table.text_at(0, 3)
    assert part.satisfied.text() == "Satisfied are those who answered: Satisfied, Very satisfied."
    sentence = "the satisfied rose from 35% of 124 to 52% of 131: +17.2 percentage points (+5.1 to +28.7)."
    assert sentence in part.sentences.text()
    assert "Round 1: 35% of 124" in part.chart.accessibleName()


def test_a_public_copy_hides_what_a_meeting_copy_shows(page: SurveyPage) -> None:
    part = results(page)
    robot = Robot(page)
    rows = {part.kinds.text_at(row, 0): row for row in range(part.kinds.rowCount())}
    assert part.kinds.text_at(rows["Persons with disability"], 1) == "…"
    robot.click("survey_copy_meeting")
    assert "of" in part.kinds.text_at(rows["Persons with disability"], 1)
    assert "Not for the room" in part.who.text()


def test_another_question_shows_its_places_or_its_answers(page: SurveyPage) -> None:
    part = results(page)
    assert part.places.text_at(0, 1).startswith("35% of 124")  # the commune, then its villages
    assert part.places.rowCount() == 10
    part.question.set_value("first_wish")
    part.question.committed.emit("first_wish")
    assert part.kinds_view.isHidden()
    assert "Health centre: " in part.chart.accessibleName()


def test_the_summary_can_be_pasted_and_the_table_saved(page: SurveyPage, tmp_path: Path) -> None:
    part = results(page)
    part.copy_summary()
    assert "Round 1: 124 people answered, 76 of them women." in QGuiApplication.clipboard().text()
    for name in ("shares.csv", "shares.xlsx"):
        part.save_to(tmp_path / name)
        assert part.remark.text() == f"Saved: {name}"
    assert "satisfaction,council_response,1,,all,124,43,0.346774" in (tmp_path / "shares.csv").read_text("utf-8-sig")


def test_single_keys_answer_one_question_after_the_other(page: SurveyPage) -> None:
    entry = page.go_to("entry")
    assert isinstance(entry, AnswerEntry)
    store = page.context.store
    before = len(store.all(Response))
    Robot(page).widget("respondent_gender_woman").setFocus()

    def press(key: Qt.Key, text: str = "") -> None:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.sendKeyEvent(QTest.KeyAction.Click, target, key, text, Qt.KeyboardModifier.NoModifier)

    press(Qt.Key.Key_1, "1")  # a woman
    for digit in "24":
        press(Qt.Key.Key_2, digit)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_3, "៣")  # an ID-Poor household; any number of these
    press(Qt.Key.Key_Return)
    for digit in "521":
        press(Qt.Key.Key_1, digit)
    press(Qt.Key.Key_Y, "y")
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_N, "n")  # corrected
    press(Qt.Key.Key_2, "2")
    for digit in "131":  # the first one in, and out again
        press(Qt.Key.Key_1, digit)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)  # on the button
    newest = store.all(Response)[-1]
    assert len(store.all(Response)) == before + 1
    assert newest.answers == {
        "council_response": "5",
        "health_centre": "2",
        "primary_school": "1",
        "budget_known": "no",
        "first_wish": "health_centre",
        "heard_through": "notice",
    }
    assert (newest.gender, newest.age, newest.youth, newest.idpoor) == ("woman", 24, True, True)
    assert entry.editors["council_response"].value() is None
    assert "Stored in this round: 132" in entry.count.text()
    store.undo()
    assert len(store.all(Response)) == before


def test_an_empty_form_is_not_stored(page: SurveyPage) -> None:
    entry = page.go_to("entry")
    assert isinstance(entry, AnswerEntry)
    Robot(page).click("store_answers")
    assert entry.remark.text() == "Choose at least one answer first."


def test_questions_are_written_in_both_languages_with_their_answers(page: SurveyPage) -> None:
    part = page.go_to("questions")
    assert isinstance(part, QuestionsPart)
    robot = Robot(page)
    robot.write("new_question", "Which road?")
    robot.press("Tab")
    robot.click("new_question_kind_choice")
    robot.click("add_question")
    part.answers["en"].setPlainText("The north one\nThe south one")
    part.answers["en"].commit()
    part.answers["km"].setPlainText("ខាងជើង\nខាងត្បូង")
    part.answers["km"].commit()
    robot.click("question_satisfied_2")
    question = page.context.store.all(Questionnaire)[0].question("own_1")
    assert [(each.code, each.text_km, each.text_en) for each in question.answers] == [
        ("1", "ខាងជើង", "The north one"),
        ("2", "ខាងត្បូង", "The south one"),
    ]
    assert question.satisfied == ["2"]
    robot.click("question_up")
    assert [each.key for each in sorted(question.questionnaire.questions, key=lambda one: one.position)][-2:] == [
        "own_1",
        "heard_through",
    ]


def test_an_answered_question_keeps_its_kind_and_stays(page: SurveyPage) -> None:
    part = page.go_to("questions")
    assert isinstance(part, QuestionsPart)
    robot = Robot(page)
    robot.click("question_kind_yes_no")
    assert "People have answered this question" in part.remark.text()
    assert part.kind.value() == "scale5"
    robot.click("question_remove")
    assert len(page.context.store.all(Question)) == 6


def test_rounds_have_days_and_enumerators(page: SurveyPage) -> None:
    assert isinstance(page.go_to("rounds"), RoundsPart)
    robot = Robot(page)
    robot.write("new_round", "2027 1")
    robot.press("Tab")
    robot.click("add_round")
    found = page.context.store.all(Questionnaire)[0].round("2027-1")
    robot.write("started_2027-1", "12/01/2027")
    robot.press("Tab")
    robot.write("ended_2027-1", "11/01/2027")
    robot.press("Tab")
    assert (found.started, found.ended) == (dt.date(2027, 1, 12), None)  # the last day before the first is refused
    robot.click("remove_2027-1")
    assert [each.key for each in page.context.store.all(Questionnaire)[0].rounds] == ["1", "2"]


def test_a_file_is_looked_at_and_a_meaning_remembered(page: SurveyPage, qtbot: QtBot, tmp_path: Path) -> None:
    part = page.go_to("file")
    assert isinstance(part, SurveyImport)
    path = tmp_path / "answers.csv"
    path.write_text(
        "round,submission_id,council_response,school question,phone\n3,a,4,5,012345678\n3,b,1,2,\n", "utf-8"
    )
    part.choose("survey", path)
    qtbot.waitUntil(lambda: part.store.isVisible(), timeout=5000)
    assert any("telephone numbers" in text for text in part.lines.texts())
    switch = Robot(page).widget("column_0")
    switch.committed.emit("primary_school")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: part.store.isVisible() and not part.findChildren(type(switch), "column_0"), timeout=5000)
    Robot(page).click("import_store")
    qtbot.waitUntil(part.waiting.isHidden, timeout=5000)
    store = page.context.store
    found = [each.answers for each in store.all(Response) if each.submission_id in ("a", "b")]
    assert found == [
        {"council_response": "4", "primary_school": "5"},
        {"council_response": "1", "primary_school": "2"},
    ]
    assert [(each.header, each.target) for each in store.all(SurveyColumn)] == [("school question", "primary_school")]


@pytest.mark.parametrize("part", PARTS)
def test_every_part_names_its_widgets(page: SurveyPage, part: str) -> None:
    page.go_to(part)
    assert unnamed(page) == []


def test_a_short_survey_begins_with_one_button(qtbot: QtBot, demo_store: Store) -> None:
    with demo_store.transaction("Without surveys"):
        for questionnaire in demo_store.all(Questionnaire):
            demo_store.session.delete(questionnaire)
    context = Context(demo_store, demo_store.cycles()[-1].id)
    page = SurveyPage(context)
    qtbot.addWidget(page)
    page.show()
    Robot(page).click("start_survey")
    assert [each.key for each in demo_store.all(Questionnaire)] == ["short"]
    assert page.part.value() == "entry"
    assert "answer_authorities" in {each.objectName() for each in page.findChildren(Choice)}
    context.close()


def answers(page: SurveyPage) -> AnswersPart:
    part = page.go_to("answers")
    assert isinstance(part, AnswersPart)
    return part


def test_answers_are_found_by_number_day_village_and_enumerator(page: SurveyPage) -> None:
    part = answers(page)
    assert part.count.text() == "131 answers"
    newest = page.context.store.all(Response)[-1]
    assert part.table.text_at(0, 0) == str(newest.id)
    village = part.table.text_at(0, 3)
    for words, fits in (
        (part.table.text_at(0, 0), 1),
        (village, 2),
        (part.table.text_at(0, 1), 1),
        ("no such thing", 0),
    ):
        part.words.set_value(words)
        part.words.committed.emit(words)
        assert part.table.rowCount() >= fits if fits else part.table.rowCount() == 0
        found = {part.table.text_at(row, 3) for row in range(part.table.rowCount())}
        assert words != village or found == {village}
    assert part.correct_button.isHidden()


def test_answers_are_corrected_in_their_form(page: SurveyPage) -> None:
    part = answers(page)
    store = page.context.store
    stored = store.all(Response)[-1]
    before, flags = dict(stored.answers), (stored.disability, stored.minority, stored.idpoor)
    people, day = len(store.all(Response)), stored.date
    QTest.keyClick(part.view, Qt.Key.Key_Return)
    entry = page.go_to("entry")
    assert isinstance(entry, AnswerEntry)
    assert entry.banner.sentence.text() == f"You are correcting number {stored.id:,}."
    robot = Robot(page)
    other = "1" if before["council_response"] != "1" else "2"
    robot.click(f"answer_council_response_{other}")
    robot.write("respondent_age", "33")
    robot.press("Tab")
    robot.click("store_answers")
    assert page.part.value() == "answers"
    assert stored.answers == before | {"council_response": other}
    assert (stored.age, stored.youth, stored.date, len(store.all(Response))) == (33, False, day, people)
    assert (stored.disability, stored.minority, stored.idpoor) == flags
    store.undo()
    assert store.all(Response)[-1].answers == before


def test_a_correction_can_be_left(page: SurveyPage) -> None:
    part = answers(page)
    part.correct()
    robot = Robot(page)
    robot.click("answer_council_response_1")
    robot.click("leave_answers")
    assert page.part.value() == "answers"
    assert page.context.store.undo_label() == ""
    entry = page.go_to("entry")
    assert isinstance(entry, AnswerEntry)
    assert entry.leave_button.isHidden()
    assert entry.editors["council_response"].value() is None


def test_answers_are_taken_out_and_brought_back(page: SurveyPage) -> None:
    part = answers(page)
    store = page.context.store
    number = store.all(Response)[-1].id
    QTest.keyClick(part.view, Qt.Key.Key_Delete)
    assert part.remark.text() == f"Number {number} was taken out. Undo brings it back."
    assert part.count.text() == "130 answers"
    results(page)
    assert [row.id for row in store.all(Response) if row.id == number] == []
    store.undo()
    assert store.all(Response)[-1].id == number


@WAYS
def test_a_table_that_cannot_be_saved_is_a_sentence(
    page: SurveyPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    part = results(page)
    stick = BrokenStick(monkeypatch, tmp_path / "stick", way)
    part.save_to(stick.folder / "shares.xlsx")
    stick.check(part.remark.text())
