"""One paper: its pages as they will be printed, and the buttons that print and save these very bytes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from facilitator import files
from facilitator.errors import UserError
from facilitator.i18n import N_, _
from facilitator.models.stages import STAGE_NAMES
from facilitator.ui import printing
from facilitator.ui.widgets.basic import Banner, Button, Heading, Label
from facilitator.ui.widgets.flow import Flow
from facilitator.ui.widgets.preview import Preview

if TYPE_CHECKING:
    from facilitator.export.kinds import PaperKind

TO_FOLD = "citizens-budget-imposed"
HINTS = {
    TO_FOLD: N_("Print on both sides and turn over the short edge; then fold the sheets once."),
    f"{TO_FOLD}-fronts": N_("Print these first. Then put the same sheets back into the printer and print the backs."),
    f"{TO_FOLD}-backs": N_("Print these on the other side of the sheets with the fronts; then fold them once."),
}
"""What to do at the printer, for papers that need more than one press of a button."""


class PaperView(QWidget):
    """The preview of one paper; `left` goes back to the gallery (Esc), `mending(stage)` to the page that mends it.

    `issued` tells that the paper on show leaves the program: it is being printed, or was saved.
    """

    left = Signal()
    issued = Signal()
    mending = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper_view")
        self.kind: PaperKind | None = None
        self.file_name = ""
        self._ready = False
        self._printing: printing.Printing | None = None
        self.title = Heading("", level=2, name="paper_title")
        self.about = Label("", "muted", "paper_about")
        self.back_button = Button("back_to_papers", _("All papers"), "page-previous", pressed=self.left.emit)
        self.print_button = Button("print_paper", _("Print…"), "print", "primary", self.print_paper)
        self.save_button = Button("save_paper", _("Save as PDF…"), "paper", pressed=self.save_paper)
        self.mend_button = Button("mend_paper", "", role="link", pressed=self._mend)
        self.remark = Banner("print_remark")
        self.odd = Banner("print_odd_characters", "warning")
        self.preview = Preview("preview", _("Preview of the paper"), self)
        self._offer_page("prepare")
        self._lay_out()

    def open(self, kind: PaperKind) -> None:
        """Begin with a paper; its pages follow with `show_pages`."""
        self.kind = kind
        self.title.setText(_(kind.title))
        self.remark.say(_(HINTS[kind.key]) if kind.key in HINTS else "", "note")
        self.odd.say("")
        self.preview.page = 0
        self.wait()

    def wait(self) -> None:
        """The pages are being made; the ones on show are old."""
        self._allow(False)
        self.mend_button.hide()
        if not self.preview.pages:
            self.preview.say(_("The paper is being made…"))

    def show_pages(self, content: bytes, file_name: str, about: str, odd: str) -> None:
        """Show the paper; `odd` says which characters cannot be printed."""
        self.file_name = file_name
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.odd.say(odd, "warning")
        self.mend_button.hide()
        if content != self.preview.content:
            self.preview.show_pdf(content)
        self._allow(True)

    def show_missing(self, sentence: str, stage: str) -> None:
        """Say why the paper cannot be printed, and offer the page of the stage where that is mended."""
        self.about.hide()
        self.odd.say("")
        self.preview.say(sentence)
        if stage:
            self._offer_page(stage)
        self.mend_button.setVisible(bool(stage))
        self._allow(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.about)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        actions = Flow(spacing=10)
        for button in (self.print_button, self.save_button):
            actions.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 20, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(actions)
        for part in (self.remark, self.odd):
            column.addWidget(part)
        column.addWidget(self.preview, 1)
        column.addWidget(self.mend_button, 0, Qt.AlignmentFlag.AlignHCenter)

    def _allow(self, ready: bool) -> None:
        self._ready = ready
        self.print_button.setEnabled(ready and self._printing is None)
        self.save_button.setEnabled(ready)

    def _offer_page(self, stage: str) -> None:
        self._stage = stage
        self.mend_button.setText(_("Open the page “{page}”").format(page=_(STAGE_NAMES[stage])))
        self.mend_button.setAccessibleName(self.mend_button.text())

    @Slot()
    def _mend(self) -> None:
        self.mending.emit(self._stage)

    # -- printing and saving --------------------------------------------------------------------------------------

    def print_paper(self) -> None:
        """To the printer, through the system's dialog; the pages are drawn in a worker."""
        fold = self.kind is not None and self.kind.key == TO_FOLD
        try:
            job = printing.ask(self.preview.content, self.file_name, self.window(), fold=fold)
        except UserError as error:
            self.remark.say(error.text, "error")
            return
        if job is not None:
            self._print(job)

    def _print(self, job: printing.Printing) -> None:
        self._printing = job
        self.print_button.setEnabled(False)
        self.remark.say(_("Being sent to the printer: {file}").format(file=self.file_name), "note")
        job.start(self._printed, self._not_printed, self)
        self.issued.emit()

    def _printed(self, _nothing: object) -> None:
        assert self._printing is not None
        self.remark.say(_("Sent to the printer: {file}").format(file=self._printing.name), "ok")
        self._printing = None
        self._allow(self._ready)

    def _not_printed(self, error: Exception) -> None:
        self._printing = None
        self._allow(self._ready)
        if not isinstance(error, UserError):
            raise error
        self.remark.say(error.text, "error")

    def save_paper(self) -> None:
        """Save the preview's bytes where the person says."""
        wanted = str(Path.home() / self.file_name)
        chosen, _filter = QFileDialog.getSaveFileName(self.window(), _("Save as PDF"), wanted, "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Save the preview's bytes into a file; what goes wrong is said in the page."""
        path = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
        try:
            files.save(path, self.preview.content)
        except UserError as error:
            self.remark.say(error.text, "error")
        else:
            self.remark.say(_("Saved: {file}").format(file=path), "ok")
            self.issued.emit()
