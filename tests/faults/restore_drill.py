"""Every backup that is kept, of random histories, is put back: does it hold what was there when it was made?

Run: `python -m tests.faults.restore_drill [--histories 500] [--seed 0]`. Exit status 1 when a kept backup is not sound,
does not give back the content of its moment, does not open, or one that must be kept is gone.

A history is a number of gestures with backups between them, for random reasons, while the laptop's clock jumps forwards
and backwards by days and years; every tenth history makes so many that old ones are given up. What the database held is
noted outside of the program when each backup is made.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from facilitator import i18n
from facilitator.errors import UserError
from facilitator.models import backup, database, health, recovery
from facilitator.models.store import Store
from tests.faults import histories

DATABASE = "commune.db"
REASONS = ("start", "work", "work", "work", "exit", "import", "merge", "delete", "demand")
SPAN = dt.timedelta(days=400)


class Clock(dt.datetime):
    """A laptop's clock that somebody sets."""

    jump = dt.timedelta()

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
        return dt.datetime.now(tz) + cls.jump


class Content(NamedTuple):
    """What a database holds: digests of all of it, and without what an older backup may lose on purpose."""

    whole: str
    lasting: str
    lessened: bool = False

    def is_in(self, found: Content) -> bool:
        """Whether a backup holds this, where it says so without the votes of those who scored one by one."""
        return found.lasting == self.lasting if found.lessened else found.whole == self.whole


def content(connection: Any) -> Content:
    """What is in an open database."""
    told = "SELECT count(*) FROM history WHERE label LIKE 'More people scored one by one later%'"
    lessened = bool(connection.execute(told).fetchone()[0])
    return Content(histories.digest(connection), histories.digest(connection, lasting=True), lessened)


class Drill:
    """One history and the restoring of all its backups."""

    def __init__(self, folder: Path, rng: random.Random, many: bool) -> None:
        self._folder, self._rng = folder, rng
        self._path = folder / DATABASE
        self._rounds = rng.randint(40, 60) if many else rng.randint(2, 6)
        self._held: dict[str, Content] = {}
        """What the database held, by the name of the backup."""
        self._before = Content("", "")
        self.made = self.kept = 0

    def run(self) -> set[str]:
        """Work, then restore; the promises that are broken."""
        histories.begin(self._path)
        with Store.open(self._path) as store:
            self._work(store)
        shelf = backup.list_backups(backup.folder_of(self._path))
        self.made, self.kept = len(self._held), len(shelf)
        faults = set() if self._are_all_there(shelf) else {"gone"}
        for each in shelf:
            if not backup.is_sound(each) or not self._holds(each, self._held[each.path.name]):
                faults.add("other content")
        return faults | self._go_back(self._rng.choice(shelf))

    def _work(self, store: Store) -> None:
        facilitator = histories.Facilitator(store, self._rng, self._folder)
        self._before = content(store.raw)
        for _round in range(self._rounds):
            Clock.jump += self._rng.uniform(-0.3, 1) * SPAN * self._rng.choice((0, 0.001, 0.01, 1))
            for _gesture in range(self._rng.randint(1, 3)):
                facilitator.work()
                self._note(store)  # some gestures make a backup before they change anything
            backup.make(store, self._rng.choice(REASONS))
            self._note(store)

    def _note(self, store: Store) -> None:
        """What each new backup holds: the very content of now, or that of before the last gesture."""
        now = content(store.raw)
        for each in backup.list_backups(backup.folder_of(self._path)):
            if each.path.name not in self._held:
                held = now if each.reason not in backup.RISKY or self._holds(each, now) else self._before
                self._held[each.path.name] = held
        self._before = now

    def _holds(self, each: backup.Backup, then: Content) -> bool:
        return then.is_in(self._content(each))

    def _content(self, each: backup.Backup) -> Content:
        target = self._folder / "drill.db"
        target.unlink(missing_ok=True)
        backup.restore(each, target)
        with closing(database.driver().connect(str(target), isolation_level=None)) as connection:
            return content(connection)

    def _are_all_there(self, shelf: list[backup.Backup]) -> bool:
        """The newest twenty, and the last five before something risky."""
        names = {each.path.name for each in shelf}
        made = sorted(self._held, reverse=True)
        risky = [name for name in made if name.split("-")[1].split(".")[0] in backup.RISKY]
        return {*made[: backup.NEWEST], *risky[: backup.NEWEST_RISKY]} <= names

    def _go_back(self, each: backup.Backup) -> set[str]:
        """As the window does it: put the backup in the place of the database, which is kept, and open that."""
        try:
            recovery.restore(each, self._path)
            with Store.open(self._path) as store:
                found = health.check(store).ok and self._held[each.path.name].is_in(content(store.raw))
        except UserError:
            return {"refused"}
        return set() if found else {"does not open"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--histories", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    i18n.use_language("en")
    backup.dt = SimpleNamespace(datetime=Clock, UTC=dt.UTC, date=dt.date)  # type: ignore[assignment]
    faults, made, kept = Counter[str](), 0, 0
    for number in range(asked.seed, asked.seed + asked.histories):
        with tempfile.TemporaryDirectory(prefix="facilitator-drill-") as name:
            drill = Drill(Path(name), random.Random(number), number % 10 == 9)
            found = drill.run()
        faults.update(found)
        made, kept = made + drill.made, kept + drill.kept
        if found:
            print(f"history {number}: {', '.join(sorted(found))}", flush=True)
    told = ", ".join(f"{faults[name]} {name}" for name in ("other content", "gone", "refused", "does not open"))
    print(f"{asked.histories} histories, {made} backups made, {kept} kept and put back: {told}")
    return int(any(faults.values()))


if __name__ == "__main__":
    sys.exit(main())
