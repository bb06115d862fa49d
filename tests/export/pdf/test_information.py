"""Input tracking, and the information sheet of a service."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitator.export.documents import information_sheet as sheets
from facilitator.export.documents import input_tracking as tables
from facilitator.export.documents.common import Method, Text
from facilitator.export.pdf.information_sheet import InformationPaper
from facilitator.export.pdf.information_sheet import render as render_sheet
from facilitator.export.pdf.input_tracking import InputPaper
from facilitator.export.pdf.input_tracking import render as render_table
from facilitator.export.pdf.look import A4, A4_LANDSCAPE
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.papers_for_tests import KHMER
from tests.export.pdf.reading import READERS, inside_margins, page_texts, text_of

LONG = Text(KHMER[:300], ("Every pupil is lent books free of charge for the whole year " * 6)[:300])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_samples_print_the_same_twice_inside_the_margins(language: str) -> None:
    table, sheet = render_table(tables.SAMPLE, language), render_sheet(sheets.SAMPLE, language)
    assert (table, sheet) == (render_table(tables.SAMPLE, language), render_sheet(sheets.SAMPLE, language))
    assert len(page_texts(table)) <= 2
    assert len(page_texts(sheet)) <= 2
    inside_margins(table, InputPaper.margins, A4_LANDSCAPE)
    inside_margins(sheet, InformationPaper.margins, A4)


def test_the_table_has_standard_source_found_and_difference() -> None:
    text = text_of(render_table(tables.SAMPLE, "en"))
    for words in (
        "Input tracking",
        "Banteay Neang health centre",
        "The health centre has 8 to 12 health staff",
        "Source: Health centre guideline (sample), 2024",
        "To be confirmed",
        "ខ្វះ ១ នាក់",
        "Compared: 2 of 3 inputs.",
        "for 2 of the standards",
        "Seen and received",
        "Representative of the citizens",
        "Done at Banteay Neang, 11 February 2026",
    ):
        assert words in text, words


def test_a_source_is_named_only_when_somebody_has_shown_it() -> None:
    assert "district office" not in text_of(render_table(tables.SAMPLE, "en"))
    rows = tuple(replace(row, standard=replace(row.standard, confirmed=True)) for row in tables.SAMPLE.rows)
    text = text_of(render_table(replace(tables.SAMPLE, rows=rows), "en"))
    assert "To be confirmed at the district office" in text
    assert "no official document" not in text


def test_the_sheet_has_its_four_parts() -> None:
    text = text_of(render_sheet(sheets.SAMPLE, "en"))
    for words in (
        "What you are entitled to",
        "Found in the round before",
        "Year 2025, round 1. Activities planned: 6, done: 4.",
        "Staff are present in working hours",
        "n 28 · mean 3.3 · satisfied 43%",
        "fewer than 5 people",
        "From the commune's budget of 2026 (Approved), in which 500,000,000 riel are spent in all.",
        "Repair of the duty room",
        "10,600,000",
        "20 December 2025",
        "How to take part",
        "Interface meeting: Friday, 3 April 2026",
        "Public copy",
    ):
        assert words in text, words


def test_what_is_not_known_is_said() -> None:
    standards = tuple(replace(row, found_before="") for row in sheets.SAMPLE.standards)
    bare = replace(
        sheets.SAMPLE, standards=standards, performance=None, money=None, meetings=(), callers=(), method=Method()
    )
    text = text_of(render_sheet(bare, "en"))
    assert "There are no scores of an earlier round." in text
    assert "The budget is not known yet." in text
    assert "Found in the round before" not in text
    assert "median" not in text


def test_a_budget_without_a_project_for_the_service_says_so() -> None:
    assert sheets.SAMPLE.money is not None
    text = text_of(render_sheet(replace(sheets.SAMPLE, money=replace(sheets.SAMPLE.money, projects=())), "en"))
    assert "names no project for this service" in text


def test_numbers_in_the_english_line_are_english() -> None:
    text = text_of(render_sheet(sheets.SAMPLE, "km-en"))
    assert "commune's budget of 2026 (Approved), in which 500,000,000 riel" in text
    assert "៥០០.០០០.០០០ រៀល" in text.replace("\u200b", "")


def test_long_texts_and_many_rows_stay_on_the_paper() -> None:
    standard = tables.Standard(LONG, LONG, LONG, confirmed=True)
    row = tables.Tracked(standard, KHMER[:200], KHMER[:200], KHMER[:300], KHMER[:80])
    table = render_table(replace(tables.SAMPLE, rows=(row,) * 6, service=LONG, place=KHMER[:300]), "km-en")
    inside_margins(table, InputPaper.margins, A4_LANDSCAPE)
    assert sheets.SAMPLE.performance is not None
    assert sheets.SAMPLE.money is not None
    scored = replace(sheets.SAMPLE.performance.rows[0], text=LONG)
    paid = replace(sheets.SAMPLE.money.projects[0], name=LONG, cost=123_456_789_012)
    sheet = replace(
        sheets.SAMPLE,
        service=LONG,
        standards=(sheets.Entitlement(standard, KHMER[:200]),) * 6,
        performance=replace(sheets.SAMPLE.performance, rows=(scored,) * 25),
        money=replace(sheets.SAMPLE.money, projects=(paid,) * 4, source=KHMER[:300]),
    )
    data = render_sheet(sheet, "km-en")
    inside_margins(data, InformationPaper.margins, A4)
    assert "១២៣.៤៥៦.៧៨៩.០១២" in text_of(data)


def test_khmer_is_found_by_every_reader() -> None:
    for data in (render_table(tables.SAMPLE, "km"), render_sheet(sheets.SAMPLE, "km")):
        for name, read in READERS.items():
            text = " ".join(read(data).replace("\u200b", "").split())
            for words in ("មណ្ឌលសុខភាពមានបុគ្គលិក ៨ ទៅ ១២ នាក់", "៧ នាក់", "រង់ចាំបញ្ជាក់", "ប៊ុន សារឿន"):
                assert words in text, (name, words)
