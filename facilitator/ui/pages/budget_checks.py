"""What fails in a budget: a sentence each, with both figures, and the way to the cell."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.i18n import _, format_number, plural, screen_language
from facilitator.text import breakable
from facilitator.ui.widgets.basic import Button, Card, Label, Remark

if TYPE_CHECKING:
    from facilitator.models.budget import Budget
    from facilitator.models.budget_checks import BudgetCheck

MOST_SHOWN = 3
"""So many stand there at first; a button shows the others."""


class BudgetChecks(Card):
    """`wanted` carries the check whose cell is asked for. One line while everything is right."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="budget_checks", parent=parent)
        self.body.setContentsMargins(18, 12, 18, 12)
        self.body.setSpacing(6)
        self.state = Remark("budget_state")
        self.more = Button("budget_checks_more", _("Show all"), "expand", "quiet", self._show_all)
        self._rows: list[_CheckRow] = []
        self._found: list[BudgetCheck] = []
        self._unfolded = False
        self.add(self.state)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_budget(self, budget: Budget | None, before: Budget | None = None) -> None:
        """Run the checks and show those that fail, then what is far from the plan or from the year `before`."""
        self.setVisible(budget is not None)
        if budget is None:
            return
        failing, odd = budget.checks(), budget.remarks(before)
        self._found = [*failing, *odd]
        language = screen_language()
        if failing:
            count = plural(len(failing), _("{n} check fails"), _("{n} checks fail"))
            self.state.say(count.format(n=format_number(len(failing), language)), "error")
        elif odd:
            count = plural(len(odd), _("Everything adds up. {n} figure is worth a second look."),
                           _("Everything adds up. {n} figures are worth a second look."))  # fmt: skip
            self.state.say(count.format(n=format_number(len(odd), language)), "note")
        elif not any(budget.total(side, column) for side in ("revenue", "expenditure") for column in budget.columns()):
            self.state.say(_("No figures yet. What does not add up will be named here."), "note")
        else:
            self.state.say(_("Everything adds up."), "ok")
        self._show_rows()

    def _show_all(self) -> None:
        self._unfolded = not self._unfolded
        self._show_rows()

    def _show_rows(self) -> None:
        shown = self._found if self._unfolded else self._found[:MOST_SHOWN]
        while len(self._rows) < len(shown):
            row = _CheckRow(len(self._rows) + 1, partial(self._want, len(self._rows)))
            self._rows.append(row)
            self.body.insertWidget(self.body.count() - 1, row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(shown))
            if number < len(shown):
                row.say(shown[number].text)
        self.more.setVisible(len(self._found) > MOST_SHOWN)
        text = (
            _("Show fewer")
            if self._unfolded
            else _("Show all {n}").format(n=format_number(len(self._found), screen_language()))
        )
        self.more.setText(text)
        self.more.setAccessibleName(text)
        self.more.show_icon("collapse" if self._unfolded else "expand")

    def _want(self, number: int) -> None:
        if number < len(self._found):
            self.wanted.emit(self._found[number])


class _CheckRow(QWidget):
    """A sentence and the button that leads to its cell."""

    def __init__(self, number: int, pressed: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = Label("", "body", f"budget_check_{number}_text")
        self.button = Button(f"budget_check_{number}", _("Go there"), "page-next", "quiet", pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def say(self, text: str) -> None:
        """Show the sentence; the button is read aloud with it."""
        self.sentence.setText(breakable(text))
        self.button.setAccessibleName(f"{_('Go there')}: {text}")
