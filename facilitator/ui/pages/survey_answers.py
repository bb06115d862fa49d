"""The answers that were typed or imported, to find those of one form again, correct them, or take them out."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import _, khmer_digits, screen_language, shown
from facilitator.models import survey_list
from facilitator.models.survey import Questionnaire, Response
from facilitator.models.survey_figures import in_order
from facilitator.models.survey_places import place_names
from facilitator.ui.pages.scoring_switch import ListSwitch, Option
from facilitator.ui.pages.survey_editors import genders
from facilitator.ui.tables.low_view import LowView
from facilitator.ui.tables.survey_answers import NUMBER, AnswersTable
from facilitator.ui.widgets.basic import Button, Card, Label, Remark
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.ui.context import Context

WIDTHS = (110, 140, 0, 0, 170)


class AnswersPart(QWidget):
    """Enter corrects the chosen answers, Delete takes them out; Undo brings them back."""

    def __init__(self, context: Context, parent: QWidget, correct: Callable[[Response], object]) -> None:
        super().__init__(parent)
        self.context, self._correct = context, correct
        self._questionnaire: uuid.UUID | None = None
        self.round = ListSwitch("answers_round", _("Round"))
        self.words = LineText("answers_words", _("Look for"), _("Number, day, who asked, or village"))
        self.round.committed.connect(self._look)
        self.words.committed.connect(self._look)
        self.count = Label("", "muted", "answers_count")
        self.table = AnswersTable(context)
        self.view = _AnswersView(self.table, self.correct, self.remove)
        self.remark = Remark("answers_remark")
        self.correct_button = Button("answers_correct", _("Correct"), "edit", "primary", self.correct)
        self.remove_button = Button("answers_remove", _("Take out"), "delete", "quiet", self.remove)
        card = Card(_("Answers of a round"), "survey_answers")
        card.add_columns(Field(_("Round"), self.round), Field(_("Look for"), self.words))
        card.add(self.count)
        card.add_row(self.correct_button, self.remove_button)
        card.add(self.remark, self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def show_answers(self, questionnaire: Questionnaire) -> None:
        """Show the answers of the chosen round, the newest round at first."""
        km = screen_language() == "km"
        rounds = in_order(questionnaire)
        self.round.offer([Option(str(each.id), khmer_digits(each.key) if km else each.key) for each in rounds])
        if rounds and (questionnaire.id != self._questionnaire or self.round.value() is None):
            self.round.set_value(str(rounds[-1].id))
        self._questionnaire = questionnaire.id
        self._look()

    def correct(self) -> None:
        """Show the chosen answers in the form."""
        if (response := self._chosen()) is not None:
            self._correct(response)

    def remove(self) -> None:
        """Take the chosen answers out."""
        if (response := self._chosen()) is None:
            return
        number = response.id
        with self.context.gesture(_("Survey answers of one person taken out"), say=self.remark.say):
            survey_list.remove(response)
        if self.context.store.get(Response, number) is None:
            self.remark.say(_("Number {n} was taken out. Undo brings it back.").format(n=shown(number)), "ok")

    def _chosen(self) -> Response | None:
        key = self.view.current_key()
        return self.context.store.get(Response, key) if key is not None else None

    def _look(self, _value: object = None) -> None:
        chosen = self.round.value()
        found = survey_list.Found([], 0)
        if chosen is not None:
            found = survey_list.find(self.context.store, uuid.UUID(chosen), self.words.value())
        names = place_names(self.context.store, {row.village_code for row in found.rows} - {""})
        language = screen_language() == "en"
        self.table.show(found.rows, {code: name[language] for code, name in names.items()}, dict(genders()))
        self.view.set_widths(*WIDTHS)
        told = _("{n} of {all} answers, the newest first") if len(found.rows) < found.total else _("{all} answers")
        self.count.setText(told.format(n=shown(len(found.rows)), all=shown(found.total)))
        for part in (self.view, self.correct_button, self.remove_button):
            part.setVisible(bool(found.rows))
        if found.rows and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.table.index(0, NUMBER))


class _AnswersView(LowView):
    def __init__(self, table: AnswersTable, correct: Callable[[], None], remove: Callable[[], None]) -> None:
        super().__init__("answers_table", _("Answers of a round"), table, NUMBER)
        self._correct, self._remove = correct, remove
        self.doubleClicked.connect(lambda _index: correct())

    def event(self, event: QEvent) -> bool:
        """Enter would only go to the next cell."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            done = {Qt.Key.Key_Return: self._correct, Qt.Key.Key_Enter: self._correct, Qt.Key.Key_Delete: self._remove}
            if (act := done.get(Qt.Key(event.key()))) is not None:
                act()
                return True
        return super().event(event)
