"""Survey results: how many are satisfied, with the interval of chance, and the change from round to round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models import scoring
from facilitator.models.base import new_id
from facilitator.models.survey import SATISFIED_BY_DEFAULT, Question, Questionnaire, Response, SurveyRound

GENDERS = ("woman", "man", "other")


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


def satisfied_codes(question: Question) -> tuple[str, ...]:
    """The answers that count as satisfied: the question's own, else those of its kind; empty when it has none."""
    return tuple(question.satisfied or SATISFIED_BY_DEFAULT.get(question.kind, ()))


def share(question: Question, survey_round: SurveyRound) -> Share | None:
    """How many of a round's answers to a question are satisfied; None when nobody answered or nothing counts."""
    return share_of(question, survey_round.responses)


def share_of(question: Question, responses: Iterable[Response]) -> Share | None:
    """The same of any respondents. Of several answers to one question one that counts is enough."""
    codes = set(satisfied_codes(question))
    given = [answer.split() for answer in _answers(question, responses) if answer]
    if not given or not codes:
        return None
    satisfied = sum(not codes.isdisjoint(chosen) for chosen in given)
    low, high = scoring.wilson(satisfied, len(given))
    return Share(len(given), satisfied, low, high)


def change(question: Question, before: SurveyRound, now: SurveyRound) -> ShareChange | None:
    """The change of the share from one round to another; None when one of them has no share."""
    first, second = share(question, before), share(question, now)
    if first is None or second is None:
        return None
    return change_of(first, second)


def change_of(before: Share, now: Share) -> ShareChange:
    """The change from one share to another."""
    ends = scoring.difference((before.satisfied, before.n), (now.satisfied, now.n))
    return ShareChange(*(100 * value for value in ends))


def choices(question: Question) -> list[str]:
    """The codes that may be typed for a question; empty for a number or a text."""
    if question.kind == "scale5":
        return ["1", "2", "3", "4", "5"]
    if question.kind == "yes_no":
        return ["yes", "no"]
    return [answer.code for answer in question.answers]


def record(survey_round: SurveyRound, answers: dict[str, str], *, gender: str = "", age: int | None = None) -> Response:
    """Add one person's answers; nothing that names the person can be given.

    Raises UserError without any answer, or with an age that nobody has.
    """
    given = {key: answer for key, answer in answers.items() if answer}
    if not given:
        raise UserError(_("Choose at least one answer first."))
    if age is not None and not 5 <= age <= 120:
        raise UserError(_("{age} is not the age of a respondent. Type 5 to 120, or leave it empty.").format(age=age))
    youth = None if age is None else 15 <= age <= 30
    response = Response(submission_id=str(new_id()), answers=given, gender=gender, age=age, youth=youth)
    survey_round.responses.append(response)
    return response


def _answers(question: Question, responses: Iterable[Response]) -> Iterable[str]:
    return (response.answers.get(question.key, "") for response in responses)


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
