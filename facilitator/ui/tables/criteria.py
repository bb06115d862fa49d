"""The criteria of a service point in their order; rows can be dragged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal

from facilitator.i18n import _, format_number, plural, screen_language
from facilitator.models import choosing
from facilitator.models.scorecard import Criterion
from facilitator.text import breakable
from facilitator.ui.tables.base import Index, Kind
from facilitator.ui.tables.keyed import KeyedTable

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint

NUMBER, WORDS, OTHER_WORDS, RAISED = range(4)
DRAGGED = "application/x-facilitator-row"


class CriteriaTable(KeyedTable):
    """One row per criterion that all score. The words of the meeting's own can be typed over.

    `dropped(criterion id, place)` tells that a row was dragged to another place (from 0).
    """

    dropped = Signal(int, int)

    def refresh(self, point: ServicePoint | None) -> None:
        """Read the criteria of this service point anew."""
        self.show_keys([criterion.id for criterion in choosing.scored_by_all(point)] if point is not None else [])

    def criterion(self, row: int) -> Criterion | None:
        """The criterion of a row, or None when there is no such row."""
        key = self.key_at(row)
        return self.context.store.get(Criterion, key) if key is not None else None

    def headings(self) -> Sequence[str]:
        other = _("In English") if screen_language() == "km" else _("In Khmer")
        return (_("No."), _("Criterion"), other, _("Raised by"))

    def kind_at(self, row: int, column: int) -> Kind:
        criterion = self.criterion(row)
        own = criterion is not None and choosing.is_own(criterion)
        return Kind.TEXT if own and column in (WORDS, OTHER_WORDS) else Kind.FIXED

    def is_strong(self, row: int, column: int) -> bool:
        return column == NUMBER

    def text_at(self, row: int, column: int) -> str:
        criterion, language = self.criterion(row), screen_language()
        if criterion is None:
            return ""
        if column == NUMBER:
            return format_number(row + 1, language)
        if column == RAISED:
            return _raised(criterion, language)
        return criterion.text_km if self._language(column) == "km" else criterion.text_en

    def shown_at(self, row: int, column: int) -> str:
        return breakable(super().shown_at(row, column))

    def store(self, row: int, column: int, text: str) -> None:
        criterion = self.criterion(row)
        if criterion is None:
            return
        with self.context.store.transaction(_("Words of a criterion"), cycle=self.context.cycle):
            choosing.reword(criterion, self._language(column), text)

    def _language(self, column: int) -> str:
        screen = screen_language()
        return screen if column == WORDS else "en" if screen == "km" else "km"

    # -- dragging ---------------------------------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

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
        if not data.hasFormat(DRAGGED):
            return False
        start = int(bytes(data.data(DRAGGED).data()))
        target = row if row >= 0 else parent.row() if parent.isValid() else len(self.keys)
        self.dropped.emit(self.keys[start], target - 1 if target > start and row >= 0 else target)
        return True


def _raised(criterion: Criterion, language: str) -> str:
    issues, people = choosing.raised_by(criterion)
    if not issues:
        return ""
    lines = [plural(issues, _("{n} issue"), _("{n} issues")).format(n=format_number(issues, language))]
    if people:
        lines.append(plural(people, _("{n} person"), _("{n} people")).format(n=format_number(people, language)))
    return "\n".join(lines)
