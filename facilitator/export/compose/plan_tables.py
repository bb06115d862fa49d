"""Tables of the action plan, the money, and the survey, for the export of a cycle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from facilitator.export.compose.entity_tables import Refs, own_columns, table
from facilitator.export.compose.entity_tables import value as plain
from facilitator.export.documents.tables import Column, Sheet, Value
from facilitator.models import budgeting
from facilitator.models.action import Action, keys
from facilitator.models.budget import Budget, BudgetLine, Project
from facilitator.models.contribution import Contribution
from facilitator.models.follow_up import FollowUp
from facilitator.models.story import Story
from facilitator.models.survey import Answer, Question, Questionnaire, Response, SurveyRound

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.store import Store

SURVEY = "survey not for posting"
"""The table with one row for each respondent; its name is its mark."""
_NUMERIC = ("scale5", "number")


def number(text: str) -> Value:
    """A number that is kept as exact text, as a number."""
    if not text:
        return None
    found = Decimal(text)
    return int(found) if found == found.to_integral_value() else float(found)


def plan(cycle: Cycle) -> Iterator[Sheet]:
    """Activities, contributions, checks and stories."""
    numbers = keys(cycle)
    actions = list(numbers)
    official: Refs = {
        "number": lambda action: numbers[action],
        "parent": lambda action: numbers[action.parent] if action.parent is not None else "",
        "part": lambda action: action.part,
        "provider": lambda action: action.provider.key if action.provider is not None else "",
        "criteria": lambda action: " ".join(
            f"{link.criterion.service_point.key}/{link.criterion.key}" for link in action.criteria
        ),
        "quantity": lambda action: number(action.quantity),
        "last_check": lambda action: action.last_check,
        "carried_from": lambda action: action.carried_from is not None,
    }
    yield table("actions", Action, actions, official, without=("key",))
    given: Refs = {
        "id": lambda each: each.key,
        "action": lambda each: numbers[each.action],
        "amount": lambda each: number(str(each.value())),
    }
    contributions = [each for action in actions for each in action.contributions]
    yield table("contributions", Contribution, contributions, given, without=("key",))
    done: Refs = {"action": lambda check: numbers[check.action]}
    yield table("checks", FollowUp, [check for action in actions for check in action.checks], done)
    told: Refs = {"action": lambda story: numbers.get(story.action, "")}
    yield table("stories", Story, cycle.stories, told)


def budget(cycle: Cycle) -> Iterator[Sheet]:
    """The budget of the cycle's commune and year, if there is one."""
    found = budgeting.budget_beside(cycle)
    lines = sorted(found.lines, key=lambda line: line.position) if found is not None else []
    yield table("budget", Budget, [found] if found is not None else [], {})
    yield table("lines", BudgetLine, lines, {})
    quantity: Refs = {"quantity": lambda project: _number_or_text(project.quantity)}
    yield table("projects", Project, found.projects if found is not None else [], quantity, refs_last=True)


def _number_or_text(text: str) -> Value:
    """A project's quantity: most are numbers, but any words may stand there."""
    try:
        return number(text)
    except ArithmeticError:
        return text


# --- the survey -----------------------------------------------------------------------------------------------


def survey(store: Store, cycle: Cycle, with_rows: bool) -> Iterator[Sheet]:
    """The questions; and only when asked for the answers of every respondent in the commune."""
    asked: list[Questionnaire] = store.all(Questionnaire)
    yield table("questionnaires", Questionnaire, asked, {})
    begun: Refs = {"questionnaire": lambda each: each.questionnaire.key}
    yield table("survey_rounds", SurveyRound, [each for found in asked for each in found.rounds], begun)
    questions = [question for each in asked for question in each.questions]
    of: Refs = {"questionnaire": lambda question: question.questionnaire.key}
    yield table("questionnaire", Question, questions, of)
    about: Refs = {
        "questionnaire": lambda answer: answer.question.questionnaire.key,
        "key": lambda answer: answer.question.key,
    }
    yield table("answers", Answer, [answer for question in questions for answer in question.answers], about)
    if with_rows:
        yield _responses(cycle, asked)


def _responses(cycle: Cycle, asked: Sequence[Questionnaire]) -> Sheet:
    """One row for each respondent of the commune, a column for each question."""
    kinds = {question.key: question.kind for each in asked for question in each.questions}
    own = [prop.key for prop in own_columns(Response) if prop.key != "answers"]
    columns = ("questionnaire", "round", *own, *kinds)
    rows = tuple(
        (
            each.key,
            survey_round.key,
            *(plain(getattr(response, name)) for name in own),
            *(_answer(response.answers.get(key), kind) for key, kind in kinds.items()),
        )
        for each in asked
        for survey_round in each.rounds
        for response in sorted(survey_round.responses, key=lambda response: response.submission_id)
        if response.commune_code in ("", cycle.commune_code)
    )
    return Sheet(SURVEY, tuple(Column(name, 16) for name in columns), rows)


def _answer(found: object, kind: str) -> Value:
    """An answer; steps and numbers as numbers."""
    told = plain(found)
    return _number_or_text(told) if isinstance(told, str) and kind in _NUMERIC else told
