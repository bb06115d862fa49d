"""All data of the round in a file: which kind of file, whether with the survey's answers, and where to."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.ui import jobs
from facilitator.ui.sticks import sticks
from facilitator.ui.widgets.basic import Banner, Button, Card, Heading, Label
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.scroll import ScrollColumn

if TYPE_CHECKING:
    from facilitator.export.documents.tables import Book
    from facilitator.export.whole_cycle import Written
    from facilitator.ui.context import Context

FILTERS = {"xlsx": "Excel (*.xlsx)", "json": "JSON (*.json)"}


class DataView(ScrollColumn):
    """Writes every table of the open cycle; `left` goes back to the papers (Esc)."""

    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("data_view", parent)
        self.context = context
        self._steps: Generator[None, None, Book] | None = None
        self._target = Path()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._compose)
        self._build()

    def focus_first(self) -> None:
        """Put the keyboard on the kind of file."""
        self.form.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def idle(self) -> bool:
        """Whether nothing is being written."""
        return self._steps is None and self.save_button.isEnabled()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _build(self) -> None:
        self.back_button = Button("data_back", _("All papers"), "page-previous", pressed=self.left.emit)
        forms = [("xlsx", _("Excel workbook")), ("csv", _("Tables (CSV)")), ("json", "JSON")]
        self.form = Choice("data_form", _("Kind of file"), forms)
        self.form.set_value("xlsx")
        self.with_rows = QCheckBox(_("With the survey's answers, person by person"))
        self.with_rows.setObjectName("data_with_rows")
        self.with_rows.setAccessibleName(self.with_rows.text())
        self.with_rows.toggled.connect(self._warn)
        self.warning = Banner("data_warning")
        self.save_button = Button("data_save", _("Save…"), "folder", "primary", self._ask)
        self.remark = Banner("data_remark")
        about = _(
            "Everything that is recorded of this round: for a copy of your own, or for work in a spreadsheet. Numbers "
            "stay numbers and dates stay dates. Figures of small groups are in it, so it is not for posting: for "
            "the notice board print the copies for everybody."
        )
        card = Card(name="data_card")
        card.add(Heading(_("All data in a file"), level=2), Label(about), Field(_("Kind of file"), self.form))
        card.add(self.with_rows, self.warning)
        card.add_row(self.save_button, self.back_button)
        card.add(self.remark)
        self.add(card)

    @Slot(bool)
    def _warn(self, ticked: bool) -> None:
        text = _("One row for each person who answered. Never post this file, and never pass it on.")
        self.warning.say(text if ticked else "", "warning")

    @Slot()
    def _ask(self) -> None:
        from facilitator.export import whole_cycle
        from facilitator.export.compose import cycle_tables

        form = self.form.value() or whole_cycle.XLSX
        start = next(iter(sticks()), Path.home())
        name = cycle_tables.file_name(self.context.cycle, form)
        if form == whole_cycle.CSV:
            folder = QFileDialog.getExistingDirectory(self.window(), _("Folder for the tables"), str(start))
            if folder:
                self.save_to(Path(folder) / name)
            return
        chosen, _filter = QFileDialog.getSaveFileName(
            self.window(), _("All data in a file"), str(start / name), FILTERS[form]
        )
        if chosen:
            self.save_to(Path(chosen).with_suffix(f".{form}"))

    def save_to(self, path: Path) -> None:
        """Begin to write the tables there, a file or (for CSV) a folder."""
        from facilitator.export import whole_cycle
        from facilitator.export.compose import cycle_tables

        self._target = path
        photos = whole_cycle.is_folder(self.form.value() or whole_cycle.XLSX, path)
        self.save_button.setEnabled(False)
        self.remark.say(_("The file is being made…"), "note")
        self._steps = cycle_tables.cycle_steps(
            self.context.store, self.context.cycle, self.with_rows.isChecked(), photos
        )
        self._timer.start()

    @Slot()
    def _compose(self) -> None:
        """One step with each turn of the event loop; then the tables are written by a worker."""
        assert self._steps is not None
        try:
            next(self._steps)
        except StopIteration as ended:
            self._steps = None
            work = _writing(ended.value, self.form.value() or "xlsx", self._target)
            jobs.run(work, self._written, self._failed, owner=self)
        except UserError as error:
            self._steps = None
            self._failed(error)
        else:
            self._timer.start()

    def _written(self, written: Written) -> None:
        sentence = _("Saved as {file}").format(file=self._target)
        if written.kept:
            names = ", ".join(path.name for path in written.kept)
            sentence += "\n" + _("What others have put into that folder was kept: {names}").format(names=names)
        self._end(sentence, "ok")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._end("", "error")
            raise error
        self._end(error.text, "error")

    def _end(self, sentence: str, kind: str) -> None:
        self.remark.say(sentence, kind)
        self.save_button.setEnabled(True)
        self.save_button.setFocus()


def _writing(book: Book, form: str, path: Path) -> Callable[[jobs.Report], Any]:
    def work(_report: jobs.Report) -> Written:
        from facilitator.export import whole_cycle
        from facilitator.files import need_folder

        need_folder(path.parent)
        return whole_cycle.write(book, form, path)

    return work
