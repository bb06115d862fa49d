"""The database file: how it is opened. One connection, WAL, every commit on the disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from facilitator.models import refusal
from facilitator.models.looking import PATIENCE, driver
from facilitator.models.looking import looking as looking
from facilitator.models.looking import read_only as read_only
from facilitator.models.refusal import explain as explain

SHARING = (
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA cache_size = -8000",  # kibibytes, with which everything was measured; the driver's own are 2,000
    "PRAGMA temp_store = MEMORY",
)
"""What holds for every connection. It writes nothing and leaves foreign keys off.

Creation uses it as it is: one that waits its turn must not hold what the commit of another one waits for.
"""

CAREFUL = ("PRAGMA locking_mode = EXCLUSIVE", *SHARING)
"""The same, and the file for itself: migration and checks use it."""

TAKE = ("BEGIN EXCLUSIVE", "COMMIT")
"""Takes the file, which the exclusive mode then keeps. Changing the journal would not wait for one who only looks."""

PROFILE = (*CAREFUL, *TAKE, "PRAGMA journal_mode = WAL", "PRAGMA foreign_keys = ON")
"""The storage profile: of the modes measured, the only one that loses no acknowledged commit in a power cut."""


def engine(path: Path, profile: Sequence[str] = PROFILE) -> Engine:
    """An engine with exactly one connection and that profile; nothing is opened yet.

    What SQLite says about the file itself (damaged, full, locked, …) is raised as RefusedError, wherever it is read.
    """

    def set_profile(connection: Any, record: Any) -> None:
        try:
            for statement in profile:
                connection.execute(statement).close()
        except errors():
            connection.close()
            raise

    made = create_engine(
        URL.create("sqlite", database=str(path)),
        module=driver(),
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "isolation_level": None, "timeout": PATIENCE},
    )
    event.listen(made, "connect", set_profile)
    event.listen(made, "handle_error", lambda context: refusal.known(context.original_exception, path), retval=True)
    event.listen(made, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return made


def errors(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """What reading a damaged file may raise: SQLite quotes it in its sentences, and that may be no text any more."""
    return (driver().Error, UnicodeDecodeError, *others)


def is_database_error(error: Exception) -> bool:
    """True for an error of SQLite itself, wrapped by SQLAlchemy or not."""
    original = getattr(error, "orig", None) or error
    return isinstance(original, errors())
