"""The start page's list of cycles, read straight from the file before anything heavy is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from facilitator.models import header, looking, refusal

PAGE = 200
"""A laptop holds a few cycles, a national computer thousands: only so many are read for one screen."""

QUERY = """
SELECT cycle.id, commune.code, commune.name_km, commune.name_en, commune.district_km, commune.district_en,
       cycle.year, cycle.round, cycle.archived, cycle.training
FROM cycle JOIN commune ON commune.code = cycle.commune_code
ORDER BY cycle.archived, cycle.year DESC, cycle.round DESC, commune.code LIMIT ?
"""


class CycleRow(NamedTuple):
    """One cycle in the list."""

    id: str
    commune_code: str
    commune_km: str
    commune_en: str
    district_km: str
    district_en: str
    year: int
    round: int
    archived: int
    training: int


class Overview(NamedTuple):
    """The newest cycles of one database (at most `PAGE`), and how many it holds in all.

    Named tuples, as all that a start needs: the module of dataclasses takes 8 ms.
    """

    rows: tuple[CycleRow, ...]
    total: int
    unread: bool = False
    """True when the file was not looked into: it was not closed, and lies where nothing may be written yet."""


def overview(path: Path) -> Overview:
    """The cycles in a database file; an empty list when there is no file yet. Nothing is left beside the file.

    Raises RefusedError for a file that is not ours, newer, damaged or held by another window. An older one shows
    an empty list until it is upgraded.
    """
    if header.is_new(path):
        return Overview((), 0)
    header.refuse_held(path)
    if header.stored_version(path) < header.SCHEMA_VERSION:
        return Overview((), 0)
    if looking.must_wait(path):
        return Overview((), 0, unread=True)
    driver = looking.driver()
    try:
        with looking.looking(path, patience=0.2) as connection:
            count = connection.execute("SELECT count(*) FROM cycle").fetchone()[0]
            rows = connection.execute(QUERY, (PAGE,)).fetchall()
    except (driver.Error, UnicodeDecodeError) as error:
        if "no such table" in str(error):
            raise refusal.damaged(path) from error
        raise refusal.explain(error, path) from error
    return Overview(tuple(CycleRow(*row) for row in rows), count)
