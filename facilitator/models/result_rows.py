"""Results as rows, from the village to the country: what `facilitator results` prints and the sheets hold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import accumulate, chain, islice, repeat
from operator import concat
from typing import TYPE_CHECKING, NamedTuple

from facilitator.models import packed_pools, scoring
from facilitator.models.pooling import AT_ONCE, Pools, pool_of
from facilitator.models.results import Cell, Results, institutional
from facilitator.models.scoring_arrays import figures_of, fractions
from facilitator.models.tally import ALL

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle, ServicePoint
    from facilitator.models.packed_pools import Scores
    from facilitator.models.store import Store

LEVELS = ("village", "service_point", "commune", "district", "province", "country")
WIDER = ("district", "province", "country")


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
        yield from _pooled_rows([(head, packed_pools.scores(packed_pools.packed(pool_of(results))))], results.public)


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
                found = pools.each(level, year, round_)
            else:
                codes = {place} & set(pools.places(level, year, round_))
                found = ((code, pools.of(code, year, round_)) for code in codes)
            headed = (
                (
                    Head(pools.cycle_of(code, year, round_), year, round_, level, code),
                    packed_pools.scores(data, breakdown),
                )
                for code, data in found
            )
            yield from _pooled_rows(headed, pools.public)


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


def _pooled_rows(places: Iterable[tuple[Head, Scores]], public: bool) -> Iterator[Row]:
    """The rows of some places, of which `AT_ONCE` are counted together.

    A level has a hundred thousand of them: they are put together by functions that are quick, in no loop of Python.
    """
    left = iter(places)
    while some := list(islice(left, AT_ONCE)):
        named = chain.from_iterable(map(concat, repeat(head), scores.names) for head, scores in some)
        found = map(_row, map(concat, named, _counted([scores for _head, scores in some])))
        yield from map(_told, found) if public else found


_row: Callable[[Iterable[object]], Row] = partial(tuple.__new__, Row)
"""As `Row._make`, sooner."""


def _told(row: Row) -> Row:
    """What a public copy tells of a row that it does not hide."""
    if row.figures is None or not institutional(row.side, row.method):
        return row
    return row._replace(figures=row.figures.score_only())


def _counted(found: Sequence[Scores]) -> Iterator[tuple[object, ...]]:
    """The figures (None where hidden), the gap and the score of the round before of all these scores, as named.

    Each is made when it is asked for: Python need not look for garbage among what is read and let go one by one.
    """
    import numpy as np

    starts = accumulate((len(scores.names) for scores in found), initial=0)
    order = np.concatenate([scores.columns + start for scores, start in zip(found, starts, strict=False)])
    lines = np.concatenate([scores.numbers for scores in found], axis=1)
    ends, lines = lines[packed_pools.LENGTH].cumsum()[order], lines[:, order]
    lengths = lines[packed_pools.LENGTH]
    given = np.repeat(ends - lengths.cumsum(), lengths) + np.arange(lengths.sum())
    values, people = (
        np.concatenate(each)[given].tolist()
        for each in ([scores.values for scores in found], [scores.people for scores in found])
    )
    votes = zip(values, people, strict=True)
    counts = map(dict, map(islice, repeat(votes), lengths.tolist()))
    figures: Iterator[scoring.Figures | None] = figures_of(lines[packed_pools.WHOLE], counts)
    hidden = lines[packed_pools.HIDDEN]
    if hidden.any():
        figures = (None if hides else each for each, hides in zip(figures, hidden.tolist(), strict=True))
    gap, previous = (lines[line] for line in (packed_pools.GAP, packed_pools.PREVIOUS))
    halves = (fractions(each, np.where(each == packed_pools.NONE, 0, 2)) for each in (gap, previous))
    return zip(figures, *halves, strict=True)
