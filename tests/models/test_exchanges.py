"""Exchanges that leave a public copy as it is: what they prove, they prove rightly."""

from __future__ import annotations

import random

import pytest

from facilitator.models import audit, certainty, suppression
from facilitator.models.exchanges import Exchanges
from facilitator.models.privacy import Sum
from facilitator.models.results import pool
from facilitator.models.suppression import Place
from tests.faults.privacy_attacker import K, meeting

WHOLE, WOMEN, MEN, OTHER = range(4)
SUMS = [Sum(WHOLE, [WOMEN, MEN, OTHER])]


def test_of_two_hidden_parts_one_may_hold_what_the_other_lacks() -> None:
    exchanges = Exchanges([{3: 20}, {3: 12}, {3: 5}, {3: 3}], SUMS)
    assert exchanges.safe({MEN, OTHER}) == {MEN, OTHER}


def test_a_single_hidden_part_has_nothing_to_exchange() -> None:
    assert Exchanges([{3: 20}, {3: 12}, {3: 5}, {3: 3}], SUMS).safe({MEN}) == set()


def test_two_single_people_cannot_become_nobody() -> None:
    exchanges = Exchanges([{3: 22}, {3: 20}, {3: 1}, {3: 1}], SUMS)
    assert exchanges.safe({MEN, OTHER}, thorough=True) == set()


def test_a_single_person_may_have_given_another_step_where_somebody_joins() -> None:
    """Two men less a 1 and one 5 more; of the others a 5 less, and two 1s more."""
    votes = [{1: 14, 5: 11}, {1: 12, 5: 8}, {1: 2, 5: 2}, {5: 1}]
    exchanges = Exchanges(votes, SUMS)
    assert exchanges.safe({MEN, OTHER}) == {MEN, OTHER}


def test_counts_that_contradict_each_other_prove_nothing() -> None:
    assert Exchanges([{3: 6}, {3: 4}, {3: 3}, {3: 2}], SUMS).safe({MEN, OTHER}) == set()


def test_who_is_in_no_part_leaves_a_part_open_at_the_steps_that_they_gave() -> None:
    youth = [Sum(0, [1])]
    assert Exchanges([{1: 20, 2: 5}, {1: 12, 2: 5}], youth).safe({1}) == {1}
    assert Exchanges([{1: 20}, {1: 1, 2: 19}], youth).safe({1}) == set()


def test_an_exchange_of_another_table_is_used_only_where_it_is_one() -> None:
    names = ["whole", "women", "men", "other"]
    assert Exchanges([{3: 20}, {3: 12}, {3: 5}, {3: 3}], SUMS, names).safe({MEN, OTHER}) == {MEN, OTHER}
    assert Exchanges([{3: 22}, {3: 20}, {3: 1}, {3: 1}], SUMS, names).safe({MEN, OTHER}) == set()
    apart = [*SUMS, Sum(4, [MEN])]
    assert Exchanges([{3: 20}, {3: 12}, {3: 5}, {3: 3}, {3: 5}], apart, [*names, "one"]).safe({MEN, OTHER}) == set()


@pytest.mark.parametrize("seed", range(25))
def test_what_exchanges_prove_safe_no_bounds_and_no_program_make_certain(seed: int) -> None:
    """Of random meetings, with every small cell hidden and some others: here much can be worked out."""
    rng = random.Random(seed)
    table = {Place(cell.village, cell.group, cell.breakdown): votes for cell, votes in pool(meeting(rng)).items()}
    places = sorted(table)
    votes = {number: dict(table[place]) for number, place in enumerate(places)}
    sums = suppression._sums(places)
    hidden = {number for number, counts in votes.items() if sum(counts.values()) < K or rng.random() < 0.2}
    exchanges = Exchanges(list(votes.values()), sums)
    safe = set(exchanges.safe(hidden))
    known = audit.certain(votes, sums, hidden)
    assert safe.isdisjoint(known)
    assert safe <= set(exchanges.safe(hidden, thorough=True)) <= hidden - known
    assert certainty.certain(votes, sums, hidden) <= known


@pytest.mark.parametrize("seed", range(25))
def test_bounds_are_the_same_with_whole_numbers_and_with_arrays(seed: int) -> None:
    rng = random.Random(seed)
    table = {Place(cell.village, cell.group, cell.breakdown): votes for cell, votes in pool(meeting(rng)).items()}
    places = sorted(table)
    votes = {number: dict(table[place]) for number, place in enumerate(places)}
    hidden = {number for number, counts in votes.items() if sum(counts.values()) < K or rng.random() < 0.3}
    told = [each for each in suppression._sums(places) if any(cell in hidden for cell in (each.whole, *each.parts))]
    if told:
        assert certainty.certain(votes, told, hidden) == certainty._certain(votes, told, hidden)
