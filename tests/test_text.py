from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator import i18n, text
from facilitator.errors import UserError

KHMER = st.text(
    st.sampled_from("កខគងចជឆញដតថធនបពភមយរលវសហឡអឥឧឪាិីឹឺុូួើឿៀេែៃោៅំះៈ៉៊់៌៍៏័្។ៗ៛០៩\u200b 1a(«»).") | st.characters(),
    max_size=60,
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  ភូមិ   អូរធំ ", "ភូមិ អូរធំ"),
        ("ភូមិ\u200b\u200bអូរ\u200b", "ភូមិ\u200bអូរ"),
        ("e\u0301cole", "école"),
        ("a\u202eb\u2066c\u200ed\ufeff", "abcd"),
        ("a\x00b\x1fc\x7f", "abc"),
        ("ក\u17b4\u17b5ខ", "កខ"),
        ("one\ntwo\ttabs\u00a0here", "one two tabs here"),
        ("\ud800x", "x"),
        ("=1+1", "=1+1"),
    ],
)
def test_clean_keeps_the_words_and_drops_what_cannot_be_seen(typed: str, stored: str) -> None:
    assert text.clean(typed) == stored


def test_clean_keeps_lines_when_asked() -> None:
    assert text.clean(" a \r\n\r\n\r\n\r\n b\u2028c ", lines=True) == "a\n\nb\nc"


def test_clean_refuses_text_that_is_too_long() -> None:
    assert text.clean("ក" * 20, limit=20) == "ក" * 20
    with pytest.raises(UserError, match="21 characters; at most 20"):
        text.clean("ក" * 21, limit=20)


@given(KHMER)
def test_clean_twice_is_clean_once(typed: str) -> None:
    once = text.clean(typed)
    assert text.clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(ch) == "Cc" for ch in once)


def test_clusters_are_whole_syllables() -> None:
    assert text.clusters("ស្ត្រីម៉្យាង") == ["ស្ត្រី", "ម៉្យា", "ង"]
    assert text.clusters("e\u0301a\r\n") == ["e\u0301", "a", "\r\n"]


@given(KHMER)
def test_clusters_and_pieces_lose_nothing(typed: str) -> None:
    assert "".join(text.clusters(typed)) == typed
    assert "".join(text.break_words(typed)) == text.strip_breaks(typed)
    assert text.strip_breaks(text.breakable(typed)) == text.strip_breaks(typed)
    assert text.breakable(text.breakable(typed)) == text.breakable(typed)


@given(KHMER)
def test_no_piece_begins_where_a_line_may_not(typed: str) -> None:
    for before, after in zip(text.break_words(typed), text.break_words(typed)[1:], strict=False):
        if before.endswith("\n"):
            continue
        assert after[0] not in "។៕៖ៗ៛%)]»”!?,.:;"
        assert before.rstrip(" ")[-1:] not in tuple("([{«“")
        assert not ("\u17b4" <= after[0] <= "\u17d3")


def test_words_of_a_sentence() -> None:
    assert text.break_words("ប្រាក់បំណាច់និងបៀវត្សរ៍របស់ឃុំ ១២៣ ។") == [
        "ប្រាក់បំណាច់", "និង", "បៀវត្សរ៍", "របស់", "ឃុំ ", "១២៣ ។"
    ]  # fmt: skip
    assert text.break_words("តម្លៃ ៤៨.០០០.០០០៛ ឬ ៥០ %") == ["តម្លៃ ", "៤៨.០០០.០០០៛ ", "ឬ ", "៥០ %"]
    assert text.break_words("ទឹក។ល។")[-1].endswith("។ល។")
    assert text.break_words("ក\u200bខគ") == ["ក", "ខគ"]
    assert text.break_words("") == []


def test_a_break_typed_inside_a_syllable_is_a_slip() -> None:
    assert text.break_words("ស្\u200bត្\u200bរី") == ["ស្ត្រី"]


def test_breakable_leaves_placeholders_and_latin_alone() -> None:
    assert text.breakable("Nothing here, {n} villages") == "Nothing here, {n} villages"
    marked = text.breakable("ភូមិនេះមានអ្នកចូលរួម{total}នាក់ និង <b>{women}</b> ស្ត្រី")
    assert marked.format(total=3, women=2).count("3") == 1
    assert "{total}" in marked
    assert "<b>{women}</b>" in marked
    assert marked.count(text.BREAK) >= 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ភូមិ អូរធំ", "ភូមិ\u200bអូរធំ"),
        ("Ou Thum", "outhum"),
        ("Phnum-Srok", "phnum srok"),
        ("École", "ecole"),
        ("ម៉្យាង", "ម្យ៉ាង"),
        ("ស្រី្ត", "ស្ត្រី"),
        ("កើ", "កេី"),
        ("កោះ", "កេាះ"),
        ("ខ្ញុំ", "ខ្ញំុ"),
        ("ភូមិ ១", "ភូមិ 1"),
    ],
)
def test_search_key_joins_what_people_take_for_the_same(one: str, other: str) -> None:
    assert text.search_key(one) == text.search_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ស្ដី", "ស្តី"), ("ឲ្យ", "ឱ្យ"), ("ក៉", "ក៉!"), ("ឃុំ/សង្កាត់", "ឃុំសង្កាត់")],
)
def test_suggestion_key_joins_look_alikes_that_search_keeps_apart(one: str, other: str) -> None:
    assert text.search_key(one) != text.search_key(other)
    assert text.suggestion_key(one) == text.suggestion_key(other)


@pytest.mark.parametrize(("one", "other"), [("កា", "ការ"), ("កី", "កិ"), ("ភូមិ", "ភ្នំ"), ("ខ្ញុំ", "ខំញុ"), ("", "ក")])
def test_keys_keep_different_words_apart(one: str, other: str) -> None:
    assert text.search_key(one) != text.search_key(other)
    assert text.suggestion_key(one) != text.suggestion_key(other)


@given(KHMER)
def test_keys_are_stable(typed: str) -> None:
    key = text.search_key(typed)
    assert text.search_key(key) == key
    assert text.reordered(text.reordered(typed)) == text.reordered(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("", None), (" \u200b", None), ("25", 25), ("២៥", 25), ("12,500", 12500), ("១២.៥០០", 12500),
     ("12 500", 12500), ("48.000.000", 48_000_000), ("007", 7), ("0", 0)],
)  # fmt: skip
def test_parse_whole(typed: str, number: int | None) -> None:
    assert text.parse_whole(typed) == number


@pytest.mark.parametrize(
    "typed", ["abc", "12,5", "12 13", "-3", "1.2.3", "12,500.000", "²", "٣", "9" * 40, "0.125", "៥នាក់"]
)
def test_parse_whole_refuses_nonsense_and_names_it(typed: str) -> None:
    with pytest.raises(UserError, match="“"):
        text.parse_whole(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("", None), ("12.5", "12.5"), ("១២,៥", "12.5"), ("1.200", "1200"), ("0.125", "0.125"),
     ("4,257.33", "4257.33"), ("៤.២៥៧,៣៣", "4257.33"), ("3", "3"), ("12 500,25", "12500.25")],
)  # fmt: skip
def test_parse_decimal(typed: str, number: str | None) -> None:
    assert text.parse_decimal(typed) == (None if number is None else Decimal(number))


@pytest.mark.parametrize("typed", ["x", "1,2,3", ".", "5.", "1e5", "NaN", "1.200,300,1"])
def test_parse_decimal_refuses_nonsense(typed: str) -> None:
    with pytest.raises(UserError):
        text.parse_decimal(typed)


def test_parse_money_and_riel() -> None:
    assert text.parse_money("$4,257.33") == 425733
    assert text.parse_money("៤២៥៧,៣ ដុល្លារ") == 425730
    assert text.parse_money("") is None
    assert text.parse_riel("៤៨.០០០.០០០ ៛") == 48_000_000
    assert text.parse_riel("48,000,000 riel") == 48_000_000
    with pytest.raises(UserError, match="two decimals"):
        text.parse_money("1.2345")
    with pytest.raises(UserError):
        text.parse_riel("12.5")


@given(st.integers(0, 10**15), st.sampled_from(i18n.LANGUAGES))
def test_what_is_printed_can_be_typed_again(n: int, language: str) -> None:
    assert text.parse_whole(i18n.format_number(n, language)) == n
    assert text.parse_riel(i18n.format_riel(n, language)) == n
    assert text.parse_money(i18n.format_usd(n // 100, language)) == n // 100


@pytest.mark.parametrize(
    "typed",
    ["2026-11-22", "២០២៦-១១-២២", "22/11/2026", "22.11.2026", "22-11-2026", "២២/១១/២៥៦៩", "22 November 2026",
     "22 Nov 2026",
     "ថ្ងៃទី ២២ ខែ វិច្ឆិកា ឆ្នាំ ២០២៦", "ថ្ងៃទី២២\u200bខែវិច្ឆិកា\u200bឆ្នាំ២០២៦", "២២ វិច្ឆិកា ២០២៦", "22 វិច្ឆិកា 2026"],
)  # fmt: skip
def test_parse_date(typed: str) -> None:
    assert text.parse_date(typed) == date(2026, 11, 22)


@pytest.mark.parametrize("month", ["កុម្ភៈ", "កុម្ភះ", "កុម្ភ:"])
def test_the_last_letter_of_february_is_taken_as_people_type_it(month: str) -> None:
    assert text.parse_date(f"១៥ {month} ២០២៦") == date(2026, 2, 15)


def test_parse_date_uses_the_era_offset_of_the_cycle() -> None:
    assert text.parse_date("22/11/2570", era_offset=544) == date(2026, 11, 22)
    assert text.parse_date("  ") is None


@pytest.mark.parametrize(
    "typed", ["31/2/2026", "0/1/2026", "2026-13-01", "22/11/26", "yesterday", "22 Brumaire 2026", "99999999"]
)
def test_parse_date_refuses_what_is_no_day(typed: str) -> None:
    with pytest.raises(UserError, match=typed):
        text.parse_date(typed)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2399, 12, 31)), st.sampled_from(["long", "short"]))
def test_printed_dates_can_be_typed_again(day: date, style: str) -> None:
    for language in i18n.LANGUAGES:
        assert text.parse_date(i18n.format_date(day, language, style)) == day
