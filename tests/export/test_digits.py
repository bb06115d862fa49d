"""Khmer papers in Khmer or in Arabic digits, as asked for."""

from __future__ import annotations

import re

import pytest

from facilitator.export import papers
from facilitator.export.missing import texts_of
from tests.export.pdf.every_paper import sample
from tests.export.pdf.reading import text_of

KHMER_DIGIT = re.compile("[០-៩]")


@pytest.mark.parametrize("key", ["village-scorecard", "action-plan"])
def test_the_digits_of_a_paper_are_chosen_when_it_is_printed(key: str) -> None:
    kind = papers.paper(key)
    document = sample(kind)
    usual = text_of(papers.render(kind, document, "km"))
    arabic = text_of(papers.render(kind, document, "km", "arabic"))
    assert len(KHMER_DIGIT.findall(usual)) > 30
    typed_by_people = {digit for text in _texts(document) for digit in KHMER_DIGIT.findall(text)}
    assert set(KHMER_DIGIT.findall(arabic)) <= typed_by_people
    assert papers.render(kind, document, "km", "khmer") == papers.render(kind, document, "km")


def test_english_papers_have_arabic_digits_in_any_case() -> None:
    kind = papers.paper("action-plan")
    document = sample(kind)
    assert papers.render(kind, document, "en", "arabic") == papers.render(kind, document, "en", "khmer")


def _texts(document: object) -> list[str]:
    return [text for _where, text in texts_of(document)]
