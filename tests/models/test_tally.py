"""Tallies: what a cell takes, what it refuses, and what merely looks odd while typing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.errors import UserError
from facilitator.models.scorecard import Criterion, card_of
from facilitator.models.store import Store
from facilitator.models.tally import Sheet
from tests.models.sample import bare_cycle, count


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db") as made:
        yield made


@pytest.fixture
def sheet(store: Store) -> Sheet:
    point = bare_cycle(store).service_points[0]
    with store.transaction("Sheet"):
        return card_of(point, "citizens", point.villages[0]).sheet("women")


@pytest.fixture
def criterion(sheet: Sheet) -> Criterion:
    return sheet.card.service_point.criteria[0]


def test_a_cell_is_set_changed_and_cleared(store: Store, sheet: Sheet, criterion: Criterion) -> None:
    for number, left in ((4, {2: 4}), (9, {2: 9}), (0, {}), (3, {2: 3}), (None, {})):
        with store.transaction("Votes"):
            sheet.set(criterion, 2, number)
        assert sheet.counts(criterion) == left
        assert count(store, "tally") == len(left)


def test_breakdowns_and_criteria_are_cells_of_their_own(store: Store, sheet: Sheet, criterion: Criterion) -> None:
    other = criterion.service_point.criteria[1]
    with store.transaction("Votes"):
        sheet.set(criterion, 5, 7)
        sheet.set(criterion, 5, 6, "women")
        sheet.set(other, 1, 2)
    assert (sheet.counts(criterion), sheet.counts(criterion, "women")) == ({5: 7}, {5: 6})
    assert (sheet.counts(other), sheet.counts(other, "women")) == ({1: 2}, {})


def test_a_row_is_replaced_whole(store: Store, sheet: Sheet, criterion: Criterion) -> None:
    with store.transaction("Votes"):
        sheet.set_counts(criterion, {1: 1, 2: 2})
        sheet.set_counts(criterion, {2: 5, 3: 3})
    assert sheet.counts(criterion) == {2: 5, 3: 3}


@pytest.mark.parametrize(
    ("value", "number", "breakdown", "sentence"),
    [
        (0, 1, "all", "not on the scale 1-5"),
        (6, 1, "all", "not on the scale 1-5"),
        (3, -1, "all", "not a possible number"),
        (3, 10_000_001, "all", "not a possible number"),
        (3, 1, "tall", "“tall” is unknown"),
    ],
)
def test_impossible_votes_are_refused(
    store: Store, sheet: Sheet, criterion: Criterion, value: int, number: int, breakdown: str, sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence), store.transaction("Votes"):
        sheet.set(criterion, value, number, breakdown)
    assert count(store, "tally") == 0


def test_consensus_is_one_number(store: Store, sheet: Sheet, criterion: Criterion) -> None:
    with store.transaction("Consensus"):
        sheet.set_method("consensus")
        sheet.set_consensus(criterion, 2)
        sheet.set_consensus(criterion, 4)
    assert sheet.counts(criterion) == {4: 1}
    with store.transaction("Consensus"):
        sheet.set_consensus(criterion, None)
    assert sheet.counts(criterion) == {}


def test_methods_are_never_mixed(store: Store, sheet: Sheet, criterion: Criterion) -> None:
    with store.transaction("Votes"):
        sheet.set(criterion, 3, 3)
    with pytest.raises(UserError, match="already holds figures"), store.transaction("Method"):
        sheet.set_method("consensus")
    assert sheet.method == "votes"


def test_figures_that_do_not_fit_are_remarked_but_stored(store: Store, sheet: Sheet, criterion: Criterion) -> None:
    with store.transaction("Votes"):
        sheet.count(total=5)
        sheet.set(criterion, 3, 7)
        sheet.set(criterion, 3, 8, "youth")
        sheet.set(criterion, 3, 4, "women")
        sheet.set(criterion, 3, 2, "men")
    remarks = sheet.remarks(criterion)
    assert len(remarks) == 3
    assert remarks[0] == "7 votes, but 5 people are present."
    assert "8 votes, more than the 7 of all" in remarks[1]
    assert remarks[2] == "Women, men and other make 6 votes; all together are 7."
    assert sheet.remarks(criterion.service_point.criteria[1]) == []


def test_a_sheet_of_a_group_is_made_once(store: Store, sheet: Sheet) -> None:
    assert sheet.card.sheet("women") is sheet
    with store.transaction("Men"):
        assert sheet.card.sheet("men") is not sheet
    assert count(store, "sheet") == 2
