"""What a file about a cycle may speak of, as plain values: files are read in a thread without the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from facilitator.errors import UserError
from facilitator.i18n import _, screen_language
from facilitator.models.imports.staging import CellError
from facilitator.models.scorecard import SIDES
from facilitator.models.scoring import Scale

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle

CITIZENS, PROVIDERS = SIDES


class Place(NamedTuple):
    """Which sheet: key of the service point, side, village code and group key; both empty for providers."""

    service_point: str
    side: str
    village: str
    group: str


@dataclass(frozen=True)
class Point:
    """A service point: its name, its villages by code, its criteria with the side that scores them."""

    name: str
    villages: Mapping[str, str]
    criteria: Mapping[str, str]

    def scores(self, criterion: str, side: str) -> bool:
        """Whether that side scores the criterion here."""
        return self.criteria.get(criterion) in ("both", side)


@dataclass(frozen=True)
class Shape:
    """The service points by key, the names of the groups by key, and the steps of the scale."""

    points: Mapping[str, Point]
    groups: Mapping[str, str]
    steps: range

    @property
    def villages(self) -> dict[str, str]:
        """The names of all villages by code."""
        return {code: name for point in self.points.values() for code, name in point.villages.items()}

    @property
    def criteria(self) -> tuple[str, ...]:
        """The keys of all criteria, each once."""
        return tuple(dict.fromkeys(key for point in self.points.values() for key in point.criteria))

    def place(self, service_point: str, side: str, village: str, group: str) -> Place:
        """The sheet of these cells. Raises CellError when there can be no such sheet."""
        if side == PROVIDERS:
            for column, text in (("village_code", village), ("group", group)):
                if text:
                    raise CellError(column, _("Providers are one group: leave this cell empty."))
            return Place(service_point, side, "", "")
        if not village:
            raise CellError("village_code", _("Citizens score in a village: write its code."))
        point = self.points[service_point]
        if village not in point.villages:
            raise CellError("village_code", _("{service} does not serve this village.").format(service=point.name))
        return Place(service_point, side, village, group)

    def refuse_unscored(self, place: Place, criterion: str) -> None:
        """Raise UserError when that side does not score the criterion there."""
        point = self.points[place.service_point]
        if criterion not in point.criteria:
            raise UserError(_("{service} does not score this criterion.").format(service=point.name))
        if not point.scores(criterion, place.side):
            raise UserError(_("Only the providers score this criterion."))

    def name(self, place: Place) -> str:
        """The sheet in words."""
        point = self.points[place.service_point]
        if place.side == PROVIDERS:
            return _("{service}, providers").format(service=point.name)
        parts = [point.name, point.villages[place.village], *([self.groups[place.group]] if place.group else [])]
        return ", ".join(parts)


def shape_of(cycle: Cycle) -> Shape:
    """The shape of a cycle, with names in the language of the screen."""
    language = screen_language()
    points = {
        point.key: Point(
            point.name(language),
            {each.code: each.name(language) for each in point.villages},
            {criterion.key: criterion.side for criterion in point.criteria},
        )
        for point in cycle.service_points
    }
    groups = {group.key: group.name(language) for group in cycle.groups}
    return Shape(points, groups, Scale(cycle.scale).steps)
