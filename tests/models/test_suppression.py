"""Public copies: small groups are hidden, and nothing hidden follows from what is shown."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.models.suppression import ALL, GENDERS, Place, hidden, hidden_places

K = 5


def test_a_small_group_is_hidden_and_takes_the_next_smallest_with_it() -> None:
    sizes = {
        Place("", "", ALL): 43,
        Place("a", "", ALL): 22,
        Place("b", "", ALL): 18,
        Place("c", "", ALL): 3,
    }
    assert hidden_places(sizes, K) == {Place("c", "", ALL), Place("b", "", ALL)}


def test_women_stay_beside_men_and_other() -> None:
    sizes = {
        Place("", "", ALL): 40,
        Place("", "", "women"): 30,
        Place("", "", "men"): 8,
        Place("", "", "other"): 2,
    }
    assert hidden_places(sizes, K) == {Place("", "", "men"), Place("", "", "other")}


def test_a_breakdown_is_hidden_when_its_complement_is_small() -> None:
    sizes = {Place("", "", ALL): 40, Place("", "", "youth"): 37}
    assert hidden_places(sizes, K) == {Place("", "", "youth")}


def test_large_groups_are_all_shown() -> None:
    sizes = {Place("", "", ALL): 40, Place("", "", "women"): 30, Place("", "", "men"): 10}
    assert hidden_places(sizes, K) == set()


def test_a_whole_meeting_under_k_is_hidden() -> None:
    assert hidden_places({Place("", "", ALL): 4}, K) == {Place("", "", ALL)}


def test_providers_and_consensus_are_institutional() -> None:
    counts = {
        ("school", "providers", "", "", "teachers", ALL, "votes"): {4: 2},
        ("school", "providers", "", "", "teachers", "women", "votes"): {4: 20},
        ("school", "citizens", "", "", "teachers", ALL, "consensus"): {3: 1},
        ("school", "citizens", "", "", "teachers", ALL, "votes"): {3: 1},
    }
    assert hidden(counts, K).cells == {
        ("school", "citizens", "", "", "teachers", ALL, "votes"),
        ("school", "providers", "", "", "teachers", "women", "votes"),
    }


meetings = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(["women", "men", "youth"]),
        st.tuples(*[st.integers(0, 9)] * 3),
        st.integers(0, 12),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda meeting: meeting[:2],
)


@settings(max_examples=150, deadline=None)
@given(meetings)
def test_no_hidden_cell_follows_from_sums(rows: list[tuple[str, str, tuple[int, int, int], int]]) -> None:
    sizes = _sizes(rows)
    covered = hidden_places(sizes, K)
    unknown = sorted(place for place in covered if sizes[place])
    equations = _equations(sizes, unknown)
    for column in range(len(unknown)):
        wanted = np.zeros(len(unknown))
        wanted[column] = 1
        assert np.linalg.matrix_rank(np.vstack([equations, wanted])) > np.linalg.matrix_rank(equations), unknown[column]


def _sizes(rows: list[tuple[str, str, tuple[int, int, int], int]]) -> dict[Place, int]:
    sizes: dict[Place, int] = defaultdict(int)
    for village, group, genders, youth in rows:
        parts = {ALL: sum(genders), "youth": min(youth, sum(genders)), **dict(zip(GENDERS, genders, strict=True))}
        for breakdown, n in parts.items():
            for wider in {(village, group), (village, ""), ("", group), ("", "")}:
                if n:
                    sizes[Place(*wider, breakdown)] += n
    return dict(sizes)


def _equations(sizes: dict[Place, int], unknown: list[Place]) -> np.ndarray:
    """Every sum that a reader knows to hold, with only the hidden cells as unknowns."""
    sums: dict[tuple[Place, str], list[Place]] = defaultdict(list)
    for place in sizes:
        if place.village:
            sums[place._replace(village=""), "village"].append(place)
        if place.group:
            sums[place._replace(group=""), "group"].append(place)
        if place.breakdown in GENDERS:
            sums[place._replace(breakdown=ALL), "gender"].append(place)
    rows = [[0.0] * len(unknown)]
    for (whole, _axis), parts in sums.items():
        row = [0.0] * len(unknown)
        for place, sign in [(whole, 1.0), *((part, -1.0) for part in parts)]:
            if place in unknown:
                row[unknown.index(place)] += sign
        rows.append(row)
    return np.array(rows)
