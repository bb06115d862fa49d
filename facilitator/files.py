"""Writing a file for a person: whole or not at all, on disks and sticks as they are."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from pathlib import Path

from facilitator.errors import UserError
from facilitator.i18n import _

_RETRIES = 6
_FIRST_WAIT = 0.05  # seconds, doubled each time: 1.6 s in all
# Access denied, sharing violation, lock violation: often a virus scanner's short look.
_BUSY_ON_WINDOWS = (5, 32, 33)


def safe_write(path: Path, content: bytes) -> None:
    """Write the file so that after a power cut it is the old one or the new one, never a part of it.

    A temporary file in the same folder is written, synced, put in the place of the old one (with some
    patience for Windows, where another program may hold it for a moment) and read again. Raises UserError
    for a full disk, a folder that cannot be written, a stick that was pulled out, or a file that reads back
    differently.
    """
    part = part_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_synced(part, content)
        replace(part, path)
        sync_folder(path.parent)
        written = path.read_bytes()
    except OSError as error:
        _remove(part)
        raise UserError(sentence(error, path)) from error
    compare(written, content, path)


def need_folder(folder: Path) -> None:
    """Raise UserError when a folder that a person chose is gone: nothing is made where a stick was."""
    if not folder.is_dir():
        raise UserError(folder_is_gone(folder))


def folder_is_gone(folder: Path) -> str:
    """The sentence for a place that is not there any more."""
    return _("{folder} is not there any more. Is the stick still plugged in?").format(folder=folder)


def save(path: Path, content: bytes) -> None:
    """Write the file where a person chose to, as `safe_write` does, in a folder that is there."""
    need_folder(path.parent)
    safe_write(path, content)


def part_of(path: Path) -> Path:
    """The temporary name, a short one: a Khmer name may already be as long as allowed."""
    return path.with_name(f".{os.urandom(6).hex()}.part")


def compare(written: bytes, content: bytes, path: Path) -> None:
    """Raise UserError when a file reads back differently."""
    if written != content:
        raise UserError(
            _("“{name}” was not written correctly. The disk or stick may be damaged: use another one.").format(
                name=path.name
            )
        )


def write_synced(part: Path, content: bytes) -> None:
    """Write a file and wait until the disk has it."""
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace(part: Path, path: Path) -> None:
    """Give a file or folder another name, with some patience for Windows."""
    for attempt in range(_RETRIES):
        try:
            part.replace(path)
            return
        except OSError as error:
            if getattr(error, "winerror", None) not in _BUSY_ON_WINDOWS or attempt == _RETRIES - 1:
                raise
        time.sleep(_FIRST_WAIT * 2**attempt)


def sync_folder(folder: Path) -> None:
    """Make the new name durable too. Windows does this by itself and cannot open a folder."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:  # some file systems of sticks know no sync of a folder
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)


def _remove(part: Path) -> None:
    with contextlib.suppress(OSError):  # the stick may be gone, and the part with it
        part.unlink(missing_ok=True)


def sentence(error: OSError, path: Path) -> str:
    """What went wrong, for the person who chose the place."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("There is no room left for “{name}” on this disk. Delete something or choose another place.").format(
            name=path.name
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _("“{folder}” cannot be written to. Choose another folder, such as Documents.").format(
            folder=path.parent
        )
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return _("“{name}” cannot be used as a file name here. Choose a shorter or simpler one.").format(name=path.name)
    return _("“{name}” could not be written. Is the disk or stick still connected?").format(name=path.name)
