"""The workbook in which contributions are typed: the ledger of the plan as it is, and the activities to choose from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from facilitator.export.compose import template_sheets
from facilitator.export.compose.template_votes import Cells, example_shape, in_columns
from facilitator.export.documents.tables import Book
from facilitator.i18n import N_
from facilitator.models import contributing
from facilitator.models.action import keys
from facilitator.models.imports import contributions, sources
from facilitator.models.imports.shape import shape_of

if TYPE_CHECKING:
    from facilitator.models.contribution import Contribution
    from facilitator.models.cycle import Cycle

_NOTES = (
    template_sheets.FIXED_NAMES,
    N_("A row with an id changes that contribution; a row without one is added, unless it is there already."),
    N_("What came of a promise is a row of its own; the promise stays. Riel and dollars are never added up."),
    template_sheets.ALL_OR_NOTHING,
    N_("Khmer digits are understood everywhere."),
)
_EXAMPLE: Cells = {
    "action": "A.1",
    "source_kind": "local_ngo",
    "source_name": "អង្គការដៃគូ",
    "state": "received",
    "form": "cash",
    "currency": "USD",
    "amount": 257.33,
    "rate": 4000,
    "date": dt.date(2026, 5, 28),
}
_EXAMPLE_ACTIONS = [("A.1", "សាងសង់លូបង្ហូរទឹក", "Build a drain")]


def contributions_template(cycle: Cycle | None = None) -> Book:
    """The workbook of kind `contributions`: the ledger of the cycle's plan, or one example row."""
    shape = example_shape() if cycle is None else shape_of(cycle)
    (kind,) = contributions.sheets(shape)
    values = [_EXAMPLE] if cycle is None else list(_ledger(cycle))
    actions = _EXAMPLE_ACTIONS if cycle is None else list(_actions(cycle))
    return Book(
        (
            template_sheets.table(kind, in_columns(kind, values)),
            template_sheets.explanation((kind,), _NOTES),
            template_sheets.keys(sources.ACTIONS, actions),
        )
    )


def _actions(cycle: Cycle) -> Iterator[tuple[str, str, str]]:
    for action, number in keys(cycle).items():
        yield number, action.activity, action.activity_en


def _ledger(cycle: Cycle) -> Iterator[Cells]:
    for action, number in keys(cycle).items():
        yield from (_cells(number, gift) for gift in action.contributions)


def _cells(action: str, gift: Contribution) -> Cells:
    return {
        "id": str(gift.key),
        "action": action,
        "source_kind": gift.source_kind,
        "source_name": gift.source_name,
        "state": gift.state,
        "form": gift.form,
        "currency": gift.currency,
        "amount": float(gift.value()) if gift.currency == contributing.DOLLARS else gift.amount,
        "rate": gift.rate if gift.rate is not None else "",
        "date": gift.date if gift.date is not None else "",
    }
