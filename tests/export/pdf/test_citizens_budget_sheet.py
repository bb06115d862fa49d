from __future__ import annotations

from dataclasses import replace

import pytest

from facilitator.export.documents.citizens_budget import SAMPLE, Fault
from facilitator.export.pdf.citizens_budget_sheet import render
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.reading import READERS, ink_box, page_texts, text_of
from tests.export.pdf.test_citizens_budget import MUCH, crowded, with_projects


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_has_two_sides_and_keeps_its_margins(language: str) -> None:
    data = render(with_projects(25), language)
    assert data == render(with_projects(25), language)
    assert len(page_texts(data)) == 2
    crowd = render(crowded(), language)
    for page in range(len(page_texts(crowd))):
        left, _top, right, _bottom = ink_box(crowd, page)
        assert 38 <= left < right <= 595 - 38


def test_it_says_what_a_citizen_asks() -> None:
    text = text_of(render(SAMPLE, "en"))
    for wanted in (
        "Information for citizens: the budget of 2026",
        "Approved by the council",
        "500,000,000 riel",
        "For each of 10,000 people",
        "50,000 riel",
        "Commune/Sangkat Fund",
        "Concrete road, Ou Thum village: 350,000,000 riel",
        "You asked, the budget answers",
        "Latrine: 6,400,000 riel",
        "The year 2025: planned and done",
        "012 000 006",
        "20 December 2025",
    ):
        assert wanted in text, wanted


def test_many_projects_are_counted_and_the_largest_named() -> None:
    text = text_of(render(with_projects(200), "en"))
    assert f"200 projects, together {200 * MUCH:,} riel" in text
    assert text.count("• Project ") == 5
    assert "The list of all projects is at the commune office." in text


def test_a_draft_that_does_not_balance_says_so() -> None:
    draft = replace(SAMPLE, status="draft", faults=(Fault("balance", 5, 4, column="actual"),))
    text = text_of(render(draft, "en"))
    assert "This budget is not balanced yet" in text
    assert "Actual: Revenue is 5 riel" in text
    assert "Draft – may still change" in text


def test_khmer_is_found_by_every_reader() -> None:
    for read in READERS.values():
        assert "មូលនិធិឃុំ/សង្កាត់" in " ".join(read(render(SAMPLE, "km")).split())
