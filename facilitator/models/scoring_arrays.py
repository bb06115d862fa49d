"""The figures of many scores at once, as arrays: the same as `scoring.figures` gives one by one, sooner.

A level of the country has a hundred thousand scores. `wholes_of` counts everything in whole numbers, which can be kept;
`figures_of` makes the fractions of them, each of them once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from facilitator.models import scoring
from facilitator.models.scoring import Counts, Figures

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

WHOLES = 5
"""How many whole numbers stand for a score: n, the sum of its two middle votes (of its middle one twice), the sum of
all votes, the satisfied and the dissatisfied."""
MOST_KEPT = 1 << 16


def wholes_of(votes: Sequence[Counts], satisfied: Collection[int], dissatisfied: Collection[int]) -> Numbers:
    """The whole numbers of several scores, a column each; `satisfied` and `dissatisfied` are values that count so."""
    import numpy as np

    values = sorted({value for counts in votes for value in counts})
    if not values:
        return np.zeros((WHOLES, len(votes)), dtype=np.int64)
    worth = np.array(values)
    row = np.repeat(np.arange(len(votes)), [len(counts) for counts in votes])
    column = np.searchsorted(worth, [value for counts in votes for value in counts])
    table = np.zeros((len(votes), len(values)), dtype=np.int64)
    table[row, column] = [people for counts in votes for people in counts.values()]
    n = table.sum(axis=1)
    passed = table.cumsum(axis=1)
    low, high = (worth[(passed > middle[:, None]).argmax(axis=1)] for middle in ((n - 1) // 2, n // 2))
    pleased, displeased = (table[:, np.isin(worth, list(counted))].sum(axis=1) for counted in (satisfied, dissatisfied))
    return np.stack([n, low + high, table @ worth, pleased, displeased])


def figures_of(wholes: Numbers, counts: Iterable[dict[int, int]]) -> Iterator[Figures]:
    """All figures of the scores with these whole numbers in turn; `counts` says of each who gave what, lowest first."""
    import numpy as np

    n, middles, total, pleased, displeased = wholes
    columns = (
        n.tolist(),
        counts,
        fractions(middles, np.where(n > 0, 2, 0)),
        fractions(total, np.where(n >= scoring.MEAN_MIN_N, n, 0)),
        fractions(pleased, n),
        fractions(displeased, n),
    )
    return map(_figures, zip(*columns, strict=True))


_figures: Callable[[Iterable[object]], Figures] = partial(tuple.__new__, Figures)
"""As `Figures._make`, sooner."""


def fractions(numerators: Numbers, denominators: Numbers) -> Iterator[Fraction | None]:
    """The fractions in turn; None where the denominator is 0."""
    return map(_fractions.__getitem__, zip(numerators.tolist(), denominators.tolist(), strict=True))


class _Fractions(dict[tuple[int, int], "Fraction | None"]):
    """Fractions by numerator and denominator, made when first asked for: a hundred thousand scores share a few."""

    def __missing__(self, key: tuple[int, int]) -> Fraction | None:
        if len(self) >= MOST_KEPT:
            self.clear()
        numerator, denominator = key
        found = self[key] = Fraction(numerator, denominator) if denominator else None
        return found


_fractions = _Fractions()
