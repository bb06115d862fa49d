"""Putting a backup in the place of a database. What it replaces is kept untouched, with its log, under another name."""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.files import sync_folder
from facilitator.models import apart, backup_file, database, header, refusal, witness

if TYPE_CHECKING:
    from facilitator.models.backup_file import Backup

REPLACED, DAMAGED = "replaced", "damaged"
"""What the kept file is called: `commune-replaced-1.db`."""

_LOGS = ("-wal", "-journal")


def restore(backup: Backup, target: Path, called: str = REPLACED) -> Path | None:
    """Put a backup in the place of a database; returns where the replaced file is kept, None if there was none.

    The backup is unpacked beside it and proven first. The kept file and its log are, byte for byte, what they were.
    Raises UserError when the backup is damaged or newer, or the database is open somewhere: nothing has changed then.
    """
    header.refuse_held(target)
    part = target.with_name(f".{target.name}.restore")
    kept: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        backup_file.unpack(backup, part)
        kept = _keep(target, called)
        _clear_logs(target)
        witness.forget(target)
        part.replace(target)
        sync_folder(target.parent)
        return kept
    except BaseException as error:
        if kept is not None and part.exists():  # the old file is still in its place
            _remove(kept)
        if isinstance(error, OSError):
            raise refusal.of_file(error, target) from error
        raise
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def replaced(target: Path) -> list[Path]:
    """The files that restores have replaced and that were not damaged."""
    return sorted(target.parent.glob(f"{glob.escape(target.stem)}-{REPLACED}-*{glob.escape(target.suffix)}"))


def put_aside(target: Path) -> Path | None:
    """Keep a copy of a database that has lost something, with its log, before opening it makes sense of what is left.

    Gives where it is kept; None when there is no room, or it is open elsewhere.
    """
    try:
        return _keep(target, DAMAGED)
    except (OSError, UserError):
        return None


def _keep(target: Path, called: str) -> Path | None:
    """Copy the file and its log under a name of their own, before anything opens them.

    While people score one by one the log holds the last ballot, and nothing else: then it is not kept.
    """
    if not target.exists():
        _refuse_in_use(target)
        return None
    kept = _free_name(target, called)
    logs = () if apart.noted(target).scoring else _LOGS
    try:
        for ending in ("", *logs):
            if (left := _beside(target, ending)).exists():
                _copy_synced(left, _beside(kept, ending))
        _refuse_in_use(target)
    except BaseException:
        _remove(kept)
        raise
    return kept


def _free_name(target: Path, called: str) -> Path:
    names = (target.with_name(f"{target.stem}-{called}-{n}{target.suffix}") for n in range(1, 10_000))
    return next(path for path in names if not path.exists())


def _copy_synced(source: Path, copy: Path) -> None:
    shutil.copy2(source, copy)
    with copy.open("r+b") as file:
        os.fsync(file.fileno())


def _remove(kept: Path) -> None:
    for ending in ("", *_LOGS):
        with contextlib.suppress(OSError):
            _beside(kept, ending).unlink(missing_ok=True)


def _clear_logs(target: Path) -> None:
    """No log stays that could run into the new file."""
    for ending in (*_LOGS, "-shm"):
        _beside(target, ending).unlink(missing_ok=True)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _refuse_in_use(target: Path) -> None:
    """Raise RefusedError when another process has the database open.

    A file that is no database any more is not opened: SQLite would delete the log beside it.
    """
    if not header.looks_like_sqlite(target):
        return
    try:
        with contextlib.closing(
            database.driver().connect(str(target), isolation_level=None, timeout=database.PATIENCE)
        ) as connection:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE").close()
            connection.execute("BEGIN IMMEDIATE").close()
            connection.execute("ROLLBACK").close()
    except database.errors() as error:
        if (refused := refusal.explain(error, target)).code == "locked":
            raise refused from error
