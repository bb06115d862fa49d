"""The ledger of one activity: who gives what, in cash or in kind, promised or received."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator import typed
from facilitator.i18n import _, format_riel, format_usd, screen_language
from facilitator.models import contributing
from facilitator.models.action import Action
from facilitator.models.contribution import Contribution
from facilitator.models.plan_names import (
    CURRENCY_NAMES,
    FORM_NAMES,
    SOURCE_NAMES,
    STATE_NAMES,
    options,
)
from facilitator.ui.pages.rows import Rows, show_value
from facilitator.ui.widgets.basic import Button, Card, IconButton, Label
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.dates import DateField
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.flow import Columns
from facilitator.ui.widgets.numbers import WholeNumber
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.ui.context import Context


def shown_balance(contributions: Iterable[Contribution]) -> str:
    """What was promised, what came, and what is still awaited, riel and dollars apart; or that there is nothing."""
    found = contributing.balance(contributions)
    if not found:
        return _("Nobody has promised or given anything yet.")
    text = _("Promised: {promised}. Received: {received}.").format(
        promised=contributing.words(found.promised) or "–", received=contributing.words(found.received) or "–"
    )
    if found.awaited:
        awaited = _("Still to come: {awaited}.").format(awaited=contributing.words(found.awaited))
        text = f"{text} {awaited}"
    return text


class AmountField(WholeNumber):
    """An amount in its own currency: whole riel, or dollars with cents (its value counts cents)."""

    _width = 150
    currency = "KHR"

    def _shown(self, value: int) -> str:
        language = screen_language()
        return format_usd(value, language) if self.currency == "USD" else format_riel(value, language)

    def _read(self, entry: str) -> int | None:
        return typed.parse_money(entry) if self.currency == "USD" else typed.parse_riel(entry)


class MoneyRows(Card):
    """Rows of contributions, and the button that adds one; widgets are named `<name>_…`."""

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Contributions"), f"{name}_money", parent)
        self.context, self._name = context, name
        self._action: uuid.UUID | None = None
        self.sums = Label("", "muted", f"{name}_sums")
        self.rows = Rows(spacing=18)
        self.plus = Button(f"{name}_add", _("Add a contribution"), "add", pressed=self._add)
        self.add(self.sums, self.rows)
        self.add_row(self.plus)

    def show_action(self, action: Action) -> None:
        """Show the contributions to this activity."""
        self._action = action.id
        self.rows.sync([each.id for each in action.contributions], self._make)
        self.sums.setText(shown_balance(action.contributions))

    def _make(self, key: int) -> QWidget:
        return MoneyRow(self.context, self._name, key)

    def _add(self) -> None:
        action = self.context.store.get(Action, self._action)
        if action is None:
            return
        with self.context.gesture(_("Contribution added")):
            made = contributing.add_contribution(action, "community")
        self.show_action(action)
        row = self.rows.row(made.id)
        assert isinstance(row, MoneyRow)
        row.kind.setFocus()


class MoneyRow(QWidget):
    """One contribution in two lines of fields."""

    def __init__(self, context: Context, name: str, key: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self._key = context, key
        self._name = f"{name}_{key}"
        self.kind = Choice(f"{self._name}_kind", _("From whom"), options(SOURCE_NAMES), buttons=False)
        self.who = LineText(f"{self._name}_who", _("Name of the giver"))
        self.form = Choice(f"{self._name}_form", _("Form"), options(FORM_NAMES), buttons=False)
        self.amount = AmountField(f"{self._name}_amount", _("Amount"))
        self.currency = Choice(f"{self._name}_currency", _("Currency"), options(CURRENCY_NAMES), buttons=False)
        self.rate = WholeNumber(f"{self._name}_rate", _("Riel for 1 dollar"))
        self.state = Choice(f"{self._name}_state", _("State"), options(STATE_NAMES))
        self.date = DateField(f"{self._name}_date", _("Date"))
        self.came = Button(f"{self._name}_came", _("It has come"), "check", "plain", self._receive)
        self.rate_field = self._field(_("Riel for 1 dollar"), self.rate, "rate")
        self._lay_out()

    def _lay_out(self) -> None:
        self.amount_field = Field(_("Amount"), self.amount).stores(self._set_amount)
        self.currency_field = Field(_("Currency"), self.currency).stores(self._set_currency)
        fields = Columns()
        for field in (
            self._field(_("From whom"), self.kind, "source_kind"),
            self._field(_("Name of the giver"), self.who, "source_name"),
            self._field(_("Form"), self.form, "form"),
            self.amount_field,
            self.currency_field,
            self._field(_("Date"), self.date, "date"),
            self.rate_field,
        ):
            fields.addWidget(field)
        below = QHBoxLayout()
        below.addWidget(self.state, 1)
        below.addWidget(self.came)
        below.addWidget(IconButton(f"{self._name}_remove", _("Delete this contribution"), "delete", self._remove))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(fields)
        column.addLayout(below)
        self.state.committed.connect(self._set_state)

    def refresh(self) -> None:
        """Show the contribution as it is now."""
        found = self._get()
        if found is None:
            return
        self.amount.currency = found.currency
        self.rate_field.setVisible(found.currency == contributing.DOLLARS)
        self.came.setVisible(found.state == contributing.PROMISED and contributing.awaited_of(found) > 0)
        for editor, value in (
            (self.kind, found.source_kind),
            (self.who, found.source_name),
            (self.form, found.form),
            (self.amount, found.amount or None),
            (self.currency, found.currency),
            (self.rate, found.rate),
            (self.state, found.state),
            (self.date, found.date),
        ):
            show_value(editor, value)

    def _get(self) -> Contribution | None:
        return self.context.store.get(Contribution, self._key)

    def _field(self, label: str, editor: QWidget, attribute: str) -> Field:
        field = Field(label, editor)
        return field.stores(partial(self._set, field, attribute))

    def _set(self, field: Field | None, attribute: str, value: str | int | dt.date | None) -> None:
        self._change(field, lambda found: setattr(found, attribute, value))

    def _set_state(self, state: str) -> None:
        self._set(None, "state", state)

    def _set_amount(self, amount: int | None) -> None:
        self._change(self.amount_field, lambda found: contributing.set_amount(found, amount))

    def _set_currency(self, currency: str) -> None:
        self._change(self.currency_field, lambda found: contributing.set_currency(found, currency))
        self.refresh()

    def _change(self, field: Field | None, change: Callable[[Contribution], object]) -> None:
        if (found := self._get()) is not None:
            with self.context.gesture(_("Contribution"), say=field.say if field is not None else None):
                change(found)

    def _receive(self) -> None:
        if (found := self._get()) is not None:
            with self.context.gesture(_("Contribution received"), say=self.amount_field.say):
                contributing.receive(found, dt.date.today())

    def _remove(self) -> None:
        if (found := self._get()) is not None:
            with self.context.gesture(_("Contribution deleted")):
                found.action.contributions.remove(found)
