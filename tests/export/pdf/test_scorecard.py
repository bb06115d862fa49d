from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pymupdf
import pytest

from facilitator.export.documents.common import Figures, Head, Method, People, Signature, Text
from facilitator.export.documents.scorecard import (
    SAMPLE_SCORES,
    SAMPLE_SERVICE,
    SAMPLE_VILLAGE,
    Remarks,
    ScoreTable,
    VillageScores,
    sample_figures,
)
from facilitator.export.pdf.look import A4
from facilitator.export.pdf.scorecard import ServicePaper, VillagePaper, service, village
from facilitator.export.pdf.steps import bands
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.papers_for_tests import KHMER
from tests.export.pdf.reading import READERS, ink_box, page_texts, text_of

LONG = Text(KHMER[:300], ("Staff treat everybody with respect, whoever they are. " * 6)[:300])
NAME = Text("ភូមិអូរធំថ្មី" * 6, "A village with a name that goes on for eighty characters, " + "as some names really do")

SAMPLES: list[tuple[Callable[[Any, str], bytes], Any]] = [(village, SAMPLE_VILLAGE), (service, SAMPLE_SERVICE)]


def _scores(criteria: int, text: Text, *, public: bool = True) -> ScoreTable:
    row = replace(SAMPLE_SCORES.rows[0], text=text)
    return replace(SAMPLE_SCORES, rows=(row,) * criteria, method=Method(public=public))


def _service(villages: int, criteria: int, name: Text = NAME, text: Text = LONG) -> bytes:
    lines = tuple(VillageScores(name, 15, (sample_figures(1, 2, 3, 4, 5),) * criteria) for _ in range(villages))
    medians = (Fraction(4),) * criteria
    document = replace(SAMPLE_SERVICE, scores=_scores(criteria, text), villages=lines, village_medians=medians)
    return service(document, "km")


def _inside_margins(data: bytes) -> None:
    """Every page's ink is inside the margins (the banner stands above the text, foot and number below it)."""
    margins = VillagePaper.margins
    for page in range(len(page_texts(data))):
        left, top, right, bottom = ink_box(data, page)
        assert left >= margins.left - 2
        assert right <= A4[0] - margins.right + 2
        assert top >= 6
        assert bottom <= A4[1] - 6


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("render", "sample"), SAMPLES, ids=["village", "service"])
def test_the_samples_print_the_same_twice_inside_the_margins(
    render: Callable[[Any, str], bytes], sample: Any, language: str
) -> None:
    data = render(sample, language)
    assert data == render(sample, language)
    assert len(page_texts(data)) == 2
    _inside_margins(data)


def test_a_village_card_says_where_when_who_and_what() -> None:
    text = text_of(village(SAMPLE_VILLAGE, "en"))
    for words in (
        "Kingdom of Cambodia",
        "Administration of Banteay Neang Commune",
        "Citizens' scorecard",
        "Banteay Neang health centre",
        "Village Ou Thum",
        "Year 2026 (Buddhist Era 2569), round 1",
        "Date of the scoring 12 March 2026",
        "Staff are present in working hours",
        "n 28 · mean 3.3 · satisfied 43%",
        "Women Men and other Youth",
        "Staff speak kindly",
        "Done at Ou Thum, 12 March 2026",
        "Seen and received",
        "Commune chief",
        "Representative of the villagers",
        "Signature or thumbprint",
        "Public copy",
    ):
        assert words in text, words


def test_numbers_and_words_can_be_read_by_every_reader_in_khmer() -> None:
    data = village(SAMPLE_VILLAGE, "km")
    for name, read in READERS.items():
        text = " ".join(read(data).replace("\u200b", "").split())
        for words in ("ថ្នាំសំខាន់ៗមានគ្រប់គ្រាន់", "អូរធំ", "សុខ ចាន់ធី"):
            assert words in text, (name, words)


def test_both_languages_stand_on_a_paper_in_two_languages() -> None:
    text = text_of(village(SAMPLE_VILLAGE, "km-en"))
    assert "ថ្នាំសំខាន់ៗមានគ្រប់គ្រាន់" in text.replace("\u200b", "")
    assert "Essential medicines are in stock" in text


def test_the_half_of_a_median_is_printed() -> None:
    text = text_of(village(SAMPLE_VILLAGE, "en"))
    assert "3.5" in text


def test_a_hidden_score_leaves_no_figure_and_a_reason() -> None:
    row = replace(SAMPLE_SCORES.rows[0], score=Figures(hidden=True), beside=(Figures(hidden=True),) * 3)
    document = replace(SAMPLE_VILLAGE, scores=replace(SAMPLE_SCORES, rows=(row,)), people=People())
    text = text_of(village(document, "en"))
    assert "fewer than 5 people" in text
    assert "n 28" not in text
    assert "satisfied 43%" not in text


def test_hidden_head_counts_are_not_in_the_file() -> None:
    shown = replace(SAMPLE_VILLAGE, people=People(total=987, disability=876), people_hidden=frozenset({"disability"}))
    text = text_of(village(shown, "en"))
    assert "987" in text
    assert "876" not in text
    assert "fewer than 5 people" in text


def test_nothing_hidden_needs_no_reason() -> None:
    row = replace(SAMPLE_SCORES.rows[1], remarks=Remarks())
    document = replace(SAMPLE_VILLAGE, scores=replace(SAMPLE_SCORES, rows=(row,)), people_hidden=frozenset())
    text = text_of(village(document, "en"))
    assert "fewer than" not in text
    assert "What people said" not in text


def test_a_meeting_copy_says_on_every_page_not_to_post_it() -> None:
    document = replace(SAMPLE_VILLAGE, scores=_scores(25, LONG, public=False))
    pages = page_texts(village(document, "en"))
    assert len(pages) > 4
    assert all(page.count("Meeting copy – not for posting") == 2 for page in pages)
    assert not any("not for posting" in page for page in page_texts(village(SAMPLE_VILLAGE, "en")))


def test_a_training_copy_for_the_meeting_carries_both_marks() -> None:
    head: Head = replace(SAMPLE_VILLAGE.head, training=True)
    document = replace(SAMPLE_VILLAGE, head=head, scores=_scores(1, LONG, public=False))
    assert all(
        "Training copy – not a real record · Meeting copy – not for posting" in page
        for page in page_texts(village(document, "en"))
    )


def test_without_a_day_there_is_room_to_write_it() -> None:
    document = replace(SAMPLE_VILLAGE, head=replace(SAMPLE_VILLAGE.head, date=None), place="", facilitators=())
    text = text_of(village(document, "en"))
    assert "Done at Ou Thum, date ......" in text
    assert "Date of the scoring" not in text


@pytest.mark.parametrize("criteria", [3, 25])
def test_long_criteria_and_names_stay_on_the_paper(criteria: int) -> None:
    signature = Signature(NAME, NAME.km)
    document = replace(
        SAMPLE_VILLAGE, village=NAME, service=NAME, place=NAME.km, facilitators=(NAME.km,) * 4,
        scores=_scores(criteria, LONG), facilitator=signature, representative=signature, chief=signature,
    )  # fmt: skip
    data = village(document, "km-en")
    _inside_margins(data)
    assert sum(page.count("Staff treat everybody") > 0 for page in page_texts(data)) >= 1


def test_nobody_signs_a_page_without_anything_else() -> None:
    for criteria in range(6, 12):
        last = page_texts(village(replace(SAMPLE_VILLAGE, scores=_scores(criteria, LONG)), "en"))[-1]
        assert "Score: the median" in last
        assert "Prepared by" in last


@pytest.mark.parametrize(("villages", "criteria"), [(1, 3), (40, 25)])
def test_every_village_and_criterion_of_a_service_is_there(villages: int, criteria: int) -> None:
    data = _service(villages, criteria)
    _inside_margins(data)
    with pymupdf.open(stream=data, filetype="pdf") as document:
        text = " ".join(page.get_text() for page in document)
    pieces = -(-criteria // 8)
    assert text.count("១៥") >= villages * pieces  # how many scored, in each line


def test_a_service_card_has_its_villages_total_and_warning() -> None:
    text = text_of(service(SAMPLE_SERVICE, "en"))
    assert "3 villages, 28 people" in text
    assert "All villages together 28" in text
    assert "Median of the villages' scores 3 2.5 4" in text
    assert "Ta Baen – –" in text
    assert "some criteria would change places" in text
    assert "(2 villages)" in text
    assert "Done at Banteay Neang, 12 March" not in text
    assert "Done at Banteay Neang, 15 March 2026" in text


def test_no_warning_where_both_ways_agree() -> None:
    text = text_of(service(replace(SAMPLE_SERVICE, order_disagrees=False), "en"))
    assert "change places" not in text


def test_an_agreed_score_has_no_distribution() -> None:
    agreed = Figures(n=1, median=Fraction(3), consensus=True)
    row = replace(SAMPLE_SCORES.rows[0], score=agreed, beside=(agreed, None, None))
    table = replace(SAMPLE_SCORES, rows=(row,), method=Method(votes=False))
    text = text_of(village(replace(SAMPLE_VILLAGE, scores=table), "en"))
    assert "Agreed by the group" in text
    assert "the one number that the group agreed on" in text
    assert "n 1" not in text


def test_a_scale_of_hundred_marks_is_drawn_in_five_bands() -> None:
    assert bands(((0, 1), (19, 1), (20, 1), (39, 1), (40, 1), (60, 1), (61, 1), (80, 1), (81, 1), (100, 1)), 100) == [
        2, 2, 2, 2, 2,
    ]  # fmt: skip
    counts = ((35, 4), (70, 8), (90, 3))
    figures = Figures(15, counts, Fraction(70), Fraction(65), Fraction(11, 15), Fraction(4, 15))
    row = replace(SAMPLE_SCORES.rows[0], score=figures, beside=(None, None, None))
    method = Method(scale="0-100", satisfied=tuple(range(61, 101)), dissatisfied=tuple(range(40)))
    table = replace(SAMPLE_SCORES, rows=(row,), method=method)
    text = text_of(village(replace(SAMPLE_VILLAGE, scores=table), "en"))
    assert "81–100" in text
    assert "Satisfied: those who gave 61 to 100" in text


def test_a_scale_of_three_has_three_faces() -> None:
    figures = Figures(12, ((1, 3), (2, 4), (3, 5)), Fraction(2), Fraction(13, 6), Fraction(5, 12), Fraction(1, 4))
    row = replace(SAMPLE_SCORES.rows[0], score=figures)
    table = replace(SAMPLE_SCORES, rows=(row,), method=Method(scale="1-3", satisfied=(3,), dissatisfied=(1,)))
    text = text_of(village(replace(SAMPLE_VILLAGE, scores=table), "en"))
    assert "Very satisfied" not in text
    assert "Satisfied: those who gave 3." in text


def test_the_title_is_in_the_file() -> None:
    with pymupdf.open(stream=ServicePaper(SAMPLE_SERVICE, "en").render(), filetype="pdf") as document:
        assert document.metadata is not None
        assert document.metadata["title"] == "Citizens' scorecard"


@pytest.mark.parametrize(("render", "sample"), SAMPLES, ids=["village", "service"])
def test_the_round_before_stands_under_the_score(render: Callable[[Any, str], bytes], sample: Any) -> None:
    text = text_of(render(sample, "en"))
    assert "Previous round (2025, round 1)" in text
    assert "from 2.5 (+0.5)" in text
    assert "Not comparable" in text
    rows = tuple(replace(row, before=None) for row in sample.scores.rows)
    first = text_of(render(replace(sample, scores=replace(sample.scores, rows=rows, previous=None)), "en"))
    assert "Previous round" not in first


def test_a_public_copy_that_hides_nothing_still_tells_k() -> None:
    rows = tuple(replace(row, beside=()) for row in SAMPLE_SCORES.rows)
    scores = replace(SAMPLE_SCORES, rows=rows, beside=())
    public = replace(SAMPLE_VILLAGE, scores=scores, people_hidden=frozenset())
    text = text_of(village(public, "en"))
    assert "k = 5: scores of smaller groups are not shown in a public copy." in text
    assert "Names of places" not in text
    meeting = replace(public, scores=replace(scores, method=Method(public=False, data_year=2025)))
    text = text_of(village(meeting, "en"))
    assert "k = 5" not in text
    assert "Names of places: the official list of 2025." in text


def test_a_cycle_that_counts_by_village_says_so() -> None:
    sentence = "Every village counts the same here"
    assert sentence not in text_of(service(SAMPLE_SERVICE, "en"))
    assert sentence in text_of(service(replace(SAMPLE_SERVICE, by_village=True), "en"))
