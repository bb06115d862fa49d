"""Input tracking: standards of the bank, own rows, and what may be called confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import catalogue, tracking
from facilitator.models.cycle import ServicePoint
from facilitator.models.store import Store
from tests.samples import add_commune, add_cycle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db", "Sok") as made:
        add_cycle(made, add_commune(made))
        yield made


@pytest.fixture
def point(store: Store) -> ServicePoint:
    found = store.cycles()[0].service_points[0]
    with store.transaction("Standards"):
        tracking.add_standards(found)
    return found


def test_every_standard_of_the_kind_is_copied_once(store: Store, point: ServicePoint) -> None:
    keys = [standard.key for standard in catalogue.standards("health_centre")]
    assert [check.key for check in point.input_checks] == keys
    with store.transaction("Again"):
        assert tracking.add_standards(point) == []
        tracking.remove(point.input_checks[1])
    assert [check.position for check in point.input_checks] == list(range(len(keys) - 1))
    assert [standard.key for standard in tracking.missing_standards(point)] == [keys[1]]


def test_what_the_bank_does_not_know_stays_empty_and_marked(point: ServicePoint) -> None:
    unknown = next(check for check in point.input_checks if check.key == "health_centre.price_list")
    assert (unknown.standard_km, unknown.standard_en, unknown.found) == ("", "", "")
    assert unknown.to_confirm


def test_an_own_input_is_added_once(store: Store, point: ServicePoint) -> None:
    with store.transaction("Own"):
        own = tracking.add_own(point, "ម៉ាស៊ីនភ្លើង", "km")
    assert (own.key, own.text_km, own.to_confirm) == ("", "ម៉ាស៊ីនភ្លើង", True)
    for text in ("  ", "ម៉ាស៊ីន\u200bភ្លើង"):
        with pytest.raises(UserError), store.transaction("Refused"):
            tracking.add_own(point, text, "km")


def test_confirming_needs_a_standard_and_a_document(store: Store, point: ServicePoint) -> None:
    staff = point.input_checks[0]
    with pytest.raises(UserError, match="source first"), store.transaction("The bank only waits for a document"):
        tracking.confirm(staff, True)
    with store.transaction("Shown"):
        tracking.set_words(staff, "source", "en", "Guideline on minimum staff, Ministry of Health")
        tracking.confirm(staff, True)
    assert not staff.to_confirm
    assert staff.source_km == ""
    assert tracking.source_of(staff, "km").startswith("Guideline")
    with pytest.raises(UserError, match="needs its source"), store.transaction("Not without it"):
        tracking.set_words(staff, "source", "en", "")
    price_list = next(check for check in point.input_checks if not check.standard_km)
    with pytest.raises(UserError, match="standard first"), store.transaction("Nothing to confirm"):
        tracking.confirm(price_list, True)


def test_a_new_standard_takes_the_banks_translation_with_it(store: Store, point: ServicePoint) -> None:
    staff = point.input_checks[0]
    with store.transaction("Words"):
        tracking.set_words(staff, "standard", "km", "មានបុគ្គលិក ១០ នាក់")
    assert (staff.standard("km"), staff.standard("en")) == ("មានបុគ្គលិក ១០ នាក់",) * 2
    with store.transaction("Words"):
        tracking.set_words(staff, "standard", "en", "There are 10 staff")
    assert staff.standard("km") == "មានបុគ្គលិក ១០ នាក់"
