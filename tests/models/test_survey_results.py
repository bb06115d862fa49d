"""Survey results reproduce the published figures of the seed project, and keep nobody's name."""

from __future__ import annotations

from fractions import Fraction

import pytest

from facilitator.errors import UserError
from facilitator.models import survey_results, surveying
from facilitator.models.survey import Question, Questionnaire, Response, SurveyRound

QUESTION = Question(key="authorities", kind="scale5", satisfied=[])


def share(satisfied: int, n: int) -> survey_results.Share:
    found = survey_results.share_of(QUESTION, {"4": satisfied - 1, "5": 1, "2": n - satisfied})
    assert found is not None
    return found


def test_the_seed_projects_change_is_more_than_chance() -> None:
    first, second = share(408, 1019), share(727, 1211)
    assert (round(100 * first.share), round(100 * second.share)) == (40, 60)
    change = survey_results.change_of(first, second)
    assert round(change.points) == 20
    assert change.low == pytest.approx(15.9, abs=0.1)
    assert change.high == pytest.approx(24.0, abs=0.1)
    assert change.more_than_chance


def test_a_small_difference_may_be_chance() -> None:
    assert not survey_results.change_of(share(10, 20), share(11, 20)).more_than_chance


def test_a_question_without_a_satisfied_answer_has_no_share() -> None:
    assert survey_results.share_of(Question(key="q", kind="choice", satisfied=[]), {"a": 3}) is None
    assert survey_results.share_of(Question(key="q", kind="text", satisfied=["4"]), {"4": 3}) is None
    assert survey_results.share_of(QUESTION, {}) is None


def test_of_several_answers_each_counts_and_one_may_satisfy() -> None:
    question = Question(key="q", kind="multi", satisfied=["b"])
    answers = {"a b": 1, "a": 1, "b": 1}
    assert survey_results.chosen(answers) == {"a": 2, "b": 2}
    found = survey_results.share_of(question, answers)
    assert found is not None
    assert (found.satisfied, found.n) == (2, 3)


def test_numbers_have_a_middle_and_from_ten_on_a_mean() -> None:
    few = survey_results.numbers_of({"10": 1, "12.5": 1})
    assert few == survey_results.Numbers(2, Fraction("11.25"), None)
    many = survey_results.numbers_of({"10": 5, "20": 5})
    assert many == survey_results.Numbers(10, Fraction(15), Fraction(15))
    assert survey_results.numbers_of({}) is None


def test_one_persons_answers_are_recorded_without_a_name() -> None:
    survey_round = SurveyRound(key="1")
    response = survey_results.record(
        survey_round, {"authorities": "5", "other": ""}, gender="woman", age=24, flags={"idpoor": True}
    )
    assert (response.answers, response.youth, response.idpoor) == ({"authorities": "5"}, True, True)
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
    surveying.move(second, -1)
    surveying.move(second, -1)  # at the top it stays
    assert [each.key for each in sorted(questionnaire.questions, key=lambda one: one.position)] == ["own_2", "own_1"]


def test_answers_are_reworded_added_and_only_taken_away_before_anybody_chose() -> None:
    question = Question(key="q", kind="choice", satisfied=["2"])
    surveying.set_answers(question, ["North", "South"], "en", False)
    surveying.set_answers(question, ["ជើង", "ត្បូង", "កើត"], "km", True)
    assert [(each.code, each.text_km, each.text_en) for each in question.answers] == [
        ("1", "ជើង", "North"),
        ("2", "ត្បូង", "South"),
        ("3", "កើត", ""),
    ]
    with pytest.raises(UserError, match="not be taken away"):
        surveying.set_answers(question, ["ជើង"], "km", True)
    surveying.set_answers(question, ["ជើង"], "km", False)
    assert ([each.code for each in question.answers], question.satisfied) == (["1"], [])


def test_what_counts_as_satisfied_is_kept_only_where_it_is_not_the_usual() -> None:
    question = Question(key="q", kind="scale5", satisfied=[])
    surveying.set_satisfied(question, ["5", "3", "4"])
    assert question.satisfied == ["3", "4", "5"]
    surveying.set_satisfied(question, ["4", "5"])
    assert (question.satisfied, survey_results.satisfied_codes(question)) == ([], ("4", "5"))
    with pytest.raises(UserError, match="At least one"):
        surveying.set_satisfied(question, [])
