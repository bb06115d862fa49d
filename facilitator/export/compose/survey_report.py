"""The survey report from the answers that were given in the cycle's commune."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import common
from facilitator.export.compose.common import both
from facilitator.export.documents.common import Text
from facilitator.export.documents.survey_report import (
    AnswerCounts,
    Change,
    Question,
    Round,
    Share,
    Survey,
    SurveyReport,
)
from facilitator.i18n import N_, _
from facilitator.models import survey, survey_breakdowns, survey_results
from facilitator.models.survey import Questionnaire, Response, SurveyRound
from facilitator.models.survey_breakdowns import KINDS
from facilitator.models.tally import ALL

if TYPE_CHECKING:
    from facilitator.export.papers import Job

CLOSED = ("scale5", "yes_no", "choice", "multi")
"""Kinds of questions whose answers are printed; numbers and free text could tell who gave them."""

STEPS = {
    "1": N_("Very dissatisfied"),
    "2": N_("Dissatisfied"),
    "3": N_("Acceptable"),
    "4": N_("Satisfied"),
    "5": N_("Very satisfied"),
    "yes": N_("Yes"),
    "no": N_("No"),
}


class _Asked:
    """One round with the answers of the commune, and what a public copy may not show of it."""

    def __init__(self, job: Job, survey_round: SurveyRound) -> None:
        self.round = survey_round
        self.responses = survey_breakdowns.responses_of(job.store, survey_round, job.cycle)
        self._k = job.cycle.k if job.copy == "public" else 0

    def hidden(self, responses: Sequence[Response]) -> frozenset[str]:
        """The kinds of people that may not be shown among these respondents; none in a meeting copy."""
        return frozenset(survey_breakdowns.hidden_kinds(responses, self._k)) if self._k else frozenset()


def survey_report(job: Job) -> SurveyReport:
    """The report of every questionnaire that was answered in the job's commune.

    Raises UserError while nobody answered one.
    """
    found = [
        (questionnaire, asked)
        for questionnaire in job.store.all(Questionnaire)
        if (asked := [each for each in _rounds(job, questionnaire) if each.responses])
    ]
    if not found:
        raise UserError(_("Nobody has answered a survey in this commune yet. Type the answers on the page “Survey”."))
    found.sort(key=lambda each: each[0].key)
    return SurveyReport(
        head=common.head(
            job.cycle, max(filter(None, (_last_day(each) for _q, asked in found for each in asked)), default=None)
        ),
        surveys=tuple(_survey(questionnaire, asked) for questionnaire, asked in found),
        k=job.cycle.k,
        public=job.copy == "public",
    )


def _rounds(job: Job, questionnaire: Questionnaire) -> list[_Asked]:
    return [_Asked(job, survey_round) for survey_round in questionnaire.rounds]


def _last_day(asked: _Asked) -> dt.date | None:
    days = [response.date for response in asked.responses if response.date is not None]
    return max(days, default=asked.round.ended)


def _survey(questionnaire: Questionnaire, asked: list[_Asked]) -> Survey:
    return Survey(
        title=Text(questionnaire.title_km, questionnaire.title_en),
        rounds=tuple(_round(each) for each in asked),
        questions=tuple(_question(question, asked) for question in questionnaire.questions),
    )


def _round(asked: _Asked) -> Round:
    hidden = asked.hidden(asked.responses)
    sizes = {kind: len(survey_breakdowns.of_kind(asked.responses, kind)) for kind in KINDS}
    return Round(
        key=asked.round.key,
        people=tuple((kind, None if kind in hidden else n) for kind, n in sizes.items() if n),
        started=asked.round.started,
        ended=asked.round.ended,
    )


def _question(question: survey.Question, asked: list[_Asked]) -> Question:
    answered = [survey_breakdowns.answered(question, each.responses) for each in asked]
    hidden = [each.hidden(given) for each, given in zip(asked, answered, strict=True)]
    shares = _shares(question, answered, hidden)
    satisfied = survey_results.satisfied_codes(question)
    return Question(
        text=Text(question.text_km, question.text_en),
        answered=tuple(len(given) for given in answered),
        shares=shares,
        satisfied=tuple(text for code, text in _texts(question) if code in satisfied),
        changes=_changes(question, asked, answered, hidden),
        answers=() if any(ALL in kinds for kinds in hidden) else _answers(question, answered),
        steps=question.kind == "scale5",
        several=question.kind == "multi",
    )


def _shares(
    question: survey.Question, answered: list[list[Response]], hidden: list[frozenset[str]]
) -> tuple[tuple[str, tuple[Share | None, ...]], ...]:
    """By kind of people and round; kinds of which nobody answered are left out."""
    rows = (
        (kind, tuple(_share(question, kind, *each) for each in zip(answered, hidden, strict=True))) for kind in KINDS
    )
    return tuple((kind, shares) for kind, shares in rows if any(shares))


def _share(question: survey.Question, kind: str, answered: list[Response], hidden: frozenset[str]) -> Share | None:
    found = survey_results.share_of(question, survey_breakdowns.of_kind(answered, kind))
    if found is None:
        return None
    return Share(hidden=True) if kind in hidden else Share(found.n, found.satisfied, found.low, found.high)


def _changes(
    question: survey.Question, asked: list[_Asked], answered: list[list[Response]], hidden: list[frozenset[str]]
) -> tuple[Change, ...]:
    """From each round to the next, and from the first to the last, of all people."""
    last = len(asked) - 1
    pairs = [*pairwise(range(len(asked))), *([(0, last)] if last > 1 else [])]
    found = []
    for before, now in pairs:
        first, second = (survey_results.share_of(question, answered[place]) for place in (before, now))
        if first is None or second is None or ALL in hidden[before] | hidden[now]:
            continue
        change = survey_results.change_of(first, second)
        found.append(Change(asked[before].round.key, asked[now].round.key, change.points, change.low, change.high))
    return tuple(found)


def _answers(question: survey.Question, answered: list[list[Response]]) -> tuple[AnswerCounts, ...]:
    if question.kind not in CLOSED:
        return ()
    counts = [survey_breakdowns.answers(question, given) for given in answered]
    return tuple(AnswerCounts(text, tuple(count[code] for count in counts)) for code, text in _texts(question))


def _texts(question: survey.Question) -> list[tuple[str, Text]]:
    """The answers that can be chosen, by code, in words."""
    own = {answer.code: Text(answer.text_km, answer.text_en) for answer in question.answers}
    return [
        (code, own.get(code) or (both(STEPS[code]) if code in STEPS else Text(code, code)))
        for code in survey_results.choices(question)
    ]
