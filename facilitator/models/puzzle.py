"""A puzzle of sums that come out: change one cell, then others, until every sum that they are in comes out again.

Cells are numbers. Each may gain somebody, or lose somebody, at some steps of the scale (bits of a whole number). A row
says with which factors the changes of its cells come to nothing, at each step. A row that does not come out is set
right by a change of another of its cells, best by one that sets a second row right too; where nothing is left to try,
the last change is taken back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

MOST_TRIES = 40
"""Changes that are tried for one exchange."""
MOST_CHOICES = 5
"""Cells that are tried to set one row right: those that help most."""
MOST_TIMES = 2
"""How often one cell may change at one step."""
MOST_STEPS = 5
"""Steps that are tried for one cell: those at which most cells can lose somebody."""

Row = dict[int, int]
"""Cells and a number for each: their factors in a row, or how many people more they have."""
Choice = tuple[int, bool, int, int, int]
"""How much less well rows come out after a change, whether its cell is known, cell, step and by how many people."""


class Puzzle:
    """Rows, and what each cell may gain (`more`) and lose (`less`); these three are changed in place.

    Cells of `single` may lose somebody at one step only where they gain somebody at another.
    """

    def __init__(
        self, rows: list[Row], more: dict[int, int], less: dict[int, int], width: int, single: Collection[int]
    ) -> None:
        self.more = more
        self.less = less
        self.width = width
        self.single = single
        self.terms: list[list[tuple[int, int]]] = []
        """By row its cells and their factors."""
        self.terms_of: dict[int, list[tuple[int, int]]] = {}
        """By cell its rows (times `width`: a step can be added) and its factors in them."""
        self.lengths: list[int] = []
        """By row and step the number of cells."""
        self._rows = rows
        self._followers = {cell: {cell: 1} for cell in more}
        """By cell those that change with it, and how many times as much."""
        self._leader = {cell: cell for cell in more}
        self._steps: list[int] = []

    def join(self) -> None:
        """Take cells for one that can only change together, and those that cannot change for none."""
        rows_of: dict[int, set[int]] = defaultdict(set)
        for number, row in enumerate(self._rows):
            for cell in row:
                rows_of[cell].add(number)
        short = [number for number, row in enumerate(self._rows) if len(row) <= 2]
        while short:
            row = self._rows[short.pop()]
            if len(row) == 1:
                found = self._drop(next(iter(row)), rows_of)
            elif len(row) == 2 and len(set(map(abs, row.values()))) == 1:
                one, other = sorted(row, key=lambda cell: len(rows_of[cell]))
                found = self._follow(one, other, row, rows_of)
            else:
                continue
            short += [number for number in found if len(self._rows[number]) <= 2]
        kept: dict[frozenset[tuple[int, int]], Row] = {}
        for row in self._rows:
            if frozenset((cell, -factor) for cell, factor in row.items()) not in kept:
                kept[frozenset(row.items())] = row
        self._rows = [row for row in kept.values() if row]

    def _drop(self, cell: int, rows_of: dict[int, set[int]]) -> set[int]:
        """Take a cell out of its rows, which are returned."""
        self.more[cell] = self.less[cell] = 0
        found = rows_of.pop(cell)
        for number in found:
            del self._rows[number][cell]
        return found

    def _follow(self, cell: int, leader: int, together: Row, rows_of: dict[int, set[int]]) -> set[int]:
        """Put another in the place of a cell that can only change as that one does, in the rows that are returned."""
        times = -1 if together[cell] == together[leader] else 1
        found = rows_of.pop(cell)
        for number in found:
            row = self._rows[number]
            factor = row.pop(cell) * times + row.get(leader, 0)
            if factor:
                row[leader] = factor
                rows_of[leader].add(number)
            elif leader in row:
                del row[leader]
                rows_of[leader].discard(number)
        gains, losses = (self.more, self.less) if times > 0 else (self.less, self.more)
        self.more[leader] &= gains[cell]
        self.less[leader] &= losses[cell]
        for each, factor in self._followers.pop(cell).items():
            self._leader[each] = leader
            self._followers[leader][each] = factor * times
        return found

    def exchange(self, cell: int, known: Collection[int]) -> Row:
        """By how many people each cell changes when this one does; empty when no exchange is found.

        Of changes that help alike those of cells that are not `known` come first.
        """
        if not self._steps:
            self._prepare()
        leader = self._leader[cell]
        for step in self._steps:
            for by, limit in ((-1, self.less[leader]), (1, self.more[leader])):
                if limit >> step & 1:
                    found = _Search(self, leader, known).changes(step, by)
                    if found:
                        return {
                            each: gain * times
                            for one, gain in found.items()
                            for each, times in self._followers[one].items()
                        }
        return {}

    def _prepare(self) -> None:
        self.terms = [list(row.items()) for row in self._rows]
        self.terms_of = {cell: [] for cell in self.more}
        for number, row in enumerate(self.terms):
            for cell, factor in row:
                self.terms_of[cell].append((number * self.width, factor))
        stale = set(range(len(self.terms)))
        while stale:
            tighter = self._tighten(self.terms[stale.pop()])
            stale.update(place // self.width for cell in tighter for place, _factor in self.terms_of[cell])
        self.lengths = [len(row) for row in self.terms for _step in range(self.width)]
        losses = Counter(step for less in self.less.values() for step in range(self.width) if less >> step & 1)
        self._steps = sorted(range(self.width), key=lambda step: -losses[step])[:MOST_STEPS]

    def _tighten(self, row: list[tuple[int, int]]) -> list[int]:
        """Forget changes that no other cell of the row can make up for; the cells of which there were such."""
        more, less = self.more, self.less
        up = down = ups = downs = 0  # steps at which some cell, at which several, can raise or lower the sum
        for cell, factor in row:
            raises, lowers = (more[cell], less[cell]) if factor > 0 else (less[cell], more[cell])
            ups, up = ups | up & raises, up | raises
            downs, down = downs | down & lowers, down | lowers
        tighter = []
        for cell, factor in row:
            raises, lowers = (more[cell], less[cell]) if factor > 0 else (less[cell], more[cell])
            can_raise, can_lower = raises & (downs | down & ~lowers), lowers & (ups | up & ~raises)
            if can_raise != raises or can_lower != lowers:
                tighter.append(cell)
                more[cell], less[cell] = (can_raise, can_lower) if factor > 0 else (can_lower, can_raise)
        return tighter


class _Search:
    """The changes of one exchange, one after another."""

    def __init__(self, puzzle: Puzzle, target: int, known: Collection[int]) -> None:
        self._puzzle = puzzle
        self._target = target
        self._known = known
        self._changes: dict[int, int] = {}
        """By cell and step (a number for both) how many people more."""
        self._off: dict[int, int] = {}
        """By row and step how much the sum is too large; those that come out are not in it."""
        self._gains: dict[int, int] = {}
        """By single cell how many people more at all steps together."""
        self._left = MOST_TRIES

    def changes(self, step: int, by: int) -> Row:
        """How many people more cells have when the target changes and every row comes out again."""
        if by < 0 and self._target in self._puzzle.single:
            return {}
        self._change(self._target, step, by)
        if not self._settle():
            return {}
        gains: Counter[int] = Counter()
        for place, change in self._changes.items():
            gains[place // self._puzzle.width] += change
        return {cell: gain for cell, gain in gains.items() if gain}

    def _settle(self) -> bool:
        """Make every row come out; False when no way is found."""
        lost = [cell for cell, gain in self._gains.items() if gain < 0]
        if not self._off and not lost:
            return True
        choices = self._to_make_good(lost[0]) if lost else self._to_set_right()
        for _cost, _order, cell, step, by in sorted(choices)[:MOST_CHOICES]:
            if self._left == 0:
                return False
            self._left -= 1
            self._change(cell, step, by)
            if self._settle():
                return True
            self._change(cell, step, -by)
        return False

    def _to_set_right(self) -> list[Choice]:
        """Changes in the shortest row that does not come out."""
        puzzle = self._puzzle
        place = min(self._off, key=puzzle.lengths.__getitem__)
        raise_ = self._off[place] < 0
        row, step = divmod(place, puzzle.width)
        found: list[Choice] = []
        for cell, factor in puzzle.terms[row]:
            by = 1 if raise_ == (factor > 0) else -1
            if (puzzle.more if by > 0 else puzzle.less)[cell] >> step & 1 and cell != self._target:
                now = self._changes.get(cell * puzzle.width + step, 0) * by
                if 0 <= now < MOST_TIMES:
                    cost = self._cost(cell, step, by)
                    if by < 0 and cell in puzzle.single and self._gains.get(cell, 0) <= 0:
                        cost += 1
                    found.append((cost, cell in self._known, cell, step, by))
        return found

    def _to_make_good(self, cell: int) -> list[Choice]:
        """The same where a cell of one person has lost that one."""
        puzzle = self._puzzle
        return [
            (self._cost(cell, step, 1), False, cell, step, 1)
            for step in range(puzzle.width)
            if puzzle.more[cell] >> step & 1 and 0 <= self._changes.get(cell * puzzle.width + step, 0) < MOST_TIMES
        ]

    def _cost(self, cell: int, step: int, by: int) -> int:
        """How much less well the rows come out after a change."""
        cost = 0
        for place, factor in self._puzzle.terms_of[cell]:
            off = self._off.get(place + step, 0)
            cost += abs(off + factor * by) - abs(off)
        return cost

    def _change(self, cell: int, step: int, by: int) -> None:
        puzzle, off = self._puzzle, self._off
        place = cell * puzzle.width + step
        self._changes[place] = self._changes.get(place, 0) + by
        for row, factor in puzzle.terms_of[cell]:
            place = row + step
            now = off.get(place, 0) + factor * by
            if now:
                off[place] = now
            else:
                del off[place]
        if cell in puzzle.single:
            self._gains[cell] = self._gains.get(cell, 0) + by
