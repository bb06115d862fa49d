"""Input tracking and the information sheet: both stand on the standards of one service."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.export.documents.common import Figures
from facilitator.export.documents.information_sheet import InformationSheet
from facilitator.export.documents.input_tracking import InputTracking
from facilitator.models import action, preparing, tracking
from facilitator.models.budget import Budget, BudgetLine, Project
from facilitator.models.cycle import ServicePoint
from facilitator.models.input_check import InputCheck
from facilitator.models.store import Store
from tests.samples import add_cycle, vote


def _tracking(store: Store) -> InputTracking:
    (job,) = papers.jobs(store, store.cycles()[-1], "input-tracking")
    document = job.document()
    assert isinstance(document, InputTracking)
    return document


def _sheet(store: Store, copy: str = "public") -> InformationSheet:
    (job,) = papers.jobs(store, store.cycles()[-1], "information-sheet", copy=copy)
    document = job.document()
    assert isinstance(document, InformationSheet)
    return document


def _compare(store: Store, point: ServicePoint, found: str = "៧ នាក់") -> list[InputCheck]:
    """The standards of the bank, the first of them compared."""
    with store.transaction("Inputs"):
        checks = tracking.add_standards(point)
        checks[0].found = found
    return checks


def _next_round(store: Store, point: ServicePoint) -> ServicePoint:
    return add_cycle(store, point.cycle.commune, year=2027).service_points[0]


def test_without_anything_found_there_is_no_table(store: Store, point: ServicePoint) -> None:
    with pytest.raises(UserError, match="Nothing was compared with the standards of Health centre yet"):
        _tracking(store)
    with pytest.raises(UserError, match="There are no standards of Health centre yet"):
        _sheet(store)


def test_the_table_counts_what_was_compared_and_what_is_unconfirmed(store: Store, point: ServicePoint) -> None:
    checks = _compare(store, point)
    with store.transaction("Confirmed"):
        checks[0].source_km, checks[0].source_en, checks[0].source_date = "ប្រកាស", "Prakas", "2024"
        tracking.confirm(checks[0], True)
    document = _tracking(store)
    assert (document.compared, document.unconfirmed) == (1, len(checks) - 1)
    first = document.rows[0].standard
    assert first.confirmed
    assert (first.source.km, first.source.en) == ("ប្រកាស, 2024", "Prakas, 2024")


def test_the_day_is_that_of_the_information_session(store: Store, point: ServicePoint) -> None:
    _compare(store, point)
    assert _tracking(store).head.date is None
    with store.transaction("Meeting"):
        meeting = preparing.add_meeting(point.cycle, "information", point, None)
        meeting.date, meeting.place = dt.date(2026, 2, 11), "វត្ត"
    assert (_tracking(store).head.date, _tracking(store).place) == (dt.date(2026, 2, 11), "វត្ត")
    assert _sheet(store).head.date == dt.date(2026, 2, 11)


def test_the_first_round_has_no_performance_and_no_money(store: Store, point: ServicePoint) -> None:
    _compare(store, point)
    document = _sheet(store)
    assert document.performance is None
    assert document.money is None
    assert all(not row.found_before for row in document.standards)
    assert document.unconfirmed


def test_the_round_before_gives_what_was_found_the_scores_and_the_plan(store: Store, point: ServicePoint) -> None:
    _compare(store, point)
    vote(store, point, {2: 12})
    vote(store, point, {4: 1}, criterion=0, side="providers", method="consensus")
    vote(store, point, {3: 3}, criterion=1)
    with store.transaction("Plan"):
        for name in ("One", "Two"):
            action.add_action(point.cycle, "A", name).provider = point
        action.leaves(point.cycle)[0].status = "done"
    _compare(store, _next_round(store, point), found="")
    document = _sheet(store)
    assert document.standards[0].found_before == "៧ នាក់"
    found = document.performance
    assert found is not None
    assert (found.year, found.round, found.planned, found.done) == (2026, 1, 2, 1)
    first, second = found.rows
    assert first.citizens is not None
    assert first.providers is not None
    assert (first.citizens.median, first.providers.median) == (Fraction(2), Fraction(4))
    assert second.citizens == Figures(hidden=True)
    assert document.hides
    assert not _sheet(store, "meeting").hides


def _budget(store: Store, point: ServicePoint, year: int = 2026) -> None:
    lines = (("E1", "administration", 900), ("E2", "development", 600), ("E3", "closing_balance", 50))
    budget = Budget(commune=point.cycle.commune, year=year, status="approved", source="របាយការណ៍")
    budget.lines = [
        BudgetLine(code=code, side="expenditure", part=part, name_en=part, plan=riel, position=place)
        for place, (code, part, riel) in enumerate(lines)
    ]
    budget.projects = [
        Project(code="P1", name_en="Ramp", cost=400, criterion=f"{point.key}/health_centre.medicine"),
        Project(code="P2", name_en="Road", cost=200, position=1),
        Project(code="P3", name_en="Well", commune_fund=70, contribution=30, action="A.1", position=2),
    ]
    with store.transaction("Budget"):
        store.session.add(budget)
        action.add_action(point.cycle, "A", "Well").provider = point


def test_the_money_is_that_of_the_projects_for_the_service(store: Store, point: ServicePoint) -> None:
    _compare(store, point)
    _budget(store, point)
    money = _sheet(store).money
    assert money is not None
    assert [(project.name.en, project.cost) for project in money.projects] == [("Ramp", 400), ("Well", 100)]
    assert (money.for_service, money.total, money.running) == (500, 1500, ())


def test_the_commune_office_shows_what_it_costs_itself(store: Store, point: ServicePoint) -> None:
    _compare(store, point)
    _budget(store, point)
    with store.transaction("Office"):
        point.kind = "commune_administration"
    money = _sheet(store).money
    assert money is not None
    assert [amount for _name, amount in money.running] == [900]


def test_last_years_budget_helps_where_there_is_none_yet(store: Store, point: ServicePoint) -> None:
    _compare(store, point)
    _budget(store, point, year=2025)
    money = _sheet(store).money
    assert money is not None
    assert money.year == 2025
    assert [project.name.en for project in money.projects] == ["Ramp"]  # the numbers are those of another plan


def test_the_sample_commune_has_all_parts(demo_store: Store) -> None:
    cycle = demo_store.cycles()[-1]
    assert len([job.document() for job in papers.jobs(demo_store, cycle, "input-tracking")]) == 3
    sheets = [job.document() for job in papers.jobs(demo_store, cycle, "information-sheet")]
    assert len(sheets) == 3
    for document in sheets:
        assert document.performance is not None
        assert document.money is not None
        assert document.money.for_service > 0
