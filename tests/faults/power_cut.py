"""The power goes while somebody works: is every acknowledged edit there, whole, and the file sound?

Run: `python -m tests.faults.power_cut [--images 5000] [--seed 0] [--work store|window] [--broken off|normal]`.
Exit status 1 when an image is corrupt, lost an acknowledged edit, holds half a gesture, or a backup that is not whole.

A program works (random gestures, backups, closing and opening, an upgrade, a restore; or keys typed into the real
window) while every change of its files is recorded as it reaches the kernel. Then the power is cut at random places of
the record, `disk.Disk` says what may be on the platter, and the files are opened again. The database must hold what it
held after the last edit that was acknowledged before the cut, or after the one under way: no other content.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from facilitator import i18n
from facilitator.models import backup, backup_file, database, health
from facilitator.models.refusal import RefusedError
from facilitator.models.store import Store
from tests.faults import histories
from tests.faults.disk import Disk
from tests.faults.tracer import Call, run

ROOT = Path(__file__).resolve().parents[2]
OLD = ROOT / "tests" / "data" / "schema_1.db.gz"
ACKNOWLEDGED = "acknowledged"
"""A file beside the database into which the program at work writes a line for each stored state."""
EMPTY = "empty"
"""The state before anything was stored."""


# --- the work -----------------------------------------------------------------------------------------------------


def break_it(synchronous: str) -> None:
    """From now on this process is a program that syncs too little."""
    for name in ("SHARING", "CAREFUL", "PROFILE"):
        weaker = tuple(
            line.replace("synchronous = FULL", f"synchronous = {synchronous}") for line in getattr(database, name)
        )
        setattr(database, name, weaker)
    database.engine.__defaults__ = (database.PROFILE,)


def acknowledge(folder: Path, *words: str) -> None:
    """Tell the recorder, in the order of the calls, that something is on the disk."""
    handle = os.open(folder / ACKNOWLEDGED, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, " ".join(words).encode())
    os.close(handle)


def state(folder: Path, store: Store) -> None:
    """Acknowledge what the database holds now."""
    acknowledge(folder, "state", store.path.name, histories.digest(store.raw))


def keep(folder: Path, store: Store, reason: str) -> None:
    """Make a backup and acknowledge it, and the older ones: a newer one may take ballots out of them."""
    backup.make(store, reason)
    for each in reversed(backup.list_backups(backup.folder_of(store.path))):
        acknowledge(folder, "backup", str(each.path.relative_to(folder)), each.digest)


def at_the_store(folder: Path, rng: random.Random, gestures: int) -> None:
    """Some sittings with random gestures, backups between them, a restore, and an older database that is upgraded."""
    path = folder / "commune.db"
    histories.begin(path, partial(state, folder))
    for _sitting in range(3):
        with Store.open(path, who="Sokha") as store:
            state(folder, store)
            store.listeners.append(lambda _change: state(folder, store))
            facilitator = histories.Facilitator(store, rng, folder)
            for _gesture in range(gestures):
                facilitator.work()
                if rng.random() < 0.02:
                    keep(folder, store, "work")
            keep(folder, store, "exit")
    backup.restore(rng.choice(backup.list_backups(backup.folder_of(path))), path)
    with Store.open(path) as store:
        state(folder, store)
    _upgrade(folder)


def _upgrade(folder: Path) -> None:
    path = folder / "old.db"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    with path.open("rb") as file:
        os.fsync(file.fileno())
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
    with closing(database.driver().connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        acknowledge(folder, "state", path.name, histories.digest(connection))
    with Store.open(path) as store:
        state(folder, store)


def at_the_window(folder: Path, rng: random.Random, gestures: int) -> None:
    """A robot types into the real window (`typist`), twice."""
    histories.begin(folder / "commune.db", partial(state, folder))
    for _sitting in range(2):
        command = [sys.executable, "-m", "tests.faults.typist", str(folder), str(rng.randrange(10**6)), str(gestures)]
        subprocess.run(command, cwd=ROOT, check=True, timeout=600)


WORK: dict[str, Callable[[Path, random.Random, int], None]] = {"store": at_the_store, "window": at_the_window}


# --- the record -----------------------------------------------------------------------------------------------------


@dataclass
class Record:
    """What the program did to its folder, in order, and what it acknowledged."""

    folder: Path
    calls: list[Call]

    @property
    def acknowledged(self) -> int:
        return sum(_is_told(call) for call in self.calls)


def record(work: str, seed: int, gestures: int, broken: str = "") -> Record:
    """Do the work in a child process and write down every change of its files."""
    folder = Path(tempfile.mkdtemp(prefix="facilitator-power-")).resolve()
    calls: list[Call] = []

    def note(call: Call) -> int:
        calls.append(call)
        return 0

    def act() -> None:
        if broken:
            break_it(broken)
        WORK[work](folder, random.Random(seed), gestures)

    try:
        if status := run(act, folder, note, data=True):
            raise RuntimeError(f"the program at work ended with {status}")
    finally:
        shutil.rmtree(folder)
    return Record(folder, calls)


def _is_told(call: Call) -> bool:
    """Whether this is a line about a state or a backup; the typist writes others too."""
    return call.kind == "write" and call.path.name == ACKNOWLEDGED and call.data.startswith((b"state ", b"backup "))


# --- the cuts -------------------------------------------------------------------------------------------------------


class Cuts:
    """Images of a record, each examined."""

    def __init__(self, record: Record, rng: random.Random) -> None:
        self._record, self._rng = record, rng
        self.found: Counter[str] = Counter()
        self.worst = 0
        """The most acknowledged edits that one image lost."""
        self._states: dict[str, list[str]] = {}
        self._backups: dict[str, set[str]] = {}
        """What each backup may hold: all of its content, or what was left of it later."""
        for call in filter(_is_told, record.calls):
            kind, name, digest = call.data.decode().split()
            if kind == "backup":
                self._backups.setdefault(name, set()).add(digest)
                continue
            known = self._states.setdefault(name, [EMPTY])
            if known[-1] != digest:
                known.append(digest)

    def examine(self, images: int) -> Counter[str]:
        """Cut that many times, at random calls."""
        places = Counter(self._rng.randrange(len(self._record.calls)) for _image in range(images))
        disk, told, kept = Disk(), Counter[str](), set[str]()
        for number, call in enumerate(self._record.calls):
            if _is_told(call):
                kind, name, digest = call.data.decode().split()
                if kind == "backup":
                    kept.add(name)
                elif self._states[name][told[name]] != digest:
                    told[name] += 1
            elif call.path.name != ACKNOWLEDGED:
                disk.do(call)
            for _image in range(places[number]):
                self._image(disk.after_cut(self._rng), told, kept)
        return self.found

    def _image(self, files: dict[Path, bytes], told: Counter[str], kept: set[str]) -> None:
        with tempfile.TemporaryDirectory(prefix="facilitator-image-") as place:
            for path, content in files.items():
                target = Path(place) / path.relative_to(self._record.folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            faults = {self._judge(Path(place) / name, told[name]) for name in self._states}
            if not self._backups_are_whole(Path(place), kept):
                faults.add("backup")
            if faults == {""} and self.found["images"] % 20 == 0 and (Path(place) / "commune.db").exists():
                faults.add(_goes_on(Path(place) / "commune.db", self._rng))
        self.found.update({"images": 1} | dict.fromkeys(filter(None, faults), 1))

    def _backups_are_whole(self, folder: Path, kept: set[str]) -> bool:
        """None is a part of one; those that were acknowledged hold nothing else, and the newest of them is there."""
        for path in folder.rglob("*.backup"):
            found = backup_file.describe(path)
            if found is None or not backup_file.is_sound(found):
                return False
            name = str(path.relative_to(folder))
            if name in kept and found.digest not in self._backups[name]:
                return False
        newest = max(kept, default="")
        return not newest or (folder / newest).exists()

    def _judge(self, path: Path, told: int) -> str:
        """Empty when the file holds the last acknowledged state or the next one; otherwise what is wrong."""
        states = self._states[path.name]
        try:
            digest = _content(path)
        except database.driver().DatabaseError:
            return "corrupt"
        if digest in states[told : told + 2]:
            return ""
        if digest not in states:
            return "half"
        self.worst = max(self.worst, told - states.index(digest))
        return "lost"


def _content(path: Path) -> str:
    """The digest of a database that was cut off. Raises DatabaseError when it is damaged."""
    if not path.exists() or (path.stat().st_size == 0 and not path.with_name(f"{path.name}-journal").exists()):
        return EMPTY
    driver = database.driver()
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").close()
        connection.execute("PRAGMA synchronous = OFF").close()
        if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            return EMPTY
        if backup_file.pages(connection) or backup_file.links(connection):
            raise driver.DatabaseError("the checks of SQLite found something")
        return histories.digest(connection)


def _goes_on(path: Path, rng: random.Random) -> str:
    """Open it as the program does, and work: empty when that goes well."""
    if path.stat().st_size == 0:
        return ""
    try:
        with Store.open(path) as store:
            if not health.check(store).ok:
                return "unhealthy"
            if store.cycles() and store.cycles()[0].service_points:
                histories.Facilitator(store, rng, path.parent).person()
    except RefusedError:
        return "refused"
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--gestures", type=int, default=60, help="of each sitting")
    parser.add_argument("--records", type=int, default=0, help="different works that the images are of")
    parser.add_argument("--work", choices=WORK, default="store")
    parser.add_argument("--broken", choices=("off", "normal"), default="", help="a program that syncs too little")
    asked = parser.parse_args()
    i18n.use_language("en")
    records = asked.records or max(1, asked.images // 500)
    total: Counter[str] = Counter()
    edits = worst = 0
    for number in range(records):
        made = record(asked.work, asked.seed + number, asked.gestures, asked.broken)
        cuts = Cuts(made, random.Random(asked.seed + number))
        total += cuts.examine(asked.images // records)
        edits, worst = edits + made.acknowledged, max(worst, cuts.worst)
    faults = {name: total[name] for name in ("corrupt", "lost", "half", "backup", "unhealthy", "refused")}
    told = ", ".join(f"{count} {name}" for name, count in faults.items())
    print(
        f"{total['images']} images of {records} records, {edits} acknowledgements: {told}; at most {worst} edits lost"
    )
    return int(any(faults.values()))


if __name__ == "__main__":
    sys.exit(main())
