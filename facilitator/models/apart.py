"""What scoring one by one leaves in backups: of a sheet's states there is never more than one.

When some more people score one by one on a sheet that has votes already, a backup of before and the database of now
differ by their ballots; if it was one person, by that very ballot. So a note beside the backups names such sheets. Once
people have stopped and a newer backup is proven, the votes of those sheets are taken out of all older ones, which tell
so in their history; the newer one has them. Files that a restore has replaced are treated in the same way.

The note also says that people are scoring now: the log of a file that is put aside at such a moment is not kept.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from facilitator.errors import UserError
from facilitator.files import safe_write
from facilitator.i18n import _
from facilitator.models import backup_file, database, digests

if TYPE_CHECKING:
    from facilitator.models.backup_file import Backup

NOTE = "one-by-one.json"

_WORK = ".apart.part"


class Place(NamedTuple):
    """Of a sheet: its card (the id as it is stored) and its group."""

    card: str
    group: str


class Noted(NamedTuple):
    """What the note says."""

    scoring: bool
    sheets: dict[Place, int]
    """How often people began to score one by one on a sheet that had votes."""


_one_at_a_time = threading.Lock()


def begin(path: Path, sheet: tuple[str, str] | None) -> None:
    """People score one by one from now on; `sheet` is given where it has votes already.

    That is on the disk before they begin. Raises UserError when the disk refuses.
    """
    with _one_at_a_time:
        sheets = noted(path).sheets
        if sheet is not None:
            place = Place(*sheet)
            sheets = sheets | {place: sheets.get(place, 0) + 1}
        _write(path, Noted(True, sheets))


def end(path: Path) -> None:
    """People have stopped. Where that cannot be written the next start does it."""
    with contextlib.suppress(UserError), _one_at_a_time:
        found = noted(path)
        if found.scoring:
            _write(path, found._replace(scoring=False))


def is_waiting(path: Path) -> bool:
    """Whether a backup is due because people have scored one by one."""
    found = noted(path)
    return bool(found.sheets) and not found.scoring


def noted(path: Path) -> Noted:
    """The note beside the backups of a database; without one nobody scores, and nothing is to be done."""
    try:
        told = json.loads(_note(path).read_text(encoding="utf-8"))
        sheets = {Place(str(card), str(group)): int(times) for card, group, times in told["sheets"]}
        return Noted(told["scoring"] is True, sheets)
    except (OSError, ValueError, TypeError, KeyError):
        return Noted(False, {})


def settle(path: Path, newest: Any, older: Iterable[Backup], replaced: Iterable[Path]) -> None:
    """Take the votes of noted sheets out of what is older; `newest` is a connection to what the newest backup holds.

    What cannot be written now stays noted, and the next backup tries again.
    """
    before = noted(path)
    if before.scoring or not before.sheets:
        return
    states = {place: _votes(newest, place) for place in before.sheets}
    done = all([*(_settle_backup(each, states) for each in older), *(_settle_file(path, states) for path in replaced)])
    if not done:
        return
    with contextlib.suppress(UserError), _one_at_a_time:
        now = noted(path)  # people may have begun again meanwhile
        left = {place: times for place, times in now.sheets.items() if times != before.sheets.get(place)}
        _write(path, now._replace(sheets=left))


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}-backups") / NOTE


def _write(path: Path, said: Noted) -> None:
    if not said.scoring and not said.sheets:
        with contextlib.suppress(OSError):
            _note(path).unlink(missing_ok=True)
        return
    sheets = [[place.card, place.group, times] for place, times in said.sheets.items()]
    safe_write(_note(path), json.dumps({"scoring": said.scoring, "sheets": sheets}).encode())


Votes = list[tuple[int, str, int, int]]
States = dict[Place, Votes]


def _settle_backup(each: Backup, states: States) -> bool:
    """False when it should be tried again. A damaged backup is left alone."""
    plain = each.path.with_name(_WORK)
    try:
        backup_file.unpack(each, plain)
        if not _take_out(plain, states):
            return True
        with closing(database.read_only(plain)) as connection:
            digest = backup_file.content_digest(connection)
        renewed = replace(each, size=plain.stat().st_size, digest=digest)
        safe_write(each.path, backup_file.pack(renewed, plain))
        return True
    except backup_file.RefusedError:
        return True
    except database.errors(OSError, UserError):
        return False
    finally:
        _remove(plain)


def _settle_file(path: Path, states: States) -> bool:
    try:
        _take_out(path, states)
        return True
    except database.errors(OSError):
        return True  # it is damaged: nothing can be taken out


def _take_out(path: Path, states: States) -> bool:
    """Take the votes of those sheets out of a database file where they are others; whether there were any."""
    with closing(database.driver().connect(str(path), isolation_level=None)) as connection:
        for statement in database.CAREFUL:
            connection.execute(statement).close()
        gone = [place for place, votes in states.items() if _votes(connection, place) not in ([], votes)]
        if gone:
            if digests.is_kept(connection):
                digests.watch(connection)
            with _transaction(connection):
                for place in gone:
                    _forget(connection, place)
                _tell(connection)
        return bool(gone)


@contextlib.contextmanager
def _transaction(connection: Any) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE").close()
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK").close()
        raise
    connection.execute("COMMIT").close()


_SHEET = 'SELECT id FROM sheet WHERE card_id = ? AND "group" = ?'


def _votes(connection: Any, place: Place) -> Votes:
    query = f"SELECT criterion_id, breakdown, value, count FROM tally WHERE sheet_id = ({_SHEET}) ORDER BY 1, 2, 3"
    return [tuple(row) for row in connection.execute(query, place)]


def _forget(connection: Any, place: Place) -> None:
    """The votes, and what could tell of them: sums, what is hidden, codes of drafts, which files were imported."""
    tables = {name for name, _columns, _keys in digests.tables(connection)}
    connection.execute(f"DELETE FROM tally WHERE sheet_id = ({_SHEET})", place).close()
    if "ballot_file" in tables:
        connection.execute(f"DELETE FROM ballot_file WHERE sheet_id = ({_SHEET})", place).close()
    for derived in {"summary", "hiding"} & tables:
        connection.execute(f"DELETE FROM {derived}").close()
    if "issued_code" in tables:
        connection.execute("DELETE FROM issued_code WHERE draft").close()


def _tell(connection: Any) -> None:
    label = _("More people scored one by one later: the votes of their group are only in newer backups")
    now = dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None).isoformat()
    values = {"at": now, "who": "", "label": label, "reason": "", "cycle_id": None, "votes": False, "rows": "[]"}
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO history ({names}) VALUES ({marks})", tuple(values.values())).close()


def _remove(plain: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):
            plain.with_name(plain.name + ending).unlink(missing_ok=True)
