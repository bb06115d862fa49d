"""What stands in one cell of a survey file, as it is stored: codes, numbers, words; days without the hour."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models.imports import cells
from facilitator.models.imports.personal import has_phone_number
from facilitator.models.imports.survey_columns import codes_by_words
from facilitator.models.survey_results import OLDEST, YOUNGEST
from facilitator.text import TEXT_LIMIT, clean, search_key
from facilitator.typed import parse_date, parse_decimal

if TYPE_CHECKING:
    from facilitator.models.imports.survey_shape import Asked, SurveyShape

LEFT_OUT = "\0"
"""An answer in words that holds a telephone number: it is not stored."""

_FIRST_DAY = dt.date(1899, 12, 30)
_DAYS = range(20_000, 80_000)
"""Serial numbers of days in spreadsheets, from 1954 to 2119."""
_CLOCK = re.compile(r"^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4})[T ]+\d{1,2}:\d{2}.*$")
_LEADING_CODE = re.compile(r"^\s*([\w.]{1,20})\s*(?:[-–.:)=]|\s)")
_SEVERAL = re.compile(r"[;,|\n]+")
_LONGEST_ID = 100
_PLAIN_ID = re.compile(r"[\w:/.\-]+", re.ASCII)

Reader = Callable[[Any], Any]


def answer_reader(asked: Asked) -> Reader:
    """Reads answers to a question: an empty text for none, codes, a number in plain digits, or words.

    The reader raises UserError for what is no answer to it.
    """
    if asked.kind == "number":
        return _number
    if asked.kind == "text":
        return _words
    codes = codes_by_words(asked)
    if asked.kind == "yes_no":
        return lambda raw: _yes_no(raw, codes)
    if asked.kind == "multi":
        return lambda raw: _several(raw, asked, codes)
    return lambda raw: _one(raw, asked, codes)


def _one(raw: Any, asked: Asked, codes: Mapping[str, str]) -> str:
    typed = cells.figures(raw)
    if not typed:
        return ""
    code = _code(typed, codes)
    if code is None:
        raise UserError(
            _("“{text}” is none of the answers. Write one of: {options}.").format(
                text=typed[:40], options=", ".join(asked.answers) or "–"
            )
        )
    return code


def _code(typed: str, codes: Mapping[str, str]) -> str | None:
    """The code of a code or a label, or of both together (`4 - Satisfied`)."""
    found = codes.get(search_key(typed))
    if found is None and (match := _LEADING_CODE.match(typed)):
        found = codes.get(search_key(match[1]))
    return found


def _yes_no(raw: Any, codes: Mapping[str, str]) -> str:
    typed = cells.figures(raw)
    if not typed:
        return ""
    code = codes.get(search_key(typed))
    return code if code is not None else "yes" if cells.flag(typed) else "no"


def _several(raw: Any, asked: Asked, codes: Mapping[str, str]) -> str:
    """Codes with spaces between them, or labels with commas; labels that stand side by side are found one by one."""
    typed = cells.figures(raw)
    if not typed:
        return ""
    for parts in (typed.split(), _SEVERAL.split(typed), [typed]):
        found = [codes.get(search_key(part)) for part in parts if part.strip()]
        if None not in found:
            return _in_order(asked, {code for code in found if code})
    chosen, rest = set(), search_key(typed)
    for words in sorted(codes, key=len, reverse=True):
        if words and words in rest:
            chosen.add(codes[words])
            rest = rest.replace(words, "", 1)
    if rest or not chosen:
        raise UserError(
            _("“{text}” is none of the answers. Write one of: {options}.").format(
                text=typed[:40], options=", ".join(asked.answers) or "–"
            )
        )
    return _in_order(asked, chosen)


def _in_order(asked: Asked, chosen: set[str]) -> str:
    return " ".join(code for code in asked.answers if code in chosen)


def joined(asked: Asked, codes: set[str]) -> str:
    """Answers from columns of their own, as they are stored."""
    return _in_order(asked, codes)


def _number(raw: Any) -> str:
    typed = cells.plain(raw)
    sign = "-" if typed.startswith(("-", "−")) else ""
    number = parse_decimal(typed.lstrip("-−"))
    if number is None:
        return ""
    return sign + (f"{number.normalize():f}" if number else "0")


def _words(raw: Any) -> str:
    typed = clean(cells.plain(raw), TEXT_LIMIT, lines=True)
    return LEFT_OUT if has_phone_number(typed) else typed


# -- who answered, where and when -------------------------------------------------------------------------------------


def field_readers(shape: SurveyShape) -> dict[str, Reader]:
    """How the program's own columns are read."""
    return {
        "questionnaire": cells.text,
        "round": _round,
        "submission_id": _submission,
        "date": day,
        "enumerator": cells.text,
        "commune_code": lambda raw: _place(raw, shape, cells.commune_code),
        "village_code": lambda raw: _place(raw, shape, cells.village_code),
        "gender": cells.gender,
        "age": cells.whole(YOUNGEST, OLDEST),
        **dict.fromkeys(("youth", "disability", "minority", "idpoor"), cells.flag),
    }


def day(raw: Any) -> dt.date | None:
    """The day of a date, of a date with a clock time, or of the number that a spreadsheet keeps for it."""
    if isinstance(raw, int | float) and not isinstance(raw, bool) and int(raw) in _DAYS:
        return _FIRST_DAY + dt.timedelta(days=int(raw))
    typed = cells.figures(raw)
    if typed.replace(".", "", 1).isdigit() and int(float(typed)) in _DAYS:
        return _FIRST_DAY + dt.timedelta(days=int(float(typed)))
    return parse_date(_CLOCK.sub(r"\1", typed))


def _round(raw: Any) -> str:
    return cells.key(cells.figures(raw))


def _submission(raw: Any) -> str:
    plain = isinstance(raw, str) and _PLAIN_ID.fullmatch(raw) is not None
    found = (raw if plain else cells.text(cells.figures(raw))).removeprefix("uuid:")
    return found[:_LONGEST_ID]


def _place(raw: Any, shape: SurveyShape, by_code: Reader) -> str:
    typed = cells.figures(raw)
    known = shape.places.get(search_key(typed)) if typed and not typed[0].isdigit() else None
    found: str = known if known is not None else by_code(typed)
    return found
