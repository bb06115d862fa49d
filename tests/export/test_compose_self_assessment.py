from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.export.documents.common import Figures
from facilitator.export.documents.scorecard import Before
from facilitator.export.documents.self_assessment import SelfAssessment
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.meeting import Meeting
from facilitator.models.scorecard import Criterion, Remark
from facilitator.models.store import Store
from tests.samples import add_cycle, vote


def _compose(store: Store, cycle: Cycle, copy: str = "public") -> SelfAssessment:
    (job,) = papers.jobs(store, cycle, "self-assessment", copy=copy)
    document = job.document()
    assert isinstance(document, SelfAssessment)
    return document


def test_without_scores_of_the_providers_it_is_refused_with_a_sentence(store: Store, point: ServicePoint) -> None:
    vote(store, point, {4: 10})
    with pytest.raises(UserError, match="No self-assessment yet"):
        _compose(store, point.cycle)


@pytest.mark.parametrize("copy", papers.COPIES)
def test_votes_of_the_staff_leave_one_number(store: Store, point: ServicePoint, copy: str) -> None:
    vote(store, point, {3: 2, 4: 2}, side="providers")
    document = _compose(store, point.cycle, copy)
    assert document.rows[0].score == Figures(n=4, median=Fraction(7, 2))
    assert document.rows[1].score is None
    assert not document.agreed


def test_the_providers_own_criteria_come_last(store: Store, point: ServicePoint) -> None:
    with store.transaction("Criterion"):
        point.criteria.insert(0, Criterion(key="own.pay", text_en="Fair pay", side="providers", position=-1))
    vote(store, point, {2: 1}, criterion=0, side="providers", method="consensus")
    document = _compose(store, point.cycle)
    assert [row.own for row in document.rows] == [False, False, True]
    assert document.agreed


def test_it_says_when_and_where_who_came_and_why(store: Store, point: ServicePoint) -> None:
    vote(store, point, {4: 5}, side="providers")
    with store.transaction("Meeting"):
        day = dt.date(2026, 3, 20)
        meeting = Meeting(stage="self_assessment", service_point_id=point.id, date=day, place="The office")
        point.cycle.meetings.append(meeting)
        meeting.people_of("providers").count(total=5)
        criterion = point.criteria[0].id
        for side, said in (("providers", "Few staff"), ("citizens", "They are late")):
            point.remarks.append(Remark(criterion_id=criterion, side=side, kind="weakness", text=said))
    document = _compose(store, point.cycle)
    assert (document.head.date, document.place, document.people) == (day, "The office", 5)
    assert [remark.text.km for remark in document.rows[0].said.weaknesses] == ["Few staff"]


def test_the_round_before_is_that_of_the_providers(store: Store, point: ServicePoint) -> None:
    vote(store, point, {3: 5}, side="providers")
    vote(store, point, {1: 20})
    later = add_cycle(store, point.cycle.commune, 2027)
    vote(store, later.service_points[0], {4: 5}, side="providers")
    assert _compose(store, later).rows[0].before == Before(Fraction(3), Fraction(1))
