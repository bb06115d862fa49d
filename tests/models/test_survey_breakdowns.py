"""Survey answers by kind of people, and what a public copy hides of them."""

from __future__ import annotations

from pathlib import Path

from facilitator.models import survey_breakdowns, survey_results
from facilitator.models.store import Store
from facilitator.models.survey import Question, Questionnaire, Response, SurveyRound
from tests.samples import CODE, add_commune, add_cycle


def _people(women: int, men: int, other: int = 0, youth: int = 0) -> list[Response]:
    genders = ["woman"] * women + ["man"] * men + ["other"] * other
    return [
        Response(submission_id=str(i), gender=gender, youth=i < youth, answers={"q": "4"})
        for i, gender in enumerate(genders)
    ]


def test_kinds_of_people_overlap() -> None:
    people = _people(3, 2, 1, youth=4)
    assert {kind: len(survey_breakdowns.of_kind(people, kind)) for kind in survey_breakdowns.KINDS} == {
        "all": 6, "women": 3, "men": 2, "other": 1, "youth": 4, "disability": 0, "minority": 0, "idpoor": 0,
    }  # fmt: skip


def test_a_small_group_is_hidden_with_what_gives_it_away() -> None:
    assert set(survey_breakdowns.hidden_kinds(_people(20, 10), 5)) == set()
    assert set(survey_breakdowns.hidden_kinds(_people(20, 3), 5)) == {"women", "men"}
    assert {"other", "men"} <= set(survey_breakdowns.hidden_kinds(_people(20, 10, 2), 5))
    assert "youth" in survey_breakdowns.hidden_kinds(_people(20, 10, youth=28), 5)  # two are not young
    assert "all" in survey_breakdowns.hidden_kinds(_people(2, 2), 5)


def test_of_several_answers_each_counts_and_one_may_satisfy() -> None:
    question = Question(key="q", kind="multi", satisfied=["b"])
    people = [Response(submission_id=str(n), answers={"q": given}) for n, given in enumerate(("a b", "a", "", "b"))]
    assert survey_breakdowns.answers(question, people) == {"a": 2, "b": 2}
    assert len(survey_breakdowns.answered(question, people)) == 3
    share = survey_results.share_of(question, people)
    assert share is not None
    assert (share.satisfied, share.n) == (2, 3)


def test_only_answers_of_the_commune_and_of_no_commune_are_taken(tmp_path: Path) -> None:
    with Store.create(tmp_path / "commune.db") as store:
        cycle = add_cycle(store, add_commune(store))
        with store.transaction("Survey"):
            made = Questionnaire(key="q")
            made.rounds = [
                SurveyRound(
                    key="1",
                    responses=[
                        Response(submission_id=name, commune_code=code)
                        for name, code in (("c", "999999"), ("b", CODE), ("a", ""))
                    ],
                )
            ]
            store.session.add(made)
        found = survey_breakdowns.responses_of(store, made.rounds[0], cycle)
        assert [response.submission_id for response in found] == ["a", "b"]
