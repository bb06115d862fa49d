from __future__ import annotations

from fractions import Fraction

import pytest

from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.export.documents.common import Figures
from facilitator.export.documents.poster import Poster
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.store import Store
from tests.samples import add_cycle, vote


def _compose(store: Store, cycle: Cycle, copy: str = "public", key: str = "poster") -> Poster:
    (job,) = papers.jobs(store, cycle, key, copy=copy)
    document = job.document()
    assert isinstance(document, Poster)
    return document


def test_without_scores_it_is_refused_with_a_sentence(store: Store, point: ServicePoint) -> None:
    with pytest.raises(UserError, match="No scores of citizens yet"):
        _compose(store, point.cycle)


def test_it_has_both_sides_and_where_the_score_went(store: Store, point: ServicePoint) -> None:
    vote(store, point, {4: 10})
    later = add_cycle(store, point.cycle.commune, 2027)
    now = later.service_points[0]
    vote(store, now, {3: 10})
    vote(store, now, {4: 1, 5: 1}, side="providers")
    first, second = _compose(store, later).rows
    assert first.citizens is not None
    assert (first.citizens.median, first.providers, first.change) == (Fraction(3), Fraction(9, 2), Fraction(-1))
    assert (second.citizens, second.providers, second.change) == (None, None, None)


def test_a_small_group_is_hidden_in_public_and_has_no_arrow(store: Store, point: ServicePoint) -> None:
    vote(store, point, {4: 10})
    later = add_cycle(store, point.cycle.commune, 2027)
    vote(store, later.service_points[0], {3: 3})
    row = _compose(store, later).rows[0]
    assert row.citizens == Figures(hidden=True)
    assert row.change is None
    assert _compose(store, later, "meeting").rows[0].change == -1


def test_both_posters_have_the_same_content(store: Store, point: ServicePoint) -> None:
    vote(store, point, {4: 10})
    vote(store, point, {2: 8}, village=1)
    document = _compose(store, point.cycle)
    assert document == _compose(store, point.cycle, key="poster-tiled")
    assert (document.kind, document.villages, document.people) == ("health_centre", 2, 18)
