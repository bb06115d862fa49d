"""Setting up a cycle from a workbook: choose the file, see what it would change and what is wrong, import."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from facilitator.errors import UserError
from facilitator.i18n import N_, _
from facilitator.ui import jobs
from facilitator.ui.pages.import_lines import ImportLines
from facilitator.ui.widgets.basic import Banner, Button, Card, Heading, Label, Remark
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.scroll import ScrollColumn
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.models.imports.cycle import Preview
    from facilitator.models.imports.staging import Staged
    from facilitator.ui.database import Database

SHEETS = {
    "cycle": N_("Cycle"),
    "service_points": N_("Services"),
    "criteria": N_("Criteria"),
    "groups": N_("Groups"),
    "people": N_("People and roles"),
    "sessions": N_("Planned meetings"),
    "targets": N_("Targets"),
}


class ImportCyclePage(ScrollColumn):
    """`made(str)` carries the id of the imported cycle, `left` goes back without one."""

    made = Signal(str)
    left = Signal()

    def __init__(self, database: Database, parent: QWidget | None = None) -> None:
        super().__init__("page_import", parent)
        self._database = database
        self._staged: Staged | None = None
        self._known = ""
        self._build()
        database.load()

    def focus_first(self) -> None:
        """Put the keyboard on choosing the file."""
        self._pick.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, path: Path) -> None:
        """Read that workbook, as if it had been picked in the dialog."""
        self._forget()
        self.saved.say("")
        self.file.setText(path.name)
        self.banner.say(_("The workbook is being read…"), "note")
        jobs.run(partial(_read, path), self._was_read, self._was_refused, owner=self)

    # -- building -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._pick = Button("import_pick", _("Choose the workbook…"), "folder", "plain", self._ask_file)
        empty = Button("import_template", _("Save an empty workbook…"), "paper", "plain", self._ask_template)
        self.file = Label(_("No workbook chosen yet"), "heading", "import_file")
        self.saved = Remark("import_saved")
        first = Card(_("1. The workbook"), "import_first")
        first.add(
            Label(
                _(
                    "One Excel file (.xlsx) holds the commune, services, villages, criteria, groups and people of a "
                    "cycle. An empty one explains every column. Nothing is stored before you say so."
                )
            ),
            self.file,
        )
        first.add_row(self._pick, empty)
        first.add(self.saved)
        self.banner = Banner("import_banner")
        self.reason = LineText("import_reason", _("Reason of the correction"))
        self.reason_field = Field(_("To correct what is finished, say why"), self.reason).stores(self._say_why)
        self.lines = ImportLines()
        self._import = Button("import_store", _("Import"), "check", "primary", self._store)
        self._open = Button("import_open", _("Open this cycle"), "page-next", "primary", self._open_known)
        self.second = Card(_("2. What will change"), "import_second")
        self.second.add(self.banner, self.reason_field, self.lines)
        back = Button("import_back", _("Back"), "page-previous", "plain", self.left.emit)
        self.second.add_row(self._import, self._open, back)
        self.add(Heading(_("Import a cycle workbook")), first, self.second)
        self._forget()

    def _forget(self) -> None:
        self._staged = None
        self.banner.say("")
        self.reason.set_value("")
        self.reason_field.hide()
        self._import.setEnabled(False)
        self._open.hide()
        self._import.show()
        self.lines.clear()

    # -- reading --------------------------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, _("Choose the workbook"), "", _("Excel workbooks (*.xlsx)"))
        if name:
            self.choose(Path(name))

    @Slot(object)
    def _was_read(self, staged: Staged) -> None:
        self._staged = staged
        self._database.when_ready(self._show_preview)

    @Slot(object)
    def _was_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.banner.say(error.text, "error")

    def _say_why(self, _reason: str) -> None:
        self._show_preview()

    def _show_preview(self) -> None:
        """See what storing the workbook would do, with the reason that was given by now."""
        from facilitator.models.imports import cycle as imports

        if self._staged is None or self._database.store is None:
            return
        preview = imports.preview(self._database.store, self._staged, self.reason.value().strip())
        self._known = preview.key
        self._import.setEnabled(False)
        self.lines.clear()
        if preview.problems:
            self._show_problems(preview)
        else:
            self._show_changes(preview)
        self.lines.add_unknown(self._staged.unknown_columns)

    def _show_problems(self, preview: Preview) -> None:
        finished = [problem for problem in preview.problems if problem.finished]
        text = _("Nothing can be imported yet. Mend these cells in the workbook, save it, and choose it again.")
        if len(finished) == len(preview.problems):
            text = _("This file would change what is finished. Say why below; that is kept in the history.")
        self.banner.say(text, "error")
        if finished:
            self.reason_field.show()
        (self.reason if finished else self._pick).setFocus(Qt.FocusReason.OtherFocusReason)
        self.lines.add_some([problem.sentence for problem in preview.problems], "error")

    def _show_changes(self, preview: Preview) -> None:
        if not preview.changes:
            self.banner.say(_("Everything in this workbook is in the database already."), "ok")
            self._import.hide()
            self._open.show()
            self._open.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        sentence = (
            _("A new cycle will be made: {cycle}") if preview.is_new else _("This cycle will be changed: {cycle}")
        )
        self.banner.say(sentence.format(cycle=preview.name), "ok")
        for sheet, words in preview.summary().items():
            self.lines.add(_("{name}: {words}").format(name=_(SHEETS[sheet]), words=words))
        self._import.setEnabled(True)
        self._import.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- storing --------------------------------------------------------------------------------------------------

    def _store(self) -> None:
        from facilitator.models.imports import cycle as imports

        if self._staged is None or self._database.store is None:
            return
        try:
            cycle = imports.apply(self._database.store, self._staged, self.reason.value().strip())
        except UserError as error:
            self.banner.say(error.text, "error")
            return
        self.made.emit(str(cycle.id))

    def _open_known(self) -> None:
        self.made.emit(self._known)

    # -- the empty workbook ---------------------------------------------------------------------------------------

    def _ask_template(self) -> None:
        name, _filter = QFileDialog.getSaveFileName(
            self, _("Save an empty workbook"), "cycle.xlsx", _("Excel workbooks (*.xlsx)")
        )
        if name:
            self.save_template(Path(name).with_suffix(".xlsx"))

    def save_template(self, path: Path) -> None:
        """Write the workbook to fill in, with one example row per sheet."""
        self.saved.say(_("The workbook is being written…"), "note")
        jobs.run(partial(_write_template, path), self._template_saved, self._template_refused, owner=self)

    @Slot(object)
    def _template_saved(self, path: Path) -> None:
        self.saved.say(_("Saved as {file}").format(file=path), "ok")

    @Slot(object)
    def _template_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.saved.say(error.text, "error")


def _read(path: Path, _report: jobs.Report) -> Staged:
    from facilitator.models.imports import cycle as imports

    return imports.read(path)


def _write_template(path: Path, _report: jobs.Report) -> Path:
    from facilitator.export import sheets
    from facilitator.export.compose.template_cycle import cycle_template
    from facilitator.files import safe_write

    safe_write(path, sheets.xlsx(cycle_template()))
    return path
