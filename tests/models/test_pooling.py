"""Scores of wider places are kept once worked out, and never outlive the votes that they come from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from facilitator.models import scoring
from facilitator.models.cycle import Person
from facilitator.models.packed_pools import MARK, Name, packed, scores, unpacked
from facilitator.models.pool import Pool
from facilitator.models.pooling import Pools
from facilitator.models.result_rows import LEVELS, Head, Row, pooled_rows, rows
from facilitator.models.results import Results
from facilitator.models.store import Store
from facilitator.models.summary import TABLE as SUMMARY
from tests.samples import add_commune, add_cycle, vote

PLACES = ("010201", "010202", "020101")
ROUND = (2026, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Three communes in two provinces, each with a round before."""
    with Store.create(tmp_path / "pooling.db") as store:
        for number, code in enumerate(PLACES):
            commune = add_commune(store, code)
            for year in (2025, 2026):
                point = add_cycle(store, commune, year).service_points[0]
                vote(store, point, {2: 6 + number, 4: 7}, village=0)
                vote(store, point, {2: 2, 4: 5}, village=0, breakdown="youth")
                vote(store, point, {3: 9, 5: year - 2020}, village=1, group="men")
                vote(store, point, {4: 3}, side="providers")
        yield store


def wide(store: Store, *levels: str, place: str | None = None, breakdown: str | None = None) -> list[Row]:
    """Rows of the newest round."""
    return list(pooled_rows(Pools(store), [ROUND], levels, place=place, breakdown=breakdown))


def kept(store: Store) -> set[str]:
    """The places of which something is kept."""
    return set(store.session.scalars(select(SUMMARY.c.place_code)))


@pytest.mark.parametrize("public", [False, True])
def test_what_is_kept_says_what_is_worked_out_anew(store: Store, public: bool) -> None:
    def everything() -> list[Row]:
        return list(rows(store, store.cycles(), public=public, levels=LEVELS))

    anew, again = everything(), everything()
    assert kept(store) == {*PLACES, "0102", "0201", "01", "02", ""}
    assert again == anew


@pytest.mark.parametrize("public", [False, True])
def test_the_round_before_is_the_same_from_what_was_kept_of_it(store: Store, public: bool) -> None:
    """Years apart, and those of the newer one first: only then nothing is kept of the older."""
    pools = Pools(store, public=public)
    newer = list(pooled_rows(pools, [ROUND], ["commune"]))
    assert any(row.previous is not None for row in newer)
    with store.bulk("Forget what was kept"):
        pass
    both = list(pooled_rows(pools, [(2025, 1), ROUND], ["commune"]))
    assert [row for row in both if row.year == 2026] == newer


def test_a_row_is_its_head_its_name_and_what_was_counted() -> None:
    """Rows of a level are put together by place, not by name."""
    assert Row._fields == (*Head._fields, *Name._fields, "figures", "gap", "previous")


def test_a_country_is_the_sum_of_its_communes(store: Store) -> None:
    country = {row[6:]: row for row in map(_numbers, wide(store, "country"))}
    for key, row in country.items():
        parts = [each for each in map(_numbers, wide(store, "commune")) if each[6:] == key]
        assert row[0] == sum(int(part[0]) for part in parts)
    assert len(country) > 5


def _numbers(row: Row) -> tuple[int | str, ...]:
    n = row.figures.n if row.figures is not None else 0
    return (n, *[""] * 5, row.service_kind, row.side, row.group, row.criterion, row.breakdown, row.method)


def test_a_vote_takes_what_lies_around_it_and_leaves_the_rest(store: Store) -> None:
    before = wide(store, "country", place="")
    cycle = next(each for each in store.cycles() if (each.commune_code, each.year) == ("010201", 2026))
    vote(store, cycle.service_points[0], {1: 20}, village=2)
    assert kept(store) == {"010202", "020101", "0201", "02"}
    assert wide(store, "country", place="") != before
    store.undo()
    assert kept(store) == {"010202", "020101", "0201", "02"}
    assert wide(store, "country", place="") == before


def test_a_cycle_that_moves_or_goes_takes_everything(store: Store) -> None:
    wide(store, "country")
    cycle = store.cycles()[0]
    with store.transaction("Year", cycle=cycle):
        cycle.year = 2024
    assert kept(store) == set()


def test_masses_of_rows_take_everything(store: Store) -> None:
    wide(store, "country")
    with store.bulk("Many"):
        pass
    assert kept(store) == set()


def test_other_changes_take_nothing(store: Store) -> None:
    wide(store, "country")
    cycle = store.cycles()[0]
    with store.transaction("Person", cycle=cycle):
        cycle.people.append(Person(name="Sok", role="facilitator"))
    assert "" in kept(store)


def test_one_commune_keeps_nothing(tmp_path: Path) -> None:
    with Store.create(tmp_path / "one.db") as store:
        point = add_cycle(store, add_commune(store)).service_points[0]
        vote(store, point, {3: 12})
        assert wide(store, "commune")
        assert kept(store) == set()


def test_one_place_and_one_breakdown(store: Store) -> None:
    every = wide(store, "commune", "district", "province", "country")
    assert wide(store, "district", place="0102") == [row for row in every if row.place_code == "0102"]
    for breakdown in ("all", "youth"):
        found = wide(store, "province", breakdown=breakdown)
        assert found == [row for row in every if (row.level, row.breakdown) == ("province", breakdown)]
        assert found


def test_a_cycle_to_practise_on_does_not_count(store: Store) -> None:
    cycle = store.cycles()[-1]
    with store.transaction("Practice", cycle=cycle):
        cycle.training = True
    assert cycle.commune_code not in Pools(store).places("commune", *ROUND)


def test_a_village_of_another_commune_is_found_where_it_scored(store: Store) -> None:
    pools = Pools(store)
    assert {each.commune for each in pools.scored_in("01020101")} == {"010201"}
    assert {each.year for each in pools.scored_in("010201")} == {2025, 2026}


def test_packing_loses_nothing(store: Store) -> None:
    pool = unpacked(Pools(store).of("010201", *ROUND))
    assert pool.sums
    assert pool.before
    assert unpacked(packed(pool)) == pool
    assert unpacked(packed(Pool())) == Pool()
    assert not scores(packed(Pool())).names


def test_what_an_older_program_kept_is_worked_out_anew(store: Store) -> None:
    rows_now = wide(store, "country", place="")
    store.session.execute(update(SUMMARY).values(pool=b'{"base":12}\n'))
    store.session.commit()
    assert wide(store, "country", place="") == rows_now
    assert all(pool.startswith(MARK) for pool in store.session.scalars(select(SUMMARY.c.pool)))


def test_rows_have_the_figures_that_each_score_has_alone(store: Store) -> None:
    pool = unpacked(Pools(store).of("", *ROUND))
    found = wide(store, "country", place="")
    assert len(found) == len(pool.sums)
    for row, (key, pooled) in zip(found, pool.sums.items(), strict=True):
        assert (row.scale, row.service_kind, row.side, row.group, row.criterion, row.breakdown, row.method) == key
        assert row.figures == scoring.figures(pooled.votes, *pool.steps[key.scale])
        assert (row.gap, row.previous) == (pool.gap(key), pool.previous(key))
    assert {row.gap is None for row in found} == {row.previous is None for row in found} == {True, False}


def test_what_a_reader_holds_stays_in_the_session(store: Store) -> None:
    cycle = store.cycles()[-1]
    points = cycle.service_points
    wide(store, "country")
    assert cycle in store.session
    assert points[0] in store.session
    assert Results(store, cycle).counts
