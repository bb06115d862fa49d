from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from facilitator.export.documents.common import Figures, Method, Text
from facilitator.export.documents.joint import SAMPLE, JointRow
from facilitator.export.documents.scorecard import Before, Remarks, sample_figures
from facilitator.export.pdf.joint import JointPaper, render
from facilitator.export.pdf.look import A4_LANDSCAPE
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.papers_for_tests import KHMER
from tests.export.pdf.reading import READERS, ink_box, page_texts, text_of

LONG = Text(KHMER[:300], ("Staff treat everybody with respect, whoever they are. " * 6)[:300])


def _inside_margins(data: bytes) -> None:
    margins = JointPaper.margins
    for page in range(len(page_texts(data))):
        left, top, right, bottom = ink_box(data, page)
        assert left >= margins.left - 2
        assert right <= A4_LANDSCAPE[0] - margins.right + 2
        assert top >= 6
        assert bottom <= A4_LANDSCAPE[1] - 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_prints_the_same_twice_inside_the_margins(language: str) -> None:
    data = render(SAMPLE, language)
    assert data == render(SAMPLE, language)
    assert len(page_texts(data)) <= 3
    _inside_margins(data)


def test_both_sides_gap_and_previous_round_are_there() -> None:
    text = text_of(render(SAMPLE, "en"))
    for words in (
        "Joint scorecard: citizens and providers",
        "Previous round (2025, round 1)",
        "from 2.5 (+0.5)",
        "from 3 (−1)",
        "from 4 (0)",
        "Not comparable",
        "n 28 · mean 3.3 · satisfied 43%",
        "Widest gaps, to talk about first: 2",
        "The providers' own criteria",
        "There is enough equipment",
        "What citizens said",
        "Staff speak kindly",
        "There are few staff",
        "agreed on one score together",
        "Head of the service",
        "Representative of the citizens",
        "Done at Banteay Neang, 12 March 2026",
    ):
        assert words in text, words


def test_a_hidden_score_leaves_no_figure_and_a_reason() -> None:
    text = text_of(render(replace(SAMPLE, rows=(JointRow(LONG, Figures(hidden=True), None),), own=(), widest=()), "en"))
    assert "fewer than 5 people" in text
    assert "satisfied 43%" not in text
    assert "Widest gaps" not in text


def test_the_first_round_has_nothing_to_compare() -> None:
    rows = tuple(replace(row, citizens_before=None, providers_before=None) for row in SAMPLE.rows)
    text = text_of(render(replace(SAMPLE, previous=None, rows=rows), "en"))
    assert "Previous round" in text
    assert "Previous round (" not in text
    assert "from" not in text.split("Gap: the providers'")[0].split("Widest")[0].split("Previous round")[1]


def test_numbers_in_the_english_line_are_english() -> None:
    text = text_of(render(SAMPLE, "km-en"))
    assert "Previous round (2025, round 1)" in text
    assert "to talk about first: 2" in text


def test_khmer_is_found_by_every_reader() -> None:
    data = render(SAMPLE, "km")
    for name, read in READERS.items():
        text = " ".join(read(data).replace("\u200b", "").split())
        for words in ("ថ្នាំសំខាន់ៗមានគ្រប់គ្រាន់", "បុគ្គលិកតិច", "ជា សំអឿន"):
            assert words in text, (name, words)


def test_a_meeting_copy_says_on_every_page_not_to_post_it() -> None:
    pages = page_texts(render(replace(SAMPLE, method=Method(public=False)), "en"))
    assert all("Meeting copy – not for posting" in page for page in pages)
    assert not any("not for posting" in page for page in page_texts(render(SAMPLE, "en")))


@pytest.mark.parametrize("criteria", [1, 25])
def test_long_criteria_and_remarks_stay_on_the_paper(criteria: int) -> None:
    rows = tuple(replace(SAMPLE.rows[0], text=LONG) for _ in range(criteria))
    data = render(replace(SAMPLE, rows=rows, service=LONG), "km-en")
    _inside_margins(data)
    last = page_texts(data)[-1]
    assert "Prepared by" in last
    assert "Gap: the providers' score" in last


def test_without_remarks_and_own_criteria_it_has_no_empty_headings() -> None:
    rows = tuple(replace(row, citizens_said=Remarks(), providers_said=Remarks()) for row in SAMPLE.rows)
    text = text_of(render(replace(SAMPLE, rows=rows, own=()), "en"))
    assert "What both sides said" not in text
    assert "own criteria" not in text


def test_gaps_on_a_scale_of_hundred_marks() -> None:
    citizens = replace(sample_figures(4, 8), counts=((35, 4), (70, 8)), median=Fraction(70))
    row = JointRow(
        LONG, citizens, Figures(1, median=Fraction(145, 2)), Fraction(5, 2), Before(Fraction(60), Fraction(10))
    )
    method = Method(scale="0-100", satisfied=tuple(range(61, 101)))
    text = text_of(render(replace(SAMPLE, rows=(row,), own=(), method=method), "en"))
    assert "72.5" in text
    assert "+2.5" in text
    assert "from 60 (+10)" in text
