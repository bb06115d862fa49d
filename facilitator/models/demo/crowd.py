"""People at an invented meeting and the votes they give, so that every count agrees with every other."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import accumulate
from math import comb
from random import Random

from facilitator import people
from facilitator.models.cycle import BREAKDOWNS

CATEGORIES = (*BREAKDOWNS, *people.AGES)
_BIT = {name: 1 << place for place, name in enumerate(CATEGORIES)}

STEPS = (1, 2, 3, 4, 5)
OTHER_GENDER, DISABILITY, MINORITY, ID_POOR = 0.012, 0.06, 0.04, 0.19
OLDER = 0.42
"""Of those over 30, the share that is over 45."""
ODD_VOTES = 0.12
"""The share of people who vote anything at all: opinions in a village are never of one kind."""
ABSTAIN = 0.15
"""How often one person of a group gives no vote."""


class Crowd:
    """The people of one group at one meeting, each a set of categories; only their counts are ever stored."""

    def __init__(self, members: list[int]) -> None:
        self.members = members

    @classmethod
    def of(cls, random: Random, size: int, women: float, young: float) -> Crowd:
        """So many people, with these shares of women and of people of 15 to 30."""
        return cls([_person(random, women, young) for _number in range(size)])

    def __add__(self, other: Crowd) -> Crowd:
        return Crowd(self.members + other.members)

    def some(self, random: Random, size: int) -> Crowd:
        """Some of them."""
        return Crowd(random.sample(self.members, min(size, len(self.members))))

    def __len__(self) -> int:
        return len(self.members)

    def counts(self, *names: str) -> dict[str, int]:
        """How many there are in all and of each of these categories."""
        return {"total": len(self)} | {name: self._count(_BIT[name]) for name in names}

    def votes(self, random: Random, level: float) -> list[int]:
        """A vote of each of them around a level of the scale of five; now and then one gives none."""
        voters = len(self) - (random.random() < ABSTAIN)
        return random.choices(STEPS, cum_weights=_weights(round(level, 1)), k=voters)

    def close_votes(self, random: Random, level: float) -> list[int]:
        """A vote of each of them within one step of a level: colleagues who have talked it over."""
        return random.choices(STEPS, [max(0.0, 1.5 - abs(step - level)) for step in STEPS], k=len(self))

    def tally(self, votes: list[int], breakdown: str) -> dict[int, int]:
        """How many of that category gave each step."""
        bit = _BIT[breakdown]
        return dict(sorted(Counter(vote for who, vote in zip(self.members, votes, strict=False) if who & bit).items()))

    def _count(self, bit: int) -> int:
        return sum(1 for who in self.members if who & bit)


def _person(random: Random, women: float, young: float) -> int:
    if 0 < women < 1 and random.random() < OTHER_GENDER:
        gender = "other"
    else:
        gender = people.GENDERS[0] if random.random() < women else people.GENDERS[1]
    who = _BIT[gender] | _age(random, young)
    for name, share in (("disability", DISABILITY), ("minority", MINORITY), ("idpoor", ID_POOR)):
        if random.random() < share:
            who |= _BIT[name]
    return who


def _age(random: Random, young: float) -> int:
    if random.random() < young:
        return _BIT["age_15_30"] | _BIT["youth"]
    return _BIT["age_46" if random.random() < OLDER else "age_31_45"]


@cache
def _weights(level: float) -> list[float]:
    """Cumulated weights of the five steps: a binomial around the level, with some odd votes."""
    share = (min(max(level, 1.1), 4.9) - 1) / 4
    binomial = [comb(4, step) * share**step * (1 - share) ** (4 - step) for step in range(5)]
    return list(accumulate((1 - ODD_VOTES) * weight + ODD_VOTES / 5 for weight in binomial))
