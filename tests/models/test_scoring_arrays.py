"""Many scores at once have the very figures that each has alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from facilitator.models import scoring
from facilitator.models.scoring import Scale
from facilitator.models.scoring_arrays import figures_of, wholes_of

votes = st.dictionaries(st.integers(1, 5), st.integers(0, 40), max_size=5)
marks = st.dictionaries(st.integers(0, 100), st.integers(0, 3), max_size=12)
many = st.dictionaries(st.integers(1, 5), st.integers(0, 10**9), max_size=5)


def check(found: list[dict[int, int]], scale: Scale) -> None:
    steps = (scale.satisfied, scale.dissatisfied)
    counts = [{value: each[value] for value in sorted(each) if each[value]} for each in found]
    assert list(figures_of(wholes_of(found, *steps), counts)) == [scoring.figures(each, *steps) for each in found]


@given(st.lists(votes, max_size=24))
def test_faces(found: list[dict[int, int]]) -> None:
    check(found, Scale("1-5"))


@given(st.lists(marks, max_size=16))
def test_marks(found: list[dict[int, int]]) -> None:
    check(found, Scale("0-100"))


@given(st.lists(many, max_size=4))
def test_more_people_than_there_are(found: list[dict[int, int]]) -> None:
    check(found, Scale("1-5"))


def test_nobody_anywhere() -> None:
    check([], Scale("1-5"))
    check([{} for _score in range(8)], Scale("1-5"))
    check([{3: 0} for _score in range(8)], Scale("1-5"))
