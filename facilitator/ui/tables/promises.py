"""The promises of the round before: what was promised, how it stands, what was seen or why it is late."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from facilitator.i18n import _, format_percent, screen_language
from facilitator.models.action import Action
from facilitator.models.plan_names import STATUS_NAMES
from facilitator.text import breakable
from facilitator.ui import theme
from facilitator.ui.tables.base import Index, Role
from facilitator.ui.tables.checks import STATUS_TOKENS
from facilitator.ui.tables.keyed import KeyedTable

if TYPE_CHECKING:
    from facilitator.ui.context import Context

PROMISE, STATUS, SEEN = range(3)
ORDER = ("done", "under_way", "delayed", "dropped", "not_started")


class PromisesTable(KeyedTable):
    """Only to read; what was kept stands first."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)

    def show(self, promises: Sequence[Action]) -> None:
        """Show these activities."""
        self.show_keys([action.id for action in sorted(promises, key=lambda action: ORDER.index(action.status))])

    def headings(self) -> Sequence[str]:
        return (_("What was promised"), _("Status"), _("What was seen"))

    def text_at(self, row: int, column: int) -> str:
        action, language = self._action(row), screen_language()
        if action is None:
            return ""
        if column == PROMISE:
            who = action.lead or action.responsible
            return breakable(action.words(language) + (f"\n{who}" if who else ""))
        if column == STATUS:
            going = action.status not in ("done", "not_started") and action.percent is not None
            percent = [format_percent(Fraction(action.percent or 0, 100), language)] if going else []
            return "\n".join([_(STATUS_NAMES[action.status]), *percent])
        last = max(action.checks, key=lambda check: (check.date, check.id), default=None)
        return breakable("\n".join(text for text in (last.note if last else "", action.reason) if text))

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if role == Role.BackgroundRole:
            return None
        if role == Role.ForegroundRole and index.column() == STATUS:
            action = self._action(index.row())
            token = STATUS_TOKENS.get(action.status) if action is not None else None
            return theme.colour(token) if token is not None else None
        return super().data(index, role)

    def _action(self, row: int) -> Action | None:
        key = self.key_at(row)
        return self.context.store.get(Action, key) if isinstance(key, uuid.UUID) else None
