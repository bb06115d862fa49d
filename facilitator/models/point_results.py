"""The scores of one service point, quickly: only those that its page shows, and hidden ones criterion by criterion."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product
from typing import NamedTuple

from sqlalchemy import select

from facilitator.models import scoring, suppression
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.results import Cell, Results, previous_cycle
from facilitator.models.scorecard import Card
from facilitator.models.store import Store
from facilitator.models.tally import ALL, Sheet, Tally


class Row(NamedTuple):
    """Where votes of one criterion stand: a row of a sheet."""

    side: str
    village: str
    group: str
    breakdown: str
    method: str


Rows = dict[str, dict[Row, Counter[int]]]
"""By criterion: the votes of every row."""


class PointResults(Results):
    """As `Results`, for one service point and the scores that stand on its page.

    Those are all citizens, each village, each group and each breakdown alone, and the providers. What a public copy
    hides follows from all the rows, exactly as in `Results`, but one criterion at a time, when it is first asked for:
    a page can show the first criteria while the others are still being worked out.
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
        self._rows = _read(store, point) if point is not None else {}
        self._hidden: dict[str, frozenset[Cell]] = {}
        self._figures: dict[Cell, scoring.Figures] = {}
        self.counts = _shown(point.key, self._rows) if point is not None else {}
        self.previous: Results | None = None
        before = previous_cycle(store, cycle) if look_back and point is not None else None
        if before is not None and point is not None:
            then = next((each for each in before.service_points if each.key == point.key), None)
            self.previous = PointResults(store, before, then, public=public, look_back=False)

    def hides(self, cell: Cell) -> bool:
        """True when this copy may not show that cell."""
        if not self.public:
            return False
        if cell.criterion not in self._hidden:
            sizes = _sizes(cell.service_point, cell.criterion, self._rows.get(cell.criterion, {}))
            self._hidden[cell.criterion] = suppression.hidden(sizes, self.cycle.k)
        return cell in self._hidden[cell.criterion]

    def hidden_in(self, service_point: str) -> frozenset[Cell]:
        """Every cell that this copy hides, of all criteria."""
        return frozenset(
            cell
            for criterion, rows in self._rows.items()
            for cell in _sizes(service_point, criterion, rows)
            if self.hides(cell)
        )

    def figures_of(self, cell: Cell) -> scoring.Figures:
        """The figures of a cell that has votes, worked out once."""
        if cell not in self._figures:
            self._figures[cell] = super().figures_of(cell)
        return self._figures[cell]


def _read(store: Store, point: ServicePoint) -> Rows:
    keys = {criterion.id: criterion.key for criterion in point.criteria}
    place = (Card.side, Card.village_code, Sheet.group, Tally.breakdown, Sheet.method)
    query = (
        select(Tally.criterion_id, Tally.value, Tally.count, *place)
        .join(Sheet, Sheet.id == Tally.sheet_id)
        .join(Card, Card.id == Sheet.card_id)
        .where(Card.service_point_id == point.id)
    )
    rows: Rows = {key: defaultdict(Counter) for key in keys.values()}
    for criterion, value, count, side, village, group, breakdown, method in store.session.execute(query):
        rows[keys[criterion]][Row(side, village or "", group, breakdown, method)][value] += count
    return rows


def _shown(point: str, rows: Rows) -> dict[Cell, Counter[int]]:
    """The sums that the page shows: over villages, over groups, or over both."""
    counts: dict[Cell, Counter[int]] = {}
    for criterion, votes_of in rows.items():
        for (side, village, group, breakdown, method), votes in votes_of.items():
            wider = {("", "")}
            if breakdown == ALL:
                wider |= {(village, ""), ("", group)}
            for in_village, in_group in wider:
                cell = Cell(point, side, in_village, in_group, criterion, breakdown, method)
                pooled = counts.get(cell)
                if pooled is None:
                    counts[cell] = votes.copy()
                else:
                    for value, people in votes.items():
                        pooled[value] += people
    return counts


def _sizes(point: str, criterion: str, rows: dict[Row, Counter[int]]) -> dict[Cell, Counter[int]]:
    """How many people every row and every sum of rows of a criterion holds: what hiding depends on."""
    sizes: dict[Cell, Counter[int]] = {}
    for (side, village, group, breakdown, method), votes in rows.items():
        people = votes.total()
        for in_village, in_group in set(product((village, ""), (group, ""))):
            cell = Cell(point, side, in_village, in_group, criterion, breakdown, method)
            sizes.setdefault(cell, Counter())[0] += people
    return sizes
