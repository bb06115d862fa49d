"""Engines that take turns: each in a process of its own, which waits while another one works.

One after the other, each with all its papers, is not fair on a machine that does other work too: whoever has the quiet
minute wins. The busy moments of a race in turns fall on all of them.
"""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.papers.engines import NOT_INSTALLED

SCRIPT = Path(__file__).with_name("engines.py")
OUTRUN_AFTER, OUTRUN = 5, 3.0
"""After so many turns an engine that takes so many times as long as the quickest takes no more."""


class Turn(NamedTuple):
    """What one paper took: seconds of the clock and of the processors."""

    clock: float
    processor: float


class Runner:
    """An engine in its process, kept for as long as papers are asked of it."""

    def __init__(self, engine: str, paper: str, python: str, file: Path) -> None:
        self.engine, self._file = engine, file
        self._asked = [python, str(SCRIPT), engine, paper, str(file)]
        self.turns: list[Turn] = []
        self.cold: list[float] = []

    def begin(self) -> str:
        """Start the process and wait for its first paper; why there is none, where it could not be made."""
        self._process = subprocess.Popen(
            self._asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        if self._process.stdout.readline().strip() == "ready":
            return ""
        _told, complaint = self._process.communicate()
        missing = self._process.returncode == NOT_INSTALLED
        return "not installed" if missing else complaint.strip().splitlines()[-1]

    def take_turn(self, run: int) -> None:
        """Make the paper of a run."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{run}\n")
        self._process.stdin.flush()
        clock, processor = map(float, self._process.stdout.readline().split())
        self.turns.append(Turn(clock, processor))

    def end(self) -> tuple[float, bytes]:
        """End the process: its peak of memory in megabytes, and its first paper."""
        told, _complaint = self._process.communicate()
        return float(told) / 1024, self._file.read_bytes()

    def start_cold(self) -> None:
        """A whole process that makes one paper."""
        begun = time.perf_counter()
        subprocess.run(self._asked, stdin=subprocess.DEVNULL, capture_output=True, check=True)
        self.cold.append(time.perf_counter() - begun)

    @property
    def clock(self) -> float:
        """The median seconds of a turn by the clock."""
        return statistics.median(turn.clock for turn in self.turns)

    @property
    def processor(self) -> float:
        """The median seconds of a turn that the processors were busy."""
        return statistics.median(turn.processor for turn in self.turns)


def race(runners: Sequence[Runner], runs: int) -> None:
    """All make their papers, one after the other, in this order and then in the other, again and again."""
    racing = list(runners)
    for run in range(1, runs + 1):
        for runner in racing if run % 2 else reversed(racing):
            runner.take_turn(run)
        if run == OUTRUN_AFTER:
            quickest = min(runner.clock for runner in racing)
            racing = [runner for runner in racing if runner.clock <= OUTRUN * quickest]
