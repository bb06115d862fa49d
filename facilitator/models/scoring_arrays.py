"""The figures of many scores at once, as arrays: the same as `scoring.figures` gives one by one, sooner.

A level of the country has a hundred thousand scores. Everything is counted in whole numbers; fractions are made at the
end, each of them once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from functools import lru_cache

from facilitator.models import scoring
from facilitator.models.scoring import Counts, Figures

FEW = 8
"""Fewer scores than these are quicker one by one."""


def figures_of_many(
    votes: Sequence[Counts], satisfied: Collection[int], dissatisfied: Collection[int]
) -> list[Figures]:
    """All figures of several scores; `satisfied` and `dissatisfied` are the values that count as such."""
    if len(votes) < FEW:
        return [scoring.figures(counts, satisfied, dissatisfied) for counts in votes]
    import numpy as np

    values = sorted({value for counts in votes for value in counts})
    if not values:
        return [scoring.figures(counts, satisfied, dissatisfied) for counts in votes]
    worth = np.array(values)
    row = np.repeat(np.arange(len(votes)), [len(counts) for counts in votes])
    column = np.searchsorted(worth, [value for counts in votes for value in counts])
    table = np.zeros((len(votes), len(values)), dtype=np.int64)
    table[row, column] = [people for counts in votes for people in counts.values()]
    n = table.sum(axis=1)
    passed = table.cumsum(axis=1)
    low, high = (worth[(passed > middle[:, None]).argmax(axis=1)] for middle in ((n - 1) // 2, n // 2))
    return [
        Figures(
            people,
            {value: count for value, count in zip(values, counts, strict=True) if count},
            _fraction(middles, 2) if people else None,
            _fraction(total, people) if people >= scoring.MEAN_MIN_N else None,
            _fraction(pleased, people) if people else None,
            _fraction(displeased, people) if people else None,
        )
        for counts, people, middles, total, pleased, displeased in zip(
            table.tolist(),
            n.tolist(),
            (low + high).tolist(),
            (table @ worth).tolist(),
            table[:, np.isin(worth, list(satisfied))].sum(axis=1).tolist(),
            table[:, np.isin(worth, list(dissatisfied))].sum(axis=1).tolist(),
            strict=True,
        )
    ]


@lru_cache(maxsize=1 << 16)
def _fraction(numerator: int, denominator: int) -> Fraction:
    return Fraction(numerator, denominator)
