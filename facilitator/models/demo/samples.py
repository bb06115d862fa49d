"""The texts and figures of the sample, read from `resources/samples/` when first asked for."""

from __future__ import annotations

import csv
from functools import cache

from facilitator import paths

Row = dict[str, str]

YEARS = (2025, 2026)
"""The fiscal and scorecard years of the sample, one round each."""


@cache
def rows(name: str) -> tuple[Row, ...]:
    """All rows of one file, by the names of its columns."""
    with (paths.RESOURCES / "samples" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, strict=True))


@cache
def of_year(name: str, year: int) -> tuple[Row, ...]:
    """The rows that belong to a year, by their column `year` or `years`."""
    return tuple(row for row in rows(name) if str(year) in (row.get("years") or row["year"]).split())


@cache
def voices(criterion: str, year: int) -> tuple[Row, ...]:
    """What was said about one criterion in a year's round (`1` is the first of `YEARS`)."""
    number = str(YEARS.index(year) + 1)
    return tuple(row for row in rows("voices") if row["criterion"] == criterion and number in row["rounds"])


def whole(text: str) -> int | None:
    """A whole number, or None for an empty cell."""
    return int(text) if text else None
