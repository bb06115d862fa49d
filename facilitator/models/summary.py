"""Scores of whole places, worked out once: districts, provinces and the country need not read every tally again.

The rows are made by reading results (`models.pooling`) and only where a database holds several communes. They hold
sums that the tallies hold too, and go in the very transaction that changes the scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Boolean, Column, Connection, Integer, LargeBinary, Table

from facilitator.models.base import Base, ShortText

if TYPE_CHECKING:
    from facilitator.models.undo import Change

SOURCES = frozenset(("commune", "cycle", "service_point", "criterion", "card", "sheet", "tally"))
"""The tables that scores are worked out from."""


TABLE = Table(
    "summary",
    Base.metadata,
    Column("place_code", ShortText, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("public", Boolean, primary_key=True),
    Column("pool", LargeBinary, nullable=False),
)
"""The pooled scores of one place in one round, full or public, as `packed_pools` writes them.

`place_code` is that of a commune, a district or a province; empty for the country.
"""


_COMMUNE = "(SELECT commune_code FROM cycle WHERE id = ?)"
_FORGET_AROUND = (  # as text: each typed score runs it, and SQLAlchemy's expression takes ten times as long
    f"DELETE FROM summary WHERE {_COMMUNE} IS NULL OR substr({_COMMUNE}, 1, length(place_code)) = place_code"
)


def forget(connection: Connection, change: Change) -> None:
    """Remove what a change makes untrue, inside the transaction that makes it. Masses of rows (no images): all.

    A change in one cycle takes the summaries of its commune and of what lies around it, of all rounds: the next round
    is compared with this one.
    """
    if change.rows and change.tables.isdisjoint(SOURCES):
        return
    if change.rows and change.cycle_id is not None and change.tables.isdisjoint(("commune", "cycle")):
        connection.exec_driver_sql(_FORGET_AROUND, (change.cycle_id.hex,) * 2)
    else:
        connection.exec_driver_sql("DELETE FROM summary")
