"""The projects of a budget summed up: by sector, and by village."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from facilitator.export.documents.citizens_budget import ProjectRow, SectorSum, VillageSum
from facilitator.export.documents.common import Text
from facilitator.models import catalogue

LARGEST = 3
"""How many projects of a village are named where there are too many to list."""


def sectors(projects: Sequence[ProjectRow]) -> tuple[SectorSum, ...]:
    """The sectors that have projects, in their usual order."""
    found = []
    for sector in catalogue.sectors():
        rows = [row for row in projects if row.sector == sector.key]
        if rows:
            name = Text(sector.name_km, sector.name_en)
            found.append(SectorSum(sector.key, name, len(rows), sum(row.cost for row in rows)))
    return tuple(found)


def villages(projects: Sequence[ProjectRow]) -> tuple[VillageSum, ...]:
    """The villages that have projects, the most money first; what is for the whole commune stands last."""
    rows: dict[Text, list[ProjectRow]] = {}
    for row in projects:
        rows.setdefault(row.village, []).append(row)
    sums = [_village(name, found) for name, found in rows.items()]
    return tuple(sorted(sums, key=lambda each: (each.name == Text(), -each.cost, each.name.km)))


def _village(name: Text, rows: Sequence[ProjectRow]) -> VillageSum:
    counts = Counter(row.sector for row in rows)
    order = [sector.key for sector in catalogue.sectors() if sector.key in counts]
    order += [key for key in counts if key not in order]
    largest = sorted(rows, key=lambda row: -row.cost)[:LARGEST]
    return VillageSum(name, tuple((key, counts[key]) for key in order), sum(row.cost for row in rows), tuple(largest))
