"""The results page tells what the votes say, side by side, and hides in its public view what would expose people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from facilitator.models.cycle import Person
from facilitator.models.scorecard import Criterion
from facilitator.models.store import Store
from facilitator.ui.context import Context
from facilitator.ui.pages.results import ResultsPage
from facilitator.ui.pages.results_section import ResultSection
from facilitator.ui.pages.results_work import ResultsWork
from facilitator.ui.tables.results import ResultTable, ResultView
from facilitator.ui.widgets.basic import Banner
from tests.samples import add_commune, add_cycle, vote
from tests.ui.broken_disk import WAYS, BrokenStick
from tests.ui.robots import Robot, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "results.db") as store:
        add_cycle(store, add_commune(store))
        yield store


class ResultsRobot(Robot):
    """Reads the tables aloud."""

    def __init__(self, store: Store, qtbot: QtBot) -> None:
        cycle = store.cycles()[-1]
        self.context = Context(store, cycle.id)
        self.page = ResultsPage(self.context)
        qtbot.addWidget(self.page)
        self.page.resize(760, 1600)
        self.qtbot = qtbot
        super().__init__(self.page)
        self.rest()

    def rest(self) -> None:
        """Wait until everything is worked out."""
        self.qtbot.waitUntil(lambda: self.page.idle, timeout=60_000)

    def click(self, name: str, at: QPoint | None = None) -> None:
        super().click(name, at)
        self.rest()

    def says(self, table: str, row: int, column: int) -> str:
        """A cell as it is read aloud."""
        shown = self.widget(f"table_{table}", ResultView).model()
        assert isinstance(shown, ResultTable)
        cell = shown.cell(shown.index(row, column))
        return cell.spoken or cell.text

    def hover(self, table: str, row: int, column: int) -> str:
        """What a cell says when the mouse rests on it."""
        shown = self.widget(f"table_{table}", ResultView).model()
        return str(shown.data(shown.index(row, column), Qt.ItemDataRole.ToolTipRole))

    def criteria(self) -> list[str]:
        """The numbers of the criteria in the order on show."""
        rows = self.widget("table_sides", ResultView).model().rowCount()
        return [self.cell("table_sides", row, 0).partition(".")[0] for row in range(rows)]

    def headings(self, table: str) -> list[str]:
        shown = self.widget(f"table_{table}", ResultView).model()
        assert isinstance(shown, ResultTable)
        return [heading.replace("\u200b", "") for heading in shown.headings()]

    def close(self) -> None:
        self.context.close()


def test_both_sides_stand_beside_each_other_with_their_gap(store: Store, qtbot: QtBot) -> None:
    point = store.cycles()[0].service_points[0]
    vote(store, point, {2: 6, 3: 4}, group="women")
    vote(store, point, {3: 8}, group="men", village=1)
    vote(store, point, {4: 3, 5: 3}, side="providers")
    robot = ResultsRobot(store, qtbot)
    assert robot.headings("sides") == [
        "Criterion",
        "Gap",
        "Citizens",
        "Providers",
        "Citizens' votes",
    ]
    assert robot.says("sides", 0, 1) == "Providers score 1.5 higher"
    assert robot.cell("table_sides", 0, 1) == "+1.5"
    assert robot.says("sides", 0, 2) == "median 3, n = 18, 0% satisfied"
    assert robot.says("sides", 0, 3) == "median 4.5, n = 6"
    assert robot.says("sides", 0, 4) == "step 1: 0, step 2: 6, step 3: 12, step 4: 0, step 5: 0"
    assert robot.says("sides", 1, 2) == "no score"
    hover = robot.hover("sides", 0, 2)
    for part in ("n = 18", "33% dissatisfied", "mean 2.7", "step 2: 6", "the median of each person's score"):
        assert part in hover
    robot.click("copy_meeting")
    assert robot.headings("sides")[4] == "Votes: citizens above, providers below"
    assert robot.says("sides", 0, 3) == "median 4.5, n = 6, 100% satisfied"
    assert "Providers: step 1: 0, step 2: 0, step 3: 0, step 4: 3, step 5: 3" in robot.hover("sides", 0, 4)
    robot.close()


def test_an_agreed_score_has_neither_n_nor_distribution(store: Store, qtbot: QtBot) -> None:
    point = store.cycles()[0].service_points[0]
    vote(store, point, {4: 1}, method="consensus")
    vote(store, point, {2: 1}, side="providers", method="consensus")
    robot = ResultsRobot(store, qtbot)
    assert robot.says("sides", 0, 2) == "agreed score 4"
    assert robot.says("sides", 0, 3) == "agreed score 2"
    assert robot.says("sides", 0, 4) == "agreed"
    robot.close()


def test_villages_and_groups_have_their_columns(store: Store, qtbot: QtBot) -> None:
    point = store.cycles()[0].service_points[0]
    vote(store, point, {2: 10}, group="women", village=0)
    vote(store, point, {4: 10}, group="men", village=1)
    vote(store, point, {2: 7}, group="women", village=0, breakdown="youth")
    robot = ResultsRobot(store, qtbot)
    assert robot.headings("villages") == ["Criterion", "All villages", "Village 1", "Village 2", "Village 3"]
    assert [robot.says("villages", 0, column) for column in (1, 2, 4)] == [
        "median 3, n = 20, 50% satisfied",
        "median 2, n = 10, 0% satisfied",
        "no score",
    ]
    assert robot.headings("groups") == ["Criterion", "All", "Youth (15–30)", "Women", "Men"]
    assert robot.says("groups", 0, 2) == "Hidden: too few people"
    robot.click("copy_meeting")
    assert robot.says("groups", 0, 2) == "median 2, n = 7, 0% satisfied"
    robot.close()


def test_the_public_view_hides_small_groups_and_says_so(store: Store, qtbot: QtBot) -> None:
    point = store.cycles()[0].service_points[0]
    vote(store, point, {2: 12}, group="women", village=0)
    vote(store, point, {4: 3}, group="women", village=1)
    vote(store, point, {4: 9}, group="women", village=2)
    robot = ResultsRobot(store, qtbot)
    banner = robot.widget("who_may_see", Banner)
    assert robot.says("villages", 0, 3) == "Hidden: too few people"
    assert "fewer than 5 people" in banner.text()
    robot.click("copy_meeting")
    assert robot.says("villages", 0, 3) == "median 4, n = 3, 100% satisfied"
    assert "not for posting" in banner.text()
    robot.page.hide()
    robot.page.show()
    robot.rest()
    assert robot.says("villages", 0, 3) == "Hidden: too few people"
    robot.close()


def test_the_criteria_stand_in_the_order_that_a_key_asks_for(store: Store, qtbot: QtBot) -> None:
    old = store.cycles()[0]
    new = add_cycle(store, old.commune, year=2027)
    with store.transaction("A third"):
        for cycle in (old, new):
            point = cycle.service_points[0]
            point.criteria.append(Criterion(key="third", text_km="ទីបី", text_en="Third", position=2))
    for place, (before, now, providers) in enumerate(
        (({3: 9}, {3: 9}, 5), ({4: 9}, {1: 4, 2: 5}, 2), ({2: 9}, {1: 5, 5: 5}, 3))
    ):
        vote(store, old.service_points[0], before, criterion=place)
        vote(store, new.service_points[0], now, criterion=place)
        vote(store, new.service_points[0], {providers: 6}, criterion=place, side="providers")
    robot = ResultsRobot(store, qtbot)
    found = {}
    for key in ("1", "2", "3", "4", "5"):
        robot.press(key)
        robot.rest()
        found[key] = robot.criteria()
    assert found == {"1": list("123"), "2": list("213"), "3": list("123"), "4": list("312"), "5": list("213")}
    assert "People are split" in robot.cell("table_sides", 2, 0)
    robot.close()


def test_the_page_is_there_at_once_and_its_scores_follow(store: Store, qtbot: QtBot) -> None:
    point = store.cycles()[0].service_points[0]
    for criterion in (0, 1):
        vote(store, point, {3: 9}, criterion=criterion)
    robot = ResultsRobot(store, qtbot)
    assert robot.says("sides", 0, 2).startswith("median 3")
    with store.transaction("Another scale of privacy"):
        point.cycle.k = 4
    assert robot.says("sides", 0, 2) == robot.says("sides", 1, 2) == "This is being worked out."
    assert not robot.widget("save_sides").isEnabled()
    qtbot.waitUntil(lambda: robot.says("sides", 0, 2).startswith("median 3,"))
    robot.rest()
    assert robot.says("sides", 1, 2).startswith("median 3, ")
    assert robot.widget("save_sides").isEnabled()
    robot.close()


def test_a_vote_takes_the_scores_of_its_criterion_only(store: Store, qtbot: QtBot) -> None:
    point = store.cycles()[0].service_points[0]
    for criterion in (0, 1):
        vote(store, point, {3: 9}, criterion=criterion)
        vote(store, point, {3: 2}, criterion=criterion, village=1)
    robot = ResultsRobot(store, qtbot)
    sheet = next(card for card in point.cards if card.village_code).sheets[0]
    with store.transaction("Votes", cycle=point.cycle):
        sheet.set(point.criteria[0], 5, 20)
    assert robot.says("sides", 0, 2) == "This is being worked out."
    assert robot.says("sides", 1, 2).startswith("median 3, n = 11")
    robot.rest()
    assert robot.says("sides", 0, 2).startswith("median 5, n = 31")
    store.undo()
    robot.rest()
    assert robot.says("sides", 0, 2).startswith("median 3, n = 11")
    with store.transaction("A person", cycle=point.cycle):
        point.cycle.people.append(Person(name="Sok", role="facilitator"))
    assert robot.page.idle
    robot.close()


def test_results_are_there_before_they_are_asked_for(store: Store, qtbot: QtBot) -> None:
    point = store.cycles()[0].service_points[0]
    vote(store, point, {3: 9})
    context = Context(store, point.cycle.id)
    work = ResultsWork.of(context)
    assert ResultsWork.of(context) is work
    work.begin_ahead()
    qtbot.waitUntil(lambda: work.idle)
    page = ResultsPage(context)
    qtbot.addWidget(page)
    page.show()
    shown = page.sides.table.cell_at(0, 2)
    assert shown.spoken.startswith("median 3, n = 9")
    vote(store, point, {4: 30})
    context.close()
    assert work.idle


def test_what_is_hidden_is_kept_as_soon_as_it_is_worked_out(store: Store, qtbot: QtBot) -> None:
    point = store.cycles()[0].service_points[0]
    vote(store, point, {3: 9})
    vote(store, point, {4: 3}, village=1)
    context = Context(store, point.cycle.id)
    work = ResultsWork.of(context)
    kept = partial(store.session.scalar, text("SELECT count(*) FROM hiding"))
    store.backups_paused = True
    work.begin_ahead()
    qtbot.waitUntil(lambda: work.idle)
    assert kept() == 0
    store.backups_paused = False
    work.begin_ahead()
    qtbot.waitUntil(lambda: work.idle)
    assert kept() == 1
    store.undo()
    assert kept() == 0
    context.close()


def test_the_tables_are_filled_before_the_page_is_asked_for(store: Store, qtbot: QtBot) -> None:
    point = store.cycles()[0].service_points[0]
    vote(store, point, {3: 9})
    vote(store, point, {4: 3}, village=1)
    context = Context(store, point.cycle.id)
    page = ResultsPage(context)
    qtbot.addWidget(page)
    page.work.begin_ahead()
    qtbot.waitUntil(lambda: page.work.idle)
    assert not page.isVisible()
    assert page.sides.table.cell_at(0, 2).spoken.startswith("median 3, n = 12")
    assert page.villages.table.cell_at(0, 3).spoken == "Hidden: too few people"
    vote(store, point, {5: 30})
    page.show()
    assert page.sides.table.cell_at(0, 2).spoken == "This is being worked out."
    qtbot.waitUntil(lambda: page.sides.table.cell_at(0, 2).score is not None)
    assert page.sides.table.cell_at(0, 2).spoken.startswith("median 5, n = 33")
    context.close()


def test_a_picture_is_copied_and_saved_with_its_view_and_method(store: Store, qtbot: QtBot, tmp_path: Path) -> None:
    vote(store, store.cycles()[0].service_points[0], {3: 6, 4: 6})
    robot = ResultsRobot(store, qtbot)
    robot.click("copy_sides")
    assert _yellow(QGuiApplication.clipboard().image())
    section = robot.widget("results_sides", ResultSection)
    section.save_to(tmp_path / "one")
    section.save_to(tmp_path / "two.svg")
    assert _yellow(QImage(str(tmp_path / "one.png")))
    drawn = (tmp_path / "two.svg").read_text("utf-8")
    assert "<text" not in drawn  # letters are outlines, so that no viewer has to shape Khmer
    assert drawn.count("<path") > 20
    picture = section.picture()
    assert "Public copy" in picture.notes
    assert "median" in picture.notes
    assert "Banteay Neang · Health centre · 2026" in picture.place
    (tmp_path / "three.png").mkdir()
    section.save_to(tmp_path / "three.png")
    assert "Saved" not in section.remark.text()
    robot.close()


def test_the_change_since_the_last_round_is_named_or_not_comparable(store: Store, qtbot: QtBot) -> None:
    old = store.cycles()[0]
    new = add_cycle(store, old.commune, year=2027)
    with store.transaction("Other words"):
        new.service_points[0].criteria[1].text_en = "Other words"
    for cycle, steps in ((old, {2: 9}), (new, {3: 9, 4: 9})):
        for criterion in (0, 1):
            vote(store, cycle.service_points[0], steps, criterion=criterion)
    robot = ResultsRobot(store, qtbot)
    assert robot.headings("sides")[4] == "Change since 2026, round 1"
    assert robot.cell("table_sides", 0, 4) == "▲ +1.5"
    assert robot.cell("table_sides", 1, 4) == "Not comparable"
    robot.close()


def test_two_ways_of_adding_up_that_disagree_are_a_warning(store: Store, qtbot: QtBot) -> None:
    point = store.cycles()[0].service_points[0]
    for village, (first, second) in enumerate((({1: 30}, {3: 30}), ({4: 6}, {2: 6}), ({4: 6}, {2: 6}))):
        vote(store, point, first, village=village, criterion=0)
        vote(store, point, second, village=village, criterion=1)
    robot = ResultsRobot(store, qtbot)
    assert "change places" in robot.widget("order", Banner).text()
    assert robot.headings("villages")[2] == "Middle of the villages"
    assert [robot.cell("table_villages", row, 2) for row in (0, 1)] == ["4", "2"]
    robot.close()


def test_marks_have_no_faces_and_three_bands(store: Store, qtbot: QtBot) -> None:
    cycle = store.cycles()[0]
    with store.transaction("Scale"):
        cycle.set_scale("0-100")
    vote(store, cycle.service_points[0], {20: 5, 50: 5, 90: 5})
    robot = ResultsRobot(store, qtbot)
    assert robot.says("sides", 0, 2) == "median 50, n = 15, 33% satisfied"
    assert robot.says("sides", 0, 4) == "dissatisfied: 5, between: 5, satisfied: 5"
    assert robot.page.legend.accessibleName().startswith("0–39, 40–60, 61–100, ")
    robot.close()


def test_the_page_follows_undo_and_paints_without_a_warning(store: Store, qtbot: QtBot) -> None:
    point = store.cycles()[0].service_points[0]
    vote(store, point, {3: 6, 4: 6})
    robot = ResultsRobot(store, qtbot)
    assert robot.says("sides", 0, 2).startswith("median 3.5")
    picture = robot.window.grab().toImage()
    assert _yellow(picture)
    store.undo()
    assert robot.widget("results_empty").isVisible()
    assert not robot.widget("results_sides").isVisible()
    robot.close()


def test_the_criteria_stay_in_sight_when_many_villages_scroll(tmp_path: Path, qtbot: QtBot) -> None:
    with Store.create(tmp_path / "many.db") as store:
        cycle = add_cycle(store, add_commune(store, villages=16))
        long = "លក្ខណៈវិនិច្ឆ័យដែលវែង" * 4
        with store.transaction("Long"):
            cycle.service_points[0].criteria.append(Criterion(key="long", text_km=long, text_en=long, position=2))
        vote(store, cycle.service_points[0], {3: 6}, village=15, criterion=2)
        robot = ResultsRobot(store, qtbot)
        view = robot.widget("table_villages", ResultView)
        assert robot.widget("qt_table_villages_first", QTableView).isVisible()
        view.setFocus()
        view.setCurrentIndex(view.model().index(2, 17))
        assert view.visualRect(view.currentIndex()).right() <= view.viewport().width()
        view.setCurrentIndex(view.model().index(2, 3))
        assert view.visualRect(view.currentIndex()).left() >= view.columnWidth(0)
        assert view.rowHeight(2) > view.rowHeight(0)
        robot.close()


def test_both_sides_fit_a_small_screen_and_their_signs_are_explained(store: Store, qtbot: QtBot) -> None:
    vote(store, store.cycles()[0].service_points[0], {3: 6})
    robot = ResultsRobot(store, qtbot)
    robot.page.resize(640, 1600)
    QCoreApplication.processEvents()
    view = robot.widget("table_sides", ResultView)
    assert view.horizontalScrollBar().maximum() == 0
    assert view.columnWidth(view.model().columnCount() - 1) >= 100
    assert robot.page.legend.accessibleName().endswith("Very satisfied, Citizens, Providers, Hidden: too few people")
    robot.close()


def test_every_widget_has_a_name(store: Store, qtbot: QtBot) -> None:
    vote(store, store.cycles()[0].service_points[0], {3: 6})
    robot = ResultsRobot(store, qtbot)
    assert unnamed(robot.window) == []
    robot.close()


def _yellow(picture: QImage) -> bool:
    """Whether the khaki of step 4 stands anywhere in the picture."""
    return any(
        picture.pixelColor(x, y).name() == "#bcaf6f"
        for y in range(0, picture.height(), 3)
        for x in range(0, picture.width(), 3)
    )


@WAYS
def test_a_picture_that_cannot_be_saved_is_a_sentence(
    store: Store, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    vote(store, store.cycles()[0].service_points[0], {3: 6, 4: 6})
    robot = ResultsRobot(store, qtbot)
    section = robot.widget("results_sides", ResultSection)
    stick = BrokenStick(monkeypatch, tmp_path / "stick", way)
    section.save_to(stick.folder / "one.png")
    stick.check(section.remark.text())
    robot.close()
