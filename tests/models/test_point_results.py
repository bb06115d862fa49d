"""The quick scores of one service point say exactly what the scores of the whole cycle say, public copies included."""

from __future__ import annotations

from fractions import Fraction

import pytest

from facilitator.models.comparing import ORDERS, compare, ranked
from facilitator.models.point_results import PointResults
from facilitator.models.results import Results
from facilitator.models.store import Store


@pytest.mark.parametrize("public", [False, True])
def test_every_service_point_of_the_sample_says_the_same_both_ways(demo_store: Store, public: bool) -> None:
    for cycle in demo_store.cycles():
        whole = Results.of(demo_store, cycle, public=public)
        for point in cycle.service_points:
            one = PointResults(demo_store, cycle, point, public=public)
            assert compare(one, point) == compare(whole, point)
            assert one.hidden_in(point.key) == whole.hidden_in(point.key)
            assert one.order_disagrees(point.key) == whole.order_disagrees(point.key)
            for side in ("citizens", "providers"):
                assert one.method(point.key, side) == whole.method(point.key, side)


def test_orders_put_first_what_matters_and_last_what_has_no_score(demo_store: Store) -> None:
    cycle = demo_store.cycles()[-1]
    point = cycle.service_points[0]
    found = compare(PointResults(demo_store, cycle, point, public=False), point)
    for order in ORDERS:
        assert sorted(each.number for each in ranked(found, order)) == list(range(1, len(found) + 1))
    medians = [each.citizens.median for each in ranked(found, "lowest")]
    scored = [median for median in medians if median is not None]
    assert medians == sorted(scored) + [None] * (len(medians) - len(scored))
    gaps = [abs(each.gap) for each in ranked(found, "gap") if each.gap is not None]
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[0] > Fraction(0)
    with pytest.raises(KeyError):
        ranked(found, "unknown")
