"""Issues and criteria: writing down, merging, choosing, putting in order, taking out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import choosing
from facilitator.models.cycle import ServicePoint
from facilitator.models.issue import Issue
from facilitator.models.scorecard import Criterion, Remark
from facilitator.models.store import Store
from facilitator.models.tally import Tally
from tests.samples import add_commune, add_cycle, vote


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db", "Sok") as made:
        add_cycle(made, add_commune(made))
        yield made


@pytest.fixture
def point(store: Store) -> ServicePoint:
    return store.cycles()[0].service_points[0]


def keys(point: ServicePoint) -> list[str]:
    return [criterion.key for criterion in point.criteria]


def test_issues_are_merged_into_numbered_criteria(store: Store, point: ServicePoint) -> None:
    with store.transaction("Issues"):
        first = choosing.add_issue(point, point.villages[0], "problem", "រង់ចាំយូរ", 12)
        second = choosing.add_issue(point, point.villages[1], "problem", "Long queue", 5)
        for issue in (first, second):
            choosing.link(issue, 2)
    assert choosing.raised_by(point.criteria[1]) == (2, 17)
    assert choosing.number_of(first) == 2
    with pytest.raises(UserError, match="no criterion 9"), store.transaction("Wrong"):
        choosing.link(first, 9)
    with store.transaction("Apart"):
        choosing.link(first, None)
        choosing.remove_issue(second)
    assert choosing.raised_by(point.criteria[1]) == (0, 0)
    assert [issue.position for issue in point.issues] == [0]
    store.undo()
    assert choosing.raised_by(store.cycles()[0].service_points[0].criteria[1]) == (2, 17)


def test_an_issue_without_words_is_refused(store: Store, point: ServicePoint) -> None:
    with pytest.raises(UserError, match="what was said"), store.transaction("Empty"):
        choosing.add_issue(point, None, "good", " ")
    with store.transaction("Issue"):
        issue = choosing.add_issue(point, None, "good", "ល្អ")
    with pytest.raises(UserError), store.transaction("Empty"):
        choosing.reword_issue(issue, "", "km")
    assert store.all(Issue)[0].text == "ល្អ"


def test_english_words_are_changed_only_where_there_are_any(store: Store, point: ServicePoint) -> None:
    with store.transaction("Issue"):
        issue = choosing.add_issue(point, None, "good", "ល្អ")
        choosing.reword_issue(issue, "Good", "en")
        issue.text_en = "Fine"
        choosing.reword_issue(issue, "Very good", "en")
    assert (issue.text, issue.text_en) == ("Good", "Very good")
    assert (choosing.issue_words(issue, "km"), choosing.issue_words(issue, "en")) == ("Good", "Very good")


def test_a_criterion_of_the_bank_is_taken_once(store: Store, point: ServicePoint) -> None:
    with store.transaction("Bank"):
        choosing.add_from_bank(point, "health_centre.care")
    assert point.criteria[-1].text_en == "Staff treat patients with care"
    assert not choosing.is_own(point.criteria[-1])
    with pytest.raises(UserError, match="already"), store.transaction("Twice"):
        choosing.add_from_bank(point, "health_centre.care")
    assert len(keys(point)) == 3


def test_own_criteria_get_keys_of_their_own(store: Store, point: ServicePoint) -> None:
    with store.transaction("Own"):
        first = choosing.add_own(point, "ទឹកស្អាត")
        second = choosing.add_own(point, "", "Clean yard")
    assert (first.key, second.key) == ("own_1", "own_2")
    assert choosing.is_own(first)
    for words in ("", "ទឹក\u200bស្អាត"):
        with pytest.raises(UserError), store.transaction("Refused"):
            choosing.add_own(point, words)


def test_the_same_words_keep_their_key_in_the_next_round(store: Store, point: ServicePoint) -> None:
    with store.transaction("Own"):
        choosing.add_own(point, "ទឹកស្អាត")
    later = add_cycle(store, point.cycle.commune, 2027).service_points[0]
    before = choosing.point_before(store, later)
    assert before is point
    with store.transaction("Next round"):
        other = choosing.add_own(later, "ផ្លូវល្អ", before=before)
        same = choosing.add_own(later, "ទឹក\u200bស្អាត", before=before)
    assert (other.key, same.key) == ("own_2", "own_1")
    assert choosing.continues(same, point) == "own_1"
    assert choosing.continues(other, point) == ""
    with pytest.raises(UserError, match="already continues"), store.transaction("Two of one"):
        choosing.set_same_as(other, "own_1")
    with store.transaction("Link"):
        choosing.remove(same)
        choosing.set_same_as(other, "own_1")
    assert choosing.continues(other, point) == "own_1"
    assert choosing.point_before(store, point) is None


def test_order_keeps_the_providers_own_at_the_end(store: Store, point: ServicePoint) -> None:
    with store.transaction("Criteria"):
        point.criteria.append(Criterion(key="own_p", text_km="x", side="providers", position=2))
        choosing.add_from_bank(point, "health_centre.care")
        choosing.place(point.criteria[2], 0)
    assert [key.split(".")[-1] for key in keys(point)] == ["care", "staff_polite", "medicine", "own_p"]
    assert [criterion.position for criterion in point.criteria] == [0, 1, 2, 3]
    with store.transaction("Past the end"):
        choosing.place(point.criteria[0], 9)
    assert keys(point)[2] == "health_centre.care"
    store.undo()
    assert keys(store.cycles()[0].service_points[0])[0] == "health_centre.care"


def test_removing_a_scored_criterion_says_what_goes_and_comes_back_whole(store: Store, point: ServicePoint) -> None:
    vote(store, point, {1: 3, 4: 9})
    with store.transaction("Said"):
        issue = choosing.add_issue(point, None, "problem", "x", 3)
        choosing.link(issue, 1)
        point.criteria[0].remarks.append(
            Remark(service_point=point, kind="weakness", text="y", side="citizens", position=0)
        )
    assert choosing.goes_with(point.criteria[1]) == ""
    assert "scores, strengths, weaknesses and suggestions" in choosing.goes_with(point.criteria[0])
    with store.transaction("Removed"):
        choosing.remove(point.criteria[0])
    assert (store.all(Tally), store.all(Remark)) == ([], [])
    assert store.all(Issue)[0].criterion is None
    store.undo()
    back = store.cycles()[0].service_points[0]
    assert sorted((tally.value, tally.count) for tally in store.all(Tally)) == [(1, 3), (4, 9)]
    assert choosing.raised_by(back.criteria[0]) == (1, 3)


def test_too_many_criteria_are_remarked_quietly(store: Store, point: ServicePoint) -> None:
    assert choosing.too_many(point) == ""
    with store.transaction("Fewer wanted"):
        point.cycle.priorities = 1
    assert choosing.too_many(point).startswith("2 criteria are many; 1 are usual")


def test_own_words_can_change_but_not_vanish(store: Store, point: ServicePoint) -> None:
    with store.transaction("Own"):
        own = choosing.add_own(point, "ទឹកស្អាត", "Clean water")
        choosing.reword(own, "km", "")
    assert own.text("km") == "Clean water"
    with pytest.raises(UserError), store.transaction("Nothing left"):
        choosing.reword(own, "en", " ")
