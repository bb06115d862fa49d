"""The frame of the window and what lies on a page: stages, bars, guide, search, faces, charts, banners."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from facilitator import i18n
from facilitator.ui.widgets import charts
from facilitator.ui.widgets.basic import Banner, Button, Card, EmptyState, Heading
from facilitator.ui.widgets.faces import FaceScale, paint_face
from facilitator.ui.widgets.flow import Columns, Flow
from facilitator.ui.widgets.guidance import GuidancePane
from facilitator.ui.widgets.scroll import ScrollColumn
from facilitator.ui.widgets.search_list import Entry, SearchList
from facilitator.ui.widgets.stage_list import StageItem, StageList
from facilitator.ui.widgets.status import StatusLine
from facilitator.ui.widgets.top_bar import TopBar
from tests.ui.robots import Robot, unnamed

STAGES = [StageItem("prepare", "Prepare", "done"), StageItem("scoring", "Scoring", "open", "Votes of men missing")]
PLACES = [Entry("01", "អូរប្រាសាទ", "Mongkol Borei"), Entry("02", "អូរបីជាន់", "Ou Chrov")]
WORDS = ["very dissatisfied", "dissatisfied", "acceptable", "satisfied", "very satisfied"]


def test_stages_by_keyboard(qtbot: QtBot) -> None:
    stages = StageList("stages", "Stages", STAGES)
    qtbot.addWidget(stages)
    robot = Robot(stages)
    opened: list[str] = []
    stages.chosen.connect(opened.append)
    robot.focus("stage_prepare")
    robot.press("Down")
    assert robot.focused() == "stage_scoring"
    assert opened == []
    robot.press("Enter")
    assert opened == ["scoring"]
    assert stages.current() == "scoring"
    assert robot.called("Scoring").accessibleDescription() == "under way. Votes of men missing"
    stages.show_items([StageItem("scoring", "Scoring", "done")])
    assert robot.called("Scoring").accessibleDescription() == "complete"


@pytest.mark.parametrize(("language", "other"), [("km", "en"), ("en", "km")])
def test_top_bar_asks_and_shows(qtbot: QtBot, language: str, other: str) -> None:
    i18n.use_language(language)
    bar = TopBar()
    qtbot.addWidget(bar)
    robot = Robot(bar)
    asked: list[str] = []
    bar.language_asked.connect(asked.append)
    robot.click("language")
    assert asked == [other]
    bar.offer("votes", "")
    with qtbot.waitSignal(bar.undo_asked, timeout=500):
        robot.click("undo")
    assert "votes" in robot.widget("undo").accessibleName()
    assert not robot.widget("redo").isEnabled()
    bar.show_cycle("ឃុំអូរប្រាសាទ", "២០២៦")
    bar.show_saved(False)
    assert unnamed(bar) == []


def test_status_line_tells_and_offers_to_undo(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    robot = Robot(line)
    line.tell("Stored", undo=True)
    with qtbot.waitSignal(line.undo_asked, timeout=500):
        robot.click("status_undo")
    line.clear()
    assert line.text() == ""
    assert not robot.widget("status_undo").isVisible()


def test_guide_folds_and_breaks_khmer_between_words(qtbot: QtBot) -> None:
    guide = GuidancePane("guide")
    qtbot.addWidget(guide)
    robot = Robot(guide)
    guide.show_markdown("# ការណែនាំ\n\nសូមស្វាគមន៍បងប្អូនទាំងអស់គ្នា។\n\n- មួយ\n- ពីរ")
    shown = guide.browser.toPlainText()
    assert "\u200b" in shown
    assert shown.replace("\u200b", "").startswith("ការណែនាំ")
    with qtbot.waitSignal(guide.folded, timeout=500) as folded:
        robot.click("guide_toggle")
    assert folded.args == [True]
    assert guide.is_folded()
    assert guide.width() < 80
    assert unnamed(guide) == []


def test_search_by_keyboard(qtbot: QtBot) -> None:
    def find(typed: str) -> Sequence[Entry]:
        return [place for place in PLACES if typed in place.title]

    search = SearchList("places", "Commune", find)
    qtbot.addWidget(search)
    robot = Robot(search)
    robot.focus("places_line")
    assert search.keys() == ["01", "02"]
    with qtbot.waitSignal(search.chosen, timeout=500) as chosen:
        robot.press("Down", "Enter")
    assert chosen.args == ["02"]
    robot.type("អូរប្រ")
    assert search.keys() == ["01"]
    robot.type("x")
    assert search.keys() == []
    assert search.nothing.isVisible()
    assert unnamed(search) == []


def test_faces_take_votes_by_key_and_click(qtbot: QtBot) -> None:
    faces = FaceScale("vote", "Vote", WORDS)
    qtbot.addWidget(faces)
    robot = Robot(faces)
    faces.resize(500, 140)
    votes: list[int] = []
    faces.chosen.connect(votes.append)
    robot.focus("vote")
    robot.press("4", "9", "0")
    robot.type("៥")
    robot.click("vote", QPoint(50, 40))
    assert votes == [4, 5, 1]


def test_happy_and_sad_faces_differ_also_in_shape(qtbot: QtBot) -> None:
    mouths = []
    for step in (1, 5):
        image = painted(lambda painter, step=step: paint_face(painter, QRectF(0, 0, 100, 100), step))
        column = [image.pixelColor(50, y).lightness() for y in range(60, 90)]
        mouths.append(max(range(30), key=lambda y: abs(column[y] - column[-1])))
    assert mouths[0] < mouths[1]


def test_distribution_shares_the_width(qtbot: QtBot) -> None:
    image = painted(
        lambda painter: charts.paint_distribution(
            painter, QRectF(0, 0, 100, 40), [1, 0, 0, 0, 1], ["1", "", "", "", "1"]
        )
    )
    assert image.pixelColor(10, 5).name() == "#00204d"
    assert image.pixelColor(90, 5).name() == "#ffea46"


def test_charts_without_votes_are_painted_too(qtbot: QtBot) -> None:
    area = QRectF(0, 0, 99, 39)
    empty = painted(lambda painter: charts.paint_distribution(painter, area, [0] * 5, [""] * 5))
    level = painted(lambda painter: charts.paint_gap(painter, area, 3.5, 3.5, 1, 5, "0"))
    assert empty.pixelColor(0, 10) != empty.pixelColor(10, 10)
    assert empty != level


def test_banner_shows_only_what_it_has_to_say(qtbot: QtBot) -> None:
    banner = Banner("banner")
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.say("The standard is to be confirmed.", "warning")
    assert not banner.isHidden()
    assert banner.text() == "The standard is to be confirmed."


def test_empty_state_leads_on(qtbot: QtBot) -> None:
    pressed: list[bool] = []
    state = EmptyState(
        "empty", "add", "Nothing yet", "Begin here", Button("new", "New", pressed=lambda: pressed.append(True))
    )
    qtbot.addWidget(state)
    Robot(state).click("new")
    assert pressed == [True]
    assert unnamed(state) == []


def test_typed_markup_is_only_text(qtbot: QtBot) -> None:
    card = Card("<b>Sok</b>")
    qtbot.addWidget(card)
    heading = card.findChild(Heading)
    assert heading is not None
    assert heading.text() == "<b>Sok</b>"
    assert heading.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("layout", [Flow, Columns])
def test_narrow_windows_get_more_lines(qtbot: QtBot, layout: type[Flow]) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flow = layout()
    for number in range(4):
        button = QPushButton(f"Button {number}")
        button.setMinimumWidth(120)
        flow.addWidget(button)
    QVBoxLayout(page).addLayout(flow)
    assert flow.heightForWidth(200) > flow.heightForWidth(300) > flow.heightForWidth(900)


def painted(paint: object) -> QImage:
    """A white picture of 100 × 100 pixels with something painted on it."""
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    assert callable(paint)
    paint(painter)
    painter.end()
    return image


def test_a_page_keeps_its_width_whether_it_scrolls_or_not(qtbot: QtBot) -> None:
    page = ScrollColumn("page")
    qtbot.addWidget(page)
    Robot(page)
    page.resize(500, 300)
    width = page.viewport().width()
    tall = Card()
    tall.setMinimumHeight(900)
    page.add(tall)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0, timeout=1000)
    assert page.viewport().width() == width
    page.clear()
    qtbot.waitUntil(lambda: page.findChild(Card) is None, timeout=1000)
    assert page.body.count() == 1


def test_tab_follows_the_layout_whenever_widgets_were_made(qtbot: QtBot) -> None:
    from facilitator.ui.widgets.tab_order import follow_layout

    page = QWidget()
    page.setObjectName("page")
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for place, name in ((0, "last"), (0, "middle"), (0, "first")):
        column.insertWidget(place, Button(name, name))
    follow_layout(page)
    robot = Robot(page)
    robot.focus("first")
    seen = [robot.focused()]
    for _step in range(2):
        robot.press("Tab")
        seen.append(robot.focused())
    assert seen == ["first", "middle", "last"]


def test_a_hidden_button_leaves_no_gap(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    hidden, shown = Button("hidden", "Hidden"), Button("shown", "Shown")
    card.add_row(hidden, shown)
    hidden.hide()
    Robot(card)
    assert shown.x() == card.body.contentsMargins().left() + card.frameWidth()
