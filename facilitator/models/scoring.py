"""The arithmetic of scores: pure functions on plain whole numbers, exact, the one place for screen, paper and sheet.

Votes come as `counts`: how many people gave each value. Results are whole numbers or fractions, never rounded here;
rounding belongs to whoever shows them. A group's result is the **median** (the rule of the national scorecard), and
beside it always stand n, the shares of satisfied and dissatisfied, the distribution, and from ten votes the mean.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple, TypeVar

MEAN_MIN_N = 10
"""A mean of fewer votes swings with a single person; it is not shown."""

POLARISED_SHARE = Fraction(1, 3)
Z_95 = 1.959963984540054
"""The 97.5 % point of the normal distribution: 95 % lie between -z and +z."""

Counts = Mapping[int, int]
Value = TypeVar("Value", int, Fraction)

_STEPS = {"1-3": range(1, 4), "1-5": range(1, 6), "0-100": range(101)}
# Fifths of the marks mirror the five faces: above 60 stands for faces 4 and 5, below 40 for 1 and 2.
_SATISFIED = {"1-3": (3,), "1-5": (4, 5), "0-100": tuple(range(61, 101))}
_DISSATISFIED = {"1-3": (1,), "1-5": (1, 2), "0-100": tuple(range(40))}


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of votes by its key: `1-3`, `1-5` (the faces) or `0-100` (marks). Raises ValueError for another key."""

    key: str

    def __post_init__(self) -> None:
        if self.key not in _STEPS:
            raise ValueError(self.key)

    @property
    def steps(self) -> range:
        """Every value a person can give, lowest first."""
        return _STEPS[self.key]

    @property
    def satisfied(self) -> tuple[int, ...]:
        """The values that count as satisfied unless the cycle says otherwise."""
        return _SATISFIED[self.key]

    @property
    def dissatisfied(self) -> tuple[int, ...]:
        """The values that count as dissatisfied unless the cycle says otherwise."""
        return _DISSATISFIED[self.key]


class Figures(NamedTuple):
    """What is shown of one score. Fractions are exact; None where there is nothing to say."""

    n: int
    counts: dict[int, int]
    """People per value, lowest value first; values that nobody gave are left out."""
    median: Fraction | None
    mean: Fraction | None
    """Only from `MEAN_MIN_N` votes on."""
    satisfied: Fraction | None
    dissatisfied: Fraction | None

    def score_only(self) -> Figures:
        """The score and n alone: how a public copy tells what an institution said of itself, without who voted what."""
        return Figures(self.n, {}, self.median, None, None, None)


def figures(counts: Counts, satisfied: Collection[int], dissatisfied: Collection[int]) -> Figures:
    """All figures of one score; `satisfied` and `dissatisfied` are the values that count as such."""
    n = total(counts)
    return Figures(
        n=n,
        counts={value: counts[value] for value in sorted(counts) if counts[value]},
        median=median(counts),
        mean=mean(counts) if n >= MEAN_MIN_N else None,
        satisfied=share(counts, satisfied),
        dissatisfied=share(counts, dissatisfied),
    )


def total(counts: Mapping[Value, int]) -> int:
    """How many people voted."""
    return sum(counts.values())


def median(counts: Mapping[Value, int]) -> Fraction | None:
    """The middle vote of all votes in order; for an even number the middle between the two middle ones.

    3, 3, 4, 4 gives 7/2: the half is kept. None when nobody voted.
    """
    n = total(counts)
    if n == 0:
        return None
    return Fraction(_vote(counts, (n - 1) // 2) + _vote(counts, n // 2)) / 2


def _vote(counts: Mapping[Value, int], position: int) -> Value:
    """The vote at that place (from 0) when all votes stand in order."""
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        if passed > position:
            return value
    raise IndexError(position)


def mean(counts: Counts) -> Fraction | None:
    """The sum of all votes by their number; None when nobody voted. Shown from `MEAN_MIN_N` votes on."""
    n = total(counts)
    return Fraction(sum(value * people for value, people in counts.items()), n) if n else None


def share(counts: Counts, values: Collection[int]) -> Fraction | None:
    """The part of the votes, 0 to 1, that gave one of these values; None when nobody voted."""
    n = total(counts)
    return Fraction(sum(counts.get(value, 0) for value in set(values)), n) if n else None


def distribution(counts: Counts, scale: Scale) -> list[int]:
    """People per step of the scale, lowest first, zeros included."""
    return [counts.get(step, 0) for step in scale.steps]


def pool(parts: Iterable[Counts]) -> Counter[int]:
    """The votes of several groups or villages together: one person, one vote."""
    pooled: Counter[int] = Counter()
    for counts in parts:
        pooled.update(counts)
    return pooled


def median_of_medians(medians: Iterable[Value]) -> Fraction | None:
    """The other way from villages to commune: the median of their medians, one village, one vote."""
    return median(Counter(medians))


def median_of_medians_figures(medians: Sequence[Fraction]) -> Figures:
    """The same as figures: n is the number of villages; shares and mean have no meaning there and are None."""
    return Figures(len(medians), {}, median_of_medians(medians), None, None, None)


def gap(providers: Fraction, citizens: Fraction) -> Fraction:
    """Providers' score less citizens' score: above zero, providers think better of their service."""
    return providers - citizens


def change(now: Fraction, before: Fraction) -> Fraction:
    """This round's score less the last one's: above zero, it got better."""
    return now - before


def order_disagrees(one: Sequence[Fraction | None], other: Sequence[Fraction | None]) -> bool:
    """True when two ways of counting would put some pair of criteria in opposite orders.

    Both hold one score per criterion, in the same order; pairs with a missing score are passed over, and a tie
    contradicts nothing.
    """
    scored = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    return any((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(scored, 2))


def polarised(counts: Counts, scale: Scale) -> bool:
    """True when the median hides two camps: a third or more is satisfied and a third or more dissatisfied.

    A rule of this project, not of the national scorecard: with a third on each side no camp can be a few outliers.
    """
    pleased, displeased = share(counts, scale.satisfied), share(counts, scale.dissatisfied)
    if pleased is None or displeased is None:
        return False
    return pleased >= POLARISED_SHARE and displeased >= POLARISED_SHARE


def wilson(k: int, n: int, z: float = Z_95) -> tuple[float, float]:
    """The 95 % interval of a share k of n, both ends between 0 and 1.

    Wilson's score interval, (p + z²/2n ± z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n)
    (E. B. Wilson, 1927, J. Am. Stat. Assoc. 22:209). It stays sound for small n and for shares near 0 or 1.
    Raises ValueError unless 0 ≤ k ≤ n and n > 0.
    """
    if not 0 <= k <= n or n == 0:
        raise ValueError((k, n))
    p = k / n
    centre = p + z * z / (2 * n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if k == 0 else (centre - half) / scale
    high = 1.0 if k == n else (centre + half) / scale
    return low, high


def difference(before: tuple[int, int], now: tuple[int, int]) -> tuple[float, float, float]:
    """The difference of two shares (now less before), with the ends of its 95 % interval; each share as (k, n).

    Newcombe's method from the two Wilson intervals: low = d - √((p₂-l₂)² + (u₁-p₁)²), high = d + √((u₂-p₂)² + (p₁-l₁)²)
    (R. G. Newcombe, 1998, Stat. Med. 17:873, method 10). Raises ValueError as `wilson` does.
    """
    low_1, high_1 = wilson(*before)
    low_2, high_2 = wilson(*now)
    p_1, p_2 = before[0] / before[1], now[0] / now[1]
    points = p_2 - p_1
    return points, points - math.hypot(p_2 - low_2, high_1 - p_1), points + math.hypot(high_2 - p_2, p_1 - low_1)
