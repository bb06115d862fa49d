"""The columns of the action plan: what each shows of an activity, and how what was typed into it is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.i18n import N_, _, format_date, format_decimal, format_number, format_riel, format_usd, screen_language
from facilitator.models import plan_money, planning
from facilitator.models.plan_names import SECTOR_NAMES, SOURCE_NAMES, STATUS_NAMES
from facilitator.text import search_key
from facilitator.typed import parse_riel, parse_whole
from facilitator.ui.tables.base import Kind

if TYPE_CHECKING:
    from facilitator.models.action import Action

OFFICIAL = (
    "number", "activity", "proposer", "target", "location", "quantity", "unit", "start", "end", "beneficiaries",
    "women", "cost", "lead",
)  # fmt: skip
"""The thirteen columns of the official table (design page "The domain")."""
OWN = ("funding", "responsible", "role", "status", "sector", "cip_number", "cip_year")
COLUMNS = (*OFFICIAL, *OWN)
NUMBER, ACTIVITY, COST, FUNDING = (COLUMNS.index(name) for name in ("number", "activity", "cost", "funding"))
WIDTHS = (
    100, 300, 170, 220, 180, 104, 110, 152, 152, 124, 96, 170, 240,
    250, 170, 150, 150, 170, 120, 110,
)  # fmt: skip

HEADINGS = {
    "number": N_("No."), "activity": N_("Activity"), "proposer": N_("Proposer"), "target": N_("Target it answers"),
    "location": N_("Location"), "quantity": N_("Quantity"), "unit": N_("Unit"), "start": N_("Start"), "end": N_("End"),
    "beneficiaries": N_("Beneficiaries"), "women": N_("Women"), "cost": N_("Estimated cost (riel)"),
    "lead": N_("Lead and partners"), "funding": N_("Money planned"), "responsible": N_("Responsible person"),
    "role": N_("Role"), "status": N_("Status"), "sector": N_("Sector"),
    "cip_number": N_("Number in the investment programme"), "cip_year": N_("Year of the programme"),
}  # fmt: skip
AMOUNTS = ("quantity", "beneficiaries", "women", "cost")
OF_LEAVES = ("quantity", "cost", "status", "funding")
CHOICES = {"status": STATUS_NAMES, "sector": SECTOR_NAMES}
DAYS = ("start", "end")


def kind(name: str) -> Kind:
    """What a cell of an activity takes in that column."""
    if name in ("number", "funding"):
        return Kind.FIXED
    return Kind.AMOUNT if name in AMOUNTS else Kind.WHOLE if name == "cip_year" else Kind.TEXT


def shown(action: Action, name: str, unfunded: int) -> str:
    """What the cell shows, in the language of the screen; nothing for the number, which needs the whole plan."""
    language = screen_language()
    if name == "number":
        return ""
    if name == "activity":
        return action.words(language)
    if name == "quantity":
        return format_decimal(Decimal(action.quantity), language) if action.quantity else ""
    if name == "cost":
        cost = action.total_cost() if action.children else action.cost
        return "" if cost is None else format_number(cost, language)
    if name == "funding":
        return funding(action, unfunded)
    if name in CHOICES:
        key = getattr(action, name)
        return _(CHOICES[name][key]) if key and not (name == "status" and action.children) else ""
    return _plain(getattr(action, name), language, name)


def _plain(value: str | int | dt.date | None, language: str, name: str) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, dt.date):
        return format_date(value, language, "short")
    grouped = format_number(value, language)
    return grouped.replace(",", "").replace(".", "") if name == "cip_year" else grouped


def funding(action: Action, unfunded: int) -> str:
    """Who is to bring how much, and what of the cost nobody brings yet."""
    language = screen_language()
    lines = [
        f"{_(SOURCE_NAMES[kind])} {format_usd(n, language) if currency == 'USD' else format_riel(n, language)}"
        for (kind, currency), n in plan_money.planned(action.contributions).items()
    ]
    return "\n".join([*lines, *([missing(unfunded)] if unfunded else [])])


def missing(riel: int) -> str:
    """The words for what nobody pays for yet."""
    return _("Not funded: {amount}").format(amount=format_riel(riel, screen_language()))


def store(action: Action, name: str, text: str, today: dt.date) -> None:
    """Keep what was typed. Raises UserError with the sentence for the person."""
    cycle = action.cycle
    setters: dict[str, Callable[[], None]] = {
        "activity": lambda: planning.set_words(action, screen_language(), text),
        "quantity": lambda: planning.set_quantity(action, text),
        "start": lambda: planning.set_time(action, planning.parse_day(text, cycle), action.end),
        "end": lambda: planning.set_time(action, action.start, planning.parse_day(text, cycle, is_end=True)),
        "beneficiaries": lambda: action.set_beneficiaries(parse_whole(text), action.women),
        "women": lambda: action.set_beneficiaries(action.beneficiaries, parse_whole(text)),
        "cost": lambda: planning.set_cost(action, parse_riel(text)),
        "cip_year": lambda: planning.set_programme_year(action, parse_whole(text)),
        "sector": lambda: planning.set_line(action, "sector", _key("sector", text)),
        "status": lambda: planning.set_status(action, _key("status", text) or action.status, today),
    }
    if name in setters:
        setters[name]()
    else:
        planning.set_line(action, name, text)


def _key(name: str, text: str) -> str:
    """The key of a word of the list, or of the key itself; empty for nothing. Raises UserError for another word."""
    wanted = search_key(text)
    for key, words in CHOICES[name].items():
        if wanted in (search_key(key), search_key(_(words))):
            return key
    if wanted:
        options = ", ".join(_(words) for words in CHOICES[name].values())
        raise UserError(
            _("“{text}” is not known here. Write one of: {options}.").format(text=text.strip()[:40], options=options)
        )
    return ""
