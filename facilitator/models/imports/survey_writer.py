"""Survey answers put into the database: thousands of rows at once, each known by its submission."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row as FoundRow
from sqlalchemy import Table, bindparam, func, select

from facilitator.i18n import _
from facilitator.models.imports.staging import Problem, Staged
from facilitator.models.imports.survey_rows import SURVEY, Answered, StagedSurvey
from facilitator.models.imports.survey_shape import SurveyShape, form_of
from facilitator.models.imports.writing import CHANGED, NEW, SAME, Writer, in_words
from facilitator.models.place import Commune, Village
from facilitator.models.steps import Steps, finished, scaled
from facilitator.models.survey import Questionnaire, Response, SurveyRound
from facilitator.models.survey_counts import counting
from facilitator.text import search_key

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.store import Store

_AT_ONCE = 100
"""Rows of one step: about ten thousandths of a second."""
_UNIQUE = 20
"""Identifiers of this length are the same nowhere else: such an answer belongs to one round only."""
_FIELDS = ("date", "enumerator", "commune_code", "village_code", "gender")
_MAYBE = ("age", "youth", "disability", "minority", "idpoor")


def shape_of(store: Store, _cycle: Cycle | None = None) -> SurveyShape:
    """The questionnaires of the database, and the places that a file may name in words."""
    forms = {each.key: form_of(each) for each in store.all(Questionnaire)}
    return SurveyShape(forms, places=_places(store))


def _places(store: Store) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for entity in (Commune, Village):
        for code, *names in store.session.execute(select(entity.code, entity.name_km, entity.name_en)):
            for name in filter(None, names):
                found.setdefault(search_key(name), set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


class SurveyWriter(Writer):
    """Adds new answers and brings known ones up to date; an empty cell leaves what is there."""

    def __init__(self, store: Store, staged: StagedSurvey) -> None:
        super().__init__(store, staged)
        self._survey = staged
        self._table: Table = Response.__table__  # type: ignore[assignment]
        self._counts: dict[tuple[str, str], Counter[str]] = {}

    def write(self) -> None:
        """Write every row; look at `problems` before committing."""
        finished(self.steps())

    def steps(self) -> Steps[None]:
        self.remarks += self._survey.refused
        if self._survey.problems:
            return
        found = {each.key: each for each in self.store.all(Questionnaire)}
        done, whole = 0, max(len(self._survey.responses), 1)
        for (form, key), rows in _by_round(self._survey.responses).items():
            if form not in found:
                self.problems.append(Problem(SURVEY, 0, "", _("There is no questionnaire “{key}”.").format(key=form)))
                continue
            survey_round = found[form].round(key)
            self.store.session.flush()
            self._refuse_elsewhere(survey_round, rows)
            yield from scaled(self._put(survey_round, rows), done / whole, (done + len(rows)) / whole)
            done += len(rows)
            self._set_days(survey_round, rows)
            self.store.session.flush()
            self.store.session.expire(survey_round, ["responses"])
        for (form, key), counts in self._counts.items():
            told = in_words({"": counts})[""]
            self.lines.append(_("{survey}, round {round}: {counts}").format(survey=form, round=key, counts=told))

    def _put(self, survey_round: SurveyRound, rows: Sequence[Answered]) -> Steps[None]:
        known = yield from self._known(survey_round)
        counts = self._counts[survey_round.questionnaire.key, survey_round.key] = Counter()
        last = self.store.session.scalar(select(func.max(self._table.c.id))) or 0
        for done, some in _chunks(rows):
            new: list[dict[str, Any]] = []
            changed: list[tuple[dict[str, Any], dict[str, Any]]] = []
            for row in some:
                before = known.get(row.submission_id)
                if before is None:
                    last += 1
                    new.append(_image(survey_round.id, row) | {"id": last})
                    continue
                old = dict(before._mapping)
                after = _updated(old, row)
                if after != old:
                    changed.append((old, after))
            counts.update({NEW: len(new), CHANGED: len(changed), SAME: len(some) - len(new) - len(changed)})
            self._insert(new)
            self._update(changed)
            yield done / len(rows)
        if counts[CHANGED]:
            self._forget_loaded()

    def _known(self, survey_round: SurveyRound) -> Steps[dict[str, FoundRow[Any]]]:
        found: dict[str, FoundRow[Any]] = {}
        query = select(self._table).where(self._table.c.round_id == survey_round.id)
        for some in self.store.session.execute(query).partitions(_AT_ONCE):
            found.update({row.submission_id: row for row in some})
            yield 0.0
        return found

    def _insert(self, images: list[dict[str, Any]]) -> None:
        session = self.store.session
        for image in images:
            session.info["recorder"].note(self._table, None, image)
        if images and not self.rehearsing:
            session.connection().execute(self._table.insert(), images)

    def _update(self, changed: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
        session = self.store.session
        for before, after in changed:
            session.info["recorder"].note(self._table, before, after)
        if changed and not self.rehearsing:
            statement = self._table.update().where(self._table.c.id == bindparam("own id"))
            session.connection().execute(statement, [after | {"own id": after["id"]} for _before, after in changed])

    def _forget_loaded(self) -> None:
        """Answers that the session holds are no longer those of the file."""
        session = self.store.session
        for entity in list(session.identity_map.values()):
            if isinstance(entity, Response):
                session.expire(entity)

    def _refuse_elsewhere(self, survey_round: SurveyRound, rows: Sequence[Answered]) -> None:
        """The same submission in another round of the questionnaire would count a person twice."""
        query = (
            select(self._table.c.submission_id, SurveyRound.key)
            .join(SurveyRound, SurveyRound.id == self._table.c.round_id)
            .where(SurveyRound.questionnaire_id == survey_round.questionnaire_id, SurveyRound.id != survey_round.id)
        )
        others = {row[0]: row[1] for row in self.store.session.execute(query)}
        for row in rows:
            key = others.get(row.submission_id)
            if key is not None and len(row.submission_id) >= _UNIQUE and not row.submission_id.startswith("row-"):
                text = _("This answer is in round {round} already.").format(round=key)
                self.problems.append(Problem(SURVEY, row.number, "submission_id", text))

    def _set_days(self, survey_round: SurveyRound, rows: Sequence[Answered]) -> None:
        """The round's first and last day, unless somebody typed them."""
        days = [row.values["date"] for row in rows if isinstance(row.values.get("date"), dt.date)]
        if days and survey_round.started is None:
            survey_round.started = min(days)
        if days and survey_round.ended is None:
            survey_round.ended = max(days)


def _by_round(rows: Sequence[Answered]) -> dict[tuple[str, str], list[Answered]]:
    found: dict[tuple[str, str], list[Answered]] = {}
    for row in rows:
        found.setdefault((row.form, row.round), []).append(row)
    return found


def _image(round_id: uuid.UUID, row: Answered) -> dict[str, Any]:
    image: dict[str, Any] = {"round_id": round_id, "submission_id": row.submission_id, "answers": row.answers}
    for name in _FIELDS:
        image[name] = row.values.get(name, None if name == "date" else "")
    for name in _MAYBE:
        image[name] = row.values.get(name)
    return image


def _updated(before: dict[str, Any], row: Answered) -> dict[str, Any]:
    named = {name: value for name, value in row.values.items() if name in before}
    return before | named | {"answers": before["answers"] | row.answers}


def _chunks(rows: Sequence[Answered]) -> Iterator[tuple[int, Sequence[Answered]]]:
    """Some rows at a time, and how many are done with these."""
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        yield start + len(some), some


def writer(store: Store, _cycle: Cycle | None, staged: Staged, _replace: bool) -> Writer:
    """The writer of one file."""
    assert isinstance(staged, StagedSurvey)
    return SurveyWriter(store, staged)


def count(store: Store, staged: Staged) -> Steps[None]:
    """Count the new answers at once, so that the page of results need not."""
    assert isinstance(staged, StagedSurvey)
    touched = {(row.form, row.round) for row in staged.responses}
    rounds = [each for form in store.all(Questionnaire) for each in form.rounds if (form.key, each.key) in touched]
    for done, survey_round in enumerate(rounds):
        yield from scaled(counting(store, survey_round), done / len(rounds), (done + 1) / len(rounds))
