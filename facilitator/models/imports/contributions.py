"""Promised and received contributions from a file (docs/interfaces.md, kind `contributions`)."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from facilitator.errors import UserError
from facilitator.i18n import N_, _, digits, shown
from facilitator.models import contributing
from facilitator.models.action import PARTS, SOURCE_KINDS, Action, numbers
from facilitator.models.contribution import Contribution
from facilitator.models.imports import cells, sources
from facilitator.models.imports.kinds import Kind
from facilitator.models.imports.staging import CellError, Column, Row, SheetKind, Staged
from facilitator.models.imports.writing import CHANGED, NEW, SAME, Writer, blame, take
from facilitator.text import clean, strip_breaks
from facilitator.typed import parse_money, parse_riel

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.imports.shape import Shape
    from facilitator.models.store import Store

CONTRIBUTIONS = "contributions"
LARGEST_RATE = 1_000_000
_EXACT = re.compile(r"\d+\.\d+")
_WORKED_OUT = re.compile(r"\d+\.\d{6,}")
"""What programs write for a number that they worked out; people never type so many decimals."""
_KHMER_PARTS = str.maketrans("កខ", "AB")
_PLAIN = ("source_kind", "source_name", "state", "form", "currency", "rate", "date")


class Identity(NamedTuple):
    """What a row without an `id` is known by: all that it says."""

    action: Action
    source_kind: str
    source_name: str
    state: str
    form: str
    currency: str
    amount: int
    rate: int | None
    date: dt.date | None


def number_of_action(cell: Any) -> str:
    """The number of an activity as files write it: `A.1.2`, in any digits, with the letters of either script."""
    found = strip_breaks(digits(cells.plain(cell))).replace(" ", "").translate(_KHMER_PARTS).rstrip(".")
    return found.upper() if found[:1].casefold() in {part.casefold() for part in PARTS} else found


def sheets(_shape: Shape) -> tuple[SheetKind, ...]:
    """The one table."""
    return (
        SheetKind(
            CONTRIBUTIONS,
            N_("What was promised and what was received for the activities of the plan: one row for each time."),
            (*_giver_columns(), *_amount_columns()),
            key=("id",),
        ),
    )


def _giver_columns() -> tuple[Column, ...]:
    return (
        Column(
            "id",
            cells.key,
            N_("Leave it empty in new rows. A row with a known id changes that contribution."),
            as_text=True,
        ),
        Column(
            "action",
            number_of_action,
            N_("Number of the activity in the plan, such as A.1.2."),
            required=True,
            as_text=True,
            from_sheet=sources.ACTIONS,
        ),
        Column(
            "source_kind",
            cells.one_of(lambda: SOURCE_KINDS),
            N_("Who gives, from the list."),
            required=True,
            choices=lambda: SOURCE_KINDS,
        ),
        Column("source_name", cells.text, N_("Name of the giver: an office, organisation, firm or village.")),
        Column(
            "state",
            cells.one_of(lambda: contributing.STATES),
            N_("Promised, or received. What came of a promise is a row of its own."),
            required=True,
            choices=lambda: contributing.STATES,
        ),
        Column(
            "form",
            cells.one_of(lambda: contributing.FORMS),
            N_("Cash, material or labour; cash when empty."),
            choices=lambda: contributing.FORMS,
        ),
    )


def _amount_columns() -> tuple[Column, ...]:
    return (
        Column(
            "currency",
            _currency,
            N_("Riel (KHR) or US dollars (USD). Nothing is converted."),
            required=True,
            choices=lambda: contributing.CURRENCIES,
        ),
        Column(
            "amount",
            _figure,
            N_("Whole riel, or dollars with two decimals; of material and labour, their value."),
            required=True,
        ),
        Column("rate", cells.whole(1, LARGEST_RATE), N_("Riel for one dollar on that day, if it is known.")),
        Column("date", cells.day, N_("Day of the promise or of the receipt, such as 2026-11-22.")),
    )


_currencies = cells.named({"KHR": ("khr", "riel", "រៀល", "៛"), "USD": ("usd", "dollar", "ដុល្លារ", "$")})


def _currency(cell: Any) -> str:
    found: str = _currencies(cell)
    return found


def _figure(cell: Any) -> str:
    """An amount as text. In a true number three decimals never part thousands; sums are off by their last bits."""
    typed = cells.plain(cell)
    if not (_EXACT if isinstance(cell, float) else _WORKED_OUT).fullmatch(typed):
        return typed
    exact = round(Decimal(typed), 6)
    if exact != round(exact, 2):
        raise UserError(_("“{text}”: dollars have two decimals at most.").format(text=typed))
    return f"{exact:.2f}"


class ContributionsWriter(Writer):
    """Puts the rows into the ledgers of the activities."""

    def __init__(self, store: Store, cycle: Cycle, staged: Staged) -> None:
        super().__init__(store, staged)
        self._cycle = cycle
        self._actions = numbered(cycle)
        known = [gift for action in cycle.actions for gift in action.contributions]
        self._by_key = {gift.key: gift for gift in known}
        self._by_identity = {_identity(gift): gift for gift in known}
        self._rows: dict[Identity, int] = {}
        self._sums: Counter[tuple[str, str]] = Counter()

    def write(self) -> None:
        """Write every row; look at `problems` before committing."""
        self.each(CONTRIBUTIONS, self._row)
        self.lines += _totals(self._sums)

    def _row(self, row: Row) -> str:
        action = self._action(row)
        amount = _amount(row)
        key = self._key(row)
        if key is None:
            return self._add_once(row, action, amount)
        self._count(row, amount)
        known = self._by_key.get(key)
        if known is None:
            self._add(row, action, amount, key)
            return NEW
        before = _identity(known)
        take(known, row, *_PLAIN)
        known.amount = amount
        known.action = action
        return CHANGED if _identity(known) != before else SAME

    def _add_once(self, row: Row, action: Action, amount: int) -> str:
        """A row without an id is what it says: said before, it adds nothing."""
        said: dict[str, Any] = {name: row.get(name, _DEFAULTS.get(name)) for name in _PLAIN}
        identity = Identity(action=action, amount=amount, **said)
        first = self._rows.setdefault(identity, row.number)
        if first != row.number:
            self.remarks.append(
                _(
                    "Row {row} says the same as row {first} and is counted once. If both are meant, give each an id."
                ).format(row=shown(row.number), first=shown(first))
            )
            return SAME
        self._count(row, amount)
        if identity in self._by_identity:
            return SAME
        self._by_identity[identity] = self._add(row, action, amount, None)
        return NEW

    def _add(self, row: Row, action: Action, amount: int, key: uuid.UUID | None) -> Contribution:
        gift = Contribution(**_DEFAULTS, amount=amount, **({"key": key} if key is not None else {}))
        take(gift, row, *_PLAIN)
        action.contributions.append(gift)
        if key is not None:
            self._by_key[key] = gift
        return gift

    def _action(self, row: Row) -> Action:
        wanted = row.get("action")
        if wanted not in self._actions:
            raise CellError("action", _("The plan has no activity {number}.").format(number=wanted))
        return self._actions[wanted]

    def _key(self, row: Row) -> uuid.UUID | None:
        """The id as it is stored; any other word than one of ours becomes one, the same every time."""
        word = row.get("id")
        if not word:
            return None
        try:
            key = uuid.UUID(word)
        except ValueError:
            return uuid.uuid5(self._cycle.id, word)
        elsewhere = [] if key in self._by_key else self.store.all(Contribution, key=key)
        if elsewhere and elsewhere[0].action.cycle is not self._cycle:
            raise CellError("id", _("This contribution belongs to another cycle."))
        return key

    def _count(self, row: Row, amount: int) -> None:
        self._sums[row.get("state"), row.get("currency")] += amount


_DEFAULTS: dict[str, Any] = {"source_name": "", "form": contributing.FORMS[0]}


def numbered(cycle: Cycle) -> dict[str, Action]:
    """The activities by their number: as the file said that they came from, or as the plan counts them."""
    found = {number: action for action, number in numbers(cycle).items()}
    return found | {number_of_action(action.key): action for action in cycle.actions if action.key}


def _amount(row: Row) -> int:
    """The amount in the smallest unit of its currency."""
    typed = str(row.get("amount", ""))
    with blame("amount"):
        if row.get("currency") == contributing.DOLLARS:
            found = parse_money(typed)
        else:
            found = parse_riel(typed.removesuffix(".0") if typed.count(".") == 1 else typed)
        if found is None:
            raise UserError(_("This cell must be filled."))
    return found


def _identity(gift: Contribution) -> Identity:
    return Identity(
        gift.action,
        gift.source_kind,
        clean(gift.source_name),
        gift.state,
        gift.form,
        gift.currency,
        gift.amount,
        gift.rate,
        gift.date,
    )


def _totals(sums: Mapping[tuple[str, str], int]) -> list[str]:
    """What the file adds up to, so that it can be held against the list it was typed from."""
    words = {"promised": _("Promised in this file: {amount}"), "received": _("Received in this file: {amount}")}
    lines = []
    for state, sentence in words.items():
        money = contributing.Money(sums.get((state, "KHR"), 0), sums.get((state, "USD"), 0))
        if money:
            lines.append(sentence.format(amount=contributing.words(money)))
    return lines


def _writer(store: Store, cycle: Cycle, staged: Staged, _replace: bool) -> Writer:
    return ContributionsWriter(store, cycle, staged)


KIND = Kind(CONTRIBUTIONS, N_("Contributions from a file"), sheets, _writer)
