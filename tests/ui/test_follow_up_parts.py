"""The other parts of the follow-up: photos and the story of an activity, money, stories, the end of the round."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from facilitator.models import cycles, ending
from facilitator.models.action import add_action
from facilitator.models.contribution import Contribution
from facilitator.models.store import Store
from facilitator.ui.context import Context
from facilitator.ui.pages.follow_up import FollowUpPage
from facilitator.ui.pages.prepare import PreparePage
from facilitator.ui.widgets.basic import Label
from facilitator.ui.widgets.photo import Photo, PhotoField
from tests.models.test_imports_contributions import HEAD
from tests.models.test_imports_contributions import row as gift_row
from tests.models.test_imports_votes import written
from tests.samples import add_commune, add_cycle
from tests.ui.robots import Robot, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CHECKED = dt.date(2026, 9, 18)


def photo_file(path: Path, colour: str = "red") -> Path:
    made = Image.new("RGB", (800, 600), colour)
    exif = Image.Exif()
    exif[0x010E] = "Ou Thum"
    made.save(path, exif=exif)
    return path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "follow.db") as store:
        cycle = add_cycle(store, add_commune(store))
        with store.transaction("Plan", cycle=cycle):
            drain = add_action(cycle, "A", "សង់លូ")
            drain.end = dt.date(2020, 1, 1)
            add_action(cycle, "B", "សម្អាត").end = dt.date(9999, 1, 1)
            drain.contributions.append(
                Contribution(source_kind="donor", source_name="អង្គការ", currency="USD", amount=50_000, date=CHECKED)
            )
        yield store


class PartRobot(Robot):
    """Works on one part of the page."""

    def __init__(self, store: Store, qtbot: QtBot, part: str = "activities") -> None:
        self.store = store
        self.context = Context(store, store.cycles()[0].id)
        self.page = FollowUpPage(self.context)
        qtbot.addWidget(self.page)
        self.page.resize(950, 1800)
        super().__init__(self.page)
        self.page.show_section(part)

    def text(self, name: str) -> str:
        return self.widget(name, Label).text()

    def take_photo(self, name: str, path: Path, qtbot: QtBot) -> PhotoField:
        field = self.widget(name, PhotoField)
        with qtbot.waitSignal(field.committed, timeout=10_000):
            field.choose(path)
        return field

    def end(self) -> None:
        self.page.hide()
        self.context.close()


@pytest.fixture
def robot(store: Store, qtbot: QtBot) -> Iterator[PartRobot]:
    made = PartRobot(store, qtbot)
    yield made
    made.end()


def open_part(robot: PartRobot, part: str) -> None:
    robot.page.show_section(part)
    assert unnamed(robot.page) == []


# -- photos and the story --------------------------------------------------------------------------------------------


def test_a_check_keeps_its_photo_and_two_stand_beside_each_other(
    robot: PartRobot, tmp_path: Path, qtbot: QtBot
) -> None:
    drain = robot.context.cycle.actions[0]
    for day, colour in (("01/03/2026", "red"), ("18/09/2026", "blue")):
        robot.take_photo("check_photo", photo_file(tmp_path / f"{colour}.jpg", colour), qtbot)
        robot.write("check_date", day)
        robot.click("check_store")
    assert [Image.open(io.BytesIO(check.photo or b"")).size for check in drain.checks] == [(800, 600)] * 2
    assert all(b"Ou Thum" not in (check.photo or b"") for check in drain.checks)
    assert robot.widget("check_photo", PhotoField).value() is None, "the form is empty again"
    assert (robot.text("timeline_photos_before_heading"), robot.text("timeline_photos_after_heading")) == (
        "Before",
        "After",
    )
    assert robot.text("timeline_photos_before_words").startswith("01/03/2026")
    before, after = robot.widget("timeline_photos_before", Photo), robot.widget("timeline_photos_after", Photo)
    assert before.isVisible()
    assert after.mapTo(robot.page, after.rect().topLeft()).y() == before.mapTo(robot.page, before.rect().topLeft()).y()
    robot.store.undo()
    robot.store.undo()
    assert not robot.widget("timeline_photos_before").isVisible()


def test_what_is_no_photo_is_said_beside_the_field(robot: PartRobot, tmp_path: Path, qtbot: QtBot) -> None:
    words = tmp_path / "words.jpg"
    words.write_text("hello")
    field = robot.widget("check_photo", PhotoField)
    with qtbot.waitSignal(field.refused, timeout=10_000):
        field.choose(words)
    assert "not a photo" in robot.sentence("check_photo")
    with qtbot.waitSignal(field.refused, timeout=10_000):
        field.choose(tmp_path / "gone.jpg")
    assert "gone.jpg cannot be read" in robot.sentence("check_photo")


def test_a_photo_can_be_dropped_and_taken_away(robot: PartRobot, tmp_path: Path, qtbot: QtBot) -> None:
    field = robot.widget("check_photo", PhotoField)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(photo_file(tmp_path / "one.png")))])
    nothing = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, nothing)
    with qtbot.waitSignal(field.committed, timeout=10_000):
        field.dropEvent(event)
    assert field.value() is not None
    robot.click("check_photo_remove")
    assert field.value() is None


def test_the_story_tells_what_happened_in_its_order(robot: PartRobot) -> None:
    robot.click("check_status_under_way")
    robot.write("check_note", "ជីករួច")
    robot.click("check_store")
    drain = robot.context.cycle.actions[0]
    gift = drain.contributions[0]
    assert robot.text(f"timeline_promised_{gift.id}") == "អង្គការ promised $500.00"
    assert robot.text(f"timeline_promised_{gift.id}_day") == "18/09/2026"
    assert "ជីករួច" in robot.text(f"check_{drain.checks[0].id}").replace("\u200b", "")
    assert robot.text(f"timeline_end_{drain.id}") == "Planned to end: overdue"
    assert robot.text(f"timeline_agreed_{drain.id}") == "Written into the plan"


def test_what_was_carried_forward_shows_its_earlier_rounds_without_changing_them(store: Store, qtbot: QtBot) -> None:
    cycle = store.cycles()[0]
    with store.transaction("Check", cycle=cycle):
        cycle.actions[0].check(CHECKED, "delayed", 20, reason="ភ្លៀង")
    later = cycles.next_round(store, cycle)
    robot = PartRobot(store, qtbot)
    robot.context.cycle_id = later.id
    robot.page.refresh()
    check = cycle.actions[0].checks[0]
    assert "ភ្លៀង" in robot.text(f"check_{check.id}").replace("\u200b", "")
    assert not robot.widget(f"check_{check.id}_remove").isVisible()
    assert "2027" in robot.text(f"timeline_carried_{later.actions[0].id}")
    robot.end()


# -- money -----------------------------------------------------------------------------------------------------------


def test_a_promise_that_came_is_one_click(robot: PartRobot) -> None:
    (promise,) = robot.context.cycle.actions[0].contributions
    robot.click(f"follow_up_contribution_{promise.id}_came")
    assert [gift.state for gift in robot.context.cycle.actions[0].contributions] == ["promised", "received"]
    assert not robot.widget(f"follow_up_contribution_{promise.id}_came").isVisible()
    assert "Received: $500.00." in robot.text("follow_up_contribution_sums")


def test_money_is_added_up_by_source_and_by_activity(robot: PartRobot) -> None:
    open_part(robot, "money")
    assert robot.cell("ledger_sources", 0, 0) == "អង្គការ\nDonor"
    assert [robot.cell("ledger_sources", row, 1) for row in (0, 1)] == ["$500.00", "$500.00"]
    assert robot.cell("ledger_actions", 0, 0).startswith("A.1 ")
    assert robot.text("ledger_sum") == "Promised: $500.00. Received: –. Still to come: $500.00."


def test_contributions_are_imported_in_the_window(robot: PartRobot, tmp_path: Path, qtbot: QtBot) -> None:
    open_part(robot, "money")
    path = written(tmp_path / "gifts.csv", [HEAD, gift_row(amount="4257.33")])
    robot.click("import_open")
    panel = robot.page.section().files  # type: ignore[attr-defined]
    panel.choose("contributions", path)
    qtbot.waitUntil(robot.widget("import_store").isVisible, timeout=10_000)
    robot.click("import_store")
    qtbot.waitUntil(panel.waiting.isHidden, timeout=10_000)
    assert "Received: $4,257.33." in robot.text("ledger_sum")
    panel.save_template("contributions", tmp_path / "ledger.xlsx")
    qtbot.waitUntil((tmp_path / "ledger.xlsx").exists, timeout=10_000)


# -- stories ---------------------------------------------------------------------------------------------------------


def test_a_story_is_written_linked_and_taken_back(robot: PartRobot, tmp_path: Path, qtbot: QtBot) -> None:
    open_part(robot, "stories")
    robot.click("story_begin")
    (story,) = robot.context.cycle.stories
    name = f"story_{story.id}"
    assert robot.focused() == f"{name}_text"
    robot.write(f"{name}_text", "ទឹកមិនលិចទៀតទេ")
    robot.write(f"{name}_text_en", "No more floods")
    robot.take_photo(f"{name}_photo", photo_file(tmp_path / "story.jpg"), qtbot)
    assert (story.words("km"), story.words("en"), story.photo is not None) == ("ទឹកមិនលិចទៀតទេ", "No more floods", True)
    assert unnamed(robot.page) == []
    robot.click(f"{name}_remove")
    assert robot.context.cycle.stories == []
    robot.store.undo()
    assert robot.context.cycle.stories[0].words("en") == "No more floods"


# -- the end of the round --------------------------------------------------------------------------------------------


def test_closing_carries_forward_in_one_click_and_one_undo_takes_it_back(robot: PartRobot, qtbot: QtBot) -> None:
    open_part(robot, "closing")
    assert robot.text("closing_kept") == "0 of 2 promises kept"
    robot.click("closing_carry")
    later = robot.store.cycles()[1]
    assert robot.focused() == "closing_next"
    with qtbot.waitSignal(robot.context.cycle_wanted) as wanted:
        robot.press("Space")
    assert wanted.args == [str(later.id)]
    assert [action.activity for action in later.actions] == ["សង់លូ", "សម្អាត"]
    assert "closed on" in robot.text("closing_state_text")
    robot.store.undo()
    assert len(robot.store.cycles()) == 1
    assert robot.context.cycle.closed_on is None
    assert not robot.widget("closing_next").isVisible()


def test_a_round_is_closed_alone_and_goes_on(robot: PartRobot) -> None:
    open_part(robot, "closing")
    robot.click("closing_close")
    assert robot.context.cycle.closed_on == dt.date.today()
    robot.click("closing_close")
    assert robot.context.cycle.closed_on is None


def test_the_next_round_opens_with_the_promises(store: Store, qtbot: QtBot) -> None:
    cycle = store.cycles()[0]
    with store.transaction("Check", cycle=cycle):
        cycle.actions[1].check(CHECKED, "done", 100, note="ស្អាត")
    later = ending.carry_forward(store, cycle, CHECKED)
    context = Context(store, later.id)
    page = PreparePage(context)
    qtbot.addWidget(page)
    page.resize(950, 900)
    robot = Robot(page)
    assert robot.widget("promises_kept", Label).text() == "1 of 2 promises kept"
    assert robot.cell("promises_table", 0, 1) == "Done"
    assert robot.cell("promises_table", 0, 2) == "ស្អាត"
    assert robot.widget("promises_onward", Label).text() == "Not finished, and in the plan of this round: 1."
    assert unnamed(page) == []
    with store.transaction("Late", cycle=cycle):
        add_action(cycle, "B", "ភ្លេច")
    robot.click("promises_carry")
    assert [action.activity for action in later.actions] == ["សង់លូ", "ភ្លេច"]
    with qtbot.waitSignal(context.wanted) as wanted:
        robot.click("promises_print")
    assert wanted.args == ["print"]
    page.hide()
    context.close()


def test_without_a_plan_the_parts_are_not_offered(robot: PartRobot) -> None:
    with robot.store.transaction("Emptied", cycle=robot.context.cycle):
        robot.context.cycle.actions.clear()
    assert not robot.widget("follow_up_tab_bar").isVisible()
    assert robot.widget("follow_up_plan").isVisible()
