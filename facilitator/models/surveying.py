"""The verbs of survey work: rounds, questions and their answers, and who was asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models.survey import (
    QUESTION_KINDS,
    SATISFIED_BY_DEFAULT,
    Answer,
    Question,
    Questionnaire,
    Response,
    SurveyColumn,
    SurveyRound,
)
from facilitator.models.survey_counts import SurveyCounts
from facilitator.models.survey_results import choices

if TYPE_CHECKING:
    from facilitator.models.store import Store

OWN_ANSWERS = ("choice", "multi")
"""Kinds of questions whose answers are written by whoever asks."""


def people(store: Store, survey_round: SurveyRound) -> int:
    """How many people answered in a round, without reading their answers."""
    query = select(func.count()).select_from(Response).where(Response.round_id == survey_round.id)
    return store.session.scalar(query) or 0


def answered(store: Store, question: Question) -> bool:
    """Whether anybody has answered the question."""
    return any(SurveyCounts(store, each).of(question.key) for each in question.questionnaire.rounds)


def add_round(questionnaire: Questionnaire, key: str) -> SurveyRound:
    """Add a round. Raises UserError without a name, or when there is one of that name."""
    name = "-".join(key.split())
    if not name:
        raise UserError(_("Type the name of the round first."))
    if any(each.key == name for each in questionnaire.rounds):
        raise UserError(_("There is a round “{key}” already.").format(key=name))
    return questionnaire.round(name)


def set_day(survey_round: SurveyRound, name: str, day: dt.date | None) -> None:
    """Set the first (`started`) or last (`ended`) day. Raises UserError when the last would be before the first."""
    days = {"started": survey_round.started, "ended": survey_round.ended} | {name: day}
    if days["started"] and days["ended"] and days["ended"] < days["started"]:
        raise UserError(_("The last day is before the first."))
    setattr(survey_round, name, day)


def new_questionnaire(taken: Iterable[str], title: str, language: str) -> Questionnaire:
    """An empty questionnaire with a key of its own. Raises UserError without a title."""
    if not title.strip():
        raise UserError(_("Type the title of the questionnaire first."))
    used = set(taken)
    number = next(n for n in range(1, len(used) + 2) if f"survey_{n}" not in used)
    made = Questionnaire(key=f"survey_{number}", title_km="", title_en="")
    setattr(made, f"title_{language}", title)
    return made


def set_kind(question: Question, kind: str, is_answered: bool) -> None:
    """Change how a question is answered. Raises UserError once people have answered it."""
    if kind == question.kind:
        return
    if is_answered:
        raise UserError(_("People have answered this question; how it is answered can no longer change."))
    assert kind in QUESTION_KINDS
    if kind not in OWN_ANSWERS or question.kind not in OWN_ANSWERS:
        question.answers = []
    question.kind = kind
    question.satisfied = []


def set_answers(question: Question, texts: Iterable[str], language: str, is_answered: bool) -> None:
    """Set the words of the answers in one language, in their order; the n-th words name the n-th answer.

    Further ones are added; answers beyond the last words go. Raises UserError when people may have chosen those.
    """
    wanted = [text.strip() for text in texts if text.strip()]
    if is_answered and len(wanted) < len(question.answers):
        raise UserError(_("People have answered this question; its answers can be reworded, but not be taken away."))
    taken = {answer.code for answer in question.answers}
    for place, text in enumerate(wanted):
        if place == len(question.answers):
            code = next(str(n) for n in range(1, len(taken) + 2) if str(n) not in taken)
            taken.add(code)
            question.answers.append(Answer(code=code, position=place, text_km="", text_en=""))
        setattr(question.answers[place], f"text_{language}", text)
    gone = {answer.code for answer in question.answers[len(wanted) :]}
    del question.answers[len(wanted) :]
    if not gone.isdisjoint(question.satisfied):
        question.satisfied = [code for code in question.satisfied if code not in gone]


def set_satisfied(question: Question, codes: Iterable[str]) -> None:
    """Say which answers count as satisfied; it is printed with every result."""
    wanted = set(codes)
    found = [code for code in choices(question) if code in wanted]
    usual = SATISFIED_BY_DEFAULT.get(question.kind, [])
    if not found and usual:
        raise UserError(_("At least one answer must count as satisfied."))
    question.satisfied = [] if found == list(usual) else found


def move(question: Question, step: int) -> None:
    """Move a question up (-1) or down (+1) in its questionnaire; at the end it stays."""
    questions = sorted(question.questionnaire.questions, key=lambda each: each.position)
    place = questions.index(question)
    target = place + step
    if 0 <= target < len(questions):
        questions[place], questions[target] = questions[target], questions[place]
        for position, each in enumerate(questions):
            if each.position != position:
                each.position = position


def remove(question: Question, is_answered: bool) -> None:
    """Take a question out. Raises UserError once people have answered it."""
    if is_answered:
        raise UserError(_("People have answered this question; it cannot be removed."))
    question.questionnaire.questions.remove(question)


def remember_column(questionnaire: Questionnaire, header: str, target: str) -> None:
    """Remember what a column of the questionnaire's files means: see `SurveyColumn.target`."""
    folded = header.strip().casefold()
    for column in questionnaire.columns:
        if column.header == folded:
            column.target = target
            return
    questionnaire.columns.append(SurveyColumn(header=folded, target=target))
