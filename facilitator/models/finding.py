"""Finding a cycle among thousands: all rows of the start page's list, and which of them match what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from facilitator.models.overview import QUERY, CycleRow, Overview
from facilitator.text import search_key

NO_LIMIT = -1


def every_cycle(connection: Any) -> Overview:
    """All cycles of an open database (`Store.raw`), in the order of the start page."""
    rows = tuple(CycleRow(*row) for row in connection.execute(QUERY, (NO_LIMIT,)).fetchall())
    return Overview(rows, len(rows))


def matching(rows: Iterable[CycleRow], typed: str) -> Sequence[CycleRow]:
    """The rows in which every word typed occurs: commune or district in either script, code, or year."""
    words = [search_key(word) for word in typed.split()]
    return [row for row in rows if all(word in _key(row) for word in words)]


@lru_cache(maxsize=20_000)
def _key(row: CycleRow) -> str:
    names = (row.commune_km, row.commune_en, row.district_km, row.district_en)
    return "|".join([*(search_key(name) for name in names), row.commune_code, str(row.year)])
