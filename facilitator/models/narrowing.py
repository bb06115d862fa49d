"""The bounds of `certainty`, narrowed without numpy: those of one cell, for everybody and every step, in one number.

Such a number has `LANE` bits for everybody in the cell, then as many for each step, so that bounds are added up, and
compared, for all steps at once. A round looks only at sums of which something has changed. It gives what `certainty`
gives round by round, for counts that do not contradict each other: then no bound is ever below nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from facilitator.models.privacy import Sum

C = TypeVar("C", bound=Hashable)

LANE = 40
"""Bits for one number; the highest tells, of a difference, that it is not below nothing."""
ONE = (1 << LANE) - 1
MOST_PEOPLE = 1 << 24
"""Of more people in all cells together sums of bounds might not fit."""


def packed(counts: Mapping[int, int], steps: Sequence[int]) -> int:
    """How many people there are, then how many gave each step, as one number."""
    number = sum(counts.values())
    for place, step in enumerate(steps, 1):
        number |= counts.get(step, 0) << (LANE * place)
    return number


class Bounds(Generic[C]):
    """The least and the most of each cell that is in a sum; `held` has their true numbers, `packed`."""

    def __init__(
        self, held: Mapping[C, int], everybody: int, told: Sequence[Sum[C]], hidden: Collection[C], steps: int
    ) -> None:
        self._ones = sum(1 << (LANE * place) for place in range(steps))
        every = self._ones << LANE | 1
        self._tops = every << (LANE - 1)
        self._told = told
        self._sums_of: dict[C, list[int]] = {}
        for number, (whole, parts) in enumerate(told):
            for cell in (whole, *parts):
                self._sums_of.setdefault(cell, []).append(number)
        self.hidden = [cell for cell in self._sums_of if cell in hidden]
        rests = [held[whole] - sum(map(held.__getitem__, parts)) for whole, parts in told]
        self.fits = everybody < MOST_PEOPLE and all((rest + self._tops) & self._tops == self._tops for rest in rests)
        """False where counts contradict each other, or are too many."""
        self._exact = [rest & ONE == 0 for rest in rests]
        """False where somebody is in no part: then the parts only tell the least of the whole."""
        self._unseen = [[part for part in parts if part in hidden] for _whole, parts in told]
        self._low = {cell: 1 if cell in hidden else held[cell] for cell in self._sums_of}
        self._high = {cell: every * everybody if cell in hidden else held[cell] for cell in self._sums_of}

    def known(self) -> set[C]:
        """The hidden cells that can hold one number of people only."""
        return {cell for cell in self.hidden if self._low[cell] & ONE == self._high[cell] & ONE}

    def narrow(self, rounds: int) -> None:
        """Narrow the bounds until nothing changes, or so many times."""
        sums: Collection[int] = range(len(self._told))
        unsettled = set(self.hidden)
        for _round in range(rounds):
            changed = self._add_up(sums)
            unsettled = {cell for cell in changed | unsettled if self._link(cell)}
            changed |= unsettled
            if not changed:
                return
            sums = {number for cell in changed for number in self._sums_of[cell]}

    def _add_up(self, sums: Iterable[int]) -> set[C]:
        """What the wholes say of their hidden parts and they of them; the cells of which that is new."""
        low, high = self._low, self._high
        at_least: list[tuple[C, int]] = []
        at_most: list[tuple[C, int]] = []
        for number in sums:
            whole, parts = self._told[number]
            least = sum([low[part] for part in parts])
            room = high[whole] - least
            unseen = self._unseen[number]
            at_most += [(part, low[part] + room) for part in unseen]
            at_least.append((whole, least))
            if self._exact[number]:
                most = sum([high[part] for part in parts])
                need = low[whole] - most
                at_most.append((whole, most))
                at_least += [(part, high[part] + need) for part in unseen]
        return {
            *(cell for cell, bound in at_least if self._raise(cell, bound)),
            *(cell for cell, bound in at_most if self._lower(cell, bound)),
        }

    def _raise(self, cell: C, bound: int) -> bool:
        """Nobody in a cell is less than this; whether that is new. Numbers of `bound` may be below nothing."""
        beyond = bound - self._low[cell] + self._tops
        tops = beyond & self._tops
        more = beyond & (tops - (tops >> (LANE - 1)))
        self._low[cell] += more
        return more > 0

    def _lower(self, cell: C, bound: int) -> bool:
        """Nobody in a cell is more than this; whether that is new."""
        beyond = self._high[cell] - bound + self._tops
        tops = beyond & self._tops
        less = beyond & (tops - (tops >> (LANE - 1)))
        self._high[cell] -= less
        return less > 0

    def _link(self, cell: C) -> bool:
        """Everybody in a cell is the sum of its steps; whether that is new."""
        lows, highs = self._low[cell] >> LANE, self._high[cell] >> LANE
        lowest, highest = lows % ONE, highs % ONE
        new = self._raise(cell, lowest)
        new |= self._lower(cell, highest | self._high[cell] >> LANE << LANE)
        least, most = self._low[cell] & ONE, self._high[cell] & ONE
        new |= self._raise(cell, (highs + (least - highest) * self._ones) << LANE)
        new |= self._lower(cell, (lows + (most - lowest) * self._ones) << LANE | most)
        return new
