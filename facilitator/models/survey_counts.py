"""Survey answers counted once: results of thousands of interviews need not read every answer again.

For each question of a round and each place: how many people of each kind gave which answer. The rows hold what the
answers hold too; they are made by reading (`SurveyCounts`), and go in the very transaction that changes an answer.
Only the touched villages are counted anew: a place is `commune/village` (either may be empty), a whole commune its
code, and everywhere is empty.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.errors import UserError
from facilitator.models.base import Base, LongText
from facilitator.models.steps import Steps, finished, scaled
from facilitator.models.survey import Response, SurveyRound
from facilitator.models.survey_tables import (
    KINDS,
    PEOPLE,
    Counts,
    Person,
    Table,
    added,
    counted,
    kinds_of,
    read,
    written,
)

if TYPE_CHECKING:
    from facilitator.models.store import Store
    from facilitator.models.undo import Change, Row

SOURCES = frozenset(("questionnaire", "question", "survey_round", "response"))
EVERYWHERE = ""
_AT_ONCE = 250
"""Rows of one step: a few thousandths of a second."""
_MOST_PLACES = 200
"""More touched places than this: the whole round is counted anew."""


class SurveyCount(Base):
    """The answers to one question in one round at one place."""

    __tablename__ = "survey_count"

    round_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    counts: Mapped[str] = mapped_column(LongText)
    """JSON: by answer, how many of each kind of people (`survey_tables.Table`)."""


def leaf(commune: str, village: str) -> str:
    """The place of a response."""
    return f"{commune}/{village}"


def forget(connection: Connection, change: Change) -> None:
    """Remove the counts that a change makes untrue, inside its transaction. Masses of rows (no images): all."""
    table = Base.metadata.tables[SurveyCount.__tablename__]
    if not change.rows:
        connection.execute(delete(table))
        return
    if change.tables.isdisjoint(SOURCES):
        return
    leaves: dict[Any, set[tuple[str, str]]] = defaultdict(set)
    for row in change.rows:
        for image in (row.before, row.after):
            if row.table == "response" and image is not None:
                leaves[image["round_id"]].add((image["commune_code"], image["village_code"]))
    for round_id, found in leaves.items():
        touched = {place for commune, village in found for place in (EVERYWHERE, commune, leaf(commune, village))}
        gone = delete(table).where(table.c.round_id == round_id)
        connection.execute(gone if len(touched) > _MOST_PLACES else gone.where(table.c.place.in_(touched)))
    if any(row.table in SOURCES - {"response"} and _matters(row.before, row.after) for row in change.rows):
        connection.execute(delete(table))


def _matters(before: Row | None, after: Row | None) -> bool:
    """Words, order and what counts as satisfied change no count; a new or changed question does."""
    if before is None or after is None:
        return True
    return any(before.get(name) != after.get(name) for name in ("key", "kind"))


def counting(store: Store, survey_round: SurveyRound) -> Steps[None]:
    """Count what is not counted yet of a round, in steps; nobody else may write until they are done."""
    return SurveyCounts(store, survey_round, complete=False).completing()


class SurveyCounts:
    """The counted answers of one round; what is not counted yet is counted, and kept where the file can be written."""

    def __init__(self, store: Store, survey_round: SurveyRound, *, complete: bool = True) -> None:
        self._store, self._round = store, survey_round
        self._all: dict[str, dict[str, Table]] = {}
        if complete:
            finished(self.completing())

    def at(self, place: str = EVERYWHERE) -> dict[str, Table]:
        """The table of each question at a place; `PEOPLE` counts who answered at all."""
        if place not in self._all:
            own = (SurveyCount.round_id == self._round.id, SurveyCount.place == place)
            rows = self._store.session.execute(select(SurveyCount.question, SurveyCount.counts).where(*own))
            self._all[place] = {question: read(counts) for question, counts in rows}
        return self._all[place]

    def of(self, question: str, place: str = EVERYWHERE) -> Counts:
        """The counts of one question at a place; empty when nobody answered."""
        return Counts(self.at(place).get(question))

    def by_place(self, question: str) -> dict[str, Counts]:
        """The counts of one question at every place: communes, and villages as `commune/village`."""
        own = (SurveyCount.round_id == self._round.id, SurveyCount.question == question)
        rows = self._store.session.execute(select(SurveyCount.place, SurveyCount.counts).where(*own))
        found = {place: read(counts) for place, counts in rows}
        found.update({place: tables[question] for place, tables in self._all.items() if question in tables})
        return {place: Counts(table) for place, table in found.items()}

    # -- counting -------------------------------------------------------------------------------------------------

    def completing(self) -> Steps[None]:
        """Count the places that are not counted; the whole is only there when all its parts are."""
        session = self._store.session
        own = (SurveyCount.round_id == self._round.id, SurveyCount.question == PEOPLE)
        kept = set(session.scalars(select(SurveyCount.place).where(*own)))
        if EVERYWHERE in kept:
            return
        query = select(Response.commune_code, Response.village_code).where(Response.round_id == self._round.id)
        leaves = sorted({(commune, village) for commune, village in session.execute(query.distinct())})
        missing = [pair for pair in leaves if leaf(*pair) not in kept]
        made = yield from scaled(self._counted(missing, whole=len(missing) == len(leaves)), 0.0, 0.7)

        def of(places: Iterable[str]) -> dict[str, Table]:
            return added(made[place] if place in made else self.at(place) for place in places)

        for commune in sorted({pair[0] for pair in leaves} - kept - {""}):
            made[commune] = of(leaf(*pair) for pair in leaves if pair[0] == commune)
            yield 0.7
        made[EVERYWHERE] = of(dict.fromkeys(commune or leaf(commune, village) for commune, village in leaves))
        made[EVERYWHERE].setdefault(PEOPLE, {"": [0] * len(KINDS)})
        yield from scaled(self._keep(made), 0.75, 1.0)

    def _counted(self, leaves: list[tuple[str, str]], *, whole: bool) -> Steps[dict[str, dict[str, Table]]]:
        """The answers of these places, read person by person."""
        questions = self._round.questionnaire.questions
        texts = frozenset(question.key for question in questions if question.kind == "text")
        people: list[Person] = []
        for person in self._people(None if whole else leaves):
            people.append(person)
            if not len(people) % _AT_ONCE:
                yield 0.0
        return (yield from counted(people, [question.key for question in questions], texts))

    def _people(self, leaves: list[tuple[str, str]] | None) -> Iterator[Person]:
        columns = (Response.commune_code, Response.village_code, Response.gender, Response.youth, Response.disability)
        query = select(*columns, Response.minority, Response.idpoor, Response.answers)
        query = query.where(Response.round_id == self._round.id)
        for pair in [None] if leaves is None else leaves:
            here = query
            if pair is not None:
                here = query.where(Response.commune_code == pair[0], Response.village_code == pair[1])
            for some in self._store.session.execute(here).partitions(_AT_ONCE):
                for commune, village, gender, *flags, answers in some:
                    yield Person(leaf(commune, village), kinds_of(gender, *flags), answers)

    def _row(self, place: str, question: str, table: Table) -> dict[str, Any]:
        return {"round_id": self._round.id, "question": question, "place": place, "counts": written(table)}

    def _keep(self, made: dict[str, dict[str, Table]]) -> Steps[None]:
        """Keep them; where the file cannot be written, the results are shown all the same.

        How many people answered comes last: a place without it is counted anew, whatever else is there of it.
        """
        self._all.update(made)
        cells = [(question, place) for place, questions in made.items() for question in questions]
        cells.sort(key=lambda cell: (cell[0] == PEOPLE, cell[1] == EVERYWHERE))
        table = Base.metadata.tables[SurveyCount.__tablename__]
        session = self._store.session
        inside = "recorder" in session.info
        try:
            own = (table.c.round_id == self._round.id, table.c.place.in_(made))
            session.execute(delete(table).where(*own))
            for start in range(0, len(cells), _AT_ONCE):
                some = cells[start : start + _AT_ONCE]
                rows = [self._row(place, question, made[place][question]) for question, place in some]
                session.connection().execute(insert(table), rows)
                yield start / len(cells)
            if not inside:
                session.commit()
        except (DBAPIError, UserError):
            if inside:
                raise
            session.rollback()
        except GeneratorExit:
            session.rollback()
            raise
