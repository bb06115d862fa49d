"""Typing survey answers with single keys: one person after another, nothing that names anybody."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.errors import UserError
from facilitator.i18n import _, digits, screen_language, shown
from facilitator.models import survey_list, survey_results, surveying
from facilitator.models.survey import Questionnaire, Response, SurveyRound
from facilitator.models.survey_figures import in_order
from facilitator.models.survey_words import question_text
from facilitator.text import breakable
from facilitator.ui.pages.scoring_switch import ListSwitch, Option
from facilitator.ui.pages.survey_editors import code_of, editor_of, flags, genders, numbered, options, show_code
from facilitator.ui.widgets.basic import Banner, Button, Card, Label, Remark
from facilitator.ui.widgets.choice import Chips, Choice
from facilitator.ui.widgets.dates import DateField
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.numbers import WholeNumber
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.ui.context import Context

FLAGS = ("disability", "minority", "idpoor")
_YES, _NO = ("y", "Y", "ប"), ("n", "N", "ទ")


class AnswerEntry(QWidget):
    """The form for one respondent; it empties itself when the answers are stored.

    A digit chooses the answer with that number and goes on to the next question; of a question with several answers it
    takes the answer in or out, and Enter goes on. Up goes back. Enter after the last question stores. `correct` shows
    the answers of somebody again; `left` is called when those are stored, or left as they were.
    """

    def __init__(self, context: Context, parent: QWidget | None, left: Callable[[], object]) -> None:
        super().__init__(parent)
        self.context, self._left = context, left
        self._correcting: int | None = None
        self._questionnaire: uuid.UUID | None = None
        self._questions: tuple[object, ...] = ()
        self.editors: dict[str, Any] = {}
        self._fields = QVBoxLayout()
        self._fields.setSpacing(12)
        self._lay_out()

    def show_questions(self, questionnaire: Questionnaire) -> None:
        """Offer the questions; the form is only made anew when they changed."""
        rounds = in_order(questionnaire)
        if self._correcting is None and (questionnaire.id != self._questionnaire or not self.round.value()):
            self.round.set_value(rounds[-1].key if rounds else str(self.context.cycle.year))
        self._offer_people(rounds)
        self._say_count(questionnaire)
        found = tuple(
            (each.key, each.kind, question_text(each, screen_language()), tuple(options(each)))
            for each in questionnaire.questions
        )
        if (questionnaire.id, found) == (self._questionnaire, self._questions):
            return
        self._questionnaire, self._questions = questionnaire.id, found
        self._make_fields(questionnaire)

    def store_answers(self) -> None:
        """Keep this person's answers and begin with the next person."""
        correcting = self._correcting is not None
        label = _("Survey answers of one person corrected") if correcting else _("Survey answers of one person")
        stored = False
        with self.context.gesture(label, say=self.remark.say):
            self._store()
            stored = True
        if stored and not self.remark.text():
            self._empty()
            if correcting:
                self.leave()

    def _store(self) -> None:
        answers = {key: code_of(editor.value()) for key, editor in self.editors.items()}
        village, chosen = self.village.value() or "", self.flags.value()
        own: dict[str, Any] = {
            "gender": self.gender.value() or "",
            "age": self.age.value(),
            "place": (village[:6].partition("-")[0] if village else self.context.cycle.commune_code, village),
            "enumerator": self.enumerator.value() or "",
            "day": self.day.value(),
        }
        is_of = {name: name in chosen for name in FLAGS}
        if self._correcting is None:
            survey_round = self._open().round(self.round.value() or str(self.context.cycle.year))
            survey_results.record(survey_round, answers, flags=is_of if chosen else None, **own)
            return
        response = self.context.store.get(Response, self._correcting)
        if response is None:
            raise UserError(_("These answers are no longer there."))
        survey_list.correct(response, answers, flags=is_of, **own)

    def correct(self, response: Response) -> None:
        """Show what was typed for this person, to be corrected."""
        self._correcting = response.id
        self._offer_people(in_order(self._open()))
        self.round.set_value(response.round.key)
        self.village.set_value(response.village_code)
        self.enumerator.set_value(response.enumerator)
        self.day.set_value(response.date)
        self.gender.set_value(response.gender or None)
        self.age.set_value(response.age)
        self.flags.set_value([name for name in FLAGS if getattr(response, name)])
        for key, editor in self.editors.items():
            show_code(editor, response.answers.get(key, ""))
        self._show_correcting()
        self._go(self._order(), 0)

    def leave(self) -> None:
        """Leave the answers as they are stored, and go back to where they were found."""
        self._correcting = None
        self.remark.say("")
        self._empty()
        self._show_correcting()
        self._left()

    # -- building -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.round = LineText("survey_round", _("Round"), _("For example 2026-1"))
        self.village = ListSwitch("respondent_village", _("Village"))
        self.enumerator = ListSwitch("survey_enumerator", _("Who asks the questions"))
        self.day = DateField("survey_day", _("Day"))
        self.day.set_value(dt.date.today())
        self.gender = Choice("respondent_gender", _("Gender of the person"), numbered(genders()))
        self.age = WholeNumber("respondent_age", _("Age"))
        self.flags = Chips("respondent_is", _("The person is"), numbered(flags()))
        self.count = Label("", "muted", "survey_count")
        self.remark = Remark("answer_remark")
        self.enumerator_field = Field(_("Who asks the questions"), self.enumerator)
        self.banner = Banner("survey_correcting", "note")
        card = Card(_("Type answers"), "survey_entry")
        card.add(
            self.banner,
            Label(
                _("Type the number of the answer; the next question follows by itself. Enter goes on, Up goes back.")
            ),
        )
        card.add_columns(
            Field(_("Round"), self.round),
            Field(_("Day"), self.day),
            Field(_("Village"), self.village),
            self.enumerator_field,
        )
        card.add_columns(
            Field(_("Gender of the person"), self.gender),
            Field(_("Age"), self.age),
        )
        card.add(Field(_("The person is"), self.flags))
        card.body.addLayout(self._fields)
        self.store_button = Button(
            "store_answers", _("Store and go to the next person"), "check", "primary", self.store_answers
        )
        self.leave_button = Button("leave_answers", _("Leave it as it was"), "close", "plain", self.leave)
        card.add_row(self.store_button, self.leave_button)
        card.add(self.remark, self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        for editor in (self.gender, self.age, self.flags):
            self._listen(editor)
        self._show_correcting()

    def _show_correcting(self) -> None:
        number = self._correcting
        self.banner.say("" if number is None else _("You are correcting number {n}.").format(n=shown(number)), "note")
        self.leave_button.setVisible(number is not None)
        self.round.setEnabled(number is None)
        self.store_button.setText(_("Store and go to the next person") if number is None else _("Store the correction"))

    def _make_fields(self, questionnaire: Questionnaire) -> None:
        while (item := self._fields.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.editors = {}
        for place, question in enumerate(questionnaire.questions, 1):
            words = f"{shown(place)}. {question_text(question, screen_language())}"
            self.editors[question.key] = editor = editor_of(question, words)
            self._listen(editor)
            self._fields.addWidget(Field(breakable(words), editor))

    def _offer_people(self, rounds: list[SurveyRound]) -> None:
        """Villages and enumerators; those of answers that are corrected may be others than today's."""
        villages = self.context.cycle.villages()
        language = screen_language()
        offered = [Option("", "–"), *(Option(each.code, each.name(language)) for each in villages)]
        names = [name for name in rounds[-1].enumerators.split("\n") if name.strip()] if rounds else []
        also = self.context.store.get(Response, self._correcting) if self._correcting is not None else None
        if also is not None and also.village_code not in [option.key for option in offered]:
            offered.append(Option(also.village_code, also.village_code))
        if also is not None and also.enumerator and also.enumerator not in names:
            names.append(also.enumerator)
        self.village.offer(offered)
        self.enumerator.offer([Option("", "–"), *(Option(name, name) for name in names)])
        self.enumerator_field.setVisible(bool(names))

    def _say_count(self, questionnaire: Questionnaire) -> None:
        key = self.round.value()
        rounds = [each for each in questionnaire.rounds if each.key == key]
        n = sum(surveying.people(self.context.store, each) for each in rounds)
        told = _("Stored in this round: {n}").format(n=shown(n))
        if n:
            newest = survey_list.find(self.context.store, rounds[0].id, most=1).rows[0]
            told += " · " + _("The last one has number {n}.").format(n=shown(newest.number))
        self.count.setText(told)

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
