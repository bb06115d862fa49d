"""Scores above the service point as one piece: those of a commune, a district, a province or the country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from operator import itemgetter
from typing import NamedTuple

from facilitator.models import scoring
from facilitator.models.tally import ALL

METHODS = ("votes", "consensus")


class Key(NamedTuple):
    """A score above the service point: from `group` on as `Cell` has it."""

    scale: str
    kind: str
    side: str
    group: str
    criterion: str
    breakdown: str
    method: str


@dataclass(slots=True)
class Pooled:
    """Votes of several service points; hidden as soon as one part of them is."""

    votes: dict[int, int] = field(default_factory=dict)
    hidden: bool = False

    def add(self, votes: Mapping[int, int], hidden: bool) -> None:
        """Add those of another service point."""
        for value, people in votes.items():
            self.votes[value] = self.votes.get(value, 0) + people
        self.hidden |= hidden


@dataclass
class Pool:
    """The scores of one place in one round, and the votes of the round before under the same keys."""

    sums: dict[Key, Pooled] = field(default_factory=dict)
    before: dict[Key, Counter[int] | None] = field(default_factory=dict)
    """None where one part of it cannot be compared, or is hidden."""
    words: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """By kind of service and criterion: its text in Khmer and in English."""
    steps: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=dict)
    """By scale: the values that count as satisfied and as dissatisfied."""

    def add(self, other: Pool) -> None:
        """Add the scores of another place. Where words or steps differ, those that came first stay."""
        for key, more in other.sums.items():
            pooled = self.sums.get(key)
            if pooled is None:
                pooled = self.sums[key] = Pooled()
            pooled.add(more.votes, more.hidden)
        for key, votes in other.before.items():
            known = self.before.get(key, Counter())
            self.before[key] = None if known is None or votes is None else known + votes
        for place, words in other.words.items():
            self.words.setdefault(place, words)
        self.steps = other.steps | self.steps

    def in_order(self) -> Pool:
        """The same with its scores in the order of their keys, as rows have them."""
        self.sums = dict(sorted(self.sums.items(), key=itemgetter(0)))
        return self

    def gap(self, key: Key) -> Fraction | None:
        """As at a service point: each side by its votes, or by what it agreed on where it did not vote.

        On scores of everybody only, as `previous`.
        """
        if key.breakdown != ALL or key.group:
            return None
        medians = {}
        for side in ("citizens", "providers"):
            by_method = (key._replace(side=side, method=method) for method in METHODS)
            pooled = next((self.sums[found] for found in by_method if found in self.sums), None)
            medians[side] = scoring.median(pooled.votes) if pooled is not None and not pooled.hidden else None
        providers, citizens = medians["providers"], medians["citizens"]
        if providers is None or citizens is None:
            return None
        return scoring.gap(providers, citizens)

    def previous(self, key: Key) -> Fraction | None:
        """The median of the round before by the score's method, or by the other where that one was not used then."""
        if key.breakdown != ALL or key.group:
            return None
        methods = sorted(METHODS, key=lambda method: method != key.method)
        place = next((found for method in methods if (found := key._replace(method=method)) in self.before), None)
        votes = self.before[place] if place is not None else None
        return scoring.median(votes) if votes is not None else None
