"""The board of cards: walked through, merged, moved and voted on by keys and by the mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator.models import choosing
from facilitator.models.store import Store
from facilitator.ui.context import Context
from facilitator.ui.pages.criteria import CriteriaPage
from facilitator.ui.pages.criteria_card import IssueCard
from tests.samples import add_commune, add_cycle
from tests.ui.robots import Robot, unnamed

LEFT = Qt.MouseButton.LeftButton


class BoardRobot(Robot):
    """Speaks of cards by their words."""

    def __init__(self, context: Context, qtbot: QtBot) -> None:
        self.store, self.point = context.store, context.cycle.service_points[0]
        self.page = CriteriaPage(context)
        qtbot.addWidget(self.page)
        self.page.resize(780, 900)
        super().__init__(self.page)
        self.page.show_part(1)
        QApplication.processEvents()

    def write_card(self, kind: str, *words: str) -> None:
        """Write cards of one kind."""
        with self.store.transaction("Cards"):
            for each in words:
                choosing.add_issue(self.point, None, kind, each)
        QApplication.processEvents()

    def name(self, words: str) -> str:
        """The object name of the card with these words."""
        return f"said_{next(issue.id for issue in self.point.issues if issue.text == words)}"

    def cards(self) -> dict[str, list[str]]:
        """The stored words by kind."""
        kinds = ("good", "problem", "suggestion")
        return {kind: [issue.text for issue in self.point.issues if issue.kind == kind] for kind in kinds}

    def drag(self, words: str, to: QPoint) -> None:
        """Drag a card to a place on the board."""
        card, board = self.widget(self.name(words)), self.page.issues.board
        QTest.mousePress(card, LEFT, pos=QPoint(20, 10))
        for step in (QPoint(20, 40), card.mapFrom(board, to)):
            QTest.mouseMove(card, step)
            QApplication.processEvents()
        QTest.mouseRelease(card, LEFT, pos=card.mapFrom(board, to))
        QApplication.processEvents()

    def centre(self, words: str) -> QPoint:
        """Where the middle of a card is on the board."""
        card = self.widget(self.name(words))
        return card.mapTo(self.page.issues.board, card.rect().center())


@pytest.fixture
def board(tmp_path: Path, qtbot: QtBot) -> Iterator[BoardRobot]:
    with Store.create(tmp_path / "commune.db", "Sok") as store:
        context = Context(store, add_cycle(store, add_commune(store)).id)
        robot = BoardRobot(context, qtbot)
        robot.write_card("good", "Clean yard", "Open on time")
        robot.write_card("problem", "Long queue", "No medicine", "Waiting for hours")
        robot.write_card("suggestion", "A roof")
        yield robot
        context.close()


def test_arrows_walk_and_tab_enters_once(board: BoardRobot) -> None:
    board.focus(board.name("Clean yard"))
    board.press("Down", "Right", "Down", "Down", "Down")
    assert board.focused() == board.name("Waiting for hours")
    board.press("Right")
    assert board.focused() == board.name("A roof")
    board.press("Tab")
    assert not board.focused().startswith("said_")
    assert unnamed(board.page) == []


def test_marked_cards_are_merged_by_keys_and_come_back(board: BoardRobot) -> None:
    board.focus(board.name("Waiting for hours"))
    board.press("Space", "Up", "Up")
    assert board.widget(board.name("Waiting for hours"), IssueCard).marked
    board.press("Enter")
    assert board.cards()["problem"] == ["Long queue", "No medicine"]
    assert board.focused() == board.name("Long queue")
    assert board.store.undo_label() == "“Waiting for hours” merged into “Long queue”"
    board.store.undo()
    assert board.cards()["problem"] == ["Long queue", "No medicine", "Waiting for hours"]


def test_a_card_dragged_onto_another_is_merged_into_it(board: BoardRobot) -> None:
    board.drag("Waiting for hours", board.centre("Long queue"))
    assert board.cards()["problem"] == ["Long queue", "No medicine"]


def test_a_card_changes_its_kind_by_dragging_and_by_keys(board: BoardRobot) -> None:
    free = QPoint(board.page.issues.board.width() - 20, board.page.issues.board.height() - 4)
    board.drag("Long queue", free)
    assert board.cards()["suggestion"] == ["Long queue", "A roof"]
    board.focus(board.name("Long queue"))
    board.press("Alt+Left")
    assert board.cards()["problem"][0] == "Long queue"
    assert board.focused() == board.name("Long queue")


def test_votes_are_typed_on_the_card_and_make_the_list(board: BoardRobot) -> None:
    board.focus(board.name("Long queue"))
    board.press("1", "2", "Enter")
    assert board.focused() == board.name("No medicine")
    board.press("7", "Enter")
    assert "votes: 12" in board.widget(board.name("Long queue")).accessibleName()
    board.focus("card_order")
    board.type("១ ៦")
    board.press("Enter")
    votes = {issue.text: issue.votes for issue in board.point.issues}
    wanted = board.point.cycle.priorities
    assert (votes["Clean yard"], votes["A roof"]) == (wanted, wanted - 1)
    board.click("cards_take")
    taken = [criterion.text_km for criterion in board.point.criteria][2:]
    assert taken[:2] == ["Long queue", "No medicine"]
    assert len(taken) == min(4, wanted - 2)


def test_a_wrong_order_is_refused_beside_the_line(board: BoardRobot) -> None:
    board.focus("card_order")
    board.type("1 99")
    board.press("Enter")
    assert "no card 99" in board.sentence("card_order")
    assert all(issue.votes is None for issue in board.point.issues)


def test_cards_that_look_alike_are_asked_about(board: BoardRobot) -> None:
    assert not board.page.issues.alike.isVisible()
    board.write_card("problem", "long queue!", "No  medicine.")
    board.click("alike_no")
    assert "medicine" in board.page.issues.alike.question.text()
    board.click("alike_merge")
    assert board.cards()["problem"] == ["Long queue", "No medicine", "Waiting for hours", "long queue!"]
    assert not board.page.issues.alike.isVisible()


def test_kinds_are_chosen_by_key_while_typing(board: BoardRobot) -> None:
    board.focus("issue_words")
    board.press("Alt+1")
    board.type("Kind nurse")
    board.press("Enter")
    assert board.cards()["good"][-1] == "Kind nurse"


def test_a_card_is_deleted_by_keys_and_the_next_one_is_chosen(board: BoardRobot) -> None:
    board.focus(board.name("No medicine"))
    board.press("Ctrl+Delete")
    assert board.cards()["problem"] == ["Long queue", "Waiting for hours"]
    assert board.focused() == board.name("Waiting for hours")
