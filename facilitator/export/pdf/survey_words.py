"""The words of the survey report: kinds of people, names of rounds, and what a difference says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator.export.documents.common import Text
from facilitator.i18n import N_, format_decimal, khmer_digits

if TYPE_CHECKING:
    from facilitator.export.documents.survey_report import Change


def direction(change: Change) -> str:
    """The sentence for a rise, a fall, or a difference that may be chance."""
    if change.low > 0:
        return N_(
            "From round {before} to round {now}: {points} percentage points more are satisfied (95 % interval {low} to "
            "{high}). Chance alone hardly makes such a difference."
        )
    if change.high < 0:
        return N_(
            "From round {before} to round {now}: {points} percentage points fewer are satisfied (95 % interval {low} "
            "to {high}). Chance alone hardly makes such a difference."
        )
    return N_(
        "From round {before} to round {now}: a difference of {points} percentage points (95 % interval {low} to "
        "{high}). It may be chance: nobody can say that anything changed."
    )


def written(key: str) -> Text:
    """The name of a round, with the digits of each language."""
    return Text(khmer_digits(key), key)


def signed(value: float, language: str) -> str:
    """A number with one decimal, and a minus of full width."""
    sign = "−" if value < 0 else ""
    return sign + format_decimal(abs(value), language, 1)
