"""Scores at every level come from the tallies, pooled one person, one vote."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from facilitator.export.compose.results import record
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.result_rows import LEVELS, Row, rows
from facilitator.models.results import Results, previous_cycle
from facilitator.models.store import Store
from tests.samples import add_commune, add_cycle, vote

POLITE = "health_centre.staff_polite"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "results.db") as made:
        yield made


@pytest.fixture
def cycle(store: Store) -> Cycle:
    return add_cycle(store, add_commune(store))


@pytest.fixture
def point(cycle: Cycle) -> ServicePoint:
    return cycle.service_points[0]


def test_the_worked_example_is_three_and_a_half(store: Store, point: ServicePoint) -> None:
    vote(store, point, {3: 2, 4: 2})
    figures = Results(store, point.cycle).figures(point.key, POLITE)
    assert figures is not None
    assert figures.median == Fraction(7, 2)
    assert figures.n == 4


def test_villages_and_groups_are_pooled_as_votes(store: Store, point: ServicePoint) -> None:
    vote(store, point, {1: 9}, village=0, group="women")
    vote(store, point, {5: 1}, village=0, group="men")
    vote(store, point, {5: 2}, village=1, group="men")
    results = Results(store, point.cycle)
    of_all = results.figures(point.key, POLITE)
    village = results.figures(point.key, POLITE, village=point.villages[0].code)
    men = results.figures(point.key, POLITE, group="men")
    assert of_all is not None
    assert village is not None
    assert men is not None
    assert (of_all.n, of_all.median, of_all.counts) == (12, Fraction(1), {1: 9, 5: 3})
    assert (village.n, men.n) == (10, 3)


def test_gap_is_providers_less_citizens(store: Store, point: ServicePoint) -> None:
    vote(store, point, {2: 10})
    assert Results(store, point.cycle).gap(point.key, POLITE) is None
    vote(store, point, {4: 3}, side="providers")
    assert Results(store, point.cycle).gap(point.key, POLITE) == 2


def test_consensus_is_never_mixed_with_votes(store: Store, point: ServicePoint) -> None:
    vote(store, point, {2: 10}, group="women")
    vote(store, point, {5: 1}, group="men", method="consensus")
    results = Results(store, point.cycle)
    figures = results.figures(point.key, POLITE)
    assert figures is not None
    assert figures.n == 10
    assert results.method(point.key) == "both"


def test_pooled_and_village_medians_can_disagree(store: Store, point: ServicePoint) -> None:
    for village, people in enumerate((50, 2, 2)):
        low, high = (5, 2) if village == 0 else (1, 4)
        vote(store, point, {low: people}, village=village, criterion=0)
        vote(store, point, {high: people}, village=village, criterion=1)
    assert Results(store, point.cycle).order_disagrees(point.key)


def test_the_round_before_is_compared_by_key(store: Store, point: ServicePoint) -> None:
    vote(store, point, {2: 10})
    later = add_cycle(store, point.cycle.commune, 2027)
    vote(store, later.service_points[0], {4: 10})
    assert previous_cycle(store, later) is point.cycle
    results = Results(store, later)
    assert results.change(point.key, POLITE) == 2
    with store.transaction("Reword"):
        later.service_points[0].criteria[0].text_km = "ពាក្យថ្មី"
    before = Results(store, later).before(point.key, POLITE)
    assert before is not None
    assert not before.comparable
    with store.transaction("Same as"):
        later.service_points[0].criteria[0].same_as = POLITE
    assert Results(store, later).change(point.key, POLITE) == 2


def test_a_public_copy_hides_a_small_village(store: Store, point: ServicePoint) -> None:
    for village, people in enumerate((20, 15, 3)):
        vote(store, point, {3: people}, village=village)
    small = point.villages[2].code
    assert Results(store, point.cycle).figures(point.key, POLITE, village=small) is not None
    public = Results(store, point.cycle, public=True)
    assert public.figures(point.key, POLITE, village=small) is None
    assert public.is_hidden(point.key, POLITE, village=small)
    assert not public.is_hidden(point.key, POLITE)


@pytest.mark.parametrize("method", ["votes", "consensus"])
def test_a_public_copy_tells_of_the_providers_the_score_alone(store: Store, point: ServicePoint, method: str) -> None:
    vote(store, point, {3: 20})
    vote(store, point, {2: 1, 4: 3, 5: 9}, side="providers", method=method)
    public = Results(store, point.cycle, public=True).figures(point.key, POLITE, "providers")
    meeting = Results(store, point.cycle).figures(point.key, POLITE, "providers")
    assert public is not None
    assert meeting is not None
    assert (public.median, public.n) == (meeting.median, meeting.n) == (Fraction(5), 13)
    assert (public.counts, public.mean, public.satisfied, public.dissatisfied) == ({}, None, None, None)
    assert meeting.counts == {2: 1, 4: 3, 5: 9}
    for row in rows(store, [point.cycle], public=True):
        if row.side == "providers":
            assert record(row)["counts"] is None
            assert record(row)["median"] == 5
        else:
            assert record(row)["counts"] == [0, 0, 20, 0, 0]


def test_a_public_copy_tells_nothing_of_a_part_of_the_providers(store: Store, point: ServicePoint) -> None:
    vote(store, point, {4: 30}, side="providers")
    vote(store, point, {4: 15}, side="providers", breakdown="women")
    public = Results(store, point.cycle, public=True)
    assert public.is_hidden(point.key, POLITE, "providers", breakdown="women")
    assert not public.is_hidden(point.key, POLITE, "providers")


def test_rows_hold_every_level_of_a_cycle(store: Store, point: ServicePoint) -> None:
    vote(store, point, {2: 10}, group="women")
    vote(store, point, {4: 3}, side="providers")
    found = list(rows(store, [point.cycle]))
    assert {row.level for row in found} == {"village", "service_point", "commune"}
    total = _only(found, level="service_point", side="citizens", group="")
    assert (total.gap, total.place_code, total.criterion) == (Fraction(2), point.cycle.commune_code, POLITE)
    assert _only(found, level="commune", side="citizens", group="").service_point == ""


def test_wider_levels_appear_with_several_communes(store: Store, point: ServicePoint) -> None:
    other = add_cycle(store, add_commune(store, "010202"))
    vote(store, point, {2: 10})
    vote(store, other.service_points[0], {4: 20})
    found = list(rows(store, store.cycles()))
    country = _only(found, level="country", group="")
    assert country.figures is not None
    assert (country.figures.n, country.figures.median, country.place_code, country.cycle) == (30, Fraction(4), "", "")
    assert _only(found, level="district", group="").place_code == "0102"


def _only(found: list[Row], **wanted: str) -> Row:
    (row,) = [row for row in found if all(getattr(row, name) == value for name, value in wanted.items())]
    return row


def test_results_are_shared_until_something_is_stored(store: Store, point: ServicePoint) -> None:
    vote(store, point, {2: 10})
    first = Results.of(store, point.cycle)
    assert Results.of(store, point.cycle) is first
    vote(store, point, {5: 10})
    assert Results.of(store, point.cycle) is not first
    store.undo()
    figures = Results.of(store, point.cycle).figures(point.key, POLITE)
    assert figures is not None
    assert figures.median == 2


def test_a_village_has_its_gap_and_its_score_of_the_round_before(store: Store, point: ServicePoint) -> None:
    vote(store, point, {2: 10}, village=1)
    later = add_cycle(store, point.cycle.commune, 2027)
    vote(store, later.service_points[0], {3: 10}, village=1)
    vote(store, later.service_points[0], {5: 3}, side="providers")
    row = _only(list(rows(store, [later])), level="village", group="")
    assert (row.gap, row.previous) == (Fraction(2), Fraction(2))


def test_a_commune_and_a_country_have_their_score_of_the_round_before(store: Store, point: ServicePoint) -> None:
    other = add_cycle(store, add_commune(store, "010202"))
    vote(store, point, {2: 10})
    vote(store, other.service_points[0], {5: 11})
    later = [add_cycle(store, cycle.commune, 2027) for cycle in (point.cycle, other)]
    for cycle in later:
        vote(store, cycle.service_points[0], {3: 10})
    found = list(rows(store, later))
    assert _only(found, level="commune", group="", place_code=point.cycle.commune_code).previous == 2
    assert _only(found, level="district", group="").previous == 5, "11 people gave 5, 10 gave 2"
    assert _only(found, level="commune", group="women", place_code="010202").previous is None


def test_what_was_asked_in_other_words_is_not_compared_above_the_service_point(
    store: Store, point: ServicePoint
) -> None:
    vote(store, point, {2: 10})
    later = add_cycle(store, point.cycle.commune, 2027)
    vote(store, later.service_points[0], {3: 10})
    with store.transaction("Wording"):
        later.service_points[0].criteria[0].text_en = "Something else"
    assert _only(list(rows(store, [later])), level="commune", group="").previous is None
    with store.transaction("Same as"):
        later.service_points[0].criteria[0].same_as = POLITE
    assert _only(list(rows(store, [later])), level="commune", group="").previous == 2


def test_a_public_commune_row_has_no_previous_where_that_was_hidden(store: Store, point: ServicePoint) -> None:
    vote(store, point, {2: 3})
    later = add_cycle(store, point.cycle.commune, 2027)
    vote(store, later.service_points[0], {3: 10})
    assert _only(list(rows(store, [later])), level="commune", group="").previous == 2
    assert _only(list(rows(store, [later], public=True)), level="commune", group="").previous is None


def test_the_gap_of_a_commune_compares_votes_with_what_the_providers_agreed_on(
    store: Store, point: ServicePoint
) -> None:
    vote(store, point, {2: 10})
    vote(store, point, {4: 1}, side="providers", method="consensus")
    found = list(rows(store, [point.cycle]))
    gaps = {row.gap for row in found if row.level == "commune" and not row.group}
    assert gaps == {Fraction(2)}


@pytest.mark.parametrize("public", [False, True])
def test_one_level_alone_has_the_same_rows_as_among_all(store: Store, point: ServicePoint, public: bool) -> None:
    other = add_cycle(store, add_commune(store, "010202"))
    for cycle in (point.cycle, other):
        vote(store, cycle.service_points[0], {2: 10, 3: 4})
        vote(store, cycle.service_points[0], {4: 3}, village=1, group="men")
        vote(store, cycle.service_points[0], {5: 2}, side="providers", method="consensus")
        later = add_cycle(store, cycle.commune, 2027)
        vote(store, later.service_points[0], {1: 3, 4: 12})
    everything = list(rows(store, store.cycles(), public=public))
    for level in LEVELS:
        alone = list(rows(store, store.cycles(), public=public, levels=(level,)))
        assert alone == [row for row in everything if row.level == level], level
        assert alone, level
