from __future__ import annotations

import io
import re
from dataclasses import replace

import pypdf
import pytest

from facilitator.export.compose import budget_places
from facilitator.export.documents.citizens_budget import (
    SAMPLE,
    CitizensBudget,
    Fault,
    ProjectRow,
    Share,
    Source,
)
from facilitator.export.documents.common import Text
from facilitator.export.pdf.booklet import imposition
from facilitator.export.pdf.budget_money import rounded
from facilitator.export.pdf.citizens_budget import imposed, reading
from facilitator.export.pdf.look import A4_LANDSCAPE, A5
from facilitator.export.pdf.words import LANGUAGES
from facilitator.models.budget_booklet import PAGES, PICTURES
from facilitator.models.photos import clean_photo
from tests.export.pdf.reading import READERS, ink_box, page_texts, text_of
from tests.models.test_photos import jpeg

PHOTO = clean_photo(jpeg((900, 600)))
MUCH = 9_999_999_999
LONG = "គម្រោងសាងសង់ផ្លូវបេតុងអាមេ និងលូបង្ហូរទឹកនៅភូមិដែលមានឈ្មោះវែងជាងគេក្នុងឃុំ "


def with_projects(count: int) -> CitizensBudget:
    rows = tuple(
        ProjectRow(
            name=Text(LONG, f"Project {n}."),
            sector=("economic", "social", "environment", "administration_security", "gender")[n % 5],
            village=Text(LONG[:40] + "កខគឃង"[n % 5], f"Village {n % 5}"),
            cost=MUCH,
            sources=tuple(Source(kind, MUCH) for kind in ("commune_fund", "contribution", "other")),
            status="not_started",
        )
        for n in range(1, count + 1)
    )
    return replace(SAMPLE, projects=rows, sectors=budget_places.sectors(rows), villages=budget_places.villages(rows))


def crowded() -> CitizensBudget:
    """Every part of both sides at its largest, with three projects, in a training copy."""
    hundreds = (23, 11, 11, 11, 11, 11, 11, 11)
    sides = tuple(Share(Text(LONG, "A part with a long name"), Text(LONG, "Explained"), MUCH, n) for n in hundreds)
    return replace(
        with_projects(3),
        head=replace(SAMPLE.head, training=True),
        status="draft",
        revenue=sides,
        expenditure=sides,
        total=MUCH,
        faults=(Fault("balance", MUCH, MUCH + 1), Fault("project_sources", MUCH, 1, Text(LONG, "A project"))),
    )


def _pages(data: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(data)).pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_small_budget_prints_on_eight_pages_the_same_twice(language: str) -> None:
    data = reading(SAMPLE, language)
    assert data == reading(SAMPLE, language)
    assert imposed(SAMPLE, language) == imposed(SAMPLE, language)
    assert _pages(data) == 8 or (language == "km-en" and _pages(data) == 12)
    assert [float(side) for side in pypdf.PdfReader(io.BytesIO(data)).pages[0].mediabox[2:]] == pytest.approx(
        A5, abs=0.01
    )


def test_one_idea_on_each_page() -> None:
    pages = page_texts(reading(SAMPLE, "en"))
    for page, ideas in enumerate(
        (
            ("Kingdom of Cambodia", "Citizens' Budget", "Year 2026 (Buddhist Era 2569)", "Approved by the council"),
            ("What is the commune's budget?", "500,000,000 riel", "50,000 riel", "250,000 riel"),
            ("Where does the money come from?", "Commune/Sangkat Fund", "80", "400,000,000 riel"),
            ("Where does the money go?", "Local development", "70", "350,000,000 riel"),
            ("Projects of the year 2026", "Ou Thum · 01–12/2026", "commune fund 340,000,000 riel", "Under way"),
            ("The year 2025: planned and done", "480,000,000 450,000,000 94%", "Drain – Delayed", "ភ្លៀងធ្លាក់ខ្លាំង"),
            ("You asked, the budget answers", "2.5", "Latrine: 6,400,000 riel", "Clean it every day: needs no money"),
            ("Words explained", "Transparency", "How can you take part?", "012 000 006", "20 December 2025"),
        )
    ):
        for idea in ideas:
            assert idea in pages[page], idea


def test_khmer_is_found_by_every_reader() -> None:
    data = reading(SAMPLE, "km")
    for read in READERS.values():
        text = " ".join(read(data).split())
        assert "មូលនិធិឃុំ/សង្កាត់" in text
        assert "៤០០.០០០.០០០៛" in text
        assert "កែវ សុវណ្ណារ៉ា" in text


def sizes(data: bytes, *, khmer: bool) -> dict[str, float]:
    """The texts in Khmer letters, or those without any, with their sizes in points."""
    import pymupdf

    found = {}
    with pymupdf.open(stream=data, filetype="pdf") as document:
        for page in document:
            for block in page.get_text("dict")["blocks"]:
                for line in block.get("lines", ()):
                    for span in line["spans"]:
                        if span["text"].strip() and khmer == bool(re.search("[\u1780-\u17ff]", span["text"])):
                            found[span["text"]] = span["size"]
    return found


@pytest.mark.parametrize("language", ["km", "en", "km-en"])
def test_khmer_is_never_smaller_than_twelve_points(language: str) -> None:
    mixed = replace(with_projects(3), source="Ledger ភាគ ២ of the office", complaints="សរសេរមក Ombudsman ឃុំ")
    for data in (reading(mixed, language), imposed(mixed, language)):
        found = sizes(data, khmer=True)
        assert found
        assert {text: size for text, size in found.items() if size < 11.9} == {}


def test_english_is_never_smaller_than_eleven_points() -> None:
    for document in (SAMPLE, with_projects(25)):
        found = sizes(reading(document, "en"), khmer=False)
        assert found
        assert {text: size for text, size in found.items() if size < 10.9} == {}


@pytest.mark.parametrize("lines", [*range(1, 17), 40, 70])
def test_a_back_of_several_pages_is_counted(lines: int) -> None:
    document = replace(SAMPLE, complaints="\n".join(f"Office {number}" for number in range(1, lines + 1)))
    data = reading(document, "km")
    assert _pages(data) % 4 == 0
    assert all(f"Office {number}" in text_of(data) for number in (1, lines))


@pytest.mark.parametrize("count", [0, 1, 25, 40])
def test_the_booklet_grows_by_whole_sheets(count: int) -> None:
    document = with_projects(count)
    data = reading(document, "en")
    assert _pages(data) % 4 == 0
    text = text_of(data)
    assert all(f"Project {n}." in text for n in range(1, count + 1))
    if count == 0:
        assert "No projects are recorded" in text
    else:
        projects = "1 project," if count == 1 else f"{count} projects, together"
        assert f"{projects} {count * MUCH:,} riel" in text


@pytest.mark.parametrize("count", [41, 200])
def test_beyond_forty_projects_villages_stand_with_counts_and_sums(count: int) -> None:
    document = with_projects(count)
    data = reading(document, "en")
    assert _pages(data) <= 16
    text = text_of(data)
    assert f"{count} projects, together {count * MUCH:,} riel" in text
    for village in document.villages:
        assert f"{village.projects} projects" in text
        assert f"{village.cost:,} riel" in text
        assert all(row.name.en in text for row in village.largest)
    assert sum(village.projects for village in document.villages) == count
    assert sum(village.cost for village in document.villages) == count * MUCH


def test_pages_and_pictures_may_be_left_out() -> None:
    whole = with_projects(3)
    bare = replace(whole, left_out=frozenset((*PAGES, *PICTURES)))
    text = text_of(reading(bare, "en"))
    assert "Citizens' Budget" in text
    assert "How can you take part?" in text
    for title in ("Where does the money come from?", "Projects of the year", "What is done in each village?"):
        assert title in text_of(reading(whole, "en"))
        assert title not in text
    assert _pages(reading(bare, "en")) == 4
    plain = replace(whole, left_out=frozenset(PICTURES))
    assert len(reading(plain, "en")) < len(reading(whole, "en"))
    assert "Where does the money come from?" in text_of(reading(plain, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_communes_own_words_and_pictures_stand_on_cover_and_back(language: str) -> None:
    own = replace(
        SAMPLE,
        cover_text="ថវិកានេះជារបស់អ្នក",
        take_part="ថ្ងៃទី ១០ រៀងរាល់ខែ",
        complaints="ប្រអប់សំបុត្រ",
        photo=PHOTO,
        logo=PHOTO,
    )
    pages = page_texts(reading(own, language))
    assert "ថវិកានេះជារបស់អ្នក" in pages[0]
    assert "ថ្ងៃទី ១០ រៀងរាល់ខែ" in pages[1] + pages[2]
    assert "ប្រអប់សំបុត្រ" in pages[-1]
    reader = pypdf.PdfReader(io.BytesIO(reading(own, language)))
    assert len(reader.pages[0].images) == 1  # the same picture twice is written once
    assert (
        not pypdf.PdfReader(io.BytesIO(reading(replace(own, left_out=frozenset(PICTURES)), language))).pages[0].images
    )
    left, _top, right, bottom = ink_box(reading(own, language), 0)
    assert 32 <= left < right <= A5[0] - 32
    assert bottom <= A5[1] - 10


def test_every_page_with_figures_names_their_source_and_day() -> None:
    pages = page_texts(reading(with_projects(3), "en"))
    titles = ("come from?", "money go?", "Projects of the year", "each village?", "The year 2025")
    for title in titles:
        (page,) = [text for text in pages if title in text]
        assert ("Source: របាយការណ៍ហិរញ្ញវត្ថុឃុំ, 20 December 2025" in page) == (title != "The year 2025")


@pytest.mark.parametrize("count", [1, 25])
def test_imposed_sides_hold_the_pages_of_the_reading_copy(count: int) -> None:
    document = with_projects(count)
    data, copy = imposed(document, "en"), page_texts(reading(document, "en"))
    sides = imposition(len(copy))
    assert [float(side) for side in pypdf.PdfReader(io.BytesIO(data)).pages[0].mediabox[2:]] == pytest.approx(
        A4_LANDSCAPE, abs=0.01
    )
    assert len(page_texts(data)) == len(copy) // 2
    for text, side in zip(page_texts(data), sides, strict=True):
        for page in side:
            assert page is not None
            assert page == 1 or f"Page {page} of {len(copy)}" in text
            assert all(word in text for word in copy[page - 1].split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_leaves_the_margins(language: str) -> None:
    data = reading(crowded(), language)
    for page in range(_pages(data)):
        left, top, right, bottom = ink_box(data, page)
        assert left >= 32
        assert top >= 8
        assert right <= A5[0] - 32
        assert bottom <= A5[1] - 10


def test_a_draft_that_does_not_balance_says_so_with_figures_on_its_cover_and_on_every_page() -> None:
    pages = page_texts(reading(crowded(), "en"))
    assert "This budget is not balanced yet" in pages[0]
    assert "Revenue is 9,999,999,999 riel" in pages[0]
    assert "10,000,000,000 riel" in pages[0]
    assert "A project: it costs 9,999,999,999 riel, but its sources make 1 riel." in pages[0]
    assert all("Draft – may still change" in page and "Training copy" in page for page in pages)


def test_a_final_booklet_is_no_draft() -> None:
    assert "Draft" not in text_of(reading(SAMPLE, "en"))
    assert "balanced" not in text_of(reading(SAMPLE, "en"))


def test_what_is_missing_is_said() -> None:
    bare = replace(SAMPLE, review=None, asked=(), projects=(), expenditure=(), contacts=(), source="", source_date=None)
    text = text_of(reading(replace(bare, head=replace(bare.head, date=None)), "en"))
    for sentence in (
        "No figures are recorded yet.",
        "No projects are recorded for this year.",
        "No figures of a year that is over are recorded yet.",
        "Citizens' scores are not recorded yet.",
    ):
        assert sentence in text


def test_a_part_below_one_riel_in_a_hundred_is_not_nothing() -> None:
    name = Text("ផ្សេងៗ", "Other revenue")
    revenue = (replace(SAMPLE.revenue[0], hundred=100), Share(name, name, 5, 0), Share(name, name, -5, 0))
    text = page_texts(reading(replace(SAMPLE, revenue=revenue), "en"))[2]
    assert "< 1 5 riel" in text
    assert "– -5 riel" in text


@pytest.mark.parametrize(("amount", "people", "each"), [(500, 3, 167), (10, 4, 3), (9, 4, 2), (MUCH, 1, MUCH)])
def test_riel_for_each_person_are_rounded_to_the_nearest(amount: int, people: int, each: int) -> None:
    assert rounded(amount, people) == each


def test_the_booklet_is_small_enough_for_a_phone() -> None:
    assert len(reading(with_projects(60), "km-en")) < 2_000_000
