"""Blank forms from the records: filled in with what is known, never refused for what is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.export.documents.forms import BlankAttendance, BlankInputTracking, BlankIssues, BlankMinutes
from facilitator.models import catalogue, survey_results, tracking, words
from facilitator.models.cycle import Cycle, Person
from facilitator.models.meeting import Meeting
from facilitator.models.scorecard import Criterion
from facilitator.models.store import Store
from tests.samples import add_commune, add_cycle, vote

NEVER_REFUSED = [kind.key for kind in papers.PAPERS if kind.key.startswith("blank-")] + ["printer-test"]
NEVER_REFUSED.remove("blank-questionnaire")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as store:
        add_cycle(store, add_commune(store))
        yield store


def _cycle(store: Store) -> Cycle:
    (cycle,) = store.all(Cycle)
    return cycle


def _compose(store: Store, key: str, **where: str) -> Any:
    return next(papers.jobs(store, _cycle(store), key, **where)).document()


@pytest.mark.parametrize("key", NEVER_REFUSED)
def test_a_cycle_without_criteria_people_and_groups_has_all_forms(store: Store, key: str) -> None:
    with store.transaction("Empty"):
        cycle = _cycle(store)
        cycle.groups.clear()
        cycle.service_points[0].criteria.clear()
    for job in papers.jobs(store, _cycle(store), key):
        document = job.document()
        assert papers.render(job.paper, document, "km").startswith(b"%PDF")


@pytest.mark.parametrize("key", ["blank-action-plan", "printer-test"])
def test_a_cycle_without_services_has_the_forms_of_the_commune(store: Store, key: str) -> None:
    with store.transaction("Empty"):
        _cycle(store).service_points.clear()
    assert papers.render(papers.paper(key), _compose(store, key), "en").startswith(b"%PDF")


def test_tally_sheets_follow_groups_criteria_scale_and_breakdowns(store: Store) -> None:
    document = _compose(store, "blank-tally", village="01020102")
    assert document.village.en == "Village 2"
    assert [text.en for text in document.criteria] == [
        "Text of health_centre.staff_polite", "Text of health_centre.medicine",
    ]  # fmt: skip
    assert document.scale == "1-5"
    assert document.empty == 0
    women, men = document.sheets
    assert (women.group.en, women.breakdowns, women.everybody) == ("Women", ("youth",), "women")
    assert (men.group.en, men.breakdowns, men.everybody) == ("Men", ("youth",), "men")
    assert document.counts == ("total", "women", "men", "other", "youth")


def test_a_mixed_group_has_every_breakdown_and_a_village_that_does_not_split_one_sheet(store: Store) -> None:
    with store.transaction("Groups"):
        cycle = _cycle(store)
        cycle.groups.clear()
        cycle.breakdowns = ["idpoor", "women", "men", "youth"]
    (sheet,) = _compose(store, "blank-tally").sheets
    assert not sheet.group
    assert sheet.breakdowns == ("women", "men", "youth", "idpoor")
    with store.transaction("Groups"):
        _cycle(store).add_group("youth", "យុវជន", "Youth")
    (sheet,) = _compose(store, "blank-tally").sheets
    assert (sheet.breakdowns, sheet.everybody) == (("women", "men", "idpoor"), "youth")


def test_without_criteria_there_are_as_many_rows_as_the_cycle_wants(store: Store) -> None:
    with store.transaction("Empty"):
        cycle = _cycle(store)
        cycle.service_points[0].criteria.clear()
        cycle.priorities = 5
    assert (_compose(store, "blank-tally").criteria, _compose(store, "blank-tally").empty) == ((), 5)
    assert _compose(store, "blank-self-assessment").empty == 5
    assert _compose(store, "blank-issues").empty == 5
    assert _compose(store, "blank-minutes").empty == 5


def test_criteria_of_the_providers_own_are_only_theirs(store: Store) -> None:
    with store.transaction("Own"):
        words.add_own_criterion(_cycle(store).service_points[0], "ផ្ទាល់ខ្លួន", "km")
    own = _compose(store, "blank-self-assessment")
    assert own.criteria[-1].km == "ផ្ទាល់ខ្លួន"
    assert own.empty == 1
    assert own.by_providers
    assert len(_compose(store, "blank-tally").criteria) == 2
    assert len(_compose(store, "blank-minutes").criteria) == 3
    assert len(_compose(store, "blank-issues").criteria) == 2


def test_scores_do_not_reach_a_blank_form(store: Store) -> None:
    before = _compose(store, "blank-tally")
    vote(store, _cycle(store).service_points[0], {1: 3, 5: 9})
    assert _compose(store, "blank-tally") == before


def test_a_planned_meeting_stands_on_the_form(store: Store) -> None:
    with store.transaction("Meetings"):
        cycle = _cycle(store)
        point = cycle.service_points[0]
        sok, heng = Person(name="សុខ", role="facilitator"), Person(name="ហេង", role="lead_facilitator", position=1)
        cycle.people += [sok, heng]
        day = dt.date(2026, 3, 9)
        here = Meeting(stage="scoring", date=day, place="វត្ត")
        cycle.meetings += [here, Meeting(stage="interface", date=dt.date(2026, 4, 3))]
        here.move_to(point, point.villages[1])
        here.led_by([sok])
    first, second, third = _compose(store, "blank-attendance", village="01020102").sheets
    assert (first.stage, second.stage, third.stage) == ("information", "criteria", "scoring")
    assert (third.occasion.date, third.occasion.place, third.occasion.facilitators) == (day, "វត្ត", ("សុខ",))
    assert (first.occasion.date, first.occasion.facilitators) == (None, ("ហេង", "សុខ"))
    elsewhere = _compose(store, "blank-tally", village="01020101")
    assert elsewhere.occasion.date is None
    minutes = _compose(store, "blank-minutes")
    assert isinstance(minutes, BlankMinutes)
    assert minutes.occasion.date == dt.date(2026, 4, 3)
    assert minutes.head.date is None


def test_of_several_meetings_none_is_taken(store: Store) -> None:
    with store.transaction("Meetings"):
        cycle = _cycle(store)
        cycle.meetings += [Meeting(stage="interface", date=dt.date(2026, 4, day)) for day in (3, 9)]
    assert _compose(store, "blank-minutes").occasion.date is None


def test_attendance_counts_the_groups(store: Store) -> None:
    document = _compose(store, "blank-attendance")
    assert isinstance(document, BlankAttendance)
    assert [[group.en for group in sheet.groups] for sheet in document.sheets] == [["Women", "Men"]] * 3
    assert len(list(papers.jobs(store, _cycle(store), "blank-attendance"))) == 3


def test_inputs_are_those_of_the_cycle_or_of_the_bank(store: Store) -> None:
    bank = _compose(store, "blank-input-tracking")
    assert isinstance(bank, BlankInputTracking)
    assert [row.text.km for row in bank.rows] == [each.text_km for each in catalogue.standards("health_centre")]
    assert all(row.to_confirm for row in bank.rows)
    with store.transaction("Inputs"):
        check = tracking.add_own(_cycle(store).service_points[0], "ឆ្មប", "km")
        check.standard_km, check.source_km, check.to_confirm = "១ នាក់", "ប្រកាស", False
    (row,) = _compose(store, "blank-input-tracking").rows
    assert (row.text.km, row.standard.km, row.source.km, row.to_confirm) == ("ឆ្មប", "១ នាក់", "ប្រកាស", False)


def test_issues_leave_room_for_the_criteria_that_are_still_wanted(store: Store) -> None:
    document = _compose(store, "blank-issues")
    assert isinstance(document, BlankIssues)
    assert (len(document.criteria), document.empty) == (2, 4)
    assert document.counts == ("total", "women", "men", "youth")
    with store.transaction("Many"):
        point = _cycle(store).service_points[0]
        point.criteria += [Criterion(key=f"own_{n}", text_km="ក", position=n + 9) for n in range(9)]
    assert _compose(store, "blank-issues").empty == 0


def test_the_plan_has_the_providers_and_a_sangkat_its_town(store: Store) -> None:
    plan = _compose(store, "blank-action-plan")
    assert [provider.en for provider in plan.providers] == ["Health centre"]
    assert plan.copies_to[0].en == "District administration"
    with store.transaction("Town"):
        _cycle(store).commune.urban = True
    assert _compose(store, "blank-action-plan").copies_to[0].en == "Town or khan administration"


def test_without_a_survey_there_are_no_questions_to_print(store: Store) -> None:
    with pytest.raises(UserError, match="no questions yet"):
        _compose(store, "blank-questionnaire")


def test_every_questionnaire_is_printed_with_its_answers(store: Store) -> None:
    with store.transaction("Survey"):
        store.session.add_all([survey_results.short_survey("short"), survey_results.short_survey("again")])
    document = _compose(store, "blank-questionnaire")
    assert [each.title.en for each in document.questionnaires] == ["Short survey"] * 2
    assert [question.kind for question in document.questionnaires[0].questions] == ["scale5", "yes_no"]
    assert [village.en for village in document.villages] == ["Village 1", "Village 2", "Village 3"]
