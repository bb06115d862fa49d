"""Action plans from files: the tree, typed columns, numbers that stay keys, and the same plan out again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from facilitator.errors import UserError
from facilitator.export import sheets
from facilitator.export.compose import actions as composed
from facilitator.export.compose.template_actions import actions_template
from facilitator.models import planning
from facilitator.models.action import Action, numbers
from facilitator.models.contribution import Contribution
from facilitator.models.cycle import Cycle
from facilitator.models.imports import kinds
from facilitator.models.imports.kinds import Found
from facilitator.models.imports.shape import shape_of
from facilitator.models.store import Store
from tests.models.test_imports_votes import written
from tests.samples import add_commune, add_cycle

KIND = kinds.kind("actions")
HEAD = list(composed.COLUMNS)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        cycle = add_cycle(made, add_commune(made))
        with made.transaction("Points", cycle=cycle):
            cycle.add_service_point("primary_school", "សាលា", "School")
        yield made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "actions.csv"


def row(number: str, activity: str = "ជួសជុលផ្លូវ", **cells: Any) -> list[object]:
    known = {"number": number, "activity": activity} | cells
    return [known.get(name, "") for name in HEAD]


def look(store: Store, path: Path, *rows: list[object]) -> Found:
    written(path, [HEAD, *rows], "actions")
    cycle = store.cycles()[0]
    return kinds.preview(store, cycle, KIND, KIND.read(path, shape_of(cycle)))


def load(store: Store, path: Path, *rows: list[object]) -> Cycle:
    written(path, [HEAD, *rows], "actions")
    cycle = store.cycles()[0]
    kinds.apply(store, cycle, KIND, KIND.read(path, shape_of(cycle)))
    return cycle


def problems(found: Found) -> list[tuple[int, str]]:
    return [(problem.row, problem.column) for problem in found.problems]


def plan(cycle: Cycle) -> dict[str, Action]:
    return {number: action for action, number in numbers(cycle).items()}


FULL: dict[str, Any] = {
    "provider": "health_centre", "proposer": "ក្រុមស្ត្រី", "target": "មានទឹកស្អាត", "location": "ភូមិ ១", "quantity": "១.២០០",
    "unit": "ម៉ែត្រ", "start": "2026-01-15", "end": "១៥ ធ្នូ ២៥៦៩", "beneficiaries": "12,500", "women": 7250,
    "cost": "48.000.000", "lead": "ឃុំ", "responsible": "សុខ ដារ៉ា", "role": "មេឃុំ",
    "criteria": "health_centre/health_centre.staff_polite health_centre/health_centre.medicine", "sector": "Social",
    "cip_number": "012", "cip_year": 2027, "status": "under_way", "percent": 30, "last_check": "2026-06-01",
}  # fmt: skip


@pytest.mark.parametrize("name", ["actions.csv", "actions.xlsx"])
def test_every_column_arrives_and_the_same_file_changes_nothing(store: Store, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert look(store, path, row("ក.១", **FULL)).counts["actions"] == {"new": 1}
    (action,) = load(store, path, row("ក.១", **FULL)).actions
    assert (action.part, action.provider.key, action.quantity, action.unit) == ("A", "health_centre", "1200", "ម៉ែត្រ")  # type: ignore[union-attr]
    assert (action.start, action.end) == (dt.date(2026, 1, 15), dt.date(2026, 12, 15))
    assert (action.beneficiaries, action.women, action.cost) == (12_500, 7_250, 48_000_000)
    assert (action.responsible, action.role, action.sector) == ("សុខ ដារ៉ា", "មេឃុំ", "social")
    assert (action.cip_number, action.cip_year) == ("012", 2027)
    assert len(action.criteria) == 2
    assert [(check.date, check.status, check.percent) for check in action.checks] == [
        (dt.date(2026, 6, 1), "under_way", 30)
    ]
    assert (action.status, action.percent, action.key) == ("under_way", 30, "")
    again = look(store, path, row("A.1", **FULL))
    assert (again.changes, again.counts["actions"]) == (False, {"same": 1})
    store.undo()
    assert store.cycles()[0].actions == []


def test_rows_stand_where_parent_or_number_says_even_before_their_parent(store: Store, path: Path) -> None:
    rows = [row("B.1.1", "ខាងក្រោម"), row("B.1", "ខាងលើ"), row("x", "ផ្សេង", parent="B.1"), row("1", "ក្រៅ", part="A")]
    cycle = load(store, path, *rows)
    assert [(key, action.activity) for key, action in plan(cycle).items()] == [
        ("A.1", "ក្រៅ"), ("B.1", "ខាងលើ"), ("B.1.1", "ខាងក្រោម"), ("B.1.2", "ផ្សេង"),
    ]  # fmt: skip
    assert not look(store, path, *rows).changes


def test_a_number_that_the_plan_counts_otherwise_stays_the_key(store: Store, path: Path) -> None:
    rows = [row("A.1"), row("A.3", "សង់លូ"), row("7", "ដាំដើមឈើ", part="B")]
    found = look(store, path, *rows)
    assert found.remarks == ("Row 3: A.3 is number A.2 in the plan.",)
    cycle = load(store, path, *rows)
    assert [action.key for action in cycle.actions] == ["", "A.3", "7"]
    assert [values["number"] for _action, values in composed.rows(cycle)] == ["A.1", "A.3", "7"]
    assert not look(store, path, *rows).changes
    load(store, path, row("7", "ដាំដើមឈើ ១០០ ដើម"))
    assert plan(cycle)["B.1"].activity == "ដាំដើមឈើ ១០០ ដើម"
    with store.transaction("Moved", cycle=cycle):
        planning.shift(cycle.actions[1], -1)
    assert [action.key for action in cycle.actions] == ["", "", "7"]


def test_an_empty_cell_leaves_what_is_there_and_another_day_is_one_more_check(store: Store, path: Path) -> None:
    cycle = load(store, path, row("A.1", **FULL))
    load(store, path, row("A.1", "", status="done", last_check="2026-09-01"), row("A.2", "សង់លូ"))
    action = plan(cycle)["A.1"]
    assert (action.activity, action.cost) == ("ជួសជុលផ្លូវ", 48_000_000)
    assert [(check.status, check.percent) for check in action.checks] == [("under_way", 30), ("done", None)]
    assert action.status == "done"
    load(store, path, row("A.1", "", status="done", percent=90, last_check="2026-09-01"))
    assert (len(action.checks), action.percent) == (2, 90)


def test_a_row_that_holds_others_has_their_cost_and_no_status(store: Store, path: Path) -> None:
    rows = [row("A.1", cost=30, status="done"), row("A.1.1", cost=10), row("A.1.2", cost=20, status="done")]
    found = look(store, path, *rows)
    assert (found.problems, found.remarks) == ((), ("Row 2: the rows below it have a status of their own.",))
    cycle = load(store, path, *rows)
    assert [values["cost"] for _action, values in composed.rows(cycle)] == [None, 10, 20]
    rows[0] = row("A.1", cost=31)
    assert problems(look(store, path, *rows)) == [(2, "cost")]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"women": 13, "beneficiaries": 12}, "women"),
        ({"start": "2026-05-01", "end": "2026-04-01"}, "end"),
        ({"parent": "A.9"}, "parent"),
        ({"parent": "A.1"}, "parent"),
        ({"part": "C"}, "part"),
        ({"provider": "market"}, "provider"),
        ({"criteria": "health_centre/other"}, "criteria"),
        ({"criteria": "primary_school/health_centre.medicine"}, "criteria"),
        ({"cost": "about 5"}, "cost"),
        ({"cost": -5}, "cost"),
        ({"cost": 1.5}, "cost"),
        ({"quantity": "many"}, "quantity"),
        ({"percent": 101}, "percent"),
        ({"status": "finished"}, "status"),
        ({"status": "delayed"}, "reason"),
        ({"activity": ""}, "activity"),
        ({"sector": "roads"}, "sector"),
    ],
)
def test_a_cell_that_cannot_be_is_named_and_nothing_is_stored(
    store: Store, path: Path, cells: dict[str, Any], column: str
) -> None:
    rows = [row("A.2", "សង់លូ"), row("A.1", **{"activity": "ផ្លូវ"} | cells)]
    assert problems(look(store, path, *rows)) == [(3, column)]
    with pytest.raises(UserError, match="Nothing was imported"):
        load(store, path, *rows)
    assert store.cycles()[0].actions == []


def test_a_row_without_a_part_and_a_fourth_level_are_refused(store: Store, path: Path) -> None:
    assert problems(look(store, path, row("17"))) == [(2, "part")]
    deep = [row("A.1"), row("A.1.1"), row("A.1.1.1"), row("A.1.1.1.1")]
    assert problems(look(store, path, *deep)) == [(5, "parent")]
    assert problems(look(store, path, row("A.1"), row("A.1.1", part="B"))) == [(3, "part")]
    assert problems(look(store, path, row("A.1"), row("A.1"))) == [(3, "number")]


def test_a_row_without_its_number_is_told_beside_sound_rows(store: Store, path: Path) -> None:
    rows = (row("A.1"), row(""), row("A.2"))
    found = look(store, path, *rows)
    assert [(problem.row, problem.column) for problem in found.problems] == [(3, "number")]
    with pytest.raises(UserError, match="number"):
        load(store, path, *rows)
    assert not store.cycles()[0].actions


def test_a_status_that_contradicts_the_checks_needs_its_day(store: Store, path: Path) -> None:
    load(store, path, row("A.1", **FULL))
    assert problems(look(store, path, row("A.1", "", status="done"))) == [(2, "last_check")]
    assert look(store, path, row("A.1", "", status="under_way")).problems == ()


def test_a_quantity_brings_its_unit_and_a_key_may_stand_alone(store: Store, path: Path) -> None:
    cells = {"quantity": "2.5 km", "provider": "health_centre", "criteria": "health_centre.medicine"}
    (action,) = load(store, path, row("A.1", **cells)).actions
    assert (action.quantity, action.unit, len(action.criteria)) == ("2.5", "km", 1)


def test_a_true_number_keeps_its_decimals(store: Store, tmp_path: Path) -> None:
    (action,) = load(store, tmp_path / "plan.xlsx", row("A.1", quantity=1.125)).actions
    assert action.quantity == "1.125"


def test_the_template_holds_the_plan_and_changes_nothing(demo_store: Store, tmp_path: Path) -> None:
    cycle = demo_store.cycles()[-1]
    path = tmp_path / "actions.xlsx"
    path.write_bytes(sheets.xlsx(actions_template(cycle)))
    found = kinds.preview(demo_store, cycle, KIND, KIND.read(path, shape_of(cycle)))
    assert (found.problems, found.changes, found.remarks) == ((), False, ())
    assert sum(found.counts["actions"].values()) == len(cycle.actions)


def test_a_plan_goes_from_one_record_into_another(demo_store: Store, tmp_path: Path) -> None:
    """All columns but the checks before the last one, which a file does not have."""
    cycle = demo_store.cycles()[-1]
    path = tmp_path / "actions.xlsx"
    path.write_bytes(sheets.xlsx(actions_template(cycle)))
    before = [values for _action, values in composed.rows(cycle)]
    with demo_store.transaction("Emptied", cycle=cycle):
        for action in [each for each in cycle.actions if each.parent is None]:
            planning.remove(action)
    kinds.apply(demo_store, cycle, KIND, KIND.read(path, shape_of(cycle)))
    assert [values for _action, values in composed.rows(cycle)] == before


def test_the_example_is_an_activity_of_a_health_centre(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "actions.xlsx"
    path.write_bytes(sheets.xlsx(actions_template()))
    cycle = store.cycles()[0]
    found = kinds.preview(store, cycle, KIND, KIND.read(path, shape_of(cycle)))
    assert (found.problems, found.counts["actions"]) == ((), {"new": 1})


def test_totals_count_leaves_and_keep_currencies_apart(store: Store, path: Path) -> None:
    rows = [row("A.1"), row("A.1.1", cost=10, status="done"), row("A.1.2", cost=20), row("B.1", status="done")]
    cycle = load(store, path, *rows)
    gifts = [
        Contribution(source_kind="donor", currency="USD", amount=800_000, state="received"),
        Contribution(source_kind="cbo", currency="USD", amount=425_733, state="received"),
        Contribution(source_kind="cbo", currency="KHR", amount=5000, state="promised"),
    ]
    with store.transaction("Money", cycle=cycle):
        for action, gift in zip(cycle.actions, gifts, strict=False):
            action.contributions.append(gift)
    totals = composed.Totals()
    totals.add(cycle.actions)
    assert totals.record() == {
        "count": 3,
        "done": 2,
        "cost_riel": 30,
        "promised": {"KHR": 5000, "USD": "0.00"},
        "received": {"KHR": 0, "USD": "12257.33"},
        "by_source": [
            {"source_kind": "cbo", "state": "promised", "currency": "KHR", "amount": 5000},
            {"source_kind": "cbo", "state": "received", "currency": "USD", "amount": "4257.33"},
            {"source_kind": "donor", "state": "received", "currency": "USD", "amount": "8000.00"},
        ],
    }
