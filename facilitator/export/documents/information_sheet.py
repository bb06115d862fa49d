"""Information for citizens about one service: what they are entitled to, how it did, what money it has."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction

from facilitator.export.documents.common import (
    SAMPLE_CHIEF,
    SAMPLE_HEAD,
    UNSIGNED,
    Figures,
    Head,
    Method,
    Signature,
    Text,
)
from facilitator.export.documents.input_tracking import SAMPLE_STANDARDS, Standard
from facilitator.export.documents.meeting import SAMPLE_CALLERS, SAMPLE_GATHERING, Caller, Gathering
from facilitator.export.documents.scorecard import sample_figures

_METHOD = Method()
_NONE = Text()


@dataclass(frozen=True)
class Entitlement:
    """A standard, and what was found in the round before."""

    standard: Standard
    found_before: str = ""


@dataclass(frozen=True)
class Scored:
    """A criterion of the round before with both scores; the providers' is one number."""

    text: Text
    citizens: Figures | None
    providers: Figures | None = None


@dataclass(frozen=True)
class Performance:
    """How the service did in the round before: scores, and how many of its planned activities are done."""

    year: int
    round: int
    rows: tuple[Scored, ...]
    planned: int = 0
    done: int = 0


@dataclass(frozen=True)
class Paid:
    """A project for the service: whole riel, `status` that of an action."""

    name: Text
    cost: int
    status: str


@dataclass(frozen=True)
class Money:
    """What the commune's budget of a year says about the service. `status`: `draft`, `approved` or `executed`."""

    year: int
    status: str
    total: int
    """Riel of all that the commune spends that year, what is left over not counted."""
    projects: tuple[Paid, ...] = ()
    running: tuple[tuple[Text, int], ...] = ()
    """Only for the commune's own office: the lines of its general administration."""
    source: str = ""
    source_date: dt.date | None = None

    @property
    def for_service(self) -> int:
        """Riel of everything listed."""
        return sum(project.cost for project in self.projects) + sum(amount for _name, amount in self.running)


@dataclass(frozen=True)
class InformationSheet:
    """The sheet of one service, of the day of its information session."""

    head: Head
    kind: str
    """The kind of service, for its picture."""
    service: Text
    standards: tuple[Entitlement, ...]
    method: Method = _METHOD
    """Of the scores of the round before."""
    performance: Performance | None = None
    money: Money | None = None
    meetings: tuple[Gathering, ...] = ()
    """The meetings to come, as far as their days are fixed."""
    callers: tuple[Caller, ...] = ()
    chief: Signature = UNSIGNED

    @property
    def unconfirmed(self) -> bool:
        """True when a standard still waits for its official document."""
        return any(not each.standard.confirmed for each in self.standards)

    @property
    def hides(self) -> bool:
        """True when a score is not shown because a group is too small."""
        rows = self.performance.rows if self.performance is not None else ()
        return any(row.citizens is not None and row.citizens.hidden for row in rows)


SAMPLE = InformationSheet(
    head=replace(SAMPLE_HEAD, date=dt.date(2026, 2, 11)),
    kind="health_centre",
    service=Text("មណ្ឌលសុខភាពបន្ទាយនាង", "Banteay Neang health centre"),
    standards=(
        Entitlement(SAMPLE_STANDARDS[0], "៧ នាក់"),
        Entitlement(SAMPLE_STANDARDS[1]),
        Entitlement(SAMPLE_STANDARDS[2]),
    ),
    performance=Performance(
        year=2025,
        round=1,
        rows=(
            Scored(
                Text("បុគ្គលិកមានវត្តមានតាមម៉ោងធ្វើការ", "Staff are present in working hours"),
                sample_figures(2, 5, 9, 8, 4),
                Figures(n=1, median=Fraction(4)),
            ),
            Scored(
                Text("ថ្នាំសំខាន់ៗមានគ្រប់គ្រាន់", "Essential medicines are in stock"),
                sample_figures(6, 12, 5, 4, 1),
                Figures(n=1, median=Fraction(7, 2)),
            ),
            Scored(Text("តម្លៃសេវាបិទផ្សាយច្បាស់", "Fees are posted clearly"), Figures(hidden=True)),
        ),
        planned=6,
        done=4,
    ),
    money=Money(
        year=2026,
        status="approved",
        total=500_000_000,
        projects=(
            Paid(Text("ផ្លូវជម្រាល និងបង្គន់", "Ramp and accessible toilet"), 6_400_000, "under_way"),
            Paid(Text("ជួសជុលបន្ទប់ប្រចាំការ", "Repair of the duty room"), 4_200_000, "delayed"),
        ),
        source="របាយការណ៍ហិរញ្ញវត្ថុឃុំ",
        source_date=dt.date(2025, 12, 20),
    ),
    meetings=(SAMPLE_GATHERING,),
    callers=SAMPLE_CALLERS,
    chief=SAMPLE_CHIEF,
)
