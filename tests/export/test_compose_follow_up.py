"""The papers of follow-up: plan with status and money, progress report, promises kept."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.export.documents.common import Text
from facilitator.export.documents.following import SourceMoney, Sums
from facilitator.export.documents.promises_kept import LinkedScore
from facilitator.models.action import Action, add_action
from facilitator.models.contribution import Contribution
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.store import Store
from tests.samples import add_cycle, vote

CHECKED = dt.date(2026, 9, 18)


def compose(store: Store, key: str, cycle: Cycle, copy: str = "meeting") -> Any:
    (job,) = papers.jobs(store, cycle, key, copy=copy)
    return job.document()


@pytest.fixture
def plan(store: Store, point: ServicePoint) -> Cycle:
    """A heading with two activities in part A, one activity in part B; two of them checked."""
    cycle = point.cycle
    with store.transaction("Plan"):
        roads = add_action(cycle, "A", "ផ្លូវ")
        drain = add_action(cycle, "A", "លូ", roads)
        drain.end, drain.cost = dt.date(2026, 8, 31), 48_000_000
        wells = add_action(cycle, "A", "អណ្តូង", roads)
        wells.activity_en, wells.cost = "Wells", 2_000_000
        tidy = add_action(cycle, "B", "សម្អាត")
        for action in (roads, drain, wells):
            action.provider = point
        drain.check(dt.date(2026, 5, 1), "not_started", 0)
        drain.check(CHECKED, "under_way", 60, note="៧២០ ម៉ែត្រ")
        tidy.check(dt.date(2026, 6, 1), "delayed", 10, reason="ភ្លៀង")
        drain.contributions += [
            Contribution(source_kind="donor", currency="USD", amount=50_000, state="promised"),
            Contribution(source_kind="commune_fund", amount=46_000_000, state="promised"),
            Contribution(source_kind="commune_fund", amount=40_000_000, state="received"),
        ]
        wells.contributions += [
            Contribution(source_kind="donor", currency="USD", amount=25_733, state="received"),
            Contribution(source_kind="community", amount=0, state="promised"),
        ]
    return cycle


FUND = SourceMoney(Text("មូលនិធិឃុំ/សង្កាត់", "Commune fund"), Sums(46_000_000), Sums(40_000_000))


def test_status_and_money_of_every_activity(store: Store, plan: Cycle) -> None:
    document = compose(store, "action-plan-status", plan)
    standing = dict(document.standing)
    assert list(standing) == [("A", (1, 1)), ("A", (1, 2)), ("B", (1,))]
    drain, wells, tidy = standing.values()
    assert (drain.status, drain.percent, drain.last_check, drain.note) == ("under_way", 60, CHECKED, "៧២០ ម៉ែត្រ")
    assert drain.overdue
    assert [row.source.en for row in drain.money] == ["Commune fund", "Donor"]
    assert drain.money[0].received == Sums(40_000_000)
    assert (wells.status, wells.last_check, wells.overdue) == ("not_started", None, False)
    assert tidy.reason == "ភ្លៀង"
    assert [(row.promised, row.received) for row in document.money] == [
        (Sums(46_000_000), Sums(40_000_000)), (Sums(0, 50_000), Sums(0, 25_733)),
    ]  # fmt: skip
    assert document.plan.head.date == CHECKED


def test_the_plan_with_status_prints_before_the_first_check(store: Store, point: ServicePoint) -> None:
    with pytest.raises(UserError, match="no activity yet"):
        compose(store, "action-plan-status", point.cycle)
    with store.transaction("Plan"):
        add_action(point.cycle, "B", "សម្អាត")
    ((_key, following),) = compose(store, "action-plan-status", point.cycle).standing
    assert following.last_check is None


def test_progress_counts_activities_and_not_their_headings(store: Store, plan: Cycle) -> None:
    document = compose(store, "progress", plan)
    assert document.head.date == CHECKED
    assert [row.places for row in document.activities] == [(1, 1), (1, 2), (1,)]
    assert document.cost == 50_000_000
    centre, nobody = document.services
    assert (centre.service.en, centre.counts, centre.total) == (
        "Health centre",
        (("under_way", 1), ("not_started", 1)),
        2,
    )
    assert not nobody.service
    assert sum((row.received for row in document.money), Sums()) == Sums(40_000_000, 25_733)


def test_a_progress_report_needs_a_check(store: Store, point: ServicePoint) -> None:
    with pytest.raises(UserError, match="no activity yet"):
        compose(store, "progress", point.cycle)
    with store.transaction("Plan"):
        add_action(point.cycle, "B", "សម្អាត")
    with pytest.raises(UserError, match="No activity was checked yet"):
        compose(store, "progress", point.cycle)


def test_promises_need_a_round_before_with_a_plan(store: Store, point: ServicePoint) -> None:
    with pytest.raises(UserError, match="no round before this one"):
        compose(store, "promises-kept", point.cycle)
    later = add_cycle(store, point.cycle.commune, year=2027)
    with pytest.raises(UserError, match=r"2026, round 1.*no action plan"):
        compose(store, "promises-kept", later)


def _answering(store: Store, action: Action, point: ServicePoint) -> None:
    with store.transaction("Link"):
        action.answers(point.criteria)


def _next_round(store: Store, plan: Cycle) -> Cycle:
    """A round in which the first criterion is scored as before, and the second has other words."""
    _answering(store, plan.actions[1], plan.service_points[0])
    for criterion in (0, 1):
        vote(store, plan.service_points[0], {2: 12}, criterion=criterion)
    later = add_cycle(store, plan.commune, year=2027)
    vote(store, later.service_points[0], {3: 6, 4: 6})
    vote(store, later.service_points[0], {5: 3}, criterion=1)
    with store.transaction("Wording"):
        later.service_points[0].criteria[1].text_en = "Something else"
    return later


def test_promises_stand_with_the_scores_then_and_now(store: Store, plan: Cycle) -> None:
    document = compose(store, "promises-kept", _next_round(store, plan))
    assert (document.before, document.head.year, document.head.date) == ((2026, 1), 2027, CHECKED)
    drain, wells, _tidy = document.promises
    assert drain.activity.following.status == "under_way"
    first, second = drain.scores
    assert (first.then, first.now, first.comparable, first.hidden) == (Fraction(2), Fraction(7, 2), True, False)
    assert (second.then, second.now, second.comparable) == (Fraction(2), Fraction(5), False)
    assert wells.scores == ()


def test_a_public_copy_hides_what_few_people_scored(store: Store, plan: Cycle) -> None:
    document = compose(store, "promises-kept", _next_round(store, plan), "public")
    first, second = document.promises[0].scores
    assert not first.hidden
    assert second.hidden
    assert second.now is None


def test_before_scoring_there_is_no_score_now(store: Store, plan: Cycle) -> None:
    _answering(store, plan.actions[1], plan.service_points[0])
    vote(store, plan.service_points[0], {2: 12})
    later = add_cycle(store, plan.commune, year=2027)
    first = compose(store, "promises-kept", later).promises[0].scores[0]
    assert isinstance(first, LinkedScore)
    assert (first.then, first.now) == (Fraction(2), None)
