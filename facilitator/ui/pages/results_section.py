"""One part of the results page: a heading, what can be done with its picture, and the table."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from facilitator import files
from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.ui.tables.results import ResultTable, ResultView
from facilitator.ui.widgets.basic import Button, Card, Heading, Remark
from facilitator.ui.widgets.legend import Legend
from facilitator.ui.widgets.result_picture import Picture

if TYPE_CHECKING:
    from facilitator.ui.pages.results_rows import Shown


class ResultSection(Card):
    """`printing` asks for the paper of this view. Copying and saving are offered once everything is worked out."""

    printing = Signal()

    def __init__(self, name: str, heading: str, parent: QWidget | None = None) -> None:
        super().__init__("", f"results_{name}", parent)
        self.heading = heading
        self.file_name = name
        self.table = ResultTable()
        self.view = ResultView(f"table_{name}", heading, self.table)
        self.remark = Remark(f"remark_{name}")
        self.copying = Button(f"copy_{name}", _("Copy picture"), "paper", "quiet", self.copy_picture)
        self.saving = Button(f"save_{name}", _("Save picture"), "folder", "quiet", self.save_picture)
        self.paper = Button(f"print_{name}", _("Print"), "print", "quiet", partial(self.printing.emit))
        for button in (self.copying, self.saving, self.paper):
            button.setAccessibleName(f"{heading}: {button.text()}")
        row = QHBoxLayout()
        row.addWidget(Heading(heading, level=2), 1)
        for button in (self.copying, self.saving, self.paper):
            row.addWidget(button)
        self.body.addLayout(row)
        self.add(self.remark, self.view)
        self._widths: list[int] = []
        self._place = self._notes = ""
        self._legend = Legend(())

    def show_rows(self, shown: Shown, place: str, notes: str, legend: Legend, complete: bool) -> None:
        """Show other rows; `place`, `notes` and the legend go with the picture."""
        headings, rows, self._widths = shown
        self._place, self._notes, self._legend = place, notes, legend
        for button in (self.copying, self.saving):
            button.setEnabled(complete)
        self.remark.say("")
        self.table.show(headings, rows)
        self.view.set_widths(*self._widths, fit_height=True)

    def picture(self) -> Picture:
        """What stands on the page, as a picture."""
        return Picture(self.heading, self._place, self._notes, self.table, self._widths, self._legend)

    def copy_picture(self) -> None:
        """Put the picture where other programs paste from."""
        QGuiApplication.clipboard().setImage(self.picture().image())
        self.remark.say(_("The picture can be pasted into another program now."), "ok")

    def save_picture(self) -> None:
        """Save the picture where the person says."""
        wanted = str(Path.home() / f"{self.file_name}.png")
        picture, drawing = _("Picture"), _("Drawing")
        kinds = f"{picture} (*.png);;{drawing} (*.svg)"
        chosen, _kind = QFileDialog.getSaveFileName(self.window(), _("Save picture"), wanted, kinds)
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Save as SVG where the name ends so, otherwise as PNG; what goes wrong is said in the page."""
        drawn = path.suffix.lower() == ".svg"
        path = path if drawn or path.suffix.lower() == ".png" else path.with_name(path.name + ".png")
        try:
            files.save(path, self.picture().svg() if drawn else self.picture().png())
        except UserError as error:
            self.remark.say(error.text, "error")
        else:
            self.remark.say(_("Saved: {name}").format(name=path.name), "ok")
