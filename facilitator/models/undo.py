"""Undo from row images: what every row of a gesture was before and after."""

from __future__ import annotations

import importlib
import uuid
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, event, select, text
from sqlalchemy.orm import Mapper, PassiveFlag, attributes, object_session

from facilitator.models.base import Base

Row = dict[str, Any]


@dataclass(frozen=True)
class RowChange:
    """One row before and after; `before` None for a new row, `after` None for a deleted one."""

    table: str
    key: tuple[Any, ...]
    before: Row | None
    after: Row | None

    def reversed(self) -> RowChange:
        """The change that takes this one back."""
        return RowChange(self.table, self.key, self.after, self.before)


@dataclass(frozen=True)
class Change:
    """Everything one gesture changed: it feeds undo and redo, the history, and the window's one signal."""

    label: str
    rows: tuple[RowChange, ...]
    reason: str = ""
    cycle_id: uuid.UUID | None = None

    @property
    def tables(self) -> frozenset[str]:
        """The names of the tables that it touched."""
        return frozenset(row.table for row in self.rows)

    @property
    def votes(self) -> bool:
        """True when tallies changed: their values must never reach the disk's history."""
        return "tally" in self.tables

    def reversed(self, label: str) -> Change:
        """The change that takes this one back."""
        return Change(label, tuple(row.reversed() for row in reversed(self.rows)), cycle_id=self.cycle_id)


class Recorder:
    """Collects the row images of one transaction from the mapper's events, once all classes are mapped."""

    def __init__(self) -> None:
        importlib.import_module("facilitator.models.entities")  # what hangs on what is changed must be known
        self.rows: list[RowChange] = []
        self._before: dict[int, Row] = {}

    def remember(self, connection: Connection, mapper: Mapper[Any], target: Base) -> None:
        """Keep the stored row before it changes; what the session does not know of it is read."""
        row = _loaded(mapper, target) or _read(connection, mapper, target)
        if row is not None:
            self._before[id(target)] = row

    def note(self, table: Table, before: Row | None, after: Row | None) -> None:
        """Note a row that was written without a mapper (masses of rows)."""
        image = after or before or {}
        key = tuple(image[column.name] for column in table.primary_key.columns)
        self.rows.append(RowChange(table.name, key, before, after))

    def inserted(self, mapper: Mapper[Any], target: Base) -> None:
        """Note a new row."""
        self.rows.append(RowChange(_table(mapper).name, _key(mapper, target), None, _image(mapper, target)))

    def updated(self, mapper: Mapper[Any], target: Base) -> None:
        """Note a changed row; `after_update` also fires when only a collection changed."""
        before, after = self._before.pop(id(target), None), _image(mapper, target)
        if before is not None and before != after:
            self.rows.append(RowChange(_table(mapper).name, _key(mapper, target), before, after))

    def deleted(self, mapper: Mapper[Any], target: Base) -> None:
        """Note a row that went."""
        before = self._before.pop(id(target), None)
        if before is not None:
            self.rows.append(RowChange(_table(mapper).name, _key(mapper, target), before, None))


def apply(connection: Connection, change: Change) -> None:
    """Write the `after` images of a change. Foreign keys are checked at the end of the transaction."""
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    for (name, kind), rows in groupby(change.rows, lambda row: (row.table, _kind(row))):
        table = Base.metadata.tables[name]
        if kind == "insert":
            connection.execute(table.insert(), [row.after for row in rows if row.after is not None])
        else:
            keys = table.primary_key.columns
            own = and_(*(column == bindparam(f"key {column.name}") for column in keys))
            statement = table.delete() if kind == "delete" else table.update()
            named = [
                (row.after or {}) | {f"key {c.name}": v for c, v in zip(keys, row.key, strict=True)} for row in rows
            ]
            connection.execute(statement.where(own), named)


def _kind(row: RowChange) -> str:
    if row.after is None:
        return "delete"
    return "insert" if row.before is None else "update"


def _loaded(mapper: Mapper[Any], target: Base) -> Row | None:
    """The stored row as the session loaded it, None when it did not load all of it."""
    row: Row = {}
    for name, attribute in _attributes(mapper):
        added, unchanged, deleted = attributes.get_history(target, attribute, PassiveFlag.PASSIVE_NO_INITIALIZE)
        known = deleted or unchanged
        if not known or (added and not deleted):
            return None
        row[name] = known[0]
    return row


def _read(connection: Connection, mapper: Mapper[Any], target: Base) -> Row | None:
    table = _table(mapper)
    row = connection.execute(select(table).where(_where(table, _key(mapper, target)))).mappings().first()
    return None if row is None else dict(row)


@cache
def _attributes(mapper: Mapper[Any]) -> tuple[tuple[str, str], ...]:
    """Name of each column and of the attribute that holds it."""
    return tuple((column.name, mapper.get_property_by_column(column).key) for column in _table(mapper).columns)


def _table(mapper: Mapper[Any]) -> Table:
    table = mapper.local_table
    assert isinstance(table, Table)
    return table


def _key(mapper: Mapper[Any], target: Base) -> tuple[Any, ...]:
    return tuple(mapper.primary_key_from_instance(target))


def _where(table: Table, key: tuple[Any, ...]) -> Any:
    return and_(*(column == value for column, value in zip(table.primary_key.columns, key, strict=True)))


def _image(mapper: Mapper[Any], target: Base) -> Row:
    return {name: getattr(target, attribute) for name, attribute in _attributes(mapper)}


def _recorder(target: Base) -> Recorder | None:
    session = object_session(target)
    return session.info.get("recorder") if session is not None else None


def _before(mapper: Mapper[Any], connection: Connection, target: Base) -> None:
    recorder = _recorder(target)
    if recorder is not None:
        recorder.remember(connection, mapper, target)


def _after_insert(mapper: Mapper[Any], connection: Connection, target: Base) -> None:
    recorder = _recorder(target)
    if recorder is not None:
        recorder.inserted(mapper, target)


def _after_update(mapper: Mapper[Any], connection: Connection, target: Base) -> None:
    recorder = _recorder(target)
    if recorder is not None:
        recorder.updated(mapper, target)


def _after_delete(mapper: Mapper[Any], connection: Connection, target: Base) -> None:
    recorder = _recorder(target)
    if recorder is not None:
        recorder.deleted(mapper, target)


# Of all mappers at once: listening to the classes one by one costs each of them five lists.
event.listen(Mapper, "before_update", _before)
event.listen(Mapper, "before_delete", _before)
event.listen(Mapper, "after_insert", _after_insert)
event.listen(Mapper, "after_update", _after_update)
event.listen(Mapper, "after_delete", _after_delete)
