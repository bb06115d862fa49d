"""Activities that say the same become one, and one that says several things becomes several; no link is lost."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models import planning
from facilitator.text import search_key

if TYPE_CHECKING:
    from facilitator.models.action import Action

BETWEEN = "; "
"""Stands between words that were joined; a split begins anew after it."""

_ENDS = re.compile(r"\s*(?:;|។|\n)\s*")
_LINES = ("proposer", "location", "lead", "responsible", "role", "cip_number")


def joined(*texts: str) -> str:
    """All the words, equal ones once."""
    kept: dict[str, str] = {}
    for text in texts:
        if text.strip():
            kept.setdefault(search_key(text), text.strip())
    return BETWEEN.join(kept.values())


def parts(text: str) -> list[str]:
    """What stands apart in a text: sentences, lines, or what a semicolon parts."""
    return [part for part in _ENDS.split(text) if part.strip()]


def merge(into: Action, other: Action) -> None:
    """Let one activity take over everything of another one, which goes: words, links, money, checks, rows below it.

    Costs add up, and quantities of the same unit. Raises UserError when one stands under the other, or when the rows
    below would be too deep.
    """
    if into in other.line_up() or other in into.line_up():
        raise UserError(_("An activity cannot be joined with one that it stands under."))
    cost = None if into.cost is None and other.cost is None else (into.cost or 0) + (other.cost or 0)
    _join_words(into, other)
    into.answers([link.criterion for action in (into, other) for link in action.criteria])
    for origin in list(other.origins):
        into.comes_from(origin.remark, origin.point)
    for child in list(other.children):
        planning.place(child, into, into.part, len(into.children))
    _take_ledger(into, other)
    if not into.children:
        into.cost = cost
    planning.remove(other)


def _join_words(into: Action, other: Action) -> None:
    into.activity, into.activity_en = (
        joined(into.activity, other.activity),
        joined(into.activity_en, other.activity_en),
    )
    into.target = joined(into.target, other.target)
    for name in _LINES:
        setattr(into, name, joined(getattr(into, name), getattr(other, name)))
    if not into.quantity:
        into.quantity, into.unit = other.quantity, other.unit or into.unit
    elif other.quantity and search_key(into.unit) == search_key(other.unit):
        into.quantity = f"{Decimal(into.quantity) + Decimal(other.quantity):f}"
    starts, ends = ([day for day in days if day] for days in ((into.start, other.start), (into.end, other.end)))
    into.start, into.end = min(starts, default=None), max(ends, default=None)
    if into.beneficiaries is None:
        into.set_beneficiaries(other.beneficiaries, other.women)
    into.sector, into.cip_year = into.sector or other.sector, into.cip_year or other.cip_year


def _take_ledger(into: Action, other: Action) -> None:
    """Money and checks change hands; the newest check says how far the activity is."""
    for contribution in list(other.contributions):
        into.contributions.append(contribution)
    for check in list(other.checks):
        into.checks.append(check)
    newest = max(into.checks, key=lambda check: check.date, default=None)
    if newest is not None:
        into.status, into.percent, into.reason = newest.status, newest.percent, newest.reason


def split(action: Action) -> list[Action]:
    """Make several rows of one, each with its part of the words and with all its links; gives the new ones.

    Words without a part that stands apart are in both rows, to be reworded. Quantity, people, cost, money and checks
    stay with the first. Raises UserError for a row with rows below it.
    """
    if action.children:
        raise UserError(_("This row has rows below it: split those."))
    words, english = parts(action.activity), parts(action.activity_en)
    if len(words) < 2:
        words = [action.activity] * 2
        english = [action.activity_en] * 2
    elif len(english) != len(words):
        english = [action.activity_en, *[""] * (len(words) - 1)]
    action.activity, action.activity_en = words[0], english[0]
    made, last = [], action
    for text, text_en in zip(words[1:], english[1:], strict=True):
        last = _like(action, last, text, text_en)
        made.append(last)
    return made


def _like(action: Action, after: Action, text: str, text_en: str) -> Action:
    row = planning.add_after(action.cycle, after, action.part)
    row.activity, row.activity_en = text, text_en
    for name in (*_LINES, "target", "sector", "unit", "cip_year", "start", "end"):
        setattr(row, name, getattr(action, name))
    row.answers([link.criterion for link in action.criteria])
    for origin in action.origins:
        row.comes_from(origin.remark, origin.point)
    return row
