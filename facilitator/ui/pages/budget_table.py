"""Figures from Excel: a file or the clipboard, which column is what, what every row would do, and taking it over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from facilitator.errors import UserError
from facilitator.i18n import N_, _, plural, shown
from facilitator.ui import jobs
from facilitator.ui.pages.import_lines import ImportLines
from facilitator.ui.pages.meeting_parts import bare, let_go
from facilitator.ui.pages.rows import Section
from facilitator.ui.tables.budget_taken import TakenTable
from facilitator.ui.tables.fitted import FittedView
from facilitator.ui.widgets.basic import Button, Card, Label, Remark
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field

if TYPE_CHECKING:
    from facilitator.models.budget import Budget
    from facilitator.models.imports.budget_table import Table, Taken
    from facilitator.models.imports.staging import Staged
    from facilitator.ui.context import Context

FIELDS = {
    "code": N_("Code"),
    "name": N_("Name"),
    "plan": N_("Plan"),
    "revised": N_("Revised plan"),
    "actual": N_("Actual"),
    "note": N_("Note"),
    "sector": N_("Sector"),
    "village": N_("Village"),
    "quantity": N_("Quantity"),
    "unit": N_("Unit"),
    "cost": N_("Cost"),
    "commune_fund": N_("Commune fund"),
    "contribution": N_("Contribution"),
    "other": N_("Other"),
    "start": N_("Start"),
    "end": N_("End"),
    "status": N_("Status"),
}
NONE = "-1"
SHOWN = 40
"""Rows on show; the others are taken over as well."""

ACROSS = 3
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class TableSection(Section):
    """`budget` gives the budget on show. Nothing is stored before the button is pressed; one undo takes all back."""

    def __init__(self, context: Context, budget: Callable[[], Budget | None], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._budget = budget
        self._tables: list[Table] = []
        self._taken: list[Taken] = []
        self._staged: Staged | None = None
        self.columns: dict[str, Choice] = {}
        self.remark = Remark("table_remark")
        self.taken = TakenTable()
        self.view = FittedView("table_rows", _("What every row would do"))
        self.view.setModel(self.taken)
        self.taken.setParent(self.view)
        self.lines = ImportLines()
        self.store = Button("table_store", _("Take over"), "check", "primary", self._store)
        self._lay_out()
        self._forget()

    def _lay_out(self) -> None:
        first = Card(_("1. The table"), "table_first_card")
        about = _(
            "A file of Excel (.xlsx, .csv), or cells copied in it: the columns may have any names. The program's own "
            "workbook needs no choosing of columns."
        )
        first.add(Label(about, "small"))
        first.add_row(
            Button("table_choose", _("Choose a file…"), "folder", "plain", self._ask),
            Button("table_paste", _("Paste from the clipboard"), "paper", "plain", self.paste),
            Button("table_template", _("Save a workbook to fill in…"), "paper", "quiet", self._ask_template),
        )
        first.add(self.remark)
        self.second = Card(_("2. Which column is what"), "table_second_card")
        self.choices = bare("table_choices")
        self.second.add(self.choices)
        self.third = Card(_("3. What will be stored"), "table_third_card")
        self.third.add(self.view, self.lines)
        self.third.add_row(self.store)
        for card in (first, self.second, self.third):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """What is stored may have changed since the table was read."""
        if self._tables:
            self._show_rows()

    def _forget(self) -> None:
        self._tables, self._taken, self._staged = [], [], None
        self.second.hide()
        self.third.hide()
        self.lines.clear()

    # -- reading ------------------------------------------------------------------------------------------------------

    def paste(self) -> None:
        """Take the table that the clipboard holds."""
        from facilitator.models.imports import budget_table

        self._forget()
        try:
            self._show_tables([budget_table.from_text(QGuiApplication.clipboard().text())])
        except UserError as error:
            self.remark.say(error.text, "error")

    def choose(self, path: Path) -> None:
        """Read that file in a worker, as if it had been picked in the dialog."""
        from facilitator.models.imports.shape import shape_of

        self._forget()
        self.remark.say(_("The file is being read…"), "note")
        jobs.run(partial(_read, path, shape_of(self.context.cycle)), self._was_read, self._was_refused, owner=self)

    def _ask(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, _("Choose the file"), "", _("Workbooks and tables (*.xlsx *.csv *.tsv *.txt)")
        )
        if name:
            self.choose(Path(name))

    def _was_read(self, found: Staged | list[Table]) -> None:
        if isinstance(found, list):
            self._show_tables(found)
        else:
            self._show_staged(found)

    def _was_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.remark.say(error.text, "error")

    # -- the program's own workbook -----------------------------------------------------------------------------------

    def _show_staged(self, staged: Staged) -> None:
        from facilitator.models.imports import kinds

        self._staged = staged
        found = kinds.preview(self.context.store, self.context.cycle, kinds.kind("budget"), staged)
        self.third.show()
        self.view.hide()
        if found.problems:
            self.remark.say(
                _("Nothing can be imported yet. Mend these cells in the file, and choose it again."), "error"
            )
            self.lines.add_some([problem.sentence for problem in found.problems], "error", found.more)
        else:
            self.remark.say(
                _("This will be imported:") if found.changes else _("Everything in it is here already."), "ok"
            )
            self.lines.add_some(found.summary(), "ok")
            self.lines.add_some(found.remarks, "warning")
        self._offer(_("Import"), bool(found.changes and not found.problems))

    # -- any table ----------------------------------------------------------------------------------------------------

    def _show_tables(self, tables: list[Table]) -> None:
        from facilitator.models.imports import budget_table

        self._tables = tables
        self.remark.say("")
        self.second.show()
        self._show_choices(0, budget_table.usual_kind(tables[0]))

    def _show_choices(self, number: int, kind: str) -> None:
        """Lists for the sheet, for what its rows are, and for every column, as far as headings tell."""
        from facilitator.models.imports import budget_table

        self._number, self._kind = number, kind
        table = self._tables[number]
        let_go(self.choices)
        self.columns = {}
        fields = []
        if len(self._tables) > 1:
            names = [(str(place), each.name) for place, each in enumerate(self._tables)]
            fields.append(self._list("sheet", _("Sheet"), names, str(number), self._choose_sheet))
        kinds = [(budget_table.LINES, _("Revenue and expenditure")), (budget_table.PROJECTS, _("Projects"))]
        fields.append(self._list("kind", _("The rows are"), kinds, kind, partial(self._show_choices, number)))
        self.choices.add_columns(*fields)
        guessed = budget_table.guess(table, kind)
        columns = [(NONE, _("none")), *((str(place), _column_name(table, place)) for place in range(table.width))]
        shown_fields = []
        for name in budget_table.FIELDS[kind]:
            field = self._list(name, _(FIELDS[name]), columns, str(guessed.get(name, NONE)), self._column_chosen)
            shown_fields.append(field)
        for start in range(0, len(shown_fields), ACROSS):
            self.choices.add_columns(*shown_fields[start : start + ACROSS])
        self._show_rows()

    def _list(
        self, name: str, label: str, options: Sequence[tuple[str, str]], value: str, chosen: Callable[[str], object]
    ) -> Field:
        choice = Choice(f"table_{name}", label, options, buttons=name == "kind")
        choice.set_value(value)
        self.columns[name] = choice
        return Field(label, choice).stores(chosen)

    def _choose_sheet(self, number: str) -> None:
        from facilitator.models.imports import budget_table

        self._show_choices(int(number), budget_table.usual_kind(self._tables[int(number)]))

    def _column_chosen(self, _column: str) -> None:
        self._show_rows()

    def _show_rows(self) -> None:
        from facilitator.models.imports import budget_table

        budget = self._budget()
        if budget is None:
            return
        chosen = {
            name: int(choice.value() or NONE)
            for name, choice in self.columns.items()
            if name not in ("sheet", "kind") and (choice.value() or NONE) != NONE
        }
        self._taken = budget_table.read(budget, self._tables[self._number], self._kind, chosen)
        self.third.show()
        self.view.show()
        self.taken.show(self._taken[:SHOWN], self._kind)
        self.view.set_widths(56, 0, 200, 150, fit_height=True)
        sound = sum(not row.problem and bool(row.values) for row in self._taken)
        self._offer(plural(sound, _("Take over {n} row"), _("Take over {n} rows")).format(n=shown(sound)), sound > 0)

    def _offer(self, text: str, allowed: bool) -> None:
        self.store.setText(text)
        self.store.setAccessibleName(text)
        self.store.setEnabled(allowed)

    # -- storing ------------------------------------------------------------------------------------------------------

    def _store(self) -> None:
        from facilitator.models.imports import budget_table, kinds

        budget = self._budget()
        if budget is None:
            return
        try:
            if self._staged is not None:
                kinds.apply(self.context.store, self.context.cycle, kinds.kind("budget"), self._staged)
            else:
                with self.context.store.transaction(_("Budget from a table"), cycle=self.context.cycle):
                    budget_table.take_over(budget, self._kind, self._taken)
        except UserError as error:
            self.remark.say(error.text, "error")
            return
        self._forget()
        self.remark.say(_("Taken over. Undo takes it back."), "ok")

    # -- a workbook to fill in ----------------------------------------------------------------------------------------

    def _ask_template(self) -> None:
        name, _filter = QFileDialog.getSaveFileName(
            self, _("Save a workbook to fill in"), "budget.xlsx", _("Excel workbooks (*.xlsx)")
        )
        if name:
            self.save_template(Path(name).with_suffix(".xlsx"))

    def save_template(self, path: Path) -> None:
        """Write the workbook with the lines and projects that are there."""
        from facilitator.export import sheets
        from facilitator.export.compose.template_budget import budget_template
        from facilitator.files import save

        try:
            save(path, sheets.xlsx(budget_template(self.context.cycle)))
        except UserError as error:
            self.remark.say(error.text, "error")
        else:
            self.remark.say(_("Saved as {file}").format(file=path), "ok")


def _column_name(table: Table, place: int) -> str:
    """The letter of a column and its heading, or else what stands first in it."""
    letter = LETTERS[place] if place < len(LETTERS) else str(place + 1)
    heading = table.heading(place)
    if not heading:
        cells = [str(row[place]) for row in table.rows if place < len(row) and row[place] not in (None, "")]
        heading = cells[0][:30] if cells else ""
    return f"{letter}: {heading}" if heading else letter


def _read(path: Path, shape: object, report: jobs.Report) -> Staged | list[Table]:
    from facilitator.models.imports import budget_table, kinds

    def told(part: float) -> None:
        report(part, "")

    tables = budget_table.from_file(path, told)
    if budget_table.is_template(tables):
        return kinds.kind("budget").read(path, shape, told)
    return tables
