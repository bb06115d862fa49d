"""Survey rounds: the share of satisfied people, round by round, and typing the answers of one person after another."""

from __future__ import annotations

import uuid

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import _, format_number, plural, screen_language, shown
from facilitator.models import survey_results
from facilitator.models.survey import Questionnaire
from facilitator.text import breakable
from facilitator.ui.context import Context
from facilitator.ui.pages.base import Page
from facilitator.ui.pages.survey_entry import AnswerEntry, answer_text
from facilitator.ui.tables.fitted import FittedView
from facilitator.ui.tables.survey import SurveyTable
from facilitator.ui.widgets.basic import Button, Card, EmptyState, Label
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field


class SurveyPage(Page):
    """One questionnaire at a time: its results above, typing below. A survey is optional."""

    stage = "survey"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._chosen: uuid.UUID | None = None
        self._shown: tuple[uuid.UUID, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(22, 14, 22, 18)
        self._column.setSpacing(14)
        self.start = Button("start_survey", _("Start a short survey"), "add", "primary", self.start_survey)
        self.empty = EmptyState(
            "survey_empty",
            "survey",
            _("No survey yet"),
            _("A survey asks people one by one, before and after. It is optional."),
            self.start,
        )
        self._picker_field: Field | None = None
        self.results = Card(_("How many are satisfied"), "survey_results")
        self.facts = Label("", "muted", "survey_facts")
        self.table = SurveyTable()
        self.view = FittedView("survey_table", _("Results of the survey"))
        self.view.setModel(self.table)
        self.table.setParent(self.view)
        self.meaning = Label("", "small", "survey_meaning")
        self.results.add(self.facts, self.view, self.meaning)
        self.entry = AnswerEntry(context, self)
        for widget in (self.empty, self.results, self.entry):
            self._column.addWidget(widget)
        self._column.addStretch(1)

    def refresh(self) -> None:
        """Show the questionnaires of this database."""
        found = self.context.store.all(Questionnaire)
        self.empty.setVisible(not found)
        self.results.setVisible(bool(found))
        self.entry.setVisible(bool(found))
        self._offer(found)
        chosen = next((each for each in found if each.id == self._chosen), found[-1] if found else None)
        if chosen is not None:
            self._show(chosen)

    def focus_first(self) -> None:
        """The keyboard starts at the answers, or at the button that begins."""
        (self.start if self.start.isVisible() else self.entry.round).setFocus()

    def start_survey(self) -> None:
        """Make a short questionnaire to begin with."""
        with self.context.gesture(_("New survey")):
            self.context.store.session.add(survey_results.short_survey("short"))

    def _offer(self, found: list[Questionnaire]) -> None:
        """A list to choose from, only where there is more than one questionnaire."""
        ids = tuple(each.id for each in found)
        if ids == self._shown:
            return
        self._shown = ids
        if self._picker_field is not None:
            self._picker_field.hide()
            self._picker_field.deleteLater()
            self._picker_field = None
        if len(found) > 1:
            km = screen_language() == "km"
            names = [(str(each.id), (each.title_km if km else each.title_en) or each.key) for each in found]
            picker = Choice("questionnaire", _("Questionnaire"), names, buttons=False)
            picker.set_value(names[-1][0])
            picker.committed.connect(self._pick)
            self._picker_field = Field(_("Questionnaire"), picker)
            self._column.insertWidget(0, self._picker_field)

    def _pick(self, key: str) -> None:
        self._chosen = uuid.UUID(key)
        self.refresh()

    def _show(self, questionnaire: Questionnaire) -> None:
        self._chosen = questionnaire.id
        language = screen_language()
        count = sum(len(each.responses) for each in questionnaire.rounds)
        answers = plural(count, _("{n} person answered"), _("{n} people answered"))
        rounds = plural(len(questionnaire.rounds), _("{n} round"), _("{n} rounds"))
        self.facts.setText(
            f"{answers.format(n=format_number(count, language))} · "
            f"{rounds.format(n=format_number(len(questionnaire.rounds), language))}"
        )
        self.table.show(questionnaire)
        self.view.set_widths(0, *[160] * (self.table.columnCount() - 1), fit_height=True)
        self.meaning.setText(breakable(meaning(questionnaire)))
        self.entry.show_questions(questionnaire)


def meaning(questionnaire: Questionnaire) -> str:
    """What counts as satisfied, question by question, and what the figures in brackets are."""
    parts = [
        f"{shown(place)}. {', '.join(answer_text(question, code) for code in codes)}"
        for place, question in enumerate(questionnaire.questions, 1)
        if (codes := survey_results.satisfied_codes(question))
    ]
    sentence = _(
        "In brackets: between these two shares the true one lies with 95 % confidence (Wilson). "
        "Answers that count as satisfied, by question: {codes}."
    )
    return sentence.format(codes="; ".join(parts) or "–")
