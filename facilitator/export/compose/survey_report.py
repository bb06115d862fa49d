"""The survey report: everybody who was asked, and the answers that were given in the cycle's commune."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from facilitator.errors import UserError
from facilitator.export.compose import common
from facilitator.export.compose.common import both
from facilitator.export.documents.common import Text
from facilitator.export.documents.survey_report import (
    AnswerCounts,
    Change,
    Numbers,
    Question,
    Round,
    Share,
    Survey,
    SurveyReport,
)
from facilitator.i18n import N_, _
from facilitator.models import survey, survey_results
from facilitator.models.survey import Questionnaire, Response, SurveyRound
from facilitator.models.survey_counts import EVERYWHERE
from facilitator.models.survey_figures import NOWHERE, Cell, SurveyFigures
from facilitator.models.survey_places import COMMUNE, place_names
from facilitator.models.survey_tables import KINDS
from facilitator.models.survey_words import answer_words
from facilitator.models.tally import ALL

if TYPE_CHECKING:
    from facilitator.export.papers import Job

CLOSED = ("scale5", "yes_no", "choice", "multi")
"""Kinds of questions whose answers are printed; free text could tell who gave it."""


class _Asked:
    """The answers to one questionnaire at some places; `wide` are those of all communes, around it."""

    def __init__(
        self, job: Job, questionnaire: Questionnaire, asked: Sequence[str], wide: SurveyFigures | None
    ) -> None:
        self.figures = SurveyFigures(job.store, questionnaire, asked, job.cycle.k if job.copy == "public" else 0)
        self._job, self._wide, self._commune = job, wide, job.cycle.commune_code

    def cells(self, question: survey.Question, survey_round: SurveyRound) -> dict[str, Cell]:
        """The cells of every kind; what the other communes' answers would give away is hidden as well."""
        found = self.figures.cells(question, survey_round)
        if self._wide is None or not self.figures.k:
            return found
        around = self._wide.by_place(question, survey_round).get(self._commune, {})
        return {kind: Cell(None, True) if around.get(kind, cell).hidden else cell for kind, cell in found.items()}

    def places(self, question: survey.Question, survey_round: SurveyRound) -> dict[str, Cell]:
        """Everybody's cell at each commune of the whole, or at each village of the commune."""
        whole = EVERYWHERE in self.figures.places
        found = self.figures.by_place(question, survey_round, (ALL,))
        return {code: kinds[ALL] for code, kinds in found.items() if (len(code) == COMMUNE) == whole and ALL in kinds}


def survey_report(job: Job) -> SurveyReport:
    """The report of every questionnaire that was answered: all communes together, then the job's commune.

    Raises UserError while nobody answered one.
    """
    known = sorted(job.store.all(Questionnaire), key=lambda each: each.key)
    found = [block for each in known for block in _blocks(job, each)]
    if not found:
        raise UserError(_("Nobody has answered a survey in this commune yet. Type the answers on the page “Survey”."))
    return SurveyReport(
        head=common.head(job.cycle, _last_day(job, found)),
        surveys=tuple(_survey(job, place, asked) for place, asked in found),
        k=job.cycle.k,
        public=job.copy == "public",
    )


def _blocks(job: Job, questionnaire: Questionnaire) -> Iterator[tuple[Text | None, _Asked]]:
    """What is printed of one questionnaire: the commune, and before it the whole where others were asked too."""
    wide = _Asked(job, questionnaire, (EVERYWHERE,), None)
    own = job.cycle.commune_code
    others = [code for code in wide.figures.communes if code != own]
    if not others:
        alone = _Asked(job, questionnaire, (own, NOWHERE), None)
        if alone.figures.rounds:
            yield None, alone
        return
    yield both(N_("All communes together")), wide
    inside = _Asked(job, questionnaire, (own,), wide.figures)
    if inside.figures.rounds:
        yield Text(job.cycle.commune.name_km, job.cycle.commune.name_en), inside


def _last_day(job: Job, found: Sequence[tuple[Text | None, _Asked]]) -> dt.date | None:
    """The day of the last interview that is printed; of rounds without days their end."""
    days = []
    for _place, asked in found:
        for each in asked.figures.rounds:
            query = select(func.max(Response.date)).where(Response.round_id == each.id)
            if EVERYWHERE not in asked.figures.places:
                query = query.where(Response.commune_code.in_([place.strip("/") for place in asked.figures.places]))
            days.append(job.store.session.scalar(query) or each.ended)
    return max(filter(None, days), default=None)


def _survey(job: Job, place: Text | None, asked: _Asked) -> Survey:
    made, rounds = asked.figures.questionnaire, asked.figures.rounds
    return Survey(
        title=Text(made.title_km or made.title_en or made.key, made.title_en or made.title_km or made.key),
        place=place,
        rounds=tuple(_round(asked, each) for each in rounds),
        questions=tuple(_question(job, question, asked) for question in made.questions),
    )


def _round(asked: _Asked, each: SurveyRound) -> Round:
    return Round(key=each.key, people=tuple(asked.figures.people(each).items()), started=each.started, ended=each.ended)


def _question(job: Job, question: survey.Question, asked: _Asked) -> Question:
    figures = asked.figures
    cells = [asked.cells(question, each) for each in figures.rounds]
    satisfied = survey_results.satisfied_codes(question)
    kinds = [kind for kind in KINDS if any(kind in each for each in cells)]
    return Question(
        text=Text(question.text_km, question.text_en),
        answered=tuple(figures.answered(question, each) for each in figures.rounds),
        shares=tuple((kind, tuple(_share(each.get(kind)) for each in cells)) for kind in kinds),
        satisfied=tuple(text for code, text in _texts(question) if code in satisfied) if kinds else (),
        changes=tuple(
            Change(each.before.key, each.now.key, each.change.points, each.change.low, each.change.high)
            for each in figures.changes(question)
            if not any(found.get(ALL, Cell(None)).hidden for found in cells)
        ),
        answers=_answers(question, figures),
        numbers=_numbers(question, figures),
        places=tuple(_places(job, question, asked)) if kinds else (),
        steps=question.kind == "scale5",
        several=question.kind == "multi",
    )


def _share(cell: Cell | None) -> Share | None:
    if cell is None:
        return None
    share = cell.share
    return Share(hidden=True) if share is None else Share(share.n, share.satisfied, share.low, share.high)


def _places(job: Job, question: survey.Question, asked: _Asked) -> Iterator[tuple[Text, tuple[Share | None, ...]]]:
    cells = [asked.places(question, each) for each in asked.figures.rounds]
    codes = sorted({code for each in cells for code in each})
    names = place_names(job.store, codes)
    for code in codes if len(codes) > 1 else ():
        yield Text(*names[code]), tuple(_share(each.get(code)) for each in cells)


def _answers(question: survey.Question, figures: SurveyFigures) -> tuple[AnswerCounts, ...]:
    given = [figures.answers(question, each) for each in figures.rounds]
    if question.kind not in CLOSED or any(each is None for each in given):
        return ()
    counts = [survey_results.chosen(each or {}) for each in given]
    return tuple(AnswerCounts(text, tuple(count[code] for count in counts)) for code, text in _texts(question))


def _numbers(question: survey.Question, figures: SurveyFigures) -> tuple[Numbers | None, ...]:
    """The middle number and the mean of each round, of as many people as may be shown."""
    if question.kind != "number":
        return ()
    found = []
    for each in figures.rounds:
        answers = figures.answers(question, each)
        numbers = survey_results.numbers_of(answers) if answers else None
        mean = float(numbers.mean) if numbers is not None and numbers.mean is not None else None
        found.append(Numbers(numbers.n, float(numbers.median), mean) if numbers is not None else None)
    return tuple(found)


def _texts(question: survey.Question) -> list[tuple[str, Text]]:
    """The answers that can be chosen, by code, in words."""
    found = []
    for code in survey_results.choices(question):
        km, en = answer_words(question, code)
        found.append((code, Text(km, en) if km else both(en) if en else Text(code, code)))
    return found
