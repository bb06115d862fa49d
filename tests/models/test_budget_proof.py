"""Proof of the budget: shares add up, every planted riel is found, and sums are those of an independent program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator import paths
from facilitator.export import papers
from facilitator.export.compose import citizens_budget
from facilitator.export.documents.citizens_budget import CitizensBudget
from facilitator.export.pdf.citizens_budget import reading
from facilitator.models.budget import COLUMNS, FUNDS, Budget, BudgetLine, Project
from facilitator.models.cycle import Cycle
from facilitator.models.shares import largest_remainder
from facilitator.models.store import Store
from tests.export.pdf.reading import page_texts

MUCH = 9_999_999_999
AMOUNTS = st.lists(st.integers(0, MUCH), min_size=1, max_size=12)


@given(AMOUNTS)
def test_shares_add_up_to_a_hundred_and_none_is_off_by_a_point(amounts: list[int]) -> None:
    shares = largest_remainder(amounts)
    whole = sum(amounts)
    assert sum(shares) == (100 if whole else 0)
    for amount, share in zip(amounts, shares, strict=True):
        exact = Fraction(100 * amount, whole) if whole else Fraction(0)
        assert abs(share - exact) < 1
        assert share >= 0


@given(AMOUNTS)
def test_a_larger_amount_never_has_the_smaller_share(amounts: list[int]) -> None:
    ranked = sorted(zip(amounts, largest_remainder(amounts), strict=True))
    assert [share for _amount, share in ranked] == sorted(share for _amount, share in ranked)


figures = st.integers(1, MUCH)


@st.composite
def balanced(draw: st.DrawFn) -> Budget:
    """A budget of three columns that balances: leaves, a stated parent, projects with funds in every column."""
    budget = Budget(year=2026, commune_code="010201", status="approved")
    projects = draw(st.integers(1, 6))
    for number in range(projects):
        plan, contribution, other = draw(figures), draw(figures), draw(figures)
        project = Project(
            code=f"p{number}",
            cost=plan + contribution + other,
            commune_fund=plan,
            contribution=contribution,
            other=other,
        )
        project.fund_revised, project.fund_actual = draw(figures), draw(figures)
        budget.projects.append(project)
    lines: dict[str, BudgetLine] = {}
    for code, side, part, parent in (
        ("R1", "revenue", "carry_over", ""), ("R5", "revenue", "own_source", ""),
        ("R5.1", "revenue", "own_source", "R5"), ("R5.2", "revenue", "own_source", "R5"),
        ("E1", "expenditure", "administration", ""), ("E3", "expenditure", "development", ""),
        ("E5", "expenditure", "closing_balance", ""),
    ):  # fmt: skip
        lines[code] = BudgetLine(code=code, side=side, part=part, parent=parent, position=len(lines))
        budget.lines.append(lines[code])
    for column in COLUMNS:
        parts = [draw(figures), draw(figures)]
        development = sum(getattr(project, FUNDS[column]) for project in budget.projects)
        administration, closing = draw(figures), draw(figures)
        values = {
            "R5.1": parts[0],
            "R5.2": parts[1],
            "R5": sum(parts),
            "E1": administration,
            "E3": development,
            "E5": closing,
        }
        values["R1"] = administration + development + closing - sum(parts)
        for code, value in values.items():
            setattr(lines[code], column, value)
    return budget


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_planted_error_of_one_riel_is_found(data: st.DataObject) -> None:
    budget = data.draw(balanced())
    assert budget.checks() == []
    cells: list[tuple[BudgetLine | Project, str]] = [(line, column) for line in budget.lines for column in COLUMNS]
    cells += [
        (project, name) for project in budget.projects for name in ("cost", "contribution", "other", *FUNDS.values())
    ]
    entity, name = data.draw(st.sampled_from(cells))
    by = data.draw(st.sampled_from((1, -1)))
    setattr(entity, name, getattr(entity, name) + by)
    found = budget.checks()
    assert found
    assert {abs(check.difference) for check in found} == {1}
    assert all(check.cell for check in found)
    right = "R5" if isinstance(entity, BudgetLine) and entity.parent else entity.code
    assert any(
        check.cell.startswith((right, "expenditure." if isinstance(entity, BudgetLine) else "development."))
        for check in found
    )


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_an_error_that_balances_itself_is_found_in_the_development_part(data: st.DataObject) -> None:
    budget = data.draw(balanced())
    column = data.draw(st.sampled_from(COLUMNS))
    for code, by in (("E3", 1), ("E1", -1)):
        line = budget.line(code)
        setattr(line, column, line.amount(column) + by)
    assert [(check.code, check.cell) for check in budget.checks()] == [("development", f"development.{column}")]


# -- the sample, summed by pandas ------------------------------------------------------------------------------------


def _frames(path: Path, year: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        own = "FROM {} JOIN budget b ON b.id = budget_id WHERE b.year = ?"
        lines = pd.read_sql(f"SELECT budget_line.* {own.format('budget_line')}", connection, params=(year,))
        projects = pd.read_sql(f"SELECT project.* {own.format('project')}", connection, params=(year,))
    return lines[~lines.code.isin(set(lines.parent))], projects


@pytest.mark.parametrize(("year", "column", "fund"), [(2026, "plan", "commune_fund"), (2025, "actual", "fund_actual")])
def test_printed_totals_are_those_of_pandas(
    demo_store: Store, demo_file: Path, year: int, column: str, fund: str
) -> None:
    leaves, projects = _frames(demo_file, year)
    (cycle,) = demo_store.all(Cycle, year=year)
    document = _document(demo_store, cycle)
    pages = page_texts(reading(document, "en"))
    sums = leaves.groupby("side")[column].sum().astype(int)
    assert document.total == sums["revenue"] == sums["expenditure"]
    parts = leaves.groupby(["side", "part"])[column].sum().astype(int)
    for amount in parts[parts != 0]:
        assert any(f"{amount:,} riel" in page for page in pages), amount
    assert int(projects[fund].sum()) == parts["expenditure", "development"]
    assert f"{len(projects)} projects, together {int(projects.cost.sum()):,} riel" in " ".join(pages)
    for _sector, cost in projects.groupby("sector").cost.sum().items():
        assert any(f"{int(cost):,} riel" in page for page in pages)
    village = projects.dropna(subset=["village_code"]).groupby("village_code").cost.agg(["count", "sum"])
    (page,) = [text for text in pages if "each village?" in text]
    for row in village.itertuples():
        assert f"{row.sum:,} riel" in page
    people = int(document.population or 0)
    assert f"{(2 * document.total + people) // (2 * people):,} riel" in " ".join(pages)


def _document(store: Store, cycle: Cycle) -> CitizensBudget:
    job = papers.Job(store, cycle, papers.paper("citizens-budget"), "meeting")
    return citizens_budget.citizens_budget(job)


def test_the_sample_is_of_realistic_size(demo_store: Store) -> None:
    for budget in demo_store.all(Budget):
        assert len(budget.projects) == 25
        assert 250_000_000 < budget.part("expenditure", "development", "plan") < 350_000_000
        assert budget.balanced
    assert (paths.RESOURCES / "samples" / "projects.csv").exists()


def test_a_year_without_actuals_looks_back_at_nothing(demo_store: Store) -> None:
    (cycle,) = demo_store.all(Cycle, year=2026)
    with demo_store.transaction("No figures of the year before"):
        for line in demo_store.all(Budget, year=2025)[0].lines:
            line.actual = None
    document = _document(demo_store, cycle)
    assert document.review is None
    text = " ".join(page_texts(reading(document, "en")))
    assert "No figures of a year that is over are recorded yet." in text
