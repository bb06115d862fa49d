"""Going back to an earlier state: the list of backups, what one of them would change, and the button that does it."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTemporaryDir, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from facilitator.errors import UserError
from facilitator.i18n import _, shown
from facilitator.ui import jobs, theme
from facilitator.ui.pages.backups_copy import secret_line
from facilitator.ui.pages.import_lines import ImportLines
from facilitator.ui.widgets.basic import Banner, Button, Card, Heading, Label
from facilitator.ui.widgets.search_list import Entry, SearchList

if TYPE_CHECKING:
    from facilitator.models.backup import Backup, Snapshot
    from facilitator.models.differing import Preview
    from facilitator.ui.database import Database

LIST_HEIGHT = 260


class RestoreCard(Card):
    """`restore_wanted` carries the backup, once the person has seen what it would change and pressed the button.

    `previewed` follows when that is on show.
    """

    restore_wanted = Signal(object)
    previewed = Signal()

    def __init__(self, database: Database, parent: QWidget | None = None) -> None:
        super().__init__(_("Back to an earlier state"), "backups_restore_card", parent)
        self._database = database
        self._backups: list[Backup] = []
        self._chosen: Backup | None = None
        self._file: Path | None = None
        self._folder: QTemporaryDir | None = None
        self.list = SearchList(
            "backups_list", _("Search the backups by date or reason"), self._entries, _("Search: date, reason")
        )
        self.list.setFixedHeight(theme.px(LIST_HEIGHT))
        self.list.chosen.connect(self._choose)
        self.banner = Banner("backups_preview")
        self.heading = Heading("", level=2, name="backups_preview_heading")
        self.lines = ImportLines()
        self.passphrase = secret_line("restore_passphrase", _("Passphrase"))
        self._open = Button("restore_open", _("Open the copy"), "page-next", "plain", self._open_file)
        self._restore = Button("backups_restore", _("Go back to this state"), "undo", "danger", self._go_back)
        self._keep = Button("backups_keep", _("Leave everything as it is"), "close", "plain", self.forget)
        file = Button("restore_file", _("Open a copy from a stick…"), "folder", "plain", self._ask_file)
        self.add(
            Label(_("Choose a backup: you see first what would differ. What is there now is kept, nothing is lost.")),
            self.list,
        )
        self.add_row(file)
        self.add(self.banner, self.passphrase)
        self.add_row(self._open)
        self.add(self.heading, self.lines)
        self.add_row(self._restore, self._keep)
        self.refresh()
        self.forget()

    def refresh(self) -> None:
        """Read the list of backups anew."""
        from facilitator.models import backup

        self._backups = backup.list_backups(backup.folder_of(self._database.path))
        self.list.refresh()

    def show_newest(self) -> None:
        """Show what the newest good backup would change, and put the keyboard on going back to it."""
        from facilitator.models import backup

        newest = backup.newest_sound(backup.folder_of(self._database.path))
        if newest is not None:
            self._show(newest)

    @Slot()
    def forget(self) -> None:
        """Show no preview any more."""
        self._chosen = None
        self.banner.say("")
        self.lines.clear()
        for part in (self.heading, self.passphrase, self._open, self._restore, self._keep):
            part.hide()

    # -- the list -------------------------------------------------------------------------------------------------

    def _entries(self, typed: str) -> list[Entry]:
        from facilitator.ui.pages.backups import when

        found = [
            Entry(
                str(each.sequence),
                when(each.at),
                _("number {number}, {reason}").format(number=shown(each.sequence), reason=each.words),
            )
            for each in self._backups
        ]
        wanted = typed.casefold()
        return [each for each in found if wanted in f"{each.title} {each.detail}".casefold()]

    @Slot(str)
    def _choose(self, number: str) -> None:
        self._show(next(each for each in self._backups if str(each.sequence) == number))

    # -- a copy from a stick --------------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, _("Open a copy from a stick…"), "", _("Copies (*.backup *.age)")
        )
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        """Check a copy that lies anywhere, and show what it would change."""
        self.forget()
        self._file = path
        self.passphrase.clear()
        self._open_file()

    def _open_file(self) -> None:
        if self._file is None:
            return
        self._folder = QTemporaryDir(str(self._database.path.parent / ".copy-XXXXXX"))
        self.banner.say(_("The copy is being checked…"), "note")
        work = partial(_fetch, self._file, self.passphrase.text(), Path(self._folder.path()))
        jobs.run(work, self._show, self._not_opened, owner=self)

    def _not_opened(self, error: Exception) -> None:
        self._failed(error)
        if getattr(error, "code", "") == "closed":
            self.passphrase.show()
            self._open.show()
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the preview ----------------------------------------------------------------------------------------------

    def _show(self, chosen: Backup) -> None:
        from facilitator.models import backup

        self.forget()
        self._chosen = chosen
        self.banner.say(_("The backup is being compared…"), "note")
        store = self._database.store
        try:
            now = self._database.path if store is None else backup.snapshot(store)
        except UserError as error:
            self._failed(error)
            return
        jobs.run(partial(_preview, chosen, now), self._show_preview, self._failed, owner=self)

    def _show_preview(self, told: Preview) -> None:
        from facilitator.ui.pages.backups import when

        if self._chosen is None:
            return
        self.banner.say("")
        title = _("Backup number {number}, of {when}")
        self.heading.setText(title.format(number=shown(self._chosen.sequence), when=when(self._chosen.at)))
        self.heading.show()
        for kind, text in _lines(told):
            self.lines.add(text, kind)
        self._keep.show()
        self._restore.setVisible(not told.same)
        button = self._keep if told.same else self._restore
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.previewed.emit()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.banner.say(error.text, "error")

    def _go_back(self) -> None:
        if self._chosen is None:
            return
        store = self._database.store
        if store is not None and store.backups_paused:
            self.banner.say(_("A group is scoring one by one. Finish it first."), "error")
            return
        self.restore_wanted.emit(self._chosen)


def _lines(told: Preview) -> list[tuple[str, str]]:
    """What would differ, as lines with their kind."""
    from facilitator.ui.pages.backups import when

    if told.same:
        return [("ok", _("The backup holds the same as the database."))]
    lines = [("", _("Only in the database: {cycle}").format(cycle=name)) for name in told.cycles_only_now]
    lines += [("", _("Only in the backup: {cycle}").format(cycle=name)) for name in told.cycles_only_then]
    for part in told.parts:
        if part.now is None or part.differ is None:
            sentence = _("{part}: cannot be read now, {then} records in the backup.")
            lines.append(("warning", sentence.format(part=part.words, then=shown(part.then))))
        elif part.differ:
            sentence = _("{part}: {now} records now, {then} in the backup, {differ} not the same.")
            values = {"now": shown(part.now), "then": shown(part.then), "differ": shown(part.differ)}
            lines.append(("", sentence.format(part=part.words, **values)))
    if told.changes_gone:
        lines.append(
            ("warning", _("{n} changes are newer than the backup. The newest:").format(n=shown(told.changes_gone)))
        )
        lines += [("", f"{when(gone.at)}  {gone.label}") for gone in told.gone]
    return lines


def _preview(chosen: Backup, now: Path | Snapshot, _report: jobs.Report) -> Preview:
    from facilitator.models import differing

    with ExitStack() as stack:
        if not isinstance(now, Path):
            stack.enter_context(now)
        return differing.preview(chosen, now)


def _fetch(path: Path, passphrase: str, folder: Path, _report: jobs.Report) -> Backup:
    from facilitator.models import elsewhere

    return elsewhere.fetch(path, passphrase, folder)
