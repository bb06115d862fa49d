"""Results as rows, from the village to the country: what `facilitator results` prints and the sheets hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from facilitator.models import scoring
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.results import Cell, Results
from facilitator.models.scorecard import Criterion
from facilitator.models.store import Store
from facilitator.models.tally import ALL

LEVELS = ("village", "service_point", "commune", "district", "province", "country")
WIDER = {"district": 4, "province": 2, "country": 0}
"""How many digits of a commune's code name the place of a level."""


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


def rows(store: Store, cycles: Iterable[Cycle], *, public: bool = False) -> Iterator[Row]:
    """The rows of these cycles, then of district, province and country where there are several communes."""
    sums: dict[_Key, _Sum] = {}
    communes = set()
    for cycle in cycles:
        results = Results(store, cycle, public=public)
        communes.add(cycle.commune_code)
        yield from cycle_rows(results)
        _add(sums, results, WIDER)
    if len(communes) > 1:
        yield from _pooled_rows(sums, "")


def cycle_rows(results: Results) -> Iterator[Row]:
    """The rows of one cycle: its villages, its service points, its commune."""
    points = {point.key: point for point in results.cycle.service_points}
    for cell in sorted(results.counts):
        yield _own_row(results, points[cell.service_point], cell)
    sums: dict[_Key, _Sum] = {}
    _add(sums, results, {"commune": 6})
    yield from _pooled_rows(sums, str(results.cycle.id))


def _own_row(results: Results, point: ServicePoint, cell: Cell) -> Row:
    cycle = results.cycle
    criterion = next(found for found in point.criteria if found.key == cell.criterion)
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


def _add(sums: dict[_Key, _Sum], results: Results, levels: dict[str, int]) -> None:
    """Pool a cycle's service points into places of these levels."""
    cycle = results.cycle
    points = {point.key: point for point in cycle.service_points}
    for cell, votes in results.counts.items():
        if cell.village:
            continue
        point = points[cell.service_point]
        for level, digits in levels.items():
            key = _Key(
                cycle.year,
                cycle.round,
                level,
                cycle.commune_code[:digits],
                cycle.scale,
                point.kind,
                *cell[1:2],
                *cell[3:],
            )
            if key not in sums:
                criterion = next(found for found in point.criteria if found.key == cell.criterion)
                sums[key] = _Sum(results.satisfied, results.dissatisfied, criterion)
            sums[key].votes.update(votes)
            sums[key].hidden |= results.hides(cell)


def _pooled_rows(sums: dict[_Key, _Sum], cycle: str) -> Iterator[Row]:
    for key in sorted(sums, key=lambda key: (LEVELS.index(key.level), key)):
        total = not key.group and key.breakdown == ALL
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
            criterion_km=sums[key].criterion.text_km,
            criterion_en=sums[key].criterion.text_en,
            breakdown=key.breakdown,
            scale=key.scale,
            method=key.method,
            figures=_figures(sums[key]),
            gap=_pooled_gap(sums, key) if total else None,
        )


def _figures(pooled: _Sum) -> scoring.Figures | None:
    if pooled.hidden:
        return None
    return scoring.figures(pooled.votes, pooled.satisfied, pooled.dissatisfied)


def _pooled_gap(sums: dict[_Key, _Sum], key: _Key) -> Fraction | None:
    medians = {}
    for side in ("citizens", "providers"):
        pooled = sums.get(key._replace(side=side))
        figures = _figures(pooled) if pooled is not None else None
        medians[side] = figures.median if figures is not None else None
    providers, citizens = medians["providers"], medians["citizens"]
    if providers is None or citizens is None:
        return None
    return scoring.gap(providers, citizens)
