"""A service point's results side by side: both sides, villages, groups, breakdowns and the round before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from facilitator.models import scoring
from facilitator.models.results import Cell, Results
from facilitator.models.tally import ALL

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint
    from facilitator.models.scorecard import Criterion
    from facilitator.models.scoring import Scale

MOST_STEPS = 10
"""A scale of more steps is shown in three bands: dissatisfied, between, satisfied."""

Rank = tuple[Fraction, ...]
"""What an order sorts by, smallest first; empty where there is nothing to sort by."""


@dataclass(frozen=True, slots=True)
class Score:
    """One score as it is shown. Without a median nobody scored, or (`hidden`) the public copy may not say."""

    median: Fraction | None = None
    n: int = 0
    hidden: bool = False
    bands: tuple[int, ...] = ()
    """People per step of the scale (or per band of a long scale), lowest first; empty where that is not told."""
    steps: int = 0
    """How many faces the scale has."""
    faces: tuple[int, ...] = ()
    """The steps that the median stands for: two when it lies between them, none on a scale without faces."""
    satisfied: Fraction | None = None
    dissatisfied: Fraction | None = None
    mean: Fraction | None = None
    """Only where enough people scored."""
    split: bool = False
    """True when the median hides two camps (`scoring.polarised`)."""
    awaited: bool = False
    """True while it is being worked out."""
    agreed: bool = False
    """True for scores on which groups agreed: `n` is then the number of groups, and there is no distribution."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One criterion. `citizens` and `providers` are all votes of a side; `villages` by code, the others by key."""

    criterion: Criterion
    number: int
    """Its place among the criteria of the service point, from 1."""
    citizens: Score
    providers: Score
    gap: Fraction | None
    change: Fraction | None
    comparable: bool | None
    """Whether the round before can be compared; None when it has no such score."""
    villages: dict[str, Score]
    groups: dict[str, Score]
    breakdowns: dict[str, Score]
    village_median: Fraction | None


def compare(results: Results, point: ServicePoint) -> list[Compared]:
    """Every criterion of a service point in its order."""
    return [compare_one(results, point, criterion) for criterion in point.criteria]


def ranked(found: Sequence[Compared], order: str) -> list[Compared]:
    """The criteria in one of `ORDERS`; those without what the order needs come last, equals as they are listed.

    `lowest`: the citizens' median, and of equals the smaller share of satisfied. `gap`: how far apart the sides are,
    whichever is higher. `split`: the smaller of the two camps, satisfied and dissatisfied. `fall`: the greatest loss
    since the round before. Raises KeyError for another order.
    """
    rank = _RANKS[order]
    return sorted(found, key=lambda each: (not (key := rank(each)), key, each.number))


def _by_median(each: Compared) -> Rank:
    score = each.citizens
    return (score.median, score.satisfied or Fraction(0)) if score.median is not None else ()


def _by_gap(each: Compared) -> Rank:
    return (-abs(each.gap),) if each.gap is not None else ()


def _by_split(each: Compared) -> Rank:
    score = each.citizens
    if score.satisfied is None or score.dissatisfied is None or score.agreed:
        return ()
    return (-min(score.satisfied, score.dissatisfied),)


def _by_fall(each: Compared) -> Rank:
    return (each.change,) if each.change is not None else ()


_RANKS: dict[str, Callable[[Compared], Rank]] = {
    "listed": lambda each: (),
    "lowest": _by_median,
    "gap": _by_gap,
    "split": _by_split,
    "fall": _by_fall,
}
ORDERS = tuple(_RANKS)


def awaited(point: ServicePoint, criterion: Criterion) -> Compared:
    """Stands for a criterion whose scores are still being worked out."""
    score, cycle = Score(awaited=True), point.cycle
    return Compared(
        criterion=criterion,
        number=point.criteria.index(criterion) + 1,
        citizens=score,
        providers=score,
        gap=None,
        change=None,
        comparable=None,
        villages={each.code: score for each in point.villages},
        groups={group.key: score for group in cycle.groups},
        breakdowns=dict.fromkeys(cycle.breakdowns, score),
        village_median=None,
    )


def compare_one(results: Results, point: ServicePoint, criterion: Criterion) -> Compared:
    """One criterion of a service point."""
    key, cycle = criterion.key, point.cycle
    before = results.before(point.key, key)
    medians = results.village_medians(point.key, key)
    return Compared(
        criterion=criterion,
        number=point.criteria.index(criterion) + 1,
        citizens=score(results, point.key, key),
        providers=score(results, point.key, key, "providers"),
        gap=results.gap(point.key, key),
        change=results.change(point.key, key),
        comparable=before.comparable if before is not None else None,
        villages={each.code: score(results, point.key, key, village=each.code) for each in point.villages},
        groups={group.key: score(results, point.key, key, group=group.key) for group in cycle.groups},
        breakdowns={name: score(results, point.key, key, breakdown=name) for name in cycle.breakdowns},
        village_median=medians.median if medians is not None else None,
    )


def score(
    results: Results,
    point: str,
    criterion: str,
    side: str = "citizens",
    *,
    village: str = "",
    group: str = "",
    breakdown: str = ALL,
) -> Score:
    """One score by the keys of `Results.figures`."""
    found = results.figures(point, criterion, side, village=village, group=group, breakdown=breakdown)
    if found is None or found.median is None:
        hidden = results.is_hidden(point, criterion, side, village=village, group=group, breakdown=breakdown)
        return Score(hidden=hidden)
    return Score(
        median=found.median,
        n=found.n,
        bands=_bands(results, found),
        steps=len(results.scale.steps),
        faces=_faces(found.median, results.scale),
        satisfied=found.satisfied,
        dissatisfied=found.dissatisfied,
        mean=found.mean,
        split=scoring.polarised(found.counts, results.scale),
        agreed=Cell(point, side, village, group, criterion, breakdown, "votes") not in results.counts_of(point),
    )


def _bands(results: Results, found: scoring.Figures) -> tuple[int, ...]:
    if not found.counts:
        return ()
    if len(results.scale.steps) <= MOST_STEPS:
        return tuple(scoring.distribution(found.counts, results.scale))
    low = sum(found.counts.get(value, 0) for value in results.dissatisfied)
    high = sum(found.counts.get(value, 0) for value in results.satisfied)
    return low, found.n - low - high, high


def band_ends(results: Results) -> tuple[tuple[int, int], ...]:
    """The lowest and the highest mark of each band of a long scale; none where every step stands for itself."""
    steps = results.scale.steps
    if len(steps) <= MOST_STEPS:
        return ()
    low, high = max(results.dissatisfied), min(results.satisfied)
    return (steps[0], low), (low + 1, high - 1), (high, steps[-1])


def _faces(median: Fraction, scale: Scale) -> tuple[int, ...]:
    if len(scale.steps) > MOST_STEPS:
        return ()
    low = int(median)
    return (low,) if median == low else (low, low + 1)
