"""Records as rows: every column of an entity that says something outside this database, as a plain value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Date, Integer, LargeBinary, String, Text, inspect
from sqlalchemy.orm import ColumnProperty

from facilitator.export.documents.tables import Column, Sheet, Value

if TYPE_CHECKING:
    from facilitator.models.base import Base

Refs = dict[str, Callable[[Any], Any]]
"""Columns that are not the entity's own, or are told in another way: what stands in them."""

POSITION = "position"
"""Rows come in their order, so its number says nothing more."""

_WIDE, _USUAL, _NARROW = 44, 20, 11


def table(
    name: str,
    entity: type[Base],
    things: Iterable[Any],
    refs: Refs,
    refs_last: bool = False,
    without: Collection[str] = (),
) -> Sheet:
    """A table of these records: `refs`, and all own columns, so that a new one of an entity is never forgotten."""
    own = {prop.key: _column(prop) for prop in own_columns(entity) if prop.key not in (*refs, *without)}
    asked = {each: Column(each, _USUAL, as_text=each != "date") for each in refs}
    columns = own | asked if refs_last else asked | own
    finders = {each: refs.get(each) or _getter(each) for each in columns}
    rows = tuple(tuple(value(find(thing)) for find in finders.values()) for thing in things)
    return Sheet(name, tuple(columns.values()), rows)


def own_columns(entity: type[Base]) -> list[ColumnProperty[Any]]:
    """The columns that are no number of this database, no link by such a number, and no photo."""
    return [
        prop
        for prop in inspect(entity).column_attrs
        if prop.key != POSITION and not _is_inner(prop.columns[0]) and not isinstance(prop.columns[0].type, LargeBinary)
    ]


def _is_inner(column: Any) -> bool:
    """Codes of places and keys mean the same everywhere; other keys do not."""
    linked = any(not isinstance(key.column.type, String) for key in column.foreign_keys)
    return linked or (column.primary_key and not isinstance(column.type, String))


def value(found: Any) -> Value:
    """A value that a cell can hold: lists as words, identifiers as text."""
    if found is None or isinstance(found, str | int | float | dt.date):
        return found
    if isinstance(found, list | tuple):
        return " ".join(map(str, found))
    return str(found)


def _getter(name: str) -> Callable[[Any], Any]:
    return lambda thing: getattr(thing, name)


def _column(prop: ColumnProperty[Any]) -> Column:
    kind = prop.columns[0].type
    if isinstance(kind, Integer | Boolean | Date):
        return Column(prop.key, _NARROW)
    return Column(prop.key, _WIDE if isinstance(kind, Text) else _USUAL, as_text=True)
