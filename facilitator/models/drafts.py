"""A new database that is made beside its place and gets its name when it is complete."""

from __future__ import annotations

import contextlib
from pathlib import Path

from facilitator.files import sync_folder
from facilitator.models import refusal, witness

_LOG = "-wal"


def put_in_place(draft: Path, path: Path) -> None:
    """Give a closed database its name. Raises RefusedError when the disk has not taken all of it.

    SQLite does not tell of a failure while it closes a file; it leaves the log there, which then holds the rest.
    """
    log = draft.with_name(draft.name + _LOG)
    if log.exists() and log.stat().st_size:
        raise refusal.no_answer(path)
    try:
        witness.forget(path)
        draft.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise refusal.of_file(error, path) from error


def remove(draft: Path) -> None:
    """Take away what is left of a draft, with its log."""
    witness.forget(draft)
    for suffix in ("", _LOG, "-shm", "-journal"):
        with contextlib.suppress(OSError):
            draft.with_name(draft.name + suffix).unlink(missing_ok=True)
