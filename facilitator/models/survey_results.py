"""Survey results: how many are satisfied, with the interval of chance, and the change from round to round."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import object_session

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models import scoring
from facilitator.models.base import new_id
from facilitator.models.survey import SATISFIED_BY_DEFAULT, Question, Questionnaire, Response, SurveyRound

GENDERS = ("woman", "man", "other")
YOUTH = range(15, 31)
YOUNGEST, OLDEST = 5, 120

Answers = Mapping[str, int]
"""How many gave each answer, as it is stored: of a question with several answers all codes of a person together."""


@dataclass(frozen=True)
class Share:
    """The satisfied among those who answered; `low` and `high` are the ends of the 95 % interval (Wilson), 0 to 1."""

    n: int
    satisfied: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Satisfied divided by all who answered, 0 to 1."""
        return self.satisfied / self.n


@dataclass(frozen=True)
class ShareChange:
    """The difference of two rounds in percentage points, with its 95 % interval (Newcombe)."""

    points: float
    low: float
    high: float

    @property
    def more_than_chance(self) -> bool:
        """True when the interval leaves zero out."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Numbers:
    """What people said to a question of numbers: how many, the middle one, and the mean (from ten on)."""

    n: int
    median: Fraction
    mean: Fraction | None


def satisfied_codes(question: Question) -> tuple[str, ...]:
    """The answers that count as satisfied: the question's own, else those of its kind; empty when it has none."""
    return tuple(question.satisfied or SATISFIED_BY_DEFAULT.get(question.kind, ()))


def share_of(question: Question, answers: Answers) -> Share | None:
    """How many are satisfied; None when nobody answered or nothing counts.

    Of several answers of a person one that counts is enough.
    """
    codes = set(satisfied_codes(question))
    n = sum(answers.values())
    if not n or not codes or question.kind in ("number", "text"):
        return None
    satisfied = sum(people for given, people in answers.items() if not codes.isdisjoint(given.split()))
    return Share(n, satisfied, *scoring.wilson(satisfied, n))


def change_of(before: Share, now: Share) -> ShareChange:
    """The change from one share to another."""
    ends = scoring.difference((before.satisfied, before.n), (now.satisfied, now.n))
    return ShareChange(*(100 * value for value in ends))


def chosen(answers: Answers) -> Counter[str]:
    """How many chose each code; of several answers of a person each counts."""
    found: Counter[str] = Counter()
    for given, people in answers.items():
        for code in given.split():
            found[code] += people
    return found


def numbers_of(answers: Answers) -> Numbers | None:
    """The middle and the mean of the numbers that were given; None without any."""
    counts: Counter[Fraction] = Counter()
    for given, people in answers.items():
        counts[Fraction(given)] += people
    middle = scoring.median(counts)
    if middle is None:
        return None
    n = sum(counts.values())
    total = sum((value * people for value, people in counts.items()), Fraction(0))
    return Numbers(n, middle, total / n if n >= scoring.MEAN_MIN_N else None)


def choices(question: Question) -> list[str]:
    """The codes that may be typed for a question; empty for a number or a text."""
    if question.kind == "scale5":
        return ["1", "2", "3", "4", "5"]
    if question.kind == "yes_no":
        return ["yes", "no"]
    return [answer.code for answer in question.answers]


def given_answers(answers: Mapping[str, str], age: int | None) -> dict[str, str]:
    """The answers that were given. Raises UserError without any, or with an age that nobody has."""
    given = {key: answer for key, answer in answers.items() if answer}
    if not given:
        raise UserError(_("Choose at least one answer first."))
    if age is not None and not YOUNGEST <= age <= OLDEST:
        raise UserError(_("{age} is not the age of a respondent. Type 5 to 120, or leave it empty.").format(age=age))
    return given


def record(
    survey_round: SurveyRound,
    answers: Mapping[str, str],
    *,
    gender: str = "",
    age: int | None = None,
    place: tuple[str, str] = ("", ""),
    flags: Mapping[str, bool | None] | None = None,
    enumerator: str = "",
    day: dt.date | None = None,
) -> Response:
    """Add one person's answers; nothing that names the person can be given. `place` is commune and village.

    Raises UserError without any answer, or with an age that nobody has.
    """
    given = given_answers(answers, age)
    own = dict(flags or {})
    if own.get("youth") is None:
        own["youth"] = None if age is None else age in YOUTH
    response = Response(
        submission_id=str(new_id()),
        answers=given,
        gender=gender,
        age=age,
        commune_code=place[0],
        village_code=place[1],
        enumerator=enumerator,
        date=day,
        **own,
    )
    session = object_session(survey_round)
    if session is not None:
        session.add(response)
    response.round = survey_round  # the other way round would load every answer of the round
    return response


# -- questionnaires ---------------------------------------------------------------------------------------------------


def short_survey(key: str) -> Questionnaire:
    """A questionnaire to begin with: satisfaction with the authorities, and whether people learned of the budget."""
    made = Questionnaire(key=key, title_km="ការស្ទង់មតិខ្លី", title_en="Short survey")
    made.questions = [
        Question(
            key="authorities",
            kind="scale5",
            position=0,
            text_km="តើអ្នកពេញចិត្តកម្រិតណាចំពោះរបៀបដែលអាជ្ញាធរឃុំ/សង្កាត់ឆ្លើយតបនឹងតម្រូវការរបស់ប្រជាពលរដ្ឋ?",
            text_en="How satisfied are you with how the commune authorities answer people's needs?",
        ),
        Question(
            key="budget_known",
            kind="yes_no",
            position=1,
            text_km="តើអ្នកបានដឹងអំពីថវិកាឃុំ/សង្កាត់ក្នុងឆ្នាំនេះដែរឬទេ?",
            text_en="Have you heard about the commune's budget this year?",
        ),
    ]
    return made


def add_question(questionnaire: Questionnaire, text_km: str, text_en: str, kind: str) -> Question:
    """Add a question at the end. Raises UserError without a text."""
    if not (text_km.strip() or text_en.strip()):
        raise UserError(_("Type the question first."))
    taken = {question.key for question in questionnaire.questions}
    key = next(f"own_{n}" for n in range(1, len(taken) + 2) if f"own_{n}" not in taken)
    question = Question(key=key, kind=kind, text_km=text_km, text_en=text_en, position=len(questionnaire.questions))
    questionnaire.questions.append(question)
    return question
