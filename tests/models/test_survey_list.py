"""Answers are found by what stands on a sheet of paper, corrected, and taken out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import survey_list, survey_results
from facilitator.models.place import Village
from facilitator.models.store import Store
from facilitator.models.survey import Response, SurveyRound
from facilitator.models.survey_counts import SurveyCounts
from tests.samples import add_commune, add_cycle

DAY = dt.date(2026, 3, 5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two people in one round: a woman asked by Sok in the first village, a man asked by Dara in the second."""
    with Store.create(tmp_path / "survey.db") as made:
        add_cycle(made, add_commune(made))
        form = survey_results.short_survey("short")
        with made.transaction("Survey") as session:
            session.add(form)
            session.flush()
            own = form.round("1")
            session.flush()
            for name, gender, village in zip(("Sok", "Dara"), ("woman", "man"), villages(made), strict=False):
                place = (village.commune_code, village.code)
                answers = {"authorities": "4", "budget_known": "yes"}
                survey_results.record(own, answers, gender=gender, age=40, place=place, enumerator=name, day=DAY)
        yield made


def villages(store: Store) -> list[Village]:
    return store.all(Village)


def survey_round(store: Store) -> SurveyRound:
    (found,) = store.all(SurveyRound)
    return found


def found(store: Store, words: str = "") -> list[int]:
    return [row.number for row in survey_list.find(store, survey_round(store).id, words).rows]


def correct(response: Response, **changes: object) -> None:
    own: dict[str, object] = {
        "gender": response.gender, "age": response.age, "place": (response.commune_code, response.village_code),
        "flags": {"disability": False, "minority": False, "idpoor": False}, "enumerator": response.enumerator,
        "day": response.date,
    }  # fmt: skip
    survey_list.correct(response, {"authorities": "2"}, **{**own, **changes})  # type: ignore[arg-type]


def test_the_newest_come_first_and_no_more_than_are_wanted(store: Store) -> None:
    assert found(store) == [2, 1]
    some = survey_list.find(store, survey_round(store).id, most=1)
    assert ([row.number for row in some.rows], some.total) == ([2], 2)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("2", [2]), ("២", [2]), ("sok", [1]), ("5/3/2026", [2, 1]), ("៥/៣/២០២៦", [2, 1]), ("6/3/2026", []), ("99", [])],
)
def test_they_are_found_by_number_enumerator_and_day(store: Store, words: str, numbers: list[int]) -> None:
    assert found(store, words) == numbers


def test_they_are_found_by_village_in_both_scripts_and_by_submission(store: Store) -> None:
    first, _second, *_rest = villages(store)
    for name in (first.name_km, first.name_en.upper()):
        assert found(store, name) == [1]
    assert found(store, store.all(Response)[1].submission_id) == [2]
    assert found(store, "%") == []


def test_a_correction_changes_the_answers_and_keeps_the_rest(store: Store) -> None:
    first = store.all(Response)[0]
    number, submission = first.id, first.submission_id
    with store.transaction("Correction"):
        correct(first, age=20, gender="man")
    assert (first.answers, first.age, first.youth) == ({"authorities": "2", "budget_known": "yes"}, 20, True)
    assert (first.id, first.submission_id, first.date) == (number, submission, DAY)
    assert (first.disability, first.idpoor) == (None, None), "nobody said anything about it"
    assert SurveyCounts(store, survey_round(store)).of("authorities")["all"] == {"2": 1, "4": 1}
    store.undo()
    assert store.all(Response)[0].answers["authorities"] == "4"
    assert SurveyCounts(store, survey_round(store)).of("authorities")["all"] == {"4": 2}


def test_what_a_person_is_can_be_said_and_taken_back(store: Store) -> None:
    first = store.all(Response)[0]
    with store.transaction("Correction"):
        correct(first, flags={"disability": True, "minority": False, "idpoor": False})
    assert (first.disability, first.minority) == (True, False)
    with store.transaction("Correction"):
        correct(first)
    assert first.disability is False


def test_an_empty_correction_is_refused(store: Store) -> None:
    first = store.all(Response)[0]
    with pytest.raises(UserError, match="not the age"), store.transaction("Correction"):
        correct(first, age=200)
    assert first.answers["authorities"] == "4"


def test_answers_that_are_taken_out_come_back_with_their_number(store: Store) -> None:
    with store.transaction("Out"):
        survey_list.remove(store.all(Response)[0])
    assert found(store) == [2]
    assert SurveyCounts(store, survey_round(store)).of("authorities")["all"] == {"4": 1}
    store.undo()
    assert found(store) == [2, 1]
