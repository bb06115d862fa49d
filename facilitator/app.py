"""The window's start: language, application, one instance, first paint; everything heavy comes after it."""

from __future__ import annotations

import gc
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator import i18n, paths, settings
from facilitator.display import require_display
from facilitator.i18n import _
from facilitator.ui.load_qt import load_widgets

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from facilitator.settings import Settings
    from facilitator.ui.main_window import MainWindow
    from facilitator.ui.single import Single


def run(database: Path | None = None, language: str | None = None) -> int:
    """Show the window on a database (the last one when none is named) until it is closed.

    Gives the exit status. Raises UserError when there is no screen, or another window or command holds the
    database and does not answer.
    """
    chosen = settings.load()
    i18n.use_language(language or chosen.language)
    require_display()
    gc.disable()  # nothing of the start is garbage; collecting would only delay the first paint
    load_widgets()
    application = _application(chosen)
    path, remark = _database(database, chosen)

    from facilitator.ui.single import Single

    single = Single(path)
    if not single.first:
        single.raise_other()
        return 0
    return _show(application, chosen, single, remark)


def _show(application: QApplication, chosen: Settings, single: Single, remark: str) -> int:
    from facilitator.ui.main_window import MainWindow
    from facilitator.ui.trouble import Catcher

    window = MainWindow(single, chosen, remark)
    Catcher(window).install()
    window.show()
    _when_painted(window)
    return application.exec()


def _when_painted(window: MainWindow) -> None:
    """Go on when the window's surface is there; until then every millisecond belongs to the first paint."""
    from PySide6.QtCore import QTimer

    handle = window.windowHandle()
    ready = handle is not None and handle.isExposed()
    call = partial(after_paint if ready else _when_painted, window)
    QTimer.singleShot(0 if ready else 4, window, call)


def after_paint(window: MainWindow) -> None:
    """What can wait until the start page is painted: the log, the Store, answering a second start."""
    from facilitator import log

    gc.freeze()  # all that is there now lives as long as the program; the collector skips it
    gc.enable()
    log.set_up()
    window.after_first_paint()


def _application(chosen: Settings) -> QApplication:
    from PySide6.QtWidgets import QApplication

    from facilitator.ui import theme

    application = QApplication.instance() or theme.make_application("facilitator")
    assert isinstance(application, QApplication)
    application.setApplicationName(paths.APP_NAME)
    theme.apply(application, chosen.font_scale, chosen.contrast == "high")
    return application


def _database(named: Path | None, chosen: Settings) -> tuple[Path, str]:
    """The database to open, and a remark when it is not the one that was open last."""
    if named is not None:
        return named.absolute(), ""
    if not chosen.last_database:
        return paths.default_database(), ""
    last = Path(chosen.last_database)
    if last.exists():
        return last, ""
    return paths.default_database(), _(
        "{file} is not there any more (a memory stick that was taken out?). This is the laptop's own database."
    ).format(file=last)
