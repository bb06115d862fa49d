"""The history in the window: of the cycle and of one record, filtered, saved; and the check of a paper's code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facilitator import i18n, paper_codes
from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.models import codes, holding
from facilitator.models.codes import IssuedCode
from facilitator.models.history import HistoryEntry
from facilitator.models.meeting import Meeting
from facilitator.models.records import Record
from facilitator.models.store import Store
from facilitator.ui.context import Context
from facilitator.ui.cycle_view import CycleView
from facilitator.ui.pages.code import CodePage
from facilitator.ui.pages.correction_line import CorrectionLine
from facilitator.ui.pages.history import HistoryPage
from facilitator.ui.pages.prepare_typist import typists
from facilitator.ui.widgets.typist_line import TypistLine
from tests.ui.broken_disk import WAYS, BrokenStick
from tests.ui.robots import Robot, unnamed


class ViewRobot(Robot):
    """An open cycle in which three people changed something."""

    def __init__(self, store: Store, qtbot: QtBot) -> None:
        self.store = store
        self.qtbot = qtbot
        self.context = Context(store, store.cycles()[-1].id)
        self.view = CycleView(self.context, "interface", False)
        self.context.setParent(self.view)
        self.view.resize(1366, 768)
        qtbot.addWidget(self.view)
        super().__init__(self.view)

    @property
    def meeting(self) -> Meeting:
        """The interface meeting."""
        return next(each for each in self.context.cycle.meetings if each.stage == "interface")

    @property
    def history(self) -> HistoryPage:
        """The history on show."""
        page = self.view.findChild(HistoryPage)
        assert isinstance(page, HistoryPage)
        return page

    def labels(self) -> list[str]:
        """What the table shows, by the first line of each change."""
        table = self.history.table
        return [table.text_at(row, 2).split("\n")[0] for row in range(table.rowCount())]


@pytest.fixture
def robot(demo_store: Store, qtbot: QtBot) -> Iterator[ViewRobot]:
    made = ViewRobot(demo_store, qtbot)
    cycle, meeting = made.context.cycle, made.meeting
    demo_store.who = "សុខ ចាន់ធី"
    with demo_store.transaction("Finished", cycle=cycle):
        holding.finish(meeting, dt.date(2026, 4, 4))
    demo_store.who = "Heng"
    with demo_store.transaction("Place", cycle=cycle, reason="Typed wrongly"):
        meeting.place = "Pagoda"
    with demo_store.transaction("Title", cycle=cycle):
        cycle.title_en = "Round"
    yield made
    made.context.close()


def test_the_button_in_the_bar_shows_everything_that_was_changed(robot: ViewRobot) -> None:
    robot.click("history")
    assert robot.labels()[:3] == ["Title", "Place", "Finished"]
    assert unnamed(robot.view) == []
    row = robot.history.table
    assert row.text_at(1, 1) == "Heng"
    assert row.text_at(1, 3) == "Typed wrongly"
    assert "→ Pagoda" in row.text_at(1, 2)
    robot.press("Escape")
    assert robot.view.findChild(HistoryPage) is None or not robot.history.isVisible()
    assert robot.widget("page_interface").isVisible()


def test_filters_by_person_by_part_by_correction_and_by_a_word(robot: ViewRobot) -> None:
    robot.click("history")
    page = robot.history
    assert page.who is not None
    page.who.set_value("សុខ ចាន់ធី")
    page.who.committed.emit("សុខ ចាន់ធី")
    assert robot.labels() == ["Finished"]
    page.who.set_value("-")
    page.part.set_value("corrections")
    page.part.committed.emit("corrections")
    assert robot.labels() == ["Place"]
    page.part.set_value("Meetings")
    page.part.committed.emit("Meetings")
    assert robot.labels()[:2] == ["Place", "Finished"]
    page.part.set_value("-")
    robot.write("history_word", "pagoda")
    assert robot.labels() == ["Place"]
    robot.write("history_word", "nothing like it")
    assert robot.labels() == []
    assert robot.widget("history_empty").isVisible()


def test_a_record_has_its_own_history(robot: ViewRobot) -> None:
    robot.context.history_wanted.emit(Record("meeting", str(robot.meeting.id)))
    assert robot.labels()[:2] == ["Place", "Finished"]
    assert "Title" not in robot.labels()
    assert "Interface meeting" in robot.history.about.text()


def test_every_page_with_a_record_leads_to_its_history(robot: ViewRobot) -> None:
    wanted: list[Record | None] = []
    robot.context.history_wanted.connect(wanted.append)
    for stage, name, table in (
        ("interface", "interface_meeting_history", "meeting"),
        ("information", "inputs_history", "service_point"),
        ("criteria", "criteria_history", "service_point"),
        ("scoring", "card_history", "card"),
        ("action_plan", "action_history", "action"),
        ("budget", "budget_history", "budget"),
    ):
        robot.view.show_stage(stage)
        robot.view.focus_page()

        def leads_there(name: str = name, table: str = table) -> bool:
            """The activity on show follows the cursor a little later."""
            robot.widget(name).click()  # type: ignore[attr-defined]
            return wanted[-1] is not None and wanted[-1].table == table

        robot.qtbot.waitUntil(leads_there)
        assert wanted[-1] is not None
        assert wanted[-1].table == table


def test_the_page_follows_changes_and_the_language(robot: ViewRobot, use_language: object) -> None:
    robot.click("history")
    with robot.store.transaction("Newest", cycle=robot.context.cycle):
        robot.context.cycle.title_en = "T"
    assert robot.labels()[0] == "Newest"
    i18n.use_language("km")
    robot.view.show_history()
    assert "២០" in robot.history.table.text_at(0, 0)


def test_what_is_shown_is_saved_as_a_paper(robot: ViewRobot, tmp_path: Path) -> None:
    robot.click("history")
    page = robot.history
    before = {entry.code for entry in robot.store.all(IssuedCode)}
    page.save_to(tmp_path / "all")
    robot.qtbot.waitUntil(lambda: bool(page.remark.text()))
    assert (tmp_path / "all.pdf").read_bytes().startswith(b"%PDF")
    assert [entry.paper for entry in robot.store.all(IssuedCode) if entry.code not in before] == ["history"]
    page.remark.say("")
    robot.write("history_word", "pagoda")
    page.save_to(tmp_path / "one.pdf")
    robot.qtbot.waitUntil(lambda: bool(page.remark.text()))
    assert len((tmp_path / "one.pdf").read_bytes()) < len((tmp_path / "all.pdf").read_bytes())
    assert len(robot.store.all(IssuedCode)) == len(before) + 1


def test_older_changes_come_when_they_are_asked_for(robot: ViewRobot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facilitator.ui.pages.history.AT_FIRST", 2)
    robot.click("history")
    assert len(robot.labels()) == 2
    robot.click("history_more")
    assert len(robot.labels()) == min(4, len(robot.store.all(HistoryEntry)))


def test_a_code_is_checked_in_the_window(robot: ViewRobot) -> None:
    job = next(papers.jobs(robot.store, robot.context.cycle, "minutes"))
    issues = list(job.issue(job.document()))
    codes.keep(robot.store, issues)
    robot.view.show_stage("print")
    robot.click("ask_code")
    page = robot.view.findChild(CodePage)
    assert isinstance(page, CodePage)
    assert unnamed(robot.view) == []
    robot.write("paper_code", paper_codes.shown(issues[0].code).lower())
    robot.click("check_code")
    assert " matches: " in page.answer.text()
    with robot.store.transaction("Place", cycle=robot.context.cycle, reason="Wrong again"):
        robot.meeting.place = "School"
    assert "corrected since (on " in page.answer.text()
    robot.write("paper_code", "0000-0000-0001")
    robot.press("Enter")
    assert "is not the code of a paper" in page.answer.text()
    robot.click("code_back")
    assert robot.widget("page_print").isVisible()


@pytest.mark.parametrize(
    ("stage", "name"), [("interface", "points"), ("information", "inputs"), ("criteria", "criteria")]
)
def test_what_a_finished_session_left_behind_asks_why_above_the_fields(robot: ViewRobot, stage: str, name: str) -> None:
    cycle = robot.context.cycle
    with robot.store.transaction("All finished", cycle=cycle, reason="for the test"):
        for meeting in cycle.meetings:
            if meeting.stage == stage:
                meeting.closed_on, meeting.correcting = dt.date(2026, 4, 4), ""
    robot.view.show_stage(stage)
    line = robot.view.findChild(CorrectionLine, f"{name}_correction")
    assert isinstance(line, CorrectionLine)
    line.refresh()
    assert "Corrections need a reason" in line.state.text()
    line.reason.set_value("")
    line.reason_field.editor.committed.emit("One word was missing")
    newest = robot.store.all(HistoryEntry)[-1]
    assert (newest.label, newest.reason) == ("Meeting opened for correction", "One word was missing")
    line.refresh()
    assert "Open for a correction" in line.state.text()
    line.finish.click()
    assert robot.store.all(HistoryEntry)[-1].label == "Meeting finished"


def test_at_the_start_a_line_asks_who_is_typing(robot: ViewRobot) -> None:
    robot.view.ask_who()
    line = robot.view.findChild(TypistLine)
    assert isinstance(line, TypistLine)
    assert unnamed(robot.view) == []
    names = typists(robot.context.cycle)
    assert len(names) > 1
    told: list[str] = []
    robot.context.typist_chosen.connect(told.append)
    robot.click("typist_2")
    assert (robot.store.who, told) == (names[1], [names[1]])
    assert not line.isVisible()
    with robot.store.transaction("Title", cycle=robot.context.cycle):
        robot.context.cycle.title_en = "By the second"
    assert robot.store.all(HistoryEntry)[-1].who == names[1]


def test_the_line_goes_with_its_cross_and_is_not_asked_where_only_one_types(robot: ViewRobot) -> None:
    robot.view.ask_who()
    robot.click("typist_later")
    assert robot.store.who == "Heng"
    with robot.store.transaction("One facilitator", cycle=robot.context.cycle):
        for person in robot.context.cycle.people[1:]:
            person.role = "other"
        robot.context.cycle.people[0].role, robot.context.cycle.people[0].name = "facilitator", "Heng"
    robot.view.ask_who()
    assert not [each for each in robot.view.findChildren(TypistLine) if each.isVisible()]


@WAYS
def test_a_history_that_cannot_be_saved_is_a_sentence(
    robot: ViewRobot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    robot.click("history")
    page = robot.history
    stick = BrokenStick(monkeypatch, tmp_path / "stick", way)
    before = len(robot.store.all(IssuedCode))
    page.save_to(stick.folder / "all.pdf")
    robot.qtbot.waitUntil(page.save.isEnabled)
    stick.check(page.remark.text())
    assert len(robot.store.all(IssuedCode)) == before


def test_a_code_that_cannot_be_kept_is_a_sentence(
    robot: ViewRobot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_what: object) -> None:
        raise UserError("There is no room left for the record.")

    robot.click("history")
    monkeypatch.setattr("facilitator.ui.pages.history.codes.keep", full)
    robot.history.save_to(tmp_path / "all.pdf")
    robot.qtbot.waitUntil(robot.history.save.isEnabled)
    assert "no room left" in robot.history.remark.text()
