"""Two programs are started on one database at the same moment: exactly one may write.

Run: `python -m tests.faults.two_starts [--races 1000] [--seed 0]`. Exit status 1 when in one race both, or neither,
became the writer, the loser did not get a sentence, or the database is not sound afterwards.

Some races are about a database that is there, some about one that both want to make, some about one that was just left
by a crash (with its log), some about one that must be upgraded first. Each start takes the way of the window: the lock
beside the file, then the Store; some take the way of a command: the Store alone. Who has opened writes, holds the file
until the other one has given up, and lets go.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import os
import random
import select
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from facilitator import i18n
from facilitator.errors import UserError
from facilitator.models import health
from facilitator.models.cycle import Person
from facilitator.models.store import Store
from facilitator.ui.single import Single
from tests.faults import histories
from tests.faults.power_cut import OLD

WON, REFUSED, BROKE = b"w", b"r", b"b"
PATIENCE_S = 30.0


def _window(path: Path) -> Store | None:
    """As the window starts; None when there is a first window."""
    single = Single(path)
    if not single.first:
        return None
    _held.append(single)
    return _command(path)


def _command(path: Path) -> Store:
    return Store.open(path) if path.exists() and path.stat().st_size else Store.create(path)


_held: list[Single] = []
"""Locks must live as long as the process."""

WAYS: tuple[Callable[[Path], Store | None], ...] = (_window, _command)


# --- what they race for -----------------------------------------------------------------------------------------------


def _there(path: Path) -> None:
    histories.begin(path)


def _absent(path: Path) -> None:
    """Nothing: both want to make it."""


def _crashed(path: Path) -> None:
    """A database with a log that nobody emptied."""
    whole = path.with_name("whole.db")
    histories.begin(whole)
    with Store.open(whole) as store:
        histories.Facilitator(store, random.Random(1), path.parent).person()
        shutil.copy(whole, path)
        shutil.copy(whole.with_name("whole.db-wal"), path.with_name(f"{path.name}-wal"))


def _older(path: Path) -> None:
    path.write_bytes(gzip.decompress(OLD.read_bytes()))


PRIZES = (_there, _absent, _crashed, _older)


# --- one race ---------------------------------------------------------------------------------------------------------


class Starter:
    """A child process that opens the database when it is told to, and lets go when it is told to."""

    def __init__(self, path: Path, way: Callable[[Path], Store | None], start: int) -> None:
        self._answer, answer = os.pipe()
        end, self._end = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._end)
            _take_part(path, way, start, answer, end)
        os.close(answer)
        os.close(end)

    def answer(self, seconds: float = PATIENCE_S) -> bytes:
        """Whether it won; nothing when it has not said so yet."""
        ready, _write, _errors = select.select([self._answer], [], [], seconds)
        return os.read(self._answer, 1) if ready else b""

    def end(self) -> int:
        """Let it go; gives its exit status."""
        with contextlib.suppress(BrokenPipeError):
            os.write(self._end, b"x")
        os.close(self._end)
        os.close(self._answer)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def _take_part(path: Path, way: Callable[[Path], Store | None], start: int, answer: int, end: int) -> None:
    """In the child."""
    status = 1
    try:
        os.read(start, 1)
        try:
            store = way(path)
        except UserError:
            store = None
        if store is not None:
            _write(store)
        os.write(answer, REFUSED if store is None else WON)
        os.read(end, 1)
        if store is not None:
            _write(store)
            store.close()
        status = 0
    except BaseException:  # noqa: BLE001 - the parent must hear of it
        traceback.print_exc()
        os.write(answer, BROKE)
    finally:
        os._exit(status)


def _write(store: Store) -> None:
    for cycle in store.cycles():
        with store.transaction("Writes", cycle=cycle):
            cycle.people.append(Person(name=str(os.getpid())))


def race(prize: Callable[[Path], None], rng: random.Random) -> set[str]:
    """What went wrong in one race; empty when nothing."""
    with tempfile.TemporaryDirectory(prefix="facilitator-race-") as folder:
        path = Path(folder) / "commune.db"
        prize(path)
        start, begin = os.pipe()
        starters = [Starter(path, rng.choice(WAYS), start) for _starter in range(2)]
        os.write(begin, b"x")
        time.sleep(rng.choice((0, 0, rng.uniform(0, 0.02))))
        os.write(begin, b"x")
        # A winner holds the file until the other has given up. Only who would wait for ever is told to end first.
        answers = [starter.answer() for starter in starters]
        statuses = [starter.end() for starter in starters]
        os.close(start)
        os.close(begin)
        found = set()
        if answers.count(WON) != 1:
            found.add("both" if answers.count(WON) == 2 else "neither")
        if answers.count(WON) + answers.count(REFUSED) != 2 or any(statuses):
            found.add("broke")
        if not health.check(path).ok:
            found.add("damaged")
        return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--races", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    i18n.use_language("en")
    rng, found = random.Random(asked.seed), Counter[str]()
    for number in range(asked.races):
        faults = race(PRIZES[number % len(PRIZES)], rng)
        found.update(faults)
        if faults:
            print(f"race {number} ({PRIZES[number % len(PRIZES)].__name__}): {', '.join(sorted(faults))}", flush=True)
    told = ", ".join(f"{found[name]} {name}" for name in ("both", "neither", "broke", "damaged"))
    print(f"{asked.races} races: {told}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
