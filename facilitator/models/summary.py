"""Scores of whole places, worked out once: districts, provinces and the country need not read every tally again.

The rows are made by reading results (`models.pooling`) and only where a database holds several communes. They hold
sums that the tallies hold too, and go in the very transaction that changes the scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.models.base import Base

if TYPE_CHECKING:
    from facilitator.models.undo import Change

SOURCES = frozenset(("commune", "cycle", "service_point", "criterion", "card", "sheet", "tally"))
"""The tables that scores are worked out from."""


class Summary(Base):
    """The pooled scores of one place in one round, full or public, as `models.pooling` writes them."""

    __tablename__ = "summary"

    place_code: Mapped[str] = mapped_column(primary_key=True)
    """Of a commune, a district or a province; empty for the country."""
    year: Mapped[int] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    public: Mapped[bool] = mapped_column(primary_key=True)
    pool: Mapped[bytes]
    """As `packed_pools` writes it."""


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
