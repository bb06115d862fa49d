"""What a workbook holds, without saying how its file is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float | dt.date | None


@dataclass(frozen=True)
class Column:
    """A column of a sheet. `as_text` keeps codes as text, so that no leading zero is lost.

    The drop-down list offers `choices`, or what stands in the first column of the sheet `from_sheet`.
    """

    name: str
    width: int = 14
    """Characters."""
    as_text: bool = False
    choices: tuple[str, ...] = ()
    from_sheet: str = ""
    wrapped: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet: a header row, then the rows."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...] = ()


@dataclass(frozen=True)
class Book:
    """A workbook."""

    sheets: tuple[Sheet, ...]
    beside: Mapping[str, bytes] = field(default_factory=dict)
    """Files that lie beside the tables where these are a folder, by their names in it: photos."""


SAMPLE = Book(
    (
        Sheet(
            "service_points",
            (Column("key", as_text=True), Column("kind", choices=("health_centre", "other")), Column("opened")),
            (("health_centre", "health_centre", dt.date(2026, 1, 15)),),
        ),
        Sheet("criteria", (Column("service_point", from_sheet="service_points"), Column("share")), (("=1+1", 0.5),)),
    )
)
