"""Cards of a meeting: merging, look-alikes, priorities by votes and by orders, the list that comes of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models import cards, choosing
from facilitator.models.cycle import ServicePoint
from facilitator.models.history import HistoryEntry
from facilitator.models.issue import Issue
from facilitator.models.store import Store
from tests.samples import add_commune, add_cycle, vote


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db", "Sok") as made:
        add_cycle(made, add_commune(made))
        yield made


@pytest.fixture
def point(store: Store) -> ServicePoint:
    return store.cycles()[0].service_points[0]


def write(store: Store, point: ServicePoint, *cards_: tuple[str, int | None, int | None]) -> list[Issue]:
    """Cards of (words, village number or None, people)."""
    with store.transaction("Cards"):
        return [
            choosing.add_issue(point, None if place is None else point.villages[place], "problem", words, people)
            for words, place, people in cards_
        ]


@pytest.mark.parametrize(
    ("places", "expected"),
    [((0, 0), 12), ((0, 1), 17), ((0, None), 12), ((None, None), 12)],
    ids=["one village", "two villages", "village and service", "service"],
)
def test_nobody_counts_twice_when_cards_are_merged(
    store: Store, point: ServicePoint, places: tuple[int | None, int | None], expected: int
) -> None:
    first, second = write(store, point, ("រង់ចាំយូរ", places[0], 12), ("ចាំយូរណាស់", places[1], 5))
    with store.transaction("Women"):
        second.women = 4
    with store.transaction(cards.merged_label(second, first)):
        cards.merge(second, first)
    (left,) = point.issues
    assert (left.text, left.total, left.women) == ("រង់ចាំយូរ", expected, 4)
    assert (left.village_code is None) == (places != (0, 0))
    assert {"រង់ចាំយូរ", "ចាំយូរណាស់"} <= set(store.all(HistoryEntry)[-1].label.replace("”", "“").split("“"))
    store.undo()
    assert [issue.total for issue in store.all(Issue)] == [12, 5]


def test_a_merged_card_keeps_its_criterion(store: Store, point: ServicePoint) -> None:
    first, second, third = write(store, point, ("A", None, 1), ("B", None, 1), ("C", None, 1))
    with store.transaction("Criteria"):
        choosing.link(second, 1)
        choosing.link(third, 2)
        cards.merge(second, first)
    assert first.criterion is point.criteria[0]
    with pytest.raises(UserError, match="two criteria"), store.transaction("Wrong"):
        cards.merge(third, first)
    with pytest.raises(UserError, match="itself"), store.transaction("Wrong"):
        cards.merge(third, third)


def test_cards_that_look_alike_are_found_and_others_are_not(store: Store, point: ServicePoint) -> None:
    first, second, *_others = write(
        store,
        point,
        ("បុគ្គលិកមិនរាក់ទាក់", None, None),
        ("បុគ្គលិក\u200bមិន\u200bរាក់ទាក់ ។", None, None),
        ("គ្មានទឹកស្អាត", None, None),
        ("Waiting takes too long", None, None),
        ("The toilet is dirty", None, None),
    )
    assert cards.duplicates(point.issues) == [(second, first)]
    assert cards.alike("Waiting takes too long", "waiting takes to long")
    assert not cards.alike("", "")


def test_orders_of_groups_become_points(store: Store, point: ServicePoint) -> None:
    write(store, point, *((letter, None, None) for letter in "ABCD"))
    with store.transaction("Orders"):
        point.cycle.priorities = 3
        cards.add_order(point, [2, 1, 4])
        cards.add_order(point, [2, 3])
    assert [issue.votes for issue in point.issues] == [2, 6, 2, 1]
    for numbers, sentence in (([], "Type"), ([1, 2, 3, 4], "At most 3"), ([9], "no card 9"), ([1, 1], "twice")):
        with pytest.raises(UserError, match=sentence), store.transaction("Wrong"):
            cards.add_order(point, numbers)
    assert [issue.votes for issue in point.issues] == [2, 6, 2, 1]


def test_the_most_chosen_become_the_list(store: Store, point: ServicePoint) -> None:
    issues = write(store, point, *((letter, None, None) for letter in "ABCD"))
    with store.transaction("Votes"):
        point.cycle.priorities = 4
        for issue, votes in zip(issues, (3, 9, None, 3), strict=True):
            cards.set_votes(issue, votes)
    with pytest.raises(UserError, match="same number of votes"), store.transaction("List"):
        cards.take_most_chosen(point)
    with store.transaction("List"):
        cards.set_votes(issues[3], 4)
        assert cards.take_most_chosen(point) == 2
    assert [criterion.text_km for criterion in point.criteria[2:]] == ["B", "D"]
    assert issues[1].criterion is point.criteria[2]
    with pytest.raises(UserError, match="all its 4"), store.transaction("List"):
        cards.take_most_chosen(point)


def test_a_chosen_card_in_the_words_of_a_criterion_joins_it(store: Store, point: ServicePoint) -> None:
    (issue,) = write(store, point, (point.criteria[0].text_km, None, None))
    with pytest.raises(UserError, match="No card"), store.transaction("List"):
        cards.take_most_chosen(point)
    with store.transaction("List"):
        cards.set_votes(issue, 3)
        cards.take_most_chosen(point)
    assert issue.criterion is point.criteria[0]
    assert len(point.criteria) == 2
    with pytest.raises(UserError, match="not a possible"), store.transaction("Votes"):
        cards.set_votes(issue, -1)


def test_a_criterion_of_the_last_round_in_nearly_the_same_words_is_offered(store: Store, point: ServicePoint) -> None:
    later = add_cycle(store, point.cycle.commune, 2027).service_points[0]
    with store.transaction("Words"):
        first, second = later.criteria
        first.key, first.text_en = "own_1", point.criteria[0].text_en.upper() + "!"
        second.key, second.text_en, second.text_km = "own_2", "Road", "ផ្លូវ"
    assert cards.looks_like(first, point) is point.criteria[0]
    assert cards.looks_like(second, point) is None
    with store.transaction("Same"):
        choosing.set_same_as(first, point.criteria[0].key)
    assert cards.looks_like(first, point) is None


def test_words_that_were_scored_stay(store: Store, point: ServicePoint) -> None:
    with store.transaction("Own"):
        own = choosing.add_own(point, "ទឹកស្អាត")
        choosing.place(own, 0)
        choosing.reword(own, "km", "ទឹក")
    vote(store, point, {5: 7})
    with pytest.raises(UserError, match="has scores already"), store.transaction("Words"):
        choosing.reword(own, "km", "ទឹកស្អាត")
    with store.transaction("Translated"):
        choosing.reword(own, "en", "Water")
    assert (own.text_km, own.text_en) == ("ទឹក", "Water")
