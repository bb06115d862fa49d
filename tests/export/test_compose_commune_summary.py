from __future__ import annotations

import datetime as dt

import pytest

from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.export.documents.commune_summary import CommuneSummary, PlanStanding
from facilitator.models.action import add_action
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.scorecard import Criterion
from facilitator.models.store import Store
from tests.samples import add_cycle, vote


def _compose(store: Store, cycle: Cycle, copy: str = "public") -> CommuneSummary:
    (job,) = papers.jobs(store, cycle, "commune-summary", copy=copy)
    document = job.document()
    assert isinstance(document, CommuneSummary)
    return document


def test_without_scores_it_is_refused_with_a_sentence(store: Store, point: ServicePoint) -> None:
    vote(store, point, {4: 3}, side="providers")
    with pytest.raises(UserError, match="No scores of citizens yet in this cycle"):
        _compose(store, point.cycle)


def test_lowest_and_highest_are_by_median_then_by_the_satisfied(store: Store, point: ServicePoint) -> None:
    with store.transaction("Criterion"):
        point.criteria.append(Criterion(key="own.third", text_en="Third", position=5))
    vote(store, point, {3: 6, 4: 4})
    vote(store, point, {3: 6, 2: 4}, criterion=1)
    vote(store, point, {3: 10}, criterion=2)
    (service,) = _compose(store, point.cycle).services
    assert service.lowest is not None
    assert service.highest is not None
    assert service.lowest.text.en == "Text of health_centre.medicine"
    assert service.highest.text.en == "Text of health_centre.staff_polite"
    assert (service.villages, service.people) == (1, 10)


def test_one_scored_criterion_is_the_lowest_alone(store: Store, point: ServicePoint) -> None:
    vote(store, point, {3: 6})
    (service,) = _compose(store, point.cycle).services
    assert service.lowest is not None
    assert service.highest is None
    assert not service.compared


def test_changes_since_the_round_before_are_counted(store: Store, point: ServicePoint) -> None:
    for criterion in (0, 1):
        vote(store, point, {3: 10}, criterion=criterion)
    later = add_cycle(store, point.cycle.commune, 2027)
    for criterion, score in ((0, 4), (1, 3)):
        vote(store, later.service_points[0], {score: 10}, criterion=criterion)
    document = _compose(store, later)
    (service,) = document.services
    assert (service.higher, service.same, service.lower) == (1, 1, 0)
    assert document.previous == (2026, 1)


def test_a_small_group_is_hidden_in_public(store: Store, point: ServicePoint) -> None:
    vote(store, point, {3: 3})
    assert _compose(store, point.cycle, "meeting").services[0].lowest is not None
    document = _compose(store, point.cycle)
    assert document.services[0].lowest is None
    assert document.hides


def test_the_plan_counts_what_is_really_done_and_under_which_service(store: Store, point: ServicePoint) -> None:
    vote(store, point, {3: 10})
    cycle = point.cycle
    with store.transaction("Plan"):
        above = add_action(cycle, "B", "Repair the building")
        above.provider = point
        for name in ("The roof", "The wall"):
            add_action(cycle, "B", name, above)
        add_action(cycle, "A", "A bridge")
        cycle.actions[1].check(dt.date(2026, 9, 1), "done", 100)
    document = _compose(store, cycle)
    assert document.plan == PlanStanding(not_started=2, done=1)
    assert document.services[0].plan == PlanStanding(not_started=1, done=1)
    assert document.head.date == dt.date(2026, 9, 1)
