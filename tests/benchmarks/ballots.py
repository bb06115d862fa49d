"""How long ballots take from a file into the tallies, beside pandas reading and grouping the same file.

Run: `python -m tests.benchmarks.ballots [--long]`. Goals: 100,000 ballots within 15 s from csv and 30 s from xlsx, in a
process that never holds more than 300 MB. `--long` reads 1,000,000 rows of csv as well, tells how often it reported
progress, and ends a second reading half-way. Each measure runs in a process of its own, backup and commit included.
Exit status 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from facilitator.models import demo
from facilitator.models.imports import kinds
from facilitator.models.imports.shape import Shape, shape_of
from facilitator.models.store import Store

BALLOTS, MANY = 100_000, 1_000_000
GOALS = {"csv": 15.0, "xlsx": 30.0}
MEMORY_MB = 300.0
PROFILE = ("gender", "age", "youth", "disability", "minority", "idpoor")


def rows(shape: Shape, count: int) -> Iterator[list[Any]]:
    """A header, then ballots of one health centre as a phone survey tool writes them."""
    chance = random.Random(20261122)
    key, point = next((key, point) for key, point in shape.points.items() if "health" in key)
    criteria = [criterion for criterion, side in point.criteria.items() if side == "both"]
    villages, groups = list(point.villages), list(shape.groups)
    yield ["service_point", "village_code", "side", "group", *PROFILE, *criteria]
    for _ballot in range(count):
        person = [
            chance.choice(("woman", "man")),
            chance.randint(15, 80),
            "",
            *(chance.randint(0, 1) for _ in range(3)),
        ]
        place = [key, chance.choice(villages), "citizens", chance.choice(groups)]
        yield [*place, *person, *(chance.randint(1, 5) for _criterion in criteria)]


def write(folder: Path, shape: Shape, count: int, suffix: str) -> Path:
    """The ballots as a file."""
    path = folder / f"{count}.{suffix}"
    if suffix == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows(shape, count))
        return path
    from xlsxwriter import Workbook

    with Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("votes")
        for number, row in enumerate(rows(shape, count)):
            page.write_row(number, 0, row)
    return path


def load(database: Path, path: Path) -> dict[str, float]:
    """Import the file; seconds, and how often progress was told."""
    told: list[float] = []
    start, work = time.perf_counter(), time.process_time()
    with Store.open(database) as store:
        cycle = store.cycles()[-1]
        kind = kinds.kind("votes")
        staged = kind.read(path, shape_of(cycle), told.append)
        read = time.perf_counter() - start
        kinds.apply(store, cycle, kind, staged)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "work": time.process_time() - work, "read": read, "told": len(told), "memory": memory()}


class _EnoughError(Exception):
    """Ends the reading."""


def cancel(database: Path, path: Path) -> dict[str, float]:
    """Begin to read the file and stop half-way: the seconds from then on, and whether the database is the same."""
    stopped = 0.0

    def stop(part: float) -> None:
        nonlocal stopped
        if part >= 0.5:
            stopped = time.perf_counter()
            raise _EnoughError

    before = database.read_bytes()
    with Store.open(database) as store:
        try:
            kinds.kind("votes").read(path, shape_of(store.cycles()[-1]), stop)
        except _EnoughError:
            seconds = time.perf_counter() - stopped
    return {"seconds": seconds, "unchanged": float(database.read_bytes() == before), "memory": memory()}


def peer(_database: Path, path: Path) -> dict[str, float]:
    """The same sums by pandas, for all people only, without checking a cell and without a database."""
    import pandas as pd

    start, work = time.perf_counter(), time.process_time()
    table = pd.read_csv(path) if path.suffix == ".csv" else pd.read_excel(path)
    places = ["service_point", "village_code", "group"]
    criteria = [name for name in table.columns if "." in name]
    melted = table.melt(id_vars=places, value_vars=criteria)
    assert len(melted.groupby([*places, "variable", "value"]).size())
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "work": time.process_time() - work, "memory": memory()}


MEASURES = {"load": load, "cancel": cancel, "peer": peer}


def memory() -> float:
    """The most that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def measured(measure: str, database: Path, path: Path) -> dict[str, float]:
    """The measure in a process of its own, on a copy of the database."""
    copy = database.with_name(f"{measure}-{path.stem}-{path.suffix[1:]}.db")
    copy.write_bytes(database.read_bytes())
    command = [sys.executable, "-m", "tests.benchmarks.ballots", "--measure", measure, str(copy), str(path)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(answer.stdout)
    return found


def compared(database: Path, path: Path) -> dict[str, float]:
    """Measure the import beside pandas, and print both."""
    ours, theirs = measured("load", database, path), measured("peer", database, path)
    print(
        f"{path.name}: {ours['seconds']:.1f} s ({ours['work']:.1f} s of work, {ours['read']:.1f} s reading), "
        f"{ours['memory']:.0f} MB, progress told {ours['told']:.0f} times; pandas {theirs['seconds']:.1f} s "
        f"({theirs['work']:.1f} s), {theirs['memory']:.0f} MB; ratio {ours['work'] / theirs['work']:.2f}"
    )
    return ours


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--measure", nargs=3)
    asked = parser.parse_args()
    if asked.measure:
        measure, database, path = asked.measure
        print(json.dumps(MEASURES[measure](Path(database), Path(path))))
        return 0
    missed = 0
    with tempfile.TemporaryDirectory(prefix="ballots-") as name:
        folder = Path(name)
        database = folder / "commune.db"
        demo.make(database, "commune")
        with Store.open(database) as store:
            shape = shape_of(store.cycles()[-1])
        for suffix, goal in GOALS.items():
            found = compared(database, write(folder, shape, BALLOTS, suffix))
            missed += found["seconds"] > goal or found["memory"] > MEMORY_MB
        if asked.long:
            path = write(folder, shape, MANY, "csv")
            missed += compared(database, path)["memory"] > MEMORY_MB
            found = measured("cancel", database, path)
            print(f"cancelled: over after {found['seconds']:.3f} s, {found['memory']:.0f} MB")
            missed += not found["unchanged"]
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
