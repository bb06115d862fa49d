"""Survey results reproduce the published figures of the seed project, and keep nobody's name."""

from __future__ import annotations

import pytest

from facilitator.errors import UserError
from facilitator.models import survey_results
from facilitator.models.survey import Question, Questionnaire, Response, SurveyRound


def _round(key: str, satisfied: int, n: int) -> SurveyRound:
    answers = ["4"] * satisfied + ["2"] * (n - satisfied)
    return SurveyRound(
        key=key,
        responses=[Response(submission_id=str(i), answers={"authorities": code}) for i, code in enumerate(answers)],
    )


QUESTION = Question(key="authorities", kind="scale5", satisfied=[])


def test_the_seed_projects_change_is_more_than_chance() -> None:
    before, now = _round("2018", 408, 1019), _round("2019", 727, 1211)
    first, second = survey_results.share(QUESTION, before), survey_results.share(QUESTION, now)
    assert first is not None
    assert second is not None
    assert (round(100 * first.share), round(100 * second.share)) == (40, 60)
    change = survey_results.change(QUESTION, before, now)
    assert change is not None
    assert round(change.points) == 20
    assert change.low == pytest.approx(15.9, abs=0.1)
    assert change.high == pytest.approx(24.0, abs=0.1)
    assert change.more_than_chance


def test_a_small_difference_may_be_chance() -> None:
    change = survey_results.change(QUESTION, _round("1", 10, 20), _round("2", 11, 20))
    assert change is not None
    assert not change.more_than_chance


def test_a_question_without_a_satisfied_answer_has_no_share() -> None:
    open_question = Question(key="authorities", kind="text", satisfied=[])
    assert survey_results.share(open_question, _round("1", 3, 4)) is None
    assert survey_results.share(QUESTION, SurveyRound(key="empty")) is None


def test_one_persons_answers_are_recorded_without_a_name() -> None:
    survey_round = SurveyRound(key="1")
    response = survey_results.record(survey_round, {"authorities": "5", "other": ""}, gender="woman", age=24)
    assert (response.answers, response.youth) == ({"authorities": "5"}, True)
    assert not {"name", "phone", "time"} & set(Response.__table__.columns.keys())
    with pytest.raises(UserError, match="at least one answer"):
        survey_results.record(survey_round, {"authorities": ""})
    with pytest.raises(UserError, match="200"):
        survey_results.record(survey_round, {"authorities": "1"}, age=200)


def test_questions_are_added_at_the_end_with_keys_of_their_own() -> None:
    questionnaire = Questionnaire(key="q")
    first = survey_results.add_question(questionnaire, "សំណួរ", "", "yes_no")
    second = survey_results.add_question(questionnaire, "សំណួរ", "", "scale5")
    assert [first.key, second.key] == ["own_1", "own_2"]
    with pytest.raises(UserError, match="Type the question"):
        survey_results.add_question(questionnaire, " ", "", "scale5")
