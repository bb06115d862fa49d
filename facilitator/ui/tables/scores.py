"""A tally sheet as a grid: criteria downwards, the steps of the scale across; or one agreed score per criterion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from facilitator.errors import UserError
from facilitator.i18n import N_, _, format_decimal, format_number, screen_language
from facilitator.models import sheets
from facilitator.models.scorecard import Criterion
from facilitator.models.sheets import Line, SheetPlace
from facilitator.models.tally import ALL
from facilitator.typed import parse_whole
from facilitator.ui import theme
from facilitator.ui.context import Context
from facilitator.ui.tables.base import GridTable, Index, Kind

STEP_WORDS = {
    "1-5": (N_("Very dissatisfied"), N_("Dissatisfied"), N_("Acceptable"), N_("Satisfied"), N_("Very satisfied")),
    "1-3": (N_("Dissatisfied"), N_("Acceptable"), N_("Satisfied")),
}
"""What the steps of a scale mean; marks from 0 to 100 have no words."""
CRITERION = 0


class ScoreTable(GridTable):
    """What every kind of sheet shares: where it is, its rows as the models tell them, and one gesture per cell."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.place: SheetPlace | None = None
        self.breakdown = ALL
        self.locked = False
        self._lines: list[Line] = []
        self._texts: dict[int, str] = {}
        self._label = ""
        self._loaded: object = None

    def show(self, place: SheetPlace | None, breakdown: str = ALL) -> None:
        """Show another sheet, or another breakdown of it."""
        self.place, self.breakdown = place, breakdown
        if place is not None:
            self._label = _("Scores of {who}").format(who=who_scores(self.context, place))
        self._read()
        self.reset()

    def refresh(self) -> bool:
        """Read the sheet anew and repaint the rows that changed; True when criteria came, went or were renamed."""
        before, texts, locked = self._lines, self._texts, self.locked
        self._read()
        if self._row_keys(before) != self._row_keys(self._lines) or texts != self._texts or locked != self.locked:
            self.reset()
            return True
        for row, (old, new) in enumerate(zip(before, self._lines, strict=True)):
            if old != new:
                self._repaint(row)
        return False

    def lines(self) -> Sequence[Line]:
        """The rows of the sheet, one per criterion."""
        return self._lines

    def criterion_at(self, row: int) -> int | None:
        """The id of a row's criterion."""
        return self._lines[row].criterion if 0 <= row < len(self._lines) else None

    def criterion_text(self, criterion: int) -> str:
        """A criterion with its number, as the grid shows it."""
        return self._texts[criterion]

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._lines)

    def store_block(self, cells: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        with self.context.store.transaction(self.label(), cycle=self.context.cycle):
            return super().store_block(cells)

    def label(self) -> str:
        """What a change of this sheet is called."""
        return self._label

    def _repaint(self, row: int) -> None:
        """Tell of cells one by one: a view paints all of itself anew for a change of several."""
        for column in range(1, self.columnCount()):
            index = self.index(row, column)
            self.dataChanged.emit(index, index)

    def _read(self) -> None:
        from facilitator.text import breakable

        store, language = self.context.store, screen_language()
        if self.place is None:
            self._lines, self._texts = [], {}
            return
        self._loaded = self.place.sheet(store)  # never read; as long as it is held, its rows stay in memory
        card = self.place.card(store)
        self.locked = card is not None and card.closed_on is not None
        self._lines = sheets.lines(store, self.place, self.breakdown)
        self._texts = {
            criterion.id: f"{format_number(number, language)}. {breakable(criterion.text(language))}"
            for number, criterion in enumerate(self.place.criteria(store), 1)
        }

    def _row_keys(self, lines: Sequence[Line]) -> list[Any]:
        """What must stay the same for the rows to stay the same rows."""
        return [line.criterion for line in lines]

    def _criterion(self, line: Line) -> Criterion:
        criterion = self.context.store.get(Criterion, line.criterion)
        assert criterion is not None
        return criterion


class VotesTable(ScoreTable):
    """How many people gave each step of a scale. Votes and median stand at the end of the row."""

    def __init__(self, context: Context, scale: str) -> None:
        super().__init__(context)
        language, words = screen_language(), STEP_WORDS[scale]
        self._steps = sheets.scoring.Scale(scale).steps
        self.votes_column, self.median_column = len(words) + 1, len(words) + 2
        steps = (f"{format_number(step, language)} {_(word)}" for step, word in zip(self._steps, words, strict=True))
        self._headings = (_("Criterion"), *steps, _("Votes"), _("Median"))

    def headings(self) -> Sequence[str]:
        return self._headings

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        horizontal = orientation == Qt.Orientation.Horizontal
        if horizontal and 0 < section < self.votes_column:
            if role == Qt.ItemDataRole.DisplayRole:  # the face stands above; the words are in the tool tip
                return format_number(self._steps[section - 1], screen_language())
            if role == Qt.ItemDataRole.ToolTipRole:
                return self.headings()[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        return super().headerData(section, orientation, role)

    def kind_at(self, row: int, column: int) -> Kind:
        return Kind.WHOLE if 0 < column < self.votes_column and not self.locked else Kind.FIXED

    def is_strong(self, row: int, column: int) -> bool:
        return column >= self.votes_column

    def text_at(self, row: int, column: int) -> str:
        line, language = self._lines[row], screen_language()
        if column == CRITERION:
            return self._texts[line.criterion]
        if column == self.votes_column:
            return votes_text(line)
        if column == self.median_column:
            return "" if line.median is None else format_decimal(line.median, language)
        count = line.counts.get(self._steps[column - 1], 0)
        return format_number(count, language) if count else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() != CRITERION:
            return int(Qt.AlignmentFlag.AlignCenter)
        if index.column() == self.votes_column and self._lines[index.row()].remarks:
            if role == Qt.ItemDataRole.BackgroundRole:
                return theme.colour("warning_soft")
            if role == Qt.ItemDataRole.ForegroundRole:
                return theme.colour("warning")
            if role == Qt.ItemDataRole.ToolTipRole:
                return "\n".join(self._lines[index.row()].remarks)
        return super().data(index, role)

    def store(self, row: int, column: int, text: str) -> None:
        assert self.place is not None
        line, count = self._lines[row], parse_whole(text)
        with self.context.store.transaction(self.label(), cycle=self.context.cycle):
            sheet = self.place.open_sheet(self.context.store)
            sheet.set(self._criterion(line), self._steps[column - 1], count, self.breakdown)


class ConsensusTable(ScoreTable):
    """The one score that the group agreed on for each criterion."""

    SCORE, MEANING = 1, 2

    def headings(self) -> Sequence[str]:
        steps, language = sheets.scoring.Scale(self.context.cycle.scale).steps, screen_language()
        low, high = format_number(steps[0], language), format_number(steps[-1], language)
        headings = (_("Criterion"), _("Agreed score, {low} to {high}").format(low=low, high=high))
        return (*headings, _("Meaning")) if self.context.cycle.scale in STEP_WORDS else headings

    def kind_at(self, row: int, column: int) -> Kind:
        return Kind.WHOLE if column == self.SCORE and not self.locked else Kind.FIXED

    def text_at(self, row: int, column: int) -> str:
        line = self._lines[row]
        if column == CRITERION:
            return self._texts[line.criterion]
        value = next(iter(line.counts), None)
        if value is None:
            return ""
        if column == self.SCORE:
            return format_number(value, screen_language())
        return _(STEP_WORDS[self.context.cycle.scale][value - 1])

    def store(self, row: int, column: int, text: str) -> None:
        assert self.place is not None
        line, value = self._lines[row], parse_whole(text)
        with self.context.store.transaction(self.label(), cycle=self.context.cycle):
            sheet = self.place.open_sheet(self.context.store)
            if sheet.method != "consensus":
                raise UserError(_("This sheet counts votes. Choose “one agreed score” above first."))
            sheet.set_consensus(self._criterion(line), value)


def votes_text(line: Line) -> str:
    """Votes of a row, and of how many people present where that is known."""
    language = screen_language()
    if not line.votes:
        return ""
    votes = format_number(line.votes, language)
    return votes if line.present is None else f"{votes} / {format_number(line.present, language)}"


def who_scores(context: Context, place: SheetPlace) -> str:
    """Group and village, or the providers, with the service: for the list of changes."""
    from facilitator.models.place import Village

    language = screen_language()
    service = place.service_point(context.store).name(language)
    village = context.store.get(Village, place.village) if place.village else None
    if village is None:
        return _("the providers of {service}").format(service=service)
    group = context.cycle.group(place.group)
    name = village.name_km if language == "km" else village.name_en or village.name_km
    return f"{group.name(language)}, {name}" if group is not None else name
