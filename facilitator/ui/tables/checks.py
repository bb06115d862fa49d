"""The activities to follow up: what is overdue first, with status, percent done, last check and money."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from facilitator.i18n import _, format_date, format_percent, screen_language
from facilitator.models import following
from facilitator.models.action import Action
from facilitator.models.plan_names import STATUS_NAMES
from facilitator.text import breakable
from facilitator.ui import theme
from facilitator.ui.tables.actions import shown_number
from facilitator.ui.tables.base import Index, Role
from facilitator.ui.tables.keyed import KeyedTable

if TYPE_CHECKING:
    from facilitator.ui.context import Context

ACTIVITY, END, STATUS, LAST = range(4)
STATUS_TOKENS = {"done": "ok", "delayed": "warning", "dropped": "muted"}


class ChecksTable(KeyedTable):
    """One row per activity; `today` decides what is overdue."""

    def __init__(self, context: Context, today: dt.date) -> None:
        super().__init__(context)
        self.today = today

    def refresh(self) -> None:
        """Read the plan anew."""
        self.show_keys([action.id for action in following.to_follow(self.context.cycle, self.today)])

    def action(self, row: int) -> Action | None:
        """The activity of a row, or None when there is no such row."""
        key = self.key_at(row)
        return self.context.store.get(Action, key) if isinstance(key, uuid.UUID) else None

    def headings(self) -> Sequence[str]:
        return (_("Activity"), _("End"), _("Status"), _("Last check"))

    def text_at(self, row: int, column: int) -> str:
        action, language = self.action(row), screen_language()
        if action is None:
            return ""
        if column == ACTIVITY:
            lead = action.responsible or action.lead
            return breakable(f"{shown_number(action)}  {action.words(language)}" + (f"\n{lead}" if lead else ""))
        if column == STATUS:
            return "\n".join(self._status(action, language))
        day = action.end if column == END else action.last_check
        return format_date(day, language, "short") if day is not None else ""

    def _status(self, action: Action, language: str) -> list[str]:
        percent = "" if action.percent is None else format_percent(Fraction(action.percent, 100), language)
        overdue = _("overdue") if following.is_overdue(action, self.today) else ""
        overdue = overdue or (_("due soon") if following.is_due_soon(action, self.today) else "")
        return [line for line in (_(STATUS_NAMES[action.status]), percent, overdue) if line]

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if role == Role.BackgroundRole:
            return None
        if role == Role.ForegroundRole and index.column() in (STATUS, END):
            action = self.action(index.row())
            if action is not None and following.is_overdue(action, self.today):
                return theme.colour("error")
            token = STATUS_TOKENS.get(action.status) if action is not None else None
            return theme.colour(token) if token is not None and index.column() == STATUS else None
        return super().data(index, role)
