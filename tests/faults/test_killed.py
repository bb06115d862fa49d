"""The program is killed while scores are typed: after a restart every score that was acknowledged is there."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from facilitator.models import health
from facilitator.models.cycle import Cycle
from facilitator.models.scorecard import card_of
from facilitator.models.store import Store
from tests.samples import add_commune, add_cycle

ROOT = Path(__file__).resolve().parents[2]
STEPS = 5
HIGHEST = 900

TYPIST = f"""
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from facilitator.models.store import Store
from facilitator.ui import theme
from facilitator.ui.context import Context
from facilitator.ui.pages.scoring import ScoringPage
from facilitator.ui.tables.scores_view import ScoreView

theme.apply(theme.make_application("typist"))
store = Store.open(Path(sys.argv[1]))
page = ScoringPage(Context(store, store.cycles()[0].id))
page.show()
grid = page.findChild(ScoreView, "scores")
store.listeners.append(lambda change: print(step, number, flush=True))
for number in range(int(sys.argv[2]), {HIGHEST}):
    step = number % {STEPS} + 1
    grid.setCurrentIndex(grid.model().index(0, step))
    QTest.keyClicks(grid, str(number))
    QTest.keyClick(grid, Qt.Key.Key_Return)
"""
"""Types one number after another, each into the next step of the scale; tells each one that the Store acknowledged."""


def stored(cycle: Cycle) -> dict[int, int]:
    """The votes of the first row, by step."""
    point = cycle.service_points[0]
    return card_of(point, "citizens", point.villages[0]).sheet("women").counts(point.criteria[0])


def type_until_killed(path: Path, begin: int, seconds: float) -> list[tuple[int, int]]:
    """Start the typist, kill it after that time of typing; gives what it acknowledged: step and number."""
    command = [sys.executable, "-c", TYPIST, str(path), str(begin)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as typist:
        assert typist.stdout is not None
        first = typist.stdout.readline()
        time.sleep(seconds)
        typist.kill()
        lines = [first, *typist.stdout]
    pairs = [line.split() for line in lines if line.endswith("\n")]
    return [(int(step), int(number)) for step, number in pairs]


@pytest.mark.parametrize("rounds", [3, pytest.param(20, marks=[pytest.mark.slow, pytest.mark.timeout(600)])])
def test_acknowledged_scores_survive_a_kill(tmp_path: Path, rounds: int) -> None:
    path, chance = tmp_path / "typed.db", random.Random(rounds)
    with Store.create(path) as store:
        add_cycle(store, add_commune(store))
    begin = 10
    expected: dict[int, int] = {}
    for _round in range(rounds):
        told = type_until_killed(path, begin, chance.uniform(0.01, 0.4))
        assert told
        expected |= dict(told)
        begin = told[-1][1] + 1
        with Store.open(path) as store:
            found = stored(store.cycles()[0])
            store.session.rollback()
        # The number being typed when the kill came may have reached the disk without being told.
        unseen = {begin % STEPS + 1: begin}
        assert found in (expected, expected | unseen)
        expected = found
        if begin > HIGHEST - 200:
            begin = 10
    assert health.check(path).ok
