"""Results as rows, from the village to the country: what `facilitator results` prints and the sheets hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any, NamedTuple

from facilitator.models import scoring
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.pool import Key, Pool
from facilitator.models.pooling import AT_ONCE, Pools, pool_of
from facilitator.models.results import Cell, Results, institutional
from facilitator.models.scoring_arrays import figures_of_many
from facilitator.models.store import Store
from facilitator.models.tally import ALL

LEVELS = ("village", "service_point", "commune", "district", "province", "country")
WIDER = ("district", "province", "country")
METHODS = ("votes", "consensus")


class Row(NamedTuple):
    """One line. `figures` is None when the public copy hides it; `service_point` is empty above that level."""

    cycle: str
    year: int
    round: int
    level: str
    place_code: str
    service_kind: str
    service_point: str
    side: str
    group: str
    criterion: str
    criterion_km: str
    criterion_en: str
    breakdown: str
    scale: str
    method: str
    figures: scoring.Figures | None
    gap: Fraction | None = None
    previous: Fraction | None = None

    @property
    def hidden(self) -> bool:
        """True when a public copy may not show the figures."""
        return self.figures is None


class Head(NamedTuple):
    """Where and when a row of `Row` is from: its first columns."""

    cycle: str
    year: int
    round: int
    level: str
    place_code: str


def rows(
    store: Store, cycles: Iterable[Cycle], *, public: bool = False, levels: Collection[str] = LEVELS
) -> Iterator[Row]:
    """The rows of these cycles, then of district, province and country in their rounds where several communes are.

    Of some `levels` only it is quicker, most of all above the village.
    """
    communes, rounds = set(), set()
    for cycle in cycles:
        communes.add(cycle.commune_code)
        rounds.add((cycle.year, cycle.round))
        results = Results(store, cycle, public=public, by_village="village" in levels)
        yield from cycle_rows(results, levels)
    if len(communes) > 1:
        wider = [level for level in WIDER if level in levels]
        yield from pooled_rows(Pools(store, public=public), sorted(rounds), wider)


def cycle_rows(results: Results, levels: Collection[str] = LEVELS) -> Iterator[Row]:
    """The rows of one cycle: its villages, its service points, its commune, as far as these levels ask for them."""
    points = {point.key: point for point in results.cycle.service_points}
    for cell in sorted(results.counts):
        if ("village" if cell.village else "service_point") in levels:
            yield _own_row(results, points[cell.service_point], cell)
    if "commune" in levels:
        cycle = results.cycle
        head = Head(str(cycle.id), cycle.year, cycle.round, "commune", cycle.commune_code)
        yield from _pooled_rows([(head, pool_of(results).in_order())])


def pooled_rows(
    pools: Pools,
    rounds: Iterable[tuple[int, int]],
    levels: Collection[str],
    *,
    place: str | None = None,
    breakdown: str | None = None,
) -> Iterator[Row]:
    """The rows of whole places in these rounds, one place after another: never all of them in memory.

    `place` asks for that one only (the country's code is empty), `breakdown` for that one of `all` and the others.
    """
    rounds = list(rounds)
    for level in levels:
        for year, round_ in rounds:
            if place is None:
                found = pools.each(level, year, round_, breakdown)
            else:
                codes = {place} & set(pools.places(level, year, round_))
                found = ((code, pools.of(code, year, round_, breakdown)) for code in codes)
            headed = (
                (Head(pools.cycle_of(code, year, round_), year, round_, level, code), pool) for code, pool in found
            )
            yield from _pooled_rows(headed)


def _own_row(results: Results, point: ServicePoint, cell: Cell) -> Row:
    cycle = results.cycle
    criterion = results.criteria[point.key, cell.criterion]
    whole = cell.breakdown == ALL and not cell.group
    before = results.before(point.key, cell.criterion, cell.side, cell.village) if whole else None
    return Row(
        cycle=str(cycle.id),
        year=cycle.year,
        round=cycle.round,
        level="village" if cell.village else "service_point",
        place_code=cell.village or cycle.commune_code,
        service_kind=point.kind,
        service_point=point.key,
        side=cell.side,
        group=cell.group,
        criterion=cell.criterion,
        criterion_km=criterion.text_km,
        criterion_en=criterion.text_en,
        breakdown=cell.breakdown,
        scale=cycle.scale,
        method=cell.method,
        figures=None if results.hides(cell) else results.figures_of(cell),
        gap=results.gap(point.key, cell.criterion, cell.village) if whole else None,
        previous=before.median if before is not None else None,
    )


def _pooled_rows(places: Iterable[tuple[Head, Pool]]) -> Iterator[Row]:
    """The rows of some places, of which `AT_ONCE` are counted together."""
    left = iter(places)
    while some := list(islice(left, AT_ONCE)):
        figures = _figures([(pool, key) for _head, pool in some for key in pool.sums])
        for head, pool in some:
            for key in pool.sums:
                yield _pooled_row(head, pool, key, next(figures))


def _pooled_row(head: Head, pool: Pool, key: Key, figures: scoring.Figures | None) -> Row:
    scale, kind, side, group, criterion, breakdown, method = key
    khmer, english = pool.words[kind, criterion]
    gap = previous = None
    if breakdown == ALL and not group:
        gap, previous = _pooled_gap(pool, key), _pooled_before(pool, key)
    where = (kind, "", side, group, criterion, khmer, english, breakdown, scale, method)
    return Row(*head, *where, figures, gap, previous)


def _figures(scores: Sequence[tuple[Pool, Key]]) -> Iterator[scoring.Figures | None]:
    """The figures of each score in turn, None where it is hidden; those with the same steps are counted together."""
    alike: dict[Any, list[dict[int, int]]] = {}
    for pool, key in scores:
        pooled = pool.sums[key]
        if not pooled.hidden:
            alike.setdefault(pool.steps[key.scale], []).append(pooled.votes)
    counted = {steps: iter(figures_of_many(votes, *steps)) for steps, votes in alike.items()}
    for pool, key in scores:
        if pool.sums[key].hidden:
            yield None
        else:
            found = next(counted[pool.steps[key.scale]])
            yield found.score_only() if pool.public and institutional(key.side, key.method) else found


def _pooled_gap(pool: Pool, key: Key) -> Fraction | None:
    """As at a service point: each side by its votes, or by what it agreed on where it did not vote."""
    medians = {}
    for side in ("citizens", "providers"):
        by_method = (key._replace(side=side, method=method) for method in METHODS)
        pooled = next((pool.sums[found] for found in by_method if found in pool.sums), None)
        medians[side] = scoring.median(pooled.votes) if pooled is not None and not pooled.hidden else None
    providers, citizens = medians["providers"], medians["citizens"]
    if providers is None or citizens is None:
        return None
    return scoring.gap(providers, citizens)


def _pooled_before(pool: Pool, key: Key) -> Fraction | None:
    """The median of the round before by the row's method, or by the other where that one was not used then."""
    methods = sorted(METHODS, key=lambda method: method != key.method)
    place = next((found for method in methods if (found := key._replace(method=method)) in pool.before), None)
    votes = pool.before[place] if place is not None else None
    return scoring.median(votes) if votes is not None else None
