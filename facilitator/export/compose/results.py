"""Rows of results as the plain records of the command line (docs/interfaces.md, “Results rows”)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from facilitator.models.scoring import Scale

if TYPE_CHECKING:
    from facilitator.models.result_rows import Row

PLACES = 6
"""Decimals to which numbers are exact."""

MOST_STEPS = 10
"""A scale of more steps gives its counts by value instead of one per step."""

COLUMNS = (
    "cycle", "year", "round", "level", "place_code", "service_kind", "service_point", "side", "group", "criterion",
    "criterion_km", "criterion_en", "breakdown", "scale", "method", "n", "counts", "median", "mean", "satisfied",
    "dissatisfied", "gap", "previous", "hidden",
)  # fmt: skip


def record(row: Row) -> dict[str, Any]:
    """One row with plain values, ready for JSON. What the public copy hides has no figures at all.

    Of institutional scores it has the median and `n`, without counts, mean and shares.
    """
    figures = row.figures
    values: dict[str, Any] = {name: getattr(row, name, None) for name in COLUMNS}
    if figures is not None:
        values |= {
            "n": figures.n,
            "counts": _counts(figures.counts, row.scale) if figures.counts else None,
            "median": _number(figures.median),
            "mean": _number(figures.mean),
            "satisfied": _number(figures.satisfied),
            "dissatisfied": _number(figures.dissatisfied),
        }
    return values | {"gap": _number(row.gap), "previous": _number(row.previous), "hidden": row.hidden}


def cells(values: dict[str, Any]) -> list[Any]:
    """A record as one line of CSV: counts as `1=3 2=7`, `hidden` as 1 or 0, nothing for nothing."""
    line = dict(values)
    counts = values["counts"]
    if isinstance(counts, list):
        first = next(iter(Scale(values["scale"]).steps))
        counts = {first + place: count for place, count in enumerate(counts)}
    if counts is not None:
        line["counts"] = " ".join(f"{value}={count}" for value, count in counts.items() if count)
    line["hidden"] = int(values["hidden"])
    return [line[name] for name in COLUMNS]


def _counts(counts: dict[int, int], scale: str) -> list[int] | dict[str, int]:
    steps = Scale(scale).steps
    if len(steps) > MOST_STEPS:
        return {str(value): count for value, count in counts.items()}
    return [counts.get(step, 0) for step in steps]


def _number(value: Fraction | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else round(float(value), PLACES)
