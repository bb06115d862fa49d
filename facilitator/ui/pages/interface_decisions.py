"""What the interface meeting decided as a whole, and when it goes on."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from facilitator.i18n import _
from facilitator.models import agreeing
from facilitator.ui.pages.correction_line import CorrectionLine
from facilitator.ui.pages.rows import Section, show_value
from facilitator.ui.widgets.basic import Button, Card, EmptyState
from facilitator.ui.widgets.dates import DateField
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LongText

if TYPE_CHECKING:
    from facilitator.models.meeting import Meeting
    from facilitator.ui.context import Context
    from facilitator.ui.pages.meeting_head import MeetingHead


class DecisionsSection(Section):
    """Of the meeting that `head` shows; `name` begins the names of the widgets."""

    def __init__(
        self, context: Context, head: MeetingHead, name: str = "decisions", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self._head = head
        self.decisions = LongText(name, _("Decisions"), lines=(4, 14))
        self.notes = LongText(f"{name}_notes", _("Notes"), lines=(3, 12))
        self.next = DateField(f"{name}_next", _("Next meeting"))
        self.decisions_field = Field(_("Decisions"), self.decisions, _("What everybody agreed on, read aloud."))
        self.notes_field = Field(_("Notes"), self.notes)
        self.next_field = Field(_("Next meeting"), self.next)
        self.card = Card(name=f"{name}_card")
        self.card.add(self.decisions_field.stores(self._set_decisions), self.next_field.stores(self._set_next))
        self.card.add(self.notes_field.stores(self._set_notes))
        self.start = Button(f"{name}_begin", _("Write down the meeting"), "calendar", "primary", self._begin)
        self.empty = EmptyState(
            f"{name}_empty",
            "interface",
            _("No meeting written down yet"),
            _("What is said belongs to a meeting. Write down its day first; everything else can follow."),
            self.start,
        )
        self.correction = CorrectionLine(name, context, head.meeting)
        self.column.addWidget(self.empty)
        self.column.addWidget(self.correction)
        self.column.addWidget(self.card)

    def refresh(self) -> None:
        """Show the decisions as they are now."""
        self._head.refresh()
        meeting = self._head.meeting()
        self.empty.setVisible(meeting is None)
        self.correction.refresh()
        self.card.setVisible(meeting is not None)
        if meeting is None:
            return
        shown: tuple[tuple[QWidget, object], ...] = (
            (self.decisions, meeting.decisions),
            (self.notes, meeting.notes),
            (self.next, meeting.next_date),
        )
        for editor, value in shown:
            show_value(editor, value)
        self.card.setEnabled(meeting.closed_on is None)

    def _set_decisions(self, text: str) -> None:
        self._set(self.decisions_field, _("Decisions"), "decisions", text)

    def _set_notes(self, text: str) -> None:
        self._set(self.notes_field, _("Notes"), "notes", text)

    def _set_next(self, day: dt.date | None) -> None:
        self._set(self.next_field, _("Next meeting"), "next_date", day)

    def _set(self, field: Field, label: str, attribute: str, value: object) -> None:
        meeting: Meeting | None = self._head.meeting()
        if meeting is not None:
            with self.context.gesture(label, say=field.say):
                agreeing.need_open(meeting)
                setattr(meeting, attribute, value)

    def _begin(self) -> None:
        self._head.begin.click()
        self.refresh()
        self.decisions.setFocus()
