"""Whether a reader of a public copy can work out how many people a hidden cell holds: decided by linear programming.

The bounds of `certainty` look at one sum at a time, which is quick and finds most. What only all sums together tell is
left to this module. It searches for other tables that would have been printed just the same: a hidden cell that holds
another number in one of them is safe, and one that no such table changes is known (M. Fischetti and J.-J. Salazar,
2001, Management Science 47:1008). The tables may hold parts of people, as an attacker's who calculates would; nobody
can calculate with less.

HiGHS solves the programs. Most cells are told safe many at a time, by tables that lie far from the true one in a random
direction; only the rest are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from facilitator.models.privacy import Sum

if TYPE_CHECKING:
    import highspy
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

C = TypeVar("C", bound=Hashable)

NEAR = 1e-6
"""Two numbers of people that differ by less are the same."""
MOST_DIRECTIONS = 12


def certain(votes: Mapping[C, Mapping[int, int]], sums: Iterable[Sum[C]], hidden: Collection[C]) -> set[C]:
    """The hidden cells of which a reader can work out how many people they hold."""
    cells = [cell for cell in votes if cell in hidden]
    tables = _Tables(votes, sums, cells) if cells else None
    return {cell for cell, is_known in zip(cells, tables.known(), strict=True) if is_known} if tables else set()


class _Tables(Generic[C]):
    """All tables that look the same to the reader. A variable is a hidden cell's people of one step of the scale."""

    def __init__(self, votes: Mapping[C, Mapping[int, int]], sums: Iterable[Sum[C]], cells: list[C]) -> None:
        import numpy as np

        self._votes = votes
        self._steps = sorted({step for counts in votes.values() for step in counts})
        self._sizes = {cell: sum(counts.values()) for cell, counts in votes.items()}
        self._truth = np.array([self._sizes[cell] for cell in cells], dtype=np.float64)
        self._rows = _Rows(len(self._steps))
        place = {cell: number for number, cell in enumerate(cells)}
        for whole, parts in sums:
            self._add_sum(place, whole, parts)
        for number in range(len(cells)):
            self._rows.add_somebody(number)
        self._solver = self._rows.solver(len(cells), float(max(self._sizes.values())))

    def known(self) -> list[bool]:
        """For each hidden cell whether every table that looks the same gives it the same size."""
        import numpy as np

        known = np.ones(len(self._truth), dtype=bool)
        chance = np.random.default_rng(0)  # the same table is judged the same each time
        for _direction in range(MOST_DIRECTIONS):
            before = int(known.sum())
            away = chance.choice((-1.0, 1.0), before) * chance.uniform(0.5, 1.0, before)
            known &= self._same_along(np.flatnonzero(known), away)
            if int(known.sum()) in (0, before):
                break
        for number in np.flatnonzero(known):
            for way in (1.0, -1.0):
                if known[number]:
                    known &= self._same_along(np.array([number]), np.array([way]))
        return [bool(each) for each in known]

    def _add_sum(self, place: Mapping[C, int], whole: C, parts: Sequence[C]) -> None:
        """The hidden parts, less the whole where it is hidden too, come to what is shown of the rest.

        To less where somebody is in no part. A count that contradicts the whole (they can be overridden) tells nothing.
        """
        factors = {place[part]: 1.0 for part in parts if part in place}
        if whole in place:
            factors[place[whole]] = -1.0
        if not factors:
            return
        shown = [part for part in parts if part not in place]
        apart = [self._people(whole, step) - sum(self._people(part, step) for part in parts) for step in self._steps]
        for position, step in enumerate(self._steps):
            if apart[position] >= 0:
                rest = 0 if whole in place else self._people(whole, step)
                rest -= sum(self._people(part, step) for part in shown)
                self._rows.add(factors, position, rest, exact=not any(apart))

    def _people(self, cell: C, step: int) -> int:
        return self._votes[cell].get(step, 0)

    def _same_along(self, numbers: NDArray[np.intp], factors: Numbers) -> NDArray[np.bool_]:
        """Which cells keep their true size where the sizes of these, times the factors, add up to the least."""
        import highspy
        import numpy as np

        wanted = np.zeros(len(self._truth))
        wanted[numbers] = factors
        width = len(self._steps)
        columns = np.arange(len(wanted) * width, dtype=np.int32)
        self._solver.changeColsCost(len(columns), columns, np.repeat(wanted, width))
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"no table found: {self._solver.getModelStatus()}")
        people = np.array(self._solver.getSolution().col_value).reshape(-1, width).sum(axis=1)
        same: NDArray[np.bool_] = np.abs(people - self._truth) < NEAR
        return same


class _Rows:
    """The sums as rows of a linear program, one for each step of the scale."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._starts = [0]
        self._columns: list[int] = []
        self._factors: list[float] = []
        self._lower: list[float] = []
        self._upper: list[float] = []

    def add(self, factors: Mapping[int, float], position: int, rest: int, exact: bool) -> None:
        """The cells' people of one step, times the factors, add up to the rest; or at most to it."""
        self._columns += [number * self._width + position for number in factors]
        self._factors += factors.values()
        self._end(float(rest) if exact else float("-inf"), float(rest))

    def add_somebody(self, number: int) -> None:
        """Who reads “hidden” knows that somebody is there."""
        self._columns += range(number * self._width, (number + 1) * self._width)
        self._factors += [1.0] * self._width
        self._end(1.0, float("inf"))

    def _end(self, lower: float, upper: float) -> None:
        self._starts.append(len(self._columns))
        self._lower.append(lower)
        self._upper.append(upper)

    def solver(self, cells: int, most: float) -> highspy.Highs:
        """A solver that knows these rows; no cell holds more than `most` people."""
        import highspy
        import numpy as np

        program = highspy.HighsLp()
        size = cells * self._width
        program.num_col_, program.num_row_ = size, len(self._lower)
        program.col_cost_, program.col_lower_, program.col_upper_ = np.zeros(size), np.zeros(size), np.full(size, most)
        program.row_lower_, program.row_upper_ = np.array(self._lower), np.array(self._upper)
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.array(self._starts)
        program.a_matrix_.index_ = np.array(self._columns)
        program.a_matrix_.value_ = np.array(self._factors)
        solver = highspy.Highs()
        solver.silent()
        solver.setOptionValue("threads", 1)
        solver.passModel(program)
        return solver
