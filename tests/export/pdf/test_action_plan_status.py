from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from facilitator.export.documents.action_plan_status import SAMPLE, ActionPlanStatus
from facilitator.export.documents.common import Text
from facilitator.export.documents.following import Following, SourceMoney, Sums
from facilitator.export.pdf.action_plan_status import render
from facilitator.export.pdf.look import A4_LANDSCAPE
from facilitator.export.pdf.words import LANGUAGES
from tests.export.pdf.reading import READERS, ink_box, page_texts, text_of
from tests.export.pdf.test_action_plan import LONG, plan_of

MUCH = 9_999_999_999


def standing_of(count: int, words: str = "ល្អ") -> ActionPlanStatus:
    """A plan of that many activities, all late, with money of three sources each."""
    sources = 1 if count > 10 else 3
    money = tuple(SourceMoney(Text(words[:60], f"Source {n}"), Sums(MUCH, 0), Sums(MUCH, MUCH)) for n in range(sources))
    late = Following("delayed", 45, dt.date(2026, 9, 18), words, words, overdue=True, money=money)
    keys = tuple((("A", (n,)), late) for n in range(1, count + 1))
    return ActionPlanStatus(plan_of(count, words), keys, money)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_prints_the_same_twice(language: str) -> None:
    assert render(SAMPLE, language) == render(SAMPLE, language)


def test_under_each_activity_stand_its_status_and_its_money() -> None:
    text = text_of(render(SAMPLE, "en"))
    for column in ("Agreed priority activity", "Women", "Status", "Last check", "Promised", "Received"):
        assert column in text
    drain = text[text.index("A.1.1") : text.index("Sub-total: Commune administration")]
    assert "Build a drain in Ou Thum village" in drain
    assert "Under way 60% · overdue 18/09/2026" in drain
    assert "Commune fund 46,000,000 riel Donor $500.00" in drain
    assert "Commune fund 40,000,000 riel Donor $257.33" in drain
    assert "Why: មន្ត្រីទទួលបន្ទុកផ្លាស់ការងារ" in text


def test_statuses_are_counted_and_money_is_added_up_by_currency() -> None:
    text = text_of(render(SAMPLE, "en"))
    assert "Done 1 · Under way 1 · Delayed 1" in text
    assert "Together 46,000,000 $500.00 40,000,000 $257.33" in text


def test_rows_that_hold_others_have_no_status() -> None:
    plain = replace(SAMPLE, standing=(), money=())
    text = text_of(render(plain, "en"))
    assert "Not checked yet" not in text
    assert "Together" not in text


def test_khmer_is_found_by_every_reader() -> None:
    data = render(SAMPLE, "km")
    for read in READERS.values():
        text = " ".join(read(data).split())
        assert "កំពុងអនុវត្ត" in text
        assert "មូលនិធិឃុំ/សង្កាត់" in text


def test_a_status_never_leaves_its_activity_with_120_of_them() -> None:
    pages = page_texts(render(standing_of(120), "en"))
    for n in range(1, 121):
        (page,) = [page for page in pages if f"Activity {n}." in page]
        assert "Delayed 45%" in page[page.index(f"Activity {n}.") :]
    assert sum(page.count("Delayed 45%") for page in pages) == 120


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_leaves_the_margins(language: str) -> None:
    data = render(standing_of(4, LONG * 2), language)
    for page in range(len(page_texts(data))):
        left, top, right, bottom = ink_box(data, page)
        assert left >= 33
        assert top >= 30
        assert right <= A4_LANDSCAPE[0] - 33
        assert bottom <= A4_LANDSCAPE[1] - 20
