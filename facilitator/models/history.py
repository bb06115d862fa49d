"""The history of changes: who, when, what, before, after, and the reason of a correction."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from facilitator.models.base import Base, Child, JsonValue, LongText
from facilitator.models.records import Record, Records

if TYPE_CHECKING:
    from facilitator.models.undo import Change, RowChange

MOST_ROWS = 200
"""A larger change (an import) is kept as counts per table, not row by row."""

MOST_RECORDS = 50
"""So many records are named for rows that are only counted."""

PRIVATE = frozenset(("tally", "response"))
"""Tables whose rows are only counted: what they hold is never told, nor when a single one was typed."""

SCORING = frozenset(("card", "sheet", "tally", "ballot_file"))
"""Tables of which votes, typed or from a file, make rows."""


class HistoryEntry(Child, Base):
    """One gesture that changed the database. Votes are told without figures: two tallies' difference is a ballot."""

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
    """What changed: `table` and `key` of a row with `before` and `after`, or `table` with a number of `rows`; `of`
    names the records (table and key) where they are others than the row itself."""

    def records(self) -> set[Record]:
        """The records that it concerns."""
        own = {
            Record(row["table"], " ".join(map(str, row["key"])))
            for row in self.rows
            if "of" not in row and "key" in row
        }
        return own | {Record(*record) for row in self.rows for record in row.get("of", ())}


_TABLE = Base.metadata.tables[HistoryEntry.__tablename__]
_NEWEST = select(_TABLE).order_by(_TABLE.c.id.desc()).limit(1)
_SAME_AGAIN = _TABLE.update().where(_TABLE.c.id == bindparam("entry"))
_ANOTHER = _TABLE.insert()


def write(connection: Connection, change: Change, who: str, session: Session | None = None) -> None:
    """Add the change to the history, inside the transaction that makes it; `session` spares it some reading."""
    only_votes = change.votes and change.tables <= SCORING
    one_kind = only_votes or change.tables == {"response"}
    records = Records(connection, change.rows, session)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None).isoformat()
    values = {
        "at": now,
        "who": who,
        "label": change.label,
        "reason": change.reason,
        "cycle_id": change.cycle_id,
        "votes": change.votes,
        "rows": [_scored(connection, change.rows, records)] if only_votes else _rows(change.rows, records),
    }
    if one_kind:
        newest = connection.execute(_NEWEST).first()
        if newest and _same_run(newest, change, who):
            # One entry for a whole run: an order of votes or answers must not be readable from the history.
            connection.execute(_SAME_AGAIN, {"entry": newest.id, "at": now, "rows": values["rows"]})
            return
    connection.execute(_ANOTHER, values)


def _same_run(newest: Any, change: Change, who: str) -> bool:
    """Whether the newest entry tells of the same votes, or the same survey's answers, by the same person."""
    if (newest.label, newest.who, newest.reason, newest.votes) != (change.label, who, change.reason, change.votes):
        return False
    return change.votes or [row["table"] for row in newest.rows] == ["response"]


def _scored(connection: Connection, rows: tuple[RowChange, ...], records: Records) -> dict[str, Any]:
    """Of votes: whose card, and how many people have scored now where one group did. Never which score."""
    told: dict[str, Any] = {"table": "tally", "of": _records_of(rows, records)}
    sheets = {row.key[0] for row in rows if row.table == "tally"}
    if len(sheets) == 1:
        told["n"] = _scorers(connection, sheets.pop(), records)
    return told


def _scorers(connection: Connection, sheet: int, records: Records) -> int:
    """How many people have scored: the most that one criterion has."""
    entity = records.loaded("sheet", sheet)
    found: Counter[int] = Counter()
    if entity is not None and "tallies" in entity.__dict__:
        for cell in entity.__dict__["tallies"]:
            if cell.breakdown == "all":
                found[cell.criterion_id] += cell.count
    else:
        tally = Base.metadata.tables["tally"]
        of_all = (tally.c.sheet_id == sheet, tally.c.breakdown == "all")
        for criterion, count in connection.execute(select(tally.c.criterion_id, tally.c.count).where(*of_all)):
            found[criterion] += count
    return max(found.values(), default=0)


def _rows(rows: tuple[RowChange, ...], records: Records) -> list[dict[str, Any]]:
    told = [row for row in rows if row.table not in PRIVATE] if len(rows) <= MOST_ROWS else []
    counted = [row for row in rows if row.table in PRIVATE or not told]
    by_table = [(name, list(own)) for name, own in groupby(sorted(counted, key=_table), _table)]
    return [_row(row, records) for row in told] + [
        {"table": name, "rows": len(own), "of": _records_of(own, records)} for name, own in by_table
    ]


def _table(row: RowChange) -> str:
    return row.table


def _row(row: RowChange, records: Records) -> dict[str, Any]:
    told = {"table": row.table, "key": _plain(row.key), **_difference(row.before, row.after)}
    record = records.of(row)
    return told if record.table == row.table else told | {"of": [list(record)]}


def _records_of(rows: Iterable[RowChange], records: Records) -> list[list[str]]:
    """The records of masses of rows, each once; not all of them where there are many."""
    return [list(record) for record in list(dict.fromkeys(records.of(row) for row in rows))[:MOST_RECORDS]]


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
    if isinstance(value, bytes):
        return {"bytes": len(value)}  # a photo: that it changed is told, not what it shows
    return value
