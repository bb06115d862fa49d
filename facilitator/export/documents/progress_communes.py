"""The progress of several communes: every plan of a year that this database holds, and what they come to together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from facilitator.export.documents.common import SAMPLE_HEAD, Head, Text
from facilitator.export.documents.following import NO_MONEY, SAMPLE_MONEY, SourceMoney, Sums


@dataclass(frozen=True)
class CommuneProgress:
    """How far the plan of one commune is, and what was received for it."""

    commune: Text
    district: Text
    round: int
    counts: tuple[tuple[str, int], ...]
    """How many activities have each status; statuses that do not occur are left out."""
    near: Sums = NO_MONEY
    """Received from everybody but donors."""
    donors: Sums = NO_MONEY

    @property
    def total(self) -> int:
        """All its activities."""
        return sum(count for _status, count in self.counts)

    @property
    def done(self) -> int:
        """Those that are done."""
        return dict(self.counts).get("done", 0)


@dataclass(frozen=True)
class CommunesProgress:
    """The report. `head` is that of the cycle from which it is printed; its day is that of the newest check of all."""

    head: Head
    plans: tuple[CommuneProgress, ...]
    """By code of the commune."""
    money: tuple[SourceMoney, ...] = ()
    """Of all plans, by source."""


SAMPLE = CommunesProgress(
    head=replace(SAMPLE_HEAD, date=dt.date(2026, 9, 18)),
    plans=(
        CommuneProgress(
            Text("ស្រះជីក", "Srah Chik"),
            Text("ភ្នំស្រុក", "Phnum Srok"),
            1,
            (("done", 4), ("delayed", 1)),
            Sums(40_000_000),
            Sums(0, 25_733),
        ),
        CommuneProgress(
            Text("ណាំតៅ", "Nam Tau"), Text("ភ្នំស្រុក", "Phnum Srok"), 1, (("done", 3),), Sums(1_200_000, 5_000)
        ),
    ),
    money=SAMPLE_MONEY,
)
