"""Quick entry in tables: what was typed is in the cell at once, in Arabic or Khmer digits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from facilitator import i18n
from facilitator.errors import UserError
from facilitator.ui.tables.base import GridTable, Index, Kind
from facilitator.ui.tables.grid_view import GridView
from tests.ui.robots import Robot, unnamed


class Votes(GridTable):
    """Two criteria, three steps and a total; no more than 28 people."""

    def __init__(self) -> None:
        super().__init__()
        self.names = ["Polite", "Open"]
        self.counts: list[list[int | None]] = [[None] * 3 for _name in self.names]

    def headings(self) -> Sequence[str]:
        return ["Criterion", "1", "2", "3", "Total"]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.names)

    def kind_at(self, row: int, column: int) -> Kind:
        return {0: Kind.TEXT, 4: Kind.FIXED}.get(column, Kind.WHOLE)

    def text_at(self, row: int, column: int) -> str:
        if column == 0:
            return self.names[row]
        if column == 4:
            return str(sum(count or 0 for count in self.counts[row]))
        count = self.counts[row][column - 1]
        return "" if count is None else i18n.format_number(count, i18n.screen_language())

    def store(self, row: int, column: int, text: str) -> None:
        if column == 0:
            self.names[row] = text
            return
        if text and int(text) > 28:
            raise UserError(f"{text} is more than the 28 people present.")
        self.counts[row][column - 1] = int(text) if text else None


@pytest.fixture
def votes() -> Votes:
    return Votes()


@pytest.fixture
def robot(qtbot: QtBot, votes: Votes) -> Robot:
    view = GridView("votes", "Votes", votes)
    votes.setParent(view)
    view.set_widths(0, 60, 60, 60, 80)
    view.resize(700, 300)
    qtbot.addWidget(view)
    robot = Robot(view)
    robot.go_to_cell("votes", 0, 1)
    return robot


def current(robot: Robot) -> tuple[int, int]:
    index = robot.widget("votes", GridView).currentIndex()
    return index.row(), index.column()


def test_a_digit_stands_in_the_cell_at_once_and_is_stored_on_leaving(robot: Robot, votes: Votes) -> None:
    robot.press("1", "2")
    assert robot.cell("votes", 0, 1) == "12"
    assert votes.counts[0] == [None] * 3
    robot.press("Tab")
    assert votes.counts[0][0] == 12
    assert current(robot) == (0, 2)


def test_khmer_digits_from_the_input_method(robot: Robot, votes: Votes) -> None:
    i18n.use_language("km")
    robot.type("១២")
    assert robot.cell("votes", 0, 1) == "១២"
    robot.press("Enter")
    assert votes.counts[0][0] == 12
    assert robot.cell("votes", 0, 1) == "១២"


def test_letters_are_no_numbers(robot: Robot, votes: Votes) -> None:
    robot.press("x", "Tab")
    assert votes.counts == [[None] * 3, [None] * 3]


def test_enter_passes_what_is_fixed_and_shift_goes_back(robot: Robot) -> None:
    robot.go_to_cell("votes", 0, 3)
    robot.press("4", "Enter")
    assert current(robot) == (1, 0)
    robot.press("Shift+Enter")
    assert current(robot) == (0, 3)


def test_arrows_store_too(robot: Robot, votes: Votes) -> None:
    robot.press("5", "Down")
    assert votes.counts[0][0] == 5
    assert current(robot) == (1, 1)


def test_backspace_and_escape_while_typing(robot: Robot, votes: Votes) -> None:
    robot.press("1", "2", "Backspace")
    assert robot.cell("votes", 0, 1) == "1"
    robot.press("Escape")
    assert robot.cell("votes", 0, 1) == ""
    robot.press("Tab")
    assert votes.counts[0][0] is None


def test_delete_clears_a_stored_cell(robot: Robot, votes: Votes) -> None:
    robot.press("5", "Tab", "Left", "Delete")
    assert votes.counts[0][0] is None


def test_f2_goes_on_with_what_stands_there(robot: Robot, votes: Votes) -> None:
    robot.press("1", "Tab", "Left", "F2", "2", "Tab")
    assert votes.counts[0][0] == 12


def test_a_refused_number_stays_in_sight_with_its_sentence(robot: Robot, votes: Votes, qtbot: QtBot) -> None:
    remarks: list[str] = []
    votes.remark.connect(lambda _index, sentence: remarks.append(sentence))
    robot.press("9", "9", "Tab")
    assert remarks == ["99 is more than the 28 people present."]
    assert robot.cell("votes", 0, 1) == "99"
    assert votes.counts[0][0] is None
    robot.go_to_cell("votes", 0, 1)
    robot.press("9", "Tab")
    assert remarks[-1] == ""
    assert votes.counts[0][0] == 9


def test_words_that_cannot_be_printed_are_stored_and_marked(votes: Votes) -> None:
    remarks: list[str] = []
    votes.remark.connect(lambda _index, sentence: remarks.append(sentence))
    assert votes.setData(votes.index(0, 0), "ទឹក 🙂")
    assert votes.names[0] == "ទឹក 🙂"
    assert remarks == ["On paper (?) stands in the place of: 🙂"]
    votes.setData(votes.index(0, 0), "ទឹក")
    assert remarks[-1] == ""


def test_leaving_the_table_stores(robot: Robot, votes: Votes, qtbot: QtBot) -> None:
    robot.press("7")
    robot.widget("votes").clearFocus()
    assert votes.counts[0][0] == 7


def test_text_cells_open_a_light_editor(robot: Robot, votes: Votes) -> None:
    robot.go_to_cell("votes", 1, 0)
    robot.type("ទឹក")
    editor = robot.window.findChild(QLineEdit, "cell_editor")
    assert editor is not None
    assert editor.text() == "ទឹក"
    robot.press("Tab")
    assert votes.names[1] == "ទឹក"
    assert current(robot) == (1, 1)


def test_blocks_are_copied_and_pasted(robot: Robot, votes: Votes) -> None:
    QGuiApplication.clipboard().setText("1\t២\t99\n4\t5\t6\n7\t8\t9")
    robot.press("Ctrl+V")
    assert votes.counts == [[1, 2, None], [4, 5, 6]]
    assert robot.cell("votes", 0, 3) == "99"
    view = robot.widget("votes", GridView)
    view.selectAll()
    view.copy()
    assert QGuiApplication.clipboard().text() == "Polite\t1\t2\t99\t3\nOpen\t4\t5\t6\t15"


def test_tab_leaves_the_table_after_its_last_cell(qtbot: QtBot, robot: Robot) -> None:
    robot.go_to_cell("votes", 1, 3)
    assert not robot.widget("votes", GridView).go_on(1)


def test_the_table_speaks(robot: Robot, votes: Votes) -> None:
    robot.press("3", "Tab")
    index = votes.index(0, 1)
    spoken: Any = votes.data(index, role=11)  # Qt.AccessibleTextRole
    assert spoken == "Polite, 1: 3"
    assert unnamed(robot.window) == []


def test_a_key_asks_for_the_rows_in_sight_only(robot: Robot, votes: Votes, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the table is; how long a key takes is measured by `tests.benchmarks.typed_score`."""
    votes.beginInsertRows(QModelIndex(), 2, 299)
    votes.names += [f"Criterion {number}" for number in range(2, 300)]
    votes.counts += [[None] * 3 for _number in range(2, 300)]
    votes.endInsertRows()
    robot.press("3", "Up", "Down", "Up")  # the bar to scroll by has come, and the columns have made room for it
    robot.widget("votes", GridView).viewport().repaint()
    asked = set()
    text_at = Votes.text_at

    def noted(votes: Votes, row: int, column: int) -> str:
        asked.add(row)
        return text_at(votes, row, column)

    monkeypatch.setattr(Votes, "text_at", noted)
    robot.press("4")
    robot.widget("votes", GridView).viewport().repaint()
    assert 0 in asked
    assert asked < set(range(30))


def test_columns_share_the_width_and_rows_fit_their_text(qtbot: QtBot, robot: Robot, votes: Votes) -> None:
    view = robot.widget("votes", GridView)
    votes.names[0] = "The staff of the health centre is polite to every patient and explains the treatment"
    view.set_widths(0, 60, 60, 60, 80, fit_height=True)
    view.resize(900, 100)
    wide, low = view.columnWidth(0), view.rowHeight(0)
    view.resize(520, 100)
    assert view.columnWidth(0) < wide
    assert view.rowHeight(0) > low
    assert view.columnWidth(0) >= 200
    assert view.height() >= view.rowHeight(0) + view.rowHeight(1)
