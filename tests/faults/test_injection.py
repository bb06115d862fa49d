"""A hundred hostile texts in every field: no formula, no link, no mark-up on any screen, every text as it was typed.

Papers have the same in tests/export/test_hostile.py. With all texts: `python -m tests.faults.injection`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QTabBar, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from facilitator.export import papers
from facilitator.export.compose.cycle_tables import cycle_tables
from facilitator.models.cycle import Cycle
from facilitator.models.stages import STAGES
from facilitator.models.store import Store
from facilitator.settings import Settings
from tests import hostile
from tests.export.test_hostile import active_parts
from tests.faults import injection
from tests.models.sample import full_cycle
from tests.ui.window_robot import WindowRobot

TEXTS = injection.texts(100)
FILLS = 3
MOST_ROWS = 40
"""Rows of a table on the screen that are looked at."""


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[tuple[Store, Cycle]]:
    with Store.create(tmp_path / "commune.db") as store:
        yield store, full_cycle(store)


def test_every_text_in_every_field_of_every_table(filled: tuple[Store, Cycle]) -> None:
    book = cycle_tables(*filled, survey_rows=True)
    assert len(TEXTS) == 100
    words = injection.stored(TEXTS)
    for turn in range(len(words)):
        injection.check_tables(injection.with_texts(book, words, turn))


def test_records_full_of_hostile_texts_come_out_as_they_are(filled: tuple[Store, Cycle]) -> None:
    store, cycle = filled
    for turn in range(FILLS):
        held = injection.fill(store, TEXTS, turn * len(TEXTS) // FILLS)
        assert set(held) == {(entity.__name__, name) for entity, name in injection.fields()}
        book = cycle_tables(store, cycle, survey_rows=True)
        injection.check_tables(book)
        told = {value for sheet in book.sheets for row in sheet.rows for value in row}
        assert set(held.values()) - {""} <= told
        composed = list(injection.documents(store, cycle))
        assert len(composed) > 20
        job, document = composed[turn]
        assert active_parts(papers.render(job.paper, document, "km-en")) == set()


def faults(window: QWidget) -> Iterator[str]:
    """Every place on show where mark-up would be obeyed."""
    for widget in window.findChildren(QWidget):
        name = f"{type(widget).__name__} {widget.objectName()}"
        for said in (widget.toolTip(), widget.whatsThis(), widget.statusTip()):
            if Qt.mightBeRichText(said):
                yield f"{name}: tip {said!r}"
        if isinstance(widget, QLabel):
            obeyed = widget.textFormat() != Qt.TextFormat.PlainText and Qt.mightBeRichText(widget.text())
            if obeyed:
                yield f"{name}: {widget.text()!r}"
        elif isinstance(widget, QTextEdit) and widget.acceptRichText() and not widget.isReadOnly():
            yield f"{name}: takes mark-up"
        elif isinstance(widget, QTabBar):
            tips = [widget.tabToolTip(number) for number in range(widget.count())]
            yield from (f"{name}: tip {tip!r}" for tip in tips if Qt.mightBeRichText(tip))
        elif isinstance(widget, QAbstractItemView):
            yield from (f"{name}: {tip}" for tip in cell_tips(widget))


def cell_tips(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    for row in range(min(model.rowCount(), MOST_ROWS)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
            if isinstance(tip, str) and Qt.mightBeRichText(tip):
                yield f"tip {tip!r} in column {column}"


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("turn", [0, *(pytest.param(turn, marks=pytest.mark.slow) for turn in range(1, 20))])
def test_no_screen_obeys_what_is_written_on_it(tmp_path: Path, qtbot: QtBot, turn: int) -> None:
    path = tmp_path / "commune.db"
    with Store.create(path) as store:
        cycle = str(full_cycle(store).id)
        chosen = [text for text in hostile.MARKUP if Qt.mightBeRichText(text)] if turn == 0 else injection.texts(580)
        injection.fill(store, chosen, turn * 29)
    robot = WindowRobot(qtbot, path, Settings(language="en"))
    robot.wait_for_store()
    found = [f"start: {fault}" for fault in faults(robot.window)]
    robot.open_cycle(cycle, "prepare")
    for stage in STAGES:
        robot.view.show_stage(stage)
        for _round in range(5):
            QApplication.processEvents()
        found += [f"{stage}: {fault}" for fault in faults(robot.window)]
    robot.window.close()
    assert not found, "\n".join(dict.fromkeys(found))
