"""Results as rows, from the village to the country: what `facilitator results` prints and the sheets hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from facilitator.models import scoring
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.results import Cell, Results
from facilitator.models.rounds import Score, votes_before
from facilitator.models.scorecard import Criterion
from facilitator.models.store import Store
from facilitator.models.tally import ALL

LEVELS = ("village", "service_point", "commune", "district", "province", "country")
WIDER = {"district": 4, "province": 2, "country": 0}
"""How many digits of a commune's code name the place of a level."""
METHODS = ("votes", "consensus")


@dataclass(frozen=True)
class Row:
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


class _Key(NamedTuple):
    """A score above the service point: from `kind` on as `Cell` and `Score` have it."""

    year: int
    round: int
    level: str
    place_code: str
    scale: str
    kind: str
    side: str
    group: str
    criterion: str
    breakdown: str
    method: str


@dataclass
class _Sum:
    """Votes pooled above the service point; hidden as soon as one part of it is."""

    satisfied: tuple[int, ...]
    dissatisfied: tuple[int, ...]
    criterion: Criterion
    votes: Counter[int] = field(default_factory=Counter)
    hidden: bool = False


@dataclass
class _Pool:
    """What is pooled at some levels: this round's scores, and the votes of the round before."""

    sums: dict[_Key, _Sum] = field(default_factory=dict)
    before: dict[_Key, Counter[int] | None] = field(default_factory=dict)
    """None where one part of it cannot be compared, or is hidden."""


def rows(
    store: Store, cycles: Iterable[Cycle], *, public: bool = False, levels: Collection[str] = LEVELS
) -> Iterator[Row]:
    """The rows of these cycles, then of district, province and country where there are several communes.

    Of some `levels` only it is quicker, most of all above the village.
    """
    wider = {level: digits for level, digits in WIDER.items() if level in levels}
    pool = _Pool()
    communes = set()
    for cycle in cycles:
        results = Results(store, cycle, public=public, by_village="village" in levels)
        communes.add(cycle.commune_code)
        yield from cycle_rows(results, levels)
        _add(pool, results, wider)
    if len(communes) > 1:
        yield from _pooled_rows(pool, "")


def cycle_rows(results: Results, levels: Collection[str] = LEVELS) -> Iterator[Row]:
    """The rows of one cycle: its villages, its service points, its commune, as far as these levels ask for them."""
    points = {point.key: point for point in results.cycle.service_points}
    for cell in sorted(results.counts):
        if ("village" if cell.village else "service_point") in levels:
            yield _own_row(results, points[cell.service_point], cell)
    if "commune" in levels:
        pool = _Pool()
        _add(pool, results, {"commune": 6})
        yield from _pooled_rows(pool, str(results.cycle.id))


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


def _add(pool: _Pool, results: Results, levels: dict[str, int]) -> None:
    """Pool a cycle's service points, and their round before, into places of these levels."""
    kinds = {point.key: point.kind for point in results.cycle.service_points}
    of_all_villages = [(cell, votes) for cell, votes in results.counts.items() if not cell.village]
    before = votes_before(results)
    for level, digits in levels.items():
        for cell, votes in of_all_villages:
            key = _key(results.cycle, level, digits, kinds[cell.service_point], cell)
            if key not in pool.sums:
                criterion = results.criteria[cell.service_point, cell.criterion]
                pool.sums[key] = _Sum(results.satisfied, results.dissatisfied, criterion)
            pool.sums[key].votes.update(votes)
            pool.sums[key].hidden |= results.hides(cell)
        for score, earlier in before.items():
            key = _key(results.cycle, level, digits, score.kind, _whole(score))
            known = pool.before.get(key, Counter())
            pool.before[key] = None if known is None or earlier is None else known + earlier


def _key(cycle: Cycle, level: str, digits: int, kind: str, cell: Cell) -> _Key:
    place = cycle.commune_code[:digits]
    return _Key(cycle.year, cycle.round, level, place, cycle.scale, kind, cell.side, *cell[3:])


def _whole(score: Score) -> Cell:
    return Cell("", score.side, "", "", score.criterion, ALL, score.method)


def _pooled_rows(pool: _Pool, cycle: str) -> Iterator[Row]:
    for key in sorted(pool.sums, key=lambda key: (LEVELS.index(key.level), key)):
        total = not key.group and key.breakdown == ALL
        pooled = pool.sums[key]
        yield Row(
            cycle=cycle,
            year=key.year,
            round=key.round,
            level=key.level,
            place_code=key.place_code,
            service_kind=key.kind,
            service_point="",
            side=key.side,
            group=key.group,
            criterion=key.criterion,
            criterion_km=pooled.criterion.text_km,
            criterion_en=pooled.criterion.text_en,
            breakdown=key.breakdown,
            scale=key.scale,
            method=key.method,
            figures=_figures(pooled),
            gap=_pooled_gap(pool.sums, key) if total else None,
            previous=_pooled_before(pool, key) if total else None,
        )


def _figures(pooled: _Sum) -> scoring.Figures | None:
    if pooled.hidden:
        return None
    return scoring.figures(pooled.votes, pooled.satisfied, pooled.dissatisfied)


def _pooled_gap(sums: dict[_Key, _Sum], key: _Key) -> Fraction | None:
    """As at a service point: each side by its votes, or by what it agreed on where it did not vote."""
    medians = {}
    for side in ("citizens", "providers"):
        by_method = (sums.get(key._replace(side=side, method=method)) for method in METHODS)
        pooled = next((found for found in by_method if found is not None), None)
        figures = _figures(pooled) if pooled is not None else None
        medians[side] = figures.median if figures is not None else None
    providers, citizens = medians["providers"], medians["citizens"]
    if providers is None or citizens is None:
        return None
    return scoring.gap(providers, citizens)


def _pooled_before(pool: _Pool, key: _Key) -> Fraction | None:
    """The median of the round before by the row's method, or by the other where that one was not used then."""
    methods = sorted(METHODS, key=lambda method: method != key.method)
    place = next((found for method in methods if (found := key._replace(method=method)) in pool.before), None)
    votes = pool.before[place] if place is not None else None
    return scoring.median(votes) if votes is not None else None
