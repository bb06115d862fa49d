"""A sheet with marks from 0 to 100: under each criterion the marks that were given, and how many people gave each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from facilitator import people
from facilitator.errors import UserError
from facilitator.i18n import _, format_decimal, format_number, screen_language
from facilitator.models import sheet_lines
from facilitator.models.tally import ALL
from facilitator.typed import parse_whole
from facilitator.ui.tables.base import Index, Kind
from facilitator.ui.tables.scores import CRITERION, Block, ScoreTable, votes_text

if TYPE_CHECKING:
    from facilitator.models.sheet_lines import Line
    from facilitator.ui.context import Context

MARK, PEOPLE, VOTES, MEDIAN = 1, 2, 3, 4


class _Row(NamedTuple):
    """A mark of the criterion at place `line`; None is the empty row in which the next mark is typed."""

    line: int
    mark: int | None


class MarksTable(ScoreTable):
    """First the mark, then Tab, then how many people gave it; an empty row waits under the last one."""

    def __init__(self, context: Context) -> None:
        self._rows: list[_Row] = []
        self._new: dict[int, int] = {}  # criterion -> the mark typed in its empty row, until the people are typed too
        super().__init__(context)

    def headings(self) -> Sequence[str]:
        return self._headings

    def width_of(self, column: int) -> int:
        return 84 if column <= MEDIAN else 96

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._rows)

    def criterion_at(self, row: int) -> int | None:
        return self._lines[self._rows[row].line].criterion if 0 <= row < len(self._rows) else None

    def kind_at(self, row: int, column: int) -> Kind:
        typed = column in (MARK, PEOPLE) or (column > MEDIAN and self._rows[row].mark is not None)
        return Kind.WHOLE if typed and not self.locked else Kind.FIXED

    def is_strong(self, row: int, column: int) -> bool:
        return column in (VOTES, MEDIAN)

    def text_at(self, row: int, column: int) -> str:
        language, (number, mark) = screen_language(), self._rows[row]
        line = self._lines[number]
        if column == MARK:
            shown = self._new.get(line.criterion) if mark is None else mark
            return "" if shown is None else format_number(shown, language)
        if column == PEOPLE or column > MEDIAN:
            count = 0 if mark is None else line.count(mark, self._whose(column))
            return format_number(count, language) if count else ""
        if row and self._rows[row - 1].line == number:
            return ""  # what belongs to the criterion stands in its first row
        if column == CRITERION:
            return self._texts[line.criterion]
        if column == VOTES:
            return votes_text(line)
        return "" if line.median is None else format_decimal(line.median, language)

    def store(self, row: int, column: int, text: str) -> None:
        number, mark = self._rows[row]
        line, typed = self._lines[number], parse_whole(text)
        if mark is None and column == MARK:
            self._keep_new(line, typed)
        elif mark is not None and column == MARK:
            self._correct(line, mark, typed)
        elif mark is not None:
            self._set(line, {mark: typed}, self._whose(column))
        elif typed is not None:
            self._set(line, {self._take_new(line): typed}, ALL)
            self._new.pop(line.criterion)

    def _whose(self, column: int) -> str:
        return ALL if column <= MEDIAN else self.breakdowns[column - MEDIAN - 1]

    def _keep_new(self, line: Line, mark: int | None) -> None:
        if mark is None:
            self._new.pop(line.criterion, None)
            return
        if not 0 <= mark <= 100:
            raise UserError(_("Type a mark from 0 to 100."))
        if mark in _marks(line):
            raise UserError(_("This mark stands in the list already; change its number of people."))
        self._new[line.criterion] = mark

    def _take_new(self, line: Line) -> int:
        if line.criterion not in self._new:
            raise UserError(_("Type the mark first, then how many people gave it."))
        return self._new[line.criterion]

    def _correct(self, line: Line, wrong: int, right: int | None) -> None:
        """Another mark for the same people (added to those who gave it already), or none at all."""
        with self.context.store.transaction(self.label(), cycle=self.context.cycle):
            for breakdown, counts in line.cells.items():
                changed: dict[int, int | None] = {wrong: None}
                if right is not None and wrong in counts:
                    changed[right] = counts[wrong] + (counts.get(right, 0) if right != wrong else 0)
                self._set(line, changed, breakdown)

    def _set(self, line: Line, counts: dict[int, int | None], breakdown: str) -> None:
        with self.context.store.transaction(self.label(), cycle=self.context.cycle):
            sheet = self._open_sheet()
            for mark, count in counts.items():
                sheet_lines.enter(sheet, self._criterion(line), mark, count, breakdown)

    def _read(self) -> None:
        super()._read()
        self._arrange_rows()

    def _arrange(self) -> None:
        parts = tuple(_(people.LABELS[name]) for name in self.breakdowns)
        self._headings = (_("Criterion"), _("Mark"), _("People"), _("Votes"), _("Median"), *parts)
        apart = [Block(name, column, column) for column, name in enumerate(self.breakdowns, MEDIAN + 1)]
        self._blocks = [Block(ALL, MARK, MEDIAN), *apart]

    def _arrange_rows(self) -> None:
        """Marks keep their places while the sheet is open, new ones follow; an empty row ends each criterion."""
        before = {(self._lines[row.line].criterion, row.mark): place for place, row in enumerate(self._rows_known())}
        rows = []
        for number, line in enumerate(self._lines):
            known = len(before)
            marks = sorted(_marks(line), key=lambda mark: (before.get((line.criterion, mark), known), mark))
            rows += [_Row(number, mark) for mark in marks]
            if not self.locked:
                rows.append(_Row(number, None))
        self._rows = rows

    def _rows_known(self) -> list[_Row]:
        return [row for row in self._rows if row.line < len(self._lines)]

    def _row_keys(self) -> list[Any]:
        return [(line.criterion, _marks(line)) for line in self._lines]


def _marks(line: Line) -> frozenset[int]:
    """The marks that anybody gave for a criterion."""
    return frozenset(mark for counts in line.cells.values() for mark in counts)
