"""Survey rounds: results, typing the answers of one person after another, questions, rounds, and files."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import N_, _, screen_language
from facilitator.models import survey_results
from facilitator.models.survey import Questionnaire, Response
from facilitator.ui.pages.base import Page
from facilitator.ui.pages.scoring_switch import ListSwitch, Option
from facilitator.ui.pages.survey_answers import AnswersPart
from facilitator.ui.pages.survey_entry import AnswerEntry
from facilitator.ui.pages.survey_import import SurveyImport
from facilitator.ui.pages.survey_questions import QuestionsPart
from facilitator.ui.pages.survey_results import SurveyResults
from facilitator.ui.pages.survey_rounds import RoundsPart
from facilitator.ui.widgets.basic import Button, Card, EmptyState
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field

if TYPE_CHECKING:
    from facilitator.ui.context import Context

PARTS = {
    "results": N_("Results"),
    "entry": N_("Type answers"),
    "answers": N_("Answers"),
    "questions": N_("Questions"),
    "rounds": N_("Rounds"),
    "file": N_("From a file"),
}


class SurveyPage(Page):
    """One questionnaire and one part of the work at a time. A survey is optional."""

    stage = "survey"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._chosen: uuid.UUID | None = None
        self._made: dict[str, QWidget] = {}
        self.start = Button("start_survey", _("Start a short survey"), "add", "primary", self.start_survey)
        self.empty = EmptyState(
            "survey_empty",
            "survey",
            _("No survey yet"),
            _("A survey asks people one by one, before and after. It is optional."),
            self.start,
        )
        self.picker = ListSwitch("questionnaire", _("Questionnaire"))
        self.picker.committed.connect(self._pick)
        self.picker_field = Field(_("Questionnaire"), self.picker)
        self.part = Choice(
            "survey_part", _("Part of the survey"), [(key, _(text)) for key, text in PARTS.items()], buttons=True
        )
        self.part.set_value("results")
        self.part.committed.connect(self._turn)
        self.head = Card(name="survey_head")
        self.head.body.setContentsMargins(18, 10, 18, 12)
        self.head.add(self.picker_field, self.part)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(22, 14, 22, 18)
        self._column.setSpacing(14)
        self._column.addWidget(self.empty)
        self._column.addWidget(self.head)
        self._column.addStretch(1)

    def refresh(self) -> None:
        """Show the questionnaires of this database."""
        found = sorted(self.context.store.all(Questionnaire), key=lambda each: each.key)
        self.empty.setVisible(not found)
        self.head.setVisible(bool(found))
        self.picker_field.setVisible(len(found) > 1)
        self.picker.offer([Option(str(each.id), title_of(each)) for each in found])
        chosen = next((each for each in found if each.id == self._chosen), found[-1] if found else None)
        if chosen is not None:
            self._chosen = chosen.id
            self.picker.set_value(str(chosen.id))
        self._show(chosen)

    def focus_first(self) -> None:
        """The keyboard starts at the parts, or at the button that begins."""
        (self.start if self.head.isHidden() else self.part).setFocus()

    def start_survey(self) -> None:
        """Make a short questionnaire to begin with, and go to where it is used."""
        with self.context.gesture(_("New survey")):
            self.context.store.session.add(survey_results.short_survey("short"))
        self.go_to("entry")

    def go_to(self, part: str) -> QWidget:
        """Show one of `PARTS`."""
        self.part.set_value(part)
        self.refresh()
        return self._made[part]

    def correct(self, response: Response) -> None:
        """Show somebody's answers in the form where they were typed."""
        entry = self.go_to("entry")
        assert isinstance(entry, AnswerEntry)
        entry.correct(response)

    def choose(self, questionnaire: uuid.UUID) -> None:
        """The questionnaire to show from the next `refresh` on."""
        self._chosen = questionnaire

    def _pick(self, key: str) -> None:
        self.choose(uuid.UUID(key))
        self.refresh()

    def _turn(self, _key: object = None) -> None:
        self.refresh()

    def _show(self, questionnaire: Questionnaire | None) -> None:
        wanted = self.part.value() or "results"
        if questionnaire is None:
            wanted = "file"  # a questionnaire may come from a file
        if wanted not in self._made:
            self._made[wanted] = made = _MAKERS[wanted](self)
            self._column.insertWidget(self._column.count() - 1, made)
        for key, widget in self._made.items():
            widget.setVisible(key == wanted)
        part = self._made[wanted]
        if isinstance(part, SurveyImport):
            part.show_for(questionnaire)
        elif questionnaire is None:
            return
        elif isinstance(part, SurveyResults):
            part.show_results(questionnaire)
        elif isinstance(part, AnswerEntry | QuestionsPart):
            part.show_questions(questionnaire)
        elif isinstance(part, RoundsPart):
            part.show_rounds(questionnaire)
        elif isinstance(part, AnswersPart):
            part.show_answers(questionnaire)


def title_of(questionnaire: Questionnaire) -> str:
    """The questionnaire's title in the language of the screen, else in the other one, else its key."""
    km, en = questionnaire.title_km, questionnaire.title_en
    return ((km or en) if screen_language() == "km" else (en or km)) or questionnaire.key


_MAKERS: dict[str, Callable[[SurveyPage], QWidget]] = {
    "results": lambda page: SurveyResults(page.context, page),
    "entry": lambda page: AnswerEntry(page.context, page, partial(page.go_to, "answers")),
    "answers": lambda page: AnswersPart(page.context, page, page.correct),
    "questions": lambda page: QuestionsPart(page.context, page),
    "rounds": lambda page: RoundsPart(page.context, page),
    "file": lambda page: SurveyImport(page.context, page),
}
