"""The action plan in its columns: part A, part B, in each the providers with their rows on three levels, and sums."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from facilitator.errors import UserError
from facilitator.i18n import N_, _, format_number, format_usd, khmer_digits, screen_language
from facilitator.models import plan_money, plan_remarks, planning
from facilitator.models.action import PARTS, Action, number, numbers, top_actions
from facilitator.models.plan_money import Funds
from facilitator.text import breakable
from facilitator.ui import icons, theme, tips
from facilitator.ui.tables import plan_columns
from facilitator.ui.tables.base import Index, Kind, Role
from facilitator.ui.tables.keyed import KeyedTable
from facilitator.ui.tables.plan_columns import ACTIVITY as ACTIVITY
from facilitator.ui.tables.plan_columns import AMOUNTS, COLUMNS, COST, FUNDING, HEADINGS, NUMBER, OF_LEAVES
from facilitator.ui.tables.plan_columns import WIDTHS as WIDTHS

if TYPE_CHECKING:
    from facilitator.models.planning import Touched
    from facilitator.ui.context import Context

PART_NAMES = {
    "A": N_("Part A: needs outside resources"),
    "B": N_("Part B: the service and the community do it themselves"),
}
PART_LETTERS = {"A": N_("A"), "B": N_("B")}
HEADING, PROVIDER, TOTAL = "heading", "provider", "total"
GROUNDS = {HEADING: "accent_soft", PROVIDER: "sunken", TOTAL: "page"}
DRAGGED = "application/x-facilitator-action"
REMARK_SIZE = 18

# Qt asks for these thousands of times; its enumerations are slow to look up and to combine.
DISPLAY, ALIGNMENT, FONT, DECORATION, BACKGROUND, FOREGROUND, CHECKED = (
    int(role)
    for role in (
        Role.DisplayRole, Role.TextAlignmentRole, Role.FontRole, Role.DecorationRole, Role.BackgroundRole,
        Role.ForegroundRole, Role.CheckStateRole,
    )
)  # fmt: skip
ALIGNMENTS = tuple(
    int(side | Qt.AlignmentFlag.AlignVCenter) for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
)
"""Of words, and of amounts."""
ON_BANDS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
ON_FIXED = ON_BANDS | Qt.ItemFlag.ItemIsDragEnabled
ON_FREE = ON_FIXED | Qt.ItemFlag.ItemIsEditable


@lru_cache(maxsize=64)
def _made(code: str) -> QColor:
    return QColor(code)


def made_colour(token: str) -> QColor:
    """A colour of the palette in use, made once; it is only looked at."""
    return _made(getattr(theme.colours(), token))


class Band(NamedTuple):
    """The key of a row that is no activity: heading or total of a part, or the heading of a provider in it."""

    kind: str
    part: str
    provider: int | None = None


class Row(NamedTuple):
    """An activity as it is shown: its texts by column, whether it holds others, what it lacks."""

    texts: tuple[str, ...]
    shown: tuple[str, ...]
    heading: bool
    unfunded: int
    remarks: tuple[str, ...]


class ActionsTable(KeyedTable):
    """Rows are keyed by the activity's id, or by a `Band`. What a row shows is kept until the activity changes.

    `dropped(id of the dragged row, key of the row it was dropped on, whether under it)` asks for another place.
    """

    dropped = Signal(object, object, bool)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: dict[Hashable, Row] = {}
        self._bands: dict[Hashable, list[str]] = {}
        self._sums: dict[Band, list[uuid.UUID]] = {}
        self._numbers: dict[Hashable, str] = {}
        self._funds: dict[uuid.UUID, Funds] = {}
        self._places: dict[Hashable, int] = {}
        self._headings = tuple(breakable(_(HEADINGS[name])) for name in COLUMNS)
        self._kinds = tuple(plan_columns.kind(name) for name in COLUMNS)
        self._bold = theme.font(bold=True)

    # -- reading the plan -------------------------------------------------------------------------------------------

    def refresh(self, touched: Touched | None = None) -> list[int] | None:
        """Show the plan as it is now; gives the places of the rows that changed, None when rows may have moved.

        With `touched` no more than that is different from before.
        """
        if touched is None:
            planning.load(self.context.cycle)
            self._rows.clear()
            self._funds.clear()
            self._read_order()
            return None
        changed = {row.id for key in touched.rows if (action := self._get(key)) for row in action.line_up()}
        before = {key: self._rows.pop(key, None) for key in changed | touched.rows}
        for key in before:
            self._funds.pop(key, None)
        if touched.moved:
            self._read_order()
            return None
        for key in changed:
            self._tell_row(key, before[key])
        bands = [band for band in self._sums if self._update_band(band, changed)]
        return sorted(self._places[key] for key in [*changed, *bands] if key in self._places)

    def _tell_row(self, key: Hashable, before: Row | None) -> None:
        """Have the cells painted whose texts are others now: each one costs time."""
        now, row = self._row(key), self._places.get(key, -1)
        if now is None or row < 0:
            return
        for column in range(len(COLUMNS)):
            if before is None or before.shown[column] != now.shown[column]:
                self._touch(row, column)
        if before is not None and before.remarks != now.remarks:
            self._touch(row, NUMBER)

    def _read_order(self) -> None:
        """Which rows there are, in what order, and what the bands show."""
        self._numbers = {action.id: localised(found) for action, found in numbers(self.context.cycle).items()}
        for key in self._rows.keys() - self._numbers.keys():
            del self._rows[key]
        self._bands.clear()
        self._sums.clear()
        keys = [key for part in PARTS for key in self._order_of(part)]
        self._places = {key: place for place, key in enumerate(keys)}
        self.show_keys(keys, shape=self.context.store.version)

    def _order_of(self, part: str) -> Iterator[Hashable]:
        tops = top_actions(self.context.cycle, part)
        yield self._add_band(Band(HEADING, part), _(PART_NAMES[part]))
        last: object = None if all(action.provider is None for action in tops) else self
        for action in tops:
            provider = action.provider
            if provider is not last:
                name = provider.name(screen_language()) if provider is not None else _("Without a service")
                band = Band(PROVIDER, part, provider.id if provider is not None else None)
                yield self._add_band(band, breakable(name), [each for each in tops if each.provider is provider])
                last = provider
            yield from (row.id for row in planning.below(action))
        total = _("Total of part {part}").format(part=_(PART_LETTERS[part]))
        yield self._add_band(Band(TOTAL, part), total, tops)

    def funds(self) -> Funds:
        """Of the whole plan."""
        return self._sum(action.id for action in self.context.cycle.actions if action.parent_id is None)

    def _row(self, key: Hashable) -> Row | None:
        """What an activity shows, worked out when it is first asked for; None for a band."""
        found = self._rows.get(key)
        if found is None and (action := self._get(key)) is not None:
            found = self._rows[key] = self._read(action)
        return found

    def _read(self, action: Action) -> Row:
        unfunded = 0 if action.children else plan_money.funds(action).unfunded
        texts = tuple(plan_columns.shown(action, name, unfunded) for name in COLUMNS)
        shown = tuple(
            breakable(text) if text and kind is not Kind.AMOUNT else text
            for text, kind in zip(texts, self._kinds, strict=True)
        )
        return Row(texts, shown, bool(action.children), unfunded, tuple(plan_remarks.remarks(action)))

    def _add_band(self, band: Band, name: str, tops: Sequence[Action] = ()) -> Band:
        """Note a band; with `tops` it shows what those cost together."""
        texts = [""] * len(COLUMNS)
        texts[NUMBER] = name
        self._bands[band] = texts
        if band.kind != HEADING:
            self._sums[band] = [action.id for action in tops]
            self._show_sum(band, self._sum(self._sums[band]))
        return band

    def _update_band(self, band: Band, changed: frozenset[uuid.UUID] | set[uuid.UUID]) -> bool:
        """Work out a band's sum anew when one of its rows changed; gives whether it shows something else now."""
        if changed.isdisjoint(self._sums[band]):
            return False
        before = list(self._bands[band])
        self._show_sum(band, self._sum(self._sums[band]))
        for column in (COST, FUNDING):
            if before[column] != self._bands[band][column]:
                self._touch(self._places[band], column)
        return before != self._bands[band]

    def _show_sum(self, band: Band, funds: Funds) -> None:
        self._bands[band][COST] = self.amount(funds.cost)
        self._bands[band][FUNDING] = plan_columns.missing(funds.unfunded) if funds.unfunded else ""

    def amount(self, riel: int) -> str:
        """Riel, and beneath them dollars where the plan states a rate."""
        language = screen_language()
        cents = plan_money.in_usd(riel, self.context.cycle.usd_rate)
        text = format_number(riel, language)
        return text if cents is None else f"{text}\n{format_usd(cents, language)}"

    def _sum(self, tops: Iterable[uuid.UUID]) -> Funds:
        """Of top rows; what each is worth is kept until something below it changes."""
        return plan_money.total(self._funds_of(key) for key in tops)

    def _funds_of(self, key: uuid.UUID) -> Funds:
        found = self._funds.get(key)
        if found is None:
            action = self._get(key)
            found = self._funds[key] = plan_money.funds(action) if action is not None else Funds()
        return found

    # -- rows -------------------------------------------------------------------------------------------------------

    def _get(self, key: object) -> Action | None:
        return self.context.store.get(Action, key) if isinstance(key, uuid.UUID) else None

    def action(self, row: int) -> Action | None:
        """The activity of a row; None for a heading, a total, or no row."""
        return self._get(self.key_at(row))

    def part(self, row: int) -> str:
        """The part that a row belongs to."""
        key, action = self.key_at(row), self.action(row)
        return action.part if action is not None else key.part if isinstance(key, Band) else PARTS[-1]

    def band(self, row: int) -> Band | None:
        """The band of a row; None for an activity."""
        key = self.key_at(row)
        return key if isinstance(key, Band) else None

    def row_at(self, row: int) -> Row | None:
        """What the activity of a row shows; None for a band. The same object as long as nothing of it changes."""
        return self._row(self.keys[row]) if 0 <= row < len(self.keys) else None

    def remarks(self, row: int) -> tuple[str, ...]:
        """What the activity of a row lacks."""
        found = self.row_at(row)
        return found.remarks if found is not None else ()

    def remarked(self) -> int:
        """How many rows have a remark."""
        return sum(bool(self.remarks(row)) for row in range(len(self.keys)))

    def row_of(self, key: Hashable | None) -> int:
        return self._places.get(key, -1)

    # -- what the view asks -----------------------------------------------------------------------------------------

    def headings(self) -> Sequence[str]:
        return self._headings

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    def kind_at(self, row: int, column: int) -> Kind:
        found = self._row(self.keys[row])
        if found is None or (found.heading and COLUMNS[column] in OF_LEAVES):
            return Kind.FIXED
        return self._kinds[column]

    def is_strong(self, row: int, column: int) -> bool:
        found = self._row(self.keys[row])
        return found is None or found.heading

    def text_at(self, row: int, column: int) -> str:
        key = self.keys[row]
        if column == NUMBER and key in self._numbers:
            return self._numbers[key]
        found = self._row(key)
        return found.texts[column] if found is not None else self._bands[key][column]

    def shown_at(self, row: int, column: int) -> str:
        found = self._row(self.keys[row])
        if found is None or column == NUMBER or self._typing is not None or self._refused:
            shown = super().shown_at(row, column)
            return breakable(shown) if self.kind_at(row, column) is Kind.TEXT else shown
        return found.shown[column]

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        row, column = index.row(), index.column()
        if role == DISPLAY:
            return self.shown_at(row, column)
        if role == ALIGNMENT:
            return ALIGNMENTS[COLUMNS[column] in AMOUNTS]
        if role == FONT:
            return self._bold if self.is_strong(row, column) else None
        if role == DECORATION:
            has_remark = column == NUMBER and self.remarks(row)
            return icons.pixmap("note", "warning", REMARK_SIZE) if has_remark else None
        if role == BACKGROUND:
            return self.ground(row, column)
        if role == FOREGROUND:
            return self.ink(row, column)
        if role == CHECKED:
            return None
        if role in (Role.ToolTipRole, Role.AccessibleDescriptionRole) and column == NUMBER and self.remarks(row):
            return tips.plain("\n".join(self.remarks(row)))
        return super().data(index, role)

    def ground(self, row: int, column: int) -> Any:
        """The colour of a cell's ground; None for the usual one."""
        band = self.keys[row]
        if isinstance(band, Band):
            return made_colour(GROUNDS[band.kind])
        if self._refused and (row, column) in self._refused:
            return made_colour("error_soft")
        return made_colour("page") if self.kind_at(row, column) is Kind.FIXED else None

    def ink(self, row: int, column: int) -> Any:
        """The colour of a cell's text; None for the usual one."""
        if (row, column) in self._refused:
            return made_colour("error")
        return made_colour("warning") if column == FUNDING and self._is_short(row) else None

    def _is_short(self, row: int) -> bool:
        """Whether money is missing in a row."""
        found = self.row_at(row)
        return bool(found.unfunded if found is not None else self.text_at(row, FUNDING))

    # -- storing ----------------------------------------------------------------------------------------------------

    def store(self, row: int, column: int, text: str) -> None:
        self._keep([(row, column, text)])

    def store_block(self, cells: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        try:
            self._keep(cells)
        except UserError as refusal:
            return [(row, column, refusal.text) for row, column, _text in cells]
        return []

    def _keep(self, cells: Sequence[tuple[int, int, str]]) -> None:
        label = _("Action plan, {column}").format(column=_(HEADINGS[COLUMNS[cells[0][1]]]))
        with self.context.store.transaction(label, cycle=self.context.cycle):
            for row, column, text in cells:
                if (action := self.action(row)) is not None:
                    plan_columns.store(action, COLUMNS[column], text, dt.date.today())

    # -- dragging ---------------------------------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self.keys[index.row()], Band):
            return ON_BANDS
        return ON_FIXED if self.kind_at(index.row(), index.column()) is Kind.FIXED else ON_FREE

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:  # noqa: N802
        return [DRAGGED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802
        data = QMimeData()
        data.setData(DRAGGED, str(indexes[0].row()).encode())
        return data

    def dropMimeData(  # noqa: N802
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        target = parent.row() if parent.isValid() else row
        if not data.hasFormat(DRAGGED) or not 0 <= target < len(self.keys):
            return False
        under = action == Qt.DropAction.CopyAction
        self.dropped.emit(self.keys[int(bytes(data.data(DRAGGED).data()))], self.keys[target], under)
        return False  # the plan itself moves the row; the view has nothing to take away


def shown_number(action: Action) -> str:
    """The official number in the script of the screen: `A.1.2`, `ក.១.២`."""
    return localised(number(action))


def localised(plain: str) -> str:
    """A plain number (`A.1.2`) in the script of the screen."""
    found = _(PART_LETTERS[plain[0]]) + plain[1:]
    return khmer_digits(found) if screen_language() == "km" else found
