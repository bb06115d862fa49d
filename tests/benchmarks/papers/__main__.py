"""How papers compare with those of other engines: time, memory, size, and what is found in them.

    python -m tests.benchmarks.papers [--runs 41] [--peers PYTHON] [--engines ours,typst] [--papers pictures]

The one-page scorecard and the twelve-page booklet of `content`, without and with pictures, in the same faces and with
the same photo, file for file. Each engine has processes of its own: cold is a whole process with one paper, warm the
median of later papers, which have other names and figures. The engines take turns (`turns`), there and back again, so
that the busy moments of the machine fall on all alike; those that are far behind after five turns take no more. An
engine that is not installed is left out with a sentence. Peers may have an interpreter of their own (`--peers`;
`pip install typst weasyprint fpdf2`); LibreOffice is `soffice` on the path, with the fonts of `resources/fonts`
installed.

Warm is by the clock, beside it what the processors were busy: typst sets on all of them at once, we on one. On a
machine with nothing else to do that helps typst, on a busy one less.

typst stands there twice: called for each paper, as from a program that prints one now and then, and with a compiler
that is kept and sets only those parts anew that changed ("typst kept").

Goals: warm at most 0.7 times the fastest peer for the scorecard and 0.9 times for the booklet (the kept compiler, which
remembers its last page, is shown but not counted), no file larger than the smallest peer's, all strings found.
Exit status 1 when one is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.budget import photo
from tests.benchmarks.goals import told
from tests.benchmarks.papers.content import BREAK, FIND, PAPERS, PHOTO
from tests.benchmarks.papers.engines import ENGINES
from tests.benchmarks.papers.turns import Runner, race
from tests.export.pdf.reading import READERS

OWN_INTERPRETER = ("ours", "qt")
NOT_COUNTED = ("ours", "typst kept")
WARM_GOALS = {"scorecard": 0.7, "booklet": 0.9, "pictures": 0.9}
COLD_RUNS = 5


class Figures(NamedTuple):
    """Of one engine and one paper: seconds, milliseconds, megabytes, kilobytes, strings that each reader found."""

    cold: float
    warm: float
    processor: float
    memory: float
    size: float
    found: dict[str, int]


def measured(paper: str, engines: list[str], runs: int, peers: str) -> dict[str, Figures]:
    """The figures of each engine that is there; it is said of the others why they are not."""
    figures: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as folder:
        runners = []
        for engine in engines:
            python = sys.executable if engine in OWN_INTERPRETER else peers
            runner = Runner(engine, paper, python, Path(folder, f"{engine}.pdf"))
            if why := runner.begin():
                print(f"{engine} is left out: {why}")
            else:
                runners.append(runner)
        race(runners, runs)
        ended = [runner.end() for runner in runners]
        for _run in range(COLD_RUNS):
            for runner in runners:
                runner.start_cold()
    for runner, (memory, data) in zip(runners, ended, strict=True):
        found = {name: _found(reader(data)) for name, reader in sorted(READERS.items())}
        figures[runner.engine] = Figures(
            min(runner.cold), runner.clock * 1000, runner.processor * 1000, memory, len(data) / 1000, found
        )
    return figures


def _found(text: str) -> int:
    """How many strings stand in a text; where its lines end does not count."""
    whole = "".join(text.replace(BREAK, "").split())
    return sum(wanted in whole for wanted in FIND)


def judged(paper: str, figures: dict[str, Figures]) -> list[tuple[str, bool]]:
    """The goals of one paper, and whether each is reached."""
    ours = figures["ours"]
    peers = {name: found for name, found in figures.items() if name not in NOT_COUNTED}
    goals = [("every string found by every reader", set(ours.found.values()) == {len(FIND)})]
    if peers:
        quickest = min(peers, key=lambda name: peers[name].warm)
        smallest = min(peers, key=lambda name: peers[name].size)
        ratio, share = ours.warm / peers[quickest].warm, ours.size / peers[smallest].size
        goal = WARM_GOALS[paper]
        goals.append((f"warm {ratio:.2f} x the quickest peer ({quickest}), goal {goal}", ratio <= goal))
        goals.append((f"size {share:.2f} x the smallest peer ({smallest}), goal 1", share <= 1))
    return [(f"{paper}: {goal}", reached) for goal, reached in goals]


def show(paper: str, figures: dict[str, Figures]) -> None:
    """A table of one paper."""
    readers = " / ".join(next(iter(figures.values())).found)
    print(
        f"\n{paper:12} {'cold s':>7} {'warm ms':>8} {'busy ms':>8} {'MB':>5} {'KB':>6}  found of {len(FIND)}: {readers}"
    )
    for engine, (cold, warm, busy, memory, size, found) in figures.items():
        strings = " / ".join(map(str, found.values()))
        print(f"{engine:12} {cold:7.2f} {warm:8.1f} {busy:8.1f} {memory:5.0f} {size:6.1f}  {strings}")


def main() -> int:
    """Measure, print the tables, and say whether the goals are reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=41)
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON", help="interpreter that has the peers")
    parser.add_argument("--engines", default=",".join(ENGINES), help="ours and others")
    parser.add_argument("--papers", default=",".join(PAPERS))
    asked = parser.parse_args()
    goals: list[tuple[str, bool]] = []
    PHOTO.write_bytes(photo((1200, 800)))
    for paper in asked.papers.split(","):
        figures = measured(paper, asked.engines.split(","), asked.runs, asked.peers)
        show(paper, figures)
        goals += judged(paper, figures)
    print()
    return told(goals)


if __name__ == "__main__":
    sys.exit(main())
