"""Scores above the service point: pooled by kind of service into communes, districts, provinces and the country.

A commune's come from its `Results`; every wider place adds up the next smaller ones. What was added up is kept in the
database (`models.summary`), because a country's tallies are millions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError

from facilitator.errors import UserError
from facilitator.models import summary
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.packed_pools import can_unpack, packed, unpacked
from facilitator.models.pool import Key, Pool, Pooled
from facilitator.models.results import Results
from facilitator.models.rounds import votes_before
from facilitator.models.scorecard import Card
from facilitator.models.tally import ALL

if TYPE_CHECKING:
    from facilitator.models.store import Store

AT_ONCE = 40
"""Places that are read together."""
WIDTHS = {"commune": 6, "district": 4, "province": 2, "country": 0}
"""How many digits of a commune's code name the place of a level."""


def pool_of(results: Results, earlier_pool: Pool | None = None) -> Pool:
    """The service points of one cycle, pooled by their kind; `earlier_pool` is that of its round before, if known."""
    cycle = results.cycle
    kinds = {point.key: point.kind for point in cycle.service_points}
    pool = Pool(steps={cycle.scale: (results.satisfied, results.dissatisfied)})
    for cell, votes in results.counts.items():
        if cell.village:
            continue
        kind = kinds[cell.service_point]
        pooled = pool.sums.setdefault(Key(cycle.scale, kind, cell.side, *cell[3:]), Pooled())
        pooled.add(votes, results.hides(cell))
        if (kind, cell.criterion) not in pool.words:
            criterion = results.criteria[cell.service_point, cell.criterion]
            pool.words[kind, cell.criterion] = (criterion.text_km, criterion.text_en)
    for score, earlier in votes_before(results, earlier_pool).items():
        key = Key(cycle.scale, score.kind, score.side, "", score.criterion, ALL, score.method)
        known = pool.before.get(key, Counter())
        pool.before[key] = None if known is None or earlier is None else known + earlier
    return pool


class Held(NamedTuple):
    """A cycle that counts: where and when it was held."""

    commune: str
    year: int
    round: int
    cycle: str


class Pools:
    """The pooled scores of any place, from the kept ones where there are some. Cycles to practise on do not count.

    `told` hears how many cycles of how many were worked out anew. Not for use inside a transaction.
    """

    def __init__(self, store: Store, *, public: bool = False, told: Callable[[int, int], None] | None = None) -> None:
        store.settle()
        self.public = public
        self._store = store
        self._told = told
        self._read = 0
        columns = (Cycle.commune_code, Cycle.year, Cycle.round, Cycle.id)
        query = select(*columns).where(Cycle.training.is_(False)).order_by(Cycle.year, Cycle.round, Cycle.commune_code)
        self.held = [Held(*row[:3], str(row[3])) for row in store.session.execute(query)]
        self._keeps = len({each.commune for each in self.held}) > 1
        self._cycles = {(each.commune, each.year, each.round): each.cycle for each in self.held}

    def places(self, level: str, year: int, round_: int, within: str = "") -> list[str]:
        """The codes of the places of a level that held that round, all of them or those within a wider place."""
        width = WIDTHS[level]
        codes = {each.commune[:width] for each in self.held if (each.year, each.round) == (year, round_)}
        return sorted(code for code in codes if code.startswith(within))

    def scored_in(self, place: str) -> set[Held]:
        """The cycles of a commune, or those in which a village scored: a service point may serve other communes."""
        query = select(ServicePoint.cycle_id).join(Card).where(Card.village_code == place)
        keys = {str(key) for key in self._store.session.scalars(query)}
        return {each for each in self.held if each.commune == place or each.cycle in keys}

    def cycle_of(self, place: str, year: int, round_: int) -> str:
        """The key of a commune's cycle; empty for wider places."""
        return self._cycles.get((place, year, round_), "")

    def of(self, place: str, year: int, round_: int) -> bytes:
        """The scores of a place in a round, packed (`packed_pools`); nothing in it when the place held none."""
        return self._kept([place], year, round_).get(place) or self._made(place, year, round_)

    def each(self, level: str, year: int, round_: int) -> Iterator[tuple[str, bytes]]:
        """The scores of every place of a level in turn, packed, with its code; never all of them in memory."""
        codes = iter(self.places(level, year, round_))
        while some := list(islice(codes, AT_ONCE)):
            kept = self._kept(some, year, round_)
            for code in some:
                yield code, kept.get(code) or self._made(code, year, round_)

    def _kept(self, places: list[str], year: int, round_: int) -> dict[str, bytes]:
        """What is kept of these places."""
        kept = summary.TABLE.c
        query = select(kept.place_code, kept.pool).where(
            kept.place_code.in_(places), kept.year == year, kept.round == round_, kept.public == self.public
        )
        return {row.place_code: row.pool for row in self._store.session.execute(query) if can_unpack(row.pool)}

    def _made(self, place: str, year: int, round_: int) -> bytes:
        """The scores of a place, worked out, packed and kept."""
        if len(place) == WIDTHS["commune"]:
            pool = self._commune(place, year, round_)
        else:
            pool = Pool()
            smaller = next(level for level, width in reversed(WIDTHS.items()) if width > len(place))
            for code in self.places(smaller, year, round_, within=place):
                pool.add(unpacked(self.of(code, year, round_)))
        data = packed(pool)
        row = {"place_code": place, "year": year, "round": round_, "public": self.public, "pool": data}
        self._keep(row, at_once=len(place) <= WIDTHS["province"])
        return data

    def _commune(self, place: str, year: int, round_: int) -> Pool:
        key = self.cycle_of(place, year, round_)
        if not key:
            return Pool()
        session = self._store.session
        known = set(session)
        results = Results(self._store, self._store.cycle(key), public=self.public, by_village=False)
        pool = pool_of(results, self._earlier(results))
        for entity in set(session) - known:
            if entity in session:  # its parent may have taken it along
                session.expunge(entity)  # a country's cycles do not fit into memory together
        self._read += 1
        if self._told is not None:
            self._told(self._read, len(self.held))
        return pool

    def _earlier(self, results: Results) -> Pool | None:
        """What is kept of the round before."""
        if results.previous_name is None:
            return None
        place = results.cycle.commune_code
        kept = self._kept([place], *results.previous_name).get(place)
        return unpacked(kept) if kept is not None else None

    def _keep(self, row: dict[str, object], *, at_once: bool) -> None:
        """Keep it; where the file cannot be written, the scores are shown all the same."""
        if not self._keeps:
            return
        try:
            anew = insert(summary.TABLE).prefix_with("OR REPLACE")  # an older program may have kept it in its own way
            self._store.session.execute(anew, row)
            if at_once:
                self._store.session.commit()
        except (DBAPIError, UserError):
            self._store.session.rollback()
            self._keeps = False
