"""What stands in one cell, as a value: people's digits, dates and codes, and what spreadsheets made of them.

Every reader gives a value, or nothing (None, empty text or tuple) for an empty cell, and answers nonsense with a
UserError that says what is expected.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from facilitator.errors import UserError
from facilitator.i18n import _, digits
from facilitator.models import places
from facilitator.text import LINE_LIMIT, TEXT_LIMIT, clean, strip_breaks
from facilitator.typed import parse_date, parse_decimal, parse_whole

Reader = Callable[[Any], Any]

_SEPARATORS = re.compile(r"[\s,;\u200b]+")
_EXCEL_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")
_ADDED_VILLAGE = re.compile(r"(\d{5,6})-([1-9]\d{0,2})")
_WITH_ZERO = re.compile(r"\d+\.0")
_KEY = re.compile(r"[^\s/,;]{1,80}")


def plain(cell: Any) -> str:
    """What a person sees in the cell, cleaned: whole numbers without decimals, dates as 2026-11-22."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, str) and cell.strip() in _EXCEL_ERRORS:
        raise UserError(
            _("The spreadsheet shows an error here ({error}). Mend the formula.").format(error=cell.strip())
        )
    found = str(cell)
    return _cleaned(found) if len(found) <= LINE_LIMIT else clean(found, TEXT_LIMIT)


@lru_cache(maxsize=8192)
def _cleaned(text: str) -> str:
    """A short text, cleaned once: tables say the same words over and over."""
    return clean(text, TEXT_LIMIT)


def figures(cell: Any) -> str:
    """What stands in a cell of whole numbers or codes, in Arabic digits: tables of other programs say 4.0 for 4."""
    found = digits(plain(cell))
    return found.removesuffix(".0") if _WITH_ZERO.fullmatch(found) else found


def text(cell: Any) -> str:
    """A name or a line of text."""
    return clean(plain(cell))


def key(cell: Any) -> str:
    """A key: one word."""
    found = plain(cell)
    if found and not _KEY.fullmatch(found):
        raise UserError(_("“{text}” is not a key. A key is one word, such as health_centre_2.").format(text=found[:40]))
    return found


def whole(low: int, high: int) -> Reader:
    """A whole number in these limits."""

    def read(cell: Any) -> int | None:
        number = parse_whole(figures(cell))
        if number is not None and not low <= number <= high:
            raise UserError(
                _("{number} is not possible here. Type a whole number from {low} to {high}.").format(
                    number=number, low=low, high=high
                )
            )
        return number

    return read


def percent(cell: Any) -> int | None:
    """A share in per cent: 60, 60% or 0.6 (a cell in per cent format holds 0.6); 1 is all."""
    typed = plain(cell)
    number = parse_decimal(typed.removesuffix("%"))
    if number is None:
        return None
    share = number if typed.endswith("%") or number > 1 else number * 100
    if share > 100:
        raise UserError(_("{number} is more than 100 per cent.").format(number=typed))
    return round(share)


def day(cell: Any) -> dt.date | None:
    """A date: a real one, or one that was typed as text."""
    return parse_date(plain(cell))


def one_of(options: Callable[[], Sequence[str]]) -> Reader:
    """One of a list of keys; upper case does not matter."""

    def read(cell: Any) -> str:
        found = plain(cell).casefold()
        if found and found not in options():
            raise UserError(
                _("“{text}” is not known here. Write one of: {options}.").format(
                    text=plain(cell)[:40], options=", ".join(options())
                )
            )
        return found

    return read


def known(options: Iterable[str]) -> Reader:
    """One of a record's own keys, written as there; upper case does not matter."""
    by_fold = {option.casefold(): option for option in options}

    def read(cell: Any) -> str:
        found = plain(cell)
        if found and found.casefold() not in by_fold:
            raise UserError(
                _("“{text}” is not known here. Write one of: {options}.").format(
                    text=found[:40], options=", ".join(by_fold.values()) or "–"
                )
            )
        return by_fold.get(found.casefold(), "")

    return read


def named(words: Mapping[str, Sequence[str]]) -> Reader:
    """One of a few keys, each of which people write in several ways."""
    keys = {word: key for key, ways in words.items() for word in (key, *ways)}

    def read(cell: Any) -> str:
        found = strip_breaks(plain(cell)).casefold()
        if found and found not in keys:
            raise UserError(
                _("“{text}” is not known here. Write one of: {options}.").format(
                    text=found[:40], options=", ".join(words)
                )
            )
        return keys.get(found, "")

    return read


GENDERS = {
    "woman": ("women", "female", "f", "ស្រី", "ស្ត្រី", "ស្ដ្រី", "នារី"),
    "man": ("men", "male", "m", "ប្រុស", "បុរស"),
    "other": ("ផ្សេង", "ផ្សេងៗ"),
}
gender = named(GENDERS)

_YES = ("1", "yes", "y", "true", "បាទ", "ចាស", "ចាស៎", "ចា៎ស", "បាទ/ចាស", "ចាស/បាទ")
_NO = ("0", "no", "n", "false", "ទេ", "អត់", "អត់ទេ")


def flag(cell: Any) -> bool | None:
    """Yes or no in any of the usual spellings."""
    found = strip_breaks(figures(cell)).casefold()
    if not found:
        return None
    if found not in (*_YES, *_NO):
        raise UserError(_("“{text}” is neither yes nor no. Write 1 or 0.").format(text=plain(cell)[:40]))
    return found in _YES


def village_among(codes: Collection[str]) -> Reader:
    """A village of this record, its lost leading zero put back; another one is held against the official list."""

    def read(cell: Any) -> str:
        code = figures(cell)
        return next((each for each in (code, f"0{code}") if each in codes), "") or village_code(code)

    return read


def several(reader: Reader) -> Reader:
    """Several values in one cell, separated by spaces; each is kept once."""

    def read(cell: Any) -> tuple[Any, ...]:
        words = _SEPARATORS.split(plain(cell))
        return tuple(dict.fromkeys(reader(word) for word in words if word))

    return read


def scale(options: Sequence[str]) -> Reader:
    """The scale of scores; spreadsheets like to turn `1-5` into a date, and `5` means `1-5`."""

    def read(cell: Any) -> str:
        if isinstance(cell, dt.datetime):
            one, other = sorted((cell.day, cell.month))
            found = f"{one}-{other}"
        else:
            found = digits(plain(cell)).replace(" ", "").replace("–", "-")
            found = next((option for option in options if option.endswith(f"-{found}")), found)
        if found and found not in options:
            raise UserError(
                _("The scale “{text}” is unknown. Write one of: {options}.").format(
                    text=found[:40], options=", ".join(options)
                )
            )
        return found

    return read


def commune_code(cell: Any) -> str:
    """A commune of the official list, its lost leading zero put back."""
    code = figures(cell)
    return places.commune(code).code if code else ""


def village_code(cell: Any) -> str:
    """A village of the official list, or one that is in no list: `<commune code>-1`, `-2`, …"""
    code = figures(cell)
    if added := _ADDED_VILLAGE.fullmatch(code):
        return f"{places.commune(added[1]).code}-{added[2]}"
    return places.village(code).code if code else ""
