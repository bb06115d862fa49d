from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from facilitator.export.documents.common import Text
from facilitator.export.documents.promises_kept import SAMPLE, LinkedScore
from facilitator.export.pdf.look import A4
from facilitator.export.pdf.promises_kept import render
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.reading import READERS, ink_box, page_texts, text_of
from tests.export.pdf.test_progress import LONG, report_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_prints_the_same_twice(language: str) -> None:
    assert render(SAMPLE, language) == render(SAMPLE, language)


def test_promises_by_what_became_of_them() -> None:
    text = text_of(render(SAMPLE, "en"))
    assert "Promised in the year 2026, round 1" in text
    assert "Shown in the year 2027, round 1" in text
    kept = text.index("A.2 Build a ramp")
    under_way = text.index("A.1.1 Build a drain")
    not_kept = text.index("B.1 Tidy the office")
    assert kept < under_way < not_kept
    assert "Why: មន្ត្រីទទួលបន្ទុកផ្លាស់ការងារ" in text[not_kept:]


def _scored(score: LinkedScore) -> str:
    promise = replace(SAMPLE.promises[0], scores=(score,))
    text = text_of(render(replace(SAMPLE, promises=(promise,)), "en"))
    return text[text.index("What was promised What citizens scored") :]


ROADS = LinkedScore(Text("ផ្លូវ", "Roads are not flooded"), Fraction(2), Fraction(7, 2))


def test_scores_then_and_now_with_the_change() -> None:
    assert "2 +1.5 3.5" in _scored(ROADS)


def test_a_fall_a_change_of_wording_a_missing_and_a_hidden_score() -> None:
    assert "2 −1 1" in _scored(replace(ROADS, now=Fraction(1)))
    text = _scored(replace(ROADS, comparable=False))
    assert "Not comparable" in text
    assert "1.5" not in text
    assert "2 not scored yet" in _scored(replace(ROADS, now=None))
    hidden = _scored(replace(ROADS, hidden=True))
    assert "3.5" not in hidden
    assert "–" in hidden


def test_khmer_is_found_by_every_reader() -> None:
    data = render(SAMPLE, "km")
    for read in READERS.values():
        assert "ផ្លូវមិនលិចទឹក" in " ".join(read(data).split())


def test_120_promises_are_all_there() -> None:
    promises = tuple(replace(SAMPLE.promises[0], activity=row) for row in report_of(120).activities)
    text = " ".join(page_texts(render(replace(SAMPLE, promises=promises), "en")))
    assert all(f"Activity {n}." in text for n in range(1, 121))


@pytest.mark.parametrize("language", LANGUAGES)
def test_promises_stay_inside_the_margins(language: str) -> None:
    rows = report_of(3, LONG).activities
    scores = (replace(ROADS, criterion=Text(LONG, LONG)),)
    document = replace(SAMPLE, promises=tuple(replace(SAMPLE.promises[0], activity=row, scores=scores) for row in rows))
    data = render(document, language)
    for page in range(len(page_texts(data))):
        left, _top, right, bottom = ink_box(data, page)
        assert left >= 50
        assert right <= A4[0] - 44
        assert bottom <= A4[1] - 20
