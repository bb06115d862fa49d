"""Every page, in both languages, with the sample and with an empty cycle, on the screens that facilitators have."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from facilitator import i18n
from facilitator.models import set_up
from facilitator.models.stages import STAGES
from facilitator.models.store import Store
from facilitator.settings import Settings
from facilitator.ui import theme
from facilitator.ui.pages.print import PrintPage
from tests.journeys.looking import cut_texts, empty_boxes, nameless, outside, sideways
from tests.ui.window_robot import WindowRobot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SCREENS = [
    pytest.param("km", (1366, 768, 1.0), id="km-1366x768"),
    pytest.param("en", (1366, 768, 1.0), id="en-1366x768", marks=pytest.mark.slow),
    pytest.param("km", (1024, 768, 1.0), id="km-1024x768", marks=pytest.mark.slow),
    pytest.param("en", (1024, 768, 1.0), id="en-1024x768", marks=pytest.mark.slow),
    pytest.param("km", (1366, 768, 1.25), id="km-125 %", marks=pytest.mark.slow),
    pytest.param("en", (1366, 768, 1.25), id="en-125 %", marks=pytest.mark.slow),
]
"""Language, and width and height in pixels with the scale of the type."""

LEVELS = 12
"""A new height goes from the innermost box outwards to the page, a box with each turn of the event loop."""


@pytest.fixture(params=["sample", "empty"])
def record(request: pytest.FixtureRequest, demo_file: Path, tmp_path: Path) -> Path:
    """The sample commune, or a cycle just begun."""
    path = tmp_path / "work.db"
    if request.param == "sample":
        return Path(shutil.copy(demo_file, path))
    with Store.create(path) as store:
        set_up.new_cycle(store, "011001", 2026)
    return path


class Flashes(QObject):
    """Notes every other window that shows itself: a part of a page that is shown before it has its place."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


class Looker(WindowRobot):
    """Opens pages and writes down what is wrong with them."""

    def __init__(self, qtbot: QtBot, path: Path, language: str, screen: tuple[int, int, float]) -> None:
        i18n.use_language(language)
        super().__init__(qtbot, path, Settings(language=language))
        width, height, scale = screen
        use_scale(scale)
        self.window.resize(width, height)
        self.window.show_start()
        self.faults: list[str] = []

    def look(self, page: str, part: QWidget) -> None:
        """Check a part of the window that is on show."""
        for _level in range(LEVELS):
            QApplication.processEvents()
        checks: dict[str, Callable[[QWidget], list[str]]] = {
            "no name": nameless, "cut": cut_texts, "sideways": sideways, "outside": outside, "box": empty_boxes,
        }  # fmt: skip
        for what, check in checks.items():
            self.faults += [f"{page}: {what}: {fault}" for fault in check(part)]

    def look_at_parts(self, page: str) -> None:
        """Check a page with every part that stands behind a tab."""
        shown = self.widget("pages", QStackedWidget).currentWidget()
        assert shown is not None
        bar = next((bar for bar in shown.findChildren(QTabBar) if bar.isVisible()), None)
        if bar is None:
            self.look(page, shown)
            return
        for number in range(bar.count()):
            bar.setCurrentIndex(number)
            self.look(f"{page}/{number}", shown)

    def look_at_stages(self) -> None:
        """Open every stage of the newest cycle."""
        self.open_cycle(str(self.wait_for_store().cycles()[-1].id), "prepare")
        self.look("frame", self.window)
        for key in STAGES:
            self.view.show_stage(key)
            if key == "print":
                self._look_at_a_paper()
            self.look_at_parts(key)

    def look_at_other_pages(self, report: Path) -> None:
        """Open every page that stands outside a cycle."""
        window = self.window
        pages: dict[str, Callable[[], object]] = {
            "start": window.show_start,
            "new_cycle": window.show_new_cycle,
            "import": window.show_import,
            "keyboard": window.show_keyboard,
            "help": window.show_help,
            "trouble": lambda: window.show_trouble(report),
        }
        for name, show in pages.items():
            show()
            self.look(name, self.window)

    def _look_at_a_paper(self) -> None:
        """Wait for the gallery, and look at the preview of its first paper."""
        page = self.view.findChild(PrintPage)
        assert page is not None
        self.qtbot.waitUntil(lambda: page.idle, timeout=60_000)
        page.open_paper(page.gallery.papers()[0])
        self.qtbot.waitUntil(lambda: page.idle, timeout=60_000)
        self.look("print/paper", page)
        page.close_paper()


def application() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


def use_scale(scale: float) -> None:
    """Type of this size; it costs a second to dress many widgets anew, so only where it changes."""
    if scale != theme.px(1000) / 1000:
        theme.apply(application(), scale)


@pytest.mark.parametrize(("language", "screen"), SCREENS)
def test_every_page_opens_whole(
    qtbot: QtBot, tmp_path: Path, record: Path, language: str, screen: tuple[int, int, float]
) -> None:
    looker = Looker(qtbot, record, language, screen)
    looker.wait_for_store()
    flashes = Flashes()
    application().installEventFilter(flashes)
    looker.look_at_stages()
    looker.look_at_other_pages(tmp_path / "report.txt")
    application().removeEventFilter(flashes)
    looker.window.close()
    use_scale(1.0)
    assert flashes.seen == []
    assert not looker.faults, "\n".join(looker.faults)
