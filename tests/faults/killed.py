"""The running program is killed while a robot types: is every stored edit there, and how soon does the work go on?

Run: `python -m tests.faults.killed [--kills 200] [--seed 0] [--longest 5]`. Exit status 1 when an edit that was
stored is gone, the database holds half a gesture or does not open, another page comes back, or that takes longer than
so many seconds.

The real program runs in a process of its own with `typist` at its keyboard, and gets SIGKILL at a random moment. It is
started again; the robot presses “Continue” as soon as the start page offers it. The time counts from the new process to
the page that can be typed into.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from facilitator.models import health
from tests.faults.commands import ROOT

ACKNOWLEDGED = "acknowledged"
LONGEST_S = 5.0
PATIENCE_S = 60.0


@dataclass
class Told:
    """What the lines of the robot say, read as they come."""

    path: Path
    read: int = 0
    state: str = ""
    coming: str = ""
    page: str = ""
    turning: str = ""
    """The page that was about to be opened; the kill may come after the program has noted it and before it says so."""
    starts: int = 0
    edits: int = 0
    first: list[str] = field(default_factory=list)
    """Page and content of the newest start."""

    def look(self) -> None:
        """Take in what is new; a line that the kill has cut does not count."""
        if not self.path.exists():
            return
        content = self.path.read_text()
        fresh, self.read = content[self.read :], content.rfind("\n") + 1
        for line in fresh[: self.read - len(content) or None].splitlines():
            self._take(*line.split())

    def _take(self, kind: str, name: str, digest: str) -> None:
        if kind == "back":
            self.first = [name]
            self.starts += 1
        elif kind == "state":
            if len(self.first) == 1:
                self.first.append(digest)
            else:
                self.edits += 1
            self.state, self.coming = digest, ""
        elif kind == "coming":
            self.coming = digest
        elif kind == "turning":
            self.turning = name
        if kind in ("page", "back"):
            self.page, self.turning = name, ""


class Victim:
    """The program on one database, started and killed again and again."""

    def __init__(self, folder: Path, rng: random.Random, longest: float = LONGEST_S) -> None:
        self._folder, self._rng, self._longest = folder, rng, longest
        self.told = Told(folder / ACKNOWLEDGED)
        self.faults: Counter[str] = Counter()
        self.seconds: list[float] = []

    def live_and_die(self) -> None:
        """One life: is everything there, as soon as it should? Then some typing, and the kill."""
        pages = {self.told.page, self.told.turning} - {""}
        allowed = {self.told.state, self.told.coming} - {""}
        starts = self.told.starts
        begin = time.monotonic()
        program = self._start()
        try:
            self._wait(program, starts)
            if starts:  # the first start makes the database
                self._judge(pages, allowed, time.monotonic() - begin)
            time.sleep(self._rng.uniform(0, 1.2))
        finally:
            program.kill()
            program.wait()
        self.told.look()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.faults.typist", str(self._folder), str(self._rng.randrange(10**6))]
        errors = (self._folder / "errors").open("ab")
        with errors:
            return subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), stderr=errors)

    def _wait(self, program: subprocess.Popen[bytes], starts: int) -> None:
        """Until the work goes on; raises RuntimeError when the program gives up."""
        until = time.monotonic() + PATIENCE_S
        while self.told.starts == starts or len(self.told.first) < 2:
            if program.poll() is not None or time.monotonic() > until:
                raise RuntimeError((self._folder / "errors").read_text())
            time.sleep(0.01)
            self.told.look()

    def _judge(self, pages: set[str], allowed: set[str], seconds: float) -> None:
        self.seconds.append(seconds)
        back, digest = self.told.first
        self.faults["another page"] += back not in pages
        self.faults["lost or half"] += digest not in allowed
        self.faults["late"] += seconds > self._longest


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--longest", type=float, default=LONGEST_S, help="seconds until the work goes on")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="facilitator-killed-") as folder:
        victim = Victim(Path(folder), random.Random(asked.seed), asked.longest)
        for _kill in range(asked.kills + 1):  # the last start only looks at what the last kill left
            victim.live_and_die()
        sound = health.check(Path(folder) / "commune.db").ok
    faults = {name: victim.faults[name] for name in ("lost or half", "another page", "late")}
    told = ", ".join(f"{count} {name}" for name, count in faults.items())
    seconds = sorted(victim.seconds)
    print(
        f"{asked.kills} kills among {victim.told.edits} edits: {told}; "
        f"back after {seconds[len(seconds) // 2]:.1f} s, at most {seconds[-1]:.1f} s; "
        f"the file is {'sound' if sound else 'DAMAGED'}"
    )
    return int(any(faults.values()) or not sound)


if __name__ == "__main__":
    sys.exit(main())
