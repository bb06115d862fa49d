"""What a file of survey answers may speak of, as plain values: files are read in a thread without the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from facilitator.i18n import catalogue
from facilitator.models.survey_results import choices
from facilitator.models.survey_words import STEPS

if TYPE_CHECKING:
    from facilitator.models.survey import Question, Questionnaire


@dataclass(frozen=True)
class Asked:
    """A question: its texts, and its answers by code with the words that stand for them."""

    key: str
    kind: str
    texts: tuple[str, ...]
    answers: Mapping[str, tuple[str, ...]]

    @property
    def personal_risk(self) -> bool:
        """Whether anything at all can be written into its answer."""
        return self.kind in ("text", "number")


@dataclass(frozen=True)
class Form:
    """A questionnaire, and what the columns of its files are remembered to mean."""

    key: str
    title: str
    questions: Mapping[str, Asked]
    remembered: Mapping[str, str] = field(default_factory=dict)
    """A question's key, a dot and the name of a field, or nothing, by folded header."""


@dataclass(frozen=True)
class SurveyShape:
    """All questionnaires of the database, and which one and which round a file belongs to when it does not say so."""

    forms: Mapping[str, Form]
    form: str = ""
    round: str = ""
    places: Mapping[str, str] = field(default_factory=dict)
    """Codes of the communes and villages of the database by folded name, where the name is that of one place only."""

    def chosen(self, form: str | None, round_: str | None) -> SurveyShape:
        """The same for a file of this questionnaire and round."""
        return replace(self, form=form or self.form, round=round_ or self.round)

    def meaning(self, form: str, columns: Mapping[str, str]) -> SurveyShape:
        """The same with other meanings of some columns."""
        known = self.forms[form]
        changed = replace(known, remembered={**known.remembered, **columns})
        return replace(self, forms={**self.forms, form: changed})


def form_of(questionnaire: Questionnaire) -> Form:
    """A questionnaire as plain values."""
    return Form(
        key=questionnaire.key,
        title=questionnaire.title_en or questionnaire.title_km or questionnaire.key,
        questions={each.key: _asked(each) for each in questionnaire.questions},
        remembered={each.header: each.target for each in questionnaire.columns},
    )


def _asked(question: Question) -> Asked:
    own = {answer.code: (answer.text_km, answer.text_en) for answer in question.answers}
    answers = {}
    for code in choices(question):
        usual = STEPS.get(code) if question.kind in ("scale5", "yes_no") else None
        words = (catalogue("km")(usual), usual) if usual else ()
        answers[code] = tuple(word for word in (*own.get(code, ()), *words) if word)
    return Asked(question.key, question.kind, tuple(filter(None, (question.text_km, question.text_en))), answers)
