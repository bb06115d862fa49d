"""The button that shows the history of the record on show."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from facilitator.i18n import _
from facilitator.ui.widgets.basic import Button

if TYPE_CHECKING:
    from facilitator.models.records import Record
    from facilitator.ui.context import Context


class HistoryButton(Button):
    """`record` gives what is on show when the button is pressed; None is the whole cycle."""

    def __init__(self, name: str, context: Context, record: Callable[[], Record | None]) -> None:
        super().__init__(name, _("History"), "history", "quiet", self._show)
        self._context, self._record = context, record

    def _show(self) -> None:
        self._context.history_wanted.emit(self._record())
