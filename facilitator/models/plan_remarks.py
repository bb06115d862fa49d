"""Quiet remarks about the rows of the plan: what is worth another look, never a reason to refuse."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from facilitator.i18n import _, khmer_digits, screen_language

if TYPE_CHECKING:
    from facilitator.models.action import Action
    from facilitator.models.cycle import Cycle


def remarks(action: Action) -> list[str]:
    """Sentences about what a row lacks; a row with rows below it lacks nothing."""
    if action.children:
        return []
    found = []
    if not action.activity.strip():
        found.append(_("Write what will be done."))
    if not (action.lead or action.responsible):
        found.append(_("Nobody leads it yet."))
    found += _of_dates(action)
    if action.cost and not action.contributions:
        found.append(_("Where does the money come from? No contribution is written down."))
    if not action.criteria:
        found.append(_("It answers no criterion yet."))
    return found


def without(cycle: Cycle) -> list[Action]:
    """The rows that have a remark."""
    return [action for action in cycle.actions if remarks(action)]


def _of_dates(action: Action) -> list[str]:
    year = action.cycle.year
    shown = khmer_digits(str(year)) if screen_language() == "km" else str(year)
    if action.end is None:
        return [_("It has no end date.")]
    if _is_outside(action.end, year):
        return [_("It ends outside the year {year}.").format(year=shown)]
    if _is_outside(action.start, year):
        return [_("It starts outside the year {year}.").format(year=shown)]
    return []


def _is_outside(day: dt.date | None, year: int) -> bool:
    return day is not None and day.year != year
