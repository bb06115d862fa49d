"""Counting survey answers as arrays: by place, question, answer and kind of people. A million answers take a second."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from facilitator.models.cycle import BREAKDOWNS
from facilitator.models.tally import ALL

if TYPE_CHECKING:
    from facilitator.models.steps import Steps

KINDS = (ALL, *BREAKDOWNS)
"""Everybody, then the kinds of people."""

PEOPLE = ""
"""In place of a question: how many people answered at all."""

Table = dict[str, list[int]]
"""By answer, as it is stored (several codes separated by spaces): how many of each of `KINDS`."""

_GENDERS = {"woman": "women", "man": "men", "other": "other"}
_FLAGS = ("youth", "disability", "minority", "idpoor")
_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Counts(Mapping[str, Counter[str]]):
    """The same by kind of people: how many gave each answer. A kind is only counted out when it is asked for."""

    def __init__(self, table: Table | None = None) -> None:
        self.table = table or {}
        self._sums = [sum(column) for column in zip(*self.table.values(), strict=True)] or [0] * len(KINDS)

    @property
    def people(self) -> dict[str, int]:
        """How many of each kind answered; without the kinds of which nobody did."""
        return {kind: n for kind, n in zip(KINDS, self._sums, strict=True) if n}

    def __getitem__(self, kind: str) -> Counter[str]:
        number = KINDS.index(kind) if kind in KINDS else len(KINDS)
        if number == len(KINDS) or not (self._sums[number] or kind == ALL):
            raise KeyError(kind)
        return Counter({answer: row[number] for answer, row in self.table.items() if row[number]})

    def __iter__(self) -> Iterator[str]:
        return (kind for kind, n in zip(KINDS, self._sums, strict=True) if n or kind == ALL)

    def __len__(self) -> int:
        return sum(1 for _kind in self)


class Person(NamedTuple):
    """One response, as far as it is counted."""

    place: str
    kinds: tuple[bool, ...]
    """Whether the person is of each of `KINDS`."""
    answers: Mapping[str, str]


def kinds_of(gender: str, *flags: bool | None) -> tuple[bool, ...]:
    """Whether a person is of each of `KINDS`, given gender, youth, disability, minority and ID-Poor."""
    own = {_GENDERS.get(gender, ""), *(name for name, flag in zip(_FLAGS, flags, strict=True) if flag)}
    return tuple(kind == ALL or kind in own for kind in KINDS)


def counted(
    people: Sequence[Person], questions: Sequence[str], texts: frozenset[str]
) -> Steps[dict[str, dict[str, Table]]]:
    """The tables of every place, question by question.

    Of questions in `texts` only how many answered: nobody's words are kept twice.
    """
    import numpy as np  # 0.1 s: only when something is to be counted

    places = {place: number for number, place in enumerate(dict.fromkeys(person.place for person in people))}
    found: dict[str, dict[str, Table]] = {place: {} for place in places}
    where = np.array([places[person.place] for person in people], dtype=np.int64)
    kinds = np.array([person.kinds for person in people], dtype=bool).reshape(len(people), len(KINDS))
    for done, question in enumerate((PEOPLE, *questions)):
        codes: dict[str, int] = {"": 0}
        if question == PEOPLE:
            codes = {"": 0, "*": 1}
            given = np.ones(len(people), dtype=np.int64)
        else:
            answers = [person.answers.get(question, "") for person in people]
            if question in texts:
                answers = ["*" if answer else "" for answer in answers]
            given = np.array([codes.setdefault(answer, len(codes)) for answer in answers], dtype=np.int64)
        width = len(codes)
        cells = where * width + given
        sums = np.stack(
            [np.bincount(cells[kinds[:, kind]], minlength=len(places) * width) for kind in range(len(KINDS))], axis=1
        ).reshape(len(places), width, len(KINDS))
        plain = question == PEOPLE or question in texts
        for place, number in places.items():
            rows = zip(codes, sums[number].tolist(), strict=True)
            table = {("" if plain else answer): row for answer, row in rows if answer and row[0]}
            if table:
                found[place][question] = table
        yield done / (len(questions) + 1)
    return found


def added(parts: Iterable[Mapping[str, Table]]) -> dict[str, Table]:
    """The tables of several places together."""
    found: dict[str, Table] = {}
    for part in parts:
        for question, table in part.items():
            whole = found.setdefault(question, {})
            for answer, row in table.items():
                known = whole.get(answer)
                whole[answer] = row if known is None else [one + other for one, other in zip(known, row, strict=True)]
    return found


def total(parts: Iterable[Counts]) -> Counts:
    """The counts of several places together."""
    return Counts(added({"": part.table} for part in parts).get(""))


def written(table: Table) -> str:
    """A table as it is stored."""
    return _WRITER.encode(table)


def read(text: str) -> Table:
    """The table that `written` wrote."""
    found: Table = json.loads(text)
    return found
