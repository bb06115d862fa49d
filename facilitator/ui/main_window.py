"""The window: which page is on show, which database and cycle are open, and the language."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMainWindow

from facilitator import i18n, paths, settings
from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models.overview import Overview, overview
from facilitator.ui import icons
from facilitator.ui.database import Database
from facilitator.ui.pages.start import StartPage
from facilitator.ui.single import Single

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent
    from PySide6.QtWidgets import QWidget

    from facilitator.models.backup import Backup
    from facilitator.settings import Settings
    from facilitator.ui.cycle_view import CycleView
    from facilitator.ui.widgets.health_light import HealthLight

FIRST_SIZE = (1280, 720)


class MainWindow(QMainWindow):
    """Start page, an open cycle, or a page of its own (new cycle, keyboard, trouble), one at a time.

    Only the start page is made before the first paint; everything else is imported when it is asked for.
    """

    closing = Signal()

    def __init__(self, single: Single, chosen: Settings, remark: str = "") -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.chosen = chosen
        self.single = single
        self.database = self._database(single.path)
        self._cycle: str = ""
        self._asked_who = False
        self._again: Callable[[], object] = self.show_start
        self._before: Callable[[], object] = self.show_start
        self._painted = False
        self._restore_size()
        self.show_start(remark)

    # -- pages ----------------------------------------------------------------------------------------------------

    @Slot()
    def show_start(self, remark: str = "", kind: str = "note") -> None:
        """The start page, with a sentence above it if there is one to say."""
        found, refusal = self._overview()
        own = self.database.path == paths.default_database()
        place = "" if own else self.database.place(found.unread)
        # Made inside the window: moving it there later would dress each of its widgets a second time (5 ms).
        page = StartPage(found, self.chosen.last_cycle, place, own, self.chosen.keyboard_checked, self)
        page.say(refusal or remark, "error" if refusal else kind)
        self.put(page, self.show_start)
        if self._painted:
            self._serve(page)
        self._cycle = ""
        self.setWindowTitle(_("Community scorecard"))
        page.focus_first()
        if self._painted and self.database.is_unconfirmed():
            self.database.load()  # says again why it is not open, and how to open it

    def _serve(self, page: StartPage) -> None:
        """Give the start page what it does not need for being shown."""
        from facilitator.ui.start_actions import StartActions

        page.after_first_paint()
        page.add_light(self._light("quiet"))
        StartActions(self, page)

    @Slot(str)
    def show_cycle(self, cycle_id: str, stage: str = "") -> None:
        """Open a cycle on a stage (the one that was open last, where it is the same cycle)."""
        self.database.when_ready(lambda: self._show_cycle(cycle_id, stage))

    def _show_cycle(self, cycle_id: str, stage: str) -> None:
        from facilitator.ui.context import Context
        from facilitator.ui.cycle_view import CycleView

        store = self.database.store
        assert store is not None
        try:
            cycle = store.cycle(cycle_id)
        except UserError as error:
            self.show_start(error.text, "error")
            return
        if cycle.id.hex != self.chosen.last_cycle:
            store.keep_undo_of(cycle)
        if not stage:
            stage = self.chosen.last_page if cycle.id.hex == self.chosen.last_cycle else ""
        context = Context(store, cycle.id)
        view = CycleView(context, stage or "prepare", self.chosen.guidance)
        context.setParent(view)
        view.status.add(self._light("link"))
        view.stage_shown.connect(self._remember_stage)
        view.guide_folded.connect(self._remember_guide)
        view.bar.language_asked.connect(self.use_language)
        view.left.connect(self.show_start)
        context.cycle_wanted.connect(self.show_cycle)
        context.typist_chosen.connect(self._remember_typist)
        self._cycle = cycle.id.hex
        self.remember(last_cycle=self._cycle, last_page=view.stage)
        self.put(view, lambda: self.show_cycle(cycle_id))
        self.setWindowTitle(f"{view.bar.place.text()} – {view.bar.round.text()}")
        if not self._asked_who:  # a laptop is shared: asked once after each start
            self._asked_who = True
            view.ask_who()
        view.focus_page()

    @Slot()
    def show_new_cycle(self) -> None:
        """The page that begins a cycle."""
        from facilitator.ui.pages.new_cycle import NewCyclePage

        page = NewCyclePage(self.database)
        page.made.connect(self.show_cycle)
        page.left.connect(self.show_start)
        self.put(page, self.show_new_cycle)
        page.focus_first()

    @Slot()
    def show_keyboard(self) -> None:
        """The check of the Khmer keyboard."""
        from facilitator.ui.pages.keyboard import KeyboardPage

        page = KeyboardPage()
        page.done.connect(self._keyboard_done)
        self.put(page, self.show_keyboard)
        page.focus_first()

    @Slot()
    def _keyboard_done(self) -> None:
        self.remember(keyboard_checked=True)
        self.show_start()

    @Slot()
    def show_help(self) -> None:
        """The help pages."""
        from facilitator.ui.pages.help import HelpPage

        page = HelpPage()
        page.left.connect(self.show_start)
        self.put(page, self.show_help)
        page.focus_first()

    @Slot()
    def show_backups(self, newest: bool = False) -> None:
        """The page of health, copies and the way back; with `newest` it shows what the newest backup would change."""
        from facilitator.ui.pages.backups import BackupsPage

        if not isinstance(self.centralWidget(), BackupsPage):
            self._before = self._again
        page = BackupsPage(self.database)
        page.left.connect(self._before)
        page.restore_wanted.connect(self._restore)
        self.put(page, self.show_backups)
        page.focus_first()
        if newest:
            page.show_newest()

    @Slot(object)
    def _restore(self, chosen: Backup) -> None:
        """Put a backup in the place of the open database, and open it."""
        from facilitator.ui.pages.backups import put_back

        self._leave()
        path = self.database.path
        self.database.close()
        self.database.deleteLater()
        sentence, kind = put_back(chosen, path)
        self.database = self._database(path)
        self.show_start(sentence, kind)
        self.database.load()

    def _light(self, role: str) -> HealthLight:
        from facilitator.ui.widgets.health_light import HealthLight

        return HealthLight(self.database, self.show_backups, role)

    @Slot()
    def show_import(self) -> None:
        """The page that takes a cycle from a workbook."""
        from facilitator.ui.pages.import_cycle import ImportCyclePage

        page = ImportCyclePage(self.database)
        page.made.connect(self.show_cycle)
        page.left.connect(self.show_start)
        self.put(page, self.show_import)
        page.focus_first()

    def put(self, page: QWidget, again: Callable[[], object]) -> None:
        """Show a page in the place of the one before; `again` makes it anew in another language."""
        self._leave()
        self._again = again
        # The old page may be in the middle of the click that led here: it lives until control is back in the loop.
        self._gone = self.takeCentralWidget()
        if self._gone is not None:
            self._gone.setParent(None)
            self._gone.deleteLater()
        self.setCentralWidget(page)
        page.show()  # now and not with the next event: what follows puts the keyboard into it

    def view(self) -> CycleView | None:
        """The open cycle's view, or None on another page."""
        from facilitator.ui.cycle_view import CycleView

        page = self.centralWidget()
        return page if isinstance(page, CycleView) else None

    def _leave(self) -> None:
        """Store what is being typed on the page that goes, and let it go."""
        page = self.centralWidget()
        if self._cycle and (view := self.view()) is not None:
            view.keep_typing()
            view.context.close()
            self._cycle = ""
        if page is not None:
            page.hide()

    # -- the language -----------------------------------------------------------------------------------------------

    @Slot(str)
    def use_language(self, language: str) -> None:
        """Show the same page in another language."""
        i18n.use_language(language)
        self.remember(language=language)
        self._again()

    def _switch_language(self) -> None:
        self.use_language("en" if i18n.screen_language() == "km" else "km")

    # -- the database -----------------------------------------------------------------------------------------------

    def open_database(self, path: Path) -> bool:
        """Leave the present database for another one. False when that is open elsewhere; the present one stays."""
        single = Single(path.absolute())
        if not single.first:
            return False
        self._leave()
        self.database.close()
        self.database.deleteLater()
        self.single.release()
        self.single = single
        self.database = self._database(single.path)
        self._remember_database()
        self.show_start()
        self._use_database()
        return True

    def after_first_paint(self) -> None:
        """What the start page does not need for being shown: keys, icon, the Store, answering a second start."""
        self._painted = True
        self.setWindowIcon(icons.app_icon())
        self._set_keys()
        page = self.centralWidget()
        if isinstance(page, StartPage):
            self._serve(page)
        self._use_database()

    def _use_database(self) -> None:
        self.single.asked.connect(self._come_to_front)
        self.single.listen()
        self.database.load()

    def _database(self, path: Path) -> Database:
        database = Database(path, self.chosen.facilitator, self)
        database.failed.connect(self._say_refusal)
        database.broke.connect(self._show_unexpected)
        return database

    def _overview(self) -> tuple[Overview, str]:
        """The list of cycles, and the sentence of a refusal."""
        store = self.database.store
        if store is not None:
            from facilitator.models.finding import every_cycle

            return every_cycle(store.raw), ""
        try:
            return overview(self.database.path), ""
        except UserError as error:
            return Overview((), 0), error.text

    # -- what goes wrong ----------------------------------------------------------------------------------------------

    @Slot(str)
    def _say_refusal(self, sentence: str) -> None:
        page = self.centralWidget()
        if self._cycle and (view := self.view()) is not None:
            view.context.said.emit(sentence, "error")
        elif isinstance(page, StartPage):
            page.say(sentence, "error")
        elif page is not None and page.objectName() == "page_backups":
            page.say(sentence)  # type: ignore[attr-defined]
        else:
            self.show_start(sentence, "error")

    @Slot(object)
    def _show_unexpected(self, error: Exception) -> None:
        raise error

    def show_trouble(self, report: Path | None) -> None:
        """The calm page after an unexpected error. Its button comes back to the page that was open."""
        from facilitator.ui.pages.trouble import TroublePage

        again = self._again
        page = TroublePage(report)
        page.go_on.connect(again)
        page.close_wanted.connect(self.close)
        self.put(page, again)
        page.focus_first()

    # -- the window itself ------------------------------------------------------------------------------------------

    def _set_keys(self) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut

        for sequence, call in (
            ("Ctrl+L", self._switch_language),
            ("Ctrl+Home", self.show_start),
            ("Ctrl+Shift+B", self.show_backups),
        ):
            QShortcut(QKeySequence(sequence), self, call)

    @Slot()
    def _come_to_front(self) -> None:
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        geometry = self.saveGeometry().toBase64().data()
        assert isinstance(geometry, bytes)
        self.remember(window=geometry.decode())
        view = self.view() if self._cycle else None
        self._leave()
        if view is not None:
            self._destroy(view)
        self.database.close()
        self.single.release()
        super().closeEvent(event)

    def _destroy(self, view: QWidget) -> None:
        """Take the open cycle's widgets away at once: they read from the Store until they are gone."""
        from PySide6.QtCore import QCoreApplication, QEvent

        self.takeCentralWidget()
        view.deleteLater()
        QCoreApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete)

    def _restore_size(self) -> None:
        from PySide6.QtCore import QByteArray

        known = QByteArray.fromBase64(self.chosen.window.encode())
        if not (self.chosen.window and self.restoreGeometry(known)):
            self.resize(*FIRST_SIZE)

    # -- what is remembered -----------------------------------------------------------------------------------------

    @Slot(str)
    def _remember_stage(self, stage: str) -> None:
        self.remember(last_cycle=self._cycle or self.chosen.last_cycle, last_page=stage)

    @Slot(str)
    def _remember_typist(self, name: str) -> None:
        self.remember(facilitator=name)

    @Slot(bool)
    def _remember_guide(self, folded: bool) -> None:
        self.remember(guidance=not folded)

    def _remember_database(self) -> None:
        own = self.database.path == paths.default_database()
        chosen = self.chosen if own else self.chosen.with_database(str(self.database.path))
        self.remember(last_database=chosen.last_database if not own else "", recent_databases=chosen.recent_databases)

    def remember(self, **changes: object) -> None:
        """Keep a choice for the next start. Where it cannot be written it holds until the window closes."""
        fresh = self.chosen._replace(**changes)  # type: ignore[arg-type]
        if fresh != self.chosen:
            self.chosen = fresh
            with contextlib.suppress(UserError):
                settings.save(fresh)
