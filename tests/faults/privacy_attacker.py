"""An attacker with linear bounds against public copies: is a hidden score known for certain after all?

Run: `python -m tests.faults.privacy_attacker [--meetings 10000] [--seed 0]`. Exit status 1 when a hidden cell is
known, or a cell of a few people is shown. Every meeting is a random table of votes of two rounds (villages, groups,
women, men, other, youth, ID-Poor). The attacker reads all that the copy shows: people per face, hence also n, share,
mean and median, and which cells are hidden (they hold somebody). He knows that villages, groups and genders add up
and that youth are a part of all, looks for the least and the most people that each hidden cell can hold, and has won
when the two are the same.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, vstack

from facilitator.models import suppression
from facilitator.models.results import Cell, Counts, pool
from facilitator.models.suppression import ALL, GENDERS

K = 5
STEPS = range(1, 6)
PARTS = ("youth", "idpoor")
NEAR = 1e-6

Unknown = tuple[Cell, int]
"""People of an innermost cell (one village, one group) that gave one value."""


class Attack(NamedTuple):
    """What came of one meeting: how many cells were hidden, and which of them are known, or were never hidden."""

    hidden: int
    known: list[Cell]
    small: list[Cell]


def votes(rng: random.Random, people: int) -> Counter[int]:
    """That many votes; groups often agree, which leaves few possibilities."""
    liked = rng.sample(STEPS, rng.randint(1, 5))
    return Counter(rng.choice(liked) for _person in range(people))


def some_of(rng: random.Random, counts: Mapping[int, int]) -> Counter[int]:
    """A random part of these votes."""
    return Counter({value: rng.randint(0, people) for value, people in counts.items()})


def meeting(rng: random.Random, round_: int = 1) -> Counts:
    """Random votes of one criterion of one service point: the innermost cells."""
    inner: Counts = {}
    size = rng.choice((3, 8, 20, 40))
    groups = [f"g{number}" for number in range(rng.randint(1, 3))]
    for village in range(rng.randint(1, 4)):
        for group in groups:
            found = {gender: votes(rng, rng.randint(0, size)) for gender in ("women", "men")}
            found["other"] = votes(rng, rng.choice((0, 0, 0, 1, 2, 6)))
            found[ALL] = sum(found.values(), Counter())
            found |= {part: some_of(rng, found[ALL]) for part in PARTS}
            for name, counts in found.items():
                if counts.total():
                    inner[Cell("clinic", "citizens", f"v{village}", group, f"r{round_}", name, "votes")] = +counts
    return inner


def people(inner: Counts) -> Counts:
    """How many people each cell holds, whatever they voted."""
    return {cell: {STEPS[0]: sum(counts.values())} for cell, counts in inner.items()}


def attack(inner: Counts, hidden: frozenset[Cell], k: int = K) -> Attack:
    """Play the attacker against one table, of which those cells are hidden."""
    cells = pool(inner)
    small = [cell for cell, counts in cells.items() if 0 < sum(counts.values()) < k and cell not in hidden]
    if not hidden:
        return Attack(0, [], small)
    system = _System(inner, cells, hidden)
    return Attack(len(hidden), system.known(), small)


class _System:
    """All tables that look the same to the reader, as linear equations over the innermost cells by value."""

    def __init__(self, inner: Counts, cells: Counts, hidden: frozenset[Cell]) -> None:
        self._unknown = {(cell, step): place for place, (cell, step) in enumerate(_unknowns(inner))}
        self._hidden = sorted(hidden)
        self._truth = np.array([sum(cells[cell].values()) for cell in self._hidden])
        self._sums = vstack([self._row(cell) for cell in self._hidden])
        shown = [(cell, step) for cell in cells if cell not in hidden for step in STEPS]
        equal = [self._row(cell, step) for cell, step in shown]
        values = [cells[cell].get(step, 0) for cell, step in shown]
        less = []
        for cell in inner:
            if cell.breakdown == ALL:
                for step in STEPS:
                    whole = self._row(cell, step)
                    equal.append(sum((self._row(cell._replace(breakdown=each), step) for each in GENDERS), -whole))
                    values.append(0)
                    less += [self._row(cell._replace(breakdown=part), step) - whole for part in PARTS]
        self._equal, self._values = vstack(equal), np.array(values)
        self._less = vstack([*less, -self._sums])  # who reads “hidden” knows that somebody is there
        self._most = np.concatenate([np.zeros(len(less)), -np.ones(len(self._hidden))])

    def _row(self, cell: Cell, step: int | None = None) -> csr_matrix:
        steps = STEPS if step is None else (step,)
        places = [
            place
            for (other, value), place in self._unknown.items()
            if value in steps
            and other.breakdown == cell.breakdown
            and cell.village in ("", other.village)
            and cell.group in ("", other.group)
        ]
        return csr_matrix((np.ones(len(places)), ([0] * len(places), places)), shape=(1, len(self._unknown)))

    def known(self) -> list[Cell]:
        """The hidden cells whose size is certain. The truth is one possible table; others are looked for."""
        certain = np.ones(len(self._hidden), dtype=bool)
        rng = np.random.default_rng(0)
        for _attempt in range(4):
            certain &= abs(self._extreme(rng.normal(size=len(self._hidden))) - self._truth) < NEAR
        for place in np.flatnonzero(certain):
            for sign in (1, -1):
                wanted = np.zeros(len(self._hidden))
                wanted[place] = sign
                certain &= abs(self._extreme(wanted) - self._truth) < NEAR
        return [cell for cell, sure in zip(self._hidden, certain, strict=True) if sure]

    def _extreme(self, wanted: np.ndarray) -> np.ndarray:
        """The sizes of the hidden cells in the table that has the least of what is wanted."""
        most = self._values.sum() + self._truth.sum() + K
        found = linprog(
            wanted @ self._sums,
            A_ub=self._less,
            b_ub=self._most,
            A_eq=self._equal,
            b_eq=self._values,
            bounds=(0, most),
        )
        assert found.status == 0, found.message
        sizes: np.ndarray = self._sums @ found.x
        return sizes


def _unknowns(inner: Counts) -> Iterator[Unknown]:
    for cell in inner:
        for step in STEPS:
            yield cell, step


def meetings(seeds: range) -> Iterator[Attack]:
    """Attacks on random meetings, each with a round before, as the program hides them."""
    for seed in seeds:
        rng = random.Random(seed)
        both = meeting(rng, 1) | meeting(rng, 2)
        hidden = suppression.hidden(pool(both), K).cells
        for round_ in ("r1", "r2"):
            own = {cell: counts for cell, counts in both.items() if cell.criterion == round_}
            yield attack(own, frozenset(cell for cell in hidden if cell.criterion == round_))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--meetings", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    hidden = known = small = 0
    for found in meetings(range(asked.seed, asked.seed + asked.meetings)):
        hidden, known, small = hidden + found.hidden, known + len(found.known), small + len(found.small)
        for cell in (*found.known, *found.small):
            print(*cell)
    print(f"{asked.meetings} meetings of two rounds: {hidden} cells hidden, {known} of them known, {small} small shown")
    return int(known + small > 0)


if __name__ == "__main__":
    sys.exit(main())
