"""The action plan in its official columns: part A, part B, their rows on three levels, and what each part costs."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal

from facilitator.errors import UserError
from facilitator.i18n import N_, _, format_date, format_decimal, format_number, khmer_digits, screen_language
from facilitator.models import planning
from facilitator.models.action import PARTS, Action, number
from facilitator.text import breakable
from facilitator.typed import parse_date, parse_riel, parse_whole
from facilitator.ui import theme
from facilitator.ui.context import Context
from facilitator.ui.tables.base import Index, Kind, Role
from facilitator.ui.tables.keyed import KeyedTable

COLUMNS = (
    "number", "activity", "proposer", "target", "location", "quantity", "unit", "start", "end", "beneficiaries",
    "women", "cost", "lead",
)  # fmt: skip
"""The thirteen columns of the official table (design page "The domain")."""
NUMBER, ACTIVITY, COST = COLUMNS.index("number"), COLUMNS.index("activity"), COLUMNS.index("cost")
WIDTHS = (100, 300, 170, 220, 180, 104, 110, 152, 152, 124, 96, 160, 240)
WHOLE = ("beneficiaries", "women", "cost")
OF_LEAVES = ("quantity", "cost")

PART_NAMES = {
    "A": N_("Part A: needs outside resources"),
    "B": N_("Part B: the service and the community do it themselves"),
}
PART_LETTERS = {"A": N_("A"), "B": N_("B")}
HEADING, TOTAL = "heading", "total"
DRAGGED = "application/x-facilitator-action"


class ActionsTable(KeyedTable):
    """Rows are keyed by the activity's id; the heading and the total of a part by (`heading` or `total`, part).

    `dropped(id of the dragged row, key of the row it was dropped on)` asks for another place.
    """

    dropped = Signal(object, object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._numbers: dict[uuid.UUID, str] = {}

    def refresh(self) -> None:
        """Read the plan anew."""
        keys: list[object] = []
        self._numbers = {}
        for part in PARTS:
            rows = planning.rows(self.context.cycle, part)
            self._numbers |= {row.id: shown_number(row) for row in rows}
            keys += [(HEADING, part), *(row.id for row in rows), (TOTAL, part)]
        self.show_keys(keys)

    def action(self, row: int) -> Action | None:
        """The activity of a row; None for a heading, a total, or no row."""
        key = self.key_at(row)
        return self.context.store.get(Action, key) if isinstance(key, uuid.UUID) else None

    def part(self, row: int) -> str:
        """The part that a row belongs to."""
        key, action = self.key_at(row), self.action(row)
        return action.part if action is not None else key[1] if isinstance(key, tuple) else PARTS[-1]

    def is_band(self, row: int) -> bool:
        """True for a heading or a total."""
        return isinstance(self.key_at(row), tuple)

    def headings(self) -> Sequence[str]:
        return (
            _("No."), _("Activity"), _("Proposer"), _("Target it answers"), _("Location"), _("Quantity"), _("Unit"),
            _("Start"), _("End"), _("Beneficiaries"), _("Women"), _("Estimated cost (riel)"), _("Lead and partners"),
        )  # fmt: skip

    def kind_at(self, row: int, column: int) -> Kind:
        action, name = self.action(row), COLUMNS[column]
        if action is None or name == "number" or (action.children and name in OF_LEAVES):
            return Kind.FIXED
        return Kind.WHOLE if name in WHOLE else Kind.DECIMAL if name == "quantity" else Kind.TEXT

    def is_strong(self, row: int, column: int) -> bool:
        action = self.action(row)
        return action is None or bool(action.children)

    def text_at(self, row: int, column: int) -> str:
        action, language = self.action(row), screen_language()
        if action is None:
            return self._band(row, column)
        name = COLUMNS[column]
        if name == "number":
            return self._numbers.get(action.id, "")
        if name == "cost":
            cost = action.total_cost() if action.children else action.cost
            return "" if cost is None else format_number(cost, language)
        return _shown(action, name, language)

    def shown_at(self, row: int, column: int) -> str:
        shown = super().shown_at(row, column)
        return breakable(shown) if self.kind_at(row, column) is Kind.TEXT else shown

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        row, column = index.row(), index.column()
        if role == Role.BackgroundRole and self.is_band(row):
            return theme.colour("accent_soft") if self.key_at(row) in [(HEADING, part) for part in PARTS] else None
        if role == Role.TextAlignmentRole:
            numeric = COLUMNS[column] in (*WHOLE, "quantity")
            side = Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return super().data(index, role)

    def _band(self, row: int, column: int) -> str:
        key = self.key_at(row)
        if not isinstance(key, tuple):
            return ""
        what, part = key
        if what == HEADING:
            return _(PART_NAMES[part]) if column == NUMBER else ""
        if column == NUMBER:
            return _("Total of part {part}").format(part=_(PART_LETTERS[part]))
        cost = planning.part_cost(self.context.cycle, part)
        return format_number(cost, screen_language()) if column == COST else ""

    # -- storing ------------------------------------------------------------------------------------------------------

    def store(self, row: int, column: int, text: str) -> None:
        self._keep([(row, column, text)])

    def store_block(self, cells: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        try:
            self._keep(cells)
        except UserError as refusal:
            return [(row, column, refusal.text) for row, column, _text in cells]
        return []

    def _keep(self, cells: Sequence[tuple[int, int, str]]) -> None:
        label = _("Action plan, {column}").format(column=self.headings()[cells[0][1]])
        with self.context.store.transaction(label, cycle=self.context.cycle):
            for row, column, text in cells:
                if (action := self.action(row)) is not None:
                    _set(action, COLUMNS[column], text)

    # -- dragging -----------------------------------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        drag = Qt.ItemFlag.NoItemFlags if self.is_band(index.row()) else Qt.ItemFlag.ItemIsDragEnabled
        return super().flags(index) | drag | Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802
        return Qt.DropAction.MoveAction

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
        self.dropped.emit(self.keys[int(bytes(data.data(DRAGGED).data()))], self.keys[target])
        return False  # the plan itself moves the row; the view has nothing to take away


def shown_number(action: Action) -> str:
    """The official number in the script of the screen: `A.1.2`, `ក.១.២`."""
    plain = _(PART_LETTERS[action.part]) + number(action)[1:]
    return khmer_digits(plain) if screen_language() == "km" else plain


def _shown(action: Action, name: str, language: str) -> str:
    if name == "activity":
        return action.words(language)
    if name == "quantity":
        return format_decimal(Decimal(action.quantity), language) if action.quantity else ""
    value = getattr(action, name)
    if value is None or isinstance(value, str):
        return value or ""
    return format_number(value, language) if isinstance(value, int) else format_date(value, language, "short")


def _set(action: Action, name: str, text: str) -> None:
    setters: dict[str, Callable[[], None]] = {
        "activity": lambda: planning.set_words(action, screen_language(), text),
        "quantity": lambda: planning.set_quantity(action, text),
        "start": lambda: planning.set_time(action, parse_date(text), action.end),
        "end": lambda: planning.set_time(action, action.start, parse_date(text)),
        "beneficiaries": lambda: action.set_beneficiaries(parse_whole(text), action.women),
        "women": lambda: action.set_beneficiaries(action.beneficiaries, parse_whole(text)),
        "cost": lambda: planning.set_cost(action, parse_riel(text)),
    }
    if name in setters:
        setters[name]()
    else:
        planning.set_line(action, name, text)
