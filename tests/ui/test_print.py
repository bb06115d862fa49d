"""The print page: what is seen is what is saved; what cannot be printed says why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from pytestqt.qtbot import QtBot

from facilitator.export import papers
from facilitator.models.store import Store
from facilitator.ui import printing
from facilitator.ui.context import Context
from facilitator.ui.pages.print import PrintPage
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.preview import open_pdf
from tests.samples import add_commune, add_cycle
from tests.ui.robots import Robot, unnamed


class PrintRobot(Robot):
    """Somebody at the print page."""

    def __init__(self, page: PrintPage, qtbot: QtBot) -> None:
        super().__init__(page)
        self.page = page
        self._bot = qtbot

    def choose(self, choice: str, key: str) -> None:
        """Pick an option as a click or key does."""
        widget = self.widget(choice, Choice)
        widget.set_value(key)
        widget.committed.emit(key)

    def wait_for_pages(self) -> bytes:
        """The bytes of the preview, once it is drawn."""
        self._bot.waitUntil(lambda: self.page._job is None, timeout=10_000)
        return self.page.preview.content


@pytest.fixture
def robot(demo_store: Store, qtbot: QtBot) -> Iterator[PrintRobot]:
    context = Context(demo_store, demo_store.cycles()[-1].id)
    page = PrintPage(context)
    qtbot.addWidget(page)
    page.resize(900, 640)
    robot = PrintRobot(page, qtbot)
    robot.wait_for_pages()
    yield robot
    page.preview.say("")
    context.close()


def test_the_preview_shows_the_bytes_that_are_saved(robot: PrintRobot, tmp_path: Path) -> None:
    robot.choose("paper", "action-plan")
    content = robot.wait_for_pages()
    robot.page.save_to(tmp_path / "plan")
    assert (tmp_path / "plan.pdf").read_bytes() == content
    with closing(open_pdf(content)) as opened:
        assert robot.page.preview.pages == len(opened) > 0
    assert "plan.pdf" in robot.page.remark.text()


@pytest.mark.parametrize("key", [kind.key for kind in papers.PAPERS])
def test_every_paper_of_the_sample_can_be_seen(robot: PrintRobot, key: str) -> None:
    robot.choose("paper", key)
    assert robot.wait_for_pages().startswith(b"%PDF")
    assert robot.page.save_button.isEnabled()


def test_pages_are_turned_and_enlarged_by_keys(robot: PrintRobot) -> None:
    robot.choose("paper", "citizens-budget")
    robot.wait_for_pages()
    robot.focus("preview")
    robot.press("Right", "Right")
    assert robot.page.preview.page == 2
    assert robot.widget("preview_where").property("text") == f"Page 3 of {robot.page.preview.pages}"
    width = robot.page.preview._sheet.pixmap().width()
    robot.page.preview.enlarge()
    assert robot.page.preview._sheet.pixmap().width() > width


def test_what_cannot_be_printed_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    with Store.create(tmp_path / "empty.db") as store:
        context = Context(store, add_cycle(store, add_commune(store)).id)
        page = PrintPage(context)
        qtbot.addWidget(page)
        robot = PrintRobot(page, qtbot)
        for kind in papers.PAPERS:
            robot.choose("paper", kind.key)
            assert robot.widget("preview_sentence").property("text").endswith(".")
            assert not page.print_button.isEnabled()
        context.close()


def test_all_papers_are_saved_with_progress(robot: PrintRobot, qtbot: QtBot, tmp_path: Path) -> None:
    robot.page.save_all_to(tmp_path)
    assert robot.page.progress.isVisible()
    qtbot.waitUntil(lambda: robot.page._saving is None, timeout=60_000)
    saved = {path.name.split("_")[0] for path in tmp_path.glob("*.pdf")}
    assert saved == {kind.key for kind in papers.PAPERS}
    assert str(tmp_path) in robot.page.remark.text()


def test_saving_all_can_be_cancelled(robot: PrintRobot, qtbot: QtBot, tmp_path: Path) -> None:
    robot.page.save_all_to(tmp_path)
    robot.click("cancel_save")
    qtbot.waitUntil(lambda: robot.page._saving is None, timeout=10_000)
    assert len(list(tmp_path.glob("*.pdf"))) <= 1


def test_a_folder_that_is_gone_is_a_sentence(robot: PrintRobot, tmp_path: Path) -> None:
    robot.page.save_to(tmp_path / "stick" / "plan.pdf")
    assert "plan.pdf" in robot.page.remark.text()


def test_without_a_printer_the_page_says_what_to_do(robot: PrintRobot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    robot.click("print_paper")
    assert "no printer" in robot.page.remark.text()


def test_pages_reach_the_printer_in_their_own_size(robot: PrintRobot, tmp_path: Path) -> None:
    robot.choose("paper", "action-plan")
    content = robot.wait_for_pages()
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printing.draw(content, printer)
    with (
        closing(open_pdf((tmp_path / "printed.pdf").read_bytes())) as printed,
        closing(open_pdf(content)) as drawn,
    ):
        assert len(printed) == len(drawn)
        assert printed[0].get_size() == pytest.approx(drawn[0].get_size(), abs=2)


def test_nothing_is_without_a_name(robot: PrintRobot) -> None:
    assert unnamed(robot.page) == []
