from __future__ import annotations

from dataclasses import replace

import pytest

from facilitator.export.documents.common import Text
from facilitator.export.documents.survey_report import SAMPLE, Change, Question, Round, Share, SurveyReport
from facilitator.export.pdf.look import A4
from facilitator.export.pdf.survey_report import render
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.reading import READERS, ink_box, page_texts, text_of

LONG = "តើអ្នកពេញចិត្តកម្រិតណាចំពោះរបៀបដែលអាជ្ញាធរឃុំឆ្លើយតបនឹងតម្រូវការរបស់ប្រជាពលរដ្ឋក្នុងភូមិរបស់អ្នក " * 3
(SURVEY,) = SAMPLE.surveys
QUESTION = SURVEY.questions[0]


def asking(*questions: Question, rounds: tuple[Round, ...] = SURVEY.rounds) -> SurveyReport:
    return replace(SAMPLE, surveys=(replace(SURVEY, questions=questions, rounds=rounds),))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_prints_the_same_twice(language: str) -> None:
    assert render(SAMPLE, language) == render(SAMPLE, language)


def test_percent_with_n_and_interval_for_each_kind_and_round() -> None:
    text = text_of(render(SAMPLE, "en"))
    assert "Satisfied are those who answered: Satisfied, Very satisfied." in text
    assert "All 124 40% 32%–49% 131 60% 52%–68%" in text
    assert "Women 72 42% 31%–53% 76 63% 52%–73%" in text
    assert "Men 52 38% 27%–52% – – –" in text  # hidden in a public copy
    assert "40% (n 124)" in text
    assert "60% (n 131)" in text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Change("1", "2", 20.0, 7.8, 31.5), "20.0 percentage points more are satisfied (95 % interval 7.8 to 31.5)"),
        (
            Change("1", "2", -20.0, -31.5, -7.8),
            "20.0 percentage points fewer are satisfied (95 % interval −31.5 to −7.8)",
        ),
        (
            Change("1", "2", 5.0, -6.6, 16.7),
            "a difference of 5.0 percentage points (95 % interval −6.6 to 16.7). It may",
        ),
    ],
)
def test_a_change_is_said_in_plain_words(change: Change, sentence: str) -> None:
    assert sentence in text_of(render(asking(replace(QUESTION, changes=(change,))), "en"))


def test_answers_of_a_choice_are_percent_of_those_who_answered() -> None:
    text = text_of(render(SAMPLE, "en"))
    assert "Health centre 65% (80) 53% (70)" in text
    assert "Each person could choose" not in text
    several = replace(SURVEY.questions[1], several=True)
    assert "Each person could choose more than one answer." in text_of(render(asking(several), "en"))


def test_free_text_is_only_counted() -> None:
    question = Question(Text("ហេតុអ្វី?", "Why?"), answered=(3, 1200))
    assert "Answered by 3, 1,200 people, by round. What each one said is not printed." in text_of(
        render(asking(question), "en")
    )


def test_a_meeting_copy_says_so_on_every_page() -> None:
    for page in page_texts(render(replace(SAMPLE, public=False), "en")):
        assert "Meeting copy – not for posting" in page
    assert "not for posting" not in text_of(render(SAMPLE, "en"))


def test_khmer_is_found_by_every_reader() -> None:
    data = render(SAMPLE, "km")
    for read in READERS.values():
        text = " ".join(read(data).split())
        assert "តើសេវាណាគួរកែលម្អមុនគេ?" in text
        assert "៣២%–៤៩%" in text


def test_many_rounds_show_the_newest_four() -> None:
    shares = tuple(Share(100, 10 * n, 0.01, 0.99) for n in range(1, 7))
    rounds = tuple(Round(str(n), (("all", 100),)) for n in range(1, 7))
    question = replace(QUESTION, shares=(("all", shares),), answered=(100,) * 6, answers=(), changes=(), places=())
    text = text_of(render(asking(question, rounds=rounds), "en"))
    assert "Round 6" in text
    assert "Round 3" in text
    assert "Round 2" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_questions_stay_inside_the_margins(language: str) -> None:
    question = replace(QUESTION, text=Text(LONG, LONG), satisfied=(Text(LONG, LONG),))
    choice = replace(
        SURVEY.questions[1], answers=tuple(replace(a, text=Text(LONG, LONG)) for a in SURVEY.questions[1].answers)
    )
    data = render(asking(question, choice, question), language)
    for page in range(len(page_texts(data))):
        left, top, right, bottom = ink_box(data, page)
        assert left >= 50
        assert top >= 35
        assert right <= A4[0] - 44
        assert bottom <= A4[1] - 20
