"""How long the command line takes to print: the whole pack of a commune, and single papers from a cold start.

Run: `python -m tests.benchmarks.printing [--runs 5]`. Goals: the pack of the sample commune (3 services, 10 villages,
all papers) takes at most 5 s on 2 processors and 250 MB in all its processes together; printing one paper takes at most
1.5 times as long as a process that imports reportlab and sqlalchemy.orm, opens the same file and writes an empty PDF
("bare"). That runs before each of them, so that what else the machine does weighs on both alike: the middle ratio
counts, of all else the least. A second process draws the paper while the first one loads the database; what both
processors did is told, too.

What public copies hide is kept by criterion until its votes change (`models.hiding`): it is worked out by the window
while nobody types, by an import, and for the sample. Papers that have to work it out themselves are told, not judged:
"a vote changed" where nobody has looked since, "nothing kept" as after an update of the program. The pack works out
everything, and is judged. Exit status 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from facilitator.models import demo
from facilitator.models.store import Store
from tests.benchmarks import goals

PACK_SECONDS, PACK_MEGABYTES, RATIO = 5.0, 250, 1.5
UNKNOWN = ", nothing kept"
CHANGED = ", a vote changed"
BARE = """
import sys, reportlab, sqlalchemy, sqlalchemy.orm
from reportlab.pdfgen.canvas import Canvas
engine = sqlalchemy.create_engine(f"sqlite:///{sys.argv[1]}")
with engine.connect() as connection:
    connection.execute(sqlalchemy.text("SELECT count(*) FROM cycle")).scalar()
paper = Canvas(sys.argv[2])
paper.showPage()
paper.save()
"""


class Cost(NamedTuple):
    """Seconds on the clock, seconds of processors, and the peak of memory in megabytes, of a process and its own."""

    clock: float
    processor: float
    memory: float


def cost(command: list[str], *, memory: bool = False) -> Cost:
    """What a command takes; its `memory` is looked at 50 times a second, which takes time as well."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    peak = 0.0
    while memory and process.poll() is None:
        peak = max(peak, sum(map(_megabytes, _family(process.pid))))
        time.sleep(0.02)
    process.wait()
    seconds = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"this command failed: {' '.join(command)}")
    return Cost(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak)


def _family(process: int) -> list[int]:
    """A process and those it started."""
    found = [process]
    with contextlib.suppress(OSError):
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
        found += [each for child in children for each in _family(int(child))]
    return found


def _megabytes(process: int) -> float:
    """What a process holds for itself, and its share of what it holds with others."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def least(found: list[Cost]) -> Cost:
    """The least of each figure."""
    return Cost(*(min(figures) for figures in zip(*found, strict=True)))


def main() -> int:
    """Measure, print the table, and say which goals are reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "commune.db"
        bare, commands = _commands(database)
        taken: dict[str, list[Cost]] = {name: [] for name in commands}
        ratios: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for turn in range(runs + 1):  # the first one fills the caches of disk and byte code
            for name, command in commands.items():
                if name.endswith(UNKNOWN):
                    _forget(database)
                elif name.endswith(CHANGED):
                    _vote(database)
                beside, found = cost(bare), cost(command, memory=name.startswith("pack"))
                if turn:
                    taken[name].append(found)
                    ratios[name].append((found.clock / beside.clock, found.processor / beside.processor))
    print(f"{os.cpu_count()} processors, {runs} runs")
    print(f"{'':32} {'clock s':>8} {'x bare':>7} {'processors s':>13} {'x bare':>7} {'MB':>5}")
    costs = {name: least(found) for name, found in taken.items()}
    middle = {name: [statistics.median(each) for each in zip(*found, strict=True)] for name, found in ratios.items()}
    for name, (clock, processors, megabytes) in costs.items():
        of_clock, of_processors = middle[name]
        print(
            f"{name:32} {clock:8.2f} {of_clock:7.2f} {processors:13.2f} {of_processors:7.2f}",
            f"{megabytes:5.0f}" * bool(megabytes),
        )
    return _judged(costs, {name: of_clock for name, (of_clock, _of_processors) in middle.items()})


def _forget(database: Path) -> None:
    """Nothing is kept of what public copies hide."""
    with Store.open(database) as store:
        store.empty_derived()


def _vote(database: Path) -> None:
    """One person more has voted on one criterion."""
    with Store.open(database) as store:
        cycle = store.cycles()[-1]
        card = next(card for card in cycle.service_points[0].cards if card.side == "citizens")
        with store.transaction("One more", cycle=cycle, reason="counted again"):
            card.sheets[0].tallies[0].count += 1


def _commands(database: Path) -> tuple[list[str], dict[str, list[str]]]:
    """The bare process, and what it is held against."""
    out = database.parent / "papers"
    demo.make(database, "commune")
    with Store.open(database) as store:
        cycle = store.cycles()[-1]
        point = cycle.service_points[0]
        one_village = ["--service-point", point.key, "--village", point.villages[0].code]
        key = str(cycle.id)
    told = ["--database", str(database), "--cycle", key, "--language", "km", "--out", str(out)]
    program = [sys.executable, "-X", "utf8", "-m", "facilitator", "print"]
    bare = [sys.executable, "-c", BARE, str(database), str(database.with_name("empty.pdf"))]
    scorecard, summary = [*program, "village-scorecard", *told, *one_village], [*program, "commune-summary", *told]
    return bare, {
        "notice": [*program, "notice", *told, *one_village],
        "action-plan": [*program, "action-plan", *told],
        "village-scorecard": scorecard,
        "commune-summary": summary,
        "citizens-budget": [*program, "citizens-budget", *told],
        f"village-scorecard{CHANGED}": scorecard,
        f"commune-summary{CHANGED}": summary,
        f"village-scorecard{UNKNOWN}": scorecard,
        f"commune-summary{UNKNOWN}": summary,
        f"pack{UNKNOWN}": [*program, "pack", *told],
    }


def _judged(costs: dict[str, Cost], ratios: dict[str, float]) -> int:
    pack = costs[f"pack{UNKNOWN}"]
    judged = [
        (f"pack in {pack.clock:.1f} s, goal {PACK_SECONDS:g}", pack.clock <= PACK_SECONDS),
        (f"pack in {pack.memory:.0f} MB, goal {PACK_MEGABYTES}", pack.memory <= PACK_MEGABYTES),
    ]
    judged += [
        (f"{name} {ratio:.2f} x bare, goal {RATIO}", ratio <= RATIO)
        for name, ratio in ratios.items()
        if not name.endswith((UNKNOWN, CHANGED))
    ]
    print()
    return goals.told(judged)


if __name__ == "__main__":
    sys.exit(main())
