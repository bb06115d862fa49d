from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest

from facilitator.export.documents.citizens_budget import SAMPLE, CitizensBudget
from facilitator.export.pdf import citizens_budget
from facilitator.export.pdf.booklet import imposition
from facilitator.export.pdf.citizens_budget_poster import render
from facilitator.export.pdf.look import A3
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.reading import READERS, ink_box, page_texts, text_of
from tests.export.pdf.test_citizens_budget import MUCH, crowded, sizes, with_projects


def test_the_sample_prints_the_same_twice_on_a3() -> None:
    data = render(SAMPLE, "km-en")
    assert data == render(SAMPLE, "km-en")
    sides = pypdf.PdfReader(io.BytesIO(data)).pages[0].mediabox[2:]
    assert [float(side) for side in sides] == pytest.approx(A3, abs=0.01)


def test_what_a_villager_should_know() -> None:
    text = text_of(render(SAMPLE, "en"))
    for idea in (
        "Kingdom of Cambodia", "Citizens' Budget 2026", "Approved by the council", "500,000,000 riel", "50,000 riel",
        "Commune/Sangkat Fund 400,000,000 riel 80", "Local development 350,000,000 riel 70",
        "Concrete road, Ou Thum village", "Under way", "How can you take part?", "012 000 006", "20 December 2025",
    ):  # fmt: skip
        assert idea in text, idea


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", [SAMPLE, with_projects(0), with_projects(1), with_projects(60), crowded()])
def test_it_is_always_one_page_inside_its_margins(document: CitizensBudget, language: str) -> None:
    data = render(document, language)
    assert len(page_texts(data)) == 1
    left, top, right, bottom = ink_box(data)
    assert left >= 50
    assert top >= 9
    assert right <= A3[0] - 50
    assert bottom <= A3[1] - 40


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", [SAMPLE, with_projects(0), with_projects(60)])
def test_khmer_is_never_smaller_than_twelve_points(document: CitizensBudget, language: str) -> None:
    found = sizes(render(document, language), khmer=True)
    assert found
    assert {text: size for text, size in found.items() if size < 11.9} == {}


def test_projects_that_have_no_room_are_counted() -> None:
    text = text_of(render(with_projects(60), "en"))
    shown = sum(f"Project {n}." in text for n in range(1, 61))
    assert 8 <= shown < 60
    assert f"And {60 - shown} more projects, together {(60 - shown) * MUCH:,} riel: see the booklet." in text
    assert "more projects" not in text_of(render(SAMPLE, "en"))


def test_the_dearest_projects_are_shown_first() -> None:
    cheap, dear = replace(SAMPLE.projects[0], cost=1), replace(SAMPLE.projects[0], cost=2)
    text = text_of(render(replace(SAMPLE, projects=(cheap, dear)), "en"))
    assert text.index("2 riel") < text.index(" 1 riel")


def test_a_draft_says_so() -> None:
    text = text_of(render(crowded(), "en"))
    assert "Draft – may still change" in text
    assert "Training copy" in text


def test_khmer_is_found_by_every_reader() -> None:
    data = render(SAMPLE, "km")
    for read in READERS.values():
        assert "៥០០.០០០.០០០៛" in " ".join(read(data).split())


def test_fronts_and_backs_are_the_sides_of_the_folded_booklet() -> None:
    whole, fronts, backs = (
        page_texts(make(SAMPLE, "en"))
        for make in (citizens_budget.imposed, citizens_budget.fronts, citizens_budget.backs)
    )
    assert fronts == whole[::2]
    assert backs == whole[1::2]
    assert len(imposition(8)) == len(whole)
