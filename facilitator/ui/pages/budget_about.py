"""A budget at a glance: whether it is decided, for how many people, where its figures come from, and its sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from facilitator.i18n import _
from facilitator.models import budgeting
from facilitator.models.records import Record
from facilitator.ui.pages.history_button import HistoryButton
from facilitator.ui.pages.meeting_parts import bare
from facilitator.ui.pages.rows import Section, show_value
from facilitator.ui.tables.budget_summary import SummaryTable
from facilitator.ui.tables.fitted import FittedView
from facilitator.ui.widgets.basic import Button, Card, Remark
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.dates import DateField
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.numbers import WholeNumber
from facilitator.ui.widgets.text_edit import LineText, LongText

if TYPE_CHECKING:
    from facilitator.models.budget import Budget
    from facilitator.ui.context import Context


class AboutSection(Section):
    """`budget` gives the budget on show."""

    def __init__(self, context: Context, budget: Callable[[], Budget | None], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._budget = budget
        statuses = [("draft", _("Draft")), ("approved", _("Approved")), ("executed", _("Executed"))]
        self.status = Choice("budget_status", _("Status"), statuses)
        self.population = WholeNumber("budget_population", _("Population"))
        self.households = WholeNumber("budget_households", _("Households"))
        self.source = LineText("budget_source", _("Source of the figures"), _("Which document they are taken from"))
        self.source_date = DateField("budget_source_date", _("Date of the source"))
        self.later = {
            "revised_source": LineText("budget_revised_source", _("Source of the revised plan")),
            "revised_date": DateField("budget_revised_date", _("Date of the revised plan")),
            "actual_source": LineText("budget_actual_source", _("Source of the actual figures")),
            "actual_date": DateField("budget_actual_date", _("Date of the actual figures")),
        }
        self.notes = LongText("budget_notes", _("Notes"), lines=(1, 5))
        self.refusal = Remark("budget_refusal")
        self.fields = {
            "status": Field(_("Status"), self.status).stores(self._set_status),
            "population": Field(_("Population"), self.population).stores(partial(self._set_people, "population")),
            "households": Field(_("Households"), self.households).stores(partial(self._set_people, "households")),
            "source": Field(_("Source of the figures"), self.source).stores(partial(self._set, "source")),
            "source_date": Field(_("Date of the source"), self.source_date).stores(partial(self._set, "source_date")),
            "notes": Field(_("Notes"), self.notes).stores(partial(self._set, "notes")),
        }
        for name, editor in self.later.items():
            self.fields[name] = Field(editor.accessibleName(), editor).stores(partial(self._set, name))
        self.table = SummaryTable()
        self.view = FittedView("budget_summary", _("The budget in sums"))
        self.view.setModel(self.table)
        self.table.setParent(self.view)
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card(name="budget_about_card")
        card.add(self.fields["status"], self.refusal)
        card.add_columns(self.fields["source"], self.fields["source_date"])
        self.of_column = {column: bare(f"budget_{column}_sources") for column in ("revised", "actual")}
        for column, holder in self.of_column.items():
            holder.add_columns(self.fields[f"{column}_source"], self.fields[f"{column}_date"])
            card.add(holder)
        card.add_columns(self.fields["population"], self.fields["households"])
        card.add(self.fields["notes"])
        sums = Card(_("The budget in sums"), "budget_sums_card")
        sums.add(self.view)
        sums.add_row(
            Button("budget_print", _("Print the booklet…"), "print", pressed=self._print),
            HistoryButton("budget_history", self.context, self._record),
        )
        self.column.addWidget(card)
        self.column.addWidget(sums)
        self.column.addStretch(1)

    def _record(self) -> Record | None:
        budget = self._budget()
        return Record("budget", str(budget.id)) if budget is not None else None

    def refresh(self) -> None:
        """Show the budget as it is now."""
        budget = self._budget()
        if budget is None:
            return
        self.status.set_value(budget.status)
        self.refusal.say(budgeting.what_keeps_it_a_draft(budget), "warning")
        show_value(self.population, budget.population)
        show_value(self.households, budget.households)
        show_value(self.source, budget.source)
        show_value(self.source_date, budget.source_date)
        show_value(self.notes, budget.notes)
        for name, editor in self.later.items():
            show_value(editor, getattr(budget, name))
        columns = budget.columns()
        for column, holder in self.of_column.items():
            holder.setVisible(column in columns)
        self.table.show(budget)
        self.view.set_widths(0, *[150] * (self.table.columnCount() - 1), fit_height=True)

    def _set_status(self, status: str) -> None:
        if (budget := self._budget()) is not None:
            self.keep(self.fields["status"], _("Status of the budget"), partial(budget.set_status, status))

    def _set_people(self, which: str, value: int | None) -> None:
        if (budget := self._budget()) is not None:
            label = _("Population") if which == "population" else _("Households")
            self.keep(self.fields[which], label, partial(budgeting.set_people, budget, which, value))

    def _set(self, which: str, value: str | dt.date | None) -> None:
        if (budget := self._budget()) is not None:
            label = _("Notes on the budget") if which == "notes" else _("Source of the budget's figures")
            self.keep(self.fields[which], label, partial(setattr, budget, which, value))

    def _print(self) -> None:
        self.context.wanted.emit("print")
