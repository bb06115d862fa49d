"""The questions of a survey in both languages: how each is answered, and which answers count as satisfied."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import N_, _, screen_language, shown
from facilitator.models import survey_results, survey_sentences, surveying
from facilitator.models.survey import Question, Questionnaire
from facilitator.models.survey_words import ANSWER_KINDS, question_text
from facilitator.ui.pages.scoring_switch import ListSwitch, Option
from facilitator.ui.widgets.basic import Button, Card, Remark
from facilitator.ui.widgets.choice import Chips, Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LineText, LongText

if TYPE_CHECKING:
    from facilitator.ui.context import Context

TEXTS = {"text_km": N_("Question in Khmer"), "text_en": N_("Question in English")}
TITLES = {"title_km": N_("Title in Khmer"), "title_en": N_("Title in English")}
ANSWERS = {"km": N_("Answers in Khmer"), "en": N_("Answers in English")}


class QuestionsPart(QWidget):
    """One question at a time, chosen from a list; below it the next question, and the questionnaire itself."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._questionnaire: uuid.UUID | None = None
        self._satisfied: Chips | None = None
        self._offered: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for card in (self._build_question(), self._build_new(), self._build_whole()):
            column.addWidget(card)

    def show_questions(self, questionnaire: Questionnaire) -> None:
        """Show the questions as they are stored; the field under the keyboard is left alone."""
        self._questionnaire = questionnaire.id
        language = screen_language()
        self.question.offer(
            [
                Option(each.key, f"{shown(number)}. {question_text(each, language)}")
                for number, each in enumerate(questionnaire.questions, 1)
            ]
        )
        if self.question.value() is None and questionnaire.questions:
            self.question.set_value(questionnaire.questions[0].key)
        for name, editor in self.titles.items():
            _show(editor, getattr(questionnaire, name))
        self._show_question()

    # -- building -------------------------------------------------------------------------------------------------

    def _build_question(self) -> Card:
        self.card = Card(_("Questions"), "survey_questions")
        self.question = ListSwitch("edited_question", _("Question"))
        self.question.committed.connect(self._show_question)
        self.texts = {name: LineText(f"question_{name}", _(label)) for name, label in TEXTS.items()}
        kinds = [(key, _(text)) for key, text in ANSWER_KINDS.items()]
        self.kind = Choice("question_kind", _("Kind of answer"), kinds, buttons=True)
        self.answers = {language: LongText(f"answers_{language}", _(label)) for language, label in ANSWERS.items()}
        self.kind_field = Field(_("Kind of answer"), self.kind)
        self.answer_fields = {
            language: Field(_(ANSWERS[language]), editor, _("One answer on each line"))
            for language, editor in self.answers.items()
        }
        self.satisfied_card = Card(name="satisfied_card")
        self.satisfied_card.setProperty("role", "")
        self.satisfied_card.body.setContentsMargins(0, 0, 0, 0)
        self.remark = Remark("question_remark")
        self.card.add(Field(_("Question"), self.question))
        self.card.add_columns(*(Field(_(TEXTS[name]), editor) for name, editor in self.texts.items()))
        self.card.add(self.kind_field)
        self.card.add_columns(*self.answer_fields.values())
        self.card.add(self.satisfied_card)
        self.card.add_row(
            Button("question_up", _("Move up"), "collapse", "quiet", partial(self._move, -1)),
            Button("question_down", _("Move down"), "expand", "quiet", partial(self._move, 1)),
            Button("question_remove", _("Remove this question"), "delete", "quiet", self._remove),
        )
        self.card.add(self.remark)
        for name, line in self.texts.items():
            line.committed.connect(partial(self._set_text, name))
        self.kind.committed.connect(self._set_kind)
        for language, words in self.answers.items():
            words.committed.connect(partial(self._set_answers, language))
        return self.card

    def _build_new(self) -> Card:
        own = Card(_("Another question"), "survey_question_new")
        self.new_text = LineText("new_question", _("Question"))
        kinds = [(key, _(text)) for key, text in ANSWER_KINDS.items()]
        self.new_kind = Choice("new_question_kind", _("Kind of answer"), kinds, buttons=True)
        self.new_kind.set_value("scale5")
        self.new_field = Field(_("Question"), self.new_text)
        own.add(self.new_field, Field(_("Kind of answer"), self.new_kind))
        own.add_row(Button("add_question", _("Add the question"), "add", pressed=self.add_question))
        return own

    def _build_whole(self) -> Card:
        whole = Card(_("Questionnaire"), "survey_questionnaire")
        self.titles = {name: LineText(f"questionnaire_{name}", _(label)) for name, label in TITLES.items()}
        whole.add_columns(*(Field(_(TITLES[name]), editor) for name, editor in self.titles.items()))
        self.new_title = LineText("new_questionnaire", _("Title of another questionnaire"))
        self.new_title_field = Field(_("Title of another questionnaire"), self.new_title)
        whole.add(self.new_title_field)
        whole.add_row(
            Button("add_questionnaire", _("Add the questionnaire"), "add", pressed=self.add_questionnaire),
        )
        for name, editor in self.titles.items():
            editor.committed.connect(partial(self._set_title, name))
        return whole

    # -- showing --------------------------------------------------------------------------------------------------

    def _show_question(self, _key: object = None) -> None:
        question = self._asked()
        self.card.setVisible(question is not None)
        if question is None:
            return
        for name, editor in self.texts.items():
            _show(editor, getattr(question, name))
        self.kind.set_value(question.kind)
        own = question.kind in surveying.OWN_ANSWERS
        for language, words in self.answers.items():
            self.answer_fields[language].setVisible(own)
            _show(words, "\n".join(getattr(each, f"text_{language}") or each.code for each in question.answers))
        self._show_satisfied(question)

    def _show_satisfied(self, question: Question) -> None:
        language = screen_language()
        codes = survey_results.choices(question)
        words = [(code, survey_sentences.answer_text(question, code, language)) for code in codes]
        if question.kind in ("scale5", *surveying.OWN_ANSWERS):
            words = [(code, f"{shown(place)} {text}") for place, (code, text) in enumerate(words, 1)]
        offered = (question.key, tuple(words))
        if offered != self._offered:
            self._offered = offered
            while (item := self.satisfied_card.body.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
            self._satisfied = Chips("question_satisfied", _("Count as satisfied"), words) if words else None
            if self._satisfied is not None:
                self._satisfied.committed.connect(self._set_satisfied)
                self.satisfied_card.add(Field(_("Count as satisfied"), self._satisfied, _("Printed with every result")))
        if self._satisfied is not None:
            self._satisfied.set_value(survey_results.satisfied_codes(question))
        self.satisfied_card.setVisible(self._satisfied is not None)

    # -- storing --------------------------------------------------------------------------------------------------

    def add_question(self) -> None:
        """Add what was typed as a question at the end, and show it."""
        key = ""
        with self.context.gesture(_("New question"), say=self.new_field.say):
            km, en = (self.new_text.value(), "") if screen_language() == "km" else ("", self.new_text.value())
            key = survey_results.add_question(self._open(), km, en, self.new_kind.value() or "scale5").key
            self.new_text.set_value("")
        if key:
            self.question.set_value(key)
            self._show_question()

    def add_questionnaire(self) -> None:
        """Make another questionnaire."""
        with self.context.gesture(_("New survey"), say=self.new_title_field.say):
            taken = [each.key for each in self.context.store.all(Questionnaire)]
            made = surveying.new_questionnaire(taken, self.new_title.value(), screen_language())
            self.context.store.session.add(made)
            self.new_title.set_value("")

    def _change(self, label: str, change: Callable[[Question, bool], None]) -> None:
        """Change the question on show; a refusal is said below it, and what is stored is shown again."""
        question = self._asked()
        if question is None:
            return
        answered = surveying.answered(self.context.store, question)
        with self.context.gesture(label, say=self.remark.say):
            change(question, answered)
        self._show_question()

    def _set_text(self, name: str, text: str) -> None:
        self._change(_("Words of a question"), lambda question, _answered: setattr(question, name, text))

    def _set_kind(self, kind: str) -> None:
        self._change(_("Kind of answer"), lambda question, answered: surveying.set_kind(question, kind, answered))

    def _set_answers(self, language: str, text: str) -> None:
        self._change(
            _("Answers of a question"),
            lambda question, answered: surveying.set_answers(question, text.split("\n"), language, answered),
        )

    def _set_satisfied(self, codes: list[str]) -> None:
        self._change(_("Count as satisfied"), lambda question, _answered: surveying.set_satisfied(question, codes))

    def _move(self, step: int) -> None:
        self._change(_("Order of the questions"), lambda question, _answered: surveying.move(question, step))

    def _remove(self) -> None:
        self._change(_("Question removed"), surveying.remove)

    def _set_title(self, name: str, text: str) -> None:
        with self.context.gesture(_("Title of the questionnaire")):
            setattr(self._open(), name, text)

    def _open(self) -> Questionnaire:
        found = self.context.store.get(Questionnaire, self._questionnaire)
        if found is None:
            raise LookupError(self._questionnaire)
        return found

    def _asked(self) -> Question | None:
        key = self.question.value()
        return next((each for each in self._open().questions if each.key == key), None)


def _show(editor: LineText | LongText, text: str) -> None:
    if not editor.hasFocus():
        editor.set_value(text)
