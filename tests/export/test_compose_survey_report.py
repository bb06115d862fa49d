from __future__ import annotations

import datetime as dt

import pytest

from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.export.documents.survey_report import Share, SurveyReport
from facilitator.models.cycle import ServicePoint
from facilitator.models.store import Store
from facilitator.models.survey import Answer, Question, Questionnaire, Response, SurveyRound


def compose(store: Store, point: ServicePoint, copy: str = "meeting") -> SurveyReport:
    (job,) = papers.jobs(store, point.cycle, "survey-report", copy=copy)
    document = job.document()
    assert isinstance(document, SurveyReport)
    return document


def _responses(key: str, satisfied: int, n: int, men: int = 0, commune: str = "") -> list[Response]:
    """The first `satisfied` of n people are satisfied, the last `men` are men, all others are women."""
    return [
        Response(
            submission_id=f"{commune}-{key}-{i:03}",
            date=dt.date(2026, 1, 1 + i % 20),
            commune_code=commune,
            gender="man" if i >= n - men else "woman",
            youth=i % 2 == 0,
            answers={"authorities": "4" if i < satisfied else "2", "wish": "b" if i < 3 else "a", "why": "text"},
        )
        for i in range(n)
    ]


@pytest.fixture
def asked(store: Store, point: ServicePoint) -> ServicePoint:
    """Two rounds: 8 of 20 satisfied, then 15 of 20, among them 3 men; and ten people of another commune."""
    made = Questionnaire(key="q", title_km="ការស្ទង់មតិ", title_en="Survey")
    wish = Question(key="wish", kind="choice", text_en="First?", position=1)
    wish.answers = [Answer(code="a", text_en="School"), Answer(code="b", text_en="Road", position=1)]
    made.questions = [
        Question(key="authorities", kind="scale5", text_en="Satisfied?", position=0),
        wish,
        Question(key="why", kind="text", text_en="Why?", position=2),
    ]
    elsewhere = _responses("2", 10, 10, commune="010202")
    made.rounds = [
        SurveyRound(key="1", responses=_responses("1", 8, 20, men=10, commune=point.cycle.commune_code)),
        SurveyRound(key="2", responses=[*_responses("2", 15, 20, men=3, commune=point.cycle.commune_code), *elsewhere]),
    ]
    with store.transaction("Survey"):
        store.session.add(made)
    return point


def test_without_answers_it_is_refused_with_a_sentence(store: Store, point: ServicePoint) -> None:
    with pytest.raises(UserError, match="Nobody has answered a survey"):
        compose(store, point)


def test_shares_of_the_commune_by_round_and_kind(store: Store, asked: ServicePoint) -> None:
    document = compose(store, asked)
    assert document.head.date == dt.date(2026, 1, 20)
    whole, survey = document.surveys
    assert whole.place is not None
    assert whole.place.en == "All communes together"
    assert [dict(each.people)["all"] for each in whole.rounds] == [20, 30]
    assert [dict(each.people)["all"] for each in survey.rounds] == [20, 20]
    question, wish, why = survey.questions
    first, second = dict(question.shares)["all"]
    assert first is not None
    assert second is not None
    assert (first.satisfied, first.n, second.satisfied, second.n) == (8, 20, 15, 20)
    assert (first.low, first.high) == pytest.approx((0.2188, 0.6134), abs=0.0001)
    assert [text.en for text in question.satisfied] == ["Satisfied", "Very satisfied"]
    (change,) = question.changes
    assert change.points == pytest.approx(35)
    assert [answer.counts for answer in question.answers] == [(0, 0), (12, 5), (0, 0), (8, 15), (0, 0)]
    assert [(answer.text.en, answer.counts) for answer in wish.answers] == [("School", (17, 17)), ("Road", (3, 3))]
    assert wish.shares == ()
    assert (why.answered, why.answers) == ((20, 20), ())


def test_a_public_copy_hides_small_groups_and_what_gives_them_away(store: Store, asked: ServicePoint) -> None:
    survey = compose(store, asked, "public").surveys[-1]
    shares = dict(survey.questions[0].shares)
    assert shares["men"][1] == Share(hidden=True)  # 3 men
    assert shares["women"][1] == Share(hidden=True)  # all less women would tell how many men
    assert shares["men"][0] is not None
    assert not shares["men"][0].hidden  # 10 men in the first round
    assert dict(survey.rounds[1].people)["men"] is None
    meeting = dict(compose(store, asked, "meeting").surveys[-1].questions[0].shares)
    assert meeting["men"][1] is not None
    assert meeting["men"][1].n == 3


def test_a_handful_of_people_shows_nothing_in_public(store: Store, point: ServicePoint) -> None:
    made = Questionnaire(key="q", questions=[Question(key="authorities", kind="scale5")])
    made.rounds = [SurveyRound(key="1", responses=_responses("1", 2, 4))]
    with store.transaction("Survey"):
        store.session.add(made)
    (question,) = compose(store, point, "public").surveys[0].questions
    assert all(share == Share(hidden=True) for _kind, shares in question.shares for share in shares)
    assert question.answers == ()
    assert question.changes == ()
