"""What public copies hide, kept from one start of the program to the next: working it out takes as long as a paper.

A row belongs to the votes that it was worked out from, by their digest (`suppression.digest_of`), so that none can be
true of other votes. It goes in the very transaction that changes the votes on its criterion. It is written when the
window has worked ahead (`ui.pages.results_work`), when votes came as a file, and when a paper leaves the program
(`codes.keep`); never while people score one by one.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, LargeBinary, Table, Uuid, insert
from sqlalchemy.orm import Session

from facilitator.models import suppression
from facilitator.models.base import Base
from facilitator.models.summary import SOURCES

if TYPE_CHECKING:
    from facilitator.models.results import Results
    from facilitator.models.undo import Change, RowChange

_ID_BYTES = 8
_BELONGING = {"card": ("service_point_id", "side", "village_code"), "sheet": ("card_id", "group", "method")}
"""What says where the votes of a card or a sheet belong, and what they are."""


TABLE = Table(
    "hiding",
    Base.metadata,
    Column("cycle_id", Uuid, primary_key=True),
    Column("votes", LargeBinary, primary_key=True),
    Column("cells", LargeBinary, nullable=False),
)
"""The cells of one criterion that a public copy hides. No foreign keys: it is worked out from the rest.

`votes` is the digest of all votes on the criterion, and of the smallest group that is shown; `cells` the criterion's id
in `_ID_BYTES` bytes, and behind it what `suppression.packed` writes.
"""


def recall(session: Session, cycle: uuid.UUID) -> Collection[bytes]:
    """Read what is kept of a cycle, so that `suppression` need not work it out; gives the digests of the votes."""
    rows = session.connection().exec_driver_sql("SELECT votes, cells FROM hiding WHERE cycle_id = ?", (cycle.hex,))
    kept = {votes: cells[_ID_BYTES:] for votes, cells in rows}
    suppression.kept.update(kept)
    return kept.keys()


def to_keep(found: Iterable[Results | None]) -> list[dict[str, object]]:
    """What was worked out for these results since this was asked for last, as rows."""
    return [
        {"cycle_id": each.cycle.id, "votes": votes, "cells": _id_bytes(criterion) + cells}
        for each in found
        if each is not None
        for criterion, votes, cells in each.hidden_since_kept()
    ]


def keep(connection: Connection, rows: list[dict[str, object]]) -> None:
    """Keep what `to_keep` gave, in the open transaction."""
    if rows:
        connection.execute(insert(TABLE).prefix_with("OR REPLACE"), rows)


def forget(connection: Connection, change: Change) -> None:
    """Remove what a change makes untrue, inside its transaction. Masses of rows (no images): all."""
    if change.rows and change.tables.isdisjoint(SOURCES):
        return
    if not change.rows or change.cycle_id is None:
        connection.exec_driver_sql("DELETE FROM hiding")
        return
    cycle, criteria = change.cycle_id.hex, _voted_on(change)
    if criteria is None:
        connection.exec_driver_sql("DELETE FROM hiding WHERE cycle_id = ?", (cycle,))
    for criterion in criteria or ():
        gone = "DELETE FROM hiding WHERE cycle_id = ? AND substr(cells, 1, ?) = ?"
        connection.exec_driver_sql(gone, (cycle, _ID_BYTES, _id_bytes(criterion)))


def _voted_on(change: Change) -> set[int] | None:
    """The criteria on which it changed votes; None where votes changed that are not among its rows."""
    found = set()
    for row in change.rows:
        if row.table == "tally":
            found.add(row.key[1])
        elif row.table in SOURCES and not _leaves_votes(row):
            return None
    return found


def _leaves_votes(row: RowChange) -> bool:
    """Whether a new or changed row leaves the votes of others where they are, and what they are."""
    if row.table not in _BELONGING or row.after is None:
        return False
    before = row.before
    return before is None or all(before[column] == row.after[column] for column in _BELONGING[row.table])


def _id_bytes(criterion: int) -> bytes:
    return criterion.to_bytes(_ID_BYTES, "big")
