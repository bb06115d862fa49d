"""Whether a reader of a public copy can work out how many people a hidden cell holds: decided by linear programming.

The bounds of `certainty` look at one sum at a time, which is quick and finds most. What only all sums together tell is
left to this module, where no exchange (`exchanges`) has proven a cell safe. It searches for other tables that would
have been printed just the same: a hidden cell that holds another number in one of them is safe, and one that no such
table changes is known (M. Fischetti and J.-J. Salazar, 2001, Management Science 47:1008). The tables may hold parts of
people, as an attacker's who calculates would; nobody can calculate with less.

Such tables form a convex set around the true one, so it is enough to know the ways that lead from the true table to
others, however short. On a short way only those limits bind which the true table touches: who gave a step can be more
or fewer people, who did not give it only more. Without all other limits the programs are half as large (16 ms instead
of 31 for one criterion of the sample).

HiGHS solves the programs. Most cells are told safe many at a time, by ways in a random direction; only the rest are
looked at one by one.
"""

from __future__ import annotations

import random
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
"""A way that changes the size of a cell by less leaves it as it is."""
FAR = 10.0
"""How far a number may go that is free to both sides, where one that can only rise goes 1 at most. With more room the
others leave their places together, and fewer directions have to be tried."""
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
    known = _Ways(votes, told, cells).known()
    return {cell for cell, is_known in zip(cells, known, strict=True) if is_known}


class _Ways:
    """The ways to tables that look the same to the reader. A variable is what a hidden cell gains of one step."""

    def __init__(self, votes: Mapping[C, Mapping[int, int]], told: Sequence[Sum[C]], cells: Sequence[C]) -> None:
        import numpy as np

        steps = sorted({step for counts in votes.values() for step in counts})
        people = np.array([[counts.get(step, 0) for step in steps] for counts in votes.values()], dtype=np.int64)
        row = {cell: number for number, cell in enumerate(votes)}
        hidden = np.array([row[cell] for cell in cells])
        self._width = len(steps)
        self._count = len(cells)
        rows = _Rows(people, hidden, [Sum(row[whole], [row[part] for part in parts]) for whole, parts in told])
        self._solver = rows.solver()
        self._only_grows = rows.only_grow

    def known(self) -> list[bool]:
        """For each hidden cell whether no way changes its size."""
        import numpy as np

        known = np.ones(self._count, dtype=bool)
        chance = random.Random(0)  # the same table is judged the same each time
        for _direction in range(MOST_DIRECTIONS):
            left = np.flatnonzero(known)
            away = np.array([chance.choice((-1.0, 1.0)) * chance.uniform(0.5, 1.0) for _cell in left])
            away[self._only_grows[left]] = -abs(away[self._only_grows[left]])
            known &= self._unchanged_along(left, away)
            if int(known.sum()) in (0, len(left)):
                break
        for number in np.flatnonzero(known):
            for way in (1.0, -1.0):
                if known[number]:
                    known &= self._unchanged_along(np.array([number]), np.array([way]))
        return [bool(each) for each in known]

    def _unchanged_along(self, numbers: Places, factors: Numbers) -> NDArray[np.bool_]:
        """Which cells keep their size on the way on which the sizes of these, times the factors, fall the most."""
        import highspy
        import numpy as np

        wanted = np.zeros(self._count)
        wanted[numbers] = factors
        columns = np.arange(self._count * self._width, dtype=np.int32)
        self._solver.changeColsCost(len(columns), columns, np.repeat(wanted, self._width))
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"no way found: {self._solver.getModelStatus()}")
        gains = np.array(self._solver.getSolution().col_value).reshape(-1, self._width).sum(axis=1)
        unchanged: NDArray[np.bool_] = np.abs(gains) < NEAR
        return unchanged


class _Rows:
    """What the reader is told, as rows of a linear program: one for each sum and step, and one for each single person.

    The hidden parts of a sum, less the whole where it is hidden too, come to what is shown of the rest; to at most that
    where somebody is in no part, which binds where nobody of the step is in none. A count that contradicts the whole
    (they can be overridden) tells nothing. And who reads “hidden” knows that somebody is there.
    """

    def __init__(self, people: Counts, hidden: Places, told: Sequence[Sum[int]]) -> None:
        """`people` has a row per cell and a column per step; `hidden` and the sums name cells by their row."""
        import numpy as np

        self._held, self._most = people[hidden], int(people.sum(axis=1).max())
        self._single = np.flatnonzero(self._held.sum(axis=1) == 1)
        self.only_grow = self._held.sum(axis=1) == 1
        """The cells whose size no way makes smaller."""
        place = np.full(len(people), -1)
        place[hidden] = np.arange(len(hidden))
        lengths = [len(each.parts) for each in told]
        wholes = np.array([each.whole for each in told])
        parts = np.array([part for each in told for part in each.parts])
        apart = people[wholes] - np.add.reduceat(people[parts], np.cumsum([0, *lengths[:-1]]))
        binds = apart == 0
        self._numbers = np.where(binds, binds.cumsum().reshape(binds.shape) - 1, -1)
        self._least = np.where(apart.any(axis=1, keepdims=True) & binds, -np.inf, 0.0)[binds]
        of_parts = np.repeat(np.arange(len(told)), lengths)
        self._sums = np.concatenate([of_parts[place[parts] >= 0], np.flatnonzero(place[wholes] >= 0)])
        self._places = np.concatenate([place[parts][place[parts] >= 0], place[wholes][place[wholes] >= 0]])
        self._factors = np.ones(len(self._sums))
        self._factors[int((place[parts] >= 0).sum()) :] = -1.0

    def _matrix(self) -> tuple[Places, Places, Numbers]:
        """Where each row starts, and its columns and factors one after another."""
        import numpy as np

        width = self._held.shape[1]
        rows = self._numbers[self._sums]
        there = rows >= 0
        columns = (self._places[:, None] * width + np.arange(width))[there]
        factors = np.broadcast_to(self._factors[:, None], rows.shape)[there]
        order = np.argsort(rows[there], kind="stable")
        lengths = np.bincount(rows[there], minlength=len(self._least))
        of_single = (self._single[:, None] * width + np.arange(width)).ravel()
        return (
            np.cumsum([0, *lengths, *[width] * len(self._single)]),
            np.concatenate([columns[order], of_single]),
            np.concatenate([factors[order], np.ones(len(of_single))]),
        )

    def solver(self) -> highspy.Highs:
        """A solver that knows these rows. A number of people is neither negative nor more than any cell holds."""
        import highspy
        import numpy as np

        program = highspy.HighsLp()
        held = self._held.ravel()
        falls = held > 0
        program.num_col_, program.num_row_ = held.size, len(self._least) + len(self._single)
        program.col_cost_ = np.zeros(held.size)
        program.col_lower_ = np.where(falls, -FAR, 0.0)
        program.col_upper_ = np.where(held >= self._most, 0.0, np.where(falls, FAR, 1.0))
        program.row_lower_ = np.concatenate([self._least, np.zeros(len(self._single))])
        program.row_upper_ = np.concatenate([np.zeros(len(self._least)), np.full(len(self._single), np.inf)])
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_, program.a_matrix_.index_, program.a_matrix_.value_ = self._matrix()
        solver = highspy.Highs()
        solver.silent()
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("simplex_strategy", PRIMAL)
        solver.passModel(program)
        return solver
