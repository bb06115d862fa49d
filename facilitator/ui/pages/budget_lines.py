"""Revenue or expenditure: the grid, the chosen line in plain words, lines of the commune's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.i18n import _, screen_language
from facilitator.models import budgeting
from facilitator.models.budget import COLUMNS, Budget, BudgetLine
from facilitator.ui.pages.budget_line import LineCard
from facilitator.ui.pages.meeting_parts import bare
from facilitator.ui.pages.rows import Section
from facilitator.ui.tables.amounts import AmountsView
from facilitator.ui.tables.budget_lines import PLAN, LinesTable
from facilitator.ui.widgets.basic import Button, Card, Label, Remark
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.ui.context import Context


class LinesSection(Section):
    """`side` is `revenue` or `expenditure`; widgets are named `<side>_…`."""

    def __init__(
        self, context: Context, side: str, budget: Callable[[], Budget | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self.side, self._budget = side, budget
        name = _("Revenue") if side == "revenue" else _("Expenditure")
        self.table = LinesTable(context, side, budget)
        self.grid = AmountsView(f"{side}_table", name, self.table, downwards=True)
        self.grid.set_widths(56, 0, 120, 120, 120, fit_height=True)
        self.grid.selectionModel().currentChanged.connect(self._chosen)
        self.table.remark.connect(self._say_cell)
        self.remark = Remark(f"{side}_remark")
        self.card = LineCard(context, side)
        self.new = LineText(f"{side}_new", _("One more line"), _("One more line beside the chosen one, then Enter"))
        self.new.returnPressed.connect(self._add)
        self.words = Button(f"{side}_words", _("Explanation and note"), "edit", "quiet", self.card.take_keyboard)
        self.remove_button = Button(f"{side}_remove", _("Remove this line"), "delete", "quiet", self._remove)
        self.revise = Button(f"{side}_revise", _("Begin the revised plan"), "paper", "quiet", self._revise)
        for button, keys in ((self.words, "Ctrl+Return"), (self.remove_button, "Ctrl+Delete")):
            button.setToolTip(keys.replace("Return", _("Enter")))
            QShortcut(QKeySequence(keys), self.grid, button.click, context=Qt.ShortcutContext.WidgetShortcut)
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card(name=f"{self.side}_card")
        tools = bare(f"{self.side}_tools")
        tools.add_row(self.words, self.remove_button, self.revise)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.new, 1)
        line.addWidget(Button(f"{self.side}_add", _("Add"), "add", pressed=self._add))
        hint = _("In whole riel. Enter goes down, Tab to the right; a pale sum is worked out from its parts.")
        card.add(Label(hint, "small"), self.grid, self.remark, tools)
        card.body.addLayout(line)
        self.column.addWidget(card)
        self.column.addWidget(self.card)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show the lines as they are now."""
        self.table.refresh()
        self.grid.fit()
        budget = self._budget()
        columns = budget.columns() if budget is not None else []
        self.revise.setVisible(budget is not None and "revised" not in columns and budget.status != "draft")
        self._show_line()

    def focus_first(self) -> None:
        """Put the keyboard into the first figure."""
        self.grid.setFocus(Qt.FocusReason.TabFocusReason)

    def go_to(self, code: str, column: str) -> None:
        """Put the cursor on the figure of a line; without a code on the closing balance, else the first line."""
        rows = [row for row in range(self.table.rowCount()) if (line := self.table.line(row)) and _is(line, code)]
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grid.setCurrentIndex(self.table.index(rows[0] if rows else 0, PLAN + COLUMNS.index(column)))

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_line()

    def _current(self) -> BudgetLine | None:
        return self.table.line(self.grid.currentIndex().row())

    def _show_line(self) -> None:
        line = self._current()
        self.card.show_line(line)
        self.words.setEnabled(line is not None)
        self.remove_button.setEnabled(line is not None)

    @Slot(QModelIndex, str)
    def _say_cell(self, _index: QModelIndex, sentence: str) -> None:
        self.remark.say(sentence)

    def _revise(self) -> None:
        if (budget := self._budget()) is not None:
            with self.context.gesture(_("Revised plan begun with the plan"), say=self.remark.say):
                budgeting.revise_from_plan(budget)

    def _add(self) -> None:
        line = self._current()
        if line is None:
            self.remark.say(_("Choose the line beside which it belongs first."), "note")
            return
        name = self.new.text()
        label = _("Line added: {name}").format(name=name)
        with self.context.gesture(label, say=self.remark.say):
            made = budgeting.add_line(line, name, screen_language())
        if not self.remark.text():
            self.new.set_value("")
            self.refresh()
            QTimer.singleShot(0, self, partial(self.go_to, made.code, "plan"))

    def _remove(self) -> None:
        if (line := self._current()) is not None:
            label = _("Line removed: {name}").format(name=line.name(screen_language()))
            with self.context.gesture(label, say=self.remark.say):
                budgeting.remove_line(line)


def _is(line: BudgetLine, code: str) -> bool:
    return line.code == code if code else line.part == "closing_balance"
