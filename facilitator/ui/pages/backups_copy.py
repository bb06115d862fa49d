"""A copy of the data on a memory stick with one click, closed with a passphrase where wanted."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from facilitator.errors import UserError
from facilitator.files import need_folder
from facilitator.i18n import _, shown
from facilitator.ui import jobs
from facilitator.ui.sticks import sticks
from facilitator.ui.widgets.basic import Button, Card, Label, Remark
from facilitator.ui.widgets.flow import Flow
from facilitator.ui.widgets.line import Line

if TYPE_CHECKING:
    from facilitator.models.backup import Snapshot
    from facilitator.ui.database import Database

LOOK_EVERY_MS = 2000
MOST_STICKS = 3
SHORTEST_PASSPHRASE = 8


class CopyCard(Card):
    """`made` follows when a copy is on the stick."""

    made = Signal()

    def __init__(self, database: Database, parent: QWidget | None = None) -> None:
        super().__init__(_("A copy outside this laptop"), "backups_copy", parent)
        self._database = database
        self._shown: list[Path] | None = None
        self.advice = Label(
            _("Plug in a memory stick, and press the button with its name. A laptop can be lost or break.")
        )
        self.passphrase = secret_line("backups_passphrase", _("Passphrase"))
        self.passphrase.setPlaceholderText(_("Passphrase"))
        self.warning = Label(
            _("With a passphrase only who knows it can open the copy. Write it down: nobody can find it out."), "small"
        )
        self.remark = Remark("backups_copy_remark")
        self._places = Flow(spacing=12)
        self.add(self.advice)
        self.body.addLayout(self._places)
        self.add(self.remark)
        self._closing = Button("backups_use_passphrase", _("With a passphrase…"), "", "quiet", self._show_passphrase)
        self.add_row(self._closing)
        self.add(self.passphrase, self.warning)
        self.passphrase.hide()
        self.warning.hide()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    @Slot()
    def look(self) -> None:
        """Show a button for each stick that is plugged in, and one for any folder."""
        found = sticks()[:MOST_STICKS]
        if found == self._shown:
            return
        self._shown = found
        while (item := self._places.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, stick in enumerate(found):
            text = _("Copy to {stick}").format(stick=stick.name or str(stick))
            self._places.addWidget(
                Button(f"backups_stick_{number}", text, "backup", "primary", partial(self.copy_to, stick), self)
            )
        self._places.addWidget(
            Button("backups_folder", _("Copy to a folder…"), "folder", "plain", self._ask_folder, self)
        )

    def copy_to(self, folder: Path) -> None:
        """Make a verified backup now, and put a copy of it there."""
        from facilitator.models import backup

        passphrase, store = self.passphrase.text(), self._database.store
        if store is None:
            self.remark.say(_("The database is not open. Choose a backup below first."))
        elif passphrase and len(passphrase) < SHORTEST_PASSPHRASE:
            self.remark.say(_("A passphrase has {n} characters or more.").format(n=shown(SHORTEST_PASSPHRASE)))
        elif store.backups_paused:
            self.remark.say(_("A group is scoring one by one. Finish it first: no copy may tell who came after whom."))
        else:
            self.remark.say(_("The copy is being made…"), "note")
            try:
                copy = backup.snapshot(store)
            except UserError as error:
                self._failed(error)
                return
            jobs.run(partial(_copy, copy, folder, passphrase), self._copied, self._failed, owner=self)

    def _show_passphrase(self) -> None:
        self._closing.hide()
        self.passphrase.show()
        self.warning.show()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Copy to a folder…"), str(Path.home()))
        if name:
            self.copy_to(Path(name))

    def _copied(self, path: Path) -> None:
        self.passphrase.clear()
        self.remark.say(_("The copy is complete and was read again: {file}").format(file=path), "ok")
        self.made.emit()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.remark.say(error.text)


def secret_line(name: str, label: str) -> Line:
    """A line whose letters are not seen."""
    line = Line()
    line.setObjectName(name)
    line.setAccessibleName(label)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setMaximumWidth(420)
    return line


def _copy(copy: Snapshot, folder: Path, passphrase: str, _report: jobs.Report) -> Path:
    from facilitator.models import backup, elsewhere

    with copy:
        need_folder(folder)
        return elsewhere.copy_to(backup.keep(copy, "demand"), folder, passphrase)
