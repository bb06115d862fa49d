"""A harness of this folder as its command: in a process of its own, so that it may fork, trace and break things."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 900
"""On a machine that has much else to do; by itself none of them takes a minute."""


class Figures(NamedTuple):
    """How a harness ended, and what it said."""

    status: int
    told: str


def figures(command: str) -> Figures:
    """Run a harness: its name and options, as after `python -m tests.faults.`."""
    harness, *options = command.split()
    words = [sys.executable, "-m", f"tests.faults.{harness}", *options]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LONGEST_S)
    return Figures(done.returncode, done.stdout + done.stderr)
