"""Copying everything that hangs on a cycle: rows, not entities, since one cycle may have ten thousand tallies."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Connection, Table, Uuid, func, or_, select, text
from sqlalchemy.orm import Session

from facilitator.models.base import new_id
from facilitator.models.entities import Base, Cycle

if TYPE_CHECKING:
    from facilitator.models.undo import Row

Keys = dict[str, dict[Any, Any]]
"""For each table: the key of each row that is copied, and the key of its copy."""


def copy_cycle(session: Session, key: uuid.UUID, **changes: Any) -> uuid.UUID:
    """Copy the rows of a cycle under new keys, inside the open transaction; returns the new cycle's key.

    A row belongs to the cycle when one of its foreign keys points at a row that does. `changes` are set on the
    new cycle. The rows are noted for undo.
    """
    session.flush()
    connection = session.connection()
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    keys: Keys = {Cycle.__tablename__: {key: new_id()}}
    for table in Base.metadata.sorted_tables:
        rows = _rows(connection, table, keys)
        if table.name == Cycle.__tablename__:
            rows = [row | changes for row in rows]
        if not rows:
            continue
        _number(connection, table, rows, keys)
        copies = [_copy(table, row, keys) for row in rows]
        connection.execute(table.insert(), copies)
        for row in copies:
            session.info["recorder"].note(table, None, row)
    copied: uuid.UUID = keys[Cycle.__tablename__][key]
    return copied


def _rows(connection: Connection, table: Table, keys: Keys) -> list[Row]:
    """The rows of a table that belong to the cycle."""
    if table.name == Cycle.__tablename__:
        wanted = [table.c.id.in_(keys[table.name])]
    else:
        wanted = [column.in_(keys[parent]) for column, parent in _links(table) if keys.get(parent)]
    if not wanted:
        return []
    found = connection.execute(select(table).where(or_(*wanted)).order_by(*table.primary_key.columns))
    return [dict(row) for row in found.mappings()]


def _number(connection: Connection, table: Table, rows: list[Row], keys: Keys) -> None:
    """Give each row that has a key of its own a new one; a key made of foreign keys follows from those."""
    columns = list(table.primary_key.columns)
    if len(columns) != 1 or table.name in keys:
        return
    column = columns[0]
    if isinstance(column.type, Uuid):
        keys[table.name] = {row[column.name]: new_id() for row in rows}
    else:
        last = connection.scalar(select(func.max(column))) or 0
        keys[table.name] = {row[column.name]: last + n for n, row in enumerate(rows, 1)}


def _copy(table: Table, row: Row, keys: Keys) -> Row:
    """The row with its own key, and keys of copied rows, exchanged; other unique identifiers are made anew."""
    copy = dict(row)
    for column in table.columns:
        if column.unique and isinstance(column.type, Uuid):
            copy[column.name] = new_id()
    for column, parent in [*_own_key(table), *_links(table)]:
        copy[column.name] = keys.get(parent, {}).get(row[column.name], row[column.name])
    return copy


def _own_key(table: Table) -> list[tuple[Column[Any], str]]:
    columns = list(table.primary_key.columns)
    return [(columns[0], table.name)] if len(columns) == 1 else []


def _links(table: Table) -> list[tuple[Column[Any], str]]:
    """Each column that points at another table's key, with that table's name."""
    return [(column, link.column.table.name) for column in table.columns for link in column.foreign_keys]
