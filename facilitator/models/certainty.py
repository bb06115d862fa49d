"""What a reader of a public copy can be certain of: the least and the most people that each hidden cell can hold.

The elimination of `privacy` asks whether hidden cells follow from sums as such. Numbers of people tell more: nobody is
less than nobody, a hidden cell holds somebody, and who is shown to have given no 1 leaves the 1s to the others. So the
bounds of every cell, for every step of the scale, are narrowed by all sums until nothing changes (interval
propagation, the quick half of the audits in M. Fischetti and J.-J. Salazar, 2001, Management Science 47:1008).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from facilitator.models.privacy import Sum

C = TypeVar("C", bound=Hashable)
Bounds = tuple[list[int], list[int]]
"""The least and the most: of everybody in the cell, then of each step."""

MOST_ROUNDS = 30


def certain(votes: Mapping[C, Mapping[int, int]], sums: Iterable[Sum[C]], hidden: Collection[C]) -> set[C]:
    """The hidden cells of which a reader knows how many people they hold, or how all of them voted."""
    steps = sorted({step for counts in votes.values() for step in counts})
    people = sum(sum(counts.values()) for counts in votes.values())
    bounds = {cell: _at_first(counts, steps, people, cell in hidden) for cell, counts in votes.items()}
    size = {cell: sum(counts.values()) for cell, counts in votes.items()}
    told = [
        (whole, parts, size[whole] == sum(size[part] for part in parts))
        for whole, parts in sums
        if any(cell in hidden for cell in (whole, *parts))
    ]
    touched = set(hidden)
    for _round in range(MOST_ROUNDS):
        changed: set[C] = set()
        for whole, parts, exact in told:
            if whole in touched or not touched.isdisjoint(parts):
                _narrow(whole, parts, exact, bounds, changed)
        for cell in changed:
            _link(bounds[cell])
        touched = changed
        if not touched:
            break
    return {cell for cell in hidden if bounds[cell][0][0] == bounds[cell][1][0] or bounds[cell][0] == bounds[cell][1]}


def _at_first(counts: Mapping[int, int], steps: Sequence[int], people: int, hidden: bool) -> Bounds:
    if hidden:
        return [1, *[0] * len(steps)], [people] * (len(steps) + 1)
    shown = [sum(counts.values()), *(counts.get(step, 0) for step in steps)]
    return shown, list(shown)


def _narrow(whole: C, parts: Sequence[C], exact: bool, bounds: Mapping[C, Bounds], changed: set[C]) -> None:
    """One sum: what the whole says of its parts and they of it; not exact when somebody is in no part."""
    low, high = bounds[whole]
    within = [bounds[part] for part in parts]
    for place in range(len(low)):
        least, most = 0, 0
        for own_low, own_high in within:
            least += own_low[place]
            most += own_high[place]
        if least == most and low[place] == high[place]:
            continue
        if _set(bounds[whole], place, least, most if exact else high[place]):
            changed.add(whole)
        for part, (own_low, own_high) in zip(parts, within, strict=True):
            if own_low[place] < own_high[place]:
                at_least = low[place] - (most - own_high[place]) if exact else own_low[place]
                if _set((own_low, own_high), place, at_least, high[place] - (least - own_low[place])):
                    changed.add(part)


def _link(cell: Bounds) -> None:
    """Everybody in a cell is the sum of its steps."""
    low, high = cell
    _set(cell, 0, sum(low[1:]), sum(high[1:]))
    for place in range(1, len(low)):
        others_low, others_high = sum(low[1:]) - low[place], sum(high[1:]) - high[place]
        _set(cell, place, low[0] - others_high, high[0] - others_low)


def _set(cell: Bounds, place: int, low: int, high: int) -> bool:
    changed = low > cell[0][place] or high < cell[1][place]
    cell[0][place] = max(cell[0][place], low)
    cell[1][place] = min(cell[1][place], high)
    return changed
