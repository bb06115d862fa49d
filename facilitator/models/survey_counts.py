"""Survey answers counted once: results of thousands of interviews need not read every answer again.

For each question of a round and each place: how many people of each kind gave which answer. The rows hold what the
answers hold too; they are made by reading (`SurveyCounts`), and go in the very transaction that changes an answer.
Only the touched villages are counted anew: a place is `commune/village` (either may be empty), a whole commune its
code, and everywhere is empty.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.errors import UserError
from facilitator.models.base import Base, LongText
from facilitator.models.cycle import BREAKDOWNS
from facilitator.models.survey import Response, SurveyRound
from facilitator.models.tally import ALL
from facilitator.models.undo import Change, Row

if TYPE_CHECKING:
    from facilitator.models.store import Store

KINDS = (ALL, *BREAKDOWNS)
"""Everybody, then the kinds of people."""

PEOPLE = ""
"""In place of a question: how many people answered at all."""

SOURCES = frozenset(("questionnaire", "question", "survey_round", "response"))
EVERYWHERE = ""
_GENDERS = {"woman": "women", "man": "men", "other": "other"}
_FLAGS = ("youth", "disability", "minority", "idpoor")
_MOST_PLACES = 200
"""More touched places than this: the whole round is counted anew."""

Counts = Mapping[str, Counter[str]]
"""By kind of people: how many gave each answer, as it is stored (several codes separated by spaces)."""


class SurveyCount(Base):
    """The answers to one question in one round at one place."""

    __tablename__ = "survey_count"

    round_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    counts: Mapped[str] = mapped_column(LongText)
    """JSON: kind, answer, people."""


def leaf(commune: str, village: str) -> str:
    """The place of a response."""
    return f"{commune}/{village}"


def kinds_of(gender: str, *flags: bool | None) -> tuple[str, ...]:
    """The kinds a person belongs to, given gender, youth, disability, minority and ID-Poor."""
    own = [_GENDERS[gender]] if gender in _GENDERS else []
    return (ALL, *own, *(name for name, flag in zip(_FLAGS, flags, strict=True) if flag))


def forget(connection: Connection, change: Change) -> None:
    """Remove the counts that a change makes untrue, inside its transaction. Masses of rows (no images): all."""
    table = Base.metadata.tables[SurveyCount.__tablename__]
    if not change.rows:
        connection.execute(delete(table))
        return
    if change.tables.isdisjoint(SOURCES):
        return
    places: dict[Any, set[str]] = defaultdict(set)
    for row in change.rows:
        for image in (row.before, row.after):
            if row.table == "response" and image is not None:
                places[image["round_id"]] |= _around(image)
    for round_id, touched in places.items():
        gone = delete(table).where(table.c.round_id == round_id)
        connection.execute(gone if len(touched) > _MOST_PLACES else gone.where(table.c.place.in_(touched)))
    if any(row.table in SOURCES - {"response"} and _matters(row.before, row.after) for row in change.rows):
        connection.execute(delete(table))


def _around(image: Row) -> set[str]:
    commune, village = image["commune_code"], image["village_code"]
    return {EVERYWHERE, commune, leaf(commune, village)}


def _matters(before: Row | None, after: Row | None) -> bool:
    """Words, order and what counts as satisfied change no count; a new or changed question does."""
    if before is None or after is None:
        return True
    return any(before.get(name) != after.get(name) for name in ("key", "kind"))


class SurveyCounts:
    """The counted answers of one round; what is not counted yet is counted, and kept where the file can be written."""

    def __init__(self, store: Store, survey_round: SurveyRound) -> None:
        self._store, self._round = store, survey_round
        self._all: dict[str, dict[str, Counts]] = {}
        questions = survey_round.questionnaire.questions
        self._texts = frozenset(question.key for question in questions if question.kind == "text")
        self._known = frozenset(question.key for question in questions)
        self._complete()

    def at(self, place: str = EVERYWHERE) -> dict[str, Counts]:
        """The counts of each question at a place; `PEOPLE` counts who answered at all."""
        if place not in self._all:
            own = (SurveyCount.round_id == self._round.id, SurveyCount.place == place)
            rows = self._store.session.execute(select(SurveyCount.question, SurveyCount.counts).where(*own))
            self._all[place] = {question: _read(counts) for question, counts in rows}
        return self._all[place]

    def of(self, question: str, place: str = EVERYWHERE) -> Counts:
        """The counts of one question at a place; empty when nobody answered."""
        return self.at(place).get(question, {})

    def by_place(self, question: str) -> dict[str, Counts]:
        """The counts of one question at every place: communes, and villages as `commune/village`."""
        own = (SurveyCount.round_id == self._round.id, SurveyCount.question == question)
        rows = self._store.session.execute(select(SurveyCount.place, SurveyCount.counts).where(*own))
        found = {place: _read(counts) for place, counts in rows}
        found.update({place: counts[question] for place, counts in self._all.items() if question in counts})
        return found

    # -- counting -------------------------------------------------------------------------------------------------

    def _complete(self) -> None:
        """Count the places that are not counted; the whole is only there when all its parts are."""
        session = self._store.session
        own = (SurveyCount.round_id == self._round.id, SurveyCount.question == PEOPLE)
        kept = set(session.scalars(select(SurveyCount.place).where(*own)))
        if EVERYWHERE in kept:
            return
        query = select(Response.commune_code, Response.village_code).where(Response.round_id == self._round.id)
        leaves = sorted(set(session.execute(query.distinct())))
        made: dict[str, dict[str, Counts]] = {}
        missing = [pair for pair in leaves if leaf(*pair) not in kept]
        made.update(self._counted(missing, whole=len(missing) == len(leaves)))
        for commune in sorted({pair[0] for pair in leaves}):
            if commune and commune not in kept:
                parts = [leaf(*pair) for pair in leaves if pair[0] == commune]
                made[commune] = _sum(made[part] if part in made else self.at(part) for part in parts)
        parts = sorted({commune or leaf(commune, village) for commune, village in leaves})
        made[EVERYWHERE] = _sum(made[part] if part in made else self.at(part) for part in parts)
        made[EVERYWHERE].setdefault(PEOPLE, {ALL: Counter()})
        self._keep(made)

    def _counted(self, leaves: Iterable[tuple[str, str]], *, whole: bool) -> dict[str, dict[str, Counts]]:
        """The answers of these places, read person by person."""
        wanted = list(leaves)
        people: dict[str, dict[tuple[str, ...], Counter[Any]]] = defaultdict(lambda: defaultdict(Counter))
        for commune, village, kinds, answers in self._responses(None if whole else wanted):
            counter = people[leaf(commune, village)][kinds]
            counter[PEOPLE, ""] += 1
            counter.update(answers.items())
        return {place: self._by_question(groups) for place, groups in people.items()}

    def _responses(
        self, leaves: list[tuple[str, str]] | None
    ) -> Iterator[tuple[str, str, tuple[str, ...], dict[str, str]]]:
        columns = (Response.commune_code, Response.village_code, Response.gender, Response.youth, Response.disability)
        query = select(*columns, Response.minority, Response.idpoor, Response.answers)
        query = query.where(Response.round_id == self._round.id)
        for pair in [None] if leaves is None else leaves:
            here = query
            if pair is not None:
                here = query.where(Response.commune_code == pair[0], Response.village_code == pair[1])
            for row in self._store.session.execute(here):
                yield row[0], row[1], kinds_of(*row[2:7]), row[7]

    def _by_question(self, groups: Mapping[tuple[str, ...], Counter[Any]]) -> dict[str, Counts]:
        found: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for kinds, counter in groups.items():
            for (question, answer), people in counter.items():
                if question != PEOPLE and (question not in self._known or not answer):
                    continue
                told = "" if question in self._texts else answer  # what people wrote is not repeated
                for kind in kinds:
                    found[question][kind][told] += people
        return dict(found)

    def _keep(self, made: dict[str, dict[str, Counts]]) -> None:
        """Keep them; where the file cannot be written, the results are shown all the same."""
        self._all.update(made)
        rows = [
            {"round_id": self._round.id, "question": question, "place": place, "counts": _written(counts)}
            for place, questions in made.items()
            for question, counts in questions.items()
        ]
        session = self._store.session
        inside = "recorder" in session.info
        try:
            session.execute(insert(SurveyCount), rows)
            if not inside:
                session.commit()
        except (DBAPIError, UserError):
            if inside:
                raise
            session.rollback()


def total(parts: Iterable[Counts]) -> Counts:
    """The counts of several places together."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for part in parts:
        for kind, counter in part.items():
            found[kind].update(counter)
    return found


def _sum(parts: Iterable[Mapping[str, Counts]]) -> dict[str, Counts]:
    found: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for part in parts:
        for question, kinds in part.items():
            for kind, counter in kinds.items():
                found[question][kind].update(counter)
    return dict(found)


def _written(counts: Counts) -> str:
    return json.dumps(counts, ensure_ascii=False, separators=(",", ":"))


def _read(text: str) -> Counts:
    return {kind: Counter(people) for kind, people in json.loads(text).items()}
