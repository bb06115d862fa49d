"""The minutes as they will be printed, in a window above the meeting."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.errors import UserError
from facilitator.export import missing, papers
from facilitator.i18n import _, screen_language
from facilitator.ui import jobs, press
from facilitator.ui.pages.print_paper import PaperView

if TYPE_CHECKING:
    from facilitator.ui.context import Context
    from facilitator.ui.jobs import Job

KEY = "minutes"


class MinutesWindow(QWidget):
    """The minutes in one `copy` (`meeting` or `public`), with the buttons that print and save them; Esc closes."""

    def __init__(self, context: Context, copy: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("minutes_window")
        self.context, self.copy = context, copy
        self.job: Job | None = None
        self.paper = PaperView(self)
        self.paper.back_button.setText(_("Back to the meeting"))
        self.paper.back_button.setAccessibleName(_("Back to the meeting"))
        self.paper.left.connect(self.close)
        self.setWindowTitle(_("Minutes of the interface meeting"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.paper)

    def make(self) -> None:
        """Compose the minutes as they are now, and have them drawn in a worker."""
        kind = papers.paper(KEY)
        found = papers.Job(self.context.store, self.context.cycle, kind, self.copy)
        self.paper.open(kind)
        try:
            document = found.document()
        except UserError as error:
            self.paper.show_missing(error.text, "")
            return
        order = press.Order(kind, document, press.Manner(screen_language()))
        self.job = jobs.run(
            partial(_render, order),
            partial(self._made, found.file_name(order.manner.language), order),
            self._failed,
            owner=self,
        )

    def _made(self, file_name: str, order: press.Order, content: object) -> None:
        assert isinstance(content, bytes)
        odd = missing.sentence(missing.missing_characters(order.document))
        self.paper.show_pages(content, file_name, "", odd)
        self.paper.print_button.setFocus()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.paper.show_missing(error.text, "")


def _render(order: press.Order, _report: jobs.Report) -> bytes:
    return press.render(order)
