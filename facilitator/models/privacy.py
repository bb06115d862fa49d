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
    safe: Callable[[set[C]], Collection[C]] | None = None,
) -> set[C]:
    """The cells to hide, given how many people each holds; those of `also` are hidden in any case.

    Among the cells that would help, the one with the lowest `order` is taken, and of equals the smallest. Cells
    without people are known to have none and are never listed. Where `safe` tells of hidden cells that they do not
    follow from what is shown, this need not be worked out.
    """
    known = {cell: n for cell, n in sizes.items() if n > 0}
    splits = [split for each in sums if (split := _without_empty(each, known)) is not None]
    hidden = {cell for cell, n in known.items() if n < k or cell in also}
    hidden |= {part for whole, parts in splits for part in parts if 0 < known[whole] - known[part] < k}

    def rank(cell: C) -> tuple[int, ...]:
        return (*(order(cell) if order else ()), known[cell])

    table = _Table(known, splits, rank)
    table.hide(hidden)
    while helpers := table.alone() or table.exposed(safe) or table.few(k):
        table.hide(helpers)
    return table.hidden


def _without_empty(split: Sum[C], known: Mapping[C, int]) -> Sum[C] | None:
    """The sum with only the cells that hold people; None when nothing is left of it."""
    parts = [part for part in split.parts if part in known]
    return Sum(split.whole, parts) if split.whole in known and parts else None


class _Table(Generic[C]):
    """What is hidden of a table, and what of each sum; three rules say which cells to hide besides."""

    def __init__(self, sizes: Mapping[C, int], splits: Sequence[Sum[C]], rank: Callable[[C], tuple[int, ...]]) -> None:
        self.hidden: set[C] = set()
        self._sizes = sizes
        self._rank = rank
        self._splits = splits
        self._unseen = [sizes[whole] - sum(map(sizes.__getitem__, parts)) for whole, parts in splits]
        """By sum how many people of the whole are in no shown part."""
        self._equations = [
            (whole, *parts) for (whole, parts), rest in zip(splits, self._unseen, strict=True) if rest == 0
        ]
        self._counts = [0] * len(self._equations)
        """By equation how many of its cells are hidden."""
        self._in: dict[C, list[int]] = {cell: [] for cell in sizes}
        self._part_of: dict[C, list[int]] = {cell: [] for cell in sizes}
        for number, equation in enumerate(self._equations):
            for cell in equation:
                self._in[cell].append(number)
        for number, (_whole, parts) in enumerate(splits):
            for part in parts:
                self._part_of[part].append(number)

    def hide(self, cells: Iterable[C]) -> None:
        """Hide more cells."""
        for cell in cells:
            if cell not in self.hidden:
                self.hidden.add(cell)
                for number in self._in[cell]:
                    self._counts[number] += 1
                for number in self._part_of[cell]:
                    self._unseen[number] += self._sizes[cell]

    def alone(self) -> set[C]:
        """A cell more for every sum that has only one hidden, which would follow from the others."""
        found: set[C] = set()
        for equation, count in zip(self._equations, self._counts, strict=True):
            if count == 1 and found.isdisjoint(equation):
                found.add(min((cell for cell in equation if cell not in self.hidden), key=self._rank))
        return found

    def exposed(self, safe: Callable[[set[C]], Collection[C]] | None) -> set[C]:
        """A cell more where hidden ones follow from all sums together."""
        doubtful = self.hidden.difference(safe(self.hidden)) if safe is not None else self.hidden
        told = linked(doubtful, self._equations, self.hidden)
        known = derivable(self.hidden, ({whole: -1, **dict.fromkeys(parts, 1)} for whole, *parts in told))
        if not known:
            return set()
        near = self._shown(each for each in self._equations if not known.isdisjoint(each))
        shown = near or self._shown(each for each in self._equations if not self.hidden.isdisjoint(each))
        return {min(shown, key=self._rank)}

    def few(self, k: int) -> set[C]:
        """A cell more where those that are hidden of a shown whole are too few together."""
        for (whole, parts), unseen in zip(self._splits, self._unseen, strict=True):
            if 0 < unseen < k and whole not in self.hidden:
                shown = [part for part in parts if part not in self.hidden]
                if len(shown) < len(parts):
                    return {min(shown or [whole], key=self._rank)}
        return set()

    def _shown(self, equations: Iterable[Sequence[C]]) -> list[C]:
        return [cell for equation in equations for cell in equation if cell not in self.hidden]


S = TypeVar("S", bound=Sequence[Hashable])


def linked(cells: Collection[Hashable], groups: Sequence[S], among: Collection[Hashable]) -> list[S]:
    """The groups that these cells are in, those that the others of them `among` these are in, and so on."""
    groups_of: dict[Hashable, list[int]] = {}
    for number, group in enumerate(groups):
        for cell in group:
            groups_of.setdefault(cell, []).append(number)
    found: set[int] = set()
    left = list(cells)
    while left:
        for number in groups_of.get(left.pop(), ()):
            if number not in found:
                found.add(number)
                left += [cell for cell in groups[number] if cell in among]
    return [groups[number] for number in sorted(found)]


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
