"""Writing the action plan: order and levels of its rows, and what the columns take."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import object_session, selectinload

from facilitator.errors import UserError
from facilitator.i18n import _, digits
from facilitator.models.action import NEED_REASON, PARTS, Action, add_action, top_actions
from facilitator.models.action_links import ActionCriterion
from facilitator.text import strip_breaks
from facilitator.typed import FIRST_BUDDHIST_YEAR, parse_date, parse_decimal, parse_month

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle, ServicePoint
    from facilitator.models.undo import Change

_HANGS_ON = frozenset(("children", "criteria", "origins", "contributions", "checks"))
_PLACES = ("parent_id", "service_point_id", "part", "position")
_HANGING = ("contribution", "follow_up", "action_criterion", "action_origin")
_SHOWN_IN_ALL = ("cycle", "service_point")
"""Columns that say where an activity stands; tables that hang on one; tables that show in every row of the plan."""
MOST_YEARS_AWAY = 20
FEW = 8
"""So many rows may be read one by one."""

OFFICIAL = re.compile(r"[AB](\.\d+){1,3}")
"""A number as the plan itself gives it: `A.1.2`."""

_MEASURE = re.compile(r"([\d០-៩][\d០-៩.,' \u00a0]*?)\s*([^\d០-៩.,\s].*)")
_MONTH_ALONE = re.compile(r"(?:ខែ)?\s*([^\d\s/.-]+?)\s*(?:ឆ្នាំ)?\s*(\d{4})?")
_DAY_AND_MONTH = re.compile(r"\d{1,2}[-/.]\d{1,2}")

LINES = ("proposer", "target", "location", "unit", "lead", "responsible", "role", "sector", "cip_number")
"""Columns that take any text."""


def rows(cycle: Cycle, part: str) -> list[Action]:
    """Every row of one part as it is read: a row, then all below it."""
    return [row for top in top_actions(cycle, part) for row in below(top)]


def load(cycle: Cycle) -> None:
    """Read everything that hangs on the rows of the plan at once: row by row it would be two thousand queries."""
    unread = [action for action in cycle.actions if not action.__dict__.keys() >= _HANGS_ON]
    session = object_session(cycle)
    if session is None or len(unread) < FEW:
        return
    query = select(Action).where(Action.cycle_id == cycle.id)
    hanging = [selectinload(getattr(Action, name)) for name in sorted(_HANGS_ON - {"criteria"})]
    criteria = selectinload(Action.criteria).selectinload(ActionCriterion.criterion)
    session.scalars(query.options(*hanging, criteria)).all()


def below(action: Action) -> Iterator[Action]:
    """The row itself and all below it, in order."""
    yield action
    for child in action.children:
        yield from below(child)


# -- order and levels -----------------------------------------------------------------------------------------------


def add_after(cycle: Cycle, current: Action | None, part: str) -> Action:
    """Add an empty row behind `current`, on its level and for its provider; at the end of the part without one."""
    action = add_action(cycle, part, "", current.parent if current is not None else None)
    if current is not None:
        action.provider = current.provider
        place(action, current.parent, current.part, _siblings(current).index(current) + 1)
    else:
        put_in_order(cycle, forget=True)
    return action


def place(action: Action, parent: Action | None, part: str, number: int) -> None:
    """Put a row, with all below it, at that place (from 0) under `parent`, or among the top rows of a part.

    Under a parent it stands for the parent's provider. Raises UserError when the plan would get more than three levels.
    """
    there = parent.children if parent is not None else top_actions(action.cycle, part, leave_out=action)
    siblings = [each for each in there if each is not action]
    siblings.insert(max(0, min(number, len(siblings))), action)
    action.put_under(parent)
    for row in below(action):
        row.part = parent.part if parent is not None else part
    if parent is not None:
        set_provider(action, parent.provider)
    order = {id(each): position for position, each in enumerate(siblings)}
    if parent is not None:
        parent.children.sort(key=lambda each: order[id(each)])
    else:
        action.cycle.actions.sort(key=lambda each: order.get(id(each), -1))
    put_in_order(action.cycle, forget=True)


def shift(action: Action, by: int) -> None:
    """Move a row one place up (-1) or down (+1) among its siblings.

    A top row goes on under the heading of the next provider, which becomes its own, and then into the other part.
    """
    put_in_order(action.cycle)
    siblings = _siblings(action)
    number = siblings.index(action)
    neighbour = siblings[number + by] if 0 <= number + by < len(siblings) else None
    if neighbour is None:
        if action.parent is None and action.part == PARTS[by < 0]:
            _into_part(action, PARTS[by > 0], at_end=by < 0)
    elif action.parent is None and neighbour.provider is not action.provider:
        set_provider(action, neighbour.provider)
        put_in_order(action.cycle, forget=True)
    else:
        place(action, action.parent, action.part, number + by)


def put_among(action: Action, provider: ServicePoint | None, part: str, at_end: bool = False) -> None:
    """Make it the first, or last, top row of a provider in a part."""
    put_in_order(action.cycle)
    set_provider(action, provider)
    _into_part(action, part, at_end)


def _into_part(action: Action, part: str, at_end: bool) -> None:
    """Among the rows of its provider there; where that has none yet, at the near end of the part."""
    tops = top_actions(action.cycle, part, leave_out=action)
    own = [number for number, each in enumerate(tops) if each.provider is action.provider]
    if at_end:
        place(action, None, part, own[-1] + 1 if own else len(tops))
    else:
        place(action, None, part, own[0] if own else 0)


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
    put_in_order(action.cycle)
    number = _siblings(onto).index(onto)
    set_provider(action, onto.provider)
    place(action, onto.parent, onto.part, number)


def remove(action: Action) -> None:
    """Take a row and all below it out of the plan."""
    cycle = action.cycle
    for row in reversed(list(below(action))):
        if row.parent is not None:
            row.parent.children.remove(row)
        cycle.actions.remove(row)
    put_in_order(cycle, forget=True)


def put_in_order(cycle: Cycle, forget: bool = False) -> None:
    """Let the positions run through the whole plan as it is read.

    With `forget` the rows have other numbers now, so numbers of the plan that a file gave them mean nothing any more.
    """
    order = [row for part in PARTS for row in rows(cycle, part)]
    for position, row in enumerate(order):
        if row.position != position:
            row.position = position
        if forget and row.key and OFFICIAL.fullmatch(row.key):
            row.key = ""
    cycle.actions.sort(key=lambda each: each.position)


def _siblings(action: Action) -> list[Action]:
    return list(action.parent.children) if action.parent is not None else top_actions(action.cycle, action.part)


@dataclass(frozen=True)
class Touched:
    """What a change did to the plan: these activities show something else, and perhaps rows came, went or moved."""

    rows: frozenset[uuid.UUID]
    moved: bool


def touched_by(change: Change) -> Touched | None:
    """What a change did to the plan; None when all of it may be different."""
    if not change.rows or not change.tables.isdisjoint(_SHOWN_IN_ALL):
        return None
    found: set[uuid.UUID] = set()
    moved = False
    for row in change.rows:
        images = [image for image in (row.before, row.after) if image is not None]
        if row.table == "action":
            places = {tuple(image[name] for name in _PLACES) for image in images}
            if len(images) < 2 or len(places) > 1:
                moved = True
                found |= {image["parent_id"] for image in images if image["parent_id"] is not None}
            if len(images) < 2 or any(images[0][name] != images[1][name] for name in images[0] if name != "position"):
                found.add(row.key[0])
        elif row.table in _HANGING:
            found |= {image["action_id"] for image in images}
    return Touched(frozenset(found), moved)


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
    """How much: a number from zero up, perhaps with its unit behind it (`1,200 m`). Raises UserError otherwise."""
    number, unit = parse_quantity(text)
    action.quantity = number
    if unit:
        action.unit = unit


def parse_quantity(text: str) -> tuple[str, str]:
    """A decimal number as plain text, and the unit that stands behind it; empty where there is none."""
    found = _MEASURE.fullmatch(strip_breaks(text).strip())
    quantity = parse_decimal(found[1] if found else text)
    return ("" if quantity is None else f"{quantity:f}"), (found[2].strip() if found else "")


def parse_day(text: str, cycle: Cycle, is_end: bool = False) -> dt.date | None:
    """A date of the plan. Years of the Buddhist Era count as the cycle's papers do.

    A month alone is its first day, or its last one for an end; without a year it is the cycle's. Raises UserError.
    """
    typed = strip_breaks(digits(text)).strip()
    if found := _MONTH_ALONE.fullmatch(typed):
        month, year = parse_month(found[1]), found[2]
        if month is not None:
            start = parse_date(f"1/{month}/{year or cycle.year}", cycle.era_offset)
            assert start is not None
            return start.replace(day=monthrange(start.year, month)[1]) if is_end else start
    if _DAY_AND_MONTH.fullmatch(typed):
        typed = f"{typed}/{cycle.year}"
    return parse_date(typed, cycle.era_offset)


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


def set_programme_year(action: Action, year: int | None) -> None:
    """The year of the commune's investment programme. Raises UserError for what is no year."""
    if year is not None and year > FIRST_BUDDHIST_YEAR:
        year -= action.cycle.era_offset
    if year is not None and abs(year - action.cycle.year) > MOST_YEARS_AWAY:
        raise UserError(_("Type the year of the programme, such as {year}.").format(year=action.cycle.year))
    action.cip_year = year


def stand_for(action: Action, point: ServicePoint | None) -> None:
    """Put the whole branch that a row belongs to under the heading of a provider."""
    put_in_order(action.cycle)
    set_provider(action.line_up()[-1], point)
    put_in_order(action.cycle, forget=True)


def set_provider(action: Action, point: ServicePoint | None) -> None:
    """Under whose heading the row, and all below it, stands."""
    for row in below(action):
        row.provider = point


def set_status(action: Action, status: str, day: dt.date) -> None:
    """How far it is, as found on that day: one more check, or another word for that day's.

    Raises UserError for a status that needs its reason, and for a row that only holds others together.
    """
    if action.children:
        raise UserError(_("The rows below it have a status of their own."))
    if status == action.status:
        return
    if status in NEED_REASON:
        raise UserError(_("Say why on the page “Follow-up”: a delayed or dropped activity needs its reason."))
    percent = 100 if status == "done" else None
    same_day = next((check for check in action.checks if check.date == day), None)
    if same_day is None:
        action.check(day, status, percent)
    else:
        same_day.status, same_day.percent, same_day.reason = status, percent, ""
        action.status, action.percent, action.reason = status, percent, ""
