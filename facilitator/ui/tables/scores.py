"""What the grids of all kinds of tally sheets share: criteria downwards, and across what the printed sheet has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt

from facilitator.i18n import N_, _, format_number, screen_language
from facilitator.models import sheet_lines
from facilitator.models.scorecard import Criterion
from facilitator.models.tally import ALL, Sheet
from facilitator.ui import theme, tips
from facilitator.ui.tables.base import GridTable, Index, Kind

if TYPE_CHECKING:
    from facilitator.models.sheet_lines import Line
    from facilitator.models.sheets import SheetPlace
    from facilitator.ui.context import Context

STEP_WORDS = {
    "1-5": (N_("Very dissatisfied"), N_("Dissatisfied"), N_("Acceptable"), N_("Satisfied"), N_("Very satisfied")),
    "1-3": (N_("Dissatisfied"), N_("Acceptable"), N_("Satisfied")),
}
"""What the steps of a scale mean; marks from 0 to 100 have no words."""
CRITERION = 0


class Block(NamedTuple):
    """Columns that belong together, as the grid of one breakdown on the printed sheet does; `all` comes first."""

    key: str
    first: int
    last: int


class ScoreTable(GridTable):
    """What every kind of sheet shares: where it is, its rows as the models tell them, and one gesture per cell.

    The criteria stand in column 0, which the view shows beside the columns that scroll.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.place: SheetPlace | None = None
        self.breakdowns: tuple[str, ...] = ()
        self.locked = False
        self._lines: list[Line] = []
        self._texts: dict[int, str] = {}
        self._blocks: list[Block] = []
        self._label = ""
        self._loaded: object = None
        self._arrange()

    def show(self, place: SheetPlace | None) -> None:
        """Show another sheet."""
        self.place = place
        if place is not None:
            self._label = _("Scores of {who}").format(who=who_scores(self.context, place))
        self._read()
        self.reset()

    def refresh(self) -> bool:
        """Read the sheet anew and repaint the rows that changed; True when rows or columns came, went or changed."""
        before, shape = self._lines, self._shape()
        self._read()
        if shape != self._shape():
            self.reset()
            return True
        for row, (old, new) in enumerate(zip(before, self._lines, strict=True)):
            if old != new:
                self._repaint(row)
        return False

    def lines(self) -> Sequence[Line]:
        """The rows of the sheet, one per criterion."""
        return self._lines

    def blocks(self) -> Sequence[Block]:
        """The columns from 1 on: those of all, then those of each breakdown, as on the printed sheet."""
        return self._blocks or [Block(ALL, 1, self.columnCount() - 1)]

    def block_of(self, column: int) -> Block:
        """The block in which a column is."""
        return next(block for block in self.blocks() if column <= block.last)

    def path(self) -> list[tuple[int, int]]:
        """The cells that take something, in the order of the printed sheet: the grid of all, then the others."""
        return [
            (row, column)
            for block in self.blocks()
            for row in range(self.rowCount())
            for column in range(block.first, block.last + 1)
            if self.kind_at(row, column) is not Kind.FIXED
        ]

    def width_of(self, column: int) -> int:
        """The width of a column (from 1 on) in pixels at scale 1."""
        raise NotImplementedError

    def criterion_at(self, row: int) -> int | None:
        """The id of a row's criterion."""
        return self._lines[row].criterion if 0 <= row < len(self._lines) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._lines)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return self.text_at(section, CRITERION)
        return super().headerData(section, orientation, role)

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
        self._lines = sheet_lines.lines(store, self.place)
        self._texts = {
            criterion.id: f"{format_number(number, language)}. {breakable(criterion.text(language))}"
            for number, criterion in enumerate(self.place.criteria(store), 1)
        }
        breakdowns = self._wanted_breakdowns()
        if breakdowns != self.breakdowns:
            self.breakdowns = breakdowns
            self._arrange()

    def _wanted_breakdowns(self) -> tuple[str, ...]:
        """Providers are one group: their votes have no breakdown, unless a file brought some."""
        assert self.place is not None
        used = self.place.side == "citizens"
        return sheet_lines.shown_breakdowns(self.context.cycle, self.place.group, self._lines, used=used)

    def _arrange(self) -> None:
        """The columns have changed."""

    def _shape(self) -> object:
        """What must stay the same for rows and columns to stay the same."""
        return self._row_keys(), dict(self._texts), self.locked, self.breakdowns

    def _row_keys(self) -> list[Any]:
        return [line.criterion for line in self._lines]

    def _doubt(self, line: Line, breakdown: str, role: int) -> Any:
        """How a number of votes that does not fit is shown; None when it does, or for another role."""
        sentences = [doubt.text for doubt in line.doubts if doubt.breakdown == breakdown]
        if not sentences:
            return None
        if role == Qt.ItemDataRole.BackgroundRole:
            return theme.colour("warning_soft")
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("warning")
        return tips.plain("\n".join(sentences)) if role == Qt.ItemDataRole.ToolTipRole else None

    def _open_sheet(self) -> Sheet:
        assert self.place is not None
        return self.place.open_sheet(self.context.store)

    def _criterion(self, line: Line) -> Criterion:
        criterion = self.context.store.get(Criterion, line.criterion)
        assert criterion is not None
        return criterion


def votes_text(line: Line, breakdown: str = ALL) -> str:
    """Votes of a row, and of how many people present where that is known."""
    language, votes, present = screen_language(), line.votes[breakdown], line.present.get(breakdown)
    if not votes:
        return ""
    shown = format_number(votes, language)
    return shown if present is None else f"{shown} / {format_number(present, language)}"


def who_scores(context: Context, place: SheetPlace) -> str:
    """Group and village, or the providers, with the service: for the list of changes."""
    from facilitator.models.place import Village

    language = screen_language()
    service = place.service_point(context.store).name(language)
    village = context.store.get(Village, place.village) if place.village else None
    if village is None:
        return _("the providers of {service}").format(service=service)
    group = context.cycle.group(place.group)
    name = village.name(language)
    return f"{group.name(language)}, {name}" if group is not None else name
