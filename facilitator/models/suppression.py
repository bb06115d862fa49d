"""Which scores of a cycle a public copy hides, so that no small group's votes can be read or worked out.

The rules are those of the design's safety page, "People": a citizens' cell of 1 to k-1 people is hidden, and one whose
complement is 1 to k-1. What is hidden must not follow from what is shown: a hidden part that stands alone, or a hidden
rest under k, takes the smallest shown part of the same whole with it. Among women, men and other it takes the men: the
paper then prints women beside “men and other”. Providers' and consensus scores are institutional and stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

GENDERS = ("women", "men", "other")
ALL = "all"
_PRIME = 2**61 - 1
"""Elimination runs modulo a large prime: exact in whole numbers, without fractions."""


class Place(NamedTuple):
    """A cell inside one criterion of one service point; empty village or group: all of them."""

    village: str
    group: str
    breakdown: str


class Whole(NamedTuple):
    """A cell and the parts that make it up; what the parts leave over is nowhere printed."""

    cell: Place
    parts: tuple[Place, ...]


C = TypeVar("C", bound=tuple[str, ...])


def hidden(counts: Mapping[C, Mapping[int, int]], k: int) -> frozenset[C]:
    """The cells to hide.

    `counts` maps cells (service point, side, village, group, criterion, breakdown, method) to votes per value.
    """
    families: dict[tuple[str, str], dict[Place, tuple[C, int]]] = defaultdict(dict)
    for cell, votes in counts.items():
        point, side, village, group, criterion, breakdown, method = cell
        if side == "citizens" and method == "votes":
            families[point, criterion][Place(village, group, breakdown)] = (cell, sum(votes.values()))
    found: set[C] = set()
    for family in families.values():
        sizes = {place: n for place, (_cell, n) in family.items()}
        found.update(family[place][0] for place in hidden_places(sizes, k))
    return frozenset(found)


def hidden_places(sizes: Mapping[Place, int], k: int) -> set[Place]:
    """The cells to hide among those of one criterion, given how many people each holds."""
    wholes = list(_wholes(sizes))
    covered = {place for place, n in sizes.items() if 0 < n < k}
    for whole in wholes:
        covered.update(part for part in whole.parts if 0 < sizes[whole.cell] - sizes[part] < k)
    while True:
        more = {place for whole in wholes if (place := _give_away(whole, sizes, covered, k)) is not None}
        more = more or {
            place
            for known in _worked_out(wholes, sizes, covered)
            if (place := _cover_for(known, wholes, sizes, covered)) is not None
        }
        if not more:
            return covered
        covered |= more


def _give_away(whole: Whole, sizes: Mapping[Place, int], covered: set[Place], k: int) -> Place | None:
    """What to hide as well, because hidden parts of this whole could be worked out; None when they cannot."""
    shown = [part for part in whole.parts if part not in covered and sizes[part]]
    unknown = [sizes[part] for part in whole.parts if part in covered]
    rest = sizes[whole.cell] - sum(sizes[part] for part in whole.parts)
    if rest > 0:
        unknown.append(rest)
    if whole.cell in covered:
        exposed = not unknown
    else:
        exposed = any(part in covered for part in whole.parts) and (len(unknown) < 2 or sum(unknown) < k)
    if not exposed:
        return None
    if not shown:
        return None if whole.cell in covered else whole.cell
    men = next((part for part in shown if part.breakdown == "men"), None)
    return men or min(shown, key=lambda part: (sizes[part], part))


def _worked_out(wholes: list[Whole], sizes: Mapping[Place, int], covered: set[Place]) -> set[Place]:
    """Hidden cells that all the sums together determine, though no single sum does (Gaussian elimination)."""
    solved: dict[Place, dict[Place, int]] = {}
    for whole in wholes:
        if sizes[whole.cell] != sum(sizes[part] for part in whole.parts):
            continue
        row = {part: _PRIME - 1 for part in whole.parts if part in covered}
        if whole.cell in covered:
            row[whole.cell] = 1
        for pivot in [place for place in row if place in solved]:
            row = _less(row, solved[pivot], row.get(pivot, 0))
        if not row:
            continue
        pivot = min(row)
        inverse = pow(row[pivot], -1, _PRIME)
        row = {place: factor * inverse % _PRIME for place, factor in row.items()}
        for other, known in solved.items():
            solved[other] = _less(known, row, known.get(pivot, 0))
        solved[pivot] = row
    return {pivot for pivot, row in solved.items() if len(row) == 1}


def _less(row: dict[Place, int], other: dict[Place, int], times: int) -> dict[Place, int]:
    result = {place: (row.get(place, 0) - times * other.get(place, 0)) % _PRIME for place in {*row, *other}}
    return {place: factor for place, factor in result.items() if factor}


def _cover_for(known: Place, wholes: list[Whole], sizes: Mapping[Place, int], covered: set[Place]) -> Place | None:
    """The smallest shown cell that stands in a sum with this one; where there is none, the smallest of all."""
    beside = {
        place
        for whole in wholes
        if known in (whole.cell, *whole.parts)
        for place in (whole.cell, *whole.parts)
        if place not in covered and sizes[place]
    }
    beside = beside or {place for place in sizes if place not in covered}
    return min(beside, key=lambda place: (sizes[place], place), default=None)


def _wholes(sizes: Mapping[Place, int]) -> Iterator[Whole]:
    """Every cell that is a sum of others, once for each way it is split."""
    by_village, by_group, by_gender = defaultdict(list), defaultdict(list), defaultdict(list)
    for place in sorted(sizes):
        if place.village:
            by_village[place._replace(village="")].append(place)
        if place.group:
            by_group[place._replace(group="")].append(place)
        if place.breakdown in GENDERS:
            by_gender[place._replace(breakdown=ALL)].append(place)
        elif place.breakdown != ALL and place._replace(breakdown=ALL) in sizes:
            yield Whole(place._replace(breakdown=ALL), (place,))
    for split in (by_village, by_group, by_gender):
        for cell, parts in split.items():
            if cell in sizes:
                yield Whole(cell, tuple(parts))
