from __future__ import annotations

import statistics
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from facilitator.models import scoring
from facilitator.models.scoring import Scale

FIVE = Scale("1-5")
VOTES = st.lists(st.integers(1, 5), min_size=1, max_size=60)
MEDIANS = st.lists(st.fractions(1, 5, max_denominator=2), min_size=1, max_size=20)


def test_the_worked_example_keeps_its_half() -> None:
    assert scoring.median(Counter([3, 3, 4, 4])) == Fraction(7, 2)


@given(VOTES)
def test_median_and_mean_as_the_libraries_compute_them(votes: list[int]) -> None:
    counts = Counter(votes)
    assert scoring.median(counts) == statistics.median([Fraction(vote) for vote in votes]) == np.median(votes)
    assert scoring.mean(counts) == statistics.fmean(votes) or scoring.mean(counts) == statistics.mean(
        [Fraction(vote) for vote in votes]
    )
    assert scoring.total(counts) == len(votes)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=300))
def test_marks_have_the_same_arithmetic(votes: list[int]) -> None:
    assert scoring.median(Counter(votes)) == np.median(votes)


@given(VOTES)
def test_zeros_in_the_tally_change_nothing(votes: list[int]) -> None:
    counts = Counter(votes)
    padded = {step: counts.get(step, 0) for step in (*FIVE.steps, 0, 9)}
    assert scoring.figures(padded, FIVE.satisfied, FIVE.dissatisfied) == scoring.figures(
        counts, FIVE.satisfied, FIVE.dissatisfied
    )


@given(VOTES)
def test_turning_the_scale_round_mirrors_every_figure(votes: list[int]) -> None:
    there = scoring.figures(Counter(votes), FIVE.satisfied, FIVE.dissatisfied)
    back = scoring.figures(Counter(6 - vote for vote in votes), FIVE.satisfied, FIVE.dissatisfied)
    assert there.median is not None
    assert back.median == 6 - there.median
    assert (back.satisfied, back.dissatisfied) == (there.dissatisfied, there.satisfied)


def test_figures_of_a_group() -> None:
    counts = {5: 2, 1: 3, 4: 5, 3: 0}
    found = scoring.figures(counts, FIVE.satisfied, FIVE.dissatisfied)
    assert found.n == 10
    assert list(found.counts.items()) == [(1, 3), (4, 5), (5, 2)]
    assert found.median == 4
    assert found.mean == Fraction(33, 10)
    assert found.satisfied == Fraction(7, 10)
    assert found.dissatisfied == Fraction(3, 10)


def test_a_mean_needs_ten_votes() -> None:
    assert scoring.figures({3: 9}, (4, 5), (1, 2)).mean is None
    assert scoring.figures({3: 10}, (4, 5), (1, 2)).mean == 3


def test_nobody_voted() -> None:
    empty = scoring.figures({3: 0}, (4, 5), (1, 2))
    assert empty == scoring.Figures(0, {}, None, None, None, None)
    assert not scoring.polarised({}, FIVE)


def test_scales() -> None:
    assert (list(Scale("1-3").steps), Scale("1-3").satisfied, Scale("1-3").dissatisfied) == ([1, 2, 3], (3,), (1,))
    assert (list(FIVE.steps), FIVE.satisfied, FIVE.dissatisfied) == ([1, 2, 3, 4, 5], (4, 5), (1, 2))
    marks = Scale("0-100")
    assert (marks.steps[0], marks.steps[-1], len(marks.steps)) == (0, 100, 101)
    assert {100 - mark for mark in marks.satisfied} == set(marks.dissatisfied)
    assert Scale("1-5") == FIVE
    with pytest.raises(ValueError, match="1-10"):
        Scale("1-10")


def test_share_and_distribution() -> None:
    assert scoring.share({1: 1, 5: 2}, (4, 5, 5)) == Fraction(2, 3)
    assert scoring.share({}, (4, 5)) is None
    assert scoring.distribution({1: 1, 5: 2}, FIVE) == [1, 0, 0, 0, 2]


@given(st.lists(VOTES, max_size=6))
def test_pooling_is_one_person_one_vote(groups: list[list[int]]) -> None:
    everybody = [vote for votes in groups for vote in votes]
    assert scoring.pool(Counter(votes) for votes in groups) == Counter(everybody)


@given(MEDIANS)
def test_median_of_medians(medians: list[Fraction]) -> None:
    assert scoring.median_of_medians(medians) == statistics.median(medians)
    assert scoring.median_of_medians_figures(medians).median == statistics.median(medians)
    assert scoring.median_of_medians_figures(medians).n == len(medians)


def test_pooled_votes_and_village_medians_can_differ() -> None:
    villages = [{2: 30}, {4: 3}, {5: 3}]
    assert scoring.median(scoring.pool(villages)) == 2
    assert scoring.median_of_medians(median for village in villages if (median := scoring.median(village))) == 4


def test_gap_and_change() -> None:
    assert scoring.gap(Fraction(4), Fraction(5, 2)) == Fraction(3, 2)
    assert scoring.change(Fraction(3), Fraction(7, 2)) == Fraction(-1, 2)


@pytest.mark.parametrize(
    ("one", "other", "disagrees"),
    [
        ([3, 4, 5], [1, 2, 3], False),
        ([3, 4, 5], [2, 1, 3], True),
        ([3, 3, 5], [2, 1, 3], False),
        ([3, None, 5], [4, 9, 3], True),
        ([3, None], [4, 1], False),
        ([], [], False),
    ],
)
def test_order_disagrees(one: list[Fraction | None], other: list[Fraction | None], disagrees: bool) -> None:
    assert scoring.order_disagrees(one, other) is disagrees
    assert scoring.order_disagrees(other, one) is disagrees


def test_polarised() -> None:
    assert scoring.polarised({1: 10, 3: 1, 5: 10}, FIVE)
    assert not scoring.polarised({1: 2, 3: 10, 5: 2}, FIVE)
    assert not scoring.polarised({4: 10, 5: 10}, FIVE)


@given(st.data())
def test_wilson_as_scipy_computes_it(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 3000))
    k = data.draw(st.integers(0, n))
    expected = stats.binomtest(k, n).proportion_ci(method="wilson")
    assert scoring.wilson(k, n) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_the_survey_of_2018() -> None:
    low, high = scoring.wilson(408, 1019)  # 40 % of 1,019 respondents
    assert (round(low, 3), round(high, 3)) == (0.371, 0.431)


@pytest.mark.parametrize(("k", "n"), [(1, 0), (0, 0), (5, 4), (-1, 4)])
def test_wilson_refuses_what_is_no_share(k: int, n: int) -> None:
    with pytest.raises(ValueError):
        scoring.wilson(k, n)


@pytest.mark.parametrize(
    ("now", "before", "points", "low", "high"),
    # Newcombe 1998, table II, method 10.
    [
        ((56, 70), (48, 80), 0.2, 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.6, 0.1705, 0.8090),
        ((10, 10), (0, 20), 1.0, 0.6791, 1.0),
        ((10, 10), (0, 10), 1.0, 0.6075, 1.0),
    ],
)
def test_difference_as_published(
    now: tuple[int, int], before: tuple[int, int], points: float, low: float, high: float
) -> None:
    assert scoring.difference(before, now) == pytest.approx((points, low, high), abs=6e-5)
