"""Tally sheets by their place, how far they are, and what is said beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import sheets, words
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
    assert [line.votes for line in sheets.lines(store, place(point))] == [0, 0]
    assert point.cards == []


def test_lines_say_what_the_votes_of_each_criterion_come_to(store: Store, point: ServicePoint) -> None:
    vote(store, point, {3: 2, 4: 2})
    vote(store, point, {4: 5}, breakdown="youth")
    with store.transaction("Present"):
        place(point).open_sheet(store).count(total=9, youth=6)
    first, second = sheets.lines(store, place(point))
    assert (first.votes, first.present, first.median) == (4, 9, Fraction(7, 2))
    assert first.remarks == ("Youth (15–30): 5 votes, more than the 4 of all.",)
    assert (second.votes, second.median, second.remarks) == (0, None, ())
    youth = sheets.lines(store, place(point), "youth")[0]
    assert (youth.votes, youth.present) == (5, 6)


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
