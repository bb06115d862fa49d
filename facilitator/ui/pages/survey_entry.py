"""Typing survey answers with single keys: one person after another, nothing that names anybody."""

from __future__ import annotations

import uuid
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import _, digits, screen_language, shown
from facilitator.models import survey_results, survey_sentences, surveying
from facilitator.models.survey import Question, Questionnaire, SurveyRound
from facilitator.models.survey_figures import in_order
from facilitator.models.survey_words import question_text
from facilitator.text import breakable
from facilitator.ui.context import Context
from facilitator.ui.pages.scoring_switch import ListSwitch, Option
from facilitator.ui.widgets.basic import Button, Card, Label, Remark
from facilitator.ui.widgets.choice import Chips, Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.numbers import WholeNumber
from facilitator.ui.widgets.text_edit import LineText

FLAGS = ("disability", "minority", "idpoor")
_YES, _NO = ("y", "Y", "ប"), ("n", "N", "ទ")


class AnswerEntry(QWidget):
    """The form for one respondent; it empties itself when the answers are stored.

    A digit chooses the answer with that number and goes on to the next question; of a question with several answers it
    takes the answer in or out, and Enter goes on. Up goes back. Enter after the last question stores.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._questionnaire: uuid.UUID | None = None
        self._questions: tuple[object, ...] = ()
        self.editors: dict[str, Any] = {}
        self._fields = QVBoxLayout()
        self._fields.setSpacing(12)
        self._lay_out()

    def show_questions(self, questionnaire: Questionnaire) -> None:
        """Offer the questions; the form is only made anew when they changed."""
        rounds = in_order(questionnaire)
        if questionnaire.id != self._questionnaire or not self.round.value():
            self.round.set_value(rounds[-1].key if rounds else str(self.context.cycle.year))
        self._offer_people(rounds)
        self._say_count(questionnaire)
        found = tuple(
            (each.key, each.kind, question_text(each, screen_language()), tuple(_options(each)))
            for each in questionnaire.questions
        )
        if (questionnaire.id, found) == (self._questionnaire, self._questions):
            return
        self._questionnaire, self._questions = questionnaire.id, found
        self._make_fields(questionnaire)

    def store_answers(self) -> None:
        """Keep this person's answers and begin with the next person."""
        answers = {key: _code(editor.value()) for key, editor in self.editors.items()}
        stored = False
        with self.context.gesture(_("Survey answers of one person"), say=self.remark.say):
            survey_round = self._open().round(self.round.value() or str(self.context.cycle.year))
            village = self.village.value() or ""
            chosen = self.flags.value()
            survey_results.record(
                survey_round,
                answers,
                gender=self.gender.value() or "",
                age=self.age.value(),
                place=(self.context.cycle.commune_code if not village else village[:6].partition("-")[0], village),
                flags={name: name in chosen for name in FLAGS} if chosen else None,
                enumerator=self.enumerator.value() or "",
            )
            stored = True
        if stored and not self.remark.text():
            self._empty()

    # -- building -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.round = LineText("survey_round", _("Round"))
        self.village = ListSwitch("respondent_village", _("Village"))
        self.enumerator = ListSwitch("survey_enumerator", _("Who asks the questions"))
        self.gender = Choice("respondent_gender", _("Gender of the person"), _numbered(_genders()))
        self.age = WholeNumber("respondent_age", _("Age"))
        self.flags = Chips("respondent_is", _("The person is"), _numbered(_flags()))
        self.count = Label("", "muted", "survey_count")
        self.remark = Remark("answer_remark")
        self.enumerator_field = Field(_("Who asks the questions"), self.enumerator)
        card = Card(_("Type answers"), "survey_entry")
        card.add(
            Label(_("Type the number of the answer; the next question follows by itself. Enter goes on, Up goes back."))
        )
        card.add_columns(
            Field(_("Round"), self.round, _("For example 2026-1")),
            Field(_("Village"), self.village),
            self.enumerator_field,
        )
        card.add_columns(
            Field(_("Gender of the person"), self.gender),
            Field(_("Age"), self.age),
            Field(_("The person is"), self.flags),
        )
        card.body.addLayout(self._fields)
        self.store_button = Button(
            "store_answers", _("Store and go to the next person"), "check", "primary", self.store_answers
        )
        card.add_row(self.store_button)
        card.add(self.remark, self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        for editor in (self.gender, self.age, self.flags):
            self._listen(editor)

    def _make_fields(self, questionnaire: Questionnaire) -> None:
        while (item := self._fields.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.editors = {}
        for place, question in enumerate(questionnaire.questions, 1):
            words = f"{shown(place)}. {question_text(question, screen_language())}"
            self.editors[question.key] = editor = _editor(question, words)
            self._listen(editor)
            self._fields.addWidget(Field(breakable(words), editor))

    def _offer_people(self, rounds: list[SurveyRound]) -> None:
        km = screen_language() == "km"
        villages = self.context.cycle.villages()
        options = [Option("", "–"), *(Option(each.code, each.name_km if km else each.name_en) for each in villages)]
        self.village.offer(options)
        names = [name for name in rounds[-1].enumerators.split("\n") if name.strip()] if rounds else []
        self.enumerator.offer([Option("", "–"), *(Option(name, name) for name in names)])
        self.enumerator_field.setVisible(bool(names))

    def _say_count(self, questionnaire: Questionnaire) -> None:
        key = self.round.value()
        n = sum(surveying.people(self.context.store, each) for each in questionnaire.rounds if each.key == key)
        self.count.setText(_("Stored in this round: {n}").format(n=shown(n)))

    # -- keys -----------------------------------------------------------------------------------------------------

    def _listen(self, editor: QWidget) -> None:
        for widget in (editor, *editor.findChildren(QWidget)):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        order = self._order()
        editor = next((each for each in order if each is watched or each.isAncestorOf(watched)), None)
        if editor is None:
            return False
        place = order.index(editor)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(order, place + 1)
            return True
        if event.key() == Qt.Key.Key_Up:
            self._go(order, place - 1)
            return True
        if isinstance(editor, Choice | Chips) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return self._choose(order, place, event.text())
        return False

    def _choose(self, order: list[QWidget], place: int, typed: str) -> bool:
        """Choose by number, or by the first letter of yes and no. False for any other key."""
        editor = order[place]
        assert isinstance(editor, Choice | Chips)
        keys = editor.keys()
        number = int(digits(typed)) if len(typed) == 1 and digits(typed).isdigit() else 0
        if keys == ["yes", "no"] and typed in (*_YES, *_NO):
            number = 1 if typed in _YES else 2
        if not 1 <= number <= len(keys):
            return False
        key = keys[number - 1]
        if isinstance(editor, Chips):
            chosen = editor.value()
            editor.set_value([each for each in chosen if each != key] if key in chosen else [*chosen, key])
        else:
            editor.set_value(key)
            self._go(order, place + 1)
        return True

    def _order(self) -> list[QWidget]:
        return [self.gender, self.age, self.flags, *self.editors.values(), self.store_button]

    def _go(self, order: list[QWidget], place: int) -> None:
        if 0 <= place < len(order):
            target = order[place]
            inside = target.first_focus() if isinstance(target, Choice | Chips) else target
            inside.setFocus(Qt.FocusReason.TabFocusReason)

    # -- afterwards ------------------------------------------------------------------------------------------------

    def _empty(self) -> None:
        for editor in (*self.editors.values(), self.gender, self.age, self.flags):
            editor.set_value([] if isinstance(editor, Chips) else "" if isinstance(editor, LineText) else None)
        self._go(self._order(), 0)

    def _open(self) -> Questionnaire:
        found = self.context.store.get(Questionnaire, self._questionnaire)
        if found is None:
            raise LookupError(self._questionnaire)
        return found


def _genders() -> list[tuple[str, str]]:
    return [("woman", _("Woman")), ("man", _("Man")), ("other", _("Other"))]


def _flags() -> list[tuple[str, str]]:
    return [
        ("disability", _("with disability")),
        ("minority", _("of an ethnic minority")),
        ("idpoor", _("of an ID-Poor household")),
    ]


def _numbered(options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, f"{shown(number)} {text}") for number, (key, text) in enumerate(options, 1)]


def _options(question: Question) -> list[tuple[str, str]]:
    """The answers as they stand on the buttons; the numbers of a scale are its keys already."""
    language = screen_language()
    return _numbered(
        [(code, survey_sentences.answer_text(question, code, language)) for code in survey_results.choices(question)]
    )


def _editor(question: Question, label: str) -> QWidget:
    name = f"answer_{question.key}"
    options = _options(question)
    if not options:
        return LineText(name, label)
    return Chips(name, label, options) if question.kind == "multi" else Choice(name, label, options, buttons=True)


def _code(value: object) -> str:
    """An editor's value as it is stored: several codes separated by spaces."""
    return " ".join(value) if isinstance(value, list) else str(value or "")
