"""The tables of a database: made all at once, and looked for when it is opened."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import inspect

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models import database, digests, header, refusal
from facilitator.models.base import Base


def make(path: Path) -> None:
    """All of it in one transaction of a plain file: a start that is cut off leaves an empty file or a whole database.

    Of two processes that do this at the same time, one is refused.
    """
    from facilitator.models import entities

    engine = database.engine(path, database.SHARING)
    try:
        with engine.begin() as connection:
            if inspect(connection).get_table_names():
                raise exists(path)
            entities.Base.metadata.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {header.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {header.SCHEMA_VERSION}")
            digests.renew(connection)
    finally:
        engine.dispose()


def exists(path: Path) -> UserError:
    """The refusal of making a database where there is one."""
    return UserError(_("{file} already exists. Choose another name.").format(file=path))


def look_for_tables(raw: Any, path: Path) -> None:
    """Read the file once. Raises RefusedError when tables are missing: the rest `health` looks at later.

    Which there were the file tells by its digests: not all classes are mapped when it is opened.
    """
    found = {name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not Base.metadata.tables.keys() <= found or not digests.names(raw) <= found:
        raise refusal.damaged(path)
    raw.execute("SELECT count(*) FROM cycle").close()


@cache
def pointed_at() -> frozenset[str]:
    """The tables whose rows other rows can point at."""
    from facilitator.models import entities

    tables = entities.Base.metadata.tables.values()
    return frozenset(link.column.table.name for table in tables for link in table.foreign_keys)
