"""Copies of the database: made, proven equal, and kept by number. `restoring` puts them back.

They lie beside the database in `<database name>-backups/` and are numbered, never ordered by date: clocks of laptops
jump.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facilitator.errors import UserError
from facilitator.files import safe_write
from facilitator.i18n import _
from facilitator.models import apart, backup_file, database, digests, header, refusal, restoring
from facilitator.models.backup_file import Backup as Backup
from facilitator.models.backup_file import is_sound as is_sound
from facilitator.models.refusal import RefusedError
from facilitator.models.restoring import restore as restore

if TYPE_CHECKING:
    from facilitator.models.store import Store

EVERY = 600.0
"""Seconds of changed work between two backups."""

RISKY = ("import", "merge", "migrate", "delete", "restore")
NEWEST, NEWEST_RISKY, DAYS, WEEKS, MONTHS = 20, 5, 14, 8, 12
"""How many backups stay: the newest, those before a risk, and one per worked day, week and month before that."""


_one_at_a_time = threading.Lock()


class Snapshot:
    """The database at one moment, in memory: made in milliseconds, then examined by any thread."""

    def __init__(self, connection: Any, path: Path) -> None:
        self.path = path
        self.lost = ""
        """What the Store has to tell of changes that were missing when it was opened."""
        self.connection = database.driver().connect(":memory:", check_same_thread=False, isolation_level=None)
        try:
            # Asked first: while somebody else holds the file, the driver's `backup` would wait for ever.
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            connection.backup(self.connection)
        except database.errors() as error:
            self.close()
            raise refusal.explain(error, path) from error

    def close(self) -> None:
        """Free the memory."""
        self.connection.close()

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(self, *unused: object) -> None:
        self.close()


def folder_of(path: Path) -> Path:
    """Where the backups of a database are."""
    return path.with_name(f"{path.name}-backups")


def snapshot(store: Store) -> Snapshot:
    """Copy the open database into memory. Raises UserError when it cannot be read."""
    store.settle()
    made = Snapshot(store.raw, store.path)
    made.lost = store.lost
    return made


@contextlib.contextmanager
def snapshot_of(path: Path) -> Iterator[Snapshot]:
    """Copy a database that is not open into memory. The file and its log are only read, whatever is wrong with them.

    Raises RefusedError: missing, not_ours, newer, locked, damaged.
    """
    header.stored_version(path)
    header.refuse_held(path)
    with _explained(path), database.looking(path) as connection, Snapshot(connection, path) as copy:
        yield copy


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except database.errors() as error:
        raise refusal.explain(error, path) from error


def make(store: Store, reason: str) -> Backup:
    """Back up the open database (`reason`: a key of `backup_file.REASONS`).

    Raises UserError when the copy could not be made or proven.
    """
    with snapshot(store) as copy:
        return keep(copy, reason)


def keep(copy: Snapshot, reason: str) -> Backup:
    """Store a snapshot as a backup, in any thread.

    Written to a file, opened again, checked, compared row by row (digests), compressed, synced, renamed and read
    again. A copy that equals the newest backup is not stored twice: that one is returned. Older backups are deleted
    only afterwards. Raises UserError when any of this fails; the database itself is not touched.
    """
    try:
        with _one_at_a_time:  # a copy for a stick may be asked for while the one of the start is being made
            return _keep(copy, reason)
    except database.errors(UserError, OSError) as error:
        raise _not_made(error, copy.path) from error


def list_backups(folder: Path) -> list[Backup]:
    """The backups in a folder, newest (highest number) first; files that are none are left out."""
    if not folder.is_dir():
        return []
    found = [backup_file.describe(path) for path in folder.iterdir()]
    return sorted((backup for backup in found if backup), key=lambda backup: backup.sequence, reverse=True)


def newest_sound(folder: Path) -> Backup | None:
    """The newest backup that is, byte for byte, as it was written."""
    return next((backup for backup in list_backups(folder) if is_sound(backup)), None)


class Schedule:
    """When a backup is due: after ten minutes of changed work, and at the exit if anything changed.

    The window calls `changed` after each stored gesture, asks `due` now and then, and calls `done` when it took the
    snapshot; after a backup that failed it calls `changed` again.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._since: float | None = None

    def changed(self) -> None:
        """Something was stored."""
        if self._since is None:
            self._since = self._clock()

    def due(self) -> bool:
        """True when the oldest change without a backup is ten minutes old."""
        return self._since is not None and self._clock() - self._since >= EVERY

    def due_at_exit(self) -> bool:
        """True when anything changed since the last backup."""
        return self._since is not None

    def done(self) -> None:
        """A snapshot was taken: what changes from now on is new."""
        self._since = None


def _keep(copy: Snapshot, reason: str) -> Backup:
    if digests.damage(copy.connection):  # it would push a good one out
        raise refusal.damaged(copy.path)
    folder = folder_of(copy.path)
    digest = backup_file.content_digest(copy.connection)
    known = list_backups(folder)
    if known and known[0].digest == digest and is_sound(known[0]):
        _keep_apart(copy, reason, known[1:])
        return known[0]
    folder.mkdir(parents=True, exist_ok=True)
    plain = folder / ".copy.part"
    try:
        _write_plain(copy, plain)
        if not backup_file.prove(plain, digest):
            raise refusal.damaged(copy.path)
        number = _next_number(folder)
        backup = Backup(
            path=folder / f"{number:06}-{reason}.backup",
            sequence=number,
            reason=reason,
            at=dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None).isoformat(),
            schema=copy.connection.execute("PRAGMA user_version").fetchone()[0],
            size=plain.stat().st_size,
            digest=digest,
        )
        safe_write(backup.path, backup_file.pack(backup, plain))
    finally:
        plain.unlink(missing_ok=True)
    _retire(list_backups(folder))
    _keep_apart(copy, reason, [each for each in list_backups(folder) if each.sequence != number])
    return backup


def _keep_apart(copy: Snapshot, reason: str, older: list[Backup]) -> None:
    """Ballots of people who scored one by one must not be the difference of two copies."""
    if reason != "restore":  # that copy is of what was replaced: what came in its place is the newest state
        apart.settle(copy.path, copy.connection, older, restoring.replaced(copy.path))


def _write_plain(copy: Snapshot, plain: Path) -> None:
    plain.unlink(missing_ok=True)
    with contextlib.closing(database.driver().connect(str(plain), isolation_level=None)) as target:
        copy.connection.backup(target)


def _next_number(folder: Path) -> int:
    """One more than any file there was named with, readable or not: a number is never given twice."""
    numbers = [int(match[1]) for path in folder.iterdir() if (match := backup_file.NAME.fullmatch(path.name))]
    return max(numbers, default=0) + 1


def _retire(backups: list[Backup]) -> None:
    wanted = worth_keeping(backups)
    for backup in backups:
        if backup not in wanted:
            with contextlib.suppress(OSError):  # one more file on the disk is no reason to fail a good backup
                backup.path.unlink()


def worth_keeping(backups: list[Backup]) -> set[Backup]:
    """Which backups (newest first) stay: the newest, one per worked day, week and month, the last before a risk.

    Days, weeks and months are labels of what the clock said, counted in the order of the numbers.
    """
    kept = {*backups[:NEWEST], *[backup for backup in backups if backup.reason in RISKY][:NEWEST_RISKY]}
    for label, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        newest: dict[str, Backup] = {}
        for backup in backups[NEWEST:]:
            newest.setdefault(label(backup), backup)
        kept.update(list(newest.values())[:most])
    return kept


def _day(backup: Backup) -> str:
    return backup.at[:10]


def _week(backup: Backup) -> str:
    year, week, _weekday = dt.date.fromisoformat(backup.at[:10]).isocalendar()
    return f"{year}-{week}"


def _month(backup: Backup) -> str:
    return backup.at[:7]


def _not_made(error: Exception, path: Path) -> RefusedError:
    if isinstance(error, RefusedError):
        refused = error
    elif isinstance(error, OSError):
        refused = refusal.of_file(error, path)
    elif isinstance(error, UserError):
        cause = error.__cause__
        refused = RefusedError(refusal.of_file(cause, path).code if isinstance(cause, OSError) else "disk", error.text)
    else:
        refused = refusal.explain(error, path)
    return RefusedError(refused.code, _("No backup was made. {why}").format(why=refused.text))
