from __future__ import annotations

from dataclasses import replace

import pytest

from facilitator.export.documents.common import Figures, Text
from facilitator.export.documents.disaggregated import SAMPLE, Split, SplitRow
from facilitator.export.documents.scorecard import sample_figures
from facilitator.export.pdf.disaggregated import DisaggregatedPaper, render
from facilitator.export.pdf.look import A4_LANDSCAPE
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.papers_for_tests import KHMER
from tests.export.pdf.reading import READERS, inside_margins, page_texts, text_of, word_edges

LONG = Text(KHMER[:300], ("Staff treat everybody with respect, whoever they are. " * 6)[:300])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_prints_the_same_twice_inside_the_margins(language: str) -> None:
    data = render(SAMPLE, language)
    assert data == render(SAMPLE, language)
    inside_margins(data, DisaggregatedPaper.margins, A4_LANDSCAPE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_holds_scores_and_not_the_head_alone(language: str) -> None:
    first = page_texts(render(SAMPLE, language))[0]
    assert any(figures in first for figures in ("28 · 43%", "២៨ · ៤៣%")), first


def test_the_administration_stands_beside_the_motto_where_its_names_leave_room() -> None:
    data = render(SAMPLE, "en")
    motto, own = (word_edges(data, word) for word in ("Nation", "Administration"))
    assert own[1] < motto[0]
    long = replace(SAMPLE.head, commune=Text(KHMER[:80], "Commune with a name of eighty letters " * 2 + "abcd"))
    for language in LANGUAGES:
        wide = DisaggregatedPaper(replace(SAMPLE, head=long), language)
        inside_margins(wide.render(), DisaggregatedPaper.margins, A4_LANDSCAPE)


def test_the_parts_stand_beside_everybody_with_their_figures() -> None:
    text = text_of(render(SAMPLE, "en"))
    for words in (
        "3 villages, 28 people",
        "Everybody",
        "Men and other",
        "Persons with disability",
        "n 28 · 43%",
        "n 9 · 11%",
        "By focus group",
        "Women's group",
        "Framed: lower than everybody by 1 or more; ask why. Criteria:",
        "Youth: 1",
        "fewer than 5 people",
    ):
        assert words in text, words
    assert "Women: " not in text


def test_a_part_that_is_nowhere_lower_needs_no_sentence_and_nothing_hidden_no_reason() -> None:
    split = SAMPLE.by_group
    assert split is not None
    text = text_of(render(replace(SAMPLE, by_breakdown=None), "en"))
    assert "Framed" not in text
    assert "fewer than" not in text
    assert "By people" not in text


def test_khmer_is_found_by_every_reader() -> None:
    data = render(SAMPLE, "km")
    for name, read in READERS.items():
        text = " ".join(read(data).replace("\u200b", "").split())
        for words in ("ថ្នាំសំខាន់ៗមានគ្រប់គ្រាន់", "ជនមានពិការភាព"):
            assert words in text, (name, words)


@pytest.mark.parametrize("criteria", [1, 25])
def test_long_criteria_and_many_groups_stay_on_the_paper(criteria: int) -> None:
    name = Text(KHMER[:80], ("Persons who came from far away " * 3)[:80])
    scores = (sample_figures(1, 200, 3, 40, 5), Figures(hidden=True), None, *[sample_figures(5, 5, 5, 5, 5)] * 4)
    rows = tuple(SplitRow(LONG, sample_figures(100, 200, 300, 400, 500), scores) for _ in range(criteria))
    split = Split((name,) * 7, rows, (tuple(range(1, criteria + 1)), *[()] * 6))
    data = render(replace(SAMPLE, by_breakdown=split, by_group=split, service=name), "km-en")
    inside_margins(data, DisaggregatedPaper.margins, A4_LANDSCAPE)
    assert "Prepared by" in page_texts(data)[-1]
