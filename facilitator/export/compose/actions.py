"""Action plans as plain records of the command line (docs/interfaces.md, `actions`), and as rows of the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from facilitator.models import contributing, planning
from facilitator.models.action import SOURCE_KINDS, Action, keys

if TYPE_CHECKING:
    from facilitator.models.contribution import Contribution
    from facilitator.models.cycle import Cycle

COLUMNS = (
    "number", "parent", "part", "provider", "activity", "proposer", "target", "location", "quantity", "unit", "start",
    "end", "beneficiaries", "women", "cost", "lead", "responsible", "role", "criteria", "sector", "cip_number",
    "cip_year", "status", "percent", "last_check", "reason",
)  # fmt: skip
OF_CYCLE = (*COLUMNS, "cycle")

_ORDER = [
    (kind, state, currency)
    for kind in SOURCE_KINDS
    for state in contributing.STATES
    for currency in contributing.CURRENCIES
]


def rows(cycle: Cycle) -> Iterator[tuple[Action, dict[str, Any]]]:
    """Every row of a plan as it is read, with its columns. A row with rows below it has no cost and no status."""
    planning.load(cycle)
    known = keys(cycle)
    for action, key in known.items():
        yield action, _row(action, key, known[action.parent] if action.parent is not None else "")


def record(row: dict[str, Any], cycle: Cycle) -> dict[str, Any]:
    """A row ready for JSON or CSV, with the cycle that it is of."""
    days = {name: row[name] and row[name].isoformat() for name in ("start", "end", "last_check")}
    return row | days | {"cycle": str(cycle.id)}


def cells(record: dict[str, Any]) -> list[Any]:
    """A record as one line of CSV."""
    return [record[name] for name in OF_CYCLE]


class Totals:
    """Adds up plans one after the other."""

    def __init__(self) -> None:
        self._count = self._done = self._cost = 0
        self._money: dict[tuple[str, str, str], int] = {}

    def add(self, actions: Iterable[Action]) -> None:
        """Count these rows in; those that only hold others together count with their money alone."""
        for action in actions:
            if not action.children:
                self._count += 1
                self._done += action.status == "done"
                self._cost += action.cost or 0
            self._add_money(action.contributions)

    def _add_money(self, contributions: Iterable[Contribution]) -> None:
        for place, amount in contributing.by_kind(contributions).items():
            self._money[place] = self._money.get(place, 0) + amount

    def record(self) -> dict[str, Any]:
        """The totals with plain values: riel as whole numbers, dollars as text with two decimals."""
        by_source = [
            {"source_kind": kind, "state": state, "currency": currency, "amount": contributing.plain(currency, amount)}
            for (kind, state, currency), amount in sorted(self._money.items(), key=lambda item: _ORDER.index(item[0]))
        ]
        return {
            "count": self._count,
            "done": self._done,
            "cost_riel": self._cost,
            **{state: self._sums(state) for state in contributing.STATES},
            "by_source": by_source,
        }

    def _sums(self, state: str) -> dict[str, Any]:
        sums = dict.fromkeys(contributing.CURRENCIES, 0)
        for (_kind, of, currency), amount in self._money.items():
            if of == state:
                sums[currency] += amount
        return {currency: contributing.plain(currency, amount) for currency, amount in sums.items()}


def _row(action: Action, key: str, parent: str) -> dict[str, Any]:
    plain = {name: getattr(action, name) for name in COLUMNS if hasattr(action, name)}
    own = {
        "number": key,
        "parent": parent,
        "provider": action.provider.key if action.provider is not None else "",
        "quantity": _number(action.quantity),
        "criteria": " ".join(f"{each.criterion.service_point.key}/{each.criterion.key}" for each in action.criteria),
    }
    heading = {"cost": None, "status": "", "percent": None, "reason": ""} if action.children else {}
    return {name: (plain | own | heading)[name] for name in COLUMNS}


def _number(quantity: str) -> int | float | None:
    """A quantity as a number; it was typed with few decimals."""
    if not quantity:
        return None
    exact = Decimal(quantity)
    return int(exact) if exact == exact.to_integral_value() else float(exact)
