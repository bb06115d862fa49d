"""The summary of a cycle: all service points of a commune on one page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from facilitator.export.documents.common import (
    SAMPLE_CHIEF,
    SAMPLE_FACILITATOR,
    SAMPLE_HEAD,
    UNSIGNED,
    Figures,
    Head,
    Method,
    Signature,
    Text,
)
from facilitator.export.documents.joint import SAMPLE as JOINT
from facilitator.export.documents.joint import JointRow
from facilitator.export.documents.scorecard import sample_figures


@dataclass(frozen=True)
class PlanStanding:
    """How many activities of the plan stand where; activities with others below them are not counted."""

    not_started: int = 0
    under_way: int = 0
    done: int = 0
    delayed: int = 0
    dropped: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.not_started + self.under_way + self.done + self.delayed + self.dropped


@dataclass(frozen=True)
class ServiceSummary:
    """One service point. `lowest` and `highest` are criteria by the citizens' score; None where none is shown."""

    name: Text
    kind: str
    villages: int = 0
    people: int | None = None
    lowest: JointRow | None = None
    highest: JointRow | None = None
    hidden: bool = False
    """Some of its scores are those of a small group that a public copy does not show."""
    higher: int = 0
    """Criteria that citizens score higher than in the round before."""
    same: int = 0
    lower: int = 0
    plan: PlanStanding = PlanStanding()

    @property
    def compared(self) -> bool:
        """True when some criteria can be compared with the round before."""
        return self.higher + self.same + self.lower > 0


@dataclass(frozen=True)
class CommuneSummary:
    """All service points of a cycle, and how far its plan is."""

    head: Head
    services: tuple[ServiceSummary, ...]
    method: Method
    plan: PlanStanding = PlanStanding()
    previous: tuple[int, int] | None = None
    """Year and round of the cycle before."""
    facilitators: tuple[str, ...] = ()
    facilitator: Signature = UNSIGNED
    chief: Signature = UNSIGNED

    @property
    def hides(self) -> bool:
        """True when something is not shown because a group is too small."""
        return any(service.hidden for service in self.services)


_LOW, _HIGH = JOINT.rows[1], JOINT.rows[2]

SAMPLE = CommuneSummary(
    head=SAMPLE_HEAD,
    services=(
        ServiceSummary(
            Text("មណ្ឌលសុខភាពបន្ទាយនាង", "Banteay Neang health centre"),
            "health_centre",
            3,
            28,
            _LOW,
            _HIGH,
            higher=3,
            same=1,
            lower=1,
            plan=PlanStanding(1, 2, 3, 1, 0),
        ),
        ServiceSummary(
            Text("សាលាបឋមសិក្សាបន្ទាយនាង", "Banteay Neang primary school"),
            "primary_school",
            2,
            21,
            replace(
                _LOW,
                text=Text("បង្គន់ និងកន្លែងលាងដៃស្អាត", "Latrines and places to wash hands are clean"),
                citizens=sample_figures(8, 7, 4, 2, 0),
                providers=Figures(median=Fraction(5, 2)),
                gap=Fraction(1, 2),
            ),
            plan=PlanStanding(2, 0, 0, 0, 1),
        ),
        ServiceSummary(Text("រដ្ឋបាលឃុំ", "Commune administration"), "commune_administration", 0),
    ),
    method=Method(),
    plan=PlanStanding(3, 2, 4, 1, 1),
    previous=(2025, 1),
    facilitators=("សុខ ចាន់ធី", "ហេង ស្រីពៅ"),
    facilitator=SAMPLE_FACILITATOR,
    chief=SAMPLE_CHIEF,
)
