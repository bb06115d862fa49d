"""The gazetteer: every province, district, commune and village of Cambodia, in Khmer and Latin, with its code.

The lists are read when first asked for (`place_lists`). Finding a name is one search of a string, a few milliseconds
for 14,576 villages. A village that the list has under a wrong number is found by that number too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from facilitator.errors import UserError
from facilitator.i18n import _, digits
from facilitator.models.place_lists import COMMUNE as COMMUNE
from facilitator.models.place_lists import DATA_YEAR as DATA_YEAR
from facilitator.models.place_lists import DIGITS, END, PROVINCE, Level, key, load
from facilitator.models.place_lists import DISTRICT as DISTRICT
from facilitator.models.place_lists import LEVELS as LEVELS
from facilitator.models.place_lists import VILLAGE as VILLAGE


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer."""

    code: str
    name_km: str
    name_en: str
    level: str

    @property
    def parent_code(self) -> str:
        """The code of the district, commune, … it lies in; empty for a province."""
        return self.code[:-2]

    def name(self, language: str) -> str:
        """The name in that language."""
        return self.name_km if language == "km" else self.name_en


def province(code: str) -> Place:
    """The province with that code. Raises UserError when there is none."""
    return _place(PROVINCE, code)


def district(code: str) -> Place:
    """The district, town or khan with that code. Raises UserError when there is none."""
    return _place(DISTRICT, code)


def commune(code: str) -> Place:
    """The commune or sangkat with that code; a lost leading zero is put back. Raises UserError when there is none."""
    return _place(COMMUNE, code)


def village(code: str) -> Place:
    """The village with that code. Raises UserError when there is none."""
    return _place(VILLAGE, code)


def villages_of(commune_code: str) -> list[Place]:
    """The villages of a commune, by code. Raises UserError when there is no such commune."""
    return children(commune(commune_code))


def children(place: Place) -> list[Place]:
    """The places one level below, by code; none below a village."""
    if place.level == VILLAGE:
        return []
    below = LEVELS[LEVELS.index(place.level) + 1]
    return list(_places(below, _level(below).under(place.code)))


def search(query: str, level: str | None = None, within: str | None = None, limit: int = 50) -> list[Place]:
    """Places by code (Khmer digits and a missing leading zero allowed), Khmer or Latin name.

    Spaces, U+200B, upper case, accents and the order of Khmer signs do not matter. Whole names come first, then names
    that begin so, then names that hold it; among these larger places first, then by code. `within` is the code of the
    province, district or commune to look in. An empty query lists what is there.
    """
    wanted = key(query.replace(END, ""))
    levels = LEVELS if level is None else (level,)
    found: dict[Place, None] = {}
    for place in islice(_matches(wanted, levels, within or ""), limit * len(LEVELS)):
        found.setdefault(place)
        if len(found) == limit:
            break
    return list(found)


def _matches(wanted: str, levels: tuple[str, ...], within: str) -> Iterator[Place]:
    if wanted.isdigit():
        yield from _by_code(wanted, levels, within)
    if not wanted:
        for level in levels:
            yield from _places(level, _level(level).under(within))
        return
    for pattern in (f"{END}{wanted}{END}", f"{END}{wanted}", wanted):
        for level in levels:
            among = _level(level).under(within)
            numbers = {number for keys in _level(level).keys for number in keys.find(pattern, among)}
            yield from _places(level, sorted(numbers))


def _by_code(wanted: str, levels: tuple[str, ...], within: str) -> Iterator[Place]:
    """Whole codes first, then codes that begin so, each also with its leading zero put back."""
    begins = (wanted, f"0{wanted}")
    for level in levels:
        yield from _with_codes(level, (code for code in begins if code.startswith(within)))
    if VILLAGE in levels:
        listed = _level(VILLAGE).elsewhere
        codes = (own for code in begins for own in listed.get(code, ()))
        yield from _with_codes(VILLAGE, (code for code in codes if code.startswith(within)))
    for level in levels:
        among = _level(level).under(within)
        for code in begins:
            found = _level(level).under(code)
            yield from _places(level, (number for number in found if number in among))


def normal_code(code: str, level: str) -> str:
    """The code with Arabic digits, no spaces, and the leading zero that a spreadsheet may have lost."""
    typed = digits(code).strip()
    return typed.zfill(DIGITS[level]) if len(typed) == DIGITS[level] - 1 else typed


def _place(level: str, code: str) -> Place:
    place = next(_with_codes(level, [normal_code(code, level)]), None)
    if place is None:
        raise UserError(_sentence(level).format(code=code.strip(), year=DATA_YEAR))
    return place


def _sentence(level: str) -> str:
    if level == PROVINCE:
        return _("There is no province with the code “{code}” (list of {year}).")
    if level == DISTRICT:
        return _("There is no district with the code “{code}” (list of {year}). Such a code has 4 digits.")
    if level == COMMUNE:
        return _("There is no commune with the code “{code}” (list of {year}). Such a code has 6 digits.")
    return _("There is no village with the code “{code}” (list of {year}). Such a code has 8 digits.")


def _places(level: str, numbers: Iterable[int]) -> Iterator[Place]:
    known = _level(level)
    return (Place(known.code(number), known.km[number], known.en[number], level) for number in numbers)


def _with_codes(level: str, codes: Iterable[str]) -> Iterator[Place]:
    """The places with these codes; codes that are none are left out."""
    return _places(level, (number for code in codes if (number := _level(level).find(code)) is not None))


@cache
def _level(level: str) -> Level:
    return load(level)
