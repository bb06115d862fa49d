"""The way back from damage or a mistake: which backup to offer, and restoring it without losing what it replaces."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.models import backup, backup_file, digests, restoring
from facilitator.models.refusal import RefusedError

if TYPE_CHECKING:
    from facilitator.models.backup import Snapshot
    from facilitator.models.backup_file import Backup

WITH_A_WAY_BACK = ("damaged", "links", "altered", "not_ours", "upgrade")
"""Codes of refusals and problems after which a backup is offered, when there is one."""


@dataclass(frozen=True)
class Restored:
    """What came of a restore."""

    kept: Path | None
    """Where the replaced file is; None when there was none."""
    was_damaged: bool


def restore(chosen: Backup, path: Path) -> Restored:
    """Put a backup in the place of a database that is closed.

    The replaced file is kept untouched beside it, as `…-damaged-1.db` or `…-replaced-1.db`; a sound one is also listed
    among the backups, so that the same page leads back. Raises UserError; nothing has changed then.
    """
    was_damaged = path.exists() and _is_damaged(path)
    kept = restoring.restore(chosen, path, restoring.DAMAGED if was_damaged else restoring.REPLACED)
    if kept is not None and not was_damaged:
        with contextlib.suppress(UserError), backup.snapshot_of(kept) as copy:  # the kept file is enough
            copy.path = path
            backup.keep(copy, "restore")
    return Restored(kept, was_damaged)


def _is_damaged(path: Path) -> bool:
    """Whether the file is not what the program stored. Raises RefusedError when it is open elsewhere."""
    try:
        with backup.snapshot_of(path) as copy:
            return is_damaged(copy)
    except RefusedError as error:
        if error.code in ("locked", "unreadable"):
            raise
        return error.code != "newer"


def is_damaged(copy: Snapshot) -> bool:
    """Whether a snapshot is not what the program stored."""
    return bool(backup_file.pages(copy.connection) or digests.damage(copy.connection))
