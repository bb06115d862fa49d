"""A small file beside the database that has seen how much was stored: so it is found when stored changes are missing.

SQLite ends a damaged log at the damaged frame, and says nothing: the changes behind it would be gone without a trace.
So each change adds one to a number in the database, in its own transaction, and the number is written beside the
database once the change is on the disk. It is never synced: what the file has seen was stored by then, whatever a power
cut leaves of it. Closing the database takes the file away.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection

from facilitator.i18n import _, shown
from facilitator.models import database, digests

_WHOSE = 8  # bytes that tell one database from others
_READ = f"SELECT sums FROM digest WHERE name = '{digests.STORED}'"
_WRITE = f"INSERT OR REPLACE INTO digest (name, sums) VALUES ('{digests.STORED}', ?)"
_LINE = 200


class Count(NamedTuple):
    """How many changes a database has stored, and which database it is (all zeros before its first cycle)."""

    whose: bytes
    number: int


class Witness:
    """The file of one database, open as long as that is. Where it cannot be written nothing is seen."""

    def __init__(self, path: Path) -> None:
        self._path = file_of(path)
        self._handle: int | None = None

    def saw(self, count: Count | None) -> None:
        """So much is on the disk now."""
        if count is None:
            return
        line = f"{count.whose.hex()} {count.number}"
        with contextlib.suppress(OSError):
            if self._handle is None:
                self._handle = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o644)
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, f"{line} {zlib.crc32(line.encode())}\n".encode())

    def close(self) -> None:
        """Let the file go; it stays where it is."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def file_of(path: Path) -> Path:
    """Where the file of a database is."""
    return path.with_name(f"{path.name}.seen")


def forget(path: Path) -> None:
    """Take the file away: another content comes into the place of the database on purpose."""
    with contextlib.suppress(OSError):
        file_of(path).unlink(missing_ok=True)


def retire(path: Path) -> None:
    """The database is closed and its log is in it: nothing can be missing from now on. A log that is left may be."""
    log = path.with_name(f"{path.name}-wal")
    with contextlib.suppress(OSError):
        if not log.exists() or not log.stat().st_size:
            forget(path)


def add(connection: Connection) -> None:
    """One change more, inside the transaction that makes it; `Store` tells the file when it is stored."""
    raw: Any = connection.connection.driver_connection
    before = stored(raw) or Count(bytes(_WHOSE), 0)
    whose = before.whose if any(before.whose) else _whose(raw)
    connection.info[digests.STORED] = count = Count(whose, before.number + 1)
    raw.execute(_WRITE, (count.whose + count.number.to_bytes(_WHOSE, "little"),)).close()


def stored(raw: Any) -> Count | None:
    """What the database itself says; None for one that does not count."""
    row = raw.execute(_READ).fetchone()
    if row is None or not isinstance(row[0], bytes) or len(row[0]) != 2 * _WHOSE:
        return None
    return Count(row[0][:_WHOSE], int.from_bytes(row[0][_WHOSE:], "little"))


def missing(path: Path) -> int:
    """How many changes were stored that a database, which is not open, does not hold any more. It is only read."""
    seen = _seen(path)
    if seen is None or not any(seen.whose):
        return 0
    try:
        with database.looking(path) as connection:
            count = stored(connection)
    except database.errors():
        return 0  # damaged or open elsewhere: opening it will tell
    return max(seen.number - count.number, 0) if count is not None and count.whose == seen.whose else 0


def sentence(path: Path, changes: int) -> str:
    """What to tell about so many changes that are missing."""
    told = _("The last {n} changes are missing in {file}. Look at what was typed last, and type it again.")
    return told.format(n=shown(changes), file=path.name)


def _seen(path: Path) -> Count | None:
    """What the file says; None where there is none, or its line is not whole."""
    try:
        with file_of(path).open("rb") as file:
            line, _space, check = file.readline(_LINE).decode("ascii").rstrip("\n").rpartition(" ")
        whose, number = line.split()
        return Count(bytes.fromhex(whose), int(number)) if int(check) == zlib.crc32(line.encode()) else None
    except (OSError, ValueError):
        return None


def _whose(raw: Any) -> bytes:
    """What tells this database from others: the first cycle that it held."""
    row = raw.execute("SELECT id FROM cycle ORDER BY id LIMIT 1").fetchone()
    return digests.blake2b(str(row[0]).encode(), digest_size=_WHOSE).digest() if row is not None else bytes(_WHOSE)
