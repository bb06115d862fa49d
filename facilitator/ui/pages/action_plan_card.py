"""The plan and its money: as a table to write in, along the months, or person by person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.i18n import _, format_number, format_riel, format_usd, plural, screen_language
from facilitator.models import plan_money
from facilitator.models.action import Action, leaves
from facilitator.ui import theme
from facilitator.ui.pages.action_plan_table import PlanTable
from facilitator.ui.pages.rows import show_value
from facilitator.ui.tables import plan_calendar, plan_people
from facilitator.ui.tables.low_view import LowView
from facilitator.ui.tables.plan_calendar import BarDelegate, CalendarTable
from facilitator.ui.tables.plan_columns import missing
from facilitator.ui.tables.plan_people import PeopleTable
from facilitator.ui.widgets.basic import Button, Card, EmptyState, Label, Remark
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.numbers import WholeNumber

if TYPE_CHECKING:
    from facilitator.models.planning import Touched
    from facilitator.ui.context import Context

TABLE, CALENDAR, PEOPLE = "table", "calendar", "people"


class ReadView(LowView):
    """A view of the plan to read; Enter or a double click goes to the row in the table."""

    row_wanted = Signal(int)

    def __init__(self, name: str, label: str, table: CalendarTable | PeopleTable, first: int) -> None:
        super().__init__(name, label, table, first)
        self.doubleClicked.connect(self._clicked)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.row_wanted.emit(index.row())

    def go_on(self, step: int) -> bool:
        """No cell takes anything, so Enter (one step on) goes to the row; Tab goes on to the next widget."""
        return False


class PlanCard(Card):
    """Only the view on show is kept up to date; the others are read when they are turned to."""

    def __init__(self, context: Context, propose: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(name="plan_card", parent=parent)
        self.context = context
        self.rows = PlanTable(context)
        self.table, self.grid = self.rows.table, self.rows.grid
        self.remark, self.quiet = self.rows.remark, self.rows.quiet
        self.sum = Label("", "heading", "plan_sum")
        self.short = Remark("plan_short")
        self.view = Choice(
            "plan_view",
            _("Shown as"),
            [(TABLE, _("Table")), (CALENDAR, _("Calendar")), (PEOPLE, _("By person"))],
        )
        self.view.set_value(TABLE)
        self.view.committed.connect(self.show_view)
        self.calendar = CalendarTable(context, dt.date.today())
        self.strip = ReadView("plan_calendar", _("Calendar of the plan"), self.calendar, plan_calendar.ACTIVITY)
        self.strip.setItemDelegate(BarDelegate(self.strip))
        self.strip.horizontalHeader().setMinimumSectionSize(theme.px(plan_calendar.LEAST_MONTH))
        self.strip.set_widths(*plan_calendar.WIDTHS)
        self.people = PeopleTable(context)
        self.persons = ReadView("plan_people", _("The plan by person"), self.people, plan_people.ACTIVITY)
        self.persons.set_widths(*plan_people.WIDTHS)
        for view in (self.strip, self.persons):
            view.row_wanted.connect(self._go_to_row)
        self.legend = Label(
            _("A full bar is done, an empty one still to do, a red one delayed. The dashed line is today."), "small"
        )
        self.rate = WholeNumber("plan_rate", _("Riel for 1 dollar"))
        self.rate_field = Field(_("Riel for 1 dollar"), self.rate).stores(self._set_rate)
        self.propose = Button("plan_propose", _("Show the proposals"), "interface", "primary", propose)
        self.empty = EmptyState(
            "plan_empty",
            "action_plan",
            _("No activity in the plan yet"),
            _("Keep what was agreed and suggested with one key, or write the first activity yourselves."),
            self.propose,
        )
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        sums = QVBoxLayout()
        sums.addWidget(self.sum)
        sums.addWidget(self.short)
        top.addLayout(sums, 1)
        top.addWidget(self.view)
        self.body.addLayout(top)
        self.add(self.empty, self.rows, self.strip, self.legend, self.persons, self.rate_field)
        self.rate_field.setMaximumWidth(theme.px(220))
        for part in (self.strip, self.legend, self.persons):
            part.hide()

    def current(self) -> Action | None:
        """The activity on which the cursor of the table is, or None; none while another view is on show."""
        return self.rows.current() if self.view.value() == TABLE else None

    def refresh(self, touched: Touched | None = None) -> None:
        """Show the plan as it is now; with `touched` no more than that is different from before."""
        if self.view.value() == TABLE:
            self.rows.refresh(touched)
        else:
            self._refresh_view()

    def refresh_sums(self, proposed: bool) -> None:
        """Show what the whole plan costs, what of it is not funded, and what the current row lacks."""
        cycle, language = self.context.cycle, screen_language()
        some = bool(cycle.actions)
        self.view.setVisible(some)
        self._show_parts(some)
        self.propose.setVisible(proposed)
        funds = self.table.funds() if self.view.value() == TABLE else plan_money.funds_of(_tops(cycle.actions))
        count = len(leaves(cycle))
        sentence = plural(count, _("{n} activity, {cost}"), _("{n} activities, {cost}"))
        cost = format_riel(funds.cost, language)
        if (cents := plan_money.in_usd(funds.cost, cycle.usd_rate)) is not None:
            cost = f"{cost} ({format_usd(cents, language)})"
        self.sum.setText(sentence.format(n=format_number(count, language), cost=cost))
        said = [missing(funds.unfunded)] if funds.unfunded else []
        if funds.without_rate:
            amount = format_usd(funds.without_rate, language)
            said.append(_("{amount} are not counted: state how many riel a dollar is.").format(amount=amount))
        self.short.say(". ".join(said), "warning")
        show_value(self.rate, cycle.usd_rate)
        self.rows.say_quiet()

    def _show_parts(self, some: bool) -> None:
        view = self.view.value()
        self.sum.setVisible(some)
        self.empty.setVisible(not some)
        self.rate_field.setVisible(some and view == TABLE)
        self.rows.setVisible(not some or view == TABLE)
        for part in (self.rows.grid, self.rows.moving):
            part.setVisible(some)
        self.strip.setVisible(some and view == CALENDAR)
        self.legend.setVisible(some and view == CALENDAR)
        self.persons.setVisible(some and view == PEOPLE)

    def focus_first(self) -> None:
        """Put the keyboard into the view on show, or on the button that starts."""
        if not self.context.cycle.actions:
            (self.rows.adding[0] if self.propose.isHidden() else self.propose).setFocus()
        elif self.view.value() == TABLE:
            self.rows.focus_first()
        else:
            (self.strip if self.view.value() == CALENDAR else self.persons).setFocus()

    @Slot(object)
    def show_view(self, view: str) -> None:
        """Turn to the table, the calendar or the people."""
        self.view.set_value(view)
        self._show_parts(bool(self.context.cycle.actions))
        self.refresh()
        self.rows.moved.emit()

    def _refresh_view(self) -> None:
        table, view = (self.calendar, self.strip) if self.view.value() == CALENDAR else (self.people, self.persons)
        table.refresh()
        if table is self.people:
            self.persons.clearSpans()
            for row in range(self.people.rowCount()):
                if self.people.person(row) is not None:
                    self.persons.setSpan(row, 0, 1, self.people.columnCount())
        view.fit()

    @Slot(int)
    def _go_to_row(self, row: int) -> None:
        table = self.calendar if self.view.value() == CALENDAR else self.people
        if (action := table.action(row)) is not None:
            self.show_view(TABLE)
            self.rows.go_to(action)

    def _set_rate(self, riel: int | None) -> None:
        with self.context.gesture(_("Riel for 1 dollar"), say=self.rate_field.say):
            plan_money.set_rate(self.context.cycle, riel)


def _tops(actions: list[Action]) -> list[Action]:
    return [action for action in actions if action.parent is None]
