from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.export.pdf import breaking, shaping
from facilitator.text import break_words, strip_breaks


def _units(text: str) -> list[str]:
    plain = strip_breaks(text)
    return [plain[unit.start : unit.end] for unit in breaking.units(text)]


def test_khmer_breaks_between_words() -> None:
    assert _units("ក្រុមប្រឹក្សាឃុំបានអនុម័តផែនការ") == ["ក្រុមប្រឹក្សា", "ឃុំ", "បាន", "អនុម័ត", "ផែនការ"]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("ដឹង។ ទៅ", ["ដឹង។", "ទៅ"]),
        ("ផ្សេងៗ", ["ផ្សេងៗ"]),
        ("១០.០០០៛ ទេ", ["១០.០០០៛", "ទេ"]),
        ("(ភូមិ) ទេ", ["(ភូមិ)", "ទេ"]),
        ("«ភូមិ» ទេ", ["«ភូមិ»", "ទេ"]),
        ("៦០% ទេ", ["៦០%", "ទេ"]),
        ("22/11/2026 x", ["22/11/2026", "x"]),
        ("48,000,000\u00a0riel", ["48,000,000\u00a0riel"]),
        ("យុវជន (១៥–៣០ ឆ្នាំ)", ["យុវជន", "(១៥–៣០", "ឆ្នាំ)"]),
        ("ឆ្នាំ ២០២៥ ជុំទី ១", ["ឆ្នាំ ២០២៥", "ជុំ", "ទី ១"]),
        ("13/01/2025–24/01/2025", ["13/01/2025–", "24/01/2025"]),
    ],
)
def test_closing_signs_stay_with_what_they_close(text: str, units: list[str]) -> None:
    assert _units(text) == units


@pytest.mark.parametrize("figure", ["7", "១២", "48,000,000", "១០.០០៧៛", "9.999.999.999", "៩៩%", "12.5%", "០៣"])
def test_a_figure_stays_whole_without_asking_icu_which_would_keep_it_whole_too(figure: str) -> None:
    assert _units(figure) == [figure] == break_words(figure)


def test_a_typed_zero_width_space_is_a_break_but_not_inside_a_cluster() -> None:
    assert _units("អ\u200bឡ") == ["អ", "ឡ"]
    assert _units("ស្\u200bត្រី") == ["ស្ត្រី"]


def test_line_ends_and_empty_lines_are_kept() -> None:
    units = breaking.units("a\n\nb c")
    assert [(unit.end - unit.start, unit.ends_line) for unit in units] == [(1, True), (0, True), (1, False), (1, True)]


@given(st.text(alphabet="កខស្ត្រីុំាេ។៛%() ab12\u200b\n", max_size=60))
def test_units_cover_the_text_and_cut_no_cluster(text: str) -> None:
    plain = strip_breaks(text)
    units = breaking.units(text)
    covered = "".join(plain[unit.start : unit.end] for unit in units)
    assert covered == plain.replace(" ", "").replace("\n", "") or " " in covered
    starts = {0}
    for cluster in shaping.clusters(plain):
        starts.add(max(starts) + len(cluster))
    assert all(unit.start in starts for unit in units)
