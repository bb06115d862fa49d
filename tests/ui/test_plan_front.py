"""The plan's number and activity stay in sight while the other columns scroll sideways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from facilitator.models.store import Store
from facilitator.ui.tables.plan_columns import ACTIVITY, COLUMNS, COST, NUMBER
from facilitator.ui.tables.plan_front import PlanFront
from facilitator.ui.tables.plan_view import PlanView
from tests.ui.test_action_plan import PlanRobot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(demo_store: Store, qtbot: QtBot) -> Iterator[PlanView]:
    made = PlanRobot(demo_store, qtbot)
    made.page.resize(900, 700)
    QApplication.processEvents()
    yield made.page.plan.grid
    made.page.hide()
    made.context.close()


@pytest.fixture
def front(view: PlanView) -> PlanFront:
    return view.findChildren(PlanFront)[0]


def first_row(view: PlanView) -> int:
    """The first row whose activity can be written."""
    rows = (view.table.index(row, ACTIVITY) for row in range(view.table.rowCount()))
    return next(index.row() for index in rows if view.table.flags(index) & Qt.ItemFlag.ItemIsEditable)


def test_it_is_there_only_while_the_table_is_scrolled_sideways(view: PlanView, front: PlanFront) -> None:
    assert front.isHidden()
    view.horizontalScrollBar().setValue(300)
    assert front.isVisible()
    assert front.width() == view.columnWidth(NUMBER) + view.columnWidth(ACTIVITY)
    view.horizontalScrollBar().setValue(0)
    assert front.isHidden()


def test_the_cell_of_the_cursor_is_never_under_it(view: PlanView, front: PlanFront) -> None:
    row = first_row(view)
    view.setCurrentIndex(view.table.index(row, len(COLUMNS) - 1))
    assert front.isVisible()
    for column in range(len(COLUMNS) - 1, ACTIVITY, -1):
        view.setCurrentIndex(view.table.index(row, column))
        assert view.columnViewportPosition(column) >= front.across
    view.setCurrentIndex(view.table.index(row, ACTIVITY))
    assert front.isHidden()


def test_it_shows_what_the_columns_show(view: PlanView, front: PlanFront) -> None:
    view.scrollToTop()
    before = view.viewport().grab().toImage()
    view.horizontalScrollBar().setValue(300)
    image, top = front.grab().toImage(), view.horizontalHeader().height()
    row = first_row(view)
    height = view.rowHeight(row)
    inside = range(view.columnWidth(NUMBER) + 4, view.columnWidth(NUMBER) + 120)
    y = view.rowViewportPosition(row) + height // 2
    assert y < view.viewport().height()
    assert [image.pixel(x, y + top) for x in inside] == [before.pixel(x, y) for x in inside]
    assert len({image.pixel(x, y + top) for x in inside}) > 2, "there are letters in it"


def test_a_click_goes_to_the_row_and_two_write_its_activity(view: PlanView, front: PlanFront) -> None:
    row = first_row(view)
    view.setCurrentIndex(view.table.index(row + 1, COST))
    scrolled = view.horizontalScrollBar().value()
    top = view.horizontalHeader().height() + view.rowViewportPosition(row) + 10
    QTest.mouseClick(front, LEFT, pos=QPoint(20, top))
    assert (view.currentIndex().row(), view.currentIndex().column()) == (row, COST)
    assert view.horizontalScrollBar().value() == scrolled
    QTest.mouseDClick(front, LEFT, pos=QPoint(20, top))
    assert view.currentIndex().column() == ACTIVITY
    assert view.findChild(QWidget, "cell_editor") is QApplication.focusWidget()


def test_a_row_is_dragged_from_it_and_dropped_on_it(
    view: PlanView, front: PlanFront, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The drag of the desktop is stood in for: its events go where Qt finds the pointer over the window."""
    row, top, window = first_row(view), view.horizontalHeader().height(), view.window()
    view.horizontalScrollBar().setValue(300)
    start, end = (QPoint(60, top + view.rowViewportPosition(at) + view.rowHeight(at) // 2) for at in (row + 1, row))
    words = view.table.text_at(row + 1, ACTIVITY)

    def drag(self: QDrag, *_how: Qt.DropAction) -> Qt.DropAction:
        place = front.mapTo(window, end)
        assert window.childAt(place) is view.viewport()
        inside = view.viewport().mapFrom(window, place)
        rest = (Qt.DropAction.MoveAction, self.mimeData(), LEFT, Qt.KeyboardModifier.NoModifier)
        view.dragEnterEvent(QDragEnterEvent(inside, *rest))
        plain = front.grab().toImage()
        view.dragMoveEvent(QDragMoveEvent(inside, *rest))
        assert front.grab().toImage() != plain, "it shows where the row would go"
        view.dropEvent(QDropEvent(QPointF(inside), *rest))
        return Qt.DropAction.MoveAction

    monkeypatch.setattr(QDrag, "exec", drag)
    QTest.mousePress(front, LEFT, pos=start)
    held = (LEFT, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(front, QMouseEvent(QEvent.Type.MouseMove, QPointF(end), QPointF(end), *held))
    QApplication.processEvents()
    assert view.table.text_at(row, ACTIVITY) == words
    view.horizontalScrollBar().setValue(300)
    assert window.childAt(front.mapTo(window, end)) is front, "it takes the mouse again"
