"""The answers of a round as a list, to find one person's, correct them or take them out. Nobody is named in it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import object_session

from facilitator.errors import UserError
from facilitator.i18n import digits
from facilitator.models import survey_results
from facilitator.models.place import Village
from facilitator.models.survey import Response
from facilitator.text import search_key
from facilitator.typed import parse_date

if TYPE_CHECKING:
    from facilitator.models.store import Store

MOST = 200
"""Answers that are listed at once, the newest first."""


class Listed(NamedTuple):
    """What the list tells of one person's answers; `number` never changes."""

    number: int
    date: dt.date | None
    enumerator: str
    village_code: str
    gender: str
    age: int | None


class Found(NamedTuple):
    """The newest answers that were looked for, and how many there are in all."""

    rows: list[Listed]
    total: int


def find(store: Store, round_id: uuid.UUID, words: str = "", most: int = MOST) -> Found:
    """The answers of a round, all of them or those with this number, day, enumerator, village or submission."""
    columns = [getattr(Response, name) for name in ("id", *Listed._fields[1:])]
    query = select(*columns).where(Response.round_id == round_id)
    if words.strip():
        query = query.where(or_(false(), *_wanted(store, round_id, words.strip())))
    total = store.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = store.session.execute(query.order_by(Response.id.desc()).limit(most))
    return Found([Listed(*row) for row in rows], total)


def _wanted(store: Store, round_id: uuid.UUID, words: str) -> list[ColumnElement[bool]]:
    """What the words may mean: each of these finds something else."""
    found: list[ColumnElement[bool]] = []
    plain = digits(words)
    if plain.isdigit():
        found.append(Response.id == min(int(plain), 2**62))
    with suppress(UserError):
        found.append(Response.date == parse_date(words))
    key = search_key(words)
    own = select(Response.enumerator).where(Response.round_id == round_id).distinct()
    found.append(Response.enumerator.in_([name for name in store.session.scalars(own) if key in search_key(name)]))
    places = store.session.execute(select(Village.code, Village.name_km, Village.name_en))
    found.append(Response.village_code.in_([code for code, *names in places if key in search_key(" ".join(names))]))
    found.append(Response.submission_id.startswith(plain, autoescape=True))
    return found


def correct(
    response: Response,
    answers: Mapping[str, str],
    *,
    gender: str,
    age: int | None,
    place: tuple[str, str],
    flags: Mapping[str, bool],
    enumerator: str,
    day: dt.date | None,
) -> None:
    """Put what was typed now in the place of what was typed then. Raises UserError as `survey_results.record` does.

    Answers to questions that are not asked any more stay. What nobody said of a person (None) stays unsaid until
    something is chosen.
    """
    given = survey_results.given_answers(answers, age)
    response.answers = {key: answer for key, answer in response.answers.items() if key not in answers} | given
    if age != response.age:
        response.age, response.youth = age, None if age is None else age in survey_results.YOUTH
    response.gender, response.enumerator, response.date = gender, enumerator, day
    response.commune_code, response.village_code = place
    if any(flags.values()) or any(getattr(response, name) for name in flags):
        for name, flag in flags.items():
            setattr(response, name, flag)


def remove(response: Response) -> None:
    """Take one person's answers out."""
    session = object_session(response)
    assert session is not None
    session.delete(response)
