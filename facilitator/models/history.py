"""The history of changes: who, when, what, before, after, and the reason of a correction."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.models.base import Base, Child, JsonValue, LongText
from facilitator.models.undo import Change, RowChange

MOST_ROWS = 200
"""A larger change (an import) is kept as counts per table, not row by row."""

SCORING = frozenset(("card", "sheet", "tally", "ballot_file"))
"""Tables of which votes, typed or from a file, make rows."""


class HistoryEntry(Child, Base):
    """One gesture that changed the database. For votes `rows` stays empty: two tallies' difference is a ballot."""

    __tablename__ = "history"

    at: Mapped[str]
    """UTC, ISO 8601, whole seconds."""
    who: Mapped[str] = mapped_column(default="")
    label: Mapped[str]
    reason: Mapped[str] = mapped_column(LongText, default="")
    cycle_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    """No foreign key: the history outlives what it tells about."""
    votes: Mapped[bool] = mapped_column(default=False)
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JsonValue, default=list)


def write(connection: Connection, change: Change, who: str) -> None:
    """Add the change to the history, inside the transaction that makes it."""
    table = Base.metadata.tables[HistoryEntry.__tablename__]
    only_votes = change.votes and change.tables <= SCORING
    now = dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None).isoformat()
    values = {
        "at": now,
        "who": who,
        "label": change.label,
        "reason": change.reason,
        "cycle_id": change.cycle_id,
        "votes": change.votes,
        "rows": [] if only_votes else _rows(change.rows),
    }
    if only_votes:
        newest = connection.execute(
            select(table.c.id, table.c.label, table.c.who, table.c.votes).order_by(table.c.id.desc()).limit(1)
        ).first()
        if newest and newest.votes and newest.label == change.label and newest.who == who:
            # One entry for a whole run of keys: an order of votes must not be readable from the history.
            connection.execute(table.update().where(table.c.id == newest.id).values(at=now))
            return
    connection.execute(table.insert().values(**values))


def _rows(rows: tuple[RowChange, ...]) -> list[dict[str, Any]]:
    told = [row for row in rows if row.table != "tally"] if len(rows) <= MOST_ROWS else []
    counts = Counter(row.table for row in rows if row.table == "tally" or not told)
    return [{"table": row.table, "key": _plain(row.key), **_difference(row.before, row.after)} for row in told] + [
        {"table": name, "rows": count} for name, count in sorted(counts.items())
    ]


def _difference(before: dict[str, Any] | None, after: dict[str, Any] | None) -> dict[str, Any]:
    if before is None or after is None:
        return {"before": _plain(before), "after": _plain(after)}
    changed = [name for name in after if before.get(name) != after[name]]
    return {
        "before": _plain({name: before.get(name) for name in changed}),
        "after": _plain({name: after[name] for name in changed}),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, uuid.UUID | dt.date):
        return str(value)
    if isinstance(value, bytes):  # a picture: the history says that it changed, not what is on it
        return {"bytes": len(value)}
    return value
