"""Cards, criteria, issues and remarks of a service point."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models.cycle import Cycle
from facilitator.models.input_check import InputCheck
from facilitator.models.scorecard import Criterion, Remark, card_of
from facilitator.models.store import Store
from tests.models.sample import bare_cycle, count, full_cycle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        yield made


@pytest.fixture
def cycle(store: Store) -> Cycle:
    return bare_cycle(store)


def test_a_card_is_made_once_for_each_side_and_village(store: Store, cycle: Cycle) -> None:
    point = cycle.service_points[0]
    with store.transaction("Cards"):
        cards = [card_of(point, "citizens", village) for village in point.villages * 2]
        providers = [card_of(point, "providers") for _ in range(2)]
    assert cards[0] is cards[2]
    assert cards[0] is not cards[1]
    assert providers[0] is providers[1]
    assert count(store, "card") == 3


def test_a_village_that_is_not_served_has_no_card(store: Store, cycle: Cycle) -> None:
    outside = cycle.commune.villages[2]
    with pytest.raises(UserError, match="not among the villages"), store.transaction("Card"):
        card_of(cycle.service_points[0], "citizens", outside)
    assert count(store, "card") == 0


def test_providers_score_their_own_criteria_too(store: Store, cycle: Cycle) -> None:
    point = cycle.service_points[0]
    with store.transaction("Criteria"):
        point.criteria.append(Criterion(key="own.fuel", text_km="សាំង", side="providers", position=2))
        citizens, providers = card_of(point, "citizens", point.villages[0]), card_of(point, "providers")
    assert [criterion.key for criterion in citizens.criteria()] == ["health_centre.staff", "health_centre.queue"]
    assert [criterion.key for criterion in providers.criteria()][-1] == "own.fuel"


def test_a_criterion_takes_its_votes_and_remarks_with_it_and_frees_its_issues(store: Store) -> None:
    cycle = full_cycle(store)
    point = cycle.service_points[0]
    with store.transaction("Criteria gone"):
        point.criteria.clear()
    assert count(store, "tally") == count(store, "remark") == count(store, "action_criterion") == 0
    assert count(store, "agreed_point") == 0
    assert [issue.criterion for issue in point.issues] == [None]


@pytest.mark.parametrize(("km", "en", "shown"), [("ក", "A", ("ក", "A")), ("ក", "", ("ក", "ក")), ("", "A", ("A", "A"))])
def test_words_fall_back_to_the_other_language(km: str, en: str, shown: tuple[str, str]) -> None:
    for thing in (Criterion(text_km=km, text_en=en), InputCheck(text_km=km, text_en=en)):
        assert (thing.text("km"), thing.text("en")) == shown
    check = InputCheck(standard_km=km, standard_en=en)
    assert (check.standard("km"), check.standard("en")) == shown


def test_what_people_said_stays_in_their_language() -> None:
    assert Remark(text="រួសរាយ", text_en="").words("en") == "រួសរាយ"
    assert Remark(text="រួសរាយ", text_en="friendly").words("en") == "friendly"
