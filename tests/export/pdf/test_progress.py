from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from facilitator.export.documents.common import Text
from facilitator.export.documents.following import STATUSES, Followed, Following
from facilitator.export.documents.progress import SAMPLE, ProgressReport, ServiceProgress
from facilitator.export.pdf.look import A4
from facilitator.export.pdf.progress import render
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.reading import READERS, ink_box, page_texts, text_of

LONG = "សកម្មភាពដែលមានឈ្មោះវែងណាស់ ហើយត្រូវសរសេរលើបន្ទាត់ជាច្រើន " * 5


def report_of(count: int, words: str = "ល្អ") -> ProgressReport:
    """A report on that many activities in all statuses."""
    rows = tuple(
        Followed(
            part="A",
            places=(n,),
            activity=Text(words, f"Activity {n}."),
            following=Following(STATUSES[n % 5], 45, dt.date(2026, 9, 18), words, words, overdue=n % 2 == 0),
            service=Text(words[:80], "Health centre"),
            who=words[:80],
            end=dt.date(2026, 8, 31),
        )
        for n in range(1, count + 1)
    )
    counts = tuple((status, sum(row.following.status == status for row in rows)) for status in STATUSES)
    service = ServiceProgress(Text(words[:80], "Health centre"), counts)
    return replace(SAMPLE, activities=rows, services=(service,), cost=9_999_999_999)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_prints_the_same_twice(language: str) -> None:
    assert render(SAMPLE, language) == render(SAMPLE, language)


def test_sentences_and_numbers() -> None:
    text = text_of(render(SAMPLE, "en"))
    assert "1 of 3 activities of the plan are done." in text
    assert "Past their end and not done: A.1.1" in text
    assert "Estimated cost: 54,400,000 riel." in text
    assert "Promised: 46,000,000 riel + $500.00. Received: 40,000,000 riel + $257.33." in text
    assert "1 Done 1 Under way 1 Delayed 0 Dropped 0 Not started" in text
    assert "Health centre 1 1 / 1" in text
    assert "Together 46,000,000 $500.00 40,000,000 $257.33" in text


def test_late_ones_stand_first_with_their_reason() -> None:
    text = text_of(render(SAMPLE, "en"))
    late, under_way, done = (text.index(head) for head in ("Delayed or dropped, and why", "A.1.1 Build", "A.2 Build"))
    assert late < under_way < done
    assert "Why: មន្ត្រីទទួលបន្ទុកផ្លាស់ការងារ" in text[late:under_way]


def test_without_money_and_without_lateness_it_says_so() -> None:
    row = SAMPLE.activities[1]
    text = text_of(render(replace(SAMPLE, activities=(row,), money=()), "en"))
    assert "No activity is past its end." in text
    assert "Nobody has promised or given anything yet." in text
    assert "Delayed or dropped" not in text


def test_khmer_is_found_by_every_reader() -> None:
    data = render(SAMPLE, "km")
    for read in READERS.values():
        text = " ".join(read(data).split())
        assert "សាងសង់លូបង្ហូរទឹកភូមិអូរធំ" in text
        assert "៤៦.០០០.០០០៛" in text


def test_120_activities_are_all_there() -> None:
    pages = page_texts(render(report_of(120), "en"))
    text = " ".join(pages)
    assert all(f"Activity {n}." in text for n in range(1, 121))
    assert all(f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_leaves_the_margins(language: str) -> None:
    data = render(report_of(6, LONG), language)
    for page in range(len(page_texts(data))):
        left, top, right, bottom = ink_box(data, page)
        assert left >= 50
        assert top >= 35
        assert right <= A4[0] - 44
        assert bottom <= A4[1] - 20
