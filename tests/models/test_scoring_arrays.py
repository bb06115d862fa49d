"""Many scores at once have the very figures that each has alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from facilitator.models import scoring
from facilitator.models.scoring import Scale
from facilitator.models.scoring_arrays import FEW, figures_of_many

votes = st.dictionaries(st.integers(1, 5), st.integers(0, 40), max_size=5)
marks = st.dictionaries(st.integers(0, 100), st.integers(0, 3), max_size=12)


def check(found: list[dict[int, int]], scale: Scale) -> None:
    steps = (scale.satisfied, scale.dissatisfied)
    assert figures_of_many(found, *steps) == [scoring.figures(counts, *steps) for counts in found]


@given(st.lists(votes, max_size=3 * FEW))
def test_faces(found: list[dict[int, int]]) -> None:
    check(found, Scale("1-5"))


@given(st.lists(marks, min_size=FEW, max_size=2 * FEW))
def test_marks(found: list[dict[int, int]]) -> None:
    check(found, Scale("0-100"))


def test_nobody_anywhere() -> None:
    check([{} for _score in range(FEW)], Scale("1-5"))
    check([{3: 0} for _score in range(FEW)], Scale("1-5"))
