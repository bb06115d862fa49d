"""Scores of a cycle at every level, from the tallies; the one source for screen, paper, sheet and command line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session, object_session

from facilitator.errors import UserError
from facilitator.models import hiding, scoring, suppression
from facilitator.models.cycle import Cycle
from facilitator.models.scorecard import Card, Criterion
from facilitator.models.tally import ALL, Sheet, Tally

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint
    from facilitator.models.store import Store


class Cell(NamedTuple):
    """One score: of which service point, side, village and group (empty: all), criterion and breakdown."""

    service_point: str
    side: str
    village: str
    group: str
    criterion: str
    breakdown: str
    method: str


Counts = dict[Cell, dict[int, int]]
"""People per step; plain ones: a `Counter` takes five times as long to make."""


@dataclass(frozen=True)
class Before:
    """The same score one round earlier; not comparable when scale or wording changed without a “same as”."""

    median: Fraction | None
    comparable: bool


class Results:
    """The scores of one cycle. `public` hides every group that is too small, and what would give it away.

    `previous` holds those of the commune's cycle before, if there is one and `look_back` asks for it. Without
    `by_village` it holds the scores of all villages together only, which is much quicker; a public copy needs them all.
    Votes are read when they are asked for: those of one service point, or all at once (`counts`).
    """

    def __init__(
        self, store: Store, cycle: Cycle, *, public: bool = False, look_back: bool = True, by_village: bool = True
    ) -> None:
        self.cycle = cycle
        self.public = public
        self.scale = scoring.Scale(cycle.scale)
        self.satisfied = tuple(cycle.satisfied or self.scale.satisfied)
        self.dissatisfied = tuple(cycle.dissatisfied or self.scale.dissatisfied)
        self._by_village = by_village or public
        self._counts: dict[str, Counts] = {}
        self._hidden: dict[str, frozenset[Cell]] = {}
        self._not_kept: list[str] = []
        """Service points of whose hidden cells some are not kept (`models.hiding`)."""
        self._kept_votes: Collection[bytes] = hiding.recall(store.session, cycle.id) if public else ()
        self._points = {point.key: point for point in cycle.service_points}
        self.criteria = {(point.key, each.key): each for point in cycle.service_points for each in point.criteria}
        self.previous: Results | None = None
        if look_back:
            before = previous_cycle(store, cycle)
            if before is not None and by_village:
                self.previous = Results.of(store, before, public=public, look_back=False)
            elif before is not None:
                self.previous = Results(store, before, public=public, look_back=False, by_village=False)

    @classmethod
    def of(cls, store: Store, cycle: Cycle, *, public: bool = False, look_back: bool = True) -> Results:
        """The results of a cycle, worked out once for as long as nothing is stored: thirty papers share them."""
        version, found = _kept.get(store, (-1, {}))
        if version != store.version:
            found = {}
            _kept[store] = (store.version, found)
        key = (cycle.id, public, look_back)
        if key not in found:
            found[key] = cls(store, cycle, public=public, look_back=look_back)
        return found[key]

    def hidden_in(self, service_point: str) -> frozenset[Cell]:
        """What a public copy hides of one service point; worked out when first asked for, because it takes a while."""
        if not self.public:
            return frozenset()
        if service_point not in self._hidden:
            found = suppression.hidden(self.counts_of(service_point), self.cycle.k)
            self._hidden[service_point] = found.cells
            if not found.votes.issubset(self._kept_votes):
                self._not_kept.append(service_point)
        return self._hidden[service_point]

    def scored_points(self, side: str = "citizens") -> list[str]:
        """The keys of the service points that this side scored."""
        self._read_all()
        return [key for key, counts in self._counts.items() if any(cell.side == side for cell in counts)]

    @property
    def counts(self) -> Counts:
        """The votes in every cell of every service point."""
        self._read_all()
        return {cell: votes for counts in self._counts.values() for cell, votes in counts.items()}

    def counts_of(self, service_point: str) -> Counts:
        """The votes in every cell of one service point."""
        if service_point not in self._counts and service_point in self._points:
            self._read([self._points[service_point]])
        return self._counts.get(service_point, {})

    def _read_all(self) -> None:
        self._read([point for point in self._points.values() if point.key not in self._counts])

    def _read(self, points: Collection[ServicePoint]) -> None:
        if points:
            session = object_session(self.cycle)
            assert session is not None
            self._counts |= {point.key: {} for point in points}
            for cell, votes in pool(gather(session, points, by_village=self._by_village)).items():
                self._counts[cell.service_point][cell] = votes

    def hidden_since_kept(self) -> Iterator[tuple[int, bytes, bytes]]:
        """What was found to be hidden since this was asked for last, as `suppression.packed`, by the criterion's id."""
        while self._not_kept:
            point = self._not_kept.pop()
            for key, votes, cells in suppression.packed(self.counts_of(point), self._hidden[point], self.cycle.k):
                yield self.criteria[point, key].id, votes, cells

    def hides(self, cell: Cell) -> bool:
        """True when this copy may not show that cell."""
        return cell in self.hidden_in(cell.service_point)

    @property
    def previous_name(self) -> tuple[int, int] | None:
        """Year and round of the earlier cycle."""
        return (self.previous.cycle.year, self.previous.cycle.round) if self.previous is not None else None

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
        """The figures of one cell (votes first, else consensus).

        None when nobody scored it or when the public copy hides it; `is_hidden` tells the two apart.
        """
        for method in ("votes", "consensus"):
            cell = Cell(service_point, side, village, group, criterion, breakdown, method)
            if cell in self.counts_of(service_point):
                return None if self.hides(cell) else self.figures_of(cell)
        return None

    def is_hidden(
        self,
        service_point: str,
        criterion: str,
        side: str = "citizens",
        *,
        village: str = "",
        group: str = "",
        breakdown: str = ALL,
    ) -> bool:
        """True when figures exist but this public copy may not show them."""
        return any(
            self.hides(Cell(service_point, side, village, group, criterion, breakdown, method))
            for method in ("votes", "consensus")
        )

    def method(self, service_point: str, side: str = "citizens") -> str:
        """`votes`, `consensus` or `both`: how this side scored."""
        found = self._methods(service_point, side)
        return "both" if len(found) > 1 else next(iter(found), "votes")

    def _methods(self, service_point: str, side: str) -> set[str]:
        return {cell.method for cell in self.counts_of(service_point) if cell.side == side}

    def figures_of(self, cell: Cell) -> scoring.Figures:
        """The figures of a cell that has votes; a public copy tells of institutional scores the score alone."""
        found = scoring.figures(self.counts_of(cell.service_point)[cell], self.satisfied, self.dissatisfied)
        return found.score_only() if self.public and institutional(cell.side, cell.method) else found

    def gap(self, service_point: str, criterion: str, village: str = "") -> Fraction | None:
        """Providers' median less the citizens' (of all, or of one village); None while one is missing or hidden."""
        citizens = self.figures(service_point, criterion, village=village)
        return _gap(self.figures(service_point, criterion, "providers"), citizens)

    def before(self, service_point: str, criterion: str, side: str = "citizens", village: str = "") -> Before | None:
        """The score of the round before, of all or of one village; None when there was no such score."""
        point = self._points.get(service_point)
        if self.previous is None or point is None:
            return None
        now = next((found for found in point.criteria if found.key == criterion), None)
        old_point = self.previous._points.get(service_point)
        if now is None or old_point is None:
            return None
        old = next((found for found in old_point.criteria if found.key == (now.same_as or now.key)), None)
        figures = self.previous.figures(service_point, old.key, side, village=village) if old is not None else None
        if old is None or figures is None:
            return None
        comparable = self.previous.scale == self.scale and (bool(now.same_as) or _same_words(now, old))
        return Before(figures.median if comparable else None, comparable)

    def change(self, service_point: str, criterion: str, side: str = "citizens", village: str = "") -> Fraction | None:
        """Median now less median then, of all or of one village; None when there is nothing to compare."""
        before = self.before(service_point, criterion, side, village)
        now = self.figures(service_point, criterion, side, village=village)
        if before is None or before.median is None or now is None or now.median is None:
            return None
        return now.median - before.median

    def village_medians(self, service_point: str, criterion: str) -> scoring.Figures | None:
        """The other consolidation: the median of the villages' medians, as figures of one vote per village."""
        medians = [
            figures.median
            for village in self._points[service_point].villages
            if (figures := self.figures(service_point, criterion, village=village.code)) is not None
            and figures.median is not None
        ]
        return scoring.median_of_medians_figures(medians) if medians else None

    def order_disagrees(self, service_point: str) -> bool:
        """True when pooled votes and village medians would order the criteria differently: worth a warning."""
        pooled, medians = [], []
        for criterion in self._points[service_point].criteria:
            of_all, of_villages = self.figures(service_point, criterion.key), None
            if of_all is not None:
                of_villages = self.village_medians(service_point, criterion.key)
            if of_all is not None and of_villages is not None:
                pooled.append(of_all.median)
                medians.append(of_villages.median)
        return scoring.order_disagrees(pooled, medians)


def institutional(side: str, method: str) -> bool:
    """True for scores of an institution or a group as one, whose votes no public copy tells (domain page, Scores)."""
    return side == "providers" or method == "consensus"


_kept: WeakKeyDictionary[Store, tuple[int, dict[tuple[UUID, bool, bool], Results]]] = WeakKeyDictionary()


def work_ahead(store: Store, cycle: Cycle) -> None:
    """Work out what public copies of a cycle hide, and keep it: its first paper need not wait for that."""
    if store.backups_paused:
        return
    found = Results.of(store, cycle, public=True)
    for each in filter(None, (found, found.previous)):
        for point in each.scored_points():
            each.hidden_in(point)
    with suppress(UserError), store.aside() as connection:  # a full disk: it is worked out again then
        keep_hidden(store, connection)


def keep_hidden(store: Store, connection: Connection) -> None:
    """Keep what public copies of a Store hide, as far as it was worked out, in the open transaction."""
    version, found = _kept.get(store, (-1, {}))
    if version == store.version:
        hiding.keep(connection, hiding.to_keep(one for each in found.values() for one in (each, each.previous)))


def gather(session: Session, of: Collection[ServicePoint], *, by_village: bool = True) -> Counts:
    """The stored tallies of service points, one cell per sheet row, or all villages' added up.

    The database hands over the votes of a row together, as two lists: they come three times as fast as one by one.
    """
    points = {point.id: point.key for point in of}
    keys = {criterion.id: criterion.key for point in of for criterion in point.criteria}
    places = (
        select(Sheet.id, Card.service_point_id, Card.side, Card.village_code, Sheet.group, Sheet.method)
        .join(Card, Card.id == Sheet.card_id)
        .where(Card.service_point_id.in_(points))
    )
    sheets = {
        sheet: (points[point], side, village or "" if by_village else "", group, method)
        for sheet, point, side, village, group, method in session.execute(places)
    }
    lists = func.group_concat(Tally.value), func.group_concat(Tally.count)
    row = Tally.sheet_id, Tally.criterion_id, Tally.breakdown
    counts: Counts = {}
    for sheet, criterion, breakdown, values, people in session.execute(
        select(*row, *lists).where(Tally.sheet_id.in_(places.with_only_columns(Sheet.id))).group_by(*row)
    ):
        point, side, village, group, method = sheets[sheet]
        votes = zip(map(int, values.split(",")), map(int, people.split(",")), strict=True)
        _add(counts, Cell(point, side, village, group, keys[criterion], breakdown, method), dict(votes))
    return counts


def pool(counts: Mapping[Cell, Mapping[int, int]]) -> Counts:
    """Every cell, and the sums over groups, over villages and over both: one person, one vote."""
    over_villages: Counts = {}
    for cell, votes in counts.items():
        _add(over_villages, cell, votes)
        if cell.village:
            _add(over_villages, Cell(cell[0], cell[1], "", *cell[3:]), votes)
    pooled: Counts = {}
    for cell, votes in over_villages.items():
        _add(pooled, cell, votes)
        if cell.group:
            _add(pooled, Cell(cell[0], cell[1], cell[2], "", *cell[4:]), votes)
    return pooled


def _add(counts: Counts, cell: Cell, votes: Mapping[int, int]) -> None:
    known = counts.get(cell)
    if known is None:
        counts[cell] = dict(votes)
        return
    for value, count in votes.items():
        known[value] = known.get(value, 0) + count


def previous_cycle(store: Store, cycle: Cycle) -> Cycle | None:
    """The commune's cycle before this one."""
    earlier = [
        other
        for other in store.all(Cycle, commune_code=cycle.commune_code, training=cycle.training)
        if (other.year, other.round) < (cycle.year, cycle.round)
    ]
    return max(earlier, key=lambda other: (other.year, other.round), default=None)


def _same_words(one: Criterion, other: Criterion) -> bool:
    return (one.text_km, one.text_en) == (other.text_km, other.text_en)


def _gap(providers: scoring.Figures | None, citizens: scoring.Figures | None) -> Fraction | None:
    if providers is None or citizens is None or providers.median is None or citizens.median is None:
        return None
    return scoring.gap(providers.median, citizens.median)
