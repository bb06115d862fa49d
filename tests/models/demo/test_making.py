"""Making a sample: the same every time, all or nothing, in three sizes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from facilitator import i18n
from facilitator.errors import UserError
from facilitator.models import demo, places
from facilitator.models.action import leaves, number
from facilitator.models.base import HEADCOUNT_FIELDS
from facilitator.models.demo import contents
from facilitator.models.entities import Base, Budget, Commune, Project
from facilitator.models.store import Store
from tests.models.demo.looking import citizens_sheets, unfinished

FIRST_CYCLE = UUID("28b83c44-416a-5600-9d0b-bd3e973c1f42")


def rows_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the history, which knows the hour, and its digest."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table.name: [
                row
                for row in sorted(connection.execute(f'SELECT * FROM "{table.name}"'), key=repr)
                if (table.name, row[0]) != ("digest", "history")
            ]
            for table in Base.metadata.sorted_tables
            if table.name != "history"
        }


def test_two_samples_hold_the_same_rows_whatever_the_language(sample: Path, tmp_path: Path) -> None:
    i18n.use_language("km")
    demo.make(tmp_path / "again.db", "commune")

    assert rows_of(tmp_path / "again.db") == rows_of(sample)


def test_identifiers_stay_those_of_earlier_samples(store: Store) -> None:
    assert store.cycles()[0].id == FIRST_CYCLE


def test_it_is_two_rounds_of_one_real_commune_with_three_services(store: Store) -> None:
    (commune,) = store.all(Commune)
    first, second = store.cycles()

    assert places.commune(commune.code).name_km == commune.name_km
    assert commune.province_en in ("Banteay Meanchey", "Kampong Thom")
    assert [village.code for village in commune.villages] == [each.code for each in places.villages_of(commune.code)]
    assert (first.year, first.round, second.year, second.round) == (2025, 1, 2026, 1)
    for cycle in (first, second):
        assert cycle.title_en == "Sample data"
        assert [point.kind for point in cycle.service_points] == [
            "commune_administration",
            "health_centre",
            "primary_school",
        ]
        assert all(len(point.villages) >= 6 for point in cycle.service_points)
        assert all(
            sum(criterion.side == "both" for criterion in point.criteria) == cycle.priorities
            for point in cycle.service_points
        )


def test_nothing_is_missing_in_any_stage(store: Store) -> None:
    assert unfinished(store) == {}


def test_an_existing_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    path.write_bytes(b"mine")

    with pytest.raises(UserError, match="already exists"):
        demo.make(path, "commune")

    assert path.read_bytes() == b"mine"
    assert [file.name for file in tmp_path.iterdir()] == ["mine.db"]


def test_an_unknown_size_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="province"):
        demo.make(tmp_path / "new.db", "province")

    assert list(tmp_path.iterdir()) == []


def test_what_the_progress_raises_ends_the_work_without_a_file(tmp_path: Path) -> None:
    class StopError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise StopError

    with pytest.raises(StopError):
        demo.make(tmp_path / "new.db", "commune", stop)

    assert list(tmp_path.iterdir()) == []


def test_a_lean_sample_has_every_stage_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One commune with a single village, one with nine or more, one of the capital."""
    monkeypatch.setattr(contents, "_communes", lambda size: ["010305", _smallest(), "120101"])
    calls: list[tuple[int, int]] = []

    demo.make(tmp_path / "lean.db", "national", lambda done, total: calls.append((done, total)))

    assert calls == [(0, 3), (3, 3)]
    with Store.open(tmp_path / "lean.db") as store:
        assert len(store.cycles()) == 6
        assert unfinished(store) == {}
        assert all(4 <= len(leaves(cycle)) <= 6 for cycle in store.cycles())
        assert [check for budget in store.all(Budget) for check in budget.checks()] == []
        for sheet, present in citizens_sheets(store):
            assert sheet.headcount() == {name: getattr(present, name) for name in HEADCOUNT_FIELDS}
        plans = {
            (cycle.commune_code, cycle.year, number(action)) for cycle in store.cycles() for action in cycle.actions
        }
        linked = [project for project in store.all(Project) if project.action]
        assert {(each.budget.commune_code, each.budget.year, each.action) for each in linked} <= plans


def _smallest() -> str:
    listed = places.search("", places.COMMUNE, "01", limit=1000)
    return min(listed, key=lambda place: len(places.children(place))).code


@pytest.mark.slow
def test_the_district_holds_every_commune_complete(tmp_path: Path) -> None:
    demo.make(tmp_path / "district.db", "district")

    with Store.open(tmp_path / "district.db") as store:
        cycles = store.cycles()
        communes = {place.code for place in places.children(places.district("0103"))}
        assert {cycle.commune_code for cycle in cycles} == communes
        assert len(cycles) == 2 * len(communes)
        assert unfinished(store) == {}
        budgets = store.all(Budget)
        assert len(budgets) == len(cycles)
        assert [check for budget in budgets for check in budget.checks()] == []
        assert len({budget.total("revenue", "plan") for budget in budgets}) == len(budgets)
