"""Meeting mode: what the room sees, what is typed meanwhile, and everything by keyboard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator import i18n
from facilitator.models.cycle import Cycle
from facilitator.models.meeting import Meeting
from facilitator.models.results import Results
from facilitator.models.scorecard import Remark
from facilitator.models.store import Store
from facilitator.ui.context import Context
from facilitator.ui.meeting import agenda, letters, slides
from facilitator.ui.meeting.clock import Clock
from facilitator.ui.meeting.mode import MeetingMode
from facilitator.ui.meeting.paper import MinutesWindow
from facilitator.ui.meeting.pictures import Columns, ScorePicture
from facilitator.ui.meeting.screens import Places, choose
from facilitator.ui.meeting.slide_view import Words
from facilitator.ui.meeting.slides import CriterionSlide
from facilitator.ui.pages.interface import InterfacePage
from tests.samples import add_commune, add_cycle, vote
from tests.ui.robots import KEYS, Robot, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LAPTOP, PROJECTOR = QRect(0, 0, 1366, 768), QRect(1366, 0, 1024, 768)
ENDS = {"Home": Qt.Key.Key_Home, "End": Qt.Key.Key_End}
LEAST = 38
"""28 points in pixels at 96 dots per inch, rounded up."""


class Hand:
    """A clock that is turned by hand, in seconds."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


class MeetingRobot(Robot):
    """Leads a meeting with the keyboard, and looks at the room's screen."""

    def __init__(self, store: Store, qtbot: QtBot) -> None:
        self.store, self.hand = store, Hand()
        self.context = Context(store, self.cycle.id)
        self.mode = MeetingMode(self.context, self.cycle.meetings[0].id, Clock(self.hand))
        qtbot.addWidget(self.mode)
        self.mode.resize(1024, 768)
        super().__init__(self.mode)
        self.mode.setFocus()
        QApplication.processEvents()

    @property
    def cycle(self) -> Cycle:
        return self.store.cycles()[0]

    @property
    def meeting(self) -> Meeting:
        return self.cycle.meetings[0]

    def key(self, *names: str) -> None:
        """Press keys by the names of `KEYS`, or `Home` and `End`."""
        for name in names:
            if name in ENDS:
                focused = QApplication.focusWidget()
                assert focused is not None
                QTest.keyClick(focused, ENDS[name])
            else:
                self.press(name)
            QApplication.processEvents()

    def on_show(self) -> str:
        """The key of the slide on show."""
        return self.mode.run.slide.key.partition("_")[0]

    def words(self) -> list[str]:
        """What is written on the room's screen."""
        return [label.text().replace("\u200b", "") for label in self.mode.room.sheet.findChildren(Words)]

    def criterion(self, number: int = 0) -> int:
        return self.cycle.service_points[0].criteria[number].id


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "room.db") as store:
        cycle = add_cycle(store, add_commune(store))
        point = cycle.service_points[0]
        vote(store, point, {3: 4, 4: 4})
        vote(store, point, {5: 4}, side="providers")
        vote(store, point, {1: 3}, criterion=1)
        vote(store, point, {5: 4}, criterion=1, side="providers")
        with store.transaction("Meeting", cycle=cycle):
            meeting = Meeting(stage="interface", date=dt.date(2026, 4, 3), place="សាលាឃុំ")
            cycle.meetings.append(meeting)
            meeting.people_of("citizens").count(total=30)
            point.remarks.append(
                Remark(criterion=point.criteria[0], kind="suggestion", text="បិទម៉ោងធ្វើការ", selected=True)
            )
        yield store


@pytest.fixture
def robot(store: Store, qtbot: QtBot) -> Iterator[MeetingRobot]:
    made = MeetingRobot(store, qtbot)
    yield made
    made.mode.close()
    made.context.close()


# -- screens, clock, letters ------


def test_one_screen_has_to_do_for_both() -> None:
    assert choose([LAPTOP], 0) == Places(LAPTOP, None)


def test_a_projector_that_shows_the_same_picture_is_no_second_screen() -> None:
    assert choose([LAPTOP, QRect(0, 0, 1024, 768)], 0) == Places(LAPTOP, None)


def test_the_room_gets_the_largest_other_screen() -> None:
    small = QRect(-800, 0, 800, 600)
    assert choose([small, LAPTOP, PROJECTOR], 1) == Places(LAPTOP, PROJECTOR)
    assert choose([LAPTOP, PROJECTOR], 0, swapped=True) == Places(PROJECTOR, LAPTOP)


def test_the_clock_counts_the_point_on_show_and_rests_in_a_break() -> None:
    hand = Hand()
    clock = Clock(hand)
    hand.time = 500
    clock.enter("one")
    hand.time += 130
    clock.enter("two")
    clock.rest(True)
    hand.time += 1000
    clock.rest(False)
    hand.time += 30
    assert (clock.minutes("one"), clock.minutes("two"), clock.minutes("three")) == (2, 0, 0)
    assert clock.share("two", 1) == 0.5
    assert clock.share("one", 1) == 1.0


def test_minutes_are_shared_out_among_the_criteria() -> None:
    assert [agenda.minutes_each(n) for n in (0, 3, 10, 60)] == [0, agenda.LONGEST, 11, agenda.SHORTEST]


@pytest.mark.usefixtures("qapp")
def test_letters_grow_with_the_screen_and_shrink_with_the_text() -> None:
    assert letters.body(768, 96) == LEAST
    assert letters.body(1080, 96) == 54
    assert letters.fitting("ខ្លី", 900, 76, LEAST, 1) == 76
    assert letters.fitting("words " * 60, 900, 76, LEAST, 2) == LEAST


# -- what the room sees ------


def test_a_room_never_sees_scores_that_are_not_public(store: Store) -> None:
    cycle = store.cycles()[0]
    with pytest.raises(ValueError, match="public"):
        slides.make(cycle.meetings[0], Results(store, cycle, look_back=False))


def test_the_score_of_a_small_group_is_not_shown(robot: MeetingRobot) -> None:
    robot.mode.turn_to(3)
    slide = robot.mode.run.slide
    assert isinstance(slide, CriterionSlide)
    assert (slide.citizens.shown, slide.citizens.score.bands, slide.gap) == ("–", (), "")
    assert "Citizens · Not shown: too few people scored" in robot.words()
    assert robot.mode.room.sheet.findChildren(Columns) == []


def test_both_scores_stand_side_by_side(robot: MeetingRobot) -> None:
    robot.mode.turn_to(2)
    pictures = robot.mode.room.sheet.findChildren(ScorePicture)
    assert [picture.accessibleName() for picture in pictures] == ["3.5", "5"]
    assert [each.accessibleName() for each in robot.mode.room.sheet.findChildren(Columns)] == ["0, 0, 4, 4, 0"]
    assert {"Citizens · median, n = 8", "Providers", "Gap: +1.5", "• បិទម៉ោងធ្វើការ"} <= set(robot.words())


def test_marks_have_their_bands_named_and_the_whole_number(tmp_path: Path) -> None:
    with Store.create(tmp_path / "marks.db") as store:
        cycle = add_cycle(store, add_commune(store))
        with store.transaction("Marks", cycle=cycle):
            cycle.set_scale("0-100")
            cycle.meetings.append(Meeting(stage="interface"))
        vote(store, cycle.service_points[0], {20: 5, 70: 10})
        slide = slides.make(cycle.meetings[0], Results(store, cycle, public=True, look_back=False))[2]
        assert isinstance(slide, CriterionSlide)
        assert (slide.citizens.score.bands, slide.citizens.bands) == ((5, 0, 10), ("≤ 39", "40–60", "≥ 61"))


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize("size", [(1024, 768), (1366, 768)])
def test_long_texts_stay_large_and_inside_the_screen(
    store: Store, qtbot: QtBot, language: str, size: tuple[int, int]
) -> None:
    i18n.use_language(language)
    cycle = store.cycles()[0]
    point = cycle.service_points[0]
    with store.transaction("Long", cycle=cycle):
        point.name_km = point.name_en = "មណ្ឌលសុខភាព" * 8
        for criterion in point.criteria:
            criterion.text_km = "ចំនួនបុគ្គលិកដែលមានវត្តមានធ្វើការ" * 5
            criterion.text_en = "Staff" * 40
        said = cycle.meetings[0].point(point.criteria[0])
        said.citizens_said, said.agreed = "បុគ្គលិកមកយឺត " * 40, "https://example.org/" + "long" * 60
        cycle.meetings[0].decisions = "ព្រមព្រៀងគ្នា" * 60
    robot = MeetingRobot(store, qtbot)
    robot.mode.resize(*size)
    for place in range(len(robot.mode.run.slides)):
        robot.mode.turn_to(place)
        QApplication.processEvents()
        sheet = robot.mode.room.sheet
        assert sheet.width() <= robot.mode.width()
        for label in sheet.findChildren(Words):
            assert label.fontInfo().pixelSize() >= LEAST
            assert label.minimumSizeHint().width() <= label.width()
            assert label.heightForWidth(label.width()) <= label.height()
    robot.mode.close()
    robot.context.close()


def test_what_does_not_fit_is_read_on_by_key_and_then_comes_the_next_slide(store: Store, robot: MeetingRobot) -> None:
    with store.transaction("Long", cycle=robot.cycle):
        robot.meeting.point(robot.cycle.service_points[0].criteria[0]).agreed = "ព្រមព្រៀងគ្នា " * 60
    robot.mode.turn_to(2)
    QApplication.processEvents()
    assert robot.mode.room.foot.more
    keys = 0
    while robot.mode.run.place == 2:
        robot.key("Down")
        keys += 1
    assert 2 < keys < 20
    assert robot.mode.run.place == 3


# -- a whole meeting by keyboard ------


def test_keys_turn_and_black(robot: MeetingRobot) -> None:
    robot.key("Right", "Space")
    assert robot.on_show() == "criterion"
    robot.key("PageUp", "Left")
    assert robot.on_show() == "title"
    robot.key("End")
    assert robot.on_show() == "closing"
    robot.key("b")
    assert robot.mode.room.is_black()
    robot.key("b")
    assert not robot.mode.room.is_black()
    robot.key("b", "Escape")
    assert not robot.mode.room.is_black()
    robot.key("Home")
    assert robot.on_show() == "title"
    robot.key("Escape")
    assert not robot.mode.isVisible()


def test_a_whole_meeting_is_written_down_by_keyboard(robot: MeetingRobot) -> None:
    robot.key("PageDown", "PageDown")
    QTest.keyClick(robot.mode, KEYS["F2"])
    assert robot.focused() == "meeting_citizens_said"
    robot.type("មកយឺត")
    robot.key("Tab")
    robot.type("ផ្លូវអាក្រក់")
    robot.key("Tab")
    robot.type("មកម៉ោង ៧")
    robot.key("Ctrl+D")
    assert [action.activity for action in robot.cycle.actions] == ["មកម៉ោង ៧"]
    assert {"“មកយឺត”", "“ផ្លូវអាក្រក់”", "មកម៉ោង ៧", "→ B.1 មកម៉ោង ៧"} <= set(robot.words())
    robot.key("PageDown")
    assert robot.widget("desk_screens").currentRow() == 3  # type: ignore[attr-defined]
    robot.type("បុគ្គលិកតិច")
    robot.key("PageDown")
    first, second = robot.meeting.agreed_points
    assert (first.citizens_said, first.agreed) == ("មកយឺត", "មកម៉ោង ៧")
    assert second.agreed == "បុគ្គលិកតិច"
    robot.key("Escape", "End", "F2")
    assert robot.focused() == "meeting_decisions"
    robot.type("ជួបគ្នាម្តងទៀត")
    robot.key("Tab")
    robot.type("៤/៥/២០២៦")
    robot.key("Tab")
    assert (robot.meeting.decisions, robot.meeting.next_date) == ("ជួបគ្នាម្តងទៀត", dt.date(2026, 5, 4))
    assert "4 May 2026" in robot.words()


def test_the_words_of_one_criterion_do_not_stay_for_the_next(robot: MeetingRobot) -> None:
    robot.mode.turn_to(2)
    robot.mode.switch()
    robot.type("មកយឺត")
    robot.key("PageDown")
    assert robot.mode.desk.said.editors["citizens_said"].value() == ""
    assert robot.mode.run.place == 3
    robot.key("PageUp")
    assert robot.mode.desk.said.editors["citizens_said"].value() == "មកយឺត"


def test_undo_takes_the_last_words_back_everywhere(robot: MeetingRobot) -> None:
    robot.mode.turn_to(2)
    robot.mode.switch()
    robot.type("មកយឺត")
    robot.key("Tab")
    robot.mode.undo()
    QApplication.processEvents()
    assert robot.meeting.agreed_points == []
    assert robot.mode.desk.said.editors["citizens_said"].value() == ""
    assert "“មកយឺត”" not in robot.words()
    robot.mode.redo()
    assert "“មកយឺត”" in robot.words()


def test_activities_are_drafted_from_suggestions_and_in_words_of_their_own(robot: MeetingRobot) -> None:
    robot.mode.turn_to(2)
    robot.mode.switch()
    robot.key("Ctrl+PageDown")
    assert robot.focused() == "meeting_activity"
    (remark,) = robot.cycle.service_points[0].remarks
    robot.click(f"meeting_keep_remark_{remark.id}")
    robot.type("បិទតម្លៃ")
    robot.key("Enter")
    assert robot.on_show() == "criterion"
    first, second = robot.cycle.actions
    assert (first.activity, [origin.remark for origin in first.origins]) == ("បិទម៉ោងធ្វើការ", [remark])
    assert [link.criterion_id for link in second.criteria] == [robot.criterion()]
    robot.write(f"meeting_lead_{second.id}", "ប្រធានមណ្ឌល")
    robot.write(f"meeting_end_{second.id}", "later")
    assert "is not a date" in robot.sentence(f"meeting_planned_{second.id}")
    robot.write(f"meeting_end_{second.id}", "៣១/១២/២០២៦")
    assert (second.lead, second.end) == ("ប្រធានមណ្ឌល", dt.date(2026, 12, 31))
    robot.mode.setFocus()
    robot.key("End", "PageUp")
    assert "ប្រធានមណ្ឌល · 31/12/2026" in robot.words()


def test_people_are_counted_only_when_somebody_asks_for_it(robot: MeetingRobot) -> None:
    assert not robot.mode.desk.area.isVisible()
    robot.key("F2")
    assert robot.mode.desk.people.people.counts.isVisible()
    robot.key("Ctrl+A")
    robot.type("៤១")
    robot.key("Tab")
    assert robot.meeting.people_of("citizens").total == 41


def test_the_strip_can_be_hidden(robot: MeetingRobot) -> None:
    robot.mode.turn_to(2)
    low = robot.mode.room.height()
    robot.mode.fold()
    QApplication.processEvents()
    assert robot.mode.room.height() > low
    robot.mode.fold()
    assert robot.mode.desk.isVisible()


def test_the_time_grows_quietly(robot: MeetingRobot) -> None:
    robot.hand.time += 15 * 60
    robot.mode.show_time()
    assert robot.mode.room.foot.share == 0.0, "people are still coming"
    robot.key("PageDown")
    robot.hand.time += 5 * 60
    robot.mode.show_time()
    assert robot.mode.room.foot.share == 0.5
    assert robot.mode.desk.time.text() == "5 of 10 min"
    robot.mode.rest()
    assert robot.mode.desk.time.text() == "5 of 10 min · break"


def test_a_finished_meeting_is_closed_to_typing(store: Store, robot: MeetingRobot) -> None:
    with store.transaction("Finished", cycle=robot.cycle):
        robot.meeting.closed_on = dt.date(2026, 4, 4)
    robot.mode.turn_to(2)
    assert not robot.mode.desk.said.editors["agreed"].isEnabled()
    robot.mode.turn_to(99)
    assert not robot.mode.desk.closing.decisions.isEnabled()


# -- two screens ------


def test_with_two_screens_the_room_has_its_own(robot: MeetingRobot) -> None:
    robot.mode.arrange(Places(QRect(0, 0, 700, 600), QRect(0, 0, 640, 480)))
    window = robot.mode.room_window
    assert window is not None
    assert window.isAncestorOf(robot.mode.room)
    assert robot.mode.desk.screens.isVisible()
    QTest.keyClick(window, KEYS["PageDown"])
    assert robot.on_show() == "agenda"
    robot.click("desk_screens")
    robot.mode.desk.screens.setCurrentRow(2)
    robot.mode.desk.screens.itemActivated.emit(robot.mode.desk.screens.item(2))
    assert robot.on_show() == "criterion"
    assert robot.mode.desk.activities.isVisible()
    assert unnamed(window) == []
    robot.mode.arrange(Places(QRect(0, 0, 700, 600), None))
    assert robot.mode.room_window is None
    assert robot.mode.isAncestorOf(robot.mode.room)
    assert not robot.mode.desk.screens.isVisible()


def test_everything_has_a_name(robot: MeetingRobot) -> None:
    robot.mode.turn_to(2)
    robot.mode.desk.step(1)
    assert unnamed(robot.mode) == []


# -- in and out ------


@pytest.mark.parametrize(("room", "copy"), [(None, "public"), (QRect(0, 0, 640, 480), "meeting")])
def test_the_minutes_are_shown_as_they_will_be_printed_and_in_full_to_the_desk_alone(
    robot: MeetingRobot, qtbot: QtBot, room: QRect | None, copy: str
) -> None:
    robot.mode.arrange(Places(QRect(0, 0, 700, 600), room))
    robot.mode.show_minutes()
    window = robot.mode.minutes
    assert isinstance(window, MinutesWindow)
    qtbot.waitUntil(lambda: window.paper.preview.pages > 0, timeout=20_000)
    assert window.paper.file_name.startswith(f"minutes_010201_2026-1_en_{copy}")
    assert window.paper.print_button.isEnabled()
    robot.mode.arrange(Places(QRect(0, 0, 700, 600), None))
    assert not window.isVisible(), "the room sees this screen now"


def test_undoing_the_meeting_itself_ends_the_mode(store: Store, qtbot: QtBot) -> None:
    cycle = store.cycles()[0]
    with store.transaction("Meeting", cycle=cycle):
        cycle.meetings.append(Meeting(stage="interface"))
    context = Context(store, cycle.id)
    mode = MeetingMode(context, cycle.meetings[-1].id)
    qtbot.addWidget(mode)
    mode.show()
    store.undo()
    assert not mode.isVisible()
    context.close()


def test_the_page_opens_the_mode_and_writes_down_a_meeting_first(store: Store, qtbot: QtBot) -> None:
    cycle = store.cycles()[0]
    with store.transaction("None", cycle=cycle):
        cycle.meetings.clear()
    context = Context(store, cycle.id)
    page = InterfacePage(context)
    qtbot.addWidget(page)
    robot = Robot(page)
    robot.click("show_meeting")
    assert page.mode is not None
    assert page.mode.isFullScreen()
    assert [meeting.stage for meeting in cycle.meetings] == ["interface"]
    page.mode.close()
    assert page.mode is None
    context.close()
