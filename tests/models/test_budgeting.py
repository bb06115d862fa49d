"""Entering a budget: how it starts, lines of the commune's own, projects, what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import budgeting, catalogue
from facilitator.models.budget import Budget
from facilitator.models.cycle import Cycle
from facilitator.models.store import Store
from tests.samples import add_commune, add_cycle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        yield made


@pytest.fixture
def cycle(store: Store) -> Cycle:
    commune = add_commune(store)
    with store.transaction("People"):
        commune.population, commune.households = 9_000, 2_000
    return add_cycle(store, commune)


@pytest.fixture
def budget(store: Store, cycle: Cycle) -> Budget:
    with store.transaction("Budget"):
        made = budgeting.from_template(cycle)
        store.session.add(made)
    return made


def _codes(budget: Budget) -> list[str]:
    return [line.code for line in sorted(budget.lines, key=lambda line: line.position)]


def test_it_starts_with_the_template_and_the_communes_people(store: Store, cycle: Cycle, budget: Budget) -> None:
    assert budgeting.budget_of(store, cycle) is budget
    assert _codes(budget) == [line.code for line in catalogue.budget_lines()]
    assert (budget.population, budget.households) == (9_000, 2_000)
    assert budget.columns() == ["plan"]
    assert budget.balanced


def test_the_newest_earlier_structure_is_taken_over_without_figures(store: Store, cycle: Cycle, budget: Budget) -> None:
    assert budgeting.budget_before(store, cycle) is None
    with store.transaction("Earlier years"):
        budget.year = 2024
        budgeting.set_amount(budget.line("R1"), "plan", "1.200")
        budgeting.add_line(budget.line("R5.4"), "ផ្សារ", "km")
        older = budgeting.from_earlier(cycle, budget)
        older.year = 2023
        store.session.add(older)
    assert budgeting.budget_before(store, cycle) is budget
    copy = budgeting.from_earlier(cycle, budget)
    assert _codes(copy)[8:11] == ["R5.4", "R5.5", "R6"]
    assert {line.code: line.name_km for line in copy.lines}["R5.5"] == "ផ្សារ"
    assert all(line.plan is None for line in copy.lines)


@pytest.mark.parametrize(
    ("beside", "code", "parent", "part", "after"),
    [
        ("R5.4", "R5.5", "R5", "own_source", "R5.4"),
        ("R5", "R5.5", "R5", "own_source", "R5.4"),
        ("R1", "R9", "", "other", "R1"),
        ("E2", "E6", "", "social", "E2"),
        ("E5", "E6", "", "other", "E5"),
    ],
)
def test_a_line_is_added_beside_another(
    store: Store, budget: Budget, beside: str, code: str, parent: str, part: str, after: str
) -> None:
    with store.transaction("Line"):
        made = budgeting.add_line(budget.line(beside), "Market", "en")
    assert (made.code, made.parent, made.part, made.name_en) == (code, parent, part, "Market")
    codes = _codes(budget)
    assert codes.index(code) == codes.index(after) + 1
    assert sorted(line.position for line in budget.lines) == list(range(29))


def test_what_a_line_refuses(store: Store, budget: Budget) -> None:
    with pytest.raises(UserError, match="name of the new line"), store.transaction("Line"):
        budgeting.add_line(budget.line("R1"), "  ", "en")
    with pytest.raises(UserError, match="Other lines are part"), store.transaction("Line"):
        budgeting.remove_line(budget.line("R5"))
    with store.transaction("Khmer only"):
        budgeting.set_line_words(budget.line("R5"), "name", "en", "")
    with pytest.raises(UserError, match="needs a name"), store.transaction("Line"):
        budgeting.set_line_words(budget.line("R5"), "name", "km", "")
    with pytest.raises(UserError, match="whole number"), store.transaction("Line"):
        budgeting.set_amount(budget.line("R1"), "plan", "12.5")
    assert budget.line("R5").name("en") == "ចំណូលផ្ទាល់ខ្លួន"


def test_a_revised_plan_keeps_what_was_revised(store: Store, budget: Budget) -> None:
    with store.transaction("Figures"):
        budgeting.set_amount(budget.line("R1"), "plan", "១.០០០ ៛")
        budgeting.set_amount(budget.line("R2"), "plan", "2000")
        budgeting.set_amount(budget.line("R2"), "revised", "2500")
        budgeting.revise_from_plan(budget)
    assert [budget.line(code).revised for code in ("R1", "R2", "R3")] == [1_000, 2_500, None]


def test_only_a_draft_may_be_out_of_balance(store: Store, budget: Budget) -> None:
    with store.transaction("Unbalanced"):
        budgeting.set_amount(budget.line("R1"), "plan", "1000")
    assert budgeting.what_keeps_it_a_draft(budget) == ""
    with store.transaction("Approved"):
        budget.set_status("approved")
    assert "while 1 check fails" in budgeting.what_keeps_it_a_draft(budget)
    with store.transaction("Balanced"):
        budgeting.set_amount(budget.line("E5"), "plan", "1000")
    assert budgeting.what_keeps_it_a_draft(budget) == ""


def test_the_summary_names_every_sum(store: Store, budget: Budget) -> None:
    with store.transaction("Figures"):
        for code, amount in (("R3", "900"), ("E3.1", "700"), ("E5", "150")):
            budgeting.set_amount(budget.line(code), "plan", amount)
        budgeting.set_money(budgeting.add_project(budget, "Road", "en"), "commune_fund", "600")
    assert {row: figures["plan"] for row, figures in budgeting.summary(budget).items()} == {
        "revenue": 900,
        "expenditure": 850,
        "difference": 50,
        "development": 700,
        "fund": 600,
    }
    assert [check.code for check in budget.checks()] == ["balance", "development"]


def test_a_project_and_what_it_refuses(store: Store, budget: Budget) -> None:
    with store.transaction("Projects"):
        road, school = (budgeting.add_project(budget, name, "en") for name in ("Road", "School"))
        budgeting.set_quantity(road, " ១.២០០ ")
        budgeting.set_dates(road, dt.date(2026, 3, 1), None)
    assert [(project.code, project.name_en) for project in budget.projects] == [("01", "Road"), ("02", "School")]
    assert road.quantity == "1.200"
    with pytest.raises(UserError, match="cannot end before"), store.transaction("Dates"):
        budgeting.set_dates(road, road.start, dt.date(2026, 2, 28))
    with pytest.raises(UserError, match="needs a name"), store.transaction("Name"):
        budgeting.set_project_name(road, "en", "")
    with pytest.raises(UserError, match="name of the project"), store.transaction("Name"):
        budgeting.add_project(budget, "", "km")
    with store.transaction("Removed"):
        budgeting.remove_project(road)
    assert budget.projects == [school]


def test_more_households_than_people_are_refused(store: Store, budget: Budget) -> None:
    with pytest.raises(UserError, match="9,001 households cannot have 9,000 people"), store.transaction("People"):
        budgeting.set_people(budget, "households", 9_001)
    with store.transaction("People"):
        budgeting.set_people(budget, "households", None)
    assert budget.households is None


def test_links_offer_activities_and_criteria(cycle: Cycle) -> None:
    assert budgeting.actions_to_link(cycle) == []
    keys = [key for key, _criterion in budgeting.criteria_to_link(cycle)]
    assert keys[0] == f"{cycle.service_points[0].key}/health_centre.staff_polite"
    assert len(keys) == 2
