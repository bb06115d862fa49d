"""Votes as a grid: how many people gave each step of the scale, of all and by breakdown, as on the printed sheet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt

from facilitator.i18n import _, format_decimal, format_number, screen_language
from facilitator.models import scoring, sheet_lines
from facilitator.models.tally import ALL
from facilitator.typed import parse_whole
from facilitator.ui.tables.base import Index, Kind
from facilitator.ui.tables.scores import CRITERION, STEP_WORDS, Block, ScoreTable, votes_text

if TYPE_CHECKING:
    from facilitator.ui.context import Context


class Column(NamedTuple):
    """What a column of votes holds: a step of the scale, the votes (`step` 0) or the median (`step` -1) of whom."""

    breakdown: str
    step: int


VOTES, MEDIAN = 0, -1


class VotesTable(ScoreTable):
    """How many people gave each step of a scale: of all, then of each breakdown, each with the votes at its end."""

    def __init__(self, context: Context, scale: str) -> None:
        self._scale = scale
        self.steps = scoring.Scale(scale).steps
        self._columns: list[Column] = []
        super().__init__(context)

    def headings(self) -> Sequence[str]:
        return self._headings

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and section > CRITERION and self._columns[section - 1].step > 0:
            if role == Qt.ItemDataRole.DisplayRole:  # the face stands above; the words are in the tool tip
                return format_number(self._columns[section - 1].step, screen_language())
            if role == Qt.ItemDataRole.ToolTipRole:
                return self.headings()[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        return super().headerData(section, orientation, role)

    def column(self, section: int) -> Column:
        """What a column (from 1 on) holds."""
        return self._columns[section - 1]

    def width_of(self, column: int) -> int:
        return {VOTES: 84, MEDIAN: 76}.get(self.column(column).step, 50)

    def kind_at(self, row: int, column: int) -> Kind:
        typed = column > CRITERION and self.column(column).step > 0
        return Kind.WHOLE if typed and not self.locked else Kind.FIXED

    def is_strong(self, row: int, column: int) -> bool:
        return column > CRITERION and self.column(column).step <= 0

    def text_at(self, row: int, column: int) -> str:
        line, language = self._lines[row], screen_language()
        if column == CRITERION:
            return self._texts[line.criterion]
        breakdown, step = self.column(column)
        if step == VOTES:
            return votes_text(line, breakdown)
        if step == MEDIAN:
            return "" if line.median is None else format_decimal(line.median, language)
        count = line.count(step, breakdown)
        return format_number(count, language) if count else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() != CRITERION:
            return int(Qt.AlignmentFlag.AlignCenter)
        if index.column() > CRITERION and self.column(index.column()).step == VOTES:
            doubtful = self._doubt(self._lines[index.row()], self.column(index.column()).breakdown, role)
            if doubtful is not None:
                return doubtful
        return super().data(index, role)

    def store(self, row: int, column: int, text: str) -> None:
        line, count = self._lines[row], parse_whole(text)
        breakdown, step = self.column(column)
        with self.context.store.transaction(self.label(), cycle=self.context.cycle):
            sheet_lines.enter(self._open_sheet(), self._criterion(line), step, count, breakdown)

    def _arrange(self) -> None:
        language, words = screen_language(), STEP_WORDS[self._scale]
        named = {
            step: f"{format_number(step, language)} {_(word)}" for step, word in zip(self.steps, words, strict=True)
        }
        self._columns = [Column(ALL, step) for step in (*self.steps, VOTES, MEDIAN)]
        for breakdown in self.breakdowns:
            self._columns += [Column(breakdown, step) for step in (*self.steps, VOTES)]
        ends = {VOTES: _("Votes"), MEDIAN: _("Median")}
        self._headings = (_("Criterion"), *((named | ends)[column.step] for column in self._columns))
        self._blocks = _blocks([column.breakdown for column in self._columns])


def _blocks(whose: Sequence[str]) -> list[Block]:
    """The blocks of columns (from 1 on) that belong to the same people."""
    found = []
    for key, columns in groupby(enumerate(whose, 1), lambda pair: pair[1]):
        places = [place for place, _key in columns]
        found.append(Block(key, places[0], places[-1]))
    return found
