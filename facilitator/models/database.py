"""The database file: how it is opened, recognised and refused. One connection, WAL, every commit on the disk."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from facilitator.errors import UserError
from facilitator.i18n import _

PROFILE = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",
)
"""The storage profile: of the modes measured, the only one that loses no acknowledged commit in a power cut."""


def driver() -> Any:
    """SQLite with its own recent library; the one of the system may carry a WAL bug."""
    from sqlcipher3 import dbapi2

    return dbapi2


def engine(path: Path) -> Engine:
    """An engine with exactly one connection and the storage profile; nothing is opened yet."""
    made = create_engine(
        f"sqlite:///{path}",
        module=driver(),
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "isolation_level": None, "timeout": 0.5},
    )
    event.listen(made, "connect", _set_profile)
    event.listen(made, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return made


def _set_profile(connection: Any, record: Any) -> None:
    for statement in PROFILE:
        connection.execute(statement).close()


def explain(error: Exception, path: Path) -> UserError:
    """A sentence for what SQLite said about the file: locked, full disk, read-only, damaged."""
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return UserError(_("{file} is open in another window or command. Close that first.").format(file=path.name))
    if "full" in text:
        return UserError(_("The disk is full. Nothing was stored; free some space and try again."))
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return UserError(_("{folder} cannot be written to. Choose a folder of your own.").format(folder=path.parent))
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return UserError(
            _("{file} is damaged. It was not changed; open the newest backup instead.").format(file=path.name)
        )
    if "i/o" in text or "disk" in text:
        return UserError(_("The disk did not answer. Nothing was stored; check it and try again."))
    raise error


def is_database_error(error: Exception) -> bool:
    """True for an error of SQLite itself, wrapped by SQLAlchemy or not."""
    original = getattr(error, "orig", None) or error
    return isinstance(original, sqlite3.Error | driver().Error)
