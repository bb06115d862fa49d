"""How much memory the window holds while somebody works in it, and whether it grows without end.

    python -m tests.benchmarks.memory [--seconds 60] [--database FILE]

The program's own entrance (`cli.main`) on a copy of the sample commune. Told are: the start page, the cycle just
opened, the same ten seconds later (health check, backup and what the window prepares by itself are done), and then
each ten seconds of work: scores typed key by key, an activity and an amount of the budget changed and taken back, the
stages of scores, plan and budget in turn. Goal: once each page has been open, at most 1 MB in ten seconds on average.
Exit status 1 when it is missed. What a bare PySide6 window holds is measured by `start_up.py`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from facilitator.ui.cycle_view import CycleView
    from facilitator.ui.main_window import MainWindow

SETTLED, SPAN = 10.0, 10.0
"""Seconds until nothing is prepared any more, and between two figures."""
WARM_SPANS = 2
MOST_GROWTH = 1.0
"""Megabytes per span."""
STAGES = ("scoring", "action_plan", "budget")


def held() -> float:
    """Resident memory in megabytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024**2


def rest(seconds: float) -> None:
    """Let the window live for a while."""
    from PySide6.QtTest import QTest

    QTest.qWait(round(seconds * 1000))


class Work:
    """Somebody who works in the window; `figures` are filled with the memory held after each span."""

    def __init__(self, window: MainWindow, seconds: float) -> None:
        self.window, self.seconds = window, seconds
        self.figures: list[tuple[str, float]] = [("start page", held())]
        self.gestures = self.stored = 0

    def do(self) -> None:
        """Open the newest cycle and work in it, then leave the program."""
        from PySide6.QtWidgets import QApplication

        try:
            self._do()
        finally:
            self.window.close()
            QApplication.quit()

    def _do(self) -> None:
        store = self.window.database.store
        assert store is not None
        self.window.show_cycle(str(store.cycles()[-1].id))
        rest(0.3)
        self.figures.append(("cycle open", held()))
        rest(SETTLED)
        self.figures.append(("settled", held()))
        view = self.window.view()
        assert view is not None
        turns, before = self._turns(view), store.version
        begin = time.monotonic()
        for span in range(1, round(self.seconds / SPAN) + 1):
            while time.monotonic() < begin + span * SPAN:
                next(turns)
            self.figures.append((f"{span * SPAN:.0f} s of work", held()))
        self.stored = store.version - before

    def _turns(self, view: CycleView) -> Iterator[None]:
        while True:
            for stage in STAGES:
                view.show_stage(stage)
                view.focus_page()
                rest(0.05)
                for _number in range(20):
                    getattr(self, f"_{stage}")(view)
                    self.gestures += 1
                    rest(0.02)
                    yield

    def _scoring(self, view: CycleView) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        from facilitator.ui.tables.scores_view import ScoreView

        grid = view.findChild(ScoreView, "scores")
        assert grid is not None
        QTest.keyClick(grid, Qt.Key(int(Qt.Key.Key_1) + self.gestures % 9))
        QTest.keyClick(grid, Qt.Key.Key_Return)

    def _action_plan(self, view: CycleView) -> None:
        with view.context.gesture("Activity"):
            view.context.cycle.actions[0].activity = f"{self.gestures}"
        view.undo()

    def _budget(self, view: CycleView) -> None:
        from facilitator.models.budget import Budget

        line = view.context.store.all(Budget)[-1].lines[-1]
        with view.context.gesture("Amount"):
            line.plan = (line.plan or 0) + 1
        view.undo()


def run(database: Path, seconds: float) -> list[tuple[str, float]]:
    """Start the program, work, close it."""
    from facilitator import app, cli

    done: list[Work] = []
    go_on = app.after_paint

    def painted(window: MainWindow) -> None:
        work = Work(window, seconds)
        done.append(work)
        go_on(window)
        window.database.when_ready(work.do)

    app.after_paint = painted
    if cli.main(["--database", str(database)]) or not done[0].stored:
        raise SystemExit("nobody could work in the window; its log tells why")
    print(f"{done[0].stored} stored changes")
    return done[0].figures


def main() -> int:
    """Measure, print, and say whether it stays."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--database", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="memory-") as name:
        for place in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.environ[place] = name
        database = Path(name) / "commune.db"
        words = ["cycles"] if asked.database else ["demo"]
        if asked.database:
            shutil.copy(asked.database, database)
        # The sample, and what is compiled once, by another process: its memory does not count.
        subprocess.run(
            [sys.executable, "-m", "facilitator", *words, "--database", database], check=True, stdout=subprocess.DEVNULL
        )
        figures = run(database, asked.seconds)
    for moment, megabytes in figures:
        print(f"{moment:14} {megabytes:6.1f} MB")
    warm = [megabytes for _moment, megabytes in figures[3 + WARM_SPANS - 1 :]]
    growth = (warm[-1] - warm[0]) / max(len(warm) - 1, 1)
    print("reached" if growth <= MOST_GROWTH else "MISSED ", f"growth {growth:.2f} MB in {SPAN:.0f} s of work")
    return 0 if growth <= MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
