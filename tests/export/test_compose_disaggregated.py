from __future__ import annotations

import pytest

from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.export.documents.common import Figures
from facilitator.export.documents.disaggregated import Disaggregated, Split
from facilitator.models.cycle import ServicePoint
from facilitator.models.store import Store
from tests.samples import vote


def _compose(store: Store, point: ServicePoint, copy: str = "meeting") -> Disaggregated:
    (job,) = papers.jobs(store, point.cycle, "disaggregated", copy=copy)
    document = job.document()
    assert isinstance(document, Disaggregated)
    return document


def _names(split: Split | None) -> list[str]:
    assert split is not None
    return [name.en for name in split.names]


def test_without_scores_or_without_parts_it_is_refused_with_a_sentence(store: Store, point: ServicePoint) -> None:
    with pytest.raises(UserError, match="No scores of citizens yet"):
        _compose(store, point)
    vote(store, point, {4: 10}, group="")
    with pytest.raises(UserError, match="not counted apart"):
        _compose(store, point)


def test_breakdowns_and_focus_groups_stand_beside_everybody(store: Store, point: ServicePoint) -> None:
    vote(store, point, {2: 10, 4: 10}, group="women")
    vote(store, point, {4: 20}, group="men")
    vote(store, point, {2: 7}, group="women", breakdown="idpoor")
    document = _compose(store, point)
    assert _names(document.by_breakdown) == ["ID-Poor"]
    assert _names(document.by_group) == ["Women", "Men"]
    assert document.by_breakdown is not None
    first = document.by_breakdown.rows[0]
    assert first.everybody is not None
    assert (first.everybody.n, document.people, document.villages) == (40, 40, 1)
    assert document.by_breakdown.rows[1].scores == (None,)


def test_a_part_that_scores_a_step_lower_is_named(store: Store, point: ServicePoint) -> None:
    vote(store, point, {4: 20}, group="men")
    vote(store, point, {3: 10}, group="women")
    vote(store, point, {4: 20}, group="men", criterion=1)
    vote(store, point, {4: 10}, group="women", criterion=1)
    split = _compose(store, point).by_group
    assert split is not None
    assert split.lower == ((1,), ())


def test_a_small_other_joins_the_men_in_the_public_copy(store: Store, point: ServicePoint) -> None:
    vote(store, point, {4: 30}, group="")
    for breakdown, people in (("women", 16), ("men", 12), ("other", 2), ("disability", 3)):
        vote(store, point, {4: people}, group="", breakdown=breakdown)
    assert _names(_compose(store, point).by_breakdown) == ["Women", "Men", "Other", "Persons with disability"]
    document = _compose(store, point, "public")
    assert _names(document.by_breakdown) == ["Women", "Men and other", "Persons with disability"]
    assert document.by_breakdown is not None
    women, men, disability = document.by_breakdown.rows[0].scores
    assert women is not None
    assert men is not None
    assert (women.n, men.n, disability) == (16, 14, Figures(hidden=True))
    assert document.hides
