"""Which cells of a table a public copy hides, so that nothing about a small group can be read or worked out.

The rule (design page "Keeping the village's data", People): a cell of 1 to k-1 people is hidden, and one whose rest of
a whole is 1 to k-1 people. Then more cells are hidden, the smallest that help, until the shown ones force no hidden one
to a single value (complementary suppression; L. Willenborg and T. de Waal, *Elements of Statistical Disclosure
Control*, 2001). Cells can be anything hashable; the table is given by its sums.

What a reader can work out is tested exactly: every cell holds at least one person, so around the true table all small
changes that keep the shown sums are possible, and a hidden cell has a single value only if it is a linear combination
of shown cells. Elimination of the sums decides that.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

PRIME = 2**61 - 1
"""Elimination counts modulo this prime: whole numbers without rounding. Sums of ones have no factor that large."""

C = TypeVar("C", bound=Hashable)


class Sum(NamedTuple, Generic[C]):
    """A cell that is the sum of others. What the parts leave over (people not counted in any) is printed nowhere."""

    whole: C
    parts: Sequence[C]


def hidden_cells(
    sizes: Mapping[C, int],
    sums: Iterable[Sum[C]],
    k: int,
    *,
    order: Callable[[C], tuple[int, ...]] | None = None,
    also: Collection[C] = (),
) -> set[C]:
    """The cells to hide, given how many people each holds; those of `also` are hidden in any case.

    Among the cells that would help, the one with the lowest `order` is taken, and of equals the smallest. Cells
    without people are known to have none and are never listed.
    """
    known = {cell: n for cell, n in sizes.items() if n > 0}
    splits = [split for each in sums if (split := _without_empty(each, known)) is not None]
    hidden = {cell for cell, n in known.items() if n < k or cell in also}
    hidden |= {part for whole, parts in splits for part in parts if 0 < known[whole] - known[part] < k}

    def rank(cell: C) -> tuple[int, ...]:
        return (*(order(cell) if order else ()), known[cell])

    while True:
        helpers = _helpers(known, splits, hidden, k, rank)
        if not helpers:
            return hidden
        hidden |= helpers


def _without_empty(split: Sum[C], known: Mapping[C, int]) -> Sum[C] | None:
    """The sum with only the cells that hold people; None when nothing is left of it."""
    parts = [part for part in split.parts if part in known]
    return Sum(split.whole, parts) if split.whole in known and parts else None


def _helpers(
    sizes: Mapping[C, int],
    splits: Sequence[Sum[C]],
    hidden: set[C],
    k: int,
    rank: Callable[[C], tuple[int, ...]],
) -> set[C]:
    """More cells to hide: one for every sum that gives something away; empty when none does."""
    equations = [{whole: -1, **dict.fromkeys(parts, 1)} for whole, parts in splits if _rest(sizes, whole, parts) == 0]
    found: set[C] = set()
    for equation in equations:
        if sum(cell in hidden for cell in equation) == 1 and found.isdisjoint(equation):
            found.add(min((cell for cell in equation if cell not in hidden), key=rank))
    if found:
        return found
    exposed = derivable(hidden, equations)
    if exposed:
        near = [equation for equation in equations if not exposed.isdisjoint(equation)]
        shown = _shown(near, hidden) or _shown([each for each in equations if not hidden.isdisjoint(each)], hidden)
        return {min(shown, key=rank)}
    for whole, parts in splits:
        unseen = _rest(sizes, whole, parts) + sum(sizes[part] for part in parts if part in hidden)
        shown = [part for part in parts if part not in hidden]
        if whole not in hidden and 0 < unseen < k and len(shown) < len(parts):
            return {min(shown or [whole], key=rank)}
    return set()


def _shown(equations: Iterable[Mapping[C, int]], hidden: set[C]) -> list[C]:
    return [cell for equation in equations for cell in equation if cell not in hidden]


def _rest(sizes: Mapping[C, int], whole: C, parts: Sequence[C]) -> int:
    return sizes[whole] - sum(sizes[part] for part in parts)


def derivable(hidden: Collection[C], equations: Iterable[Mapping[C, int]]) -> set[C]:
    """The hidden cells that follow from the shown ones by these equations (coefficients of sums that are zero)."""
    solved: dict[C, dict[C, int]] = {}  # pivot cell -> its equation; no pivot appears in another's equation
    for equation in equations:
        row = {cell: factor % PRIME for cell, factor in equation.items() if cell in hidden}
        for pivot in [cell for cell in row if cell in solved]:
            _subtract(row, solved[pivot], row[pivot])
        if not row:
            continue
        pivot = next(iter(row))
        inverse = pow(row[pivot], -1, PRIME)
        row = {cell: factor * inverse % PRIME for cell, factor in row.items()}
        for other in solved.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        solved[pivot] = row
    return {pivot for pivot, row in solved.items() if len(row) == 1}


def _subtract(row: dict[C, int], other: Mapping[C, int], times: int) -> None:
    for cell, factor in other.items():
        value = (row.get(cell, 0) - times * factor) % PRIME
        if value:
            row[cell] = value
        else:
            row.pop(cell, None)
