"""The joint accountability action plan as printed: two parts, providers, and a tree of activities."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from facilitator.export.documents.common import SAMPLE_HEAD, SAMPLE_SIGNATURES, Head, Signature, Text


@dataclass(frozen=True)
class Activity:
    """One row. A row of a higher level that has rows below it carries their sum as its cost."""

    part: str
    """`A` needs outside resources, `B` is internal."""
    places: tuple[int, ...]
    """Its place among its siblings, at every level from the top: (1, 2) is A.1.2 in part A."""
    activity: Text
    proposer: str = ""
    target: str = ""
    location: str = ""
    quantity: str = ""
    """A decimal number as plain text, or empty."""
    unit: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    beneficiaries: int | None = None
    women: int | None = None
    cost: int | None = None
    """Whole riel; None where nothing was estimated."""
    lead: str = ""
    heading: bool = False
    """It only holds rows below it together."""


@dataclass(frozen=True)
class ProviderActions:
    """The activities of one provider within a part, with their sum in riel. Without a name: of nobody in particular."""

    provider: Text
    activities: tuple[Activity, ...]
    cost: int


@dataclass(frozen=True)
class PlanPart:
    """Part A or B with its sum in riel."""

    key: str
    providers: tuple[ProviderActions, ...]
    cost: int


@dataclass(frozen=True)
class ActionPlan:
    """The whole plan. `cost` is the sum of both parts in riel."""

    head: Head
    parts: tuple[PlanPart, ...]
    cost: int
    chief: Signature
    facilitators: tuple[str, ...] = ()
    copies_to: tuple[Text, ...] = ()


_DRAIN = Activity(
    part="A",
    places=(1, 1),
    activity=Text("សាងសង់លូបង្ហូរទឹកភូមិអូរធំ", "Build a drain in Ou Thum village"),
    proposer="ក្រុមស្ត្រី",
    target="ផ្លូវភូមិមិនលិចទឹកនៅរដូវវស្សា",
    location="ភូមិអូរធំ",
    quantity="1200",
    unit="ម៉ែត្រ",
    start=dt.date(2026, 1, 15),
    end=dt.date(2026, 12, 15),
    beneficiaries=12_500,
    women=7_250,
    cost=48_000_000,
    lead="រដ្ឋបាលឃុំ / ប្រជាពលរដ្ឋក្នុងភូមិ",
)

SAMPLE = ActionPlan(
    head=SAMPLE_HEAD,
    parts=(
        PlanPart(
            key="A",
            providers=(
                ProviderActions(
                    provider=Text("រដ្ឋបាលឃុំ", "Commune administration"),
                    activities=(
                        Activity(
                            part="A",
                            places=(1,),
                            activity=Text("កែលម្អផ្លូវ និងលូ", "Better roads and drains"),
                            cost=48_000_000,
                            heading=True,
                        ),
                        _DRAIN,
                    ),
                    cost=48_000_000,
                ),
                ProviderActions(
                    provider=Text("មណ្ឌលសុខភាព", "Health centre"),
                    activities=(
                        Activity(
                            part="A",
                            places=(2,),
                            activity=Text("សង់ផ្លូវជម្រាល និងបង្គន់", "Build a ramp and an accessible toilet"),
                            quantity="1",
                            unit="កន្លែង",
                            cost=6_400_000,
                        ),
                    ),
                    cost=6_400_000,
                ),
            ),
            cost=54_400_000,
        ),
        PlanPart(
            key="B",
            providers=(
                ProviderActions(
                    provider=Text(),
                    activities=(
                        Activity(part="B", places=(1,), activity=Text("រៀបចំការិយាល័យ", "Tidy the office"), cost=0),
                    ),
                    cost=0,
                ),
            ),
            cost=0,
        ),
    ),
    cost=54_400_000,
    chief=SAMPLE_SIGNATURES[1],
    facilitators=("សុខ ចាន់ធី", "ហេង ស្រីពៅ"),
    copies_to=(Text("រដ្ឋបាលស្រុក", "District administration"),),
)
