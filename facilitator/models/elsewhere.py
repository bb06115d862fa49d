"""Copies away from the laptop: a backup on a memory stick, optionally closed with a passphrase, and reading it back.

Such a file is a backup file (`backup_file`) as it is, or one inside the `age` format (docs/safety.md), which other
programs can open too. What was copied last is noted beside the backups: the health check tells how long ago.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.files import safe_write
from facilitator.i18n import _
from facilitator.models import backup_file
from facilitator.models.refusal import RefusedError

if TYPE_CHECKING:
    from facilitator.models.backup_file import Backup

NOTE = "copied.json"
CLOSED = ".age"
LARGEST = 1 << 30
"""Bytes of a file that is read back: more is no backup of this program."""


@dataclass(frozen=True)
class Copied:
    """Which backup was copied away from the laptop last, and when (UTC, ISO 8601, by the laptop's clock)."""

    sequence: int
    at: str


def newest(folder: Path) -> Copied | None:
    """The last copy that was made from the backups in that folder; None when there was none."""
    try:
        found = Copied(**json.loads((folder / NOTE).read_text(encoding="utf-8")))
        dt.datetime.fromisoformat(found.at)
        return found
    except (OSError, ValueError, TypeError):
        return None


def copy_to(backup: Backup, folder: Path, passphrase: str = "") -> Path:
    """Put a backup into a folder (of a stick), whole and read again; returns the file.

    With a passphrase only who knows it can read the copy. A file of that name with other content stays.
    Raises UserError when the backup is damaged, or the folder cannot be written to or is full.
    """
    content = _sound_content(backup)
    stem = backup.path.parent.name.removesuffix("-backups").rpartition(".")[0] or backup.path.parent.name
    name = f"{stem}-{backup.sequence:06}.backup"
    written = _closed(content, passphrase) if passphrase else content
    path = _free_name(folder, name + (CLOSED if passphrase else ""), written)
    safe_write(path, written)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None).isoformat()
    safe_write(backup.path.parent / NOTE, json.dumps(asdict(Copied(backup.sequence, now))).encode())
    return path


def fetch(path: Path, passphrase: str, folder: Path) -> Backup:
    """Take a backup file that lies anywhere, open it if it is closed, and check it; it is copied into `folder`.

    Raises RefusedError: `closed` when a passphrase is needed or wrong, `damaged`, `not_ours`, or of the file itself.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise _no_backup(path)
        content = path.read_bytes()
    except OSError as error:
        raise RefusedError(
            "unreadable", _("{file} cannot be read: {why}.").format(file=path.name, why=error.strerror)
        ) from error
    if is_closed(content):
        content = opened(content, passphrase)
    elif not content.startswith(backup_file.MAGIC):
        raise _no_backup(path)
    described = backup_file.described(content)
    if described is None:
        raise RefusedError("damaged", _("{file} is damaged. Choose another backup.").format(file=path.name))
    target = folder / f"{described.sequence:06}-{described.reason}.backup"
    safe_write(target, content)
    found = backup_file.describe(target)
    if found is None or not backup_file.is_sound(found):
        target.unlink(missing_ok=True)
        raise RefusedError("damaged", _("{file} is damaged. Choose another backup.").format(file=path.name))
    return found


def is_closed(content: bytes) -> bool:
    """Whether a file's content begins as one that a passphrase closes."""
    return content.startswith(b"age-encryption.org/")


def opened(content: bytes, passphrase: str) -> bytes:
    """What a passphrase closed. Raises RefusedError (`closed`) when it is not the right one."""
    from pyrage import DecryptError
    from pyrage.passphrase import decrypt

    if not passphrase:
        raise RefusedError("closed", _("This copy is closed with a passphrase. Type it."))
    try:
        return bytes(decrypt(content, passphrase))
    except DecryptError as error:
        raise RefusedError("closed", _("The passphrase does not open this copy. Type it again.")) from error


def _closed(content: bytes, passphrase: str) -> bytes:
    from pyrage.passphrase import encrypt

    return bytes(encrypt(content, passphrase))


def _sound_content(backup: Backup) -> bytes:
    try:
        content = backup.path.read_bytes()
    except OSError as error:
        raise backup_file.unusable(backup) from error
    if not backup_file.is_whole(content):
        raise backup_file.unusable(backup)
    return content


def _free_name(folder: Path, name: str, content: bytes) -> Path:
    """That name, or with a number behind it where another laptop's copy has it already."""
    stem, dot, ending = name.partition(".")
    for n in range(1, 1000):
        path = folder / (name if n == 1 else f"{stem}-{n}{dot}{ending}")
        try:
            if not path.exists() or path.read_bytes() == content:
                return path
        except OSError:  # it cannot be read: leave it alone
            continue
    raise UserError(_("There are too many copies in {folder}. Choose another folder.").format(folder=folder))


def _no_backup(path: Path) -> RefusedError:
    return RefusedError(
        "not_ours", _("{file} is not a backup of this program. Choose another file.").format(file=path.name)
    )
