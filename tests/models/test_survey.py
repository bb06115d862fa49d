"""Questionnaires and rounds; no column of the database can hold a respondent's name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from facilitator.errors import UserError
from facilitator.models.store import Store
from facilitator.models.survey import Question, Questionnaire, Response
from tests.models.sample import count, full_cycle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        full_cycle(made)
        yield made


def test_questions_and_rounds_are_found_by_key(store: Store) -> None:
    asked = store.all(Questionnaire)[0]
    assert asked.question("q1").answers[0].code == "y"
    with pytest.raises(UserError, match="no question “q9”"):
        asked.question("q9")
    with store.transaction("Round"):
        assert asked.round("2026") is asked.rounds[0]
        asked.round("2027")
    assert [each.key for each in asked.rounds] == ["2026", "2027"]


def test_a_submission_is_stored_once(store: Store) -> None:
    asked = store.all(Questionnaire)[0]
    with pytest.raises(IntegrityError), store.transaction("Twice"):
        asked.round("2026").responses.append(Response(submission_id="1"))
    assert count(store, "response") == 1


def test_answers_keep_their_codes(store: Store) -> None:
    assert store.all(Response)[0].answers == {"q1": "y"}
    assert store.all(Question)[0].satisfied == ["y"]


def test_a_questionnaire_goes_with_its_answers_but_no_cycle_does(store: Store) -> None:
    with store.transaction("Gone"):
        store.session.delete(store.all(Questionnaire)[0])
    assert [count(store, name) for name in ("question", "answer", "survey_round", "response")] == [0, 0, 0, 0]
    assert count(store, "cycle") == 1


def test_no_column_could_name_a_respondent() -> None:
    names = set(Response.__table__.columns.keys())
    assert not names & {"name", "phone", "time", "started_at", "latitude", "longitude", "position"}
