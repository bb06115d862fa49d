"""A whole scoring session by the keyboard alone, in Khmer digits: two groups, undo, a wrong total and its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facilitator.i18n import khmer_digits
from facilitator.models.cycle import ServicePoint
from facilitator.models.results import Results
from facilitator.models.scorecard import Criterion, card_of
from facilitator.models.store import Store
from facilitator.models.tally import Sheet
from facilitator.ui.context import Context
from facilitator.ui.cycle_view import CycleView
from facilitator.ui.tables.scores_view import ScoreView
from facilitator.ui.widgets.basic import Label
from tests.samples import add_commune, add_cycle
from tests.ui.robots import Robot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

VOTES = [[1, 2, 3, 4, 2], [2, 3, 4, 2, 1], [3, 4, 2, 1, 2], [4, 2, 1, 2, 3], [2, 1, 2, 3, 4], [1, 1, 1, 1, 8]]
"""Twelve people, six criteria."""


class Typist(Robot):
    """Counts the keys of somebody who never touches the mouse."""

    def __init__(self, store: Store, qtbot: QtBot) -> None:
        self.store = store
        self.context = Context(store, store.cycles()[0].id)
        self.view = CycleView(self.context, "scoring", guide=False)
        qtbot.addWidget(self.view)
        self.view.resize(1366, 768)
        super().__init__(self.view)
        self.view.focus_page()
        self.keys = 0

    @property
    def point(self) -> ServicePoint:
        return self.store.cycles()[0].service_points[0]

    def sheet(self, group: str) -> Sheet:
        return card_of(self.point, "citizens", self.point.villages[0]).sheet(group)

    def press(self, *chords: str) -> None:
        self.keys += len(chords)
        super().press(*chords)

    def type(self, text: str) -> None:
        self.keys += len(text)
        super().type(text)

    def enter(self, rows: list[list[int]]) -> None:
        """Every number, and Enter after it."""
        for row in rows:
            for count in row:
                self.type(khmer_digits(str(count)))
                self.press("Enter")


@pytest.fixture
def typist(tmp_path: Path, qtbot: QtBot, use_language: Callable[[str], None]) -> Iterator[Typist]:
    use_language("km")
    with Store.create(tmp_path / "session.db") as store:
        point = add_cycle(store, add_commune(store)).service_points[0]
        with store.transaction("Criteria"):
            for number in range(2, 6):
                point.criteria.append(Criterion(key=f"own.{number}", text_km=f"លក្ខណៈ {number}", position=number))
        typist = Typist(store, qtbot)
        yield typist
        typist.context.close()


def test_six_criteria_of_five_steps_take_a_key_per_digit_and_one_per_cell(typist: Typist) -> None:
    typist.enter(VOTES)
    assert typist.keys == 30 + 30  # in 60 seconds that is one key a second
    stored = [[typist.sheet("women").counts(each)[step] for step in range(1, 6)] for each in typist.point.criteria]
    assert stored == VOTES


def test_a_whole_session_with_undo_a_wrong_total_and_a_reason(typist: Typist, qtbot: QtBot) -> None:
    typist.enter(VOTES[:5])
    typist.type("៩")
    typist.press("Enter", "Ctrl+Z")  # nine was wrong
    assert typist.sheet("women").counts(typist.point.criteria[5]) == {}
    typist.go_to_cell("scores", 5, 1)
    typist.enter(VOTES[5:])
    assert typist.widget("scores", ScoreView).currentIndex().column() == 8  # on to the youth, as on paper
    typist.enter([[0, 1, 1, 0, 0]])

    typist.press("Ctrl+PageDown")
    typist.focus("present")
    typist.type("១០")
    typist.press("Tab")
    typist.view.focus_page()
    typist.enter([[0, 0, 5, 6, 0]])
    label = typist.widget("scores_checks", Label)
    qtbot.waitUntil(lambda: "១១" in label.text() and label.isVisible())
    assert typist.cell("scores", 0, 6) == "១១ / ១០"
    typist.focus("override")
    typist.type("ម្នាក់មកយឺត")
    typist.press("Enter")

    women, men = typist.sheet("women"), typist.sheet("men")
    first = typist.point.criteria[0]
    assert (women.counts(first), women.counts(first, "youth")) == ({1: 1, 2: 2, 3: 3, 4: 4, 5: 2}, {2: 1, 3: 1})
    assert (men.counts(first), men.override, men.total) == ({3: 5, 4: 6}, "ម្នាក់មកយឺត", 10)
    assert women.counts(first, "women") == women.counts(first)
    pooled = Results(typist.store, typist.store.cycles()[0]).figures(typist.point.key, first.key)
    assert pooled is not None
    assert pooled.n == 23
