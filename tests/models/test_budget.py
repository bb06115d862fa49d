"""The budget adds up: revenue and expenditure, parts and their lines, projects and their sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.i18n import use_language
from facilitator.models.budget import Budget, BudgetLine, Project
from facilitator.models.store import Store
from tests.models.sample import commune

LINES = (
    # code, side, part, parent, plan, actual
    ("r1", "revenue", "fund_development", "", 300, 280),
    ("r2", "revenue", "own_source", "", 100, 60),
    ("e1", "expenditure", "administration", "", 150, 140),
    ("e1.1", "expenditure", "administration", "e1", 90, 90),
    ("e1.2", "expenditure", "administration", "e1", 60, 50),
    ("e2", "expenditure", "development", "", 250, 200),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        yield made


@pytest.fixture
def budget(store: Store) -> Budget:
    with store.transaction("Budget"):
        made = Budget(commune=commune(), year=2026)
        store.session.add(made)
        for position, (code, side, part, parent, plan, actual) in enumerate(LINES):
            made.lines.append(
                BudgetLine(code=code, side=side, part=part, parent=parent, plan=plan, actual=actual, position=position)
            )
        made.projects.append(Project(code="p1", cost=250, commune_fund=250))
    return made


def test_totals_count_leaves_once(budget: Budget) -> None:
    assert (budget.total("revenue", "plan"), budget.total("expenditure", "plan")) == (400, 400)
    assert budget.part("expenditure", "administration", "plan") == 150
    assert budget.columns() == ["plan", "actual"]
    assert budget.balanced
    assert budget.line("e1.2").amount("revised") == 0


@pytest.mark.parametrize(
    ("code", "column", "value", "found"),
    [
        ("r1", "plan", 301, [("balance", "expenditure.plan", 401, 400)]),
        ("e1.1", "actual", 95, [("parts", "e1.actual", 145, 140), ("balance", "expenditure.actual", 340, 345)]),
        ("e2", "plan", 251, [("balance", "expenditure.plan", 400, 401), ("development", "development.plan", 251, 250)]),
    ],
)
def test_each_check_names_the_cell_and_both_figures(
    store: Store, budget: Budget, code: str, column: str, value: int, found: list[tuple[str, str, int, int]]
) -> None:
    with store.transaction("Typed"):
        setattr(budget.line(code), column, value)
    checks = budget.checks()
    assert [(check.code, check.cell, check.expected, check.found) for check in checks] == found
    assert all(check.difference == check.found - check.expected for check in checks)
    for check in checks:
        assert all(
            f"{figure:,}\xa0riel" in check.text for figure in (check.expected, check.found, abs(check.difference))
        )


def test_sentences_of_checks_speak_the_language_of_the_screen(store: Store, budget: Budget) -> None:
    with store.transaction("Typed"):
        line = budget.line("e1")
        line.name_km, line.name_en, line.plan = "រដ្ឋបាល", "Administration", 12_500
    assert "Administration, Plan" in budget.checks()[0].text
    use_language("km")
    (check,) = budget.checks()
    assert "រដ្ឋបាល" in check.text
    assert "១២.៥០០៛" in check.text


@pytest.mark.parametrize("column", ["plan", "revised", "actual"])
@pytest.mark.parametrize("code", ["r1", "r2", "e1.1", "e1.2", "e2"])
@pytest.mark.parametrize("by", [1, -1])
def test_a_single_riel_is_found_in_every_figure_of_every_column(
    store: Store, budget: Budget, code: str, column: str, by: int
) -> None:
    with store.transaction("All columns"):
        for line in budget.lines:
            line.revised = line.plan
    assert budget.balanced
    with store.transaction("One riel"):
        line = budget.line(code)
        setattr(line, column, line.amount(column) + by)
    found = [check for check in budget.checks() if check.code == "balance"]
    assert [(check.cell, abs(check.difference)) for check in found] == [(f"expenditure.{column}", 1)]


def test_lines_in_a_circle_do_not_hang_the_checks(store: Store, budget: Budget) -> None:
    with store.transaction("Circle"):
        budget.line("r1").parent, budget.line("r2").parent = "r2", "r1"
    assert {check.code for check in budget.checks()} == {"balance"}


def test_a_whole_of_wholes_is_compared_with_its_leaves(store: Store, budget: Budget) -> None:
    with store.transaction("Three levels"):
        budget.line("e1").parent = "e"
        budget.lines.append(BudgetLine(code="e", side="expenditure", part="administration", plan=151, position=9))
    (check,) = budget.checks()
    assert (check.code, check.cell, check.expected, check.found) == ("parts", "e.plan", 150, 151)
    assert budget.shown_amount(budget.line("e"), "actual") == 140


def test_a_projects_sources_make_its_cost(store: Store, budget: Budget) -> None:
    with store.transaction("Cost"):
        budget.projects[0].cost = 260
    assert [(check.code, check.cell) for check in budget.checks()] == [("project_sources", "p1.cost")]
    with store.transaction("Contribution"):
        budget.projects[0].contribution = 10
    assert budget.balanced


def test_unknown_lines_and_states_are_refused(store: Store, budget: Budget) -> None:
    with pytest.raises(UserError, match="no line “x”"):
        budget.line("x")
    with pytest.raises(UserError, match="not “paid”"), store.transaction("Status"):
        budget.set_status("paid")


def test_riel_are_exact_beyond_32_bits(store: Store, budget: Budget) -> None:
    with store.transaction("Large"):
        budget.line("r1").plan = 9_007_199_254_740_993
    store.close()
    with Store.open(store.path) as again:
        assert again.all(Budget)[0].line("r1").plan == 9_007_199_254_740_993
