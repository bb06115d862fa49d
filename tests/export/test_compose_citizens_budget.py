from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.export.documents.citizens_budget import CitizensBudget
from facilitator.models import demo
from facilitator.models.action import add_action
from facilitator.models.budget import Budget, BudgetLine, Project
from facilitator.models.contribution import Contribution
from facilitator.models.cycle import Cycle, Person
from facilitator.models.store import Store
from tests.samples import add_commune, add_cycle, vote


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as store:
        add_cycle(store, add_commune(store))
        yield store


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    demo.make(path, "commune")
    with Store.open(path) as store:
        yield store


def _cycle(store: Store, year: int = 2026) -> Cycle:
    (cycle,) = store.all(Cycle, year=year)
    return cycle


def _compose(store: Store, year: int = 2026, copy: str = "public") -> CitizensBudget:
    (job,) = papers.jobs(store, _cycle(store, year), "citizens-budget", copy=copy)
    document = job.document()
    assert isinstance(document, CitizensBudget)
    return document


def _line(code: str, side: str, part: str, plan: int, **values: Any) -> BudgetLine:
    return BudgetLine(code=code, side=side, part=part, name_km=code, plan=plan, **values)


def _budget(store: Store, year: int = 2026, revenue: int = 100, **values: Any) -> Budget:
    """A budget with a fund in and an administration out; balanced when `revenue` is 100."""
    with store.transaction("Budget"):
        budget = Budget(commune_code="010201", year=year, **values)
        budget.lines = [
            _line("R2", "revenue", "fund_administration", revenue),
            _line("E1", "expenditure", "administration", 60, position=1),
            _line("E5", "expenditure", "closing_balance", 40, position=2),
        ]
        store.session.add(budget)
    return budget


def test_no_budget_of_the_year_is_a_sentence(store: Store) -> None:
    _budget(store, year=2025)
    with pytest.raises(UserError, match="no budget of 2026"):
        _compose(store)


def test_a_budget_without_figures_is_a_sentence(store: Store) -> None:
    with store.transaction("Budget"):
        store.session.add(Budget(commune_code="010201", year=2026))
    with pytest.raises(UserError, match="no figures"):
        _compose(store)


@pytest.mark.parametrize("status", ["approved", "executed"])
def test_a_final_budget_that_does_not_balance_is_refused_with_both_figures(store: Store, status: str) -> None:
    _budget(store, revenue=1234, status=status)
    with pytest.raises(UserError, match=r"1,234.*100"):
        _compose(store)


def test_a_draft_that_does_not_balance_carries_both_figures(store: Store) -> None:
    _budget(store, revenue=1234)
    (fault,) = _compose(store).faults
    assert (fault.kind, fault.expected, fault.found) == ("balance", 1234, 100)


def test_a_fault_of_a_project_names_it(store: Store) -> None:
    budget = _budget(store)
    with store.transaction("Project"):
        budget.projects.append(Project(code="1", name_km="ផ្លូវ", name_en="Road", cost=7, contribution=5))
    (fault,) = _compose(store).faults
    assert (fault.kind, fault.name.en, fault.expected, fault.found) == ("project_sources", "Road", 7, 5)


def test_shares_of_a_hundred_follow_the_parts(store: Store) -> None:
    _budget(store, status="approved", population=10)
    document = _compose(store)
    assert [(share.amount, share.hundred) for share in document.revenue] == [(100, 100)]
    assert [(share.name.en, share.hundred) for share in document.expenditure] == [
        ("General administration", 60), ("Closing balance", 40),
    ]  # fmt: skip
    assert (document.total, document.population) == (100, 10)


def test_an_overdrawn_closing_balance_has_no_share(store: Store) -> None:
    budget = _budget(store)
    with store.transaction("Overdrawn"):
        budget.lines[1].plan, budget.lines[2].plan = 130, -30
    document = _compose(store)
    assert [(share.amount, share.hundred) for share in document.expenditure] == [(130, 100), (-30, 0)]


def test_lowest_scores_come_first_and_find_their_money(store: Store) -> None:
    budget = _budget(store)
    cycle = _cycle(store)
    (point,) = cycle.service_points
    vote(store, point, {2: 10}, criterion=1)
    vote(store, point, {4: 10}, criterion=0)
    with store.transaction("Plan"):
        for activity, cost in (("ថ្នាំ", 500), ("សម្អាត", 0), ("ទូ", 900), ("ឡាន", 300)):
            action = add_action(cycle, "A", activity)
            action.cost = cost
            action.answers([point.criteria[1]])
        cycle.actions[2].contributions.append(Contribution(amount=900))
        budget.projects.append(Project(code="1", name_km="គម្រោងថ្នាំ", contribution=450, action="A.1"))
    low, high = _compose(store).asked
    assert (low.criterion.en, low.median, low.mood) == ("Text of health_centre.medicine", Fraction(2), 0.25)
    assert [(answer.state, answer.amount) for answer in low.answers] == [
        ("funded", 450), ("free", 0), ("others", 900), ("unfunded", 300),
    ]  # fmt: skip
    assert high.median == 4
    assert high.answers == ()


def test_a_project_may_answer_a_criterion_without_an_action(store: Store) -> None:
    budget = _budget(store)
    (point,) = _cycle(store).service_points
    vote(store, point, {3: 10, 2: 10})
    with store.transaction("Project"):
        budget.projects.append(
            Project(code="1", name_km="គម្រោង", contribution=5, criterion="health_centre/health_centre.staff_polite")
        )
    (entry,) = _compose(store).asked
    assert entry.median == Fraction(5, 2)
    assert [(answer.state, answer.project.km) for answer in entry.answers] == [("funded", "គម្រោង")]


def test_scores_of_a_small_group_stay_out_of_the_public_booklet(store: Store) -> None:
    _budget(store)
    vote(store, _cycle(store).service_points[0], {1: 3})
    assert _compose(store).asked == ()
    assert len(_compose(store, copy="meeting").asked) == 1


def test_the_year_before_is_reviewed_with_reasons(store: Store) -> None:
    _budget(store)
    before = _budget(store, year=2025)
    with store.transaction("Year before"):
        before.lines[0].actual, before.lines[0].revised = 90, 120
        before.lines[1].actual, before.lines[1].note = 30, "ចំណាយតិច"
        before.lines[2].actual = 60
        before.projects += [
            Project(code="1", name_km="ផ្លូវ", status="delayed", action="A.1"),
            Project(code="2", name_km="ស្ពាន", status="done"),
        ]
        cycle = Cycle(commune=_cycle(store).commune, year=2025)
        store.session.add(cycle)
        action = add_action(cycle, "A", "ផ្លូវ")
        action.check(dt.date(2025, 9, 1), "delayed", reason="ភ្លៀង")
    review = _compose(store).review
    assert review is not None
    assert review.year == 2025
    assert [(line.plan, line.actual, line.done) for line in review.lines] == [
        (120, 90, Fraction(3, 4)), (60, 30, Fraction(1, 2)), (60, 30, Fraction(1, 2)), (40, 60, None),
    ]  # fmt: skip
    assert [(entry.name.km, entry.status, entry.reason) for entry in review.not_done] == [
        ("ផ្លូវ", "delayed", "ភ្លៀង"), ("E1", "", "ចំណាយតិច"),
    ]  # fmt: skip


def test_contacts_are_offices_with_a_phone(store: Store) -> None:
    _budget(store)
    with store.transaction("People"):
        cycle = _cycle(store)
        cycle.commune.phone = "012 000 000"
        cycle.people += [
            Person(name="ក", role="lead_facilitator", phone="1"),
            Person(name="ខ", role="clerk", phone="2", position=1),
            Person(name="គ", role="district", position=2),
        ]
    assert [contact.phone for contact in _compose(store).contacts] == ["012 000 000", "2", "1"]


def _revenue(store: Store, column: str, year: int) -> int:
    (total,) = store.raw.execute(
        f"SELECT sum({column}) FROM budget_line JOIN budget b ON b.id = budget_id WHERE side = 'revenue' AND year = ?",
        (year,),
    ).fetchone()
    return int(total)


def test_the_sample_adds_up_to_what_the_database_says(sample: Store) -> None:
    document = _compose(sample)
    revenue = _revenue(sample, "plan", 2026)
    (cost,) = sample.raw.execute(
        "SELECT sum(cost) FROM project JOIN budget ON budget.id = budget_id WHERE year = 2026"
    ).fetchone()
    assert document.total == revenue
    assert sum(share.amount for share in document.revenue) == revenue
    assert sum(share.amount for share in document.expenditure) == revenue
    assert sum(share.hundred for share in document.revenue) == 100
    assert sum(share.hundred for share in document.expenditure) == 100
    assert sum(row.cost for row in document.projects) == cost
    assert all(row.cost == sum(source.amount for source in row.sources) for row in document.projects)
    assert not document.actual
    assert len(document.asked) == 5
    medians = [entry.median for entry in document.asked]
    assert medians == sorted(medians)
    assert len(document.words) == 3


def test_an_executed_budget_shows_and_reviews_what_happened(sample: Store) -> None:
    document = _compose(sample, 2025)
    assert document.actual
    assert document.total == _revenue(sample, "actual", 2025)
    assert document.review is not None
    assert document.review.year == 2025
    assert [entry.status for entry in document.review.not_done] == ["delayed", "delayed"]
    assert all(entry.reason for entry in document.review.not_done)
