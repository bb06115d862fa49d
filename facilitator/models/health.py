"""The health of a database: what SQLite's checks find, whether there is room, and how old the newest backup is."""

from __future__ import annotations

import datetime as dt
import shutil
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from facilitator.i18n import _, shown
from facilitator.models import backup, backup_file, database, header, refusal
from facilitator.models.backup import Snapshot
from facilitator.models.refusal import RefusedError
from facilitator.models.store import Store

LEAST_FREE = 200 * 1024 * 1024
"""Bytes that should stay free: room for backups and papers of a cycle."""

OLDEST_BACKUP = 14
"""Days after which a backup is called old, by the laptop's clock."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: a stable code, and a sentence that says how to mend it."""

    code: str
    text: str


@dataclass(frozen=True)
class Health:
    """What was found: problems of the file, remarks on what is around it, and plain figures by name."""

    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    facts: dict[str, Any]

    @property
    def ok(self) -> bool:
        """True when nothing is wrong."""
        return not self.problems

    def to_json(self) -> dict[str, Any]:
        """`{ok, problems: [{code, text}], remarks: [{code, text}], …facts}` for `check --format json`."""
        told = {name: [asdict(each) for each in getattr(self, name)] for name in ("problems", "remarks")}
        return {"ok": self.ok, **told, **self.facts}


def check(source: Path | Store | Snapshot) -> Health:
    """Examine a database file, an open Store, or a snapshot (in any thread).

    What is wrong with the file becomes a problem of that code: not_ours, newer, damaged, links, read_only. Remarks
    are space, no_backup and old_backup.
    Raises RefusedError for a file that is not there or that somebody else has open.
    """
    if isinstance(source, Snapshot):
        return _health(source.path, *_examine(source.connection))
    try:
        if isinstance(source, Store):
            with backup.snapshot(source) as copy:
                return _health(copy.path, *_examine(copy.connection))
        return _health(source, *_examine_file(source))
    except RefusedError as error:
        if error.code in ("missing", "locked"):
            raise
        return Health((Problem(error.code, error.text),), (), _facts_of_file(_path(source)))


def _path(source: Path | Store | Snapshot) -> Path:
    return source if isinstance(source, Path) else source.path


Found = tuple[list[Problem], dict[str, Any]]


def _examine_file(path: Path) -> Found:
    header.stored_version(path)
    header.refuse_unwritable(path)
    driver = database.driver()
    try:
        with closing(driver.connect(str(path), isolation_level=None, timeout=database.PATIENCE)) as connection:
            for statement in database.CAREFUL:
                connection.execute(statement).close()
            with Snapshot(connection, path) as copy:
                return _examine(copy.connection)
    except driver.Error as error:
        raise refusal.explain(error, path) from error


def _examine(connection: Any) -> Found:
    try:
        pages = backup_file.pages(connection)
        links = backup_file.links(connection)
        facts = {
            "schema": connection.execute("PRAGMA user_version").fetchone()[0],
            "digest": backup_file.content_digest(connection),
            "cycles": connection.execute("SELECT count(*) FROM cycle").fetchone()[0],
        }
    except database.driver().DatabaseError as error:
        pages, links, facts = [refusal.error_name(error) or type(error).__name__], [], {}
    problems = []
    if pages:
        problems.append(
            Problem("damaged", _("The file is damaged ({what}). Open the newest backup instead.").format(what=pages[0]))
        )
    if links:
        problems.append(
            Problem("links", _("Some rows lost what they belong to ({what}). Ask for help.").format(what=links[0]))
        )
    return problems, facts | {"findings": [*pages, *links]}


def _health(path: Path, problems: list[Problem], facts: dict[str, Any]) -> Health:
    return Health(tuple(problems), (*_room(path), *_backups(path)), facts | _facts_of_file(path))


def _room(path: Path) -> list[Problem]:
    free = shutil.disk_usage(path.parent).free
    if free >= LEAST_FREE:
        return []
    return [
        Problem(
            "space",
            _("Only {free} MB are free on this disk. Free some space, so that backups and papers fit.").format(
                free=shown(free // 1024**2)
            ),
        )
    ]


def _backups(path: Path) -> list[Problem]:
    newest = backup.newest_sound(backup.folder_of(path))
    if newest is None:
        return [Problem("no_backup", _("There is no backup yet. One is made when the window opens the database."))]
    days = _age(newest.at)
    if days <= OLDEST_BACKUP:
        return []
    return [Problem("old_backup", _("The newest backup is {days} days old. Make one now.").format(days=shown(days)))]


def _age(at: str) -> int:
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    return (now - dt.datetime.fromisoformat(at)).days


def _facts_of_file(path: Path) -> dict[str, Any]:
    known = backup.list_backups(backup.folder_of(path))
    return {
        "file": path.name,
        "bytes": path.stat().st_size,
        "free_bytes": shutil.disk_usage(path.parent).free,
        "backups": len(known),
        "newest_backup": {"number": known[0].sequence, "at": known[0].at, "reason": known[0].reason} if known else None,
        "sqlite": database.driver().sqlite_version,
    }
