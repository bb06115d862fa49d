from __future__ import annotations

import datetime as dt

import pytest

from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.export.documents.common import Figures
from facilitator.export.documents.minutes import Minutes
from facilitator.models import agreeing, preparing
from facilitator.models.cycle import ServicePoint
from facilitator.models.meeting import Meeting
from facilitator.models.scorecard import Criterion
from facilitator.models.store import Store
from tests.samples import vote


def _minutes(store: Store, copy: str = "meeting") -> Minutes:
    (job,) = papers.jobs(store, store.cycles()[-1], "minutes", copy=copy)
    document = job.document()
    assert isinstance(document, Minutes)
    return document


def _hold(store: Store, point: ServicePoint, *, own: bool = False, day: int = 3, **people: int) -> Meeting:
    """An interface meeting; `own`: of this service alone."""
    with store.transaction("Meeting"):
        meeting = preparing.add_meeting(point.cycle, "interface", point if own else None, None)
        meeting.date = dt.date(2026, 4, day)
        meeting.people_of("citizens").count(**(people or {"total": 30}))
    return meeting


def test_there_are_no_minutes_before_the_meeting(store: Store, point: ServicePoint) -> None:
    with store.transaction("Planned"):
        preparing.add_meeting(point.cycle, "interface", None, None).date = dt.date(2026, 4, 3)
    with pytest.raises(UserError, match="on the page “Interface meeting”"):
        _minutes(store)


def test_both_scores_and_the_words_of_both_sides_stand_together(store: Store, point: ServicePoint) -> None:
    vote(store, point, {2: 12})
    vote(store, point, {4: 1}, criterion=0, side="providers", method="consensus")
    meeting = _hold(store, point)
    with store.transaction("Words"):
        for part, text in zip(agreeing.PARTS, ("យូរ", "តិចនាក់", "ឆ្លាស់វេន "), strict=True):
            agreeing.write(meeting, point.criteria[0], part, text)
    (record,) = _minutes(store).records
    (service,) = record.services
    first, second = service.points
    assert (first.citizens_said, first.providers_said, first.agreed) == ("យូរ", "តិចនាក់", "ឆ្លាស់វេន")
    assert first.citizens is not None
    assert (first.citizens.median, first.providers, first.gap) == (2, Figures(n=1, median=first.providers.median), 2)  # type: ignore[union-attr]
    assert (second.citizens, second.agreed, second.gap) == (None, "", None)


def test_a_criterion_of_the_providers_alone_says_so(store: Store, point: ServicePoint) -> None:
    with store.transaction("Own"):
        point.criteria.append(Criterion(key="own.pay", text_en="Fair pay", side="providers", position=9))
    _hold(store, point)
    assert [spoken.own for spoken in _minutes(store).records[0].services[0].points] == [False, False, True]


def test_every_meeting_has_its_record_and_the_day_of_the_last_is_the_papers(store: Store, point: ServicePoint) -> None:
    with store.transaction("School"):
        school = point.cycle.add_service_point("primary_school", "សាលា", "School")
        school.criteria.append(Criterion(key="own.clean", text_en="Clean"))
    _hold(store, point, own=True, day=3)
    _hold(store, school, own=True, day=5)
    document = _minutes(store)
    assert [record.services[0].service.en for record in document.records] == ["Health centre", "School"]
    assert document.head.date == dt.date(2026, 4, 5)


def test_a_meeting_of_all_lists_what_was_talked_about(store: Store, point: ServicePoint) -> None:
    with store.transaction("School"):
        school = point.cycle.add_service_point("primary_school", "សាលា", "School")
        school.criteria.append(Criterion(key="own.clean", text_en="Clean"))
    meeting = _hold(store, point)
    assert len(_minutes(store).records[0].services) == 2
    with store.transaction("Words"):
        agreeing.write(meeting, school.criteria[0], "agreed", "ស្អាត")
    assert [service.service.en for service in _minutes(store).records[0].services] == ["School"]


def test_a_public_copy_hides_small_groups_of_those_who_came(store: Store, point: ServicePoint) -> None:
    meeting = _hold(store, point, total=30, women=18, men=11, other=1, disability=2, idpoor=9)
    with store.transaction("Officials"):
        meeting.people_of("district").count(total=2, women=1, men=1)
    public, full = (_minutes(store, copy).records[0] for copy in ("public", "meeting"))
    citizens, district = public.present
    assert citizens.hidden == {"men", "other", "disability"}
    assert "total" not in district.hidden
    assert {"women", "men"} <= district.hidden
    assert public.all_present.hidden >= citizens.hidden | district.hidden
    assert public.all_present.people.total == 32
    assert public.hides
    assert not full.all_present.hidden
    assert not full.hides


def test_a_public_copy_hides_the_score_of_a_small_group_and_its_gap(store: Store, point: ServicePoint) -> None:
    vote(store, point, {2: 3})
    vote(store, point, {4: 1}, criterion=0, side="providers", method="consensus")
    _hold(store, point)
    spoken = _minutes(store, "public").records[0].services[0].points[0]
    assert (spoken.citizens, spoken.gap) == (Figures(hidden=True), None)


def test_the_sample_commune_has_its_minutes(demo_store: Store) -> None:
    document = _minutes(demo_store)
    (record,) = document.records
    assert len(record.present) == 4
    assert sum(bool(point.agreed) for service in record.services for point in service.points) == 18
    assert record.next_date == dt.date(2026, 9, 18)
    assert document.chief.name == "ប៊ុន សារឿន"
    assert [service.provider.name != "" for service in record.services] == [True, True, True]
