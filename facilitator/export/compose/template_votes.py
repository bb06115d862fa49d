"""The workbook in which the votes of a cycle are typed: a row for every cell of every sheet, with what is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from facilitator.export.compose import template_sheets
from facilitator.export.documents.tables import Book, Sheet, Value
from facilitator.i18n import N_
from facilitator.models import catalogue, places
from facilitator.models.imports import ballots, sources, tallies
from facilitator.models.imports.shape import Place, Point, Shape, shape_of
from facilitator.models.imports.staging import SheetKind
from facilitator.models.scoring import Scale
from facilitator.models.sheets import scored_by
from facilitator.models.tally import ALL
from facilitator.models.tally import Sheet as TallySheet

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle, ServicePoint

EXAMPLE_COMMUNE = "010201"
EXAMPLE_SERVICE = "health_centre"
_VALUE_AND_COUNT = ("value", "count")

_NOTES = (
    template_sheets.FIXED_NAMES,
    N_("Fill in one of the sheets: votes for tallies, or ballots with one row per voter."),
    N_("A row of votes sets its cell; a row without figures leaves what is there. Ballots are added, and not kept."),
    template_sheets.ALL_OR_NOTHING,
    N_("Khmer digits are understood everywhere."),
)
Cells = dict[str, Value]
"""A row by the names of its columns; the others are empty."""


def votes_template(cycle: Cycle | None = None) -> Book:
    """The workbook of kind `votes`: a row for every cell of every sheet of the cycle, or one example row."""
    shape = example_shape() if cycle is None else shape_of(cycle)
    kind = _without_unused(tallies.sheet_kind(shape))
    values = [_example_tally(shape)] if cycle is None else list(_cells(cycle))
    voters = ballots.sheet_kind(shape)
    criteria = _criteria(cycle, shape)
    tables = (template_sheets.table(kind, in_columns(kind, values)), template_sheets.table(voters, ()))
    return Book((*tables, template_sheets.explanation((kind, voters), _NOTES), *lists(cycle, shape), criteria))


def _without_unused(kind: SheetKind) -> SheetKind:
    """Short scales have a column for each step, and need no others."""
    columns = kind.columns
    if any(column.name.isdigit() for column in columns):
        columns = tuple(column for column in columns if column.name not in _VALUE_AND_COUNT)
    return SheetKind(kind.name, kind.about, columns, kind.key, kind.required)


# --- votes ----------------------------------------------------------------------------------------------------


def _cells(cycle: Cycle) -> Iterator[Cells]:
    """Every cell of every sheet: place, criterion and breakdown, with the figures that are there."""
    breakdowns = (ALL, *cycle.breakdowns)
    by_step = len(Scale(cycle.scale).steps) <= tallies.MOST_COLUMNS_OF_STEPS
    for point in cycle.service_points:
        for place in _places(cycle, point):
            sheet = tallies.known_sheet(point, place)
            for criterion in scored_by(point, place.side):
                for breakdown in breakdowns if place.side == "citizens" else (ALL,):
                    head: Cells = _head(place) | {"criterion": criterion.key, "breakdown": breakdown}
                    head["method"] = sheet.method if sheet is not None else ""
                    counts = sheet.counts(criterion, breakdown) if sheet is not None else {}
                    if by_step:
                        yield head | {str(value): count for value, count in counts.items()}
                    elif counts:
                        yield from (head | {"value": value, "count": count} for value, count in counts.items())
                    else:
                        yield head


def _places(cycle: Cycle, point: ServicePoint) -> Iterator[Place]:
    """The sheets of a service point: each village by groups, as it was scored or as the cycle says; the providers."""
    usual = [group.key for group in cycle.groups] or [""]
    for village in point.villages:
        used = [sheet.group for sheet in _sheets(point, village.code) if sheet.tallies]
        for group in dict.fromkeys([*usual, *used] if "" not in used else used):
            yield Place(point.key, "citizens", village.code, group)
    yield Place(point.key, "providers", "", "")


def _sheets(point: ServicePoint, village: str) -> list[TallySheet]:
    return [sheet for card in point.cards if card.village_code == village for sheet in card.sheets]


def _head(place: Place) -> Cells:
    return {
        "service_point": place.service_point,
        "village_code": place.village,
        "side": place.side,
        "group": place.group,
    }


def _example_tally(shape: Shape) -> Cells:
    place = Place(EXAMPLE_SERVICE, "citizens", next(iter(shape.villages)), next(iter(shape.groups)))
    figures: dict[str, Value] = {"1": 1, "2": 3, "3": 5, "4": 8, "5": 3}
    return _head(place) | {"criterion": shape.criteria[0], "breakdown": ALL, "method": "votes"} | figures


# --- what there is to choose from -----------------------------------------------------------------------------


def in_columns(kind: SheetKind, rows: Iterable[Cells]) -> list[tuple[Value, ...]]:
    """Rows in the order of the columns."""
    return [tuple(row.get(column.name, "") for column in kind.columns) for row in rows]


def lists(cycle: Cycle | None, shape: Shape) -> tuple[Sheet, ...]:
    """The villages, services and groups of the cycle, or of the example."""
    if cycle is None:
        villages = [(each.code, each.name_km, each.name_en) for each in places.villages_of(EXAMPLE_COMMUNE)]
        services = [(EXAMPLE_SERVICE, "មណ្ឌលសុខភាព", "Health centre")]
        groups = [(key, "ក្រុមស្ត្រី", "Women's group") for key in shape.groups]
    else:
        villages = [(each.code, each.name_km, each.name_en) for each in cycle.villages()]
        services = [(each.key, each.name_km, each.name_en) for each in cycle.service_points]
        groups = [(each.key, each.name_km, each.name_en) for each in cycle.groups]
    return (
        template_sheets.places(villages),
        template_sheets.keys(sources.SERVICES, services),
        template_sheets.keys(sources.GROUPS, groups),
    )


def _criteria(cycle: Cycle | None, shape: Shape) -> Sheet:
    if cycle is None:
        found = {each.key: (each.text_km, each.text_en) for each in catalogue.criteria(EXAMPLE_SERVICE)}
        texts = {key: found[key] for key in shape.criteria}
    else:
        texts = {each.key: (each.text_km, each.text_en) for point in cycle.service_points for each in point.criteria}
    return template_sheets.keys(sources.CRITERIA, ((key, *names) for key, names in texts.items()))


def example_shape() -> Shape:
    """A health centre of some commune, for a workbook that is made without a cycle."""
    villages = {place.code: place.name_en for place in places.villages_of(EXAMPLE_COMMUNE)}
    criteria = {each.key: "both" for each in catalogue.criteria(EXAMPLE_SERVICE)[:6]}
    point = Point("Health centre", villages, criteria)
    return Shape({EXAMPLE_SERVICE: point}, {"women": "Women's group"}, Scale("1-5").steps)
