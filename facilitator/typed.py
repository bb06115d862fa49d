"""What people type into number, money and date fields, with Arabic or Khmer digits.

Every function takes an empty field for None and answers nonsense with a UserError that says what is expected.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from facilitator.errors import UserError
from facilitator.i18n import ENGLISH_MONTHS, KHMER_MONTHS, _, digits

LARGEST = 10**15
"""Above every commune's budget in riel, far inside 64 bits, and what a spreadsheet still holds exactly."""
FIRST_BUDDHIST_YEAR = 2400

_SPACES = re.compile("[\\s\u200b\u00a0\u202f'’_]+")
_RIEL = re.compile("៛|រៀល|riels?|khr", re.IGNORECASE)
_DOLLAR = re.compile(r"\$|ដុល្លារ(?:អាមេរិក)?|us\$|usd|dollars?", re.IGNORECASE)
_SPACED_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_GROUPED = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")
_DECIMAL = re.compile(r"(\d+)[.,](\d+)")
_GROUPED_DECIMAL = re.compile(r"([1-9]\d{0,2}(?:,\d{3})+)\.(\d+)|([1-9]\d{0,2}(?:\.\d{3})+),(\d+)")

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_NAMED = re.compile(r"(?:ថ្ងៃ)?(?:ទី)?(\d{1,2})(?:ខែ)?([^\d]+?)(?:ឆ្នាំ|ព\.ស\.?|គ\.ស\.?)?,?(\d{4})")


def parse_whole(text: str) -> int | None:
    """A whole number from zero up; full stops, commas or spaces may part the thousands. Raises UserError."""
    typed = _compact(text)
    if not typed:
        return None
    plain = re.sub("[.,]", "", typed) if _GROUPED.fullmatch(typed) else typed
    if not (plain.isascii() and plain.isdigit()):
        raise UserError(_("“{text}” is not a whole number. Type digits only, such as 25.").format(text=text.strip()))
    return int(_checked(Decimal(plain), text))


def parse_decimal(text: str) -> Decimal | None:
    """A number from zero up, with decimals after a full stop or a comma. Raises UserError.

    One sign with exactly three digits after it parts thousands (`1.200` and `1,200` are twelve hundred)
    unless a zero stands alone before it (`0.125`).
    """
    typed = _compact(text)
    if not typed:
        return None
    if _GROUPED.fullmatch(typed):
        return _checked(Decimal(re.sub("[.,]", "", typed)), text)
    if match := _GROUPED_DECIMAL.fullmatch(typed):
        whole, part = [group for group in match.groups() if group is not None]
        return _checked(Decimal(f"{re.sub('[.,]', '', whole)}.{part}"), text)
    if match := _DECIMAL.fullmatch(typed):
        return _checked(Decimal(f"{match[1]}.{match[2]}"), text)
    if typed.isascii() and typed.isdigit():
        return _checked(Decimal(typed), text)
    raise UserError(_("“{text}” is not a number. Type digits, such as 12 or 12.5.").format(text=text.strip()))


def parse_riel(text: str) -> int | None:
    """An amount in whole riel; `៛`, `រៀល` or `riel` may stand beside it. Raises UserError."""
    return parse_whole(_RIEL.sub("", text))


def parse_money(text: str) -> int | None:
    """An amount in US dollars, as whole cents; `$` may stand beside it. Raises UserError."""
    amount = parse_decimal(_DOLLAR.sub("", text))
    if amount is None:
        return None
    cents = amount * 100
    if cents != int(cents):
        raise UserError(_("“{text}”: dollars have two decimals at most.").format(text=text.strip()))
    return int(cents)


def parse_date(text: str, era_offset: int = 543) -> date | None:
    """A date: `2026-11-22`, `22/11/2026`, `22 November 2026`, `ថ្ងៃទី ២២ ខែ វិច្ឆិកា ឆ្នាំ ២០២៦`.

    Years above 2400 are of the Buddhist Era; `era_offset` years are taken off. Raises UserError.
    """
    typed = _SPACES.sub(" ", digits(text)).strip()
    if not typed:
        return None
    parts = _date_parts(typed)
    if parts is None:
        raise UserError(
            _("“{text}” is not a date. Type day, month and year, such as 22/11/2026.").format(text=text.strip())
        )
    year, month, day = parts
    try:
        return date(year - era_offset if year > FIRST_BUDDHIST_YEAR else year, month, day)
    except ValueError:
        raise UserError(_("There is no such day as “{text}”. Please check it.").format(text=text.strip())) from None


def _date_parts(typed: str) -> tuple[int, int, int] | None:
    compact = typed.replace(" ", "")
    if match := _ISO.fullmatch(compact):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _DAY_FIRST.fullmatch(compact):
        return int(match[3]), int(match[2]), int(match[1])
    if (match := _NAMED.fullmatch(compact)) and (month := parse_month(match[2])):
        return int(match[3]), month, int(match[1])
    return None


def parse_month(name: str) -> int | None:
    """The month of a Khmer name, or of an English one or its first three letters; None for any other word.

    February ends in U+17C8, for which many type the letter or the colon that look like it.
    """
    khmer = name.replace("\u17c7", "\u17c8").replace(":", "\u17c8")
    if khmer in KHMER_MONTHS:
        return KHMER_MONTHS.index(khmer) + 1
    wanted = name.casefold().strip(".,")
    for number, month in enumerate(ENGLISH_MONTHS, 1):
        if wanted in (month.casefold(), month[:3].casefold()):
            return number
    return None


def _compact(text: str) -> str:
    """Arabic digits without spaces around them or between thousands; any other space is refused later."""
    return _SPACED_THOUSANDS.sub("", _SPACES.sub(" ", digits(text)).strip())


def _checked(number: Decimal, text: str) -> Decimal:
    if number > LARGEST:
        raise UserError(_("“{text}” is too large.").format(text=text.strip()[:40]))
    return number
