"""The end of the round: what was promised, what was kept, and what goes on in the next round."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from facilitator.errors import UserError
from facilitator.i18n import _, format_date, format_number, plural, screen_language, shown_plain
from facilitator.models import ending
from facilitator.models.plan_names import STATUS_NAMES
from facilitator.text import breakable
from facilitator.ui.pages.action_plan_money import shown_balance
from facilitator.ui.pages.rows import Section
from facilitator.ui.tables.actions import shown_number
from facilitator.ui.widgets.basic import Banner, Button, Card, Heading, Label, Remark

if TYPE_CHECKING:
    from facilitator.models.action import Action
    from facilitator.models.cycle import Cycle
    from facilitator.models.ending import Outcome
    from facilitator.ui.context import Context

ORDER = ("done", "under_way", "delayed", "dropped", "not_started")
MOST_NAMED = 12
"""Unfinished activities that are named one by one."""


class ClosingSection(Section):
    """Nothing here is final: closing and carrying forward are taken back with one undo."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.closed = Banner("closing_state", "ok")
        self.kept = Heading("", 1, "closing_kept")
        self.states = Label("", "body", "closing_states")
        self.money = Label("", "body", "closing_money")
        self.outcome = Card(_("What was promised, and what was kept"), "closing_outcome")
        self.outcome.add(self.kept, self.states, self.money)
        self.outcome.add_row(
            Button("closing_paper", _("Print the papers of this round"), "print", "plain", self._print)
        )
        self.unfinished = Label("", "body", "closing_unfinished")
        self.list = Label("", "muted", "closing_list")
        self.carry = Button("closing_carry", "", "page-next", "primary", self._carry)
        self.only_close = Button("closing_close", "", "check", "plain", self._close)
        self.next = Button("closing_next", _("Open the next round"), "page-next", "plain", self._open_next)
        self.remark = Remark("closing_remark")
        self.onward = Card(_("The next round"), "closing_onward")
        self.onward.add(self.unfinished)
        self.onward.add_row(self.carry, self.only_close, self.next)
        self.onward.add(self.remark, Label(_("One undo takes it back."), "small"), self.list)
        for part in (self.closed, self.outcome, self.onward):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show what became of the plan until now."""
        cycle, language = self.context.cycle, screen_language()
        found, following = ending.outcome(cycle), ending.next_cycle(self.context.store, cycle)
        self.kept.setText(
            _("{done} of {all} promises kept").format(
                done=format_number(found.kept, language), all=format_number(found.total, language)
            )
        )
        self.states.setText(told_by_status(found))
        self.money.setText(shown_balance(gift for action in cycle.actions for gift in action.contributions))
        self._show_closed(cycle)
        self._show_onward(cycle, following)

    def _show_closed(self, cycle: Cycle) -> None:
        if cycle.closed_on is not None:
            day = format_date(cycle.closed_on, screen_language())
            self.closed.say(_("This round was closed on {date}.").format(date=day), "ok")
        else:
            self.closed.say("")
        self.only_close.setText(_("The round goes on") if cycle.closed_on else _("Close the round only"))
        self.only_close.setAccessibleName(self.only_close.text())

    def _show_onward(self, cycle: Cycle, following: Cycle | None) -> None:
        waiting = ending.to_carry(cycle, following)
        n = len(waiting)
        number = format_number(n, screen_language())
        if n:
            sentence = plural(
                n,
                _("{n} activity is not finished. It goes on in the next round, with its whole story."),
                _("{n} activities are not finished. They go on in the next round, with their whole story."),
            )
        elif following is not None:
            sentence = _("Everything that is not finished stands in the next round already.")
        else:
            sentence = _("Everything is finished.")
        self.unfinished.setText(sentence.format(n=number))
        self.list.setText("\n".join(map(_named, waiting[:MOST_NAMED])))
        self.list.setVisible(bool(waiting))
        words = _("Close the round and carry them forward") if n else _("Close the round and begin the next one")
        self.carry.setText(words)
        self.carry.setAccessibleName(words)
        self.carry.setVisible(not cycle.training and (n > 0 or following is None))
        self.next.setVisible(following is not None)
        if following is not None:
            sentence = _("Open the round of {year}").format(year=shown_plain(following.year))
            self.next.setText(sentence)
            self.next.setAccessibleName(sentence)

    def _carry(self) -> None:
        """The window stays on this round, where undo is at hand; the button beside it opens the next one."""
        try:
            ending.carry_forward(self.context.store, self.context.cycle, dt.date.today())
        except UserError as error:
            self.remark.say(error.text)
        else:
            self.remark.say(_("Done. The next round can be opened now."), "ok")
            self.next.setFocus()

    def _close(self) -> None:
        cycle = self.context.cycle
        if cycle.closed_on is None:
            with self.context.gesture(_("Round closed"), say=self.remark.say):
                ending.close(cycle, dt.date.today())
        else:
            with self.context.gesture(_("Round reopened"), say=self.remark.say):
                ending.reopen(cycle)

    def _open_next(self) -> None:
        following = ending.next_cycle(self.context.store, self.context.cycle)
        if following is not None:
            self.context.cycle_wanted.emit(str(following.id))

    def _print(self) -> None:
        self.context.wanted.emit("print")


def told_by_status(found: Outcome) -> str:
    """How many activities have each status, in words; what was kept stands first."""
    counts = [(status, found.by_status[status]) for status in ORDER if status in found.by_status]
    each = _("{status}: {n}")
    return " · ".join(
        each.format(status=_(STATUS_NAMES[status]), n=format_number(n, screen_language())) for status, n in counts
    )


def _named(action: Action) -> str:
    return breakable(f"{shown_number(action)}  {action.words(screen_language())}")
