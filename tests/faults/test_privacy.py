"""The attacker of `privacy_attacker` against public copies, and against builds that hide too little."""

from __future__ import annotations

from types import ModuleType

import pytest

from facilitator.models import audit, certainty, suppression
from tests.faults.privacy_attacker import K, meetings

SEEDS = range(6)


def known(seeds: range) -> tuple[int, int, int]:
    """Hidden cells, those that the attacker is certain of, and small ones that were shown."""
    suppression.worked_out.cache_clear()  # another build may have been here before
    found = list(meetings(seeds))
    return sum(each.hidden for each in found), sum(len(each.known) for each in found), sum(len(e.small) for e in found)


def test_no_small_cell_is_shown_and_no_hidden_one_is_certain() -> None:
    hidden, certain, small = known(SEEDS)
    assert hidden > 200
    assert (certain, small) == (0, 0)


def without(monkeypatch: pytest.MonkeyPatch, *parts: ModuleType) -> None:
    """A build that takes nothing for certain by these parts."""
    for part in parts:
        monkeypatch.setattr(part, "certain", lambda *_table: set())


def test_the_attacker_finds_a_build_that_looks_at_one_sum_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, audit)
    assert known(range(6, 8))[1] > 0


def test_the_attacker_finds_a_build_without_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, audit, certainty)
    hidden, certain, _small = known(SEEDS)
    assert certain * 50 > hidden


def test_the_attacker_finds_a_build_that_hides_small_cells_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def small_only(sizes: dict[int, int], _sums: object, k: int, **_more: object) -> set[int]:
        return {cell for cell, n in sizes.items() if n < k}

    without(monkeypatch, audit, certainty)
    monkeypatch.setattr(suppression, "hidden_cells", small_only)
    hidden, certain, _small = known(SEEDS)
    assert certain * 4 > hidden


def test_the_attacker_finds_a_build_that_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppression, "hidden", lambda counts, k: suppression.Hidden(frozenset(), frozenset()))
    assert known(SEEDS)[2] > 100
    assert K == 5


@pytest.mark.slow
def test_three_hundred_meetings() -> None:
    hidden, certain, small = known(range(1000, 1300))
    assert hidden > 10_000
    assert (certain, small) == (0, 0)
