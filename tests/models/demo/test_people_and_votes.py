"""The counts of people and votes in a sample agree with each other."""

from __future__ import annotations

from facilitator import people
from facilitator.models import headcount, scoring
from facilitator.models.base import HEADCOUNT_FIELDS
from facilitator.models.entities import Attendance, Card, Cycle, Issue, Meeting
from facilitator.models.store import Store
from tests.models.demo.looking import citizens_sheets


def test_sheets_count_the_people_of_their_meeting(store: Store) -> None:
    pairs = list(citizens_sheets(store))

    assert len(pairs) == 2 * (9 + 8 + 6) * 3
    for sheet, present in pairs:
        assert sheet.headcount() == {name: getattr(present, name) for name in HEADCOUNT_FIELDS}


def test_every_count_of_people_adds_up(store: Store) -> None:
    for row in store.all(Attendance):
        assert headcount.remarks(row.headcount()) == []
        assert row.total == sum(getattr(row, band) for band in people.AGES)
        assert row.total == sum(getattr(row, name) for name in people.GENDERS)


def test_votes_fit_the_people_present(store: Store) -> None:
    for sheet, present in citizens_sheets(store):
        assert len({tally.criterion_id for tally in sheet.tallies}) == 6
        for criterion in sheet.card.criteria():
            everybody = sheet.counts(criterion)
            assert 0 < sum(everybody.values()) <= (present.total or 0)
            for breakdown in sheet.card.service_point.cycle.breakdowns:
                part = sheet.counts(criterion, breakdown)
                assert sum(part.values()) <= getattr(present, breakdown)
                assert all(count <= everybody[step] for step, count in part.items())
            for step, count in everybody.items():
                assert count == sum(sheet.counts(criterion, gender).get(step, 0) for gender in people.GENDERS)
            assert sheet.remarks(criterion) == []


def test_providers_score_every_criterion_and_their_own(store: Store) -> None:
    for card in store.all(Card, side="providers"):
        (sheet,) = card.sheets
        meeting = next(
            each
            for each in card.service_point.cycle.meetings
            if each.stage == "self_assessment" and each.service_point is card.service_point
        )
        assert sheet.total == meeting.people_of("providers").total
        assert {tally.criterion_id for tally in sheet.tallies} == {each.id for each in card.service_point.criteria}
        assert sum(each.side == "providers" for each in card.service_point.criteria) in (1, 2)
        if sheet.method == "consensus":
            assert all(sum(sheet.counts(each).values()) == 1 for each in card.criteria())


def test_issues_are_raised_by_people_who_were_there(store: Store) -> None:
    for cycle in store.cycles():
        for point in cycle.service_points:
            assert {issue.kind for issue in point.issues} == {"good", "problem", "suggestion"}
            for issue in point.issues:
                assert headcount.remarks(issue.headcount()) == []
                meeting = next(each for each in cycle.meetings if _about(each, issue))
                assert (issue.total or 0) <= (issue.votes or 0) <= sum(row.total or 0 for row in meeting.attendance)


def _about(meeting: Meeting, issue: Issue) -> bool:
    return (
        meeting.stage == "criteria"
        and meeting.service_point is issue.service_point
        and meeting.village_code == issue.village_code
    )


def test_every_criterion_has_remarks_and_one_selected_suggestion_of_each_side(store: Store) -> None:
    for cycle in store.cycles():
        for criterion in (each for point in cycle.service_points for each in point.criteria if each.side == "both"):
            assert {remark.kind for remark in criterion.remarks} == {"strength", "weakness", "suggestion"}
            selected = [remark.side for remark in criterion.remarks if remark.selected]
            assert sorted(selected) == ["citizens", "providers"]


def test_most_scores_rise_from_round_to_round_and_differ(store: Store) -> None:
    first, second = (_shares(cycle) for cycle in store.cycles())
    common = first.keys() & second.keys()

    assert sum(second[key] > first[key] for key in common) >= len(common) * 2 // 3
    assert any(second[key] < first[key] for key in common)
    assert max(first.values()) - min(first.values()) > 0.3


def _shares(cycle: Cycle) -> dict[str, float]:
    """The share of satisfied votes by criterion, of all villages and groups together."""
    found: dict[str, list[int]] = {}
    satisfied = scoring.Scale(cycle.scale).satisfied
    for point in cycle.service_points:
        for sheet in (sheet for card in point.cards if card.side == "citizens" for sheet in card.sheets):
            for criterion in sheet.card.criteria():
                for step, count in sheet.counts(criterion).items():
                    found.setdefault(criterion.key, []).extend([int(step in satisfied)] * count)
    return {key: sum(votes) / len(votes) for key, votes in found.items()}
