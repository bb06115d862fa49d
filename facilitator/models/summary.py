"""Scores of whole places, worked out once: districts, provinces and the country need not read every tally again.

The rows are made by reading results (`models.pooling`) and only where a database holds several communes. They hold
sums that the tallies hold too, and go in the very transaction that changes the scores.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, func, or_, select
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


def forget(connection: Connection, change: Change) -> None:
    """Remove what a change makes untrue, inside the transaction that makes it. Masses of rows (no images): all.

    A change in one cycle takes the summaries of its commune and of what lies around it, of all rounds: the next round
    is compared with this one.
    """
    if change.rows and change.tables.isdisjoint(SOURCES):
        return
    table = Base.metadata.tables[Summary.__tablename__]
    gone = delete(table)
    if change.rows and change.tables.isdisjoint(("commune", "cycle")):
        cycles = Base.metadata.tables["cycle"]
        commune = select(cycles.c.commune_code).where(cycles.c.id == change.cycle_id).scalar_subquery()
        around = func.substr(commune, 1, func.length(table.c.place_code)) == table.c.place_code
        gone = gone.where(or_(commune.is_(None), around))
    connection.execute(gone)
