"""The disk fails, or is full, at every single write of every long action: old or new, never between, and it says so.

Run: `python -m tests.faults.nth_write [--actions backup …] [--sample N] [--seed 0]`. Exit status 1 when what was there
is neither the old nor the new, a half file lies about, the program breaks instead of giving a sentence, tells that
it is done when it is not, or cannot go on afterwards.

Each action runs once undisturbed; its changes of files are counted. Then it runs again for every place n among them,
in three ways: `io` (the nth change fails, once), `full` (from the nth on nothing new finds room) and `torn` (the nth
write is cut in half, then there is no room). `--sample` takes so many of these cases at random.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import gzip
import io
import random
import shutil
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from facilitator import cli, i18n
from facilitator.commands import importing, terminal
from facilitator.errors import UserError
from facilitator.export import sheets
from facilitator.export.compose.template_cycle import cycle_template
from facilitator.models import backup, cycles, database, elsewhere, health, overview, recovery
from facilitator.models.cycle import Person
from facilitator.models.imports import cycle as cycle_file
from facilitator.models.imports import kinds
from facilitator.models.imports.staging import Staged
from facilitator.models.store import Store
from tests.faults import histories, tracer
from tests.faults.power_cut import OLD
from tests.faults.tracer import Call, run

DATABASE = "commune.db"
ARMED, DISARMED, SEEN = "armed", "disarmed", "seen"
"""Files with which the child says that faults begin and end, and what the database holds then."""
WAYS = ("io", "full", "torn")
NEED_ROOM = {"write", "create", "mkdir", "link"}
REFUSED = 3


# --- actions ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Action:
    """Something long: what it does in a folder, and whether the database is open before and goes on being used."""

    do: Callable[[Path, Store | None], None]
    with_store: bool = True
    results: tuple[str, ...] = ()
    """Patterns of the files that it makes for a person."""
    begin: Callable[[Path], None] | None = None
    """Makes the folder ready, once; without it there is a small database with some history and two backups."""
    together: bool = False
    """Whether all results are of one time: the old ones or the new ones."""


def _command(folder: Path, *words: str) -> None:
    """A command of the program about the first cycle; what it refuses is raised."""
    found = overview.overview(folder / DATABASE).rows
    first = min(found, key=lambda row: row.year)
    if cli.main([*words, "--database", str(folder / DATABASE), "--cycle", first.id]) != 0:
        raise UserError("the command refused")


def _gestures(folder: Path, store: Store | None) -> None:
    assert store is not None
    cycle = store.cycles()[0]
    with store.transaction("Much", cycle=cycle):
        cycle.people.extend(Person(name="ក" * 300, position=n) for n in range(60))


def _import(folder: Path, store: Store | None) -> None:
    assert store is not None
    kinds.apply(store, store.cycles()[0], kinds.kind("votes"), _STAGED["votes"], True)


def _delete(folder: Path, store: Store | None) -> None:
    assert store is not None
    cycles.delete(store, store.cycles()[-1], "Entered twice")


def _backup(folder: Path, store: Store | None) -> None:
    assert store is not None
    backup.make(store, "demand")


def _copy(folder: Path, store: Store | None) -> None:
    elsewhere.copy_to(backup.list_backups(backup.folder_of(folder / DATABASE))[0], folder / "stick")


def _close(folder: Path, store: Store | None) -> None:
    with Store.open(folder / DATABASE) as opened:
        opened.cycles()


def _restore(folder: Path, store: Store | None) -> None:
    oldest = backup.list_backups(backup.folder_of(folder / DATABASE))[-1]
    recovery.restore(oldest, folder / DATABASE)


def _migrate(folder: Path, store: Store | None) -> None:
    Store.open(folder / DATABASE).close()


def _old_database(folder: Path) -> None:
    (folder / DATABASE).write_bytes(gzip.decompress(OLD.read_bytes()))


def _new_cycle(folder: Path, store: Store | None) -> None:
    """As the command does it, when it has read the workbook; `cli` has a sentence for an OSError."""
    try:
        importing._import_into_new(folder / DATABASE, _STAGED["cycle"], False)
    except OSError as error:
        raise UserError(str(error)) from error


def _print(folder: Path, store: Store | None) -> None:
    _command(folder, "print", "action-plan", "--out", str(folder / "papers"))


def _template(folder: Path, store: Store | None) -> None:
    _command(folder, "template", "cycle", "--out", str(folder / "cycle.xlsx"))


def _export(form: str) -> Callable[[Path, Store | None], None]:
    def export(folder: Path, store: Store | None) -> None:
        target = folder / ("tables" if form == "csv" else f"whole.{form}")
        _command(folder, "export", form, "--out", str(target))

    return export


def _exported_before(folder: Path) -> None:
    """An older export lies there, with a table that the next one does not have."""
    _some_history(folder)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        _command(folder, "export", "csv", "--survey-rows", "--out", str(folder / "tables"))
    with Store.open(folder / DATABASE) as store:
        histories.Facilitator(store, random.Random(7), folder).person()


ACTIONS = {
    "gesture": Action(_gestures),
    "backup": Action(_backup),
    "copy": Action(_copy, results=("stick/*",)),
    "import": Action(_import),
    "delete": Action(_delete),
    "open": Action(_close, with_store=False),
    "restore": Action(_restore, with_store=False),
    "migrate": Action(_migrate, with_store=False, begin=_old_database),
    "new_cycle": Action(_new_cycle, with_store=False, begin=lambda _folder: None),
    "print": Action(_print, with_store=False, results=("papers/*",)),
    "template": Action(_template, with_store=False, results=("*.xlsx",)),
    "export_xlsx": Action(_export("xlsx"), with_store=False, results=("*.xlsx",)),
    "export_csv": Action(_export("csv"), with_store=False, results=("tables/*",)),
    "export_csv_again": Action(
        _export("csv"), with_store=False, results=("tables/*",), begin=_exported_before, together=True
    ),
    "export_json": Action(_export("json"), with_store=False, results=("*.json",)),
}

_STAGED: dict[str, Staged] = {}
"""What the imports have read, before any fault."""


def _some_history(folder: Path) -> None:
    """A database with some gestures between two backups; a table of votes and a workbook, read."""
    path = folder / DATABASE
    histories.begin(path)
    with Store.open(path) as store:
        facilitator = histories.Facilitator(store, random.Random(5), folder)
        for gesture in (facilitator.row_of_votes, facilitator.remark, facilitator.activity):
            gesture()
        backup.make(store, "start")
        cycles.next_round(store, store.cycles()[0])
        facilitator.person()
        backup.make(store, "work")
        facilitator.activity()


def _read_files(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as place, Store.open(folder / DATABASE) as store:
        book = Path(place) / "cycle.xlsx"
        book.write_bytes(sheets.xlsx(cycle_template(None)))
        _STAGED["cycle"] = cycle_file.read(book)
        votes = histories.Facilitator(store, random.Random(6), Path(place)).votes_in_a_file()
        kind, cycle = kinds.kind("votes"), store.cycles()[0]
        _STAGED["votes"] = kind.read(votes, kind.shape(store, cycle))


# --- one case ---------------------------------------------------------------------------------------------------------


class Trial:
    """One action in a folder of its own, with a fault at one place."""

    def __init__(self, action: Action, ready: Path) -> None:
        self._action, self._ready = action, ready
        self._older = {path.relative_to(ready): path.read_bytes() for path in self._results(ready)}
        self.old = self.new = ""
        self.kinds: list[str] = []
        """The changes of files that the action makes, when nothing disturbs it."""
        with self._folder() as name:
            folder = Path(name)
            self.old = _content(folder / DATABASE)
            if self._run(folder, self._count) != 0:
                raise RuntimeError("the action does not go well even undisturbed")
            self.new = self._seen(folder)
            self._whole = {path.relative_to(folder): path.read_bytes() for path in self._results(folder)}

    def _count(self, call: Call) -> int:
        self.kinds.append(call.kind)
        return 0

    def _folder(self) -> tempfile.TemporaryDirectory[str]:
        made = tempfile.TemporaryDirectory(prefix="facilitator-nth-")
        shutil.copytree(self._ready, made.name, dirs_exist_ok=True)
        return made

    def fail_at(self, place: int, way: str) -> set[str]:
        """Which promises are broken when the change of that number fails; empty when none is."""
        reached = 0

        def decide(call: Call) -> int:
            nonlocal reached
            reached += 1
            if reached <= place or (way == "io" and reached > place + 1):
                return 0
            if way == "io":
                return errno.EIO
            if call.kind not in NEED_ROOM:
                return 0
            return tracer.SHORT if way == "torn" and reached == place + 1 and call.kind == "write" else errno.ENOSPC

        with self._folder() as name:
            folder = Path(name)
            status = self._run(folder, decide)
            return set(self._broken(folder, status, way))

    def _run(self, folder: Path, decide: tracer.Decide) -> int:
        active = False

        def look(call: Call) -> int:
            nonlocal active
            if call.path.name in (ARMED, DISARMED) and call.kind == "create":
                active = call.path.name == ARMED
                return 0
            return decide(call) if active else 0

        return run(lambda: self._in_child(folder), folder, look)

    def _in_child(self, folder: Path) -> None:
        terminal.tell = terminal.complain = lambda *_words: None
        i18n.use_language("en")  # a command that made the folder ready has chosen another
        cli._complain_of_bug = _raise
        (folder / "temporary").mkdir()
        tempfile.tempdir = str(folder / "temporary")
        store = Store.open(folder / DATABASE) if self._action.with_store else None
        (folder / ARMED).touch()
        refused = False
        try:
            self._action.do(folder, store)
        except UserError as error:
            refused = bool(error.text)
        (folder / DISARMED).touch()
        if store is None:
            (folder / SEEN).write_text(_content(folder / DATABASE))
        else:
            (folder / SEEN).write_text(histories.digest(store.raw, bare=True))
            cycle = store.cycles()[0]
            with store.transaction("Goes on", cycle=cycle):
                cycle.people.append(Person(name="after"))
            store.close()
        sys.exit(REFUSED if refused else 0)

    @staticmethod
    def _seen(folder: Path) -> str:
        return (folder / SEEN).read_text()

    def _results(self, folder: Path) -> list[Path]:
        return [path for pattern in self._action.results for path in folder.glob(pattern) if path.is_file()]

    def _broken(self, folder: Path, status: int, way: str) -> list[str]:
        if status not in (0, REFUSED):
            return ["broke"]
        found, seen, path = [], self._seen(folder), folder / DATABASE
        if seen not in (self.old, self.new):
            found.append("between")
        if status == 0 and seen != self.new:
            found.append("lied")
        if path.exists() and path.stat().st_size and not health.check(path).ok:
            found.append("damaged")
        if not all(backup.is_sound(each) for each in backup.list_backups(backup.folder_of(path))):
            found.append("half a backup")
        results = {each.relative_to(folder): each for each in self._results(folder)}
        if any(not self._is_whole(name, each) for name, each in results.items() if not each.name.startswith(".")):
            found.append("half a file")
        if status == 0 and results.keys() != self._whole.keys():
            found.append("lied")
        if self._action.together and not self._is_of_one_time(results, status):
            found.append("a mixture")
        if way != "io" and list(folder.rglob("*.part")):
            found.append("left a part")
        return found

    def _is_of_one_time(self, results: dict[Path, Path], status: int) -> bool:
        contents = {name: path.read_bytes() for name, path in results.items()}
        return contents == (self._whole if status == 0 else self._older)

    def _is_whole(self, name: Path, path: Path) -> bool:
        content = path.read_bytes()
        if content in (self._whole.get(name), self._older.get(name)):
            return True
        if path.suffix == ".xlsx":  # with another time of day in it
            with zipfile.ZipFile(path) as archive:
                return archive.testzip() is None
        return len(content) == len(self._whole.get(name, b""))


def _raise(error: Exception) -> None:
    raise error


def _content(path: Path) -> str:
    """The digest of a database without keys and times, which differ between two runs; empty when there is none."""
    if not path.exists() or not path.stat().st_size:
        return ""
    with closing(database.driver().connect(str(path), isolation_level=None)) as connection:
        return histories.digest(connection, bare=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--actions", nargs="+", choices=ACTIONS, default=list(ACTIONS))
    parser.add_argument("--sample", type=int, default=0, help="so many cases instead of all")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    i18n.use_language("en")
    faults: Counter[str] = Counter()
    done = possible = 0
    with tempfile.TemporaryDirectory(prefix="facilitator-ready-") as name:
        usual = Path(name) / "usual"
        usual.mkdir()
        _some_history(usual)
        _read_files(usual)
        cases: list[tuple[str, Trial, int, str]] = []
        for key in asked.actions:
            ready, action = usual, ACTIONS[key]
            if action.begin is not None:
                ready = Path(name) / key
                ready.mkdir()
                action.begin(ready)
            trial = Trial(action, ready)
            cases += [(key, trial, place, way) for place in range(len(trial.kinds)) for way in WAYS]
        possible = len(cases)
        if asked.sample:
            cases = random.Random(asked.seed).sample(cases, min(asked.sample, possible))
        for key, trial, place, way in cases:
            found = trial.fail_at(place, way)
            done += 1
            faults.update(found)
            if found:
                print(f"{key}, {way} at change {place} ({trial.kinds[place]}): {', '.join(sorted(found))}", flush=True)
    told = ", ".join(f"{count} {name}" for name, count in sorted(faults.items())) or "0 broken promises"
    print(f"{done} of {possible} cases of {len(asked.actions)} actions: {told}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
