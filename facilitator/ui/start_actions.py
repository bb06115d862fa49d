"""What the wishes of the start page lead to: sample data, training copy, workbook, other files, new cycle, help."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from facilitator import paths
from facilitator.errors import UserError
from facilitator.i18n import _, format_date, screen_language
from facilitator.ui import jobs

if TYPE_CHECKING:
    from facilitator.models.due import Due
    from facilitator.models.overview import CycleRow
    from facilitator.ui.main_window import MainWindow
    from facilitator.ui.pages.start import StartPage

SAMPLE_FILE = "sample.db"


class StartActions(QObject):
    """Lives as long as the start page that it serves."""

    def __init__(self, window: MainWindow, page: StartPage) -> None:
        super().__init__(page)
        self._window, self._page = window, page
        page.cycle_wanted.connect(self._open_cycle)
        page.follow_up_wanted.connect(self._follow_up)
        page.new_cycle_wanted.connect(self._new_cycle)
        page.sample_wanted.connect(self._sample)
        page.training_wanted.connect(self._training_copy)
        page.import_wanted.connect(self._import)
        page.keyboard_wanted.connect(self._keyboard)
        page.help_wanted.connect(self._help)
        page.database_wanted.connect(self._open_database)
        page.own_database_wanted.connect(self._own_database)
        page.language_wanted.connect(window.use_language)
        page.backup_wanted.connect(self._restore)
        window.database.ready.connect(self._show_every_cycle)
        window.database.damaged.connect(self._offer_backup)
        window.database.removable.connect(page.offer_stick)
        page.stick_wanted.connect(self._open_on_stick)
        page.show_due(self._due())

    @Slot()
    def _show_every_cycle(self) -> None:
        """The opened database knows all its cycles, also those beyond the first screenful."""
        from facilitator.models.finding import every_cycle, matching

        store = self._window.database.store
        assert store is not None
        found = every_cycle(store.raw)

        def find(typed: str) -> Sequence[CycleRow]:
            return matching(found.rows, typed) if typed else found.rows

        self._page.show_overview(found, find)
        if self._page.said.text() == _("Opening…"):
            self._page.say("")

    @Slot(str)
    def _open_cycle(self, cycle_id: str) -> None:
        if self._window.database.store is None:
            self._page.say(_("Opening…"))
        self._window.show_cycle(cycle_id)

    @Slot(str)
    def _follow_up(self, cycle_id: str) -> None:
        self._window.show_cycle(cycle_id, "follow_up")

    def _due(self) -> Due:
        """What is overdue or due soon: from the open database, otherwise straight from the file."""
        from facilitator.models import due

        database = self._window.database
        if database.store is not None:
            return due.of(database.store.raw, dt.date.today())
        return due.read(database.path, dt.date.today())

    @Slot()
    def _new_cycle(self) -> None:
        self._window.show_new_cycle()

    @Slot()
    def _keyboard(self) -> None:
        self._window.show_keyboard()

    @Slot()
    def _help(self) -> None:
        self._window.show_help()

    # -- sample data and training ---------------------------------------------------------------------------------

    @Slot()
    def _sample(self) -> None:
        path = paths.data_folder() / SAMPLE_FILE
        if path.exists():
            self._show_database(path)
            return
        self._page.say(_("The sample data are being made…"))
        jobs.run(partial(_make_sample, path), self._show_database, self._say_error, self._say_progress, owner=self)

    def _say_progress(self, part: float, _text: str) -> None:
        self._page.say(_("The sample data are being made: {percent} %").format(percent=round(part * 100)))

    @Slot(str)
    def _training_copy(self, cycle_id: str) -> None:
        self._window.database.when_ready(partial(self._copy_for_training, cycle_id))

    def _copy_for_training(self, cycle_id: str) -> None:
        from facilitator.models import cycles

        store = self._window.database.store
        assert store is not None
        try:
            copy = cycles.training_copy(store, store.cycle(cycle_id))
        except UserError as error:
            self._page.say(error.text, "error")
            return
        self._window.show_cycle(str(copy.id), "prepare")

    # -- files ----------------------------------------------------------------------------------------------------

    @Slot()
    def _import(self) -> None:
        self._window.show_import()

    @Slot()
    def _open_database(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        name, _filter = QFileDialog.getOpenFileName(
            self._window, _("Open another database file"), self._window.chosen.last_folder, _("Databases (*.db)")
        )
        if name:
            self._window.remember(last_folder=str(Path(name).parent))
            self._show_database(Path(name))

    @Slot()
    def _own_database(self) -> None:
        self._show_database(paths.default_database())

    def _show_database(self, path: Path) -> None:
        from facilitator.models.header import stored_version

        try:
            if path.exists():
                stored_version(path)
        except UserError as error:
            self._page.say(error.text, "error")
            return
        if not self._window.open_database(path):
            self._say_in_use(path)

    @Slot()
    def _open_on_stick(self) -> None:
        """Open the database where it lies, on a drive that can be pulled out: somebody has said so."""
        window = self._window
        if not window.single.take():
            self._say_in_use(window.database.path)
            return
        self._page.say(_("Opening…"))
        window.single.listen()
        window.database.load_from_stick()
        window.database.when_ready(window.show_start)

    def _say_in_use(self, path: Path) -> None:
        sentence = _("{file} is open in another window or command. Close that first.")
        self._page.say(sentence.format(file=path.name), "error")

    # -- damage ---------------------------------------------------------------------------------------------------

    @Slot()
    def _offer_backup(self) -> None:
        from facilitator.models import backup

        newest = backup.newest_sound(backup.folder_of(self._window.database.path))
        if newest is not None:
            day = format_date(dt.date.fromisoformat(newest.at[:10]), screen_language())
            self._page.offer_backup(_("Go back to the backup of {date}…").format(date=day))

    @Slot()
    def _restore(self) -> None:
        self._window.show_backups(newest=True)

    def _say_error(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._page.say(error.text, "error")


def _make_sample(path: Path, report: jobs.Report) -> Path:
    from facilitator.models import demo

    path.parent.mkdir(parents=True, exist_ok=True)
    demo.make(path, "commune", lambda done, total: report(done / max(total, 1), ""))
    return path
