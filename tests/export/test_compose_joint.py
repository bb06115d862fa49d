from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.export.documents.common import Figures
from facilitator.export.documents.joint import JointScorecard
from facilitator.export.documents.scorecard import Before
from facilitator.models.cycle import Cycle, Person, ServicePoint
from facilitator.models.meeting import Meeting
from facilitator.models.scorecard import Criterion, Remark
from facilitator.models.store import Store
from tests.samples import add_commune, add_cycle, vote


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as store:
        add_cycle(store, add_commune(store))
        yield store


def _cycle(store: Store) -> Cycle:
    return store.cycles()[-1]


def _point(store: Store) -> ServicePoint:
    return _cycle(store).service_points[0]


def _scored(store: Store) -> ServicePoint:
    """Citizens give 2 and 4, providers 4 and 4."""
    point = _point(store)
    for criterion, (citizens, providers) in enumerate(((2, 4), (4, 4))):
        vote(store, point, {citizens: 12}, criterion=criterion)
        vote(store, point, {providers: 1}, criterion=criterion, side="providers", method="consensus")
    return point


def _compose(store: Store, copy: str = "meeting") -> JointScorecard:
    (job,) = papers.jobs(store, _cycle(store), "joint-scorecard", copy=copy)
    document = job.document()
    assert isinstance(document, JointScorecard)
    return document


def test_without_one_of_the_cards_it_is_refused_with_a_sentence(store: Store) -> None:
    with pytest.raises(UserError, match="No scores of citizens yet"):
        _compose(store)
    vote(store, _point(store), {4: 10})
    with pytest.raises(UserError, match="No self-assessment yet for Health centre"):
        _compose(store)


def test_gap_is_providers_less_citizens_and_wide_ones_are_named(store: Store) -> None:
    _scored(store)
    document = _compose(store)
    assert [row.gap for row in document.rows] == [2, 0]
    assert document.widest == (1,)
    assert document.providers_agreed


def test_the_providers_have_one_number_without_distribution(store: Store) -> None:
    point = _scored(store)
    vote(store, point, {3: 2, 4: 2}, criterion=0, side="providers", method="consensus")
    assert _compose(store).rows[0].providers == Figures(n=4, median=Fraction(7, 2))


def test_providers_own_criteria_stand_apart(store: Store) -> None:
    point = _scored(store)
    with store.transaction("Criterion"):
        point.criteria.append(Criterion(key="own.pay", text_en="Fair pay", side="providers", position=9))
    vote(store, point, {2: 1}, criterion=2, side="providers", method="consensus")
    document = _compose(store)
    assert len(document.rows) == 2
    (own,) = document.own
    assert own.text.of("km") == "Fair pay"
    assert own.providers is not None
    assert own.providers.median == 2
    assert own.citizens is None
    assert own.gap is None


def test_a_hidden_score_of_citizens_has_no_gap(store: Store) -> None:
    point = _scored(store)
    vote(store, point, {2: 3}, criterion=0)
    document = _compose(store, "public")
    assert document.rows[0].citizens == Figures(hidden=True)
    assert document.rows[0].gap is None
    assert document.widest == ()
    assert document.hides


def test_the_round_before_is_compared_where_the_words_are_the_same(store: Store) -> None:
    first = _cycle(store)
    vote(store, first.service_points[0], {3: 12})
    vote(store, first.service_points[0], {3: 12}, criterion=1)
    add_cycle(store, first.commune, year=2027)
    point = _scored(store)
    with store.transaction("Wording"):
        point.criteria[1].text_en = "Something quite different"
    document = _compose(store)
    assert document.previous == (2026, 1)
    assert document.rows[0].citizens_before == Before(Fraction(3), Fraction(-1))
    assert document.rows[0].providers_before is None
    assert document.rows[1].citizens_before == Before(None, None, comparable=False)


def test_what_both_sides_said_stays_apart(store: Store) -> None:
    point = _scored(store)
    criterion, villages, remarks = point.criteria[0].id, point.villages, point.remarks
    with store.transaction("Remarks"):
        for village in villages[:2]:
            remarks.append(Remark(criterion_id=criterion, village=village, kind="weakness", text="រង់ចាំយូរ"))
        remarks.append(Remark(criterion_id=criterion, side="providers", kind="weakness", text="បុគ្គលិកតិច"))
    row = _compose(store).rows[0]
    assert [(said.text.km, said.villages) for said in row.citizens_said.weaknesses] == [("រង់ចាំយូរ", 2)]
    assert [said.text.km for said in row.providers_said.weaknesses] == ["បុគ្គលិកតិច"]


def test_the_day_is_that_of_the_last_scoring(store: Store) -> None:
    _scored(store)
    with store.transaction("Meetings"):
        for stage, day in (("scoring", 4), ("self_assessment", 24), ("interface", 28)):
            _cycle(store).meetings.append(Meeting(stage=stage, date=dt.date(2026, 3, day)))
    assert _compose(store).head.date == dt.date(2026, 3, 24)


def test_the_head_of_this_service_signs(store: Store) -> None:
    _scored(store)
    with store.transaction("People"):
        _cycle(store).people = [
            Person(name="លឹម វណ្ណឌី", role="provider_head", organisation="សាលាបឋមសិក្សា"),
            Person(name="ជា សំអឿន", role="provider_head", organisation="មណ្ឌលសុខភាព", position=1),
        ]
    assert _compose(store).provider.name == "ជា សំអឿន"


def test_the_sample_commune_has_its_cards(demo_store: Store) -> None:
    jobs = list(papers.jobs(demo_store, demo_store.cycles()[-1], "joint-scorecard"))
    assert len(jobs) == 3
    for job in jobs:
        document = job.document()
        assert document.previous is not None
        assert all(row.gap is not None for row in document.rows)
