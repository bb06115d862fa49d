"""The progress of several communes on one paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitator.export.documents.common import Text
from facilitator.export.documents.following import Sums
from facilitator.export.documents.progress_communes import SAMPLE, CommuneProgress
from facilitator.export.pdf.look import A4
from facilitator.export.pdf.progress_communes import render
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.reading import READERS, ink_box, page_texts, text_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_prints_the_same_twice(language: str) -> None:
    assert render(SAMPLE, language) == render(SAMPLE, language)


def test_sentences_rows_and_sums() -> None:
    text = " ".join(text_of(render(SAMPLE, "en")).split())
    assert "7 of 8 activities of 2 plans are done." in text
    assert (
        "Raised locally: 41,200,000\u00a0riel + $50.00. From donors: $257.33. Together: 41,200,000\u00a0riel + $307.33."
    ).replace("\u00a0", " ") in text.replace("\u00a0", " ")
    assert "4 / 5" in text
    assert "Together 7 / 8" in text


def test_khmer_has_khmer_digits() -> None:
    assert "៤១.២០០.០០០៛ + ៥០,០០$" in text_of(render(SAMPLE, "km"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_communes_with_long_names_stay_on_the_page(language: str) -> None:
    plan = CommuneProgress(
        Text("ឃុំដែលមានឈ្មោះវែងណាស់ " * 4, "A commune with a very long name"), Text("ស្រុក" * 12, "District"), 1,
        (("done", 900), ("dropped", 99)), Sums(9_999_999_999, 999_999_999), Sums(9_999_999_999, 999_999_999),
    )  # fmt: skip
    data = render(replace(SAMPLE, plans=(plan,) * 30), language)
    pages = page_texts(data)
    assert len(pages) > 2
    for page in range(len(pages)):
        left, top, right, bottom = ink_box(data, page)
        assert left >= 50
        assert top >= 35
        assert right <= A4[0] - 44
        assert bottom <= A4[1] - 20


def test_khmer_is_found_by_every_reader() -> None:
    for read in READERS.values():
        assert "ស្រះជីក" in " ".join(read(render(SAMPLE, "km")).split())
