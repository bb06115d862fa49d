"""Why a database file cannot be worked with: one code and one sentence each. Needs no database library."""

from __future__ import annotations

import errno
from pathlib import Path

from facilitator.errors import UserError
from facilitator.i18n import _


class RefusedError(UserError):
    """A database file that cannot be worked with; nothing of it was changed.

    `code`: missing, unreadable, not_ours, newer, locked, read_only, full, damaged, disk or upgrade.
    """

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def in_use(path: Path) -> RefusedError:
    """Somebody else has it open."""
    return RefusedError(
        "locked", _("{file} is open in another window or command. Close that first.").format(file=path.name)
    )


def damaged(path: Path) -> RefusedError:
    """SQLite cannot make sense of it."""
    return RefusedError(
        "damaged", _("{file} is damaged. It was not changed; open the newest backup instead.").format(file=path.name)
    )


def read_only(path: Path) -> RefusedError:
    """Its place cannot be written to."""
    return RefusedError(
        "read_only", _("{folder} cannot be written to. Choose a folder of your own.").format(folder=path.parent)
    )


def full(path: Path) -> RefusedError:
    """The disk has no room."""
    return RefusedError("full", _("The disk is full. Nothing was stored; free some space and try again."))


def no_answer(path: Path) -> RefusedError:
    """The disk failed in some other way."""
    return RefusedError("disk", _("The disk did not answer. Nothing was stored; check it and try again."))


_SENTENCES = {
    "SQLITE_BUSY": in_use,
    "SQLITE_LOCKED": in_use,
    "SQLITE_FULL": full,
    "SQLITE_READONLY": read_only,
    "SQLITE_CANTOPEN": read_only,
    "SQLITE_PERM": read_only,
    "SQLITE_CORRUPT": damaged,
    "SQLITE_NOTADB": damaged,
    "SQLITE_IOERR": no_answer,
}


def explain(error: Exception, path: Path) -> RefusedError:
    """A sentence for what SQLite said about the file. Any other error is a bug and is raised again."""
    refused = known(error, path)
    if refused is None:
        raise error
    return refused


def known(error: Exception, path: Path) -> RefusedError | None:
    """A sentence for what SQLite said about the file, None for any other error."""
    original = getattr(error, "orig", None) or error
    if isinstance(original, UnicodeDecodeError):  # SQLite quotes a damaged file, and that is no text any more
        return damaged(path)
    sentence = _SENTENCES.get(error_name(original)) or _SENTENCES.get(_NAMES.get(str(original), ""))
    return None if sentence is None else sentence(path)


def of_file(error: OSError, path: Path) -> RefusedError:
    """A sentence for what the operating system said about a file beside the database."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only(path)
    return no_answer(path)


_NAMES = {
    "database is locked": "SQLITE_BUSY",
    "database or disk is full": "SQLITE_FULL",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
    "disk I/O error": "SQLITE_IOERR",
}
"""SQLite's fixed sentences: copying between connections raises errors without a name."""


def error_name(original: Exception) -> str:
    """SQLite's own name of the error without its details: `SQLITE_IOERR` for `SQLITE_IOERR_WRITE`.

    A part of the text is no help: it may quote what a person typed.
    """
    if str(original).startswith(_NOT_TEXT):
        return "SQLITE_CORRUPT"
    return "_".join(str(getattr(original, "sqlite_errorname", "")).split("_")[:2])


_NOT_TEXT = "Could not decode to UTF-8 column"
"""The driver's words for bytes that are no text: all text was stored as UTF-8, so they are damage."""
