"""Typing survey answers: one person after another, nothing that names anybody; and adding questions."""

from __future__ import annotations

import uuid
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import _, khmer_digits, screen_language
from facilitator.models import survey_results
from facilitator.models.survey import Question, Questionnaire
from facilitator.text import breakable
from facilitator.ui.context import Context
from facilitator.ui.widgets.basic import Button, Card, Remark
from facilitator.ui.widgets.choice import Chips, Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.numbers import WholeNumber
from facilitator.ui.widgets.text_edit import LineText


class AnswerEntry(QWidget):
    """The form for one respondent; it empties itself when the answers are stored."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._questionnaire: uuid.UUID | None = None
        self._questions: tuple[tuple[str, str, str], ...] = ()
        self.editors: dict[str, Any] = {}
        self.round = LineText("survey_round", _("Round"))
        self.gender = Choice(
            "respondent_gender",
            _("Gender of the person"),
            [("woman", _("Woman")), ("man", _("Man")), ("other", _("Other"))],
        )
        self.age = WholeNumber("respondent_age", _("Age"))
        self.remark = Remark("answer_remark")
        self._fields = QVBoxLayout()
        self._fields.setSpacing(12)
        self._lay_out()

    def show_questions(self, questionnaire: Questionnaire) -> None:
        """Offer the questions; the form is only made anew when they changed."""
        if not self.round.value():
            newest = questionnaire.rounds[-1].key if questionnaire.rounds else str(self.context.cycle.year)
            self.round.set_value(newest)
        found = tuple((each.key, each.kind, _words(each)) for each in questionnaire.questions)
        if (questionnaire.id, found) == (self._questionnaire, self._questions):
            return
        self._questionnaire, self._questions = questionnaire.id, found
        self._make_fields(questionnaire)

    def store_answers(self) -> None:
        """Keep this person's answers and begin with the next person."""
        answers = {key: _code(editor.value()) for key, editor in self.editors.items()}
        count = self._count()
        with self.context.gesture(_("Survey answers of one person"), say=self.remark.say):
            survey_round = self._open().round(self.round.value() or str(self.context.cycle.year))
            survey_results.record(survey_round, answers, gender=self.gender.value() or "", age=self.age.value())
        if self._count() > count:
            self._empty()

    def add_question(self) -> None:
        """Add what was typed as a question at the end."""
        with self.context.gesture(_("New question"), say=self.new_field.say):
            km, en = (self.new_text.value(), "") if screen_language() == "km" else ("", self.new_text.value())
            survey_results.add_question(self._open(), km, en, self.new_kind.value() or "scale5")
            self.new_text.set_value("")

    # -- building -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        card = Card(_("Type answers"), "survey_entry")
        card.add_columns(
            Field(_("Round"), self.round, _("For example 2026-1")),
            Field(_("Gender of the person"), self.gender),
            Field(_("Age"), self.age),
        )
        card.body.addLayout(self._fields)
        card.add_row(
            Button("store_answers", _("Store and go to the next person"), "check", "primary", self.store_answers)
        )
        card.add(self.remark)
        own = Card(_("Another question"), "survey_question")
        self.new_text = LineText("new_question", _("Question"))
        self.new_kind = Choice(
            "new_question_kind", _("Kind of answer"), [("scale5", _("1 to 5")), ("yes_no", _("Yes or no"))]
        )
        self.new_kind.set_value("scale5")
        self.new_field = Field(_("Question"), self.new_text)
        own.add(self.new_field, Field(_("Kind of answer"), self.new_kind))
        own.add_row(Button("add_question", _("Add the question"), "add", pressed=self.add_question))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(card)
        column.addWidget(own)

    def _make_fields(self, questionnaire: Questionnaire) -> None:
        while (item := self._fields.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.editors = {}
        for place, question in enumerate(questionnaire.questions, 1):
            words = f"{place}. {_words(question)}"
            self.editors[question.key] = editor = _editor(question, words)
            self._fields.addWidget(Field(breakable(words), editor))

    def _empty(self) -> None:
        for editor in (*self.editors.values(), self.gender, self.age):
            editor.set_value([] if isinstance(editor, Chips) else "" if isinstance(editor, LineText) else None)
        self.gender.focusNextChild()

    def _open(self) -> Questionnaire:
        found = self.context.store.get(Questionnaire, self._questionnaire)
        if found is None:
            raise LookupError(self._questionnaire)
        return found

    def _count(self) -> int:
        return sum(len(each.responses) for each in self._open().rounds)


def _editor(question: Question, label: str) -> QWidget:
    name = f"answer_{question.key}"
    codes = survey_results.choices(question)
    if not codes:
        return LineText(name, label)
    options = [(code, answer_text(question, code)) for code in codes]
    return Chips(name, label, options) if question.kind == "multi" else Choice(name, label, options)


def answer_text(question: Question, code: str) -> str:
    """An answer in words, in the language of the screen; its code when it has none."""
    if question.kind == "yes_no":
        return _("Yes") if code == "yes" else _("No")
    km = screen_language() == "km"
    for answer in question.answers:
        if answer.code == code:
            return ((answer.text_km or answer.text_en) if km else (answer.text_en or answer.text_km)) or code
    return khmer_digits(code) if km else code


def _code(value: object) -> str:
    """An editor's value as it is stored: several codes separated by spaces."""
    return " ".join(value) if isinstance(value, list) else str(value or "")


def _words(question: Question) -> str:
    km = screen_language() == "km"
    return (question.text_km or question.text_en) if km else (question.text_en or question.text_km)
