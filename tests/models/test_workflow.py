"""What each stage misses is derived from facts, in every state of a cycle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.models import workflow
from facilitator.models.action import add_action
from facilitator.models.budget import Budget
from facilitator.models.cycle import Cycle, Person
from facilitator.models.input_check import InputCheck
from facilitator.models.meeting import Meeting
from facilitator.models.scorecard import Criterion, card_of
from facilitator.models.store import Store
from facilitator.models.workflow import STAGES, Stage
from tests.models.sample import bare_cycle, commune, full_cycle


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        yield made


def of(cycle: Cycle, key: str) -> Stage:
    return next(stage for stage in workflow.stages(cycle) if stage.key == key)


def test_an_empty_cycle_has_every_stage_before_it(store: Store) -> None:
    with store.transaction("Cycle"):
        cycle = Cycle(commune=commune(), year=2026)
        store.session.add(cycle)
    found = workflow.stages(cycle)
    assert tuple(stage.key for stage in found) == STAGES
    assert not any(stage.done or stage.started for stage in found)
    assert of(cycle, "prepare").missing == ("Choose the services to score.", "Write down the facilitators.")


def test_preparing_is_done_with_services_villages_and_facilitators(store: Store) -> None:
    cycle = bare_cycle(store)
    assert of(cycle, "prepare").missing == ("Write down the facilitators.",)
    with store.transaction("Facilitator"):
        cycle.people.append(Person(name="Sok", role="lead_facilitator"))
    assert of(cycle, "prepare").done
    with store.transaction("Service"):
        cycle.add_service_point("road", "ផ្លូវ", "Road")
    assert of(cycle, "prepare").missing == ("Choose the villages served: Road.",)


def test_information_needs_a_meeting_and_what_was_found(store: Store) -> None:
    cycle = bare_cycle(store)
    assert len(of(cycle, "information").missing) == 2
    with store.transaction("Meeting"):
        meeting = Meeting(stage="information", date=dt.date(2026, 1, 5))
        cycle.meetings.append(meeting)
        meeting.people_of("citizens").count(total=30)
        cycle.service_points[0].input_checks.append(InputCheck(text_km="ឆ្មប", found="1"))
    assert of(cycle, "information").done


def test_scoring_names_the_villages_that_are_missing(store: Store) -> None:
    cycle = bare_cycle(store)
    point = cycle.service_points[0]
    assert of(cycle, "scoring").missing == ("Scores of 2 villages are missing: Health centre.",)
    second = "Scores of Village 2 are missing: Health centre."
    for village, missing in zip(point.villages, ((second,), ()), strict=True):
        with store.transaction("Votes"):
            card_of(point, "citizens", village).sheet("women").set(point.criteria[0], 3, 5)
        assert of(cycle, "scoring").missing == missing
    assert of(cycle, "scoring").done
    assert not of(cycle, "self_assessment").done
    assert of(cycle, "results").done
    assert of(cycle, "print").done


def test_too_many_criteria_are_told(store: Store) -> None:
    cycle = bare_cycle(store)
    assert of(cycle, "criteria").done
    with store.transaction("Criteria"):
        cycle.service_points[0].criteria.extend(Criterion(key=f"k{n}", text_km="ក") for n in range(5))
    assert of(cycle, "criteria").missing == ("7 criteria, keep the 6 most important: Health centre.",)


def test_the_plan_and_its_follow_up(store: Store) -> None:
    cycle = bare_cycle(store)
    assert of(cycle, "follow_up").missing == ("There is no action plan to follow up yet.",)
    with store.transaction("Action"):
        action = add_action(cycle, "A", "Road")
    assert len(of(cycle, "action_plan").missing) == 2
    with store.transaction("Details"):
        action.lead, action.end = "Commune", dt.date(2026, 12, 31)
    assert of(cycle, "action_plan").done
    assert not of(cycle, "follow_up").done
    with store.transaction("Check"):
        action.check(dt.date(2026, 6, 1), "under_way")
    assert of(cycle, "follow_up").done


def test_budget_and_survey_come_from_outside_the_cycle(store: Store) -> None:
    cycle = full_cycle(store)
    found = {stage.key: stage for stage in workflow.stages(cycle, store.all(Budget)[0], responses=1)}
    assert found["survey"].done
    assert found["budget"].started
    assert not found["budget"].done
    assert not {stage.key: stage for stage in workflow.stages(cycle)}["budget"].started


def test_stages_follow_undo(store: Store) -> None:
    cycle = bare_cycle(store)
    before = workflow.stages(cycle)
    with store.transaction("Facilitator"):
        cycle.people.append(Person(name="Sok"))
    assert workflow.stages(cycle) != before
    store.undo()
    assert workflow.stages(cycle) == before
