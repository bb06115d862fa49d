from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.models.shares import largest_remainder

AMOUNTS = st.lists(st.integers(0, 10**13), min_size=1, max_size=12)


def test_three_equal_parts_make_a_hundred() -> None:
    assert largest_remainder([1, 1, 1]) == [34, 33, 33]


def test_the_largest_remainders_get_what_is_left() -> None:
    # 40.04, 30.03, 29.93: one is left, and .93 is the largest remainder.
    assert largest_remainder([4004, 3003, 2993]) == [40, 30, 30]


def test_nothing_stays_nothing() -> None:
    assert largest_remainder([0, 0]) == [0, 0]
    assert largest_remainder([]) == []


def test_a_negative_amount_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        largest_remainder([5, -1])


@given(AMOUNTS, st.sampled_from([10, 100, 1000]))
def test_shares_add_up_and_stay_within_one_of_the_exact_value(amounts: list[int], total: int) -> None:
    shares = largest_remainder(amounts, total)
    if sum(amounts) == 0:
        assert shares == [0] * len(amounts)
        return
    assert sum(shares) == total
    for share, amount in zip(shares, amounts, strict=True):
        assert abs(share - Fraction(amount * total, sum(amounts))) < 1
        assert share == 0 or amount > 0


@given(AMOUNTS)
def test_more_money_never_has_the_smaller_share(amounts: list[int]) -> None:
    shares = largest_remainder(amounts)
    ranked = sorted(zip(amounts, shares, strict=True))
    assert all(a[1] <= b[1] for a, b in pairwise(ranked) if a[0] < b[0])
