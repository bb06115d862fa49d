from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest

from facilitator.export.documents.common import Figures, Method, Text
from facilitator.export.documents.poster import SAMPLE, PosterRow
from facilitator.export.documents.scorecard import sample_figures
from facilitator.export.pdf.look import A3, A4_LANDSCAPE
from facilitator.export.pdf.poster import PosterPaper, render, tiled
from facilitator.export.pdf.poster_marks import apart
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.papers_for_tests import KHMER
from tests.export.pdf.reading import READERS, ink_box, inside_margins, page_texts, text_of

LONG = Text(KHMER[:300], ("Staff treat everybody with respect, whoever they are. " * 6)[:300])
NAME = Text(KHMER[:80], ("The health centre of the three villages by the lake " * 2)[:80])


def _sizes(data: bytes) -> list[tuple[int, int]]:
    boxes = [page.mediabox for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    return [(round(box.width), round(box.height)) for box in boxes]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_is_one_page_of_a3_the_same_twice(language: str) -> None:
    data = render(SAMPLE, language)
    assert data == render(SAMPLE, language)
    assert _sizes(data) == [(round(A3[0]), round(A3[1]))]
    inside_margins(data, PosterPaper.margins, A3)


def test_it_has_few_words_and_every_number() -> None:
    text = text_of(render(SAMPLE, "en"))
    for words in ("Banteay Neang health centre", "Citizens", "Providers", "3 villages, 28 people", "3.5", "14"):
        assert words in text, words
    assert "higher, lower or as in the round before" in text
    assert "fewer than 5 people" in text
    assert len(text) < 900


def test_the_first_round_has_no_arrows_to_explain() -> None:
    rows = tuple(replace(row, change=None) for row in SAMPLE.rows[:2])
    text = text_of(render(replace(SAMPLE, rows=rows), "en"))
    assert "arrow" not in text
    assert "fewer than" not in text


def test_rows_grow_until_few_criteria_fill_the_page() -> None:
    def lowest_ink(criteria: int) -> float:
        rows = SAMPLE.rows[:1] * criteria
        return ink_box(render(replace(SAMPLE, rows=rows), "en"))[3]

    assert lowest_ink(8) == lowest_ink(3), "the foot stands at the same height"
    assert len(page_texts(render(replace(SAMPLE, rows=SAMPLE.rows[:1] * 8), "en"))) == 1


@pytest.mark.parametrize("criteria", [1, 25])
def test_long_names_and_many_criteria_stay_on_the_paper(criteria: int) -> None:
    row = PosterRow(LONG, sample_figures(1200, 1, 1, 1, 340), SAMPLE.rows[1].providers, SAMPLE.rows[0].change)
    document = replace(SAMPLE, rows=(row,) * criteria, service=NAME)
    data = render(document, "km-en")
    inside_margins(data, PosterPaper.margins, A3)
    assert len(page_texts(data)) <= 5
    assert len(page_texts(tiled(document, "km-en"))) == 2 * len(page_texts(data))


def test_marks_are_scored_in_faces_too() -> None:
    citizens = replace(sample_figures(4, 8), counts=((35, 4), (70, 8)))
    method = Method(scale="0-100", satisfied=tuple(range(61, 101)))
    rows = (PosterRow(LONG, citizens),)
    text = text_of(render(replace(SAMPLE, rows=rows, method=method), "en"))
    assert "81–100" in text


def test_a_score_that_was_agreed_has_no_bar() -> None:
    agreed = replace(sample_figures(0, 0, 0, 4), counts=(), consensus=True)
    document = replace(SAMPLE, rows=(PosterRow(NAME, agreed),), method=Method(votes=False))
    text = text_of(render(document, "en"))
    assert "the one number that the group agreed on" in text
    assert "Under the bar" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tiles_are_two_sheets_with_marks_where_to_cut_and_glue(language: str) -> None:
    data = tiled(SAMPLE, language)
    assert data == tiled(SAMPLE, language)
    assert _sizes(data) == [(round(A4_LANDSCAPE[0]), round(A4_LANDSCAPE[1]))] * 2
    preferences = pypdf.PdfReader(io.BytesIO(data)).root_object["/ViewerPreferences"].get_object()
    assert isinstance(preferences, pypdf.generic.DictionaryObject)
    assert str(preferences["/PrintScaling"]) == "/None"


def test_each_sheet_says_which_half_it_is() -> None:
    upper, lower = page_texts(tiled(SAMPLE, "en"))
    assert "Upper half. Cut along this line." in upper
    assert "Lower half. Glue the upper half on" in lower


def test_khmer_is_found_by_every_reader_in_both() -> None:
    for data in (render(SAMPLE, "km"), tiled(SAMPLE, "km")):
        for name, read in READERS.items():
            text = " ".join(read(data).replace("\u200b", "").split())
            assert "ថ្នាំសំខាន់ៗមានគ្រប់គ្រាន់" in text, name


def test_a_hidden_score_leaves_no_face() -> None:
    shown = render(replace(SAMPLE, rows=SAMPLE.rows[:1]), "en")
    hidden = render(replace(SAMPLE, rows=(replace(SAMPLE.rows[0], citizens=Figures(hidden=True)),)), "en")
    assert "Sad face: 5" not in text_of(hidden)
    assert len(hidden) < len(shown)


@pytest.mark.parametrize(
    ("wanted", "placed"),
    [([-5.0, 2.0, 90.0], [0.0, 12.0, 90.0]), ([80.0, 85.0, 95.0], [66.0, 78.0, 90.0]), ([], [])],
)
def test_numbers_under_narrow_parts_are_pushed_apart(wanted: list[float], placed: list[float]) -> None:
    assert apart(wanted, [10.0] * len(wanted), gap=2, end=100) == placed
