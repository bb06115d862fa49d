"""The booklet beside the sheet, its pages and pictures, the commune's own words, photo and logo."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QCheckBox, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from facilitator.models.budget import Budget
from facilitator.models.store import Store
from facilitator.ui.context import Context
from facilitator.ui.pages.budget import BudgetPage
from facilitator.ui.pages.budget_booklet import PAGES, PICTURES, BookletSection
from facilitator.ui.pages.budget_projects import ProjectsSection
from facilitator.ui.tables.projects import COST
from tests.export.pdf.reading import page_texts
from tests.models.test_photos import SECRET, jpeg
from tests.ui.robots import Robot, unnamed


@pytest.fixture
def page(demo_store: Store, qtbot: QtBot) -> Iterator[BudgetPage]:
    """The sample's budget of 2026 in a window as wide as that of an old laptop."""
    context = Context(demo_store, demo_store.cycles()[-1].id)
    area = QScrollArea()
    page = BudgetPage(context)
    area.setWidget(page)
    area.setWidgetResizable(True)
    qtbot.addWidget(area)
    area.resize(1050, 640)
    area.show()
    yield page
    context.close()


def _budget(page: BudgetPage) -> Budget:
    found = page.budget()
    assert found is not None
    return found


def _drawn(page: BudgetPage, qtbot: QtBot) -> list[str]:
    """The texts of the pages that the preview shows once it has come to rest."""
    panel = page.preview
    qtbot.waitUntil(
        lambda: panel._timer.isActive() or panel._job is not None or panel.preview.pages > 0, timeout=20_000
    )
    qtbot.waitUntil(
        lambda: panel.preview.pages > 0 and panel._job is None and not panel._timer.isActive(), timeout=20_000
    )
    return page_texts(panel.preview.content)


def test_a_typed_figure_is_seen_in_the_booklet_beside_it(page: BudgetPage, qtbot: QtBot) -> None:
    assert page.preview.isVisible()
    _drawn(page, qtbot)
    page.show_section("revenue")
    robot = Robot(page)
    robot.go_to_cell("revenue_table", 0, 2)
    robot.type("9999999999")
    robot.press("Enter")
    qtbot.waitUntil(lambda: page.preview._timer.isActive() or page.preview._job is not None)
    texts = _drawn(page, qtbot)
    assert "9,999,999,999 riel" in texts[2]
    assert page.preview.preview.page == 2
    assert "This budget is not balanced yet" in texts[0]
    assert "Draft – may still change" in texts[0]
    assert _budget(page).status == "approved"


def test_digits_that_are_still_typed_are_seen_in_the_booklet_and_stored_nowhere(page: BudgetPage, qtbot: QtBot) -> None:
    _drawn(page, qtbot)
    page.show_section("revenue")
    stored = _budget(page).line("R1").plan
    entries = len(page.context.store.raw.execute("SELECT id FROM history").fetchall())
    robot = Robot(page)
    robot.go_to_cell("revenue_table", 0, 2)
    robot.type("9999999999")
    assert page.preview._timer.isActive()
    assert "9,999,999,999 riel" in _drawn(page, qtbot)[2]
    assert _budget(page).line("R1").plan == stored
    assert not page.context.store.session.dirty
    robot.press("Escape")
    assert "9,999,999,999 riel" not in _drawn(page, qtbot)[2]
    assert len(page.context.store.raw.execute("SELECT id FROM history").fetchall()) == entries


def test_what_is_typed_for_a_project_is_seen_too_unless_it_is_no_amount(page: BudgetPage, qtbot: QtBot) -> None:
    _drawn(page, qtbot)
    section = page.show_section("projects")
    assert isinstance(section, ProjectsSection)
    index = section.table.index(0, COST)
    section.table.type(index, "77777777")
    assert any("77,777,777 riel" in text for text in _drawn(page, qtbot))
    section.table.type(index, "7x")
    assert not any("77,777,777 riel" in text for text in _drawn(page, qtbot))


def test_the_preview_stays_in_sight_and_can_be_put_away(page: BudgetPage, qtbot: QtBot) -> None:
    page.show_section("expenditure")
    area = page._find_area()
    assert area is not None
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 200)
    area.verticalScrollBar().setValue(200)
    assert page.preview.y() > 200
    assert page.preview.geometry().bottom() <= 200 + area.viewport().height()
    table = page.tabs.width()
    Robot(page).click("budget_preview_shown")
    assert not page.preview.isVisible()
    qtbot.waitUntil(lambda: page.tabs.width() > table)


def test_pages_and_pictures_are_chosen_and_taken_back(page: BudgetPage, qtbot: QtBot) -> None:
    section = page.show_section("booklet")
    assert isinstance(section, BookletSection)
    assert set(section.boxes) == {*PAGES, *PICTURES}
    robot = Robot(page)
    assert robot.widget("booklet_review", QCheckBox).isChecked()
    robot.click("booklet_review")
    robot.click("booklet_coins")
    assert _budget(page).left_out == ["review", "coins"]
    assert not any("The year 2025" in text for text in _drawn(page, qtbot))
    assert page.context.store.undo_label() == "Booklet: A hundred coins"
    page.context.store.undo()
    page.context.store.undo()
    assert _budget(page).left_out == []
    assert robot.widget("booklet_review", QCheckBox).isChecked()


def test_words_of_the_commune_are_stored_and_printed(page: BudgetPage, qtbot: QtBot) -> None:
    page.show_section("booklet")
    section = page.show_section("booklet")
    assert isinstance(section, BookletSection)
    section.texts["cover_text"].setPlainText("ថវិកានេះជារបស់អ្នក")
    section.texts["cover_text"].commit()
    assert _budget(page).cover_text == "ថវិកានេះជារបស់អ្នក"
    qtbot.waitUntil(lambda: page.preview._timer.isActive() or page.preview._job is not None)
    assert "ថវិកានេះជារបស់អ្នក" in _drawn(page, qtbot)[0]


def test_a_photo_is_cleaned_shown_and_taken_away(page: BudgetPage, qtbot: QtBot, tmp_path: Path) -> None:
    section = page.show_section("booklet")
    assert isinstance(section, BookletSection)
    path = tmp_path / "hall.jpg"
    path.write_bytes(jpeg((3000, 2000)) + SECRET)
    robot = Robot(page)
    section.take_picture("photo", path)
    qtbot.waitUntil(lambda: _budget(page).picture("photo") is not None, timeout=20_000)
    kept = _budget(page).picture("photo")
    assert kept is not None
    assert SECRET not in kept
    assert max(Image.open(io.BytesIO(kept)).size) == 1200
    assert robot.widget("booklet_photo_seen", QLabel).isVisible()
    robot.click("booklet_photo_remove")
    assert _budget(page).picture("photo") is None
    page.context.store.undo()
    assert _budget(page).picture("photo") == kept
    entries = page.context.store.raw.execute("SELECT rows FROM history ORDER BY id DESC LIMIT 3").fetchall()
    assert all(len(rows) < 2_000 for (rows,) in entries)


def test_what_is_no_picture_is_refused_in_a_sentence(page: BudgetPage, qtbot: QtBot, tmp_path: Path) -> None:
    section = page.show_section("booklet")
    assert isinstance(section, BookletSection)
    path = tmp_path / "letter.jpg"
    path.write_bytes(b"%PDF-1.4")
    section.take_picture("logo", path)
    qtbot.waitUntil(lambda: "not a photo" in section.remark.text(), timeout=20_000)
    assert _budget(page).pictures == []


def test_everything_on_the_page_has_a_name(page: BudgetPage, qtbot: QtBot) -> None:
    page.show_section("booklet")
    _drawn(page, qtbot)
    assert unnamed(page) == []
