from __future__ import annotations

import datetime as dt

import pytest

from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.export.documents.invitation import Invitation
from facilitator.export.documents.meeting import Caller, Gathering
from facilitator.export.documents.notice import Notice
from facilitator.models import preparing
from facilitator.models.cycle import Cycle, Person, ServicePoint
from facilitator.models.store import Store


def _invite(store: Store) -> Invitation:
    (job,) = papers.jobs(store, store.cycles()[-1], "invitation")
    document = job.document()
    assert isinstance(document, Invitation)
    return document


def _notices(store: Store) -> list[Notice]:
    return [job.document() for job in papers.jobs(store, store.cycles()[-1], "notice")]


def _meet(
    store: Store, stage: str, day: int | None, *, point: ServicePoint | None = None, village: int | None = None,
    came: int = 0, next_day: int | None = None, place: str = "",
) -> None:  # fmt: skip
    """A meeting in March 2026; with people who came it was held."""
    cycle = store.cycles()[-1]
    served = cycle.service_points[0].villages
    with store.transaction("Meeting"):
        meeting = preparing.add_meeting(cycle, stage, point, served[village] if village is not None else None)
        meeting.date = dt.date(2026, 3, day) if day is not None else None
        meeting.next_date = dt.date(2026, 9, next_day) if next_day is not None else None
        meeting.place = place
        if came:
            meeting.people_of("citizens").count(total=came)


def _employ(store: Store, *people: tuple[str, str, str]) -> Cycle:
    """People by role, name and organisation."""
    cycle = store.cycles()[-1]
    with store.transaction("People"):
        cycle.people = [
            Person(role=role, name=name, organisation=office, position=place)
            for place, (role, name, office) in enumerate(people)
        ]
    return cycle


def test_nothing_planned_yet_leaves_lines_to_write(store: Store, point: ServicePoint) -> None:
    (letter,) = _invite(store).letters
    assert letter.meeting == Gathering("information", letter.meeting.service)
    assert letter.meeting.service.en == "Health centre"
    assert (letter.to.name, letter.to.role.en, letter.to.organisation.en) == (
        "",
        "Head of the service",
        "Health centre",
    )
    assert _invite(store).head.date is None


def test_without_a_service_nobody_is_invited(store: Store, point: ServicePoint) -> None:
    with store.transaction("None"):
        store.cycles()[-1].service_points.clear()
    with pytest.raises(UserError, match="Choose the services on the page “Prepare”"):
        _invite(store)


def test_heads_come_to_their_own_meeting_and_officials_to_that_of_all(store: Store, point: ServicePoint) -> None:
    _employ(
        store,
        ("provider_head", "ជា សំអឿន", "មណ្ឌលសុខភាព"),
        ("provider_head", "លឹម វណ្ណឌី", "សាលា"),
        ("councillor", "មាស ស៊ីណា", "ក្រុមប្រឹក្សាឃុំ"),
        ("district", "ឡុង ម៉ារ៉ាឌី", "រដ្ឋបាលស្រុក"),
        ("commune_chief", "ប៊ុន សារឿន", ""),
    )
    _meet(store, "interface", 20)
    _meet(store, "self_assessment", 12, point=point)
    document = _invite(store)
    assert [(letter.meeting.stage, letter.to.name) for letter in document.letters] == [
        ("self_assessment", "ជា សំអឿន"),
        ("interface", "ជា សំអឿន"),
        ("interface", "មាស ស៊ីណា"),
        ("interface", "ឡុង ម៉ារ៉ាឌី"),
    ]
    assert document.letters[0].to.organisation.en == "Health centre"
    assert [len(letter.copies_to) for letter in document.letters] == [2, 2, 2, 1]
    assert document.chief.name == "ប៊ុន សារឿន"


def test_the_district_is_invited_even_when_nobody_is_named(store: Store, point: ServicePoint) -> None:
    _meet(store, "interface", 20)
    assert [letter.to.role.en for letter in _invite(store).letters] == [
        "Head of the service",
        "District administration",
    ]


def test_the_commune_office_is_headed_by_its_clerk(store: Store, point: ServicePoint) -> None:
    cycle = _employ(store, ("clerk", "កែវ សុវណ្ណារ៉ា", ""), ("provider_head", "ជា សំអឿន", "មណ្ឌលសុខភាព"))
    with store.transaction("Office"):
        cycle.add_service_point("commune_administration", "រដ្ឋបាលឃុំ", "Commune administration")
    assert [letter.to.name for letter in _invite(store).letters] == ["ជា សំអឿន", "កែវ សុវណ្ណារ៉ា"]


def test_what_was_held_is_over_and_what_it_named_comes_next(store: Store, point: ServicePoint) -> None:
    _meet(store, "interface", 20, came=30, next_day=18, place="សាលាឃុំ")
    meeting = _invite(store).letters[0].meeting
    assert meeting == Gathering("follow_up", date=dt.date(2026, 9, 18), place="សាលាឃុំ")
    assert _notices(store)[0].meeting == meeting


def test_meetings_without_a_day_wait_behind_those_with_one(store: Store, point: ServicePoint) -> None:
    _meet(store, "self_assessment", None, point=point, place="ទីនេះ")
    assert [letter.meeting.place for letter in _invite(store).letters] == ["ទីនេះ"]
    _meet(store, "interface", 20)
    assert {letter.meeting.stage for letter in _invite(store).letters} == {"interface"}


def test_a_village_reads_of_its_own_next_meeting_and_of_what_follows(store: Store, point: ServicePoint) -> None:
    _meet(store, "scoring", 4, point=point, village=0, came=20)
    _meet(store, "scoring", 5, point=point, village=1, place="វត្ត")
    _meet(store, "self_assessment", 8, point=point)
    _meet(store, "interface", 20)
    first, second, third = _notices(store)
    assert [notice.meeting.stage for notice in (first, second, third)] == ["interface", "scoring", "interface"]
    assert (second.meeting.place, second.village.en, second.service.en) == ("វត្ត", "Village 2", "Health centre")
    assert [gathering.stage for gathering in second.later] == ["interface"]
    assert first.later == ()


def test_only_people_in_an_office_are_called(store: Store, point: ServicePoint) -> None:
    cycle = _employ(store, ("clerk", "កែវ សុវណ្ណារ៉ា", ""), ("facilitator", "ហេង ស្រីពៅ", ""))
    with store.transaction("Numbers"):
        cycle.commune.phone = "012 000 000"
        for person in cycle.people:
            person.phone = "012 000 006"
    callers = _invite(store).callers
    assert [(caller.name, caller.phone) for caller in callers] == [("", "012 000 000"), ("កែវ សុវណ្ណារ៉ា", "012 000 006")]
    assert all(isinstance(caller, Caller) for caller in _notices(store)[0].callers)


def test_the_sample_commune_is_invited_to_its_follow_up(demo_store: Store) -> None:
    letters = _invite(demo_store).letters
    assert {(letter.meeting.stage, letter.meeting.date) for letter in letters} == {("follow_up", dt.date(2027, 1, 22))}
    assert len({letter.to.name for letter in letters}) == len(letters) == 6
    assert len(_notices(demo_store)) == 23
