"""How a benchmark ends: each goal with what was measured, and whether it was reached."""

from __future__ import annotations

from collections.abc import Iterable


def told(goals: Iterable[tuple[str, bool]]) -> int:
    """Print the goals; the exit status, 1 when one of them is missed."""
    known = list(goals)
    for goal, reached in known:
        print("reached" if reached else "MISSED ", goal)
    return int(not all(reached for _goal, reached in known))
