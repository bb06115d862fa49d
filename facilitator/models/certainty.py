"""What a reader of a public copy can be certain of: the least and the most people that each hidden cell can hold.

The elimination of `privacy` asks whether hidden cells follow from sums as such. Numbers of people tell more: nobody is
less than nobody, a hidden cell holds somebody, and who is shown to have given no 1 leaves the 1s to the others. So the
bounds of every cell, for every step of the scale, are narrowed by all sums until nothing changes (interval
propagation, the quick half of the audits in M. Fischetti and J.-J. Salazar, 2001, Management Science 47:1008).

That is done with whole numbers (`narrowing`). Where counts contradict each other (they can be overridden) bounds pass
each other, and may grow with every round: then all sums are narrowed at once, as arrays.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

from facilitator.models.narrowing import Bounds, packed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from facilitator.models.privacy import Sum

    Numbers = NDArray[np.int64]

C = TypeVar("C", bound=Hashable)

MOST_ROUNDS = 100


def certain(votes: Mapping[C, Mapping[int, int]], sums: Iterable[Sum[C]], hidden: Collection[C]) -> set[C]:
    """The hidden cells of which a reader knows how many people they hold."""
    told = [each for each in sums if any(cell in hidden for cell in (each.whole, *each.parts))]
    if not told:
        return set()
    steps = sorted({step for counts in votes.values() for step in counts})
    everybody = sum(sum(counts.values()) for counts in votes.values())
    held = {cell: packed(votes[cell], steps) for cell in {cell for each in told for cell in (each.whole, *each.parts)}}
    bounds = Bounds(held, everybody, told, hidden, len(steps))
    if bounds.fits:
        bounds.narrow(MOST_ROUNDS)
        return bounds.known()
    return _certain(votes, told, hidden)


def _certain(votes: Mapping[C, Mapping[int, int]], told: list[Sum[C]], hidden: Collection[C]) -> set[C]:
    """The same whatever the counts are."""
    cells = list(votes)
    low, high = _at_first(votes, hidden)
    _Sums(told, {cell: row for row, cell in enumerate(cells)}, votes).narrow(low, high)
    known = low[:, 0] == high[:, 0]
    return {cell for cell, is_known in zip(cells, known, strict=True) if is_known and cell in hidden}


def _at_first(votes: Mapping[C, Mapping[int, int]], hidden: Collection[C]) -> tuple[Numbers, Numbers]:
    """The least and the most of each cell (a row): of everybody in it, then of each step."""
    import numpy as np

    steps = sorted({step for counts in votes.values() for step in counts})
    low = np.array(
        [[sum(counts.values()), *(counts.get(step, 0) for step in steps)] for counts in votes.values()], dtype=np.int64
    )
    high = low.copy()
    rows = [row for row, cell in enumerate(votes) if cell in hidden]
    high[rows] = low[:, 0].sum()
    low[rows] = 0
    low[rows, 0] = 1
    return low, high


class _Sums:
    """What the sums say of the bounds of their cells."""

    def __init__(self, told: list[Sum[C]], row: Mapping[C, int], votes: Mapping[C, Mapping[int, int]]) -> None:
        import numpy as np

        size = {cell: sum(counts.values()) for cell, counts in votes.items()}
        lengths = [len(each.parts) for each in told]
        self.wholes = np.array([row[each.whole] for each in told])
        self.parts = np.array([row[part] for each in told for part in each.parts])
        self.first = np.cumsum([0, *lengths[:-1]])
        self.sum_of = np.repeat(np.arange(len(told)), lengths)
        self.exact = np.array([size[each.whole] == sum(size[part] for part in each.parts) for each in told])
        """False where somebody is in no part: then the parts only tell the least of the whole."""

    def narrow(self, low: Numbers, high: Numbers) -> None:
        """Narrow the bounds until nothing changes."""
        for _round in range(MOST_ROUNDS):
            before = int((high - low).sum())
            self._add_up(low, high)
            _link(low, high)
            if int((high - low).sum()) == before:
                return

    def _add_up(self, low: Numbers, high: Numbers) -> None:
        """What the wholes say of their parts and they of them."""
        import numpy as np

        least = np.add.reduceat(low[self.parts], self.first)
        most = np.add.reduceat(high[self.parts], self.first)
        others_least = least[self.sum_of] - low[self.parts]
        others_most = most[self.sum_of] - high[self.parts]
        whole = self.wholes[self.sum_of]
        at_least = np.where(self.exact[self.sum_of, None], low[whole] - others_most, low[self.parts])
        at_most = high[whole] - others_least
        np.maximum.at(low, self.wholes, least)
        np.minimum.at(high, self.wholes[self.exact], most[self.exact])
        np.maximum.at(low, self.parts, at_least)
        np.minimum.at(high, self.parts, at_most)


def _link(low: Numbers, high: Numbers) -> None:
    """Everybody in a cell is the sum of its steps."""
    import numpy as np

    np.maximum(low[:, 0], low[:, 1:].sum(axis=1), out=low[:, 0])
    np.minimum(high[:, 0], high[:, 1:].sum(axis=1), out=high[:, 0])
    others_most = high[:, 1:].sum(axis=1, keepdims=True) - high[:, 1:]
    others_least = low[:, 1:].sum(axis=1, keepdims=True) - low[:, 1:]
    np.maximum(low[:, 1:], low[:, :1] - others_most, out=low[:, 1:])
    np.minimum(high[:, 1:], high[:, :1] - others_least, out=high[:, 1:])
