from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.export.documents.common import Figures, People
from facilitator.export.documents.scorecard import Before, ServiceScorecard, VillageScorecard
from facilitator.models.cycle import Cycle, Person, ServicePoint
from facilitator.models.meeting import Meeting
from facilitator.models.scorecard import Remark, card_of
from facilitator.models.store import Store
from tests.samples import CODE, add_commune, add_cycle, vote


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as store:
        add_cycle(store, add_commune(store))
        yield store


def _cycle(store: Store) -> Cycle:
    (cycle,) = store.all(Cycle)
    return cycle


def _point(store: Store) -> ServicePoint:
    return _cycle(store).service_points[0]


def _village(store: Store, village: int = 1, copy: str = "meeting") -> VillageScorecard:
    code = f"{CODE}{village:02}"
    (job,) = papers.jobs(store, _cycle(store), "village-scorecard", copy=copy, village=code)
    document = job.document()
    assert isinstance(document, VillageScorecard)
    return document


def _service(store: Store, copy: str = "meeting") -> ServiceScorecard:
    (job,) = papers.jobs(store, _cycle(store), "service-scorecard", copy=copy)
    document = job.document()
    assert isinstance(document, ServiceScorecard)
    return document


def _shown(figures: Figures | None) -> Figures:
    assert figures is not None
    assert not figures.hidden
    return figures


def _say(store: Store, *said: dict[str, Any]) -> None:
    point = _point(store)
    criterion, villages, remarks = point.criteria[0], point.villages, point.remarks
    with store.transaction("Remarks"):
        for position, values in enumerate(said):
            where = villages[values.pop("village", 0)]
            remarks.append(Remark(criterion_id=criterion.id, village=where, position=position, **values))


def _hold(store: Store, day: dt.date, village: int = 0, **people: int) -> None:
    cycle, point = _cycle(store), _point(store)
    with store.transaction("Meeting"):
        meeting = Meeting(stage="scoring", date=day)
        cycle.meetings.append(meeting)
        meeting.move_to(point, point.villages[village])
        meeting.people_of("citizens").count(**people)


def test_a_village_without_scores_is_refused_with_a_sentence(store: Store) -> None:
    vote(store, _point(store), {4: 10}, village=0)
    with pytest.raises(UserError, match="No scores yet for Health centre in Village 2"):
        _village(store, 2)


def test_a_service_without_scores_is_refused_with_a_sentence(store: Store) -> None:
    with pytest.raises(UserError, match="No scores of citizens yet for Health centre"):
        _service(store)


def test_groups_of_a_village_are_pooled_and_a_half_is_kept(store: Store) -> None:
    vote(store, _point(store), {3: 6}, group="women")
    vote(store, _point(store), {4: 5, 5: 1}, group="men")
    score = _shown(_village(store).scores.rows[0].score)
    assert (score.n, score.median, score.mean) == (12, Fraction(7, 2), Fraction(43, 12))
    assert score.counts == ((1, 0), (2, 0), (3, 6), (4, 5), (5, 1))
    assert score.satisfied == Fraction(1, 2)


def test_groups_stand_beside_where_no_breakdown_was_counted(store: Store) -> None:
    vote(store, _point(store), {3: 6}, group="women")
    vote(store, _point(store), {5: 5}, group="men")
    scores = _village(store).scores
    assert [name.km for name in scores.beside] == ["ស្រី", "ប្រុស"]
    assert [_shown(cell).median for cell in scores.rows[0].beside] == [3, 5]
    assert scores.rows[1].beside == (None, None)


def test_a_small_other_is_printed_with_the_men(store: Store) -> None:
    point = _point(store)
    vote(store, point, {2: 8, 4: 8}, group="")
    vote(store, point, {2: 8}, group="", breakdown="women")
    vote(store, point, {4: 7}, group="", breakdown="men")
    vote(store, point, {4: 1}, group="", breakdown="other")
    full, public = _village(store).scores, _village(store, copy="public").scores
    assert [name.en for name in full.beside] == ["Women", "Men"]
    assert [name.en for name in public.beside] == ["Women", "Men and other"]
    assert _shown(full.rows[0].beside[1]).n == 7
    together = _shown(public.rows[0].beside[1])
    assert (together.n, together.median) == (8, Fraction(4))


def test_a_small_group_is_hidden_on_the_public_copy_only(store: Store) -> None:
    point = _point(store)
    vote(store, point, {2: 4}, village=0)
    vote(store, point, {4: 12}, village=1)
    vote(store, point, {4: 12}, village=2)
    assert _shown(_village(store, 1).scores.rows[0].score).n == 4
    assert _village(store, 1, "public").scores.rows[0].score == Figures(hidden=True)
    service = _service(store, "public")
    assert service.villages[0].scores[0] == Figures(hidden=True)
    assert service.villages[0].people is None
    assert service.hides
    assert not _service(store).hides


def test_the_head_count_does_not_give_away_a_small_group(store: Store) -> None:
    vote(store, _point(store), {4: 20})
    _hold(store, dt.date(2026, 3, 4), total=20, women=11, men=8, other=1, youth=7, disability=2)
    public = _village(store, copy="public")
    assert public.people_hidden == {"men", "other", "disability"}
    assert _village(store).people_hidden == frozenset()
    assert _village(store).people == People(total=20, women=11, men=8, other=1, youth=7, disability=2)


def test_the_head_count_of_a_group_with_hidden_scores_is_hidden(store: Store) -> None:
    point = _point(store)
    vote(store, point, {4: 20}, group="")
    vote(store, point, {4: 17}, group="", breakdown="youth")  # three were older
    _hold(store, dt.date(2026, 3, 4), total=26, youth=17)
    assert "youth" in _village(store, copy="public").people_hidden


def test_the_day_is_that_of_the_scoring_meeting(store: Store) -> None:
    for village in (0, 1):
        vote(store, _point(store), {4: 10}, village=village)
    _hold(store, dt.date(2026, 3, 4), 0, total=10)
    _hold(store, dt.date(2026, 3, 9), 1, total=10)
    assert _village(store, 1).head.date == dt.date(2026, 3, 4)
    assert _service(store).head.date == dt.date(2026, 3, 9)


def test_without_a_meeting_the_day_is_that_of_closing_the_card(store: Store) -> None:
    point = _point(store)
    vote(store, point, {4: 10})
    assert _village(store).head.date is None
    with store.transaction("Close"):
        card_of(point, "citizens", point.villages[0]).closed_on = dt.date(2026, 3, 7)
    assert _village(store).head.date == dt.date(2026, 3, 7)


def test_the_lead_facilitator_comes_first_and_signs(store: Store) -> None:
    vote(store, _point(store), {4: 10})
    with store.transaction("People"):
        _cycle(store).people = [
            Person(name="ហេង ស្រីពៅ", role="facilitator"),
            Person(name="សុខ ចាន់ណា", role="lead_facilitator", position=1),
            Person(name="ប៊ុន សារឿន", role="commune_chief", position=2),
        ]
    document = _village(store)
    assert document.facilitators == ("សុខ ចាន់ណា", "ហេង ស្រីពៅ")
    assert document.facilitator.name == "សុខ ចាន់ណា"
    assert document.chief.name == "ប៊ុន សារឿន"


def test_a_village_card_holds_its_own_remarks(store: Store) -> None:
    vote(store, _point(store), {4: 10})
    _say(
        store,
        {"kind": "strength", "text": "រាក់ទាក់", "text_en": "Kind"},
        {"kind": "weakness", "text": "រង់ចាំយូរ", "village": 1},
        {"kind": "suggestion", "text": "សូមមានកៅអី", "selected": True},
        {"kind": "strength", "text": "មានថ្នាំ", "side": "providers"},
    )
    remarks = _village(store).scores.rows[0].remarks
    assert [(said.text.km, said.text.en) for said in remarks.strengths] == [("រាក់ទាក់", "Kind")]
    assert remarks.weaknesses == ()
    assert [said.selected for said in remarks.suggestions] == [True]


def test_equal_words_of_several_villages_are_one_remark(store: Store) -> None:
    vote(store, _point(store), {4: 10})
    _say(
        store,
        {"kind": "suggestion", "text": "សូមមានកៅអី"},
        {"kind": "suggestion", "text": "សូមបិទ\u200bម៉ោង ", "village": 0},
        {"kind": "suggestion", "text": "សូមបិទម៉ោង", "text_en": "Post the hours", "village": 1, "selected": True},
    )
    posted, chairs = _service(store).scores.rows[0].remarks.suggestions
    assert (posted.villages, posted.selected, posted.text.en) == (2, True, "Post the hours")
    assert (chairs.villages, chairs.selected) == (1, False)


def test_villages_and_their_pooled_total_stand_beside_the_other_way_of_counting(store: Store) -> None:
    point = _point(store)
    vote(store, point, {1: 5}, village=0)
    vote(store, point, {2: 5}, village=1)
    vote(store, point, {5: 20}, village=2)
    vote(store, point, {4: 6}, village=0, criterion=1)
    document = _service(store)
    assert [village.people for village in document.villages] == [6, 5, 20]
    assert [_shown(village.scores[0]).median for village in document.villages] == [1, 2, 5]
    assert document.villages[1].scores[1] is None
    assert _shown(document.scores.rows[0].score).median == 5
    assert document.village_medians == (Fraction(2), Fraction(4))
    assert document.order_disagrees
    assert document.people == 30


def test_a_group_that_agreed_has_no_distribution(store: Store) -> None:
    vote(store, _point(store), {3: 1}, method="consensus")
    score = _shown(_village(store, copy="public").scores.rows[0].score)
    assert score.consensus
    assert score.median == 3
    assert score.counts == ()
    assert not _village(store).scores.method.votes


def test_every_card_of_the_sample_commune_is_composed(demo_store: Store) -> None:
    for cycle in demo_store.cycles():
        for job in papers.jobs(demo_store, cycle, "service-scorecard"):
            document = job.document()
            assert document.head.date is not None
            assert len(document.villages) >= 6
            assert all(row.score is not None for row in document.scores.rows)


def test_a_village_and_the_service_have_their_score_of_the_round_before(store: Store) -> None:
    first = store.cycles()[-1]
    vote(store, first.service_points[0], {2: 10}, village=0)
    vote(store, first.service_points[0], {4: 20}, village=1)
    later = add_cycle(store, first.commune, 2027)
    for place in (0, 1):
        vote(store, later.service_points[0], {3: 10}, village=place)
    (of_village, *_others) = papers.jobs(store, later, "village-scorecard")
    (of_all,) = papers.jobs(store, later, "service-scorecard")
    assert of_village.document().scores.rows[0].before == Before(Fraction(2), Fraction(1))
    assert of_all.document().scores.rows[0].before == Before(Fraction(4), Fraction(-1))
    assert of_all.document().scores.previous == (first.year, first.round)
    assert of_all.document().scores.method.data_year == first.commune.data_year
    assert not of_all.document().by_village
    with store.transaction("Rules"):
        later.consolidation = "village_medians"
    assert of_all.document().by_village
