"""Bits that flip and files that are cut, in the database and in its backups: found, and put right again?

Run: `python -m tests.faults.bit_flips [--damages 2000] [--seed 0] [--broken digests|checks]`. Exit status 1 when a
change of the content was not found, a damaged backup counted as sound, or the content did not come back.

Each damage is done to a copy of a database of random work with two backups. What a reader would get from it is then
compared with what was stored: the same (the bit meant nothing), other content, or nothing readable. In the latter two
cases `health.check` must find a problem that makes the program offer a backup; the newest sound one is restored, the
content compared, and the file that was put aside must be what it was, byte for byte.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from facilitator import i18n
from facilitator.errors import UserError
from facilitator.models import backup, backup_file, database, digests, health, recovery
from facilitator.models.store import Store
from tests.faults import histories

DATABASE = "commune.db"
GESTURES = 80
NOTHING = "nothing readable"


def content(path: Path, lasting: bool = False) -> str:
    """What a reader gets: the digest of all rows, without asking for it whether the file is sound."""
    try:
        with closing(database.driver().connect(str(path), isolation_level=None)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            return f"{version} {histories.digest(connection, lasting=lasting)}"
    except (database.driver().Error, OverflowError, UnicodeDecodeError):
        return NOTHING


def flipped(data: bytes, rng: random.Random) -> bytes:
    """One bit is the other way, mostly where something is written."""
    place = rng.randrange(len(data))
    if rng.random() < 0.9:
        while not data[place]:
            place = rng.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << rng.randrange(8)]) + data[place + 1 :]


def cut(data: bytes, rng: random.Random) -> bytes:
    """The end is missing."""
    return data[: rng.randrange(len(data))]


def zeroed(data: bytes, rng: random.Random) -> bytes:
    """A sector reads as zeros."""
    place = rng.randrange(len(data)) // 512 * 512
    return data[:place] + bytes(min(512, len(data) - place)) + data[place + 512 :]


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (flipped, flipped, flipped, flipped, cut, zeroed)


class Damages:
    """A database with two backups that is damaged again and again."""

    def __init__(self, folder: Path, rng: random.Random) -> None:
        self._whole, self._rng = folder, rng
        path = folder / DATABASE
        histories.begin(path)
        with Store.open(path) as store:
            facilitator = histories.Facilitator(store, random.Random(rng.random()), folder)
            for _gesture in range(GESTURES // 2):
                facilitator.work()
            kept = {backup.make(store, "start").path}
            self._earlier = _stored(store, lasting=True)  # an older backup loses what people scored one by one
            for _gesture in range(GESTURES // 2):
                facilitator.work()
            kept.add(backup.make(store, "exit").path)
            self._now = _stored(store)
        for other in {each.path for each in backup.list_backups(backup.folder_of(path))} - kept:
            other.unlink()  # some gestures make one themselves
        self.found: Counter[str] = Counter()

    def once(self) -> set[str]:
        """One damage; the promises that are broken."""
        harm = self._rng.choice(DAMAGES)
        with tempfile.TemporaryDirectory(prefix="facilitator-damage-") as name:
            folder = Path(name)
            shutil.copytree(self._whole, folder, dirs_exist_ok=True)
            in_backup = self._rng.random() < 0.25
            return self._backup(folder, harm) if in_backup else self._database(folder, harm)

    def _database(self, folder: Path, harm: Callable[[bytes, random.Random], bytes]) -> set[str]:
        path = folder / DATABASE
        damaged = harm(path.read_bytes(), self._rng)
        path.write_bytes(damaged)
        read = content(_copy(path))
        if read == self._now:
            self.found["meant nothing"] += 1
            return set()
        self.found["changed content" if read != NOTHING else "left nothing readable"] += 1
        if not _is_noticed(path):
            return {"missed"}
        newest = backup.newest_sound(backup.folder_of(path))
        assert newest is not None
        done = recovery.restore(newest, path)
        if content(_copy(path)) != self._now or not health.check(path).ok:
            return {"not restored"}
        return set() if done.kept is not None and done.kept.read_bytes() == damaged else {"evidence lost"}

    def _backup(self, folder: Path, harm: Callable[[bytes, random.Random], bytes]) -> set[str]:
        """The newest backup is damaged: it is not offered, cannot be restored, and the one before it can."""
        path = folder / DATABASE
        newest, before = backup.list_backups(backup.folder_of(path))[:2]
        whole = newest.path.read_bytes()
        damaged = harm(whole, self._rng)
        newest.path.write_bytes(damaged)
        if damaged == whole:
            self.found["meant nothing"] += 1
            return set()
        self.found["damaged a backup"] += 1
        if backup.is_sound(newest) or backup.newest_sound(backup.folder_of(path)) != before:
            return {"missed"}
        state = path.read_bytes()
        try:
            recovery.restore(newest, path)
        except UserError:
            if path.read_bytes() != state:
                return {"not restored"}
        else:
            return {"missed"}
        recovery.restore(before, path)
        return set() if content(_copy(path), lasting=True) == self._earlier else {"not restored"}


def _stored(store: Store, lasting: bool = False) -> str:
    store.settle()
    return f"{store.raw.execute('PRAGMA user_version').fetchone()[0]} {histories.digest(store.raw, lasting=lasting)}"


def _copy(path: Path) -> Path:
    """Another file of the same bytes: SQLite may write while it reads."""
    return Path(shutil.copy(path, path.with_name("read.db")))


def _is_noticed(path: Path) -> bool:
    found = health.check(path)
    codes = {problem.code for problem in found.problems}
    return bool(codes & {*recovery.WITH_A_WAY_BACK, "newer"})


def break_it(what: str) -> None:
    """From now on this process is a program that looks less closely."""

    def nothing(raw: Any) -> list[Any]:
        return []

    digests.differences = nothing
    if what == "checks":
        for name in ("pages", "links"):
            setattr(backup_file, name, nothing)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--damages", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--broken", choices=("digests", "checks"), default="", help="a program that looks less closely")
    asked = parser.parse_args()
    i18n.use_language("en")
    if asked.broken:
        break_it(asked.broken)
    faults: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="facilitator-flips-") as name:
        damages = Damages(Path(name), random.Random(asked.seed))
        for number in range(asked.damages):
            found = damages.once()
            faults.update(found)
            if found and not asked.broken:
                print(f"damage {number}: {', '.join(sorted(found))}", flush=True)
    kinds = ", ".join(f"{count} {name}" for name, count in sorted(damages.found.items()))
    told = ", ".join(f"{faults[name]} {name}" for name in ("missed", "not restored", "evidence lost"))
    print(f"{asked.damages} damages ({kinds}): {told}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
