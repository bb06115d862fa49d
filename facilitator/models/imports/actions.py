"""The action plan from a file (docs/interfaces.md, kind `actions`): its tables, and how their cells are read."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from facilitator.errors import UserError
from facilitator.i18n import N_, _
from facilitator.models import headcount, planning
from facilitator.models.action import PARTS, SECTORS, STATUSES
from facilitator.models.imports import cells, sources
from facilitator.models.imports.contributions import number_of_action
from facilitator.models.imports.kinds import Kind
from facilitator.models.imports.staging import Column, SheetKind, Staged
from facilitator.typed import LARGEST, parse_riel

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.imports.shape import Shape
    from facilitator.models.imports.writing import Writer
    from facilitator.models.store import Store

ACTIONS = "actions"
FIRST_YEAR, LAST_YEAR = 2000, 2100


def sheets(shape: Shape) -> tuple[SheetKind, ...]:
    """The one table."""
    return (
        SheetKind(
            ACTIONS,
            N_("The action plan: one row for each activity. A row may hold others together, up to three levels."),
            (*_place_columns(shape), *_official_columns(), *_own_columns()),
            key=("number",),
        ),
    )


def _place_columns(shape: Shape) -> tuple[Column, ...]:
    return (
        Column(
            "number",
            number_of_action,
            N_("Number of the activity in the plan, such as A.1.2. A known number changes that activity."),
            required=True,
            as_text=True,
        ),
        Column(
            "parent",
            number_of_action,
            N_("Number of the activity that it stands under; else A.1.2 stands under A.1 if there is one."),
            as_text=True,
        ),
        Column(
            "part",
            _part,
            N_("A needs outside resources, B is done by the service and the community. Else as the number begins."),
            choices=lambda: PARTS,
        ),
        Column(
            "provider",
            cells.known(shape.points),
            N_("Key of the service point under whose heading it stands."),
            from_sheet=sources.SERVICES,
        ),
    )


def _official_columns() -> tuple[Column, ...]:
    people = cells.whole(0, headcount.LARGEST)
    return (
        Column("activity", cells.text, N_("What will be done. A new activity needs it.")),
        Column("proposer", cells.text, N_("Who proposed it.")),
        Column("target", cells.text, N_("The target that it answers.")),
        Column("location", cells.text, N_("Where it is done.")),
        Column("quantity", _quantity, N_("How much: a number; the unit may stand behind it.")),
        Column("unit", cells.text, N_("Unit of the quantity, such as metres.")),
        Column("start", cells.day, N_("First day, such as 2026-01-15.")),
        Column("end", cells.day, N_("Last day, such as 2026-12-15.")),
        Column("beneficiaries", people, N_("How many people gain from it.")),
        Column("women", people, N_("How many of them are women.")),
        Column("cost", _riel, N_("Estimated cost in whole riel; empty where it is the sum of the rows below.")),
        Column("lead", cells.text, N_("Lead implementer and partners.")),
    )


def _own_columns() -> tuple[Column, ...]:
    return (
        Column("responsible", cells.text, N_("The person responsible.")),
        Column("role", cells.text, N_("Office or role of that person.")),
        Column(
            "criteria",
            cells.several(_criterion),
            N_("The criteria that it answers, such as health_centre/health_centre.medicine, separated by spaces."),
        ),
        Column("sector", cells.one_of(lambda: SECTORS), N_("Sector, from the list."), choices=lambda: SECTORS),
        Column("cip_number", cells.text, N_("Number in the commune's investment programme."), as_text=True),
        Column("cip_year", cells.whole(FIRST_YEAR, LAST_YEAR), N_("Year of the investment programme.")),
        Column(
            "status",
            cells.one_of(lambda: STATUSES),
            N_("How far it is, from the list; not_started when empty."),
            choices=lambda: STATUSES,
        ),
        Column("percent", cells.whole(0, 100), N_("How much of it is done, in per cent.")),
        Column("last_check", cells.day, N_("Day of the last check; another day is one more check.")),
        Column("reason", cells.text, N_("Why it is delayed or was dropped.")),
    )


def _part(cell: Any) -> str:
    """A or B, in either script."""
    found = number_of_action(cell)
    if found and found not in PARTS:
        raise UserError(_("The plan has part A and part B, not “{part}”.").format(part=found[:40]))
    return found


def _quantity(cell: Any) -> tuple[str, str] | None:
    """The number as plain text and the unit behind it. In a true number three decimals never part thousands."""
    if isinstance(cell, float) and not cell.is_integer():
        return f"{Decimal(str(cell)):f}", ""
    number, unit = planning.parse_quantity(cells.plain(cell))
    return (number, unit) if number else None


def _riel(cell: Any) -> int | None:
    amount = parse_riel(cells.figures(cell))
    if amount is not None and amount > LARGEST:
        raise UserError(_("“{text}” is too large.").format(text=cells.plain(cell)[:40]))
    return amount


def _criterion(word: str) -> str:
    point, _slash, key = word.rpartition("/")
    return f"{cells.key(point)}/{cells.key(key)}" if point else cells.key(key)


def _writer(store: Store, cycle: Cycle, staged: Staged, _replace: bool) -> Writer:
    from facilitator.models.imports.actions_writer import ActionsWriter

    return ActionsWriter(store, cycle, staged)


KIND = Kind(ACTIONS, N_("Action plan from a file"), sheets, _writer)
