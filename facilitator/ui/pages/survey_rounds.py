"""The rounds of a survey: when people are asked, and who asks them."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import _, khmer_digits, plural, screen_language, shown
from facilitator.models import surveying
from facilitator.models.survey import Questionnaire, SurveyRound
from facilitator.models.survey_figures import in_order
from facilitator.ui.widgets.basic import Button, Card, Label
from facilitator.ui.widgets.dates import DateField
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LineText, LongText

if TYPE_CHECKING:
    from facilitator.ui.context import Context


class RoundsPart(QWidget):
    """A card for each round, and one to add the next."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._questionnaire: uuid.UUID | None = None
        self._cards: dict[uuid.UUID, _RoundCard] = {}
        self.key = LineText("new_round", _("Name of the round"))
        self.key_field = Field(_("Name of the round"), self.key, _("For example 2026-1"))
        own = Card(_("Another round"), "survey_new_round")
        own.add(self.key_field)
        own.add_row(Button("add_round", _("Add the round"), "add", pressed=self.add))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._column.addWidget(own)

    def show_rounds(self, questionnaire: Questionnaire) -> None:
        """Show the rounds, newest first."""
        self._questionnaire = questionnaire.id
        rounds = list(reversed(in_order(questionnaire)))
        ids = [each.id for each in rounds]
        if ids != list(self._cards):
            for card in self._cards.values():
                card.hide()
                card.deleteLater()
            self._cards = {each.id: _RoundCard(self.context, each, self) for each in rounds}
            for place, card in enumerate(self._cards.values()):
                self._column.insertWidget(place, card)
        for each in rounds:
            self._cards[each.id].show_round(each)

    def add(self) -> None:
        """Add the round that was named."""
        with self.context.gesture(_("New round"), say=self.key_field.say):
            found = self.context.store.get(Questionnaire, self._questionnaire)
            if found is not None:
                surveying.add_round(found, self.key.value())
                self.key.set_value("")


class _RoundCard(Card):
    def __init__(self, context: Context, each: SurveyRound, parent: QWidget) -> None:
        key = khmer_digits(each.key) if screen_language() == "km" else each.key
        super().__init__(_("Round {key}").format(key=key), f"round_{each.key}", parent)
        self.context, self._id = context, each.id
        self.people = Label("", "muted", f"people_{each.key}")
        self.started = DateField(f"started_{each.key}", _("First day"))
        self.ended = DateField(f"ended_{each.key}", _("Last day"))
        self.enumerators = LongText(f"enumerators_{each.key}", _("Who asks the questions"))
        self.days = Field(_("First day"), self.started), Field(_("Last day"), self.ended)
        self.add(self.people)
        self.add_columns(*self.days)
        self.add(Field(_("Who asks the questions"), self.enumerators, _("One name on each line")))
        self.remove = Button(f"remove_{each.key}", _("Remove this round"), "delete", "quiet", self._remove)
        self.add_row(self.remove)
        self.started.committed.connect(partial(self._set_day, "started", self.days[0]))
        self.ended.committed.connect(partial(self._set_day, "ended", self.days[1]))
        self.enumerators.committed.connect(self._set_enumerators)

    def show_round(self, each: SurveyRound) -> None:
        """Show the round as it is stored; the field under the keyboard is left alone."""
        n = surveying.people(self.context.store, each)
        self.people.setText(plural(n, _("{n} person answered"), _("{n} people answered")).format(n=shown(n)))
        self.remove.setVisible(not n)
        for editor, value in ((self.started, each.started), (self.ended, each.ended)):
            if not editor.hasFocus():
                editor.set_value(value)
        if not self.enumerators.hasFocus():
            self.enumerators.set_value(each.enumerators)

    def _round(self) -> SurveyRound:
        found = self.context.store.get(SurveyRound, self._id)
        if found is None:
            raise LookupError(self._id)
        return found

    def _set_day(self, name: str, field: Field, day: dt.date | None) -> None:
        with self.context.gesture(_("Days of a survey round"), say=field.say):
            surveying.set_day(self._round(), name, day)

    def _set_enumerators(self, text: str) -> None:
        with self.context.gesture(_("Who asks the questions")):
            self._round().enumerators = text

    def _remove(self) -> None:
        with self.context.gesture(_("Survey round removed")):
            self.context.store.session.delete(self._round())
