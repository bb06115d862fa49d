"""Typing the decisions and the next date, and from there to the minutes on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import _
from facilitator.models import agreeing
from facilitator.ui.pages.rows import Section, beside, show_value
from facilitator.ui.widgets.basic import Button
from facilitator.ui.widgets.dates import DateField
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LongText

if TYPE_CHECKING:
    from facilitator.models.meeting import Meeting
    from facilitator.ui.context import Context

NAME = "meeting"


class ClosingPanel(Section):
    """`minutes_asked` when the minutes shall be shown as they will be printed."""

    minutes_asked = Signal()

    def __init__(self, context: Context, meeting: Callable[[], Meeting | None], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._meeting = meeting
        self.decisions = LongText(f"{NAME}_decisions", _("Decisions"), lines=(4, 4))
        self.next = DateField(f"{NAME}_next", _("Next meeting"))
        self.decisions_field = Field(_("Decisions"), self.decisions).stores(self._set_decisions)
        self.next_field = Field(_("Next meeting"), self.next).stores(self._set_next)
        self.minutes = Button(f"{NAME}_minutes", _("Print the minutes"), "print", "primary", self.minutes_asked.emit)
        aside = QWidget()
        right = QVBoxLayout(aside)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.next_field)
        right.addWidget(self.minutes)
        right.addStretch(1)
        both = beside(self.decisions_field)
        both_row = both.layout()
        assert both_row is not None
        both_row.addWidget(aside)
        self.column.addWidget(both)

    def refresh(self) -> None:
        """Show what is stored."""
        meeting = self._meeting()
        if meeting is not None:
            show_value(self.decisions, meeting.decisions)
            show_value(self.next, meeting.next_date)
            for field in (self.decisions_field, self.next_field):
                field.setEnabled(meeting.closed_on is None)

    def focus_first(self) -> None:
        """Put the keyboard into the decisions."""
        self.decisions.setFocus()

    def _set_decisions(self, text: str) -> None:
        self._set(self.decisions_field, _("Decisions"), "decisions", text)

    def _set_next(self, day: dt.date | None) -> None:
        self._set(self.next_field, _("Next meeting"), "next_date", day)

    def _set(self, field: Field, label: str, attribute: str, value: object) -> None:
        meeting = self._meeting()
        if meeting is not None:
            with self.context.gesture(label, say=field.say):
                agreeing.need_open(meeting)
                setattr(meeting, attribute, value)
