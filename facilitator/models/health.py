"""The health of a database: what is wrong with the file, and what around it deserves attention.

`check(path)` looks at all of it: the header, SQLite's own checks, lost parents, the digests of all records, room on
the disk, the laptop's clock, and how old the last verified backup and the last copy away from the laptop are.
"""

from __future__ import annotations

import datetime as dt
import shutil
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from facilitator.i18n import _, shown
from facilitator.models import backup, backup_file, database, digests, elsewhere, header, refusal, witness
from facilitator.models.backup import Snapshot
from facilitator.models.refusal import RefusedError
from facilitator.models.store import Store

LEAST_FREE = 200 * 1024 * 1024
"""Bytes that should stay free: room for backups and papers of a cycle."""

OLDEST_BACKUP = 14
"""Days after which a backup is called old, by the laptop's clock."""

OLDEST_COPY = 30
"""Days after which the newest copy on a stick is called old."""

FIRST_COPY = 7
"""Days of work on a laptop after which a copy elsewhere is missed."""

FIRST_DAY = dt.date(2026, 11, 1)
"""No clock that is right shows an earlier day: this program was not there yet."""

DAMAGE = ("damaged", "links", "altered")
"""Codes of problems for which the way back is a backup."""


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

    @property
    def is_damaged(self) -> bool:
        """True when a backup is the way back."""
        return any(problem.code in DAMAGE for problem in self.problems)

    def to_json(self) -> dict[str, Any]:
        """`{ok, problems: [{code, text}], remarks: [{code, text}], …facts}` for `check --format json`."""
        told = {name: [asdict(each) for each in getattr(self, name)] for name in ("problems", "remarks")}
        return {"ok": self.ok, **told, **self.facts}


def check(source: Path | Store | Snapshot) -> Health:
    """Examine a database file, an open Store, or a snapshot (in any thread).

    What is wrong with the file becomes a problem of that code: not_ours, newer, damaged, links, altered (a record is
    not what the program stored; `facts["altered"]` names it), lost (the file is sound and the last changes are not in
    it), read_only. Remarks are space, clock, no_backup,
    old_backup, no_copy, old_copy and derived (what is worked out from the rest is damaged; it is made anew).
    Raises RefusedError for a file that is not there or that somebody else has open.
    """
    if isinstance(source, Snapshot):
        return _health(source.path, *_examine_copy(source))
    try:
        if isinstance(source, Store):
            with backup.snapshot(source) as copy:
                return _health(copy.path, *_examine_copy(copy))
        return _health(source, *_examine_file(source))
    except RefusedError as error:
        if error.code in ("missing", "locked"):
            raise
        return Health((Problem(error.code, error.text),), (), {"altered": []} | _facts_of_file(_path(source)))


def after_backup(found: Health, path: Path) -> Health:
    """The same findings, with what a backup made since then says about room, clock and copies."""
    return _health(path, list(found.problems), dict(found.facts))


def _path(source: Path | Store | Snapshot) -> Path:
    return source if isinstance(source, Path) else source.path


Found = tuple[list[Problem], dict[str, Any]]


def _examine_copy(copy: Snapshot) -> Found:
    problems, facts = _examine(copy.connection)
    return [*problems, *([Problem("lost", copy.lost)] if copy.lost else [])], facts


def _examine_file(path: Path) -> Found:
    header.stored_version(path)
    header.refuse_unwritable(path)
    if lost := witness.missing(path):
        return _examine_what_is_left(path, lost)
    driver = database.driver()
    try:
        with closing(driver.connect(str(path), isolation_level=None, timeout=database.PATIENCE)) as connection:
            for statement in database.CAREFUL:
                connection.execute(statement).close()
            with Snapshot(connection, path) as copy:
                return _examine(copy.connection)
    except database.errors() as error:
        raise refusal.explain(error, path) from error


def _examine_what_is_left(path: Path, lost: int) -> Found:
    """Without touching the file: opening it would end the log where it is damaged."""
    with backup.snapshot_of(path) as copy:
        copy.lost = witness.sentence(path, lost)
        return _examine_copy(copy)


def _examine(connection: Any) -> Found:
    try:
        pages = backup_file.pages(connection)
        links = backup_file.links(connection)
        altered = digests.differences(connection)
        facts = {
            "schema": connection.execute("PRAGMA user_version").fetchone()[0],
            "digest": backup_file.content_digest(connection),
            "cycles": connection.execute("SELECT count(*) FROM cycle").fetchone()[0],
            "newest_change": connection.execute("SELECT max(at) FROM history").fetchone()[0],
        }
    except database.errors() as error:
        pages, links, altered, facts = [refusal.error_name(error) or type(error).__name__], [], [], {}
    facts |= {"findings": [*pages, *links], "altered": [asdict(each) for each in altered]}
    return _problems(pages, links, [each for each in altered if each.table not in digests.DERIVED]), facts


def _problems(pages: list[str], links: list[str], altered: list[digests.Difference]) -> list[Problem]:
    found = []
    if pages:
        found.append(
            Problem("damaged", _("The file is damaged ({what}). Open the newest backup instead.").format(what=pages[0]))
        )
    if links:
        found.append(
            Problem("links", _("Some rows lost what they belong to ({what}). Ask for help.").format(what=links[0]))
        )
    if altered:
        what = ", ".join(" ".join([each.table, *each.records]) for each in altered[:5])
        sentence = _("Records in the file are not as they were stored ({what}). Open the newest backup instead.")
        found.append(Problem("altered", sentence.format(what=what)))
    return found


def _health(path: Path, problems: list[Problem], facts: dict[str, Any]) -> Health:
    facts |= _facts_of_file(path)
    remarks = [*_derived(facts), *_room(facts), *_clock(facts), *_backups(facts), *_copies(facts)]
    return Health(tuple(problems), tuple(remarks), facts)


def _derived(facts: dict[str, Any]) -> list[Problem]:
    if digests.DERIVED.isdisjoint(each["table"] for each in facts["altered"]):
        return []
    return [Problem("derived", _("Totals that were kept for speed are damaged. The window works them out again."))]


def _room(facts: dict[str, Any]) -> list[Problem]:
    free = facts["free_bytes"]
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


def _clock(facts: dict[str, Any]) -> list[Problem]:
    """A clock before the program's first day, or before what it said itself when something was stored."""
    newest = facts["newest_backup"]
    said = [moment for at in (facts.get("newest_change"), newest and newest["at"]) if (moment := _moment(at))]
    now = _now()
    if now.date() >= FIRST_DAY and all(moment <= now + dt.timedelta(days=1) for moment in said):
        return []
    return [Problem("clock", _("The clock of this laptop is wrong. Set the date and the time."))]


def _backups(facts: dict[str, Any]) -> list[Problem]:
    newest = facts["verified_backup"]
    if newest is None:
        return [Problem("no_backup", _("There is no backup yet. One is made when the window opens the database."))]
    if newest["days"] <= OLDEST_BACKUP:
        return []
    days = shown(newest["days"])
    return [Problem("old_backup", _("The newest backup is {days} days old. Make one now.").format(days=days))]


def _copies(facts: dict[str, Any]) -> list[Problem]:
    newest = facts["newest_copy"]
    if newest is None and (facts["oldest_backup"] is None or facts["oldest_backup"]["days"] < FIRST_COPY):
        return []
    if newest is None:
        sentence = _("There is no copy outside this laptop yet. Put one on a memory stick from time to time.")
        return [Problem("no_copy", sentence)]
    if newest["days"] <= OLDEST_COPY:
        return []
    sentence = _("The newest copy outside this laptop is {days} days old. Put a new one on a memory stick.")
    return [Problem("old_copy", sentence.format(days=shown(newest["days"])))]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def _moment(at: object) -> dt.datetime | None:
    """A stored time; None where there is none, or where damage has made it something else."""
    try:
        return dt.datetime.fromisoformat(at) if isinstance(at, str) else None
    except ValueError:
        return None


def _age(at: str) -> int:
    return (_now() - dt.datetime.fromisoformat(at)).days


def _facts_of_file(path: Path) -> dict[str, Any]:
    folder = backup.folder_of(path)
    known, sound, copy = backup.list_backups(folder), backup.newest_sound(folder), elsewhere.newest(folder)
    return {
        "file": path.name,
        "bytes": path.stat().st_size,
        "free_bytes": shutil.disk_usage(path.parent).free,
        "backups": len(known),
        "newest_backup": {"number": known[0].sequence, "at": known[0].at, "reason": known[0].reason} if known else None,
        "verified_backup": {"number": sound.sequence, "at": sound.at, "days": _age(sound.at)} if sound else None,
        "oldest_backup": {"number": known[-1].sequence, "days": _age(known[-1].at)} if known else None,
        "newest_copy": {"number": copy.sequence, "at": copy.at, "days": _age(copy.at)} if copy else None,
        "sqlite": database.driver().sqlite_version,
    }
