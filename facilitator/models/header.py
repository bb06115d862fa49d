"""What a database file says of itself in its first hundred bytes. Standard library only: read before first paint."""

from __future__ import annotations

from pathlib import Path

from facilitator.i18n import _
from facilitator.models import refusal
from facilitator.models.refusal import RefusedError

APPLICATION_ID = 0x43414631
"""“CAF1” in the file's header: a database of this program."""

SCHEMA_VERSION = 11
"""Stored as `user_version`; the newest migration carries the same number."""

MAGIC = b"SQLite format 3\0"

held: set[Path] = set()
"""Databases open in this process. On POSIX closing any other handle of such a file would drop SQLite's locks."""


def is_new(path: Path) -> bool:
    """True when there is no database yet. A start that was cut off leaves an empty file: that is none either."""
    try:
        return path.stat().st_size == 0
    except FileNotFoundError:
        return True
    except OSError:
        return False


def looks_like_sqlite(path: Path) -> bool:
    """True for a file that begins as a database of SQLite does."""
    return path.is_file() and _first_bytes(path).startswith(MAGIC)


def refuse_held(path: Path) -> None:
    """Raise RefusedError when this process already has the database open."""
    if path.resolve() in held:
        raise refusal.in_use(path)


def refuse_unwritable(path: Path) -> None:
    """Raise RefusedError for a file that may be read but not written: SQLite would call that a failing disk."""
    refuse_held(path)
    try:
        path.open("r+b").close()
    except OSError as error:
        raise refusal.of_file(error, path) from error


def stored_version(path: Path) -> int:
    """The schema version in the file's header, read without opening it as a database.

    Raises RefusedError for a file that is not ours, is damaged at its head, or was made by a newer program;
    the file is left byte for byte as it is.
    """
    refuse_held(path)
    header = _first_bytes(path)
    if len(header) < 100 or not header.startswith(MAGIC):
        raise RefusedError(
            "not_ours",
            _("{file} is not a database of this program. Choose another file.").format(file=path.name),
        )
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise RefusedError(
            "not_ours",
            _("{file} belongs to another program. It was not touched; choose another file.").format(file=path.name),
        )
    version = int.from_bytes(header[60:64], "big")
    if version > SCHEMA_VERSION:
        raise RefusedError(
            "newer",
            _(
                "{file} was made by a newer version of this program. It was not touched; install the newer version."
            ).format(file=path.name),
        )
    return version


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100)
    except FileNotFoundError:
        raise RefusedError("missing", _("There is no database {file}. Check the name.").format(file=path)) from None
    except OSError as error:
        raise RefusedError(
            "unreadable", _("{file} cannot be read: {why}.").format(file=path, why=error.strerror)
        ) from error
