"""How long each point of the agenda takes: it counts minutes, and never rings."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

SECONDS = 60


class Clock:
    """Counts the time under the point of the agenda that is being talked about; it rests until the first `enter`."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._item = ""
        self._since = 0.0
        self._spent: Counter[str] = Counter()
        self.resting = False

    @property
    def begun(self) -> bool:
        """Whether a point has begun."""
        return bool(self._item)

    def enter(self, item: str) -> None:
        """This point begins, or goes on."""
        self._settle()
        self._item = item

    def rest(self, resting: bool) -> None:
        """Stop counting for a break, or go on."""
        self._settle()
        self.resting = resting

    def minutes(self, item: str) -> int:
        """Full minutes spent on a point so far."""
        self._settle()
        return int(self._spent[item]) // SECONDS

    def share(self, item: str, planned: int) -> float:
        """How much of the planned minutes is used up, from 0 to 1."""
        self._settle()
        return min(1.0, self._spent[item] / (planned * SECONDS)) if planned else 0.0

    def _settle(self) -> None:
        now = self._now()
        if self._item and not self.resting:
            self._spent[self._item] += now - self._since  # type: ignore[assignment]
        self._since = now
