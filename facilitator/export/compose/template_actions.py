"""The workbook in which an action plan is typed: the plan as it is, and what there is to choose from."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from facilitator.export.compose import actions as composed
from facilitator.export.compose import template_sheets
from facilitator.export.compose.template_votes import EXAMPLE_SERVICE, Cells, example_shape, in_columns, lists
from facilitator.export.documents.tables import Book, Sheet
from facilitator.i18n import N_
from facilitator.models import catalogue
from facilitator.models.imports import actions, sources
from facilitator.models.imports.shape import Shape, shape_of

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle

_NOTES = (
    template_sheets.FIXED_NAMES,
    N_("A row whose number is known changes that activity; an empty cell leaves what is there."),
    N_("A row that holds others together needs no cost and no status: they follow from the rows below it."),
    template_sheets.ALL_OR_NOTHING,
    N_("Khmer digits are understood everywhere."),
)


def actions_template(cycle: Cycle | None = None) -> Book:
    """The workbook of kind `actions`: the plan of the cycle, or one example row."""
    shape = example_shape() if cycle is None else shape_of(cycle)
    (kind,) = actions.sheets(shape)
    values = [_example(shape)] if cycle is None else [row for _action, row in composed.rows(cycle)]
    _places, services, _groups = lists(cycle, shape)
    return Book(
        (
            template_sheets.table(kind, in_columns(kind, values)),
            template_sheets.explanation((kind,), _NOTES),
            services,
            _criteria(cycle, shape),
        )
    )


def _example(shape: Shape) -> Cells:
    return {
        "number": "A.1",
        "part": "A",
        "provider": EXAMPLE_SERVICE,
        "activity": "សាងសង់ផ្លូវជម្រាល និងបង្គន់",
        "proposer": "ក្រុមស្ត្រី",
        "quantity": 1,
        "unit": "កន្លែង",
        "start": dt.date(2026, 1, 15),
        "end": dt.date(2026, 12, 15),
        "beneficiaries": 12_500,
        "women": 7_250,
        "cost": 6_400_000,
        "lead": "រដ្ឋបាលឃុំ",
        "criteria": f"{EXAMPLE_SERVICE}/{shape.criteria[0]}",
        "sector": "social",
        "status": "not_started",
    }


def _criteria(cycle: Cycle | None, shape: Shape) -> Sheet:
    """The criteria as a row of the plan names them: service point and key."""
    if cycle is None:
        bank = {each.key: (each.text_km, each.text_en) for each in catalogue.criteria(EXAMPLE_SERVICE)}
        found = [(f"{EXAMPLE_SERVICE}/{key}", *bank[key]) for key in shape.criteria]
    else:
        points = cycle.service_points
        found = [(f"{point.key}/{each.key}", each.text_km, each.text_en) for point in points for each in point.criteria]
    return template_sheets.keys(sources.CRITERIA, found)
