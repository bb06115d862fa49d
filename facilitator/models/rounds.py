"""The round before of what is pooled above the service point: by kind of service, in the words of today's criteria."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from facilitator.models.tally import ALL

if TYPE_CHECKING:
    from facilitator.models.pool import Pool
    from facilitator.models.results import Results

Wording = tuple[str, str]


class Score(NamedTuple):
    """Everybody's score of one criterion at all service points of a kind."""

    kind: str
    side: str
    criterion: str
    method: str


Votes = dict[Score, Counter[int] | None]
"""None where a public copy hides a part of them."""


def votes_before(results: Results, earlier_pool: Pool | None = None) -> Votes:
    """The commune's votes one round earlier, under today's keys of the criteria.

    None where they cannot be compared (the scale changed, or the wording without a “same as”), or where this public
    copy hides a part of them. A criterion that nobody scored then is left out. Where that round's pool is known, what
    it hides need not be worked out again.
    """
    previous = results.previous
    if previous is None:
        return {}
    then = _everybody(previous) if earlier_pool is None else _everybody_in(earlier_pool)
    found: Votes = {}
    for (kind, criterion), earlier in _earlier_keys(results, previous).items():
        for score, votes in then.items():
            if score.kind == kind and score.criterion in earlier.keys:
                found[score._replace(criterion=criterion)] = votes if earlier.comparable else None
    return found


class _Earlier(NamedTuple):
    keys: set[str]
    comparable: bool


def _everybody_in(pool: Pool) -> Votes:
    return {
        Score(key.kind, key.side, key.criterion, key.method): None if pooled.hidden else Counter(pooled.votes)
        for key, pooled in pool.sums.items()
        if key.breakdown == ALL and not key.group
    }


def _everybody(results: Results) -> Votes:
    kinds = {point.key: point.kind for point in results.cycle.service_points}
    found: Votes = {}
    for cell, votes in results.counts.items():
        if cell.village or cell.group or cell.breakdown != ALL:
            continue
        score = Score(kinds[cell.service_point], cell.side, cell.criterion, cell.method)
        pooled = found.setdefault(score, Counter())
        found[score] = None if pooled is None or results.hides(cell) else pooled + Counter(votes)
    return found


def _earlier_keys(results: Results, previous: Results) -> dict[tuple[str, str], _Earlier]:
    """The keys that today's criteria had then. Comparable when there is one, with the same words or a link to it."""
    words: dict[tuple[str, str], set[Wording]] = defaultdict(set)
    for point in previous.cycle.service_points:
        for criterion in point.criteria:
            words[point.kind, criterion.key].add((criterion.text_km, criterion.text_en))
    keys: dict[tuple[str, str], set[str]] = defaultdict(set)
    changed: set[tuple[str, str]] = set()
    for point in results.cycle.service_points:
        for criterion in point.criteria:
            earlier = criterion.same_as or criterion.key
            keys[point.kind, criterion.key].add(earlier)
            own = (criterion.text_km, criterion.text_en)
            if not criterion.same_as and words[point.kind, earlier] != {own}:
                changed.add((point.kind, criterion.key))
    same_scale = results.scale == previous.scale
    return {
        place: _Earlier(earlier, same_scale and place not in changed and len(earlier) == 1)
        for place, earlier in keys.items()
    }
