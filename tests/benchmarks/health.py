"""How long the check at the start takes, and a backup, a preview and a restore: on a commune and on a whole district.

Run: `python -m tests.benchmarks.health`. Goal: the check of a real-size database (60 meetings of two rounds: the
sample of a commune) takes at most 2 s; it runs in a worker after the first paint. Exit status 1 when it is missed.
The window's own thread only copies the database into memory (`snapshot`). Times are the processor's: a shared machine
and a slow disk tell nothing about the program. Reported apart: what keeping the digests
adds to a typed score.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from facilitator.models import backup, demo, differing, digests, health, recovery
from facilitator.models.entities import Sheet
from facilitator.models.store import Store

GOAL_S = 2.0
EDITS, TURNS = 300, 3


def best(call: Callable[[], object]) -> float:
    """Processor seconds of the fastest of a few turns."""
    times = []
    for _turn in range(TURNS):
        started = time.process_time()
        call()
        times.append(time.process_time() - started)
    return min(times)


def measure(path: Path, size: str) -> dict[str, float]:
    """Processor seconds by what was done."""
    demo.make(path, size)
    with Store.open(path) as store:
        found = {"snapshot": best(lambda: backup.snapshot(store).close())}
        with backup.snapshot(store) as copy:
            found["check"] = best(lambda: health.check(copy))
            found["digests alone"] = best(lambda: digests.differences(copy.connection))
            started = time.process_time()
            made = backup.keep(copy, "demand")
            found["backup"] = time.process_time() - started
        with store.transaction("Title", cycle=store.cycles()[0]):
            store.cycles()[0].title_en = "later"
        with backup.snapshot(store) as copy:
            found["preview"] = best(lambda: differing.preview(made, copy))
        found["typed score"] = typed(store)
        with digests.unwatched(store.session.connection()):
            found["typed score without digests"] = typed(store)
    started = time.process_time()
    recovery.restore(made, path)
    found["restore"] = time.process_time() - started
    return found


def typed(store: Store) -> float:
    """Processor seconds of one stored gesture, at the median of many."""
    sheet = store.all(Sheet)[0]
    times = []
    for number in range(EDITS):
        started = time.process_time()
        with store.transaction("Remark", cycle=sheet.card.service_point.cycle):
            sheet.card.service_point.name_en = f"Name {number}"
        times.append(time.process_time() - started)
    return sorted(times)[EDITS // 2]


def main() -> int:
    """Measure both samples and print the figures. Gives the exit status."""
    checks = {}
    for size in ("commune", "district"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "sample.db"
            found = measure(path, size)
            print(f"{size} ({path.stat().st_size / 1e6:.1f} MB)")
            for name, seconds in found.items():
                print(f"  {name:<28}{seconds * 1000:>9.1f} ms")
            checks[size] = found["check"]
    return 0 if checks["commune"] <= GOAL_S else 1


if __name__ == "__main__":
    sys.exit(main())
