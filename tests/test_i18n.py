from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import babel.dates
import babel.numbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator import i18n, paths
from facilitator.text import BREAK

PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nContent-Transfer-Encoding: 8bit\\n"

msgid "Saved"
msgstr "បានរក្សាទុក"

#, fuzzy
msgid "Doubtful"
msgstr "សង្ស័យ"

msgid "All of the {n} villages of this commune have a scorecard now"
msgstr "ភូមិទាំង{n}ក្នុងឃុំនេះមានប័ណ្ណដាក់ពិន្ទុហើយ"
"""
LONG = "All of the {n} villages of this commune have a scorecard now"


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A translation of our own and an empty cache."""
    (tmp_path / "translations").mkdir()
    source = tmp_path / "translations" / "km.po"
    source.write_text(PO, encoding="utf-8")
    monkeypatch.setattr(paths, "RESOURCES", tmp_path)
    monkeypatch.setattr(paths, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(i18n, "_screen_language", "km")
    i18n.catalogue.cache_clear()
    yield source
    i18n.catalogue.cache_clear()


def test_translates_doubtful_sentences_too(catalogues: Path) -> None:
    assert i18n._("Saved") == "បានរក្សាទុក"
    assert i18n._("Doubtful") == "សង្ស័យ"
    assert i18n._("Not translated") == "Not translated"
    assert i18n.catalogue("en")("Saved") == "Saved"


def test_long_khmer_sentences_get_break_points_and_keep_placeholders(catalogues: Path) -> None:
    assert i18n._(LONG).format(n="៦").replace(BREAK, "") == "ភូមិទាំង៦ក្នុងឃុំនេះមានប័ណ្ណដាក់ពិន្ទុហើយ"
    assert i18n._(LONG).count(BREAK) >= 5
    assert BREAK not in i18n._("Saved")


def test_the_compiled_catalogue_is_kept_and_follows_its_source(
    catalogues: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    i18n.catalogue("km")
    (kept,) = (catalogues.parent.parent / "cache").iterdir()
    i18n.catalogue.cache_clear()
    with monkeypatch.context() as context:
        context.setattr(i18n, "_compiled", lambda po: pytest.fail("compiled again"))
        assert i18n._("Saved") == "បានរក្សាទុក"
    catalogues.write_text(PO.replace("បានរក្សាទុក", "រក្សាទុករួច"), encoding="utf-8")
    i18n.catalogue.cache_clear()
    assert i18n._("Saved") == "រក្សាទុករួច"
    assert kept.exists()


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\xde\x12\x04\x95"])
def test_a_damaged_cache_is_made_again(catalogues: Path, damage: bytes) -> None:
    i18n.catalogue("km")
    (kept,) = (catalogues.parent.parent / "cache").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage)
    i18n.catalogue.cache_clear()
    assert i18n._("Saved") == "បានរក្សាទុក"
    assert kept.read_bytes() == whole


def test_a_cache_that_cannot_be_written_does_no_harm(catalogues: Path) -> None:
    (catalogues.parent.parent / "cache").write_bytes(b"a file where the folder should be")
    assert i18n._("Saved") == "បានរក្សាទុក"


def test_a_start_with_a_kept_catalogue_imports_no_babel_and_no_icu() -> None:
    i18n._compiled(PO.encode())
    code = (
        "import sys; from facilitator import i18n; i18n.use_language('km');"
        "i18n._('Saved'); i18n.catalogue.cache_clear();"
        "[sys.modules.pop(m) for m in list(sys.modules) if m.startswith(('babel', 'icu4py'))];"
        "i18n._('Saved'); print([m for m in sys.modules if m.startswith(('babel', 'icu4py'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_only_known_languages() -> None:
    with pytest.raises(ValueError, match="fr"):
        i18n.use_language("fr")


@pytest.mark.parametrize(("language", "expected"), [("km", "១២.៥០០"), ("en", "12,500")])
def test_a_count_follows_the_language_of_the_screen(
    language: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "_screen_language", language)
    assert i18n.shown(12500) == expected


def test_plural() -> None:
    assert [i18n.plural(n, "{n} village", "{n} villages").format(n=n) for n in (0, 1, 2)] == [
        "0 villages", "1 village", "2 villages"
    ]  # fmt: skip


NUMERALS = {"km": "khmr", "en": "latn"}


@given(st.integers(-(10**15), 10**15), st.sampled_from(i18n.LANGUAGES))
def test_whole_numbers_as_babel_writes_them(n: int, language: str) -> None:
    expected = babel.numbers.format_decimal(n, locale=language, numbering_system=NUMERALS[language])
    assert i18n.digits(i18n.format_number(n, language)) == expected


@given(st.decimals(-(10**6), 10**6, places=3), st.integers(0, 2), st.sampled_from(i18n.LANGUAGES))
def test_decimals_as_babel_writes_them(value: Decimal, places: int, language: str) -> None:
    pattern = "#,##0." + "0" * places if places else "#,##0"
    with localcontext(rounding="ROUND_HALF_UP"):
        text = babel.numbers.format_decimal(value, pattern, locale=language, numbering_system=NUMERALS[language])
    expected = text if float(value.quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")) else text.lstrip("-")
    assert i18n.digits(i18n.format_decimal(value, language, places)) == expected


def test_dates_as_babel_writes_them() -> None:
    for month in range(1, 13):
        day = date(2026, month, 3)
        name = babel.dates.format_date(day, "LLLL", locale="km")
        assert i18n.format_date(day, "km") == f"ថ្ងៃទី ៣ ខែ {name} ឆ្នាំ ២០២៦"
        assert i18n.format_date(day, "en") == babel.dates.format_date(day, "d MMMM y", locale="en")
        assert i18n.format_date(day, "en", "short") == babel.dates.format_date(day, "dd/MM/y", locale="en")


def test_halves_are_shown_and_never_rounded_away() -> None:
    assert i18n.format_decimal(Fraction(7, 2), "en") == "3.5"
    assert i18n.format_decimal(Fraction(7, 2), "km") == "៣,៥"
    assert i18n.format_decimal(Fraction(13, 4), "en") == "3.25"
    assert i18n.format_decimal(4, "en") == "4"
    assert i18n.format_decimal(3.5, "en", 1) == "3.5"


def test_differences_carry_their_sign() -> None:
    assert [i18n.format_signed(n, "en") for n in (1, Fraction(-1, 2), 0)] == ["+1", "−0.5", "0"]
    assert i18n.format_signed(-12.25, "km", 1) == "−១២,៣"


@pytest.mark.parametrize(
    ("share", "places", "text"),
    [(Fraction(1, 8), 0, "13%"), (0.125, 1, "12.5%"), (0.6, 0, "60%"), (Fraction(2, 3), 1, "66.7%"),
     (1, 0, "100%"), (0.285, 0, "29%"), (-0.004, 0, "0%")],
)  # fmt: skip
def test_percent_rounds_half_away_from_zero(share: Fraction | float, places: int, text: str) -> None:
    assert i18n.format_percent(share, "en", places) == text


def test_money() -> None:
    assert i18n.format_riel(48_000_000, "km") == "៤៨.០០០.០០០៛"
    assert i18n.format_riel(48_000_000, "en") == "48,000,000\u00a0riel"
    assert i18n.format_usd(425733, "en") == babel.numbers.format_currency(4257.33, "USD", locale="en")
    in_khmer = babel.numbers.format_currency(4257.33, "USD", locale="km", numbering_system="khmr")
    assert i18n.khmer_digits(in_khmer) == i18n.format_usd(425733, "km")
    assert i18n.format_usd(-5, "en") == "-$0.05"


def test_digits_both_ways_and_the_buddhist_era() -> None:
    assert i18n.digits(i18n.khmer_digits("0123456789")) == "0123456789"
    assert i18n.khmer_digits("0123456789") == i18n.KHMER_DIGITS
    assert (i18n.buddhist_year(2026), i18n.buddhist_year(2026, 544)) == (2569, 2570)


def test_khmer_can_be_written_in_arabic_digits() -> None:
    day = date(2026, 4, 3)
    with i18n.khmer_written_in("arabic"):
        assert i18n.format_number(12500, "km") == "12.500"
        assert i18n.format_decimal(Fraction(7, 2), "km") == "3,5"
        assert i18n.format_riel(48_000_000, "km") == "48.000.000៛"
        assert i18n.format_usd(425733, "km") == "4.257,33$"
        assert i18n.format_percent(0.6, "km") == "60%"
        assert i18n.format_date(day, "km") == "ថ្ងៃទី 3 ខែ មេសា ឆ្នាំ 2026"
        assert i18n.format_date(day, "km", "short") == "03/04/2026"
        assert i18n.khmer_digits("2569") == "2569"
        assert i18n.own_digits("យុវជន (១៥–៣០ ឆ្នាំ)") == "យុវជន (15–30 ឆ្នាំ)"
        assert i18n.format_number(12500, "en") == "12,500"
    assert i18n.format_number(12500, "km") == "១២.៥០០"
    assert i18n.own_digits("១៥") == "១៥"


def test_the_digits_of_one_paper_are_not_those_of_another_thread() -> None:
    seen: list[str] = []
    with i18n.khmer_written_in("arabic"):
        thread = threading.Thread(target=lambda: seen.append(i18n.format_number(5, "km")))
        thread.start()
        thread.join()
    assert seen == ["៥"]


def test_only_known_digits() -> None:
    with pytest.raises(ValueError, match="roman"), i18n.khmer_written_in("roman"):
        pass
