"""Blank forms: the right rows and columns, big enough to write in, whole whatever the names are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pymupdf
import pypdfium2
import pytest
from reportlab.lib.units import mm

from facilitator.export import papers
from facilitator.export.documents.blank_action_plan import SAMPLE as SAMPLE_PLAN
from facilitator.export.documents.blank_questionnaire import SAMPLE as SAMPLE_QUESTIONNAIRE
from facilitator.export.documents.blank_questionnaire import AskedQuestion, Choice, Questions
from facilitator.export.documents.blank_scores import SAMPLE_SELF_ASSESSMENT, SAMPLE_TALLY, BlankScores, TallySheet
from facilitator.export.documents.common import Text
from facilitator.export.documents.forms import (
    BLANK_HEAD,
    SAMPLE_ATTENDANCE,
    SAMPLE_INPUT_TRACKING,
    SAMPLE_ISSUES,
    SAMPLE_MINUTES,
    InputRow,
    Occasion,
)
from facilitator.export.kinds import PAPERS
from facilitator.export.pdf import (
    blank_action_plan,
    blank_attendance,
    blank_input_tracking,
    blank_issues,
    blank_minutes,
    blank_questionnaire,
    blank_scores,
    tally_grid,
)
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.every_paper import sample
from tests.export.pdf.papers_for_tests import KHMER
from tests.export.pdf.reading import READERS, page_texts, text_of

LONG = Text(KHMER[:300], ("Staff treat everybody with respect, whoever they are. " * 6)[:300])
NAME = Text("ភូមិអូរធំថ្មី" * 6, "A village with a name that goes on for eighty characters, as some names really do")
LONG_HEAD = replace(BLANK_HEAD, province=NAME, district=NAME, commune=NAME, training=True)
EVERY_BREAKDOWN = ("women", "men", "other", "youth", "disability", "minority", "idpoor")

FORMS = [kind for kind in PAPERS if kind.key.startswith("blank-")]
KEYS = [kind.key for kind in FORMS]

EXTREMES: dict[str, tuple[Callable[[Any, str], bytes], Any]] = {
    "attendance": (
        blank_attendance.render,
        replace(
            SAMPLE_ATTENDANCE,
            head=LONG_HEAD,
            service=NAME,
            village=NAME,
            sheets=tuple(replace(sheet, groups=(NAME,) * 5) for sheet in SAMPLE_ATTENDANCE.sheets),
        ),
    ),
    "inputs": (
        blank_input_tracking.render,
        replace(SAMPLE_INPUT_TRACKING, head=LONG_HEAD, service=NAME, rows=(InputRow(LONG, LONG, LONG),) * 6),
    ),
    "issues": (
        blank_issues.render,
        replace(
            SAMPLE_ISSUES,
            head=LONG_HEAD,
            villages=(NAME,) * 12,
            groups=(NAME,) * 3,
            counts=("total", *EVERY_BREAKDOWN),
            criteria=(LONG,) * 25,
        ),
    ),
    "minutes": (blank_minutes.render, replace(SAMPLE_MINUTES, head=LONG_HEAD, service=NAME, criteria=(LONG,) * 25)),
    "tally": (
        blank_scores.tally,
        replace(
            SAMPLE_TALLY,
            head=LONG_HEAD,
            village=NAME,
            criteria=(LONG,) * 4,
            counts=("total", *EVERY_BREAKDOWN),
            sheets=(TallySheet(NAME, EVERY_BREAKDOWN),),
        ),
    ),
    "marks": (blank_scores.tally, replace(SAMPLE_TALLY, head=LONG_HEAD, scale="0-100", criteria=(LONG,) * 4)),
    "plan": (blank_action_plan.render, replace(SAMPLE_PLAN, head=LONG_HEAD, providers=(NAME,) * 6)),
    "questionnaire": (
        blank_questionnaire.render,
        replace(
            SAMPLE_QUESTIONNAIRE,
            head=LONG_HEAD,
            villages=(NAME,) * 40,
            questionnaires=(
                Questions(NAME, (AskedQuestion(LONG, "multi", (Choice("a", LONG),) * 7), AskedQuestion(LONG, "text"))),
            ),
        ),
    ),
}


@cache
def printed(key: str, language: str) -> bytes:
    kind = papers.paper(key)
    return papers.render(kind, sample(kind), language)


def inside(data: bytes) -> None:
    """Ink keeps 9 mm from the sides; banner and foot stand above and below the text. One pixel is a point."""
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            image = page.render(scale=1, grayscale=True).to_pil()
            box = image.point(lambda value: 255 if value < 200 else 0).getbbox()
            assert box is not None, "the page is empty"
            assert box[0] >= 9 * mm
            assert box[1] >= 3 * mm
            assert box[2] <= page.get_width() - 9 * mm
            assert box[3] <= page.get_height() - 2 * mm
    finally:
        document.close()


def tally(**changes: Any) -> BlankScores:
    return replace(SAMPLE_TALLY, **changes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_a_form_prints_the_same_twice_inside_its_margins(key: str, language: str) -> None:
    data = printed(key, language)
    kind = papers.paper(key)
    assert papers.render(kind, sample(kind), language) == data
    assert len(data) < 200_000
    inside(data)


@pytest.mark.parametrize("name", EXTREMES)
def test_long_names_and_many_rows_stay_on_the_page(name: str) -> None:
    render, document = EXTREMES[name]
    data = render(document, "km-en")
    inside(data)
    assert all("not a real record" in page for page in page_texts(data))


@pytest.mark.parametrize("key", KEYS)
def test_every_page_says_what_it_is_about(key: str) -> None:
    pages = page_texts(printed(key, "en"))
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Banteay Neang" in page
    assert "Kingdom of Cambodia" in pages[0]
    assert "Year 2026 (Buddhist Era 2569), round 1" in pages[0]


@pytest.mark.parametrize("key", KEYS)
def test_khmer_is_found_by_every_reader(key: str) -> None:
    for name, read in READERS.items():
        text = " ".join(read(printed(key, "km")).replace("\u200b", "").split())
        assert "ព្រះរាជាណាចក្រកម្ពុជា" in text, name
        assert "រដ្ឋបាលឃុំបន្ទាយនាង" in text, name


def test_the_tally_sheet_has_the_rows_and_columns_of_the_grid() -> None:
    pages = page_texts(printed("blank-tally", "en"))
    first = pages[0]
    for words in ("Tally sheet", "Banteay Neang health centre · Village Ou Thum · Women's group", "12/03/2026"):
        assert words in first
    columns = ["Very dissatisfied", "Dissatisfied", "Acceptable", "Satisfied", "Very satisfied", "Votes", "Median"]
    places = [first.index(column) for column in columns]
    assert places == sorted(places)
    for number, criterion in enumerate(SAMPLE_TALLY.criteria, 1):
        assert f"{number} {criterion.en}" in first
    assert "People present" in first
    assert "No row has more votes than people present" in first
    assert "All in this group belong to: Women" in first


def test_every_group_has_its_sheet_and_the_breakdowns_theirs() -> None:
    pages = page_texts(printed("blank-tally", "en"))
    assert len(pages) == 5
    assert ["Women's group" in page for page in pages] == [True, True, False, False, False]
    assert ["Votes of some of the people" in page for page in pages] == [False, True, False, True, False]
    assert "Youth (15–30)" in pages[1]
    assert "Suggested actions" in pages[4]


def test_six_criteria_of_a_group_stand_on_one_page_with_the_signatures() -> None:
    six = tally(criteria=SAMPLE_TALLY.criteria * 2, sheets=(TallySheet(Text("ក្រុម", "Group")),))
    for language in LANGUAGES:
        first, *rest = page_texts(blank_scores.tally(six, language))
        assert "Signature" in first or "ហត្ថលេខា" in first
        assert len(rest) == 2  # what is said


def test_without_criteria_there_are_numbered_rows() -> None:
    empty = tally(criteria=(), empty=6, sheets=(TallySheet(Text()),))
    page = page_texts(blank_scores.tally(empty, "en"))[0]
    assert "All together" in page
    assert "1 2 3 4 5 6" in page.partition("score")[2]


def test_a_scale_of_three_has_three_columns_and_marks_have_none_named() -> None:
    three = text_of(blank_scores.tally(tally(scale="1-3"), "en"))
    assert "Dissatisfied Acceptable Satisfied" in " ".join(
        three.replace("1", "").replace("2", "").replace("3", "").split()
    )
    assert "Very" not in three
    marks = page_texts(blank_scores.tally(tally(scale="0-100"), "en"))[0]
    assert marks.count("Mark") == tally_grid.MARKS
    assert "Dissatisfied" not in marks


def test_rows_are_high_enough_for_a_ball_pen() -> None:
    """The criteria stand at least 9 mm apart."""
    data = printed("blank-tally", "en")
    with pymupdf.open(stream=data, filetype="pdf") as document:
        heights = [document[0].search_for(criterion.en)[0].y0 for criterion in SAMPLE_TALLY.criteria]
    assert all(below - above >= 9 * mm for above, below in pairwise(heights))


def test_a_self_assessment_has_room_for_criteria_of_the_providers_own() -> None:
    text = text_of(printed("blank-self-assessment", "en"))
    assert "Self-assessment form" in text
    assert "Village" not in text
    assert "Head of the service – Signature" in text
    more = blank_scores.tally(replace(SAMPLE_SELF_ASSESSMENT, empty=0), "en")
    assert text.count(" 5 ") > text_of(more).count(" 5 ")


def test_attendance_counts_and_asks_for_no_names() -> None:
    pages = page_texts(printed("blank-attendance", "en"))
    for page, meeting in zip(pages, ("Information session", "Issues and criteria", "Scoring"), strict=True):
        assert meeting in page
        assert "Women's group Men's group All together" in page
        assert "Names of villagers are not written down." in page
    for words in ("Total", "Women", "Men", "Other", "Youth (15–30)", "ID-Poor", "Under 15", "31–45", "Over 45"):
        assert words in pages[0]
    assert "12/03/2026" in pages[2]
    assert "12/03/2026" not in pages[0]


def test_input_tracking_shows_the_standard_its_source_and_what_is_to_be_confirmed() -> None:
    text = text_of(printed("blank-input-tracking", "en"))
    assert "8 hours a day, 5 days a week Service standard 2024" in text
    assert "At least 1 To be confirmed" in text
    assert "Input Standard Found Difference Remark Confirmed by" in text


def test_villages_are_ticked_or_written() -> None:
    few = text_of(blank_issues.render(SAMPLE_ISSUES, "en"))
    assert "Ou Thum" in few
    many = text_of(blank_issues.render(replace(SAMPLE_ISSUES, villages=(Text("", "Ou Thum"),) * 40), "en"))
    assert "Ou Thum" not in many


def test_minutes_have_both_scores_what_was_said_and_who_signs() -> None:
    pages = page_texts(printed("blank-minutes", "en"))
    text = " ".join(pages)
    for words in (
        "Citizens Providers Commune District Other All together",
        "What citizens said",
        "What providers said",
        "Agreed point",
        "Next meeting on",
        "Signature or thumbprint",
        "Commune chief",
    ):
        assert words in text, words
    assert "Representative of the citizens" in pages[-1]


def test_the_empty_plan_has_its_parts_providers_and_columns() -> None:
    text = text_of(printed("blank-action-plan", "en"))
    for provider in SAMPLE_PLAN.providers:
        assert text.count(f"Sub-total: {provider.en}") == 2
    assert "Estimated cost (riel)" in text
    assert "Grand total" in text
    assert "The plan holds" not in text
    assert text.count("A. ") == 2 * len(SAMPLE_PLAN.providers)


def test_a_questionnaire_never_asks_for_a_name() -> None:
    text = text_of(printed("blank-questionnaire", "en"))
    assert "your name is not written down" in text
    assert "Phone" not in text
    for words in ("1. How satisfied", "Very satisfied", "Yes No", "Several answers may be ticked.", "Notice board"):
        assert words in text, words


def test_words_of_five_answers_stand_under_the_faces() -> None:
    own = tuple(Choice(str(step), Text("", f"Level {step}")) for step in range(1, 6))
    question = AskedQuestion(Text("", "How was it?"), "scale5", own)
    sheet = Questions(Text("", "Short"), (question,))
    text = text_of(blank_questionnaire.render(replace(SAMPLE_QUESTIONNAIRE, questionnaires=(sheet, sheet)), "en"))
    assert "Level 5" in text
    assert "Very satisfied" not in text
    assert text.count("Thank you!") == 2


def test_what_is_known_of_a_meeting_stands_on_the_lines() -> None:
    known = replace(SAMPLE_MINUTES, occasion=Occasion(place="Pagoda", facilitators=("Sok",)))
    text = text_of(blank_minutes.render(known, "en"))
    assert "Pagoda" in text
    assert "Sok" in text
