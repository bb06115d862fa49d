"""Scores and attendance from a file: choose it, see what it would do and what is wrong, import all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from facilitator.errors import UserError
from facilitator.i18n import N_, _
from facilitator.ui import jobs
from facilitator.ui.pages.import_lines import ImportLines
from facilitator.ui.stepping import Quiet, Stepping
from facilitator.ui.widgets.basic import Banner, Button, Card, Label, Remark
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.models.backup import Snapshot
    from facilitator.models.imports.kinds import Found, Kind
    from facilitator.models.imports.staging import Staged
    from facilitator.models.steps import Steps
    from facilitator.ui.context import Context

KINDS = {
    "votes": (N_("Choose a file with scores…"), N_("Save a workbook for scores…")),
    "attendance": (N_("Choose a file with attendance…"), N_("Save a workbook for attendance…")),
    "actions": (N_("Choose a file with an action plan…"), N_("Save a workbook for the action plan…")),
    "contributions": (N_("Choose a file with contributions…"), N_("Save a workbook for contributions…")),
    "survey": (N_("Choose a file with answers…"), N_("Save a workbook for answers…")),
    "questionnaire": (N_("Choose a file with questions…"), N_("Save a workbook for questions…")),
}
"""What can be imported: the words of choosing a file, and of saving one to fill in."""

OF_THE_DATABASE = ("questionnaire", "survey")
"""What belongs to no cycle."""

OF_SCORES = ("votes", "attendance")

_FULL = 1000  # parts of the progress bar


class ImportPanel(Card):
    """Unfolds the import of files about the open cycle; nothing is stored before “Import” is pressed.

    `kinds` are those of `KINDS` that are offered here; `opener` and `about` are the words for them.
    """

    def __init__(
        self,
        context: Context,
        parent: QWidget | None = None,
        kinds: Sequence[str] = OF_SCORES,
        opener: str = "",
        about: str = "",
    ) -> None:
        super().__init__(name="import_card", parent=parent)
        self.context, self._kinds = context, kinds
        self._kind: Kind | None = None
        self._staged: Staged | None = None
        self._found: Found | None = None
        self._job: jobs.Job | Stepping | None = None
        self._version = 0
        self._paused: bool | None = None
        opener = opener or _("Scores or attendance from a file…")
        self.opener = Button("import_open", opener, "folder", "quiet", self._unfold)
        self.inside = QWidget(self)
        self.add_row(self.opener)
        self.add(self.inside)
        self._build(about)
        self._quiet = Quiet(self.waiting, self._cancel)
        self._forget()
        self.inside.hide()

    def choose(self, kind: str, path: Path) -> None:
        """Read that file, as if it had been picked in the dialog."""
        from facilitator.models.imports import kinds

        self._stop()
        self._forget()
        self.inside.show()
        self._kind = kinds.kind(kind)
        self.file.setText(path.name)
        self._show_progress(0.0, "")
        work = partial(_read, self._kind, path, self.shape_for(self._kind))
        self._job = jobs.run(work, self._was_read, self._was_refused, self._show_progress, owner=self)

    def shape_for(self, kind: Kind) -> Any:
        """What a file of that kind may speak of."""
        return kind.shape(self.context.store, self.context.cycle)

    # -- building -------------------------------------------------------------------------------------------------

    def _build(self, about: str) -> None:
        column = QVBoxLayout(self.inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        about = about or _(
            "An Excel workbook (.xlsx) or a table (.csv): tallies, or one row per voter as phone survey tools give "
            "them. Rows of voters are added up and not kept."
        )
        self.file = Label("", "heading", "import_file")
        self.saved = Remark("import_saved")
        self.banner = Banner("import_banner")
        self.reason = LineText("import_reason", _("Reason of the correction"))
        self.reason_field = Field(_("To correct what is finished, say why"), self.reason).stores(self._look)
        self.lines = ImportLines()
        column.addWidget(Label(about))
        buttons = Card(name="import_choices", parent=self.inside)
        buttons.setProperty("role", "")
        buttons.body.setContentsMargins(0, 0, 0, 0)
        for kind in self._kinds:
            choose, save = KINDS[kind]
            buttons.add_row(
                Button(f"import_{kind}", _(choose), "folder", "plain", partial(self._ask_file, kind)),
                Button(f"import_{kind}_template", _(save), "paper", "quiet", partial(self._ask_template, kind)),
            )
        column.addWidget(buttons)
        above = (self.saved, self.file, self._build_progress(), self.banner)
        for widget in (*above, self.reason_field, self._build_ends(), self.lines):
            column.addWidget(widget)

    def _build_progress(self) -> QWidget:
        self.progress = QProgressBar(self)
        self.progress.setObjectName("import_progress")
        self.progress.setAccessibleName(_("Progress"))
        self.progress.setRange(0, _FULL)
        self.cancel = Button("import_cancel", _("Cancel"), role="plain", pressed=self._cancel)
        self.waiting = Card(name="import_waiting", parent=self.inside)
        self.waiting.setProperty("role", "")
        self.waiting.body.setContentsMargins(0, 0, 0, 0)
        self.waiting.add(self.progress)
        self.waiting.add_row(self.cancel)
        return self.waiting

    def _build_ends(self) -> QWidget:
        self.store = Button("import_store", _("Import"), "check", "primary", partial(self._store, False))
        self.replace = Button(
            "import_replace", _("Replace what came from the other file"), "check", "danger", partial(self._store, True)
        )
        ends = Card(name="import_ends", parent=self.inside)
        ends.setProperty("role", "")
        ends.body.setContentsMargins(0, 0, 0, 0)
        ends.add_row(self.store, self.replace)
        return ends

    def _unfold(self) -> None:
        self.inside.setVisible(not self.inside.isVisible())

    def _forget(self) -> None:
        self._staged = self._found = None
        self.file.setText("")
        self.banner.say("")
        self.saved.say("")
        self.reason.set_value("")
        for widget in (self.waiting, self.reason_field, self.store, self.replace):
            widget.hide()
        self.lines.clear()

    # -- reading --------------------------------------------------------------------------------------------------

    def _ask_file(self, kind: str) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, _("Choose the file"), "", _("Workbooks and tables (*.xlsx *.csv *.tsv *.txt)")
        )
        if name:
            self.choose(kind, Path(name))

    @Slot(float, str)
    def _show_progress(self, part: float, _text: str) -> None:
        self.waiting.show()
        self.progress.setValue(int(part * _FULL))

    def _cancel(self) -> None:
        stored = self._paused is not None and self.context.store.version != self._version
        self._stop()
        if stored:
            self._was_stored()  # what is left to do is done when it is needed
            return
        self._forget()
        self.banner.say(_("Stopped. Nothing was stored."), "note")

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._rest()

    @Slot(object)
    def _was_read(self, staged: Staged) -> None:
        self._job, self._staged = None, staged
        self._look()

    def _look(self, _reason: str = "") -> None:
        """See what storing the file would do, with the reason that was given by now."""
        from facilitator.models.imports import kinds

        if self._staged is None or self._kind is None or self._job is not None:
            return
        store, cycle, reason = self.context.store, self.context.cycle, self.reason.value().strip()
        self._step(kinds.previewing(store, cycle, self._kind, self._staged, reason=reason), self._was_looked_at)

    def _step(self, steps: Steps[Any], done: Callable[[Any], None]) -> None:
        """Work with the Store that may take long; only “Cancel” can be pressed until it is done."""
        self._begin()
        self._job = job = Stepping(steps, done, self._was_refused, self._show_progress, self)
        job.begin()

    def _begin(self) -> None:
        store = self.context.store
        self._quiet.begin()
        if self._paused is None:
            self._version = store.version
            self._paused, store.backups_paused = store.backups_paused, True

    def _rest(self) -> None:
        """No work is under way."""
        self._job = None
        if self._paused is not None:
            self.context.store.backups_paused, self._paused = self._paused, None
        self._quiet.end()
        self.waiting.hide()

    def _was_looked_at(self, found: Found) -> None:
        self._rest()
        self._found = found
        self._show_preview()

    @Slot(object)
    def _was_refused(self, error: Exception) -> None:
        self._rest()
        if not isinstance(error, UserError):
            raise error
        self.banner.say(error.text, "error")

    def _show_preview(self) -> None:
        found = self._found
        if found is None or self._staged is None or self._kind is None:
            return
        self.lines.clear()
        self.store.hide()
        self.replace.hide()
        if found.problems:
            self._show_problems(found)
            if self._kind.replaces and not self._staged.problems:
                self.replace.setVisible(not self._replacing(self._kind, self._staged).problems)
        else:
            self._show_changes(found)
        self.lines.add_unknown(self._staged.unknown_columns)

    def _replacing(self, kind: Kind, staged: Staged) -> Found:
        from facilitator.models.imports import kinds

        reason = self.reason.value().strip()
        return kinds.preview(self.context.store, self.context.cycle, kind, staged, replace=True, reason=reason)

    def _show_problems(self, found: Found) -> None:
        finished = [problem for problem in found.problems if problem.finished]
        text = _("Nothing can be imported yet. Mend these cells in the file, save it, and choose it again.")
        if len(finished) == len(found.problems) and not found.more:
            text = _("This file would change what is finished. Say why below; that is kept in the history.")
        self.banner.say(text, "error")
        if finished:
            self.reason_field.show()
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.lines.add_some([problem.sentence for problem in found.problems], "error", found.more)

    def _show_changes(self, found: Found) -> None:
        if found.changes:
            self.banner.say(_("This will be imported:"), "ok")
        else:
            self.banner.say(_("Everything in this file is in the database already; nothing was changed."), "ok")
        self.lines.add_some(found.summary(), "ok")
        self.lines.add_some(found.remarks, "warning")
        self.store.setVisible(found.changes)
        if found.changes:
            self.store.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- storing --------------------------------------------------------------------------------------------------

    def _store(self, replace: bool) -> None:
        """A backup first, which a worker writes; then the rows."""
        from facilitator.models import backup

        if self._staged is None or self._kind is None:
            return
        try:
            copy = backup.snapshot(self.context.store)
        except UserError as error:
            self.banner.say(error.text, "error")
            return
        for widget in (self.store, self.replace, self.reason_field):
            widget.hide()
        self._show_progress(0.0, "")
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._begin()
        put = partial(self._put, self._kind, self._staged, replace)
        self._job = jobs.run(partial(_keep, copy), put, self._was_refused, owner=self)

    def _put(self, kind: Kind, staged: Staged, replace: bool, _backup: object) -> None:
        from facilitator.models.imports import kinds

        store, cycle, reason = self.context.store, self.context.cycle, self.reason.value().strip()
        self._step(kinds.storing(store, cycle, kind, staged, replace, reason), self._was_stored)

    def _was_stored(self, _nothing: None = None) -> None:
        self._rest()
        name = self.file.text()
        self._forget()
        self.banner.say(_("Imported: {file}. Undo takes it back.").format(file=name), "ok")

    # -- a workbook to fill in --------------------------------------------------------------------------------------

    def _ask_template(self, kind: str) -> None:
        _choose, save = KINDS[kind]
        name, _filter = QFileDialog.getSaveFileName(
            self, _(save).removesuffix("…").strip(), f"{kind}.xlsx", _("Excel workbooks (*.xlsx)")
        )
        if name:
            self.save_template(kind, Path(name).with_suffix(".xlsx"))

    def save_template(self, kind: str, path: Path) -> None:
        """Write the workbook to fill in, with what the cycle holds by now."""
        from facilitator.export import sheets
        from facilitator.files import save

        composed = import_module(f"facilitator.export.compose.template_{kind}")
        source = self.context.store if kind in OF_THE_DATABASE else self.context.cycle
        book = getattr(composed, f"{kind}_template")(source)

        def write(_report: jobs.Report) -> Path:
            save(path, sheets.xlsx(book))
            return path

        self.saved.say(_("The workbook is being written…"), "note")
        jobs.run(write, self._template_saved, self._template_refused, owner=self)

    @Slot(object)
    def _template_saved(self, path: Path) -> None:
        self.saved.say(_("Saved as {file}").format(file=path), "ok")

    @Slot(object)
    def _template_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.saved.say(error.text, "error")


def _keep(copy: Snapshot, _report: jobs.Report) -> None:
    from facilitator.models import backup

    with copy:
        backup.keep(copy, "import")


def _read(kind: Kind, path: Path, shape: Any, report: jobs.Report) -> Staged:
    return kind.read(path, shape, lambda part: report(part, ""))
