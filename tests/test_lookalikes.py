from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator import paths
from facilitator.lookalikes import lookalikes
from facilitator.models import place_lists
from facilitator.syllables import BREAK, reordered


@pytest.mark.parametrize(
    ("text", "typed", "better"),
    [
        ("ស្រី ប្ញប្រុស", "ប្ញ", "ស្រី ឬប្រុស"),
        ("ស្រី ឫ ប្រុស", "ឫ", "ស្រី ឬ ប្រុស"),
        ("ឣ្នក", "ឣ", "អ្នក"),
        ("ឤហារ", "ឤ", "អាហារ"),
        ("ទឹក ៘", "៘", "ទឹក ។ល។"),
        ("ចប់ហើយฯ", "ฯ", "ចប់ហើយ។"),
        ("ចប់ហើយ|", "|", "ចប់ហើយ។"),
        ("ភiូមិ", "i", "ភូមិ"),
        ("សុី", "សុី", "ស៊ី"),
        ("ហុឺ", "ហុឺ", "ហ៊ឺ"),
        ("មុឺន", "មុឺ", "ម៉ឺន"),
        ("លក្ខណះវិនិច្ឆ័យ", "លក្ខណះ", "លក្ខណៈវិនិច្ឆ័យ"),
        ("គណ:កម្មការ", "គណ:", "គណៈកម្មការ"),
        ("ខែកុម្ភ:", "កុម្ភ:", "ខែកុម្ភៈ"),
        ("ឆ្នាំ ២o២៦", "២o២៦", "ឆ្នាំ ២០២៦"),
        ("5O families", "5O", "50 families"),
        ("១2.៥០០៛", "១2.៥០០", "១២.៥០០៛"),
        ("year 202៦", "202៦", "year 2026"),
    ],
)  # fmt: skip
def test_what_was_probably_meant_is_offered(text: str, typed: str, better: str) -> None:
    (suggestion,) = lookalikes(text)
    assert suggestion.typed == typed
    assert suggestion.used_in(text) == better
    assert lookalikes(better) == ()


@pytest.mark.parametrize(
    "text",
    ["", "COVID-19", "COVIDខ្ញុំ", "ភូមិ B នៅ", "ម៉ោង ៧:៣០", "ឫស", "ឬ", "ឲ្យ", "ស្ដី ស្តី", "3 o'clock", "H2O", "O2", "CO2",
     "10 ០",     "កម្មវិធី: ទឹក", "មូលដ្ឋាន:ទឹក",
     "៥០% (50%)", "គណនេយ្យ", "Room 10a", "a|b", "ប៉ុន្មាន", "បុី", "2026-11-22", "២២/១១/២០២៦"]
)  # fmt: skip
def test_what_may_well_be_right_is_left_in_peace(text: str) -> None:
    assert lookalikes(text) == ()


def test_several_are_found_from_left_to_right() -> None:
    text = "ស្រី ប្ញប្រុស ២o នាក់|"
    assert [suggestion.typed for suggestion in lookalikes(text)] == ["ប្ញ", "២o", "|"]
    while found := lookalikes(text):
        text = found[0].used_in(text)
    assert text == "ស្រី ឬប្រុស ២០ នាក់។"


@given(st.text(st.sampled_from("កបញស្ុីឫា12១០oO|: .ៈះgx"), max_size=30))
def test_suggestions_stand_where_they_say_and_do_not_overlap(text: str) -> None:
    end = 0
    for suggestion in lookalikes(text):
        assert suggestion.start >= end
        assert text[suggestion.start : suggestion.end] == suggestion.typed != suggestion.better
        end = suggestion.end


def test_our_own_texts_and_the_gazetteer_give_no_rise_to_offers() -> None:
    own = [
        line
        for pattern in ("*.po", "*.csv", "*.md")
        for source in paths.RESOURCES.rglob(pattern)
        for line in source.read_text(encoding="utf-8").replace(BREAK, "").splitlines()
        if re.search("[ក-៿]", line)
    ]
    levels = ("province", "district", "commune", "village")
    names = [" ".join(row) for level in levels for row in place_lists._rows(level)]
    assert len(own) > 1000
    assert {suggestion for line in own + names for suggestion in lookalikes(reordered(line))} == set()
