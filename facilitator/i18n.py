"""Languages of screen and paper: gettext catalogues; how each writes numbers, money and dates.

Catalogues are kept as `resources/translations/<language>.po`. They are compiled once into the cache folder,
so that the start of the program reads one small file and never imports Babel. Doubtful (fuzzy) sentences
are used: a doubtful Khmer sentence helps more than an English one.

How Khmer writes numbers: digits ០–៩, a full stop between thousands and a comma before decimals
(១២.៥០០,៧៥). That is what Unicode's CLDR gives for `km` with Khmer digits and what Cambodian official papers
show. English text keeps 12,500.75. Both forms are understood when typed (`typed.py`). A paper may be asked for with
Arabic digits instead (`khmer_written_in`); the separators stay.
"""

from __future__ import annotations

import contextlib
import io
import zlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from facilitator import kept, paths
from facilitator.mo_file import Translations, sealed

if TYPE_CHECKING:  # the start of the window does not calculate
    from decimal import Decimal
    from fractions import Fraction

    Number = int | float | Decimal | Fraction

LANGUAGES = ("km", "en")
DEFAULT_LANGUAGE = "km"

KHMER_DIGITS = "០១២៣៤៥៦៧៨៩"
KHMER_MONTHS = (
    "មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា", "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ"
)  # fmt: skip
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

DIGITS = ("khmer", "arabic")
"""The digits that Khmer numbers, dates and money can be written in; the first is usual."""

LONG_SENTENCE = 25
"""Characters from which a Khmer sentence gets break points; shorter ones stand on one line."""

Translator = Callable[[str], str]

_COMPILER = b"2"  # raise when compiling changes, so that cached catalogues are made again
_TO_KHMER = str.maketrans("0123456789", KHMER_DIGITS)
_TO_KHMER_NUMBER = str.maketrans("0123456789,.", f"{KHMER_DIGITS}.,")
_TO_KHMER_SEPARATORS = str.maketrans(",.", ".,")
_TO_ARABIC = str.maketrans(KHMER_DIGITS, "0123456789")

_screen_language = DEFAULT_LANGUAGE
_digits: ContextVar[str] = ContextVar("digits", default=DIGITS[0])


def use_language(language: str) -> None:
    """Set the language of the screen (and of sentences on the command line)."""
    global _screen_language
    if language not in LANGUAGES:
        raise ValueError(language)
    _screen_language = language


def screen_language() -> str:
    """The language code of the screen: `km` or `en`."""
    return _screen_language


def _(message: str) -> str:
    """Translate for the screen."""
    return catalogue(_screen_language)(message)


def N_(message: str) -> str:
    """Mark a literal for extraction; it is translated later, where it is shown."""
    return message


def plural(n: int, one: str, many: str) -> str:
    """The sentence for `n` things: `plural(n, _("{n} village"), _("{n} villages"))`."""
    return one if n == 1 else many


@cache
def catalogue(language: str) -> Translator:
    """The translating function of one language, for a paper or for the screen."""
    source = paths.RESOURCES / "translations" / f"{language}.po"
    if language == "en" or not source.exists():
        return str
    return _load(language, source.read_bytes()).__getitem__


def _load(language: str, po: bytes) -> Translations:
    cached = paths.cache_folder() / f"{language}-{zlib.crc32(_COMPILER + po):08x}.mo"
    try:
        return Translations(cached.read_bytes())
    except (OSError, ValueError):  # not made yet, or damaged
        content = sealed(_compiled(po))
        kept.keep(cached, content)
        return Translations(content)


def _compiled(po: bytes) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    from facilitator.text import breakable

    messages = read_po(io.BytesIO(po))
    for message in messages:
        if message.id and isinstance(message.string, str) and len(message.string) > LONG_SENTENCE:
            message.string = breakable(message.string)
    out = io.BytesIO()
    write_mo(out, messages, use_fuzzy=True)
    return out.getvalue()


@contextlib.contextmanager
def khmer_written_in(digits: str) -> Iterator[None]:
    """Within it (and in this thread only) numbers in Khmer have these digits, one of `DIGITS`."""
    if digits not in DIGITS:
        raise ValueError(digits)
    token = _digits.set(digits)
    try:
        yield
    finally:
        _digits.reset(token)


def khmer_digits_asked() -> str:
    """Which of `DIGITS` numbers in Khmer have here."""
    return _digits.get()


def own_digits(sentence: str) -> str:
    """A Khmer sentence of ours in the digits that were asked for: ours have ០–៩ in them."""
    return digits(sentence) if _digits.get() == "arabic" else sentence


def khmer_digits(text: str) -> str:
    """The text with 0–9 written as ០–៩ (unless Arabic digits were asked for)."""
    return text if _digits.get() == "arabic" else text.translate(_TO_KHMER)


def digits(text: str) -> str:
    """The text with Khmer digits written as 0–9."""
    return text.translate(_TO_ARABIC)


def format_number(n: int, language: str) -> str:
    """A whole number with thousands apart: `12,500`, `១២.៥០០`."""
    return _in(language, f"{n:,}")


def shown(n: int) -> str:
    """A count inside a sentence for the screen: `12,500`, `១២.៥០០`."""
    return format_number(n, _screen_language)


def format_plain(n: int, language: str) -> str:
    """A number that counts nothing, such as a year or a round: `2026`, `២០២៦`, without separators."""
    return khmer_digits(str(n)) if language == "km" else str(n)


def shown_plain(n: int) -> str:
    """A year or a round in the digits of the screen."""
    return format_plain(n, _screen_language)


def format_decimal(value: Number, language: str, places: int | None = None) -> str:
    """A number with decimals, rounded half away from zero.

    Without `places` it shows what is needed and at most two: a median of 4 is `4`, of 7/2 `3.5`. A half is
    therefore never lost.
    """
    text = _rounded(value, 2 if places is None else places)
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return _in(language, text)


def format_signed(value: Number, language: str, places: int | None = None) -> str:
    """A difference with its sign, a minus of full width: `+1`, `−0.5`, `0`."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + format_decimal(-value if value < 0 else value, language, places)


def format_percent(share: Number, language: str, places: int = 0) -> str:
    """A share of 1 as per cent: 0.6 is `60%`, `៦០%`. Rounded half away from zero."""
    return _in(language, _rounded(share, places, 100)) + "%"


def format_riel(n: int, language: str) -> str:
    """Whole riel: `48,000,000 riel` (with a no-break space), `៤៨.០០០.០០០៛`."""
    number = format_number(n, language)
    return f"{number}៛" if language == "km" else f"{number}\u00a0riel"


def format_usd(cents: int, language: str) -> str:
    """US dollars from whole cents: `$4,257.33`, `៤.២៥៧,៣៣$`."""
    from fractions import Fraction

    amount = _in(language, _rounded(Fraction(abs(cents), 100), 2))
    sign = "-" if cents < 0 else ""
    return f"{sign}{amount}$" if language == "km" else f"{sign}${amount}"


def format_date(day: date, language: str, style: str = "long") -> str:
    """A date: long `22 November 2026`, `ថ្ងៃទី ២២ ខែ វិច្ឆិកា ឆ្នាំ ២០២៦`; short `22/11/2026`, `២២/១១/២០២៦`."""
    if style == "short":
        text = f"{day:%d/%m}/{day.year:04}"
        return khmer_digits(text) if language == "km" else text
    if language == "km":
        return khmer_digits(f"ថ្ងៃទី {day.day} ខែ {KHMER_MONTHS[day.month - 1]} ឆ្នាំ {day.year}")
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"


def buddhist_year(year: int, offset: int = 543) -> int:
    """The year of the Buddhist Era.

    In Cambodia it changes at Visakh Bochea (April or May): 543 years ahead before that day, 544 after it.
    Which one an official paper carries is a setting of the cycle.
    """
    return year + offset


def _ratio(value: Number) -> tuple[int, int]:
    from decimal import Decimal
    from fractions import Fraction

    if isinstance(value, float):  # taken for what it prints (0.1 is one tenth), not for its binary neighbour
        return Decimal(str(value)).as_integer_ratio()
    return Fraction(value).as_integer_ratio()


def _rounded(value: Number, places: int, times: int = 1) -> str:
    above, below = _ratio(value)
    units = (2 * abs(above) * times * 10**places + below) // (2 * below)
    sign = "-" if above < 0 and units else ""
    whole, part = divmod(units, 10**places)
    return f"{sign}{whole:,}.{part:0{places}}" if places else f"{sign}{whole:,}"


def _in(language: str, text: str) -> str:
    """`12,500.75` as that language writes it."""
    if language != "km":
        return text
    return text.translate(_TO_KHMER_SEPARATORS if _digits.get() == "arabic" else _TO_KHMER_NUMBER)
