"""Reading a database file that is not open: nothing is written, nothing is left beside it. Needs only the driver."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from facilitator.models import removable

PATIENCE = 0.5
"""Seconds to wait for another process to let go of the file."""


def driver() -> Any:
    """SQLite with its own recent library; the one of the system may carry a WAL bug."""
    from pysqlite3 import dbapi2

    return dbapi2


def read_only(path: Path, patience: float = PATIENCE) -> Any:
    """A driver's connection that writes nothing; a log beside the file is read and left where it is.

    Where there is no log nobody works with the file: nothing is laid beside it then.
    """
    how = "mode=ro" if was_left_open(path) else "mode=ro&immutable=1"
    uri = f"{path.resolve().as_uri()}?{how}"
    connection = driver().connect(uri, uri=True, isolation_level=None, timeout=patience)
    connection.execute("PRAGMA trusted_schema = OFF").close()
    return connection


@contextmanager
def looking(path: Path, patience: float = PATIENCE) -> Iterator[Any]:
    """Read a file that is not open: nothing is left beside it that was not there before."""
    index = path.with_name(f"{path.name}-shm")
    was_there = index.exists()
    try:
        with closing(read_only(path, patience)) as connection:
            yield connection
    finally:
        if not was_there:  # SQLite makes one for a log, and who only reads leaves it lying
            with suppress(OSError):
                index.unlink(missing_ok=True)


def was_left_open(path: Path) -> bool:
    """Whether a log lies beside the file: it is open somewhere, or was not closed. What was stored last is in it."""
    return path.with_name(f"{path.name}-wal").exists()


def must_wait(path: Path) -> bool:
    """Whether the file cannot be looked at without writing beside it, where nobody has said that this may be done.

    To read a log SQLite needs a file beside it, if only for a moment; without the log the last changes are missing.
    """
    return was_left_open(path) and removable.is_removable(path)
