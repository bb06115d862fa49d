"""A second process of this program, for work that can be done beside this one's. It runs a module of our own."""

from __future__ import annotations

import os
import subprocess
import sys

from facilitator import paths


def is_worth_it() -> bool:
    """Whether a second processor is there for it, and Python can be started by name (not in a packed program)."""
    return _processors() > 1 and not getattr(sys, "frozen", False)


def started(module: str, *words: str) -> subprocess.Popen[bytes]:
    """The process, with pipes to and from it. Raises OSError where it cannot be started."""
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", module, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(paths.RESOURCES.parent)},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _processors() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
