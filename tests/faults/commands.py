"""A harness of this folder as its command: in a process of its own, so that it may fork, trace and break things."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def figures(harness: str, *options: str, seconds: float = 110) -> tuple[int, str]:
    """The exit status of a harness, and what it said."""
    command = [sys.executable, "-m", f"tests.faults.{harness}", *options]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=seconds)
    return done.returncode, done.stdout + done.stderr
