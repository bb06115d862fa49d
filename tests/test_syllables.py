from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator import paths, syllables, text

SLIPS = [
    # subscripts after the vowel
    ("ពៅ្ន", "ព្នៅ"), ("តា្ម", "ត្មា"), ("ស្រី្ត", "ស្ត្រី"), ("ខា្ន", "ខ្នា"), ("ក្ដី្ក", "ក្ដ្កី"),
    ("រិ៍្ដ", "រ្ដិ៍"), ("លំ្យុ", "ល្យុំ"), ("កំ្ព", "ក្ពំ"),
    # subscript ro first
    ("ស្រ្តី", "ស្ត្រី"), ("ង្រ្គ", "ង្គ្រ"), ("ន្រ្តែ", "ន្ត្រែ"), ("ក្រ្ស", "ក្ស្រ"),
    # register shifter before the subscripts, or after the vowel
    ("ម៉្យាង", "ម្យ៉ាង"), ("ញ៉្ញាំ", "ញ្ញ៉ាំ"), ("ប៉្រុស", "ប្រ៉ុស"), ("ស៊្រុក", "ស្រ៊ុក"), ("បា៉", "ប៉ា"), ("សី៊", "ស៊ី"), ("បុ៉", "ប៉ុ"), ("ហឺ៊", "ហ៊ឺ"),
    # robat
    ("វគ្គ៌", "វគ៌្គ"), ("ពា៌", "ព៌ា"),
    # vowels in halves, and before each other
    ("កេី", "កើ"), ("កេា", "កោ"), ("កេាះ", "កោះ"), ("កាេ", "កោ"), ("កីេ", "កើ"), ("កះេ", "កេះ"),
    ("ខំុ", "ខុំ"), ("ខំា", "ខាំ"),
    ("ខះុ", "ខុះ"), ("ណះ៎", "ណ៎ះ"), ("កះំ", "កំះ"), ("រ់ា", "រា់"),
    # typed twice
    ("ឃ្មុំុ", "ឃ្មុំ"), ("កាា", "កា"), ("កេេ", "កេ"), ("ស្្ត", "ស្ត"), ("កំំ", "កំ"), ("ក៉៉", "ក៉"),
    # what cannot be seen
    ("ស្\u200bត្\u200bរី", "ស្ត្រី"), ("ក\u200bា", "កា"), ("ក\u200dា", "កា"),
    ("ស្\u200cត", "ស្ត"), ("កា\u200cខ", "កាខ"), ("ក\u200c\u200dខ", "កខ"),
    ("ប៉\u200cា", "ប៉ា"), ("ប៊ី\u200c", "ប៊\u200cី"), ("ប៊\u200cី", "ប៊\u200cី"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "ordered"), SLIPS)
def test_a_slip_of_order_is_put_right(typed: str, ordered: str) -> None:
    assert syllables.reordered(typed) == ordered
    assert syllables.reordered(f"{typed} {typed}") == f"{ordered} {ordered}"


@pytest.mark.parametrize(("typed", "ordered"), SLIPS)
def test_what_is_stored_is_in_order(typed: str, ordered: str) -> None:
    assert text.clean(typed) == ordered


@pytest.mark.parametrize(
    "word",
    ["ស្ត្រី", "ម្យ៉ាង", "ខ្ញុំ", "ព្រះរាជាណាចក្រកម្ពុជា", "លក្ខណៈវិនិច្ឆ័យ", "បៀវត្សរ៍",
     "ធម៌", "ណ៎ះ", "ឱ្យ", "ទឹក។ល។", "ប៊\u200cី", "ក\u200bខ", "ស្", "្ត", "ា"]
)  # fmt: skip
def test_what_is_right_stays(word: str) -> None:
    assert syllables.reordered(word) == word


@pytest.mark.parametrize("other", ["e\u0301cole", "abc", "ไทย", "🙂\u200d🙂", "می\u200cخواهم", "=1+1", ""])
def test_other_scripts_are_left_alone(other: str) -> None:
    assert syllables.reordered(other) == other


@given(st.text(st.sampled_from("កតសរ្\u17cc៉៊ាិីឹុូើេែោំះៈ់៍\u200b\u200c\u200d "), max_size=30))
def test_order_is_found_at_once_and_loses_no_letter(typed: str) -> None:
    ordered = syllables.reordered(typed)
    assert syllables.reordered(ordered) == ordered
    assert unicodedata.is_normalized("NFC", text.clean(ordered))
    assert sorted(ch for ch in ordered if ch in "កតសរ ") == sorted(ch for ch in typed if ch in "កតសរ ")


@pytest.mark.parametrize("source", sorted(paths.RESOURCES.rglob("*.po")) + sorted(paths.RESOURCES.rglob("*.csv"))
                         + sorted(paths.RESOURCES.rglob("*.md")), ids=lambda path: path.name)  # fmt: skip
def test_our_own_texts_are_in_order(source: Path) -> None:
    for line in source.read_text(encoding="utf-8").splitlines():
        assert syllables.reordered(line) == line
