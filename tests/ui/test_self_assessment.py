"""The providers score the same criteria, and one or two of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facilitator.models.cycle import ServicePoint
from facilitator.models.results import Results
from facilitator.models.scorecard import card_of
from facilitator.models.store import Store
from facilitator.ui.context import Context
from facilitator.ui.pages.self_assessment import SelfAssessmentPage
from facilitator.ui.widgets.text_edit import LineText
from tests.samples import add_commune, add_cycle, vote
from tests.ui.robots import Robot, unnamed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class ProvidersRobot(Robot):
    """The providers at the laptop."""

    def __init__(self, store: Store, qtbot: QtBot) -> None:
        self.store = store
        self.context = Context(store, store.cycles()[0].id)
        page = SelfAssessmentPage(self.context)
        qtbot.addWidget(page)
        page.resize(800, 1400)
        super().__init__(page)
        page.focus_first()

    @property
    def point(self) -> ServicePoint:
        return self.store.cycles()[0].service_points[0]

    def own(self) -> list[str]:
        return [criterion.text("en") for criterion in self.point.criteria if criterion.side == "providers"]


@pytest.fixture
def robot(tmp_path: Path, qtbot: QtBot) -> Iterator[ProvidersRobot]:
    with Store.create(tmp_path / "providers.db") as store:
        add_cycle(store, add_commune(store))
        robot = ProvidersRobot(store, qtbot)
        yield robot
        robot.context.close()


def test_scores_of_providers_are_kept_apart_from_citizens(robot: ProvidersRobot) -> None:
    vote(robot.store, robot.point, {1: 10})
    robot.go_to_cell("scores", 0, 5)
    robot.press("3", "Enter")
    sheet = card_of(robot.point, "providers").sheet("")
    assert sheet.counts(robot.point.criteria[0]) == {5: 3}
    results = Results(robot.store, robot.store.cycles()[0])
    assert results.gap(robot.point.key, robot.point.criteria[0].key) == 4
    assert robot.store.undo_label() == "Scores of the providers of Health centre"


def test_own_criteria_are_added_scored_reworded_and_removed(robot: ProvidersRobot) -> None:
    robot.write("own_criterion_new", "Enough staff")
    assert robot.own() == ["Enough staff"]
    robot.go_to_cell("scores", 2, 4)
    robot.press("2", "Enter")
    assert card_of(robot.point, "providers").sheet("").counts(robot.point.criteria[2]) == {4: 2}
    name = f"own_criterion_{robot.point.criteria[2].id}"
    robot.click(f"{name}_remove")
    assert robot.sentence("own_criteria") == "This criterion has scores already. Delete them first."
    robot.write(name, "Staff is enough")
    assert robot.own() == ["Staff is enough"]
    assert "Staff is enough" in robot.cell("scores", 2, 0).replace("\u200b", "")


def test_there_is_no_place_for_a_third_of_their_own(robot: ProvidersRobot) -> None:
    robot.write("own_criterion_new", "One")
    robot.write("own_criterion_new", "Two")
    assert robot.own() == ["One", "Two"]
    assert not robot.widget("own_criterion_new", LineText).isVisible()
    robot.store.undo()
    assert robot.own() == ["One"]
    assert robot.widget("own_criterion_new", LineText).isVisible()


def test_words_of_providers_name_no_village(robot: ProvidersRobot) -> None:
    robot.focus("weakness_0")
    robot.type("គ្មានថ្នាំ")
    robot.press("Enter")
    assert [(remark.side, remark.village_code, remark.text) for remark in robot.point.remarks] == [
        ("providers", None, "គ្មានថ្នាំ")
    ]


def test_every_widget_has_a_name(robot: ProvidersRobot) -> None:
    robot.write("own_criterion_new", "One")
    robot.go_to_cell("scores", 0, 5)
    robot.press("3", "Enter")
    assert unnamed(robot.window) == []
