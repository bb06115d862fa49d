"""After an unexpected error: a calm page, one at a time, whatever happens."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facilitator.models.store import Store
from facilitator.ui.pages.trouble import TroublePage
from facilitator.ui.trouble import Catcher
from tests.ui.robots import Robot, unnamed
from tests.ui.window_robot import WindowRobot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_the_page_offers_two_ways(qtbot: QtBot, tmp_path: Path) -> None:
    page = TroublePage(tmp_path / "report.txt")
    qtbot.addWidget(page)
    robot = Robot(page)
    page.focus_first()
    with qtbot.waitSignal(page.go_on):
        robot.press("Space")
    with qtbot.waitSignal(page.close_wanted):
        robot.click("trouble_close")
    assert unnamed(page) == []


def test_an_error_while_the_page_is_made_does_not_loop(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "work.db"
    Store.create(path).close()
    robot = WindowRobot(qtbot, path)
    robot.wait_for_store()
    catcher = Catcher(robot.window)
    shown: list[Path | None] = []

    def fail(report: Path | None) -> None:
        shown.append(report)
        catcher.catch(ValueError, ValueError("again"))
        raise ValueError("the page fails")

    monkeypatch.setattr(robot.window, "show_trouble", fail)
    catcher.catch(ValueError, ValueError("first"))
    assert len(shown) == 1
    robot.window.close()
