"""The scores of one service point, quickly: only those that its page shows, and hidden ones criterion by criterion."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import exists, select

from facilitator.models import hiding, scoring, suppression
from facilitator.models.results import Cell, Counts, Results, previous_cycle
from facilitator.models.scorecard import Card, Criterion
from facilitator.models.tally import ALL, Sheet, Tally

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle, ServicePoint
    from facilitator.models.store import Store


class Row(NamedTuple):
    """Where votes of one criterion stand: a row of a sheet."""

    side: str
    village: str
    group: str
    breakdown: str
    method: str


Rows = dict[Row, dict[int, int]]
"""The votes of every row of one criterion: people per value."""


class PointResults(Results):
    """As `Results`, for one service point and the scores that stand on its page.

    Those are all citizens, each village, each group and each breakdown alone, and the providers. What a public copy
    hides follows from all the rows, exactly as in `Results`. Each criterion is read and worked out when it is first
    asked for: a page can show the first criteria before the others are there.
    """

    def __init__(
        self, store: Store, cycle: Cycle, point: ServicePoint | None, *, public: bool, look_back: bool = True
    ) -> None:
        self.cycle = cycle
        self.public = public
        self.scale = scoring.Scale(cycle.scale)
        self.satisfied = tuple(cycle.satisfied or self.scale.satisfied)
        self.dissatisfied = tuple(cycle.dissatisfied or self.scale.dissatisfied)
        self._points = {point.key: point} if point is not None else {}
        self.criteria = {(point.key, each.key): each for point in self._points.values() for each in point.criteria}
        self._store = store
        self._k = cycle.k
        self._point = point
        self._rows: dict[str, Rows] = {}
        self._hidden_of: dict[str, tuple[Rows, frozenset[Cell]]] = {}
        """By criterion what is hidden, and the votes for which that is so."""
        self._to_keep: dict[str, tuple[Rows, bytes, bytes]] = {}
        """By criterion the votes, and what there is to keep of them (`models.hiding`): their digest, packed cells."""
        self._figures: dict[Cell, scoring.Figures] = {}
        self._sides: dict[str, set[str]] = {}
        self._shown: Counts = {}
        self.previous: Results | None = None
        self._kept_votes: Collection[bytes] = hiding.recall(store.session, cycle.id) if public else ()
        before = previous_cycle(store, cycle) if look_back and point is not None else None
        if before is not None and point is not None:
            then = next((each for each in before.service_points if each.key == point.key), None)
            self.previous = PointResults(store, before, then, public=public, look_back=False)

    @property
    def scored(self) -> bool:
        """True when there is any score at all."""
        return any(self._methods("", side) for side in ("citizens", "providers"))

    def figures(
        self,
        service_point: str,
        criterion: str,
        side: str = "citizens",
        *,
        village: str = "",
        group: str = "",
        breakdown: str = ALL,
    ) -> scoring.Figures | None:
        """The figures of one cell, as in `Results`; reads the criterion first."""
        self._rows_of(criterion)
        return super().figures(service_point, criterion, side, village=village, group=group, breakdown=breakdown)

    def hides(self, cell: Cell) -> bool:
        """True when this copy may not show that cell."""
        if not self.public:
            return False
        if not self._knows_hidden(cell.criterion):
            self.hiding(cell.criterion)()
        return cell in self._hidden_of[cell.criterion][1]

    def counts_of(self, service_point: str) -> Counts:
        """The votes in the cells that the page shows, of the criteria that were asked for."""
        return self._shown

    def hiding(self, criterion: str) -> Callable[[], None]:
        """Read the votes of a criterion; what comes back works out what a public copy hides of it, in any thread."""
        rows, earlier = self._rows_of(criterion), None
        point = self._point.key if self._point is not None else ""
        key = self._earlier_key(criterion)
        if isinstance(self.previous, PointResults) and key is not None:
            earlier = self.previous.hiding(key)

        def work() -> None:
            if self.public and not self._knows_hidden(criterion):
                self._hidden_of[criterion] = (rows, self._worked_out(point, criterion, rows))
            if earlier is not None:
                earlier()

        return work

    def _worked_out(self, point: str, criterion: str, rows: Rows) -> frozenset[Cell]:
        """What a public copy hides of these votes; `hidden_since_kept` finds it packed."""
        votes = _votes(point, criterion, rows)
        found = suppression.hidden(votes, self._k)
        if not found.votes.issubset(self._kept_votes):
            for _criterion, digest, cells in suppression.packed(votes, found.cells, self._k):
                self._to_keep[criterion] = (rows, digest, cells)
        return found.cells

    def hidden_since_kept(self) -> Iterator[tuple[int, bytes, bytes]]:
        """As in `Results`; what a worker found for votes that have changed meanwhile is left out."""
        while self._to_keep:
            criterion, (rows, digest, cells) = self._to_keep.popitem()
            if self._point is not None and self._rows.get(criterion) is rows:
                yield self.criteria[self._point.key, criterion].id, digest, cells

    def _knows_hidden(self, criterion: str) -> bool:
        """Whether it is known what a public copy hides of the votes as they are now: a worker may have come late."""
        return criterion in self._hidden_of and self._hidden_of[criterion][0] is self._rows_of(criterion)

    def forget(self, criteria: Collection[str]) -> None:
        """Read these criteria anew when they are asked for the next time: their votes changed."""
        self._sides.clear()
        self._kept_votes = ()  # what was kept of them is gone
        for key in criteria:
            self._rows.pop(key, None)
        self._shown = {cell: votes for cell, votes in self._shown.items() if cell.criterion not in criteria}
        self._figures = {cell: found for cell, found in self._figures.items() if cell.criterion not in criteria}

    def _earlier_key(self, criterion: str) -> str | None:
        """The key of the same criterion in the round before."""
        found = self.criteria.get((self._point.key, criterion)) if self._point is not None else None
        return (found.same_as or found.key) if found is not None else None

    def hidden_in(self, service_point: str) -> frozenset[Cell]:
        """Every cell that this copy hides, of all criteria."""
        return frozenset(
            cell
            for _point, criterion in self.criteria
            for cell in _votes(service_point, criterion, self._rows_of(criterion))
            if self.hides(cell)
        )

    def figures_of(self, cell: Cell) -> scoring.Figures:
        """The figures of a cell that has votes, worked out once."""
        if cell not in self._figures:
            self._figures[cell] = super().figures_of(cell)
        return self._figures[cell]

    def _rows_of(self, criterion: str) -> Rows:
        """All rows of a criterion; those that the page shows are added up when it is read."""
        if criterion not in self._rows:
            found = self.criteria.get((self._point.key, criterion)) if self._point is not None else None
            self._rows[criterion] = _read(self._store, found) if found is not None else {}
            if self._point is not None:
                self._shown |= _shown(self._point.key, criterion, self._rows[criterion])
        return self._rows[criterion]

    def _methods(self, service_point: str, side: str) -> set[str]:
        """Of the one service point, without reading its votes."""
        if side not in self._sides:
            self._sides[side] = self._read_methods(side)
        return self._sides[side]

    def _read_methods(self, side: str) -> set[str]:
        if self._point is None:
            return set()
        query = (
            select(Sheet.method)
            .join(Card, Card.id == Sheet.card_id)
            .where(Card.service_point_id == self._point.id, Card.side == side)
            .where(exists().where(Tally.sheet_id == Sheet.id))
            .distinct()
        )
        return set(self._store.session.scalars(query))


def _read(store: Store, criterion: Criterion) -> Rows:
    query = (
        select(Tally.value, Tally.count, Card.side, Card.village_code, Sheet.group, Tally.breakdown, Sheet.method)
        .select_from(Card)
        .join(Sheet, Sheet.card_id == Card.id)
        .join(Tally, Tally.sheet_id == Sheet.id)
        .where(Card.service_point_id == criterion.service_point_id, Tally.criterion_id == criterion.id)
    )
    rows: Rows = {}
    for value, count, side, village, group, breakdown, method in store.session.execute(query):
        rows.setdefault(Row(side, village or "", group, breakdown, method), {})[value] = count
    return rows


def _shown(point: str, criterion: str, rows: Rows) -> Counts:
    """The sums that the page shows: over villages, over groups, or over both."""
    counts: Counts = {}
    for (side, village, group, breakdown, method), votes in rows.items():
        wider = {("", "")}
        if breakdown == ALL:
            wider |= {(village, ""), ("", group)}
        for in_village, in_group in wider:
            cell = Cell(point, side, in_village, in_group, criterion, breakdown, method)
            pooled = counts.setdefault(cell, {})
            for value, people in votes.items():
                pooled[value] = pooled.get(value, 0) + people
    return counts


def _votes(point: str, criterion: str, rows: Rows) -> dict[Cell, dict[int, int]]:
    """The votes of every row and of every sum of rows of a criterion: what hiding depends on."""
    pooled: dict[Cell, dict[int, int]] = {}
    for (side, village, group, breakdown, method), votes in rows.items():
        for in_village, in_group in set(product((village, ""), (group, ""))):
            known = pooled.setdefault(Cell(point, side, in_village, in_group, criterion, breakdown, method), {})
            for value, people in votes.items():
                known[value] = known.get(value, 0) + people
    return pooled
