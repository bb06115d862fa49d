"""What the papers of follow-up share: how an activity stands, and the money promised and received for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from facilitator.export.documents.common import Text

_NOWHERE = Text()

STATUSES = ("done", "under_way", "delayed", "dropped", "not_started")
"""In the order in which papers count them."""


@dataclass(frozen=True)
class Sums:
    """Money in both currencies, which are never added up: whole riel, and cents of US dollars."""

    riel: int = 0
    cents: int = 0

    def __bool__(self) -> bool:
        return bool(self.riel or self.cents)

    def __add__(self, other: Sums) -> Sums:
        return Sums(self.riel + other.riel, self.cents + other.cents)


NO_MONEY = Sums()


@dataclass(frozen=True)
class SourceMoney:
    """What one kind of source promised and gave. A promise that was kept is in both."""

    source: Text
    promised: Sums
    received: Sums


@dataclass(frozen=True)
class Following:
    """How an activity stands on the day of the record."""

    status: str = "not_started"
    percent: int | None = None
    last_check: dt.date | None = None
    note: str = ""
    """What was seen at the last check."""
    reason: str = ""
    """Why it is delayed or was dropped."""
    overdue: bool = False
    """Its end had passed on the day of the record, and it was neither done nor dropped."""
    money: tuple[SourceMoney, ...] = ()


@dataclass(frozen=True)
class Followed:
    """An activity with how it stands. `places` as in the plan: (1, 2) is A.1.2 in part A."""

    part: str
    places: tuple[int, ...]
    activity: Text
    following: Following
    service: Text = _NOWHERE
    who: str = ""
    end: dt.date | None = None


@dataclass(frozen=True)
class Outcome:
    """What became better: a short text, about an activity where one is named, and perhaps a photo (JPEG)."""

    text: Text
    activity: Text = _NOWHERE
    date: dt.date | None = None
    photo: bytes | None = None


@dataclass(frozen=True)
class BeforeAfter:
    """The first and the last photo (JPEG) of an activity, with their days."""

    part: str
    places: tuple[int, ...]
    activity: Text
    before: bytes
    before_on: dt.date
    after: bytes
    after_on: dt.date


SAMPLE_MONEY = (
    SourceMoney(Text("មូលនិធិឃុំ/សង្កាត់", "Commune fund"), Sums(46_000_000), Sums(40_000_000)),
    SourceMoney(Text("ម្ចាស់ជំនួយ", "Donor"), Sums(0, 50_000), Sums(0, 25_733)),
)

SAMPLE_FOLLOWED = (
    Followed(
        part="A",
        places=(1, 1),
        activity=Text("សាងសង់លូបង្ហូរទឹកភូមិអូរធំ", "Build a drain in Ou Thum village"),
        following=Following(
            "under_way",
            60,
            dt.date(2026, 9, 18),
            note="លូដាក់បាន ៧២០ ម៉ែត្រ",
            overdue=True,
            money=SAMPLE_MONEY,
        ),
        service=Text("រដ្ឋបាលឃុំ", "Commune administration"),
        who="រដ្ឋបាលឃុំ / ប្រជាពលរដ្ឋក្នុងភូមិ",
        end=dt.date(2026, 8, 31),
    ),
    Followed(
        part="A",
        places=(2,),
        activity=Text("សង់ផ្លូវជម្រាល និងបង្គន់", "Build a ramp and an accessible toilet"),
        following=Following("done", 100, dt.date(2026, 9, 18), note="ប្រើការបានល្អ"),
        service=Text("មណ្ឌលសុខភាព", "Health centre"),
        who="មណ្ឌលសុខភាព",
        end=dt.date(2026, 8, 31),
    ),
    Followed(
        part="B",
        places=(1,),
        activity=Text("រៀបចំការិយាល័យ", "Tidy the office"),
        following=Following("delayed", 20, dt.date(2026, 9, 18), reason="មន្ត្រីទទួលបន្ទុកផ្លាស់ការងារ"),
        end=dt.date(2026, 12, 15),
    ),
)
