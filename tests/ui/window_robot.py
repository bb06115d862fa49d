"""A robot for the whole window: opens databases, waits for the Store, and goes from page to page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from facilitator.models.store import Store
from facilitator.settings import Settings
from facilitator.ui import theme
from facilitator.ui.cycle_view import CycleView
from facilitator.ui.main_window import MainWindow
from facilitator.ui.pages.prepare import PreparePage
from facilitator.ui.single import Single
from facilitator.ui.widgets.top_bar import TopBar
from tests.ui.robots import Robot


class WindowRobot(Robot):
    """The window on a database, as `app.run` makes it."""

    window: MainWindow

    def __init__(self, qtbot: QtBot, path: Path, chosen: Settings | None = None) -> None:
        self.qtbot = qtbot
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply(application)
        window = MainWindow(Single(path), chosen or Settings(language="en"))
        window.resize(1366, 768)
        qtbot.addWidget(window)
        super().__init__(window)
        window.after_first_paint()

    def wait_for_store(self) -> Store:
        """Wait until the database is loaded."""
        self.qtbot.waitUntil(lambda: self.window.database.store is not None, timeout=15_000)
        store = self.window.database.store
        assert store is not None
        return store

    def open_cycle(self, cycle_id: str, stage: str = "") -> CycleView:
        """Open a cycle and wait for its page."""
        self.window.show_cycle(cycle_id, stage)
        self.qtbot.waitUntil(lambda: self.window.view() is not None, timeout=15_000)
        return self.view

    @property
    def view(self) -> CycleView:
        """The open cycle."""
        view = self.window.view()
        assert view is not None
        return view

    @property
    def page_name(self) -> str:
        """The object name of the page on show."""
        page = self.window.centralWidget()
        assert page is not None
        return page.objectName()

    def prepare(self, section: str) -> PreparePage:
        """Open a part of the page "Prepare"."""
        self.view.show_stage("prepare")
        page = self.view.findChild(PreparePage)
        assert page is not None
        page.show_section(section)
        return page

    def missing(self, stage: str) -> str:
        """What the stage list says is missing."""
        self.view.show_progress()
        button = self.widget(f"stage_{stage}")
        return button.accessibleDescription()

    def heading(self) -> str:
        """What the top bar names: commune, district, year, round."""
        bar = self.widget("top_bar", TopBar)
        return f"{bar.place.text()} | {bar.round.text()}"

    def status(self) -> str:
        """The sentence in the status line."""
        return self.widget("status_text", QLabel).text()
