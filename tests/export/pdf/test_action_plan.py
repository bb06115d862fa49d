from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pypdf
import pytest

from facilitator.export.documents.action_plan import SAMPLE, ActionPlan, Activity, PlanPart, ProviderActions
from facilitator.export.documents.common import Text
from facilitator.export.pdf.action_plan import render
from facilitator.export.pdf.look import A4_LANDSCAPE
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.reading import READERS, ink_box, page_texts, text_of

LONG = "សកម្មភាពដែលមានឈ្មោះវែងណាស់ ហើយត្រូវសរសេរលើបន្ទាត់ជាច្រើន " * 4


def plan_of(count: int, activity: str = "សង់លូបង្ហូរទឹក", cost: int = 999_999_999) -> ActionPlan:
    """A plan with that many activities of one provider in part A, all columns filled."""
    rows = tuple(
        Activity(
            part="A", places=(n,), activity=Text(activity, f"Activity {n}."), proposer="ក្រុមស្ត្រី", target=activity,
            location=activity[:60], quantity="1200.5", unit="ម៉ែត្រការ៉េ", start=dt.date(2026, 12, 28),
            end=dt.date(2026, 12, 28), beneficiaries=123_456, women=123_456, cost=cost, lead=activity[:60],
        )
        for n in range(1, count + 1)
    )  # fmt: skip
    total = count * cost
    provider = ProviderActions(Text("មណ្ឌលសុខភាព", "Health centre"), rows, total)
    return replace(SAMPLE, parts=(PlanPart("A", (provider,), total), PlanPart("B", (), 0)), cost=total)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_prints_the_same_twice(language: str) -> None:
    assert render(SAMPLE, language) == render(SAMPLE, language)


def test_the_thirteen_columns_and_all_sums_are_there() -> None:
    text = text_of(render(SAMPLE, "en"))
    for column in (
        "No.", "Agreed priority activity", "Proposer", "Target it answers", "Location", "Quantity", "Unit", "Start",
        "End", "Total", "Women", "Estimated cost (riel)", "Lead implementer",
    ):  # fmt: skip
        assert column in text
    assert "Kingdom of Cambodia" in text
    assert "Year 2026 (Buddhist Era 2569)" in text
    assert "A.1.1 Build a drain in Ou Thum village" in text
    assert "1,200" in text
    assert "15/01/2026 15/12/2026 12,500 7,250 48,000,000" in text
    assert "Sub-total: Health centre 6,400,000" in text
    assert "Total of part A 54,400,000" in text
    assert "Total of part B 0" in text
    assert "Grand total 54,400,000" in text
    assert "Banteay Neang, 12 March 2026" in text
    assert "Copies to: – District administration" in text


def test_khmer_text_is_found_by_every_reader() -> None:
    data = render(SAMPLE, "km")
    for read in READERS.values():
        text = " ".join(read(data).split())
        assert "សង់ផ្លូវជម្រាល" in text
        assert "៤៨.០០០.០០០" in text
        assert "សុខ ចាន់ធី" in text


def test_other_era_offset_is_printed() -> None:
    assert "2570" in text_of(render(replace(SAMPLE, head=replace(SAMPLE.head, era_offset=544)), "en"))


def test_header_rows_repeat_and_pages_are_counted_with_120_activities() -> None:
    data = render(plan_of(120), "en")
    pages = page_texts(data)
    assert [float(side) for side in pypdf.PdfReader(io.BytesIO(data)).pages[0].mediabox[2:]] == pytest.approx(
        A4_LANDSCAPE, abs=0.01
    )
    tables = [page for page in pages if "Activity" in page]
    assert len(tables) > 3
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
    assert all("Agreed priority activity" in page and "Women" in page for page in tables)
    text = " ".join(pages)
    assert all(f"Activity {n}." in text for n in range(1, 121))
    assert f"{120 * 999_999_999:,}" in text


def test_a_row_is_never_torn_apart() -> None:
    pages = page_texts(render(plan_of(60, LONG[:80]), "en"))
    for n in range(1, 61):
        (page,) = [page for page in pages if f"Activity {n}." in page]
        assert f"A.{n} Activity {n}." in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 25])
def test_nothing_leaves_the_margins(language: str, count: int) -> None:
    data = render(plan_of(count, LONG, cost=9_999_999_999), language)
    for page in range(len(pypdf.PdfReader(io.BytesIO(data)).pages)):
        left, top, right, bottom = ink_box(data, page)
        assert left >= 33
        assert top >= 30
        assert right <= A4_LANDSCAPE[0] - 33
        assert bottom <= A4_LANDSCAPE[1] - 20


def test_an_activity_of_many_pages_prints() -> None:
    pages = page_texts(render(plan_of(1, "សង់លូ " * 2000), "km"))
    assert len(pages) > 5


def test_an_empty_part_says_so() -> None:
    assert "No activity in this part." in text_of(render(plan_of(1), "en"))


def test_signatures_stand_with_the_sum_of_the_plan() -> None:
    last = page_texts(render(plan_of(30), "en"))[-1]
    assert "The plan holds 30 activities" in last
    assert "Seen and received" in last
    assert "Prepared by" in last
