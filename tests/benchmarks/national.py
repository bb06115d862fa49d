"""How long the sample of the whole country takes to make, and how large it becomes.

Run: `python -m tests.benchmarks.national [FOLDER]` (default: a temporary folder; needs about 1.5 GB there for a
while). Goal: made within 10 minutes on two cores. Exit status 1 when it takes longer.
"""

from __future__ import annotations

import resource
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from facilitator.models import demo

GOAL_S = 600.0
MEGABYTE = 1_000_000


def count_rows(path: Path) -> dict[str, int]:
    """The rows of every table."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def measure(folder: Path) -> float:
    """Make the sample in a folder, print what came of it, and return the seconds."""
    path = folder / "national.db"
    start = time.perf_counter()
    demo.make(path, "national")
    seconds = time.perf_counter() - start
    rows = count_rows(path)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(
        f"{seconds:.0f} s, {path.stat().st_size / MEGABYTE:.0f} MB, {sum(rows.values()):,} rows, {memory:.0f} MB memory"
    )
    print(
        f"{rows['commune']:,} communes, {rows['cycle']:,} cycles, {rows['sheet']:,} sheets, {rows['tally']:,} tallies"
    )
    return seconds


def main() -> int:
    if len(sys.argv) > 1:
        return int(measure(Path(sys.argv[1])) > GOAL_S)
    with tempfile.TemporaryDirectory(prefix="facilitator-") as folder:
        return int(measure(Path(folder)) > GOAL_S)


if __name__ == "__main__":
    sys.exit(main())
