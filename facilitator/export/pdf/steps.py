"""The steps of a scale on paper: their names, and the bands that stand for them where there are many."""

from __future__ import annotations

from bisect import bisect_left

from facilitator.i18n import N_

BAND_ENDS = (19, 39, 60, 80, 100)
"""The five faces of the scale 0-100, each up to this mark (as the shares of `satisfied` count them)."""

MOST_STEPS = 10
"""A scale of more steps is drawn in bands, a face for each."""

STEP_NAMES = {
    3: (N_("Dissatisfied"), N_("Acceptable"), N_("Satisfied")),
    5: (N_("Very dissatisfied"), N_("Dissatisfied"), N_("Acceptable"), N_("Satisfied"), N_("Very satisfied")),
}


def ends(scale: str) -> tuple[int, int]:
    """The lowest and the highest value of a scale by its key, such as `1-5`."""
    low, high = scale.split("-")
    return int(low), int(high)


def bands(counts: tuple[tuple[int, int], ...], high: int) -> list[int]:
    """People per step; on a scale of many steps per band of it."""
    if high <= MOST_STEPS:
        return [count for _value, count in counts]
    people = [0] * len(BAND_ENDS)
    for value, count in counts:
        people[bisect_left(BAND_ENDS, value)] += count
    return people


def step_names(low: int, high: int) -> tuple[str, ...]:
    """The names of the steps from `low` to `high`, or of the five bands of a long scale."""
    return STEP_NAMES[min(len(BAND_ENDS), high - low + 1)]
