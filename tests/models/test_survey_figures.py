"""Survey answers counted by kind of people and place: always what the answers say, and small groups hidden."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select

from facilitator.models import survey_sentences
from facilitator.models.store import Store
from facilitator.models.survey import Question, Questionnaire, Response, SurveyRound
from facilitator.models.survey_counts import SurveyCount, SurveyCounts
from facilitator.models.survey_figures import SurveyFigures, in_order
from facilitator.models.survey_tables import KINDS, PEOPLE, kinds_of

PLACES = (("010201", "01020101"), ("010201", "01020102"), ("010202", "01020201"), ("010202", ""), ("", ""))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        yield made


def person(random: Random, number: int, place: tuple[str, str] | None = None) -> Response:
    commune, village = place or random.choice(PLACES)
    return Response(
        submission_id=str(number),
        commune_code=commune,
        village_code=village,
        gender=random.choice(("woman", "man", "other", "")),
        youth=random.choice((True, False, None)),
        disability=random.random() < 0.1,
        minority=random.random() < 0.1,
        idpoor=None,
        answers={"q": random.choice("12345"), "m": random.choice(("a", "a b", "")), "w": f"words {number}"},
    )


def survey(store: Store, people: int = 60, rounds: int = 2) -> Questionnaire:
    random = Random(3)
    made = Questionnaire(key="s")
    made.questions = [
        Question(key="q", kind="scale5", position=0, text_en="Satisfied?"),
        Question(key="m", kind="multi", position=1, satisfied=["b"]),
        Question(key="w", kind="text", position=2),
    ]
    made.rounds = [
        SurveyRound(key=str(key), responses=[person(random, number) for number in range(people)])
        for key in range(1, rounds + 1)
    ]
    with store.transaction("Survey"):
        store.session.add(made)
    return made


def counted_by_hand(store: Store, survey_round: SurveyRound, question: str, place: str, kind: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in store.all(Response, round_id=survey_round.id):
        here = place in ("", each.commune_code, f"{each.commune_code}/{each.village_code}")
        flags = kinds_of(each.gender, each.youth, each.disability, each.minority, each.idpoor)
        kinds = [name for name, own in zip(KINDS, flags, strict=True) if own]
        answer = each.answers.get(question)
        if here and kind in kinds and answer:
            told = "" if question == "w" else answer
            found[told] = found.get(told, 0) + 1
    return found


def check(store: Store, survey_round: SurveyRound) -> None:
    counts = SurveyCounts(store, survey_round)
    for place in ("", "010201", "010202", "010201/01020101", "010202/", "/"):
        for question in ("q", "m", "w"):
            for kind in KINDS:
                told = dict(counts.of(question, place).get(kind, {}))
                assert told == counted_by_hand(store, survey_round, question, place, kind), (place, question, kind)


def test_the_counts_say_what_the_answers_say_after_every_change(store: Store) -> None:
    random = Random(5)
    made = survey(store)
    first = made.rounds[0]
    check(store, first)
    kept = store.session.scalar(select(func.count()).select_from(SurveyCount))
    with store.transaction("One more"):
        first.responses.append(person(random, 100, PLACES[0]))
    left = set(store.session.scalars(select(SurveyCount.place).where(SurveyCount.round_id == first.id)))
    assert left == {"010201/01020102", "010202/01020201", "010202/", "010202", "/"}  # the others stay counted
    check(store, first)
    assert (store.session.scalar(select(func.count()).select_from(SurveyCount)) or 0) >= (kept or 0)
    with store.transaction("Moved and changed"):
        response = store.all(Response)[0]
        response.commune_code, response.village_code = "010202", "01020201"
        response.answers = {"q": "1"}
    check(store, first)
    with store.transaction("Gone"):
        store.session.delete(store.all(Response)[3])
    check(store, first)
    for _ in range(3):
        store.undo()
        check(store, first)
    store.redo()
    check(store, first)


def test_another_kind_of_question_is_counted_anew(store: Store) -> None:
    made = survey(store)
    SurveyCounts(store, made.rounds[0])
    with store.transaction("Words only"):
        made.question("q").text_en = "Reworded"
    assert store.session.scalar(select(func.count()).select_from(SurveyCount))
    with store.transaction("Free text"):
        made.question("q").kind = "text"
    assert store.session.scalar(select(func.count()).select_from(SurveyCount)) == 0
    assert set(SurveyCounts(store, made.rounds[0]).of("q")["all"]) == {""}  # nobody's words are kept twice


def test_a_round_without_answers_counts_nobody(store: Store) -> None:
    made = survey(store, people=0)
    assert SurveyCounts(store, made.rounds[0]).of(PEOPLE) == {"all": {}}
    assert SurveyFigures(store, made).rounds == []


def test_rounds_follow_their_days_or_their_numbers() -> None:
    keys = ["10", "2", "2019-1"]
    made = Questionnaire(key="s", rounds=[SurveyRound(key=key) for key in keys])
    assert [each.key for each in in_order(made)] == ["2", "10", "2019-1"]


def people(women: int, men: int, other: int = 0, youth: int = 0) -> list[Response]:
    genders = ["woman"] * women + ["man"] * men + ["other"] * other
    return [
        Response(submission_id=str(i), gender=gender, youth=i < youth, answers={"q": "4"})
        for i, gender in enumerate(genders)
    ]


@pytest.mark.parametrize(
    ("asked", "hidden"),
    [
        (people(20, 10), set()),
        (people(20, 3), {"women", "men"}),
        (people(20, 10, 2), {"other", "men"}),
        (people(20, 10, youth=28), {"youth"}),  # two are not young
        (people(2, 2), {"all", "women", "men"}),
    ],
)
def test_a_small_group_is_hidden_with_what_gives_it_away(store: Store, asked: list[Response], hidden: set[str]) -> None:
    made = Questionnaire(key="s", questions=[Question(key="q", kind="scale5")])
    made.rounds = [SurveyRound(key="1", responses=asked)]
    with store.transaction("Survey"):
        store.session.add(made)
    cells = SurveyFigures(store, made, k=5).cells(made.questions[0], made.rounds[0])
    assert {kind for kind, cell in cells.items() if cell.hidden} == hidden


def test_small_villages_are_hidden_with_a_second_one(store: Store) -> None:
    random = Random(1)
    sizes = {"01020101": 3, "01020102": 9, "01020103": 20}
    asked = [
        person(random, number, ("010201", village))
        for number, village in enumerate(village for village, n in sizes.items() for _ in range(n))
    ]
    made = Questionnaire(key="s", questions=[Question(key="q", kind="scale5")])
    made.rounds = [SurveyRound(key="1", responses=asked)]
    with store.transaction("Survey"):
        store.session.add(made)
    cells = SurveyFigures(store, made, k=5).by_place(made.questions[0], made.rounds[0], ("all",))
    assert {code: kinds["all"].hidden for code, kinds in cells.items()} == {
        "010201": False,
        "01020101": True,
        "01020102": True,
        "01020103": False,
    }


def test_a_change_is_told_in_both_languages(store: Store) -> None:
    made = Questionnaire(key="s", title_en="Survey", questions=[Question(key="q", kind="scale5", text_en="Satisfied?")])
    made.rounds = [
        SurveyRound(
            key=key,
            responses=[Response(submission_id=str(i), answers={"q": "5" if i < yes else "1"}) for i in range(n)],
        )
        for key, yes, n in (("2018", 408, 1019), ("2019", 727, 1211))
    ]
    with store.transaction("Survey"):
        store.session.add(made)
    figures = SurveyFigures(store, made)
    (sentence,) = survey_sentences.sentences(figures, made.questions[0], "en")
    assert sentence == (
        "From round 2018 to round 2019 the satisfied rose from 40% of 1,019 to 60% of 1,211: +20.0 percentage points "
        "(+15.9 to +24.0). That is more than chance."
    )
    (khmer,) = survey_sentences.sentences(figures, made.questions[0], "km")
    assert "៤០%" in khmer
    assert "៦០%" in khmer
    assert "+២០,០" in khmer
    assert "Round 2018: 1,019 people answered" in survey_sentences.summary(figures, "en")
