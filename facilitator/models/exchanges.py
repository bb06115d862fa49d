"""Other tables that would have been printed just the same as a public copy: who changes in one of them is not known.

`audit` decides by linear programming whether a reader can work out how many people a hidden cell holds. Nearly always
he cannot, and that can be seen sooner: if here one person more had given a step, and there one less, and so on until
every sum comes out as before, then the copy would be the same. Such an exchange proves every hidden cell safe whose
size it changes, several at a time. It is looked for as a puzzle is solved (`puzzle`).

What is proven here holds for `privacy`, `certainty` and `audit` alike; where nothing is found they decide. As parts of
people are allowed, as in `audit`, an exchange may be small, so that only those limits count which the true table
touches: of those who gave a step nobody can be less than nobody, and somebody is in every hidden cell.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from facilitator.models.puzzle import Puzzle, Row

if TYPE_CHECKING:
    from facilitator.models.privacy import Sum
    from facilitator.models.scoring import Counts

MOST_KEPT = 256
LANE = 32
"""Bits for the people of one step where those of all steps are added up at once, as one whole number."""

_known: deque[tuple[tuple[Hashable, int], ...]] = deque(maxlen=MOST_KEPT)
"""Exchanges that were found, the newest first: criteria of one service point have most of them in common."""


class Exchanges:
    """The exchanges of one table. Cells are numbers: `votes` has how many people of each gave each step.

    `names` tells which cells of another table they stand for: an exchange that was found there is tried here first.
    """

    def __init__(self, votes: Sequence[Counts], sums: Sequence[Sum[int]], names: Sequence[Hashable] = ()) -> None:
        steps = sorted({step for counts in votes for step in counts})
        people = [[counts.get(step, 0) for step in steps] for counts in votes]
        sizes = [sum(each) for each in people]
        most = max(sizes, default=0)
        self._sums = sums
        self._width = len(steps)
        self._every = (1 << len(steps)) - 1
        self._single = {cell for cell, size in enumerate(sizes) if size == 1}
        self._less = [_bits(each) for each in people]
        """By cell the steps (a bit each) that fewer people could have given, and below that more could have."""
        self._more = [_bits(n < most for n in each) for each in people]
        zeros = sum(1 << (LANE * place + LANE - 1) for place in range(len(steps)))
        packed = [sum(n << (LANE * place) for place, n in enumerate(each) if n) for each in people]
        rests = [zeros + packed[whole] - sum([packed[part] for part in parts]) for whole, parts in sums]
        self._contradicted = 0 in sizes or any(rest & zeros != zeros for rest in rests)
        self._rests = (
            [] if self._contradicted else [_bits(_unpacked(rest - zeros)) if rest != zeros else 0 for rest in rests]
        )
        """By sum the steps that somebody gave who is in no part."""
        self._names = names
        self._foreign: list[Row] | None = None
        self._sums_of: dict[int, list[tuple[int, int]]] = {cell: [] for cell in range(len(votes))}
        for number, (whole, parts) in enumerate(sums):
            self._sums_of[whole].append((number, -1))
            for part in parts:
                self._sums_of[part].append((number, 1))
        self._safe: set[int] = set()
        self._looked: set[int] = set()

    def safe(self, hidden: Collection[int], *, thorough: bool = False) -> Collection[int]:
        """Cells that an exchange between these hidden ones changes; what was found before is true of more hidden ones.

        Nothing is found where counts contradict each other (they can be overridden). `thorough` looks for exchanges
        of several steps too, which takes longer.
        """
        if self._contradicted or (self._looked.issuperset(hidden) and not thorough):
            return self._safe
        self._looked = hidden = set(hidden)
        self._recall(hidden)
        if not self._safe.issuperset(hidden):
            puzzle = self._puzzle(hidden, thorough)
            if not thorough:
                puzzle.join()
            for cell in sorted(hidden - self._safe):
                if cell not in self._safe:
                    self._keep(puzzle.exchange(cell, () if thorough else self._safe))
        return self._safe

    def _keep(self, found: Row) -> None:
        changes = {cell: by for cell, by in found.items() if cell < len(self._sums_of)}
        self._safe.update(changes)
        if self._names and changes:
            _known.appendleft(tuple((self._names[cell], by) for cell, by in changes.items()))

    def _recall(self, hidden: set[int]) -> None:
        """Try what was found in other tables."""
        if self._foreign is None:
            number = {name: cell for cell, name in enumerate(self._names)}
            known = list(_known)  # another thread may find one meanwhile
            here = ([(number.get(name, -1), by) for name, by in each] for each in known)
            self._foreign = [dict(each) for each in here if all(cell >= 0 for cell, _by in each)]
        for changes in self._foreign:
            helps = hidden.issuperset(changes) and not self._safe.issuperset(changes)
            if helps and (self._at(changes, 1) or self._at(changes, -1)):
                self._safe.update(changes)

    def _at(self, changes: Row, times: int) -> int:
        """The steps at which these changes, so many times, are an exchange."""
        steps = self._every
        gains: Row = {}
        for cell, by in changes.items():
            if by * times > 0:
                steps &= self._more[cell]
            else:
                steps &= self._less[cell] if cell not in self._single else 0
            for number, factor in self._sums_of[cell]:
                gains[number] = gains.get(number, 0) + by * times * factor
        for number, gain in gains.items():
            if gain > 0 or (gain and not self._rests[number]):
                steps &= self._rests[number]
        return steps

    def _puzzle(self, hidden: set[int], thorough: bool) -> Puzzle:
        """How hidden cells hang together, and what each of them may gain or lose.

        Where somebody may be in no part of a sum, those of the whole who are in no hidden one count as one cell more.
        """
        more = {cell: self._more[cell] for cell in hidden}
        less = {cell: self._less[cell] for cell in hidden if thorough or cell not in self._single}
        less |= {cell: 0 for cell in hidden if cell not in less}
        rows: list[Row] = []
        spare = len(self._less)
        for (whole, parts), rest in zip(self._sums, self._rests, strict=True):
            row = {part: 1 for part in parts if part in hidden}
            if whole in hidden:
                row[whole] = -1
            if rest and len(row) > 1 and rest != self._every:
                row[spare], more[spare], less[spare] = 1, self._every, rest
                spare += 1
            elif rest:
                if len(row) == 1:  # the part may not outgrow the whole
                    [(cell, factor)] = row.items()
                    limits = more if factor > 0 else less
                    limits[cell] &= rest
                continue
            if row:
                rows.append(row)
        return Puzzle(rows, more, less, self._width, self._single if thorough else ())


def _bits(each: Iterable[object]) -> int:
    return sum(1 << place for place, is_there in enumerate(each) if is_there)


def _unpacked(number: int) -> Iterator[int]:
    """The numbers that were put into one, `LANE` bits each."""
    while number:
        yield number & (1 << LANE) - 1
        number >>= LANE
