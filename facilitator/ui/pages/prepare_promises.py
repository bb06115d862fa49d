"""What the round opens with: what was promised in the round before, and what was kept."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from facilitator.errors import UserError
from facilitator.i18n import _, shown, shown_plain
from facilitator.models import ending
from facilitator.models.results import previous_cycle
from facilitator.ui.pages.action_plan_money import shown_balance
from facilitator.ui.pages.follow_up_closing import told_by_status
from facilitator.ui.pages.prepare import promises_of
from facilitator.ui.pages.rows import Section
from facilitator.ui.tables.low_view import LowView
from facilitator.ui.tables.promises import PROMISE, PromisesTable
from facilitator.ui.widgets.basic import Button, Card, Heading, Label, Remark

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.ui.context import Context

PAPER = "promises-kept"


class PromisesSection(Section):
    """Shown and read out before anything new is asked; nothing is typed here."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.when = Label("", "muted", "promises_when")
        self.kept = Heading("", 1, "promises_kept")
        self.states = Label("", "body", "promises_states")
        self.money = Label("", "body", "promises_money")
        self.onward = Label("", "body", "promises_onward")
        self.table = PromisesTable(context)
        self.grid = LowView("promises_table", _("What was promised, and what was kept"), self.table, PROMISE)
        self.grid.set_widths(0, 150, 330)
        self.carry = Button("promises_carry", _("Carry them forward"), "page-next", "plain", self._carry)
        self.remark = Remark("promises_remark")
        card = Card(_("What was promised, and what was kept"), "promises_card")
        card.add(self.when, self.kept, self.states, self.money, self.onward)
        card.add_row(
            Button("promises_print", _("Print this page"), "print", "primary", self._print),
            self.carry,
            Button("promises_plan", _("Action plan of this round"), "action_plan", "plain", self._plan),
        )
        card.add(self.remark)
        card.add(self.grid)
        self.column.addWidget(card)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show how the plan of the round before stands now."""
        before = previous_cycle(self.context.store, self.context.cycle)
        if before is None:
            return
        found = ending.outcome(before)
        sentence = _("Promised in {year}, round {round}")
        self.when.setText(sentence.format(year=shown_plain(before.year), round=shown_plain(before.round)))
        self.kept.setText(_("{done} of {all} promises kept").format(done=shown(found.kept), all=shown(found.total)))
        self.states.setText(told_by_status(found))
        self.money.setText(shown_balance(gift for action in before.actions for gift in action.contributions))
        self._show_onward(before, self.context.cycle)
        self.table.show(promises_of(self.context))
        self.grid.fit()

    def _show_onward(self, before: Cycle, cycle: Cycle) -> None:
        waiting = len(ending.to_carry(before, cycle))
        carried = len(ending.outcome(before).unfinished) - waiting
        sentences = []
        if carried:
            sentences.append(_("Not finished, and in the plan of this round: {n}.").format(n=shown(carried)))
        if waiting:
            sentences.append(_("Not finished, and not in the plan of this round: {n}.").format(n=shown(waiting)))
        self.onward.setText(" ".join(sentences))
        self.onward.setVisible(bool(sentences))
        self.carry.setVisible(waiting > 0 and not cycle.training)

    def _carry(self) -> None:
        before = previous_cycle(self.context.store, self.context.cycle)
        if before is not None:
            try:
                ending.carry_forward(self.context.store, before, dt.date.today())
            except UserError as error:
                self.remark.say(error.text)

    def _print(self) -> None:
        from facilitator.ui.pages.print import PrintPage

        self.context.wanted.emit("print")
        page = self.window().findChild(PrintPage)
        if page is not None:
            page.open_paper(PAPER)

    def _plan(self) -> None:
        self.context.wanted.emit("action_plan")
