"""Writing the action plan: order and levels of its rows, what the columns take, and quiet remarks about a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from facilitator.errors import UserError
from facilitator.i18n import _, khmer_digits, screen_language
from facilitator.models.action import PARTS, Action, add_action, top_actions
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.typed import parse_decimal

LINES = ("proposer", "target", "location", "unit", "lead", "responsible", "role", "sector", "cip_number")
"""Columns that take any text."""


def rows(cycle: Cycle, part: str) -> list[Action]:
    """Every row of one part as it is read: a row, then all below it."""
    return [row for top in top_actions(cycle, part) for row in below(top)]


def below(action: Action) -> Iterator[Action]:
    """The row itself and all below it, in order."""
    yield action
    for child in action.children:
        yield from below(child)


def part_cost(cycle: Cycle, part: str) -> int:
    """Whole riel of one part of the plan."""
    return sum(action.total_cost() for action in top_actions(cycle, part))


# -- order and levels -----------------------------------------------------------------------------------------------


def add_after(cycle: Cycle, current: Action | None, part: str) -> Action:
    """Add an empty row behind `current`, on its level and for its provider; at the end of the part without one."""
    action = add_action(cycle, part, "", current.parent if current is not None else None)
    if current is not None:
        action.provider = current.provider
        place(action, current.parent, current.part, _siblings(current).index(current) + 1)
    return action


def place(action: Action, parent: Action | None, part: str, number: int) -> None:
    """Put a row, with all below it, at that place (from 0) under `parent`, or among the top rows of a part.

    Raises UserError when the plan would get more than three levels.
    """
    action.put_under(parent)
    for row in below(action):
        row.part = parent.part if parent is not None else part
    siblings = [each for each in _siblings(action) if each is not action]
    siblings.insert(max(0, min(number, len(siblings))), action)
    order = {id(each): position for position, each in enumerate(siblings)}
    if parent is not None:
        parent.children.sort(key=lambda each: order[id(each)])
    else:
        action.cycle.actions.sort(key=lambda each: order.get(id(each), -1))
    _renumber(action.cycle)


def shift(action: Action, by: int) -> None:
    """Move a row one place up (-1) or down (+1) among its siblings; a top row goes on into the other part."""
    siblings = _siblings(action)
    number = siblings.index(action) + by
    if 0 <= number < len(siblings):
        place(action, action.parent, action.part, number)
    elif action.parent is None and by > 0 and action.part == PARTS[0]:
        place(action, None, PARTS[1], 0)
    elif action.parent is None and by < 0 and action.part == PARTS[1]:
        place(action, None, PARTS[0], len(action.cycle.actions))


def indent(action: Action) -> None:
    """Put a row under the one before it. Raises UserError for the first row, or beyond three levels."""
    siblings = _siblings(action)
    number = siblings.index(action)
    if number == 0:
        raise UserError(_("There is no row before it that it could stand under."))
    parent = siblings[number - 1]
    place(action, parent, parent.part, len(parent.children))


def outdent(action: Action) -> None:
    """Take a row out from under its parent, to stand right after it. Raises UserError for a top row."""
    parent = action.parent
    if parent is None:
        raise UserError(_("This row stands on the first level already."))
    place(action, parent.parent, parent.part, _siblings(parent).index(parent) + 1)


def put_at(action: Action, onto: Action) -> None:
    """Put a row where another one stands. Raises UserError when that one stands under it."""
    if action in onto.line_up():
        raise UserError(_("An activity cannot stand under itself."))
    place(action, onto.parent, onto.part, _siblings(onto).index(onto))


def remove(action: Action) -> None:
    """Take a row and all below it out of the plan."""
    cycle = action.cycle
    for row in reversed(list(below(action))):
        if row.parent is not None:
            row.parent.children.remove(row)
        cycle.actions.remove(row)
    _renumber(cycle)


def _siblings(action: Action) -> list[Action]:
    return list(action.parent.children) if action.parent is not None else top_actions(action.cycle, action.part)


def _renumber(cycle: Cycle) -> None:
    """Positions run through the whole plan in reading order."""
    order = [row for part in PARTS for row in rows(cycle, part)]
    for position, row in enumerate(order):
        row.position = position
    cycle.actions.sort(key=lambda each: each.position)


# -- columns --------------------------------------------------------------------------------------------------------


def set_words(action: Action, language: str, text: str) -> None:
    """What will be done. The plan's own language is Khmer; English is the translation beside it."""
    if language == "en" and action.activity:
        action.activity_en = text
    else:
        action.activity = text


def set_line(action: Action, column: str, text: str) -> None:
    """One of the columns of `LINES`."""
    if column not in LINES:
        raise ValueError(column)
    setattr(action, column, text.strip())


def set_quantity(action: Action, text: str) -> None:
    """How much: a number from zero up, with decimals if need be. Raises UserError for anything else."""
    quantity = parse_decimal(text)
    action.quantity = "" if quantity is None else f"{quantity:f}"


def set_time(action: Action, start: dt.date | None, end: dt.date | None) -> None:
    """From when to when. Raises UserError when it would end before it starts."""
    if start is not None and end is not None and end < start:
        raise UserError(_("It cannot end before it starts. Check the two dates."))
    action.start, action.end = start, end


def set_cost(action: Action, riel: int | None) -> None:
    """The estimated cost in whole riel. Raises UserError for a row whose cost is that of the rows below it."""
    if action.children:
        raise UserError(_("The cost of this row is the sum of the rows below it."))
    action.cost = riel


def set_provider(action: Action, point: ServicePoint | None) -> None:
    """Under whose heading the row, and all below it, stands."""
    for row in below(action):
        row.provider = point


# -- what is worth another look ---------------------------------------------------------------------------------------


def remarks(action: Action) -> list[str]:
    """Quiet sentences about what a row lacks; a row with rows below it lacks nothing."""
    if action.children:
        return []
    found = []
    if not action.activity.strip():
        found.append(_("Write what will be done."))
    if not (action.lead or action.responsible):
        found.append(_("Nobody leads it yet."))
    if action.end is None:
        found.append(_("It has no end date."))
    elif action.end.year != action.cycle.year:
        found.append(_("It ends outside the year {year}.").format(year=_year(action.cycle.year)))
    if action.cost and not action.contributions:
        found.append(_("Where does the money come from? No contribution is written down."))
    if not action.criteria:
        found.append(_("It answers no criterion yet."))
    return found


def without(cycle: Cycle) -> Sequence[Action]:
    """The rows that have a remark."""
    return [action for action in cycle.actions if remarks(action)]


def _year(year: int) -> str:
    return khmer_digits(str(year)) if screen_language() == "km" else str(year)
