"""Tally sheets by their place, how far they are, and what is said beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import preparing, sheet_lines, sheets, words
from facilitator.models.comparing import compare
from facilitator.models.cycle import ServicePoint
from facilitator.models.results import Results
from facilitator.models.scorecard import Criterion
from facilitator.models.sheets import Filled, SheetPlace
from facilitator.models.store import Store
from tests.samples import add_commune, add_cycle, vote


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "sheets.db") as store:
        add_cycle(store, add_commune(store))
        yield store


@pytest.fixture
def point(store: Store) -> ServicePoint:
    return store.cycles()[0].service_points[0]


def place(point: ServicePoint, village: int = 0, group: str = "women") -> SheetPlace:
    return SheetPlace(point.id, "citizens", point.villages[village].code, group)


def test_looking_at_a_place_makes_no_card(store: Store, point: ServicePoint) -> None:
    assert place(point).sheet(store) is None
    assert [line.votes["all"] for line in sheet_lines.lines(store, place(point))] == [0, 0]
    assert point.cards == []


def test_lines_say_what_the_votes_of_each_criterion_come_to(store: Store, point: ServicePoint) -> None:
    vote(store, point, {3: 2, 4: 2})
    vote(store, point, {4: 5}, breakdown="youth")
    with store.transaction("Present"):
        place(point).open_sheet(store).count(total=9, youth=6)
    first, second = sheet_lines.lines(store, place(point))
    assert (first.votes["all"], first.present["all"], first.median) == (4, 9, Fraction(7, 2))
    assert first.doubts == (("youth", "Youth (15–30): 5 votes, more than the 4 of all."),)
    assert (second.votes["all"], second.median, second.doubts) == (0, None, ())
    assert (first.votes["youth"], first.present["youth"], first.count(4, "youth")) == (5, 6, 5)


def test_votes_of_a_breakdown_are_held_against_those_present_of_it(store: Store, point: ServicePoint) -> None:
    vote(store, point, {4: 8})
    vote(store, point, {4: 5}, breakdown="youth")
    with store.transaction("Present"):
        place(point).open_sheet(store).count(total=9, youth=3)
    assert sheet_lines.lines(store, place(point))[0].doubts == (
        ("youth", "Youth (15–30): 5 votes, but 3 are present."),
    )


def test_a_group_that_is_a_breakdown_needs_no_columns_for_it(store: Store, point: ServicePoint) -> None:
    cycle = point.cycle
    with store.transaction("Breakdowns"):
        cycle.breakdowns = ["women", "men", "other", "youth", "idpoor"]
    assert sheet_lines.breakdowns_of(cycle, "women") == ("youth", "idpoor")
    assert sheet_lines.breakdowns_of(cycle, "youth") == ("women", "men", "other", "idpoor")
    assert sheet_lines.breakdowns_of(cycle, "farmers") == ("women", "men", "other", "youth", "idpoor")


def test_figures_that_the_group_does_not_explain_are_never_unseen(store: Store, point: ServicePoint) -> None:
    vote(store, point, {4: 5})
    vote(store, point, {4: 5}, breakdown="women")
    found = sheet_lines.lines(store, place(point))
    assert sheet_lines.shown_breakdowns(point.cycle, "women", found) == ("youth",)
    vote(store, point, {4: 4}, breakdown="women")
    found = sheet_lines.lines(store, place(point))
    assert sheet_lines.shown_breakdowns(point.cycle, "women", found) == ("women", "youth")


def test_what_all_of_a_group_gave_counts_for_its_own_breakdown(store: Store, point: ServicePoint) -> None:
    with store.transaction("Typed"):
        sheet = place(point).open_sheet(store)
        sheet_lines.enter(sheet, point.criteria[0], 4, 7)
        sheet_lines.enter(sheet, point.criteria[0], 4, 2, "youth")
    assert sheet.counts(point.criteria[0], "women") == {4: 7}
    assert sheet.counts(point.criteria[0], "youth") == {4: 2}


def test_a_new_sheet_takes_the_head_count_of_its_meeting(store: Store, point: ServicePoint) -> None:
    with store.transaction("Meeting"):
        meeting = preparing.add_meeting(point.cycle, "scoring", point, point.villages[0])
        meeting.people_of("citizens", "women").count(total=14, women=14, youth=3)
    with store.transaction("First vote"):
        sheet = place(point).open_sheet(store)
    assert (sheet.total, sheet.women, sheet.youth) == (14, 14, 3)


def test_a_village_is_complete_when_all_its_sheets_are(store: Store, point: ServicePoint) -> None:
    vote(store, point, {3: 7}, criterion=0)
    vote(store, point, {3: 9}, criterion=1)
    vote(store, point, {3: 4}, criterion=0, group="men")
    found = sheets.filled(store, point, "citizens")
    code = point.villages[0].code
    assert found == {(code, "women"): Filled(2, 2, 9), (code, "men"): Filled(1, 2, 4)}
    village = sheets.filled_villages(found)[code]
    assert (village.n, village.complete) == (13, False)
    vote(store, point, {3: 4}, criterion=1, group="men")
    assert sheets.filled_villages(sheets.filled(store, point, "citizens"))[code].complete


def test_finished_scores_take_nothing_until_they_are_opened_with_a_reason(store: Store, point: ServicePoint) -> None:
    vote(store, point, {3: 7})
    card = point.cards[0]
    with store.transaction("Finished"):
        sheets.finish(card, dt.date(2026, 3, 4))
    with pytest.raises(UserError, match="finished"), store.transaction("More"):
        place(point).open_sheet(store)
    sheet = card.sheets[0]
    with pytest.raises(UserError, match="finished"), store.transaction("More"):
        sheet.set(point.criteria[0], 3, 8)
    with pytest.raises(UserError, match="finished"), store.transaction("Present"):
        sheet.count(total=9)
    assert sheet.counts(point.criteria[0]) == {3: 7}
    with pytest.raises(UserError, match="Say why"), store.transaction("Again"):
        sheets.reopen(card, " ")
    with store.transaction("Again"):
        sheets.reopen(card, "Counted again")
    assert card.closed_on is None


def test_a_card_moves_to_another_service_only_with_all_its_criteria(store: Store, point: ServicePoint) -> None:
    vote(store, point, {3: 7})
    with store.transaction("Words, and another service"):
        words.say(store, place(point), point.criteria[1].id, "strength", "good")
        other = point.cycle.add_service_point("health_centre", "មណ្ឌលផ្សេង", "Another")
        other.serve(point.villages)
        other.criteria.append(Criterion(key=point.criteria[0].key, text_km="ក", position=0))
    card = point.cards[0]
    with pytest.raises(UserError, match="does not score"), store.transaction("Moved"):
        sheets.move(card, other, point.villages[0])
    with store.transaction("One more criterion"):
        other.criteria.append(Criterion(key=point.criteria[1].key, text_km="ខ", position=1))
    with store.transaction("Moved"):
        sheets.move(card, other, point.villages[1])
    assert place(other, 1).sheet(store) is not None
    assert [(word.criterion.service_point, word.village_code) for word in other.remarks] == [
        (other, point.villages[1].code)
    ]
    store.undo()
    assert [word.text for word in point.remarks] == ["good"]


def test_words_are_rewritten_in_the_language_on_show(store: Store, point: ServicePoint) -> None:
    with store.transaction("Said"):
        word = words.say(store, place(point), point.criteria[0].id, "weakness", "ខ្សោយ")
        word.text_en = "weak"
    with store.transaction("Said better"):
        words.rewrite(word, "very weak", "en")
    assert (word.text, word.text_en) == ("ខ្សោយ", "very weak")
    with store.transaction("Not said"):
        words.rewrite(word, "  ", "en")
    assert words.said(store, place(point), point.criteria[0].id, "weakness") == []


def test_a_fourth_suggestion_is_refused(store: Store, point: ServicePoint) -> None:
    with store.transaction("Three"):
        for number in range(3):
            words.say(store, place(point), point.criteria[0].id, "suggestion", f"idea {number}")
    with pytest.raises(UserError, match="3 suggestions already"), store.transaction("Four"):
        words.say(store, place(point), point.criteria[0].id, "suggestion", "too much")


def test_compared_scores_have_two_faces_for_a_half(store: Store, point: ServicePoint) -> None:
    vote(store, point, {3: 6, 4: 6})
    first, second = compare(Results(store, point.cycle), point)
    assert (first.citizens.faces, first.citizens.bands) == ((3, 4), (0, 0, 6, 6, 0))
    assert first.village_median == Fraction(7, 2)
    assert (second.citizens.median, second.citizens.hidden, second.comparable) == (None, False, None)
