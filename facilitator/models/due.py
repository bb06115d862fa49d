"""What is overdue or due soon in all plans of a database, for the start page: read without the database library."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, NamedTuple

from facilitator.models import header, looking

SOON = 30
"""Days: what ends within them is due soon."""
MOST = 3
"""Activities that are named; the others are counted."""

QUERY = """
SELECT cycle.id, commune.name_km, commune.name_en, cycle.year, cycle.round, action.activity, action.activity_en,
       action.end, sum(action.end < :today) OVER (), count(*) OVER ()
FROM action JOIN cycle ON cycle.id = action.cycle_id JOIN commune ON commune.code = cycle.commune_code
WHERE action.end <= :soon AND action.status NOT IN ('done', 'dropped')
  AND NOT cycle.archived AND NOT cycle.training AND cycle.closed_on IS NULL
  AND action.id NOT IN (SELECT parent_id FROM action WHERE parent_id IS NOT NULL)
  AND action.id NOT IN (SELECT carried_from FROM action WHERE carried_from IS NOT NULL)
ORDER BY action.end, action.position LIMIT :most
"""
"""Headings are no activities; what went on in a later round is followed there."""


class DueRow(NamedTuple):
    """One activity: its cycle, what it is, and the day on which it was or is to end."""

    cycle: str
    commune_km: str
    commune_en: str
    year: int
    round: int
    activity: str
    activity_en: str
    end: dt.date


class Due(NamedTuple):
    """The first few activities, earliest end first, and how many there are in all."""

    rows: tuple[DueRow, ...] = ()
    overdue: int = 0
    soon: int = 0


def of(connection: Any, today: dt.date) -> Due:
    """What is due in an open database (`Store.raw`)."""
    limits = {"today": today.isoformat(), "soon": (today + dt.timedelta(SOON)).isoformat(), "most": MOST}
    found = connection.execute(QUERY, limits).fetchall()
    if not found:
        return Due()
    overdue, every = found[0][-2:]
    rows = tuple(DueRow._make((*row[:7], dt.date.fromisoformat(row[7]))) for row in found)
    return Due(rows, overdue, every - overdue)


def read(path: Path, today: dt.date) -> Due:
    """What is due in a database file that is not open yet. Where it cannot be read nothing is due: opening it tells."""
    from facilitator.models.refusal import RefusedError

    try:
        if header.is_new(path) or header.stored_version(path) < header.SCHEMA_VERSION or looking.must_wait(path):
            return Due()
        with looking.looking(path, patience=0.2) as connection:
            return of(connection, today)
    except (RefusedError, looking.driver().Error, ValueError):
        return Due()
