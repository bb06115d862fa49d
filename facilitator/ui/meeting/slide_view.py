"""From a slide to widgets: black on white, one thing a screen."""

from __future__ import annotations

from functools import singledispatch

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from facilitator.i18n import _, shown
from facilitator.ui.meeting import letters
from facilitator.ui.meeting.pictures import Columns, ScorePicture
from facilitator.ui.meeting.slides import (
    AgendaSlide,
    ClosingSlide,
    CriterionSlide,
    PlanSlide,
    Side,
    Slide,
    TitleSlide,
)


class Words(QLabel):
    """Plain text in a size of its own, wrapped between words."""

    def __init__(self, text: str, pixels: int, bold: bool = False, name: str = "") -> None:
        super().__init__(letters.wrapping(text))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setObjectName(name)
        # A style sheet, because the window's own sheet wins over setFont.
        weight = "bold" if bold else "normal"
        self.setStyleSheet(f"color: #000000; font-size: {pixels}px; font-weight: {weight}; background: transparent;")


class Sheet(QWidget):
    """The widgets of one slide, made for a width and a size of plain letters in pixels."""

    def __init__(self, width: int, letter: int) -> None:
        super().__init__()
        self.setObjectName("slide")
        self.setStyleSheet("QWidget#slide { background: #FFFFFF; }")
        self.letter = letter
        self.margin = letter * 4 // 5
        self.room = width - 2 * self.margin
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(self.margin, letter // 2, self.margin, letter // 4)
        self.column.setSpacing(letter // 3)

    def add_title(self, text: str, largest: int, lines: int = 2) -> Words:
        """A bold title; it shrinks to so many lines, and beyond that goes on below."""
        ready = letters.wrapping(text)
        size = letters.fitting(ready, self.room, largest, self.letter, lines)
        title = Words(text, size, bold=True, name="slide_title")
        self.column.addWidget(title)
        return title

    def add(self, text: str, bold: bool = False) -> Words:
        """A paragraph of plain text."""
        words = Words(text, self.letter, bold)
        self.column.addWidget(words)
        return words


def view_of(slide: Slide, width: int, letter: int) -> Sheet:
    """The slide as widgets for a screen of that width."""
    sheet = Sheet(width, letter)
    _fill(slide, sheet)
    return sheet


@singledispatch
def _fill(slide: Slide, sheet: Sheet) -> None:
    raise TypeError(type(slide))


@_fill.register
def _title(slide: TitleSlide, sheet: Sheet) -> None:
    sheet.column.addStretch(1)
    sheet.add_title(slide.title, sheet.letter * 2).setAlignment(Qt.AlignmentFlag.AlignCenter)
    sheet.column.addSpacing(sheet.letter // 2)
    for number, line in enumerate(slide.lines):
        sheet.add(line, bold=number == 0).setAlignment(Qt.AlignmentFlag.AlignCenter)
    sheet.column.addStretch(1)


@_fill.register
def _agenda(slide: AgendaSlide, sheet: Sheet) -> None:
    sheet.add_title(slide.title, sheet.letter * 3 // 2, 1)
    grid = QGridLayout()
    grid.setColumnStretch(1, 1)
    grid.setHorizontalSpacing(sheet.letter // 2)
    grid.setVerticalSpacing(sheet.letter // 3)
    for row, item in enumerate(slide.rows):
        _put(grid, row, 0, Words(f"{shown(row + 1)}.", sheet.letter, bold=True))
        _put(grid, row, 1, Words(item.text, sheet.letter))
        minutes = Words(_("{n} min").format(n=shown(item.minutes)), sheet.letter)
        minutes.setWordWrap(False)
        _put(grid, row, 2, minutes)
    sheet.column.addLayout(grid)
    sheet.column.addStretch(1)


@_fill.register
def _criterion(slide: CriterionSlide, sheet: Sheet) -> None:
    sheet.add_title(slide.title, sheet.letter * 5 // 4)
    scores = QHBoxLayout()
    scores.setSpacing(sheet.letter)
    scores.addLayout(_score(slide.citizens, sheet), 3)
    right = _score(slide.providers, sheet)
    if slide.gap:
        right.addWidget(Words(_("Gap: {gap}").format(gap=slide.gap), sheet.letter, bold=True, name="slide_gap"))
    right.addStretch(1)
    scores.addLayout(right, 2)
    sheet.column.addLayout(scores)
    said = QHBoxLayout()
    said.setSpacing(sheet.letter)
    heard = [_said(side, sheet) for side in (slide.citizens, slide.providers)]
    if any(heard):
        for each in heard:
            said.addLayout(each or QVBoxLayout(), 1)
        sheet.column.addLayout(said)
    if slide.agreed:
        sheet.column.addWidget(_agreed(slide, sheet))
    for activity in slide.activities:
        sheet.add(f"→ {activity}")
    sheet.column.addStretch(1)


@_fill.register
def _plan(slide: PlanSlide, sheet: Sheet) -> None:
    sheet.add_title(slide.title, sheet.letter * 3 // 2, 1)
    if not slide.rows:
        sheet.add(_("Nothing is in the plan yet."))
    for number, words, who in slide.rows:
        row = QVBoxLayout()
        row.setSpacing(0)
        row.addWidget(Words(f"{number} {words}", sheet.letter, bold=True))
        if who:
            row.addWidget(Words(who, sheet.letter))
        sheet.column.addLayout(row)
    sheet.column.addStretch(1)


@_fill.register
def _closing(slide: ClosingSlide, sheet: Sheet) -> None:
    sheet.add_title(slide.title, sheet.letter * 3 // 2, 1)
    sheet.add(slide.decisions or "–")
    if slide.next:
        sheet.column.addSpacing(sheet.letter // 2)
        sheet.add(_("Next meeting"), bold=True)
        sheet.add(slide.next)
    sheet.column.addStretch(1)


def _score(side: Side, sheet: Sheet) -> QVBoxLayout:
    """A side's name, its faces and number, and how many gave each step, where that may be shown."""
    column = QVBoxLayout()
    column.setSpacing(sheet.letter // 8)
    named = f"{side.name} · {side.about}" if side.about else side.name
    column.addWidget(Words(named, sheet.letter, bold=True))
    if side.score.median is not None:
        row = QHBoxLayout()
        row.setSpacing(sheet.letter // 2)
        row.addWidget(ScorePicture(side.score, side.shown, sheet.letter), 0, Qt.AlignmentFlag.AlignVCenter)
        if side.about and side.score.bands and not side.score.agreed:
            row.addWidget(Columns(side.score.bands, sheet.letter, side.bands), 1)
        else:
            row.addStretch(1)
        column.addLayout(row)
    return column


def _said(side: Side, sheet: Sheet) -> QVBoxLayout | None:
    if not side.said and not side.suggested:
        return None
    column = QVBoxLayout()
    column.setSpacing(sheet.letter // 6)
    if side.said:
        column.addWidget(Words(_("“{words}”").format(words=side.said), sheet.letter))
    for suggestion in side.suggested:
        column.addWidget(Words(f"• {suggestion}", sheet.letter))
    column.addStretch(1)
    return column


def _agreed(slide: CriterionSlide, sheet: Sheet) -> QFrame:
    frame = QFrame()
    frame.setObjectName("slide_agreed")
    frame.setStyleSheet("QFrame#slide_agreed { border: 4px solid #000000; border-radius: 10px; background: #FFFFFF; }")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(sheet.letter // 2, sheet.letter // 4, sheet.letter // 2, sheet.letter // 4)
    inside.addWidget(Words(_("Agreed point"), sheet.letter, bold=True))
    inside.addWidget(Words(slide.agreed, sheet.letter))
    return frame


def _put(grid: QGridLayout, row: int, column: int, words: Words) -> None:
    grid.addWidget(words, row, column, Qt.AlignmentFlag.AlignTop if column != 1 else Qt.AlignmentFlag(0))
