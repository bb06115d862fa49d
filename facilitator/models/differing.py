"""What would differ after a restore: cycles, records of each part of the work, and the newest changes that would go.

Only counts are told, never values: a difference between two tallies could be somebody's score.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facilitator.i18n import N_, _, screen_language
from facilitator.models import backup_file, database, digests, header, refusal
from facilitator.models.backup import Snapshot

if TYPE_CHECKING:
    from facilitator.models.backup_file import Backup

PARTS = {
    N_("Cycles, places and people"): (
        ["cycle", "target", "focus_group", "person", "commune", "village", "service_point", "catchment"]
    ),
    N_("Meetings"): ["meeting", "meeting_facilitator", "attendance", "agreed_point"],
    N_("Criteria and remarks"): ["criterion", "issue", "remark", "input_check"],
    N_("Scores"): ["card", "sheet", "tally", "ballot_file"],
    N_("Joint action plan"): (["action", "action_criterion", "action_origin", "contribution", "follow_up", "story"]),
    N_("Survey"): ["questionnaire", "question", "answer", "survey_round", "survey_column", "response"],
    N_("Budget"): ["budget", "budget_line", "budget_picture", "project"],
}
"""Which tables make which part of the work; what is in none of them is told as “Other”."""

OTHER = N_("Other")
NOT_TOLD = digests.DERIVED | {"history"}
NEWEST = 8
"""How many of the changes that would go are named."""


@dataclass(frozen=True)
class Part:
    """One part of the work: how many records there are now and in the backup, and how many are not the same."""

    name: str
    now: int | None
    """None when they cannot be read any more."""
    then: int
    differ: int | None

    @property
    def words(self) -> str:
        """What it is called on the screen."""
        return _(self.name)


@dataclass(frozen=True)
class Gone:
    """A change that was made after the backup."""

    at: str
    label: str


@dataclass(frozen=True)
class Preview:
    """Everything that a restore would change."""

    parts: tuple[Part, ...]
    cycles_only_now: tuple[str, ...]
    cycles_only_then: tuple[str, ...]
    gone: tuple[Gone, ...]
    """The newest of them, newest first."""
    changes_gone: int

    @property
    def same(self) -> bool:
        """True when the backup holds what the database holds."""
        return not self.changes_gone and all(part.differ == 0 for part in self.parts)


def preview(backup: Backup, now: Path | Snapshot) -> Preview:
    """Compare a backup with the database as it is; a missing or damaged database counts as far as it can be read.

    Raises UserError when the backup is damaged or newer, or the database is open elsewhere.
    """
    with _unpacked(backup) as then, _opened(now) as present:
        tables = {name: _compare(present, then, name) for name in _tables(then).keys() | _tables(present).keys()}
        cycles_now, cycles_then = _cycles(present), _cycles(then)
        gone = _changes(present) - _changes(then)
    return Preview(
        parts=tuple(_parts(tables)),
        cycles_only_now=tuple(sorted(cycles_now[key] for key in cycles_now.keys() - cycles_then.keys())),
        cycles_only_then=tuple(sorted(cycles_then[key] for key in cycles_then.keys() - cycles_now.keys())),
        gone=tuple(Gone(at, label) for _number, at, label in sorted(gone, reverse=True)[:NEWEST]),
        changes_gone=len(gone),
    )


_one_at_a_time = threading.Lock()


@contextmanager
def _unpacked(backup: Backup) -> Iterator[Any]:
    plain = backup.path.with_name(".look.part")
    with _one_at_a_time:
        try:
            backup_file.unpack(backup, plain)
            with closing(database.read_only(plain)) as connection:
                yield connection
        finally:
            plain.unlink(missing_ok=True)


@contextmanager
def _opened(now: Path | Snapshot) -> Iterator[Any]:
    """A connection that reads the present database; None when it cannot be opened."""
    if isinstance(now, Snapshot):
        yield now.connection
        return
    header.refuse_held(now)
    if not header.looks_like_sqlite(now):
        yield None
        return
    with database.looking(now) as connection:
        _refuse_locked(connection, now)
        yield connection


def _refuse_locked(connection: Any, path: Path) -> None:
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").close()
    except database.errors() as error:
        refused = refusal.known(error, path)
        if refused is not None and refused.code == "locked":
            raise refused from error


def _tables(connection: Any) -> dict[str, tuple[list[str], int]]:
    """Columns (those of the key first) and size of the key, by table; empty where nothing can be read."""
    try:
        found = digests.tables(connection) if connection is not None else []
    except database.errors():
        found = []
    return {name: (columns, keys) for name, columns, keys in found if name not in NOT_TOLD}


Counts = tuple[int | None, int, int | None]
"""Records now, records then, how many are not the same."""


def _compare(now: Any, then: Any, table: str) -> Counts:
    old, new = _tables(then).get(table), _tables(now).get(table)
    shared, keys = old or new or ([], 0)
    if old and new:
        shared = [column for column in old[0] if column in new[0]]
    before = dict(digests.records(then, table, shared, keys)) if old else {}
    if now is None or (new is None and not _tables(now)):
        return None, len(before), None
    try:
        after = dict(digests.records(now, table, shared, keys)) if new else {}
    except database.errors():
        return None, len(before), None
    return len(after), len(before), sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())


def _parts(tables: dict[str, Counts]) -> Iterator[Part]:
    told = {name for names in PARTS.values() for name in names}
    for part, names in {**PARTS, OTHER: [name for name in tables if name not in told]}.items():
        counts = [tables[name] for name in names if name in tables]
        if any(now or then for now, then, _differ in counts):
            yield Part(
                part,
                _sum(now for now, _, _ in counts),
                sum(then for _, then, _ in counts),
                _sum(differ for _, _, differ in counts),
            )


def _sum(counts: Iterable[int | None]) -> int | None:
    known = list(counts)
    return None if None in known else sum(count or 0 for count in known)


def _cycles(connection: Any) -> dict[str, str]:
    """Name, year and round of each cycle by its id; empty where that cannot be read."""
    name = "name_km" if screen_language() == "km" else "name_en"
    query = (
        f"SELECT cycle.id, commune.{name} || ' ' || cycle.year || '-' || cycle.round || "
        "CASE WHEN cycle.training THEN ' *' ELSE '' END FROM cycle JOIN commune ON commune.code = cycle.commune_code"
    )
    return dict(_read(connection, query))


def _changes(connection: Any) -> set[tuple[int, str, str]]:
    return {(number, at, label) for number, at, label in _read(connection, "SELECT id, at, label FROM history")}


def _read(connection: Any, query: str) -> list[Any]:
    try:
        return list(connection.execute(query).fetchall()) if connection is not None else []
    except database.errors():
        return []
