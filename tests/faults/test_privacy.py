"""The attacker of `privacy_attacker` against public copies, and against builds that hide too little."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from facilitator.models import suppression
from tests.faults.privacy_attacker import K, meetings

SEEDS = range(6)


def known(seeds: range) -> tuple[int, int, int]:
    """Hidden cells, those that the attacker is certain of, and small ones that were shown."""
    found = list(meetings(seeds))
    return sum(each.hidden for each in found), sum(len(each.known) for each in found), sum(len(e.small) for e in found)


def test_no_small_cell_is_shown_and_hardly_a_hidden_one_is_certain() -> None:
    """Bounds are narrowed sum by sum; what only all sums together tell is left, in under a cell of a hundred."""
    hidden, certain, small = known(SEEDS)
    assert hidden > 200
    assert small == 0
    assert certain * 100 < hidden


def test_the_attacker_finds_a_build_without_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppression, "certain", lambda *_table: set())
    hidden, certain, _small = known(SEEDS)
    assert certain * 50 > hidden


def test_the_attacker_finds_a_build_that_hides_small_cells_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def small_only(sizes: dict[suppression.Place, int], k: int, also: Collection[suppression.Place] = ()) -> set:
        return {place for place, n in sizes.items() if n < k}

    monkeypatch.setattr(suppression, "certain", lambda *_table: set())
    monkeypatch.setattr(suppression, "hidden_places", small_only)
    hidden, certain, _small = known(SEEDS)
    assert certain * 4 > hidden


def test_the_attacker_finds_a_build_that_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppression, "hidden", lambda counts, k: frozenset())
    assert known(SEEDS)[2] > 100
    assert K == 5


@pytest.mark.slow
def test_three_hundred_meetings() -> None:
    hidden, certain, small = known(range(1000, 1300))
    assert small == 0
    assert certain * 100 < hidden
