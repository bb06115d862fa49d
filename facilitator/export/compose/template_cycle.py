"""The workbook from which a cycle can be set up: empty with one example row per sheet, or filled from a cycle."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from facilitator.export.compose import template_sheets
from facilitator.export.documents.tables import Book, Column, Sheet, Value
from facilitator.i18n import N_
from facilitator.models import catalogue as bank_of_criteria
from facilitator.models import places
from facilitator.models.imports import cycle_sheets

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle

EXAMPLE_COMMUNE = "010201"
Rows = dict[str, tuple[tuple[Value, ...], ...]]


def cycle_template(cycle: Cycle | None = None) -> Book:
    """The workbook of kind `cycle`, with an explanation of every column in both languages, and lists to choose from."""
    rows = _example() if cycle is None else _filled(cycle)
    commune = EXAMPLE_COMMUNE if cycle is None else cycle.commune_code
    kinds = cycle_sheets.sheets()
    sheets = [template_sheets.table(kind, rows.get(kind.name, ())) for kind in kinds]
    return Book((*sheets, template_sheets.explanation(kinds, _NOTES), _places(commune, cycle), _bank()))


_NOTES = (
    template_sheets.FIXED_NAMES,
    N_("A row whose key is known already brings that record up to date; an empty cell leaves what is there."),
    template_sheets.ALL_OR_NOTHING,
    template_sheets.KHMER_DIGITS,
)


def _places(commune: str, cycle: Cycle | None) -> Sheet:
    """The villages to choose from: those of the commune, and any other that the cycle serves."""
    found = {place.code: (place.name_km, place.name_en) for place in places.villages_of(commune)}
    if cycle is not None:
        found |= {village.code: (village.name_km, village.name_en) for village in cycle.commune.villages}
        found |= {village.code: (village.name_km, village.name_en) for village in cycle.villages()}
    return template_sheets.places((code, *names) for code, names in found.items())


def _bank() -> Sheet:
    """The bank of criteria."""
    columns = (Column("key", 44), Column("kind", 26), Column("text_km", 60), Column("text_en", 60))
    bank = [each for kind in bank_of_criteria.service_kinds() for each in bank_of_criteria.criteria(kind.key)]
    return Sheet(cycle_sheets.BANK, columns, tuple((each.key, each.kind, each.text_km, each.text_en) for each in bank))


def _example() -> Rows:
    villages = [place.code for place in places.villages_of(EXAMPLE_COMMUNE)]
    day = dt.date(2026, 2, 16)
    return {
        "cycle": ((EXAMPLE_COMMUNE, 2026, 1, "1-5", 5, 6, "km en", "women men youth", "", ""),),
        "service_points": (("health_centre", "health_centre", "", "", " ".join(villages)),),
        "criteria": (("health_centre", "health_centre.staff_polite", "", "", "both", ""),),
        "groups": (
            (
                "women",
                "ក្រុមស្ត្រី",
                "Women",
            ),
        ),
        "people": (("សុខ សុភា", "lead_facilitator", "", ""),),
        "sessions": (("information", "health_centre", villages[0], day, ""),),
        "targets": (("women", 50),),
    }


def _filled(cycle: Cycle) -> Rows:
    settings = (
        cycle.commune_code, cycle.year, cycle.round, cycle.scale, cycle.k, cycle.priorities,
        " ".join(cycle.languages), " ".join(cycle.breakdowns), cycle.title_km, cycle.title_en,
    )  # fmt: skip
    points = cycle.service_points
    return {
        "cycle": (settings,),
        "service_points": tuple(
            (point.key, point.kind, point.name_km, point.name_en, " ".join(each.code for each in point.villages))
            for point in points
        ),
        "criteria": tuple(
            (point.key, each.key, each.text_km, each.text_en, each.side, each.same_as)
            for point in points
            for each in point.criteria
        ),
        "groups": tuple((group.key, group.name_km, group.name_en) for group in cycle.groups),
        "people": tuple((each.name, each.role, each.organisation, each.phone) for each in cycle.people),
        "sessions": tuple(
            (each.stage, each.service_point.key if each.service_point else "", each.village_code, each.date, each.place)
            for each in cycle.meetings
            if each.stage in cycle_sheets.STAGES_WITH_SESSIONS
        ),
        "targets": tuple((target.category, target.share) for target in cycle.targets),
    }
