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
from typing import TYPE_CHECKING, TypeVar

from facilitator.models.privacy import Sum

if TYPE_CHECKING:
    import highspy
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Places = NDArray[np.intp]
    Numbers = NDArray[np.float64]

C = TypeVar("C", bound=Hashable)

NEAR = 1e-6
"""Two numbers of people that differ by less are the same."""
MOST_DIRECTIONS = 12
PRIMAL = 4
"""HiGHS' number for the primal simplex method: where one program differs from the last in its direction only, what was
found then is a good beginning (a third sooner than the dual one on the sample)."""


def certain(votes: Mapping[C, Mapping[int, int]], sums: Iterable[Sum[C]], hidden: Collection[C]) -> set[C]:
    """The hidden cells of which a reader can work out how many people they hold."""
    told = [each for each in sums if any(cell in hidden for cell in (each.whole, *each.parts))]
    if not told:
        return set()
    cells = [cell for cell in votes if cell in hidden]
    known = _Tables(votes, told, cells).known()
    return {cell for cell, is_known in zip(cells, known, strict=True) if is_known}


class _Tables:
    """All tables that look the same to the reader. A variable is a hidden cell's people of one step of the scale."""

    def __init__(self, votes: Mapping[C, Mapping[int, int]], told: Sequence[Sum[C]], cells: Sequence[C]) -> None:
        import numpy as np

        steps = sorted({step for counts in votes.values() for step in counts})
        people = np.array([[counts.get(step, 0) for step in steps] for counts in votes.values()], dtype=np.int64)
        row = {cell: number for number, cell in enumerate(votes)}
        hidden = np.array([row[cell] for cell in cells])
        self._width = len(steps)
        self._truth = people[hidden].sum(axis=1)
        rows = _Rows(people, hidden, [Sum(row[whole], [row[part] for part in parts]) for whole, parts in told])
        self._solver = rows.solver(float(people.sum(axis=1).max()))

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

    def _same_along(self, numbers: NDArray[np.intp], factors: Numbers) -> NDArray[np.bool_]:
        """Which cells keep their true size where the sizes of these, times the factors, add up to the least."""
        import highspy
        import numpy as np

        wanted = np.zeros(len(self._truth))
        wanted[numbers] = factors
        width = self._width
        columns = np.arange(len(wanted) * width, dtype=np.int32)
        self._solver.changeColsCost(len(columns), columns, np.repeat(wanted, width))
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"no table found: {self._solver.getModelStatus()}")
        people = np.array(self._solver.getSolution().col_value).reshape(-1, width).sum(axis=1)
        same: NDArray[np.bool_] = np.abs(people - self._truth) < NEAR
        return same


class _Rows:
    """What the reader is told, as rows of a linear program: one for each sum and step, one for each hidden cell.

    The hidden parts of a sum, less the whole where it is hidden too, come to what is shown of the rest; to at most that
    where somebody is in no part. A count that contradicts the whole (they can be overridden) tells nothing. And who
    reads “hidden” knows that somebody is there.
    """

    def __init__(self, people: Counts, hidden: Places, told: Sequence[Sum[int]]) -> None:
        """`people` has a row per cell and a column per step; `hidden` and the sums name cells by their row."""
        import numpy as np

        self._cells, self._width = len(hidden), people.shape[1]
        place = np.full(len(people), -1)
        place[hidden] = np.arange(len(hidden))
        lengths = [len(each.parts) for each in told]
        wholes = np.array([each.whole for each in told])
        parts = np.array([part for each in told for part in each.parts])
        first = np.cumsum([0, *lengths[:-1]])
        apart = people[wholes] - np.add.reduceat(people[parts], first)
        shown = np.add.reduceat(np.where(place[parts, None] < 0, people[parts], 0), first)
        rest = np.where(place[wholes, None] < 0, people[wholes], 0) - shown
        holds = apart >= 0
        self._numbers = np.where(holds, holds.cumsum().reshape(holds.shape) - 1, -1)
        self._upper = rest[holds].astype(np.float64)
        self._lower = np.where(apart.any(axis=1, keepdims=True), -np.inf, rest)[holds]
        of_parts = np.repeat(np.arange(len(told)), lengths)
        self._sums = np.concatenate([of_parts[place[parts] >= 0], np.flatnonzero(place[wholes] >= 0)])
        self._places = np.concatenate([place[parts][place[parts] >= 0], place[wholes][place[wholes] >= 0]])
        self._factors = np.ones(len(self._sums))
        self._factors[int((place[parts] >= 0).sum()) :] = -1.0

    def _matrix(self) -> tuple[Places, Places, Numbers]:
        """Where each row starts, and its columns and factors one after another."""
        import numpy as np

        rows = self._numbers[self._sums]
        there = rows >= 0
        columns = (self._places[:, None] * self._width + np.arange(self._width))[there]
        factors = np.broadcast_to(self._factors[:, None], rows.shape)[there]
        order = np.argsort(rows[there], kind="stable")
        lengths = np.bincount(rows[there], minlength=len(self._upper))
        size = self._cells * self._width
        starts = np.cumsum([0, *lengths, *[self._width] * self._cells])
        return (
            starts,
            np.concatenate([columns[order], np.arange(size)]),
            np.concatenate([factors[order], np.ones(size)]),
        )

    def solver(self, most: float) -> highspy.Highs:
        """A solver that knows these rows; no cell holds more than `most` people."""
        import highspy
        import numpy as np

        program = highspy.HighsLp()
        size = self._cells * self._width
        program.num_col_, program.num_row_ = size, len(self._upper) + self._cells
        program.col_cost_, program.col_lower_, program.col_upper_ = np.zeros(size), np.zeros(size), np.full(size, most)
        program.row_lower_ = np.concatenate([self._lower, np.ones(self._cells)])
        program.row_upper_ = np.concatenate([self._upper, np.full(self._cells, np.inf)])
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_, program.a_matrix_.index_, program.a_matrix_.value_ = self._matrix()
        solver = highspy.Highs()
        solver.silent()
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("simplex_strategy", PRIMAL)
        solver.passModel(program)
        return solver
