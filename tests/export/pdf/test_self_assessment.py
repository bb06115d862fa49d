from __future__ import annotations

from dataclasses import replace

import pytest

from facilitator.export.documents.common import Method, Text
from facilitator.export.documents.self_assessment import SAMPLE
from facilitator.export.pdf.look import A4_LANDSCAPE
from facilitator.export.pdf.self_assessment import SelfAssessmentPaper, render
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.papers_for_tests import KHMER
from tests.export.pdf.reading import inside_margins, page_texts, text_of

LONG = Text(KHMER[:300], ("The staff treat everybody with respect, whoever they are. " * 6)[:300])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_prints_the_same_twice_inside_the_margins(language: str) -> None:
    data = render(SAMPLE, language)
    assert data == render(SAMPLE, language)
    assert len(page_texts(data)) <= 2
    inside_margins(data, SelfAssessmentPaper.margins, A4_LANDSCAPE)


def test_scores_reasons_and_the_round_before_are_there() -> None:
    text = text_of(render(SAMPLE, "en"))
    for words in (
        "Providers' self-assessment",
        "20 March 2026",
        "Staff who took part 6",
        "Previous round (2025, round 1)",
        "from 3 (+0.5)",
        "Not comparable",
        "There is a clear duty roster",
        "Medicines arrive late",
        "One more midwife",
        "The providers' own criterion",
        "the one number that the staff agreed on",
        "Bold: chosen for the interface meeting.",
        "Head of the service",
    ):
        assert words in text, words
    assert "3.5" in text


def test_votes_of_the_staff_are_said_to_be_a_median_and_have_no_distribution() -> None:
    text = text_of(render(replace(SAMPLE, agreed=False), "en"))
    assert "median (the middle one) of the scores of the staff" in text
    assert "mean" not in text.replace("means", "")
    assert "satisfied " not in text.split("Score")[-1]


def test_the_first_round_has_no_empty_column() -> None:
    rows = tuple(replace(row, before=None) for row in SAMPLE.rows)
    assert "Previous round" not in text_of(render(replace(SAMPLE, previous=None, rows=rows), "en"))


@pytest.mark.parametrize("criteria", [1, 25])
def test_long_words_stay_on_the_paper(criteria: int) -> None:
    rows = tuple(replace(SAMPLE.rows[0], text=LONG, own=True) for _ in range(criteria))
    long_name = Text(LONG.km[:80], LONG.en[:80])
    data = render(replace(SAMPLE, rows=rows, service=long_name, place=long_name.km), "km-en")
    inside_margins(data, SelfAssessmentPaper.margins, A4_LANDSCAPE)
    assert "Prepared by" in page_texts(data)[-1]


def test_a_meeting_copy_says_so() -> None:
    pages = page_texts(render(replace(SAMPLE, method=Method(public=False)), "en"))
    assert all("Meeting copy – not for posting" in page for page in pages)
