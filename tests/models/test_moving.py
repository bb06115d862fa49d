"""Correcting what was entered under the wrong village or service point: votes go along, nothing is mixed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.scorecard import Card, Criterion, card_of
from facilitator.models.store import Store
from tests.models.sample import bare_cycle, image


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        yield made


@pytest.fixture
def cycle(store: Store) -> Cycle:
    return bare_cycle(store)


@pytest.fixture
def card(store: Store, cycle: Cycle) -> Card:
    point = cycle.service_points[0]
    with store.transaction("Votes"):
        made = card_of(point, "citizens", point.villages[0])
        made.sheet("women").set(point.criteria[0], 4, 9)
    return made


def second_point(store: Store, cycle: Cycle, *keys: str) -> ServicePoint:
    with store.transaction("Second service"):
        point = cycle.add_service_point("health_centre", "មណ្ឌលទី ២", "Second")
        point.serve(cycle.commune.villages[:1])
        point.criteria.extend(Criterion(key=key, text_km=key, position=n) for n, key in enumerate(keys))
    return point


def test_a_card_moves_to_the_right_village_and_undo_brings_it_back(store: Store, card: Card) -> None:
    point = card.service_point
    before = image(store)
    with store.transaction("Moved", reason="Wrong village"):
        card.move_to(point, point.villages[1])
    assert card.village is point.villages[1]
    assert card.sheet("women").counts(point.criteria[0]) == {4: 9}
    store.undo()
    assert image(store) == before


def test_votes_follow_the_criterion_with_the_same_key(store: Store, cycle: Cycle, card: Card) -> None:
    point = second_point(store, cycle, "health_centre.queue", "health_centre.staff")
    before = image(store)
    with store.transaction("Moved", reason="Wrong service"):
        card.move_to(point, point.villages[0])
    assert card.sheet("women").counts(point.criteria[1]) == {4: 9}
    assert card.sheet("women").counts(point.criteria[0]) == {}
    store.undo()
    assert image(store) == before


def test_a_place_that_has_scores_or_lacks_the_criterion_refuses(store: Store, cycle: Cycle, card: Card) -> None:
    point = card.service_point
    bare = second_point(store, cycle)
    with store.transaction("Other village"):
        card_of(point, "citizens", point.villages[1])
    before = image(store)
    for target, village, sentence in (
        (point, point.villages[1], "already scores for"),
        (bare, bare.villages[0], "does not score"),
        (bare, cycle.commune.villages[2], "not among the villages"),
    ):
        with pytest.raises(UserError, match=sentence), store.transaction("Moved", reason="Wrong"):
            card.move_to(target, village)
        assert image(store) == before


def test_another_cycle_is_out_of_reach(store: Store, card: Card) -> None:
    other = bare_cycle(store, 2025).service_points[0]
    with pytest.raises(UserError, match="another cycle"), store.transaction("Moved"):
        card.move_to(other, other.villages[0])
