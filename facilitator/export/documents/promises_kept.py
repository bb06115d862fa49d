"""The opening page of a round: what was promised in the round before, and what was kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction

from facilitator.export.documents.common import SAMPLE_HEAD, Head, Text
from facilitator.export.documents.following import SAMPLE_FOLLOWED, Followed


@dataclass(frozen=True)
class LinkedScore:
    """A criterion that a promise answers, as citizens scored it when it was made, and now where they have."""

    criterion: Text
    then: Fraction | None = None
    now: Fraction | None = None
    comparable: bool = True
    """False where scale or wording changed."""
    hidden: bool = False
    """A public copy may not show one of the two."""


@dataclass(frozen=True)
class Promise:
    """An activity of the round before, and the scores of what it should make better."""

    activity: Followed
    scores: tuple[LinkedScore, ...] = ()


@dataclass(frozen=True)
class PromisesKept:
    """The page. `head` is that of the new round; its day is that of the newest check of the promises."""

    head: Head
    before: tuple[int, int]
    """Year and round in which the promises were made."""
    promises: tuple[Promise, ...]
    scale: str = "1-5"
    """Of the scores then."""


SAMPLE = PromisesKept(
    head=replace(SAMPLE_HEAD, year=2027, date=dt.date(2026, 9, 18)),
    before=(2026, 1),
    promises=(
        Promise(
            SAMPLE_FOLLOWED[0],
            (LinkedScore(Text("ផ្លូវមិនលិចទឹក", "Roads are not flooded"), Fraction(2), Fraction(7, 2)),),
        ),
        Promise(
            SAMPLE_FOLLOWED[1],
            (
                LinkedScore(Text("បង្គន់ស្អាត", "Latrines are clean"), Fraction(5, 2)),
                LinkedScore(Text("ថ្នាំគ្រប់គ្រាន់", "Enough medicine"), hidden=True),
            ),
        ),
        Promise(SAMPLE_FOLLOWED[2]),
    ),
)
