"""The rule of `privacy` applied to a scorecard: villages, groups and breakdowns are the parts, pooled votes the wholes.

Providers' and consensus scores are institutional: the score stays, but of the few providers no part is shown. Among
women, men and other the men are hidden with a small “other”: the paper then prints women beside “men and other”.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, TypeVar

from facilitator.models import audit, certainty
from facilitator.models.privacy import Sum, hidden_cells

MOST_KEPT = 256
"""Criteria whose hidden cells are remembered: those of two rounds of a commune with several service points."""
GENDERS = ("women", "men", "other")
ALL = "all"


class Place(NamedTuple):
    """A cell inside one criterion of one service point; empty village or group: all of them."""

    village: str
    group: str
    breakdown: str


C = TypeVar("C", bound=tuple[str, ...])


def hidden(counts: Mapping[C, Mapping[int, int]], k: int) -> frozenset[C]:
    """The cells to hide.

    `counts` maps cells (service point, side, village, group, criterion, breakdown, method) to votes per value.
    """
    families: dict[tuple[str, str], dict[Place, C]] = defaultdict(dict)
    for cell, votes in counts.items():
        point, side, village, group, criterion, breakdown, method = cell
        if side == "citizens" and method == "votes" and any(votes.values()):
            families[point, criterion][Place(village, group, breakdown)] = cell
    found = {cell for cell in counts if cell[1] == "providers" and (cell[3] or cell[5] != ALL)}
    for family in families.values():
        places = hidden_votes({place: counts[cell] for place, cell in family.items()}, k)
        found.update(family[place] for place in places)
    return frozenset(found)


def hidden_votes(votes: Mapping[Place, Mapping[int, int]], k: int) -> frozenset[Place]:
    """The cells to hide among those of one criterion, of which the others show how many people gave each step.

    Kept by what was voted: a round that is over, and a criterion that nobody touches, are worked out once for all
    papers and pages.
    """
    return worked_out(frozenset((place, tuple(sorted(counts.items()))) for place, counts in votes.items()), k)


@lru_cache(maxsize=MOST_KEPT)
def worked_out(content: frozenset[tuple[Place, tuple[tuple[int, int], ...]]], k: int) -> frozenset[Place]:
    """The same from votes that can be remembered: for each place its steps with their people."""
    votes = {place: dict(counts) for place, counts in sorted(content)}
    sizes = {place: sum(counts.values()) for place, counts in votes.items()}
    sums = list(_sums(sizes))
    found = hidden_places(sizes, k)
    while known := certainty.certain(votes, sums, found) or audit.certain(votes, sums, found):
        shown = votes.keys() - found
        more = {place for each in known for place in _around(each, shown)} or shown
        if not more:
            break
        found = hidden_places(sizes, k, also=found | more)
    return frozenset(found)


def hidden_places(sizes: Mapping[Place, int], k: int, also: Collection[Place] = ()) -> set[Place]:
    """The cells to hide among those of one criterion, given how many people each holds, and those of `also`."""
    places = list(sizes)
    number = {place: n for n, place in enumerate(places)}  # looked up a thousand times: whole numbers are quicker
    sums = [Sum(number[whole], [number[part] for part in parts]) for whole, parts in _sums(sizes)]
    found = hidden_cells(
        {number[place]: people for place, people in sizes.items()},
        sums,
        k,
        order=lambda n: (places[n].breakdown != "men",),
        also={number[place] for place in also},
    )
    return {places[n] for n in found}


def _around(known: Place, shown: Collection[Place]) -> set[Place]:
    """What else to hide when a hidden cell is certain: the nearest of the same kind of people that are still shown."""
    names = set(GENDERS) if known.breakdown in GENDERS else {known.breakdown}
    for people in (names, {ALL}):
        alike = [place for place in shown if place.breakdown in people]
        if alike:
            inside = max((place.village != "") + (place.group != "") for place in alike)
            return {place for place in alike if (place.village != "") + (place.group != "") == inside}
    return set()


def _sums(sizes: Mapping[Place, int]) -> Iterator[Sum[Place]]:
    """Every cell that is a sum of others, once for each way it is split."""
    splits: dict[tuple[Place, str], list[Place]] = defaultdict(list)
    for place in sorted(sizes):
        village, group, breakdown = place
        if village:
            splits[Place("", group, breakdown), "village"].append(place)
        if group:
            splits[Place(village, "", breakdown), "group"].append(place)
        if breakdown != ALL:
            way = "gender" if breakdown in GENDERS else breakdown
            splits[Place(village, group, ALL), way].append(place)
    for (whole, _way), parts in splits.items():
        if whole in sizes:
            yield Sum(whole, parts)
