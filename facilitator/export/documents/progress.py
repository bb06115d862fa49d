"""The progress report: how far a cycle's plan is, in numbers and sentences, and the money for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from facilitator.export.documents.common import SAMPLE_HEAD, SAMPLE_SIGNATURES, Head, Signature, Text
from facilitator.export.documents.following import (
    NO_MONEY,
    SAMPLE_FOLLOWED,
    SAMPLE_MONEY,
    BeforeAfter,
    Followed,
    Outcome,
    SourceMoney,
    Sums,
)


@dataclass(frozen=True)
class ServiceProgress:
    """How many activities of one service have each status. Without a name: of nobody in particular."""

    service: Text
    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """All its activities."""
        return sum(count for _status, count in self.counts)


@dataclass(frozen=True)
class ProgressReport:
    """The whole report. The day of its head is that of the newest check; it decides what is overdue."""

    head: Head
    activities: tuple[Followed, ...]
    """In the order of the plan."""
    services: tuple[ServiceProgress, ...]
    chief: Signature
    money: tuple[SourceMoney, ...] = ()
    cost: int = 0
    """Estimated cost of the whole plan in whole riel."""
    facilitators: tuple[str, ...] = ()
    near: Sums = NO_MONEY
    """Received from everybody but donors."""
    donors: Sums = NO_MONEY
    photos: tuple[BeforeAfter, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


SAMPLE = ProgressReport(
    head=replace(SAMPLE_HEAD, date=dt.date(2026, 9, 18)),
    activities=SAMPLE_FOLLOWED,
    services=(
        ServiceProgress(Text("រដ្ឋបាលឃុំ", "Commune administration"), (("under_way", 1), ("delayed", 1))),
        ServiceProgress(Text("មណ្ឌលសុខភាព", "Health centre"), (("done", 1),)),
    ),
    chief=SAMPLE_SIGNATURES[1],
    money=SAMPLE_MONEY,
    cost=54_400_000,
    facilitators=("សុខ ចាន់ធី", "ហេង ស្រីពៅ"),
    near=Sums(40_000_000),
    donors=Sums(0, 25_733),
    outcomes=(
        Outcome(
            Text(
                "មុននេះ ស្ត្រីមានផ្ទៃពោះម្នាក់មិនអាចចូលបង្គន់នៅមណ្ឌលសុខភាពបានទេ។ ឥឡូវមានផ្លូវជម្រាល គាត់មកពិនិត្យផ្ទៃពោះដោយខ្លួនឯង។",
                "A pregnant woman could not use the latrine of the health centre. With the ramp she comes to her "
                "check-ups by herself.",
            ),
            Text("សង់ផ្លូវជម្រាល និងបង្គន់", "Build a ramp and an accessible toilet"),
            dt.date(2026, 9, 20),
        ),
    ),
)
