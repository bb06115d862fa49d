"""The rule of `privacy` applied to a scorecard: villages, groups and breakdowns are the parts, pooled votes the wholes.

Providers' and consensus scores are institutional: the score stays, but of the few providers no part is shown. Among
women, men and other the men are hidden with a small “other”: the paper then prints women beside “men and other”.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from facilitator import __version__
from facilitator.hashing import blake2b
from facilitator.models import audit, certainty
from facilitator.models.exchanges import Exchanges
from facilitator.models.privacy import Sum, hidden_cells, linked

if TYPE_CHECKING:
    from facilitator.models.scoring import Counts

MOST_KEPT = 256
"""Criteria whose hidden cells are remembered: those of two rounds of a commune with several service points."""
GENDERS = ("women", "men", "other")
ALL = "all"


class Place(NamedTuple):
    """A cell inside one criterion of one service point; empty village or group: all of them."""

    village: str
    group: str
    breakdown: str


Content = tuple[tuple[Place, tuple[tuple[int, int], ...]], ...]
"""The votes on one criterion, in order: for each place its steps with their people."""

kept: dict[bytes, bytes] = {}
"""What a database kept of earlier starts of the program (`models.hiding`): packed cells by the digest of the votes."""

C = TypeVar("C", bound=tuple[str, ...])


class Hidden(NamedTuple, Generic[C]):
    """The cells to hide, and the digests (`digest_of`) of the votes on each criterion."""

    cells: frozenset[C]
    votes: frozenset[bytes]


def hidden(counts: Mapping[C, Mapping[int, int]], k: int) -> Hidden[C]:
    """The cells to hide among those of which the others show how many people gave each step.

    `counts` maps cells (service point, side, village, group, criterion, breakdown, method) to votes per value. What
    was found is remembered by the votes: a round that is over, and a criterion that nobody touches, are worked out once
    for all papers and pages.
    """
    found = {cell for cell in counts if cell[1] == "providers" and (cell[3] or cell[5] != ALL)}
    digests = set()
    for family in _families(counts):
        digest, places = worked_out(_content({place: counts[cell] for place, cell in family.items()}), k)
        found.update(family[place] for place in places)
        digests.add(digest)
    return Hidden(frozenset(found), frozenset(digests))


def _families(counts: Mapping[C, Mapping[int, int]]) -> Collection[Mapping[Place, C]]:
    """The cells of each criterion of each service point on which people voted."""
    families: dict[tuple[str, str], dict[Place, C]] = defaultdict(dict)
    for cell, votes in counts.items():
        point, side, village, group, criterion, breakdown, method = cell
        if side == "citizens" and method == "votes" and any(votes.values()):
            families[point, criterion][Place(village, group, breakdown)] = cell
    return families.values()


def packed(counts: Mapping[C, Mapping[int, int]], hidden: Collection[C], k: int) -> Iterator[tuple[str, bytes, bytes]]:
    """The cells that `hidden` found, to be kept: the criterion, the digest of its votes, and a bit for each cell."""
    for family in _families(counts):
        criterion = next(iter(family.values()))[4]
        table = _content({place: counts[cell] for place, cell in family.items()})
        bits = sum(1 << number for number, (place, _votes) in enumerate(table) if family[place] in hidden)
        yield criterion, digest_of(table, k), bits.to_bytes(len(table) // 8 + 1, "little")


def digest_of(table: Content, k: int) -> bytes:
    """The digest of the votes on one criterion, in order, and of what else decides which of them are hidden.

    That is also the rule: what another version of the program kept is worked out anew.
    """
    rows = [(*place, votes) for place, votes in table]  # named ones take twice as long to write down
    return bytes(blake2b(json.dumps((__version__, k, rows)).encode(), digest_size=16).digest())


def _content(votes: Mapping[Place, Mapping[int, int]]) -> Content:
    return tuple(sorted((place, tuple(sorted(counts.items()))) for place, counts in votes.items()))


@lru_cache(maxsize=MOST_KEPT)
def worked_out(content: Content, k: int) -> tuple[bytes, frozenset[Place]]:
    """The digest of the votes on one criterion, and the cells to hide among them."""
    digest = digest_of(content, k)
    if digest in kept:
        bits = int.from_bytes(kept[digest], "little")
        return digest, frozenset(place for number, (place, _votes) in enumerate(content) if bits >> number & 1)
    return digest, _worked_out(content, k)


def _worked_out(table: Content, k: int) -> frozenset[Place]:
    places = [place for place, _counts in table]
    votes = {cell: dict(counts) for cell, (_place, counts) in enumerate(table)}
    sizes = {cell: sum(counts.values()) for cell, counts in votes.items()}
    sums = _sums(places)
    exchanges = Exchanges(list(votes.values()), sums, places)
    found = _hidden_cells(places, sizes, sums, k, safe=exchanges.safe)
    while known := _certain(votes, sums, found, exchanges):
        shown = {place: cell for cell, place in enumerate(places) if cell not in found}
        more = {near for cell in known for near in _around(places[cell], shown)} or shown
        if not more:
            break
        also = found.union(shown[place] for place in more)
        found = _hidden_cells(places, sizes, sums, k, also=also, safe=exchanges.safe)
    return frozenset(places[cell] for cell in found)


def _certain(votes: Mapping[int, Counts], sums: Sequence[Sum[int]], found: set[int], exchanges: Exchanges) -> set[int]:
    """The hidden cells of which a reader can work out how many people they hold.

    Only where no exchange tells that he cannot, bounds are narrowed: by the sums that these cells are in, and where
    that does not tell of all of them, by all that hang together with these. Where this finds nothing programs decide.
    """
    doubtful = found.difference(exchanges.safe(found))
    if not doubtful:
        return set()
    at_hand = [each for each in sums if each.whole in doubtful or not doubtful.isdisjoint(each.parts)]
    known = certainty.certain(votes, at_hand, found)
    if known != doubtful and (near := _near(doubtful, sums, found)) != at_hand:
        known = certainty.certain(votes, near, found)
    if not known:
        doubtful = found.difference(exchanges.safe(found, thorough=True))
        known = audit.certain(votes, _near(doubtful, sums, found), found) if doubtful else set()
    return known


def _near(cells: Collection[int], sums: Sequence[Sum[int]], found: set[int]) -> list[Sum[int]]:
    """The sums that tell of these cells, of hidden ones that stand with them in a sum, and so on."""
    return [Sum(whole, parts) for whole, *parts in linked(cells, [(whole, *parts) for whole, parts in sums], found)]


def hidden_places(sizes: Mapping[Place, int], k: int) -> set[Place]:
    """The cells to hide among those of one criterion, given how many people each holds."""
    places = sorted(sizes)
    found = _hidden_cells(places, dict(enumerate(map(sizes.__getitem__, places))), _sums(places), k)
    return {places[cell] for cell in found}


def _hidden_cells(
    places: Sequence[Place],
    sizes: Mapping[int, int],
    sums: Sequence[Sum[int]],
    k: int,
    *,
    also: Collection[int] = (),
    safe: Callable[[set[int]], Collection[int]] | None = None,
) -> set[int]:
    """`hidden_cells` of numbered places: men are hidden rather than others."""
    return hidden_cells(sizes, sums, k, order=lambda cell: (places[cell].breakdown != "men",), also=also, safe=safe)


def _around(known: Place, shown: Collection[Place]) -> set[Place]:
    """What else to hide when a hidden cell is certain: the nearest of the same kind of people that are still shown."""
    names = set(GENDERS) if known.breakdown in GENDERS else {known.breakdown}
    for people in (names, {ALL}):
        alike = [place for place in shown if place.breakdown in people]
        if alike:
            inside = max((place.village != "") + (place.group != "") for place in alike)
            return {place for place in alike if (place.village != "") + (place.group != "") == inside}
    return set()


def _sums(places: Sequence[Place]) -> list[Sum[int]]:
    """Every cell that is a sum of others, once for each way it is split; cells by their number, places in order."""
    number = {place: cell for cell, place in enumerate(places)}
    splits: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    for cell, (village, group, breakdown) in enumerate(places):
        if village:
            splits["", group, breakdown, "village"].append(cell)
        if group:
            splits[village, "", breakdown, "group"].append(cell)
        if breakdown != ALL:
            splits[village, group, ALL, "gender" if breakdown in GENDERS else breakdown].append(cell)
    wholes = ((number.get(Place(*whole)), parts) for (*whole, _way), parts in splits.items())
    return [Sum(whole, parts) for whole, parts in wholes if whole is not None]
