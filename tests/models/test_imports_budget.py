"""Budgets from files: all of it or nothing, again without harm, and every amount exact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.export import sheets
from facilitator.export.compose.template_budget import budget_template
from facilitator.models import budgeting
from facilitator.models.budget import Budget
from facilitator.models.imports import kinds
from facilitator.models.imports.kinds import Found
from facilitator.models.imports.shape import shape_of
from facilitator.models.store import Store
from tests.models.test_imports_votes import written
from tests.samples import CODE, add_commune, add_cycle

KIND = kinds.kind("budget")
LINES = ["code", "side", "part", "parent", "name_km", "name_en", "plan", "revised", "actual"]
PROJECTS = ["code", "name_en", "sector", "village_code", "cost", "commune_fund", "fund_actual", "start", "end"]
LARGE = 9_999_999_999


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        add_cycle(made, add_commune(made))
        yield made


def look(store: Store, path: Path) -> Found:
    cycle = store.cycles()[0]
    return kinds.preview(store, cycle, KIND, KIND.read(path, shape_of(cycle)))


def load(store: Store, path: Path) -> Budget:
    cycle = store.cycles()[0]
    kinds.apply(store, cycle, KIND, KIND.read(path, shape_of(cycle)))
    found = budgeting.budget_of(store, cycle)
    assert found is not None
    return found


def lines(*rows: list[object]) -> list[list[object]]:
    return [list(LINES), *rows]


def test_lines_of_a_csv_with_khmer_digits_make_the_budget_of_the_year(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "from the office.csv"
    rows = lines(
        ["R3", "revenue", "fund_development", "", "មូលនិធិ", "", "៩.៩៩៩.៩៩៩.៩៩៩៛", "", ""],
        ["E3", "expenditure", "development", "", "", "Development", str(LARGE), "", "9999999998"],
    )
    written(path, rows, "lines")
    assert look(store, path).counts == {"lines": {"new": 2}}
    assert store.all(Budget) == []
    budget = load(store, path)
    assert (budget.total("revenue", "plan"), budget.total("expenditure", "plan")) == (LARGE, LARGE)
    assert [check.cell for check in budget.checks()] == ["expenditure.actual"]
    assert not look(store, path).changes
    store.undo()
    assert store.all(Budget) == []


def test_projects_are_told_by_their_columns_and_keep_their_dates(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    row = ["01", "Road", "economic", f"{CODE}01", 42_000_000, "42,000,000", 41_000_000, "2026-02-01", "2026-11-30"]
    written(path, [PROJECTS, row], "projects")
    (project,) = load(store, path).projects
    assert (project.cost, project.commune_fund, project.fund("actual")) == (42_000_000, 42_000_000, 41_000_000)
    assert project.village is not None
    assert project.village.code == f"{CODE}01"
    assert str(project.end) == "2026-11-30"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["R1", "", "own_source", "", "", "Taxes", 1, "", ""], "column side: A new line needs its side"),
        (["R1", "revenue", "development", "", "", "Taxes", 1, "", ""], "column part: On this side a part is one of"),
        (["R1", "revenue", "own_source", "R9", "", "Taxes", 1, "", ""], "no other line “R9”"),
        (["R1", "revenue", "own_source", "", "", "", 1, "", ""], "A line needs a name"),
        (["R1", "revenue", "own_source", "", "", "Taxes", "1.5", "", ""], "column plan: “1.5” is not a whole number"),
        (["R1", "revenue", "own_source", "", "", "Taxes", "-5", "", ""], "column plan: “-5” is not a whole number"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_stored(
    store: Store, tmp_path: Path, row: list[object], sentence: str
) -> None:
    path = tmp_path / "lines.csv"
    written(path, lines(row, ["R2", "revenue", "other", "", "", "Rent", 1, "", ""]), "lines")
    with pytest.raises(UserError, match=sentence):
        load(store, path)
    assert store.all(Budget) == []


def test_a_budget_of_another_commune_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    written(path, [["commune_code", "year", "status"], ["10202", 2026, "draft"]], "budget")
    (problem,) = look(store, path).problems
    assert "another commune" in problem.sentence


def test_the_template_of_a_cycle_comes_back_as_it_was(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "budget.xlsx"
    cycle = store.cycles()[0]
    path.write_bytes(sheets.xlsx(budget_template(cycle)))
    budget = load(store, path)
    assert len(budget.lines) == 28
    with store.transaction("Figures"):
        budget.line("R1").plan, budget.line("E5").plan = LARGE, LARGE
        budget.take_part = "First Monday\nat the hall"
    path.write_bytes(sheets.xlsx(budget_template(cycle)))
    assert not look(store, path).changes
    with store.transaction("Wrong"):
        budget.line("R1").plan = LARGE - 1
    assert look(store, path).counts["lines"] == {"changed": 1, "same": 27}
    assert load(store, path).balanced


def test_the_preview_names_what_does_not_add_up(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    written(path, lines(["R1", "revenue", "other", "", "", "Rent", 1, "", ""]), "lines")
    found = look(store, path)
    assert found.summary()[-1] == "1 check fails"
    assert "revenue is 1\xa0riel" in found.remarks[0]
