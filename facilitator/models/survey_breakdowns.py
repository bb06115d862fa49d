"""Survey results by kind of people: who answered, the satisfied among them, and what a public copy hides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from sqlalchemy import select

from facilitator.models.cycle import BREAKDOWNS, Cycle
from facilitator.models.store import Store
from facilitator.models.suppression import Place, hidden_places
from facilitator.models.survey import Question, Response, SurveyRound
from facilitator.models.tally import ALL

KINDS = (ALL, *BREAKDOWNS)

_BELONGS: dict[str, Callable[[Response], bool]] = {
    ALL: lambda response: True,
    "women": lambda response: response.gender == "woman",
    "men": lambda response: response.gender == "man",
    "other": lambda response: response.gender == "other",
    "youth": lambda response: response.youth is True,
    "disability": lambda response: response.disability is True,
    "minority": lambda response: response.minority is True,
    "idpoor": lambda response: response.idpoor is True,
}


def responses_of(store: Store, survey_round: SurveyRound, cycle: Cycle) -> list[Response]:
    """The answers of a round that were given in the cycle's commune, or without a commune."""
    communes = (cycle.commune_code, "")
    query = (
        select(Response)
        .where(Response.round_id == survey_round.id, Response.commune_code.in_(communes))
        .order_by(Response.submission_id)
    )
    return list(store.session.scalars(query))


def of_kind(responses: Sequence[Response], kind: str) -> list[Response]:
    """The respondents of one of `KINDS`."""
    return [response for response in responses if _BELONGS[kind](response)]


def answered(question: Question, responses: Sequence[Response]) -> list[Response]:
    """The respondents who answered a question."""
    return [response for response in responses if response.answers.get(question.key)]


def answers(question: Question, responses: Sequence[Response]) -> Counter[str]:
    """How many chose each answer; of several answers to one question each counts."""
    return Counter(code for response in responses for code in response.answers.get(question.key, "").split())


def hidden_kinds(responses: Sequence[Response], k: int) -> Collection[str]:
    """The kinds of people that a public copy hides, so that no group of 1 to k-1 of them is shown or follows."""
    sizes = {Place("", "", kind): len(of_kind(responses, kind)) for kind in KINDS}
    return {place.breakdown for place in hidden_places({place: n for place, n in sizes.items() if n}, k)}
