"""Checking one activity: what is found today, with a photo if there is one."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from facilitator.errors import UserError
from facilitator.i18n import _, screen_language
from facilitator.models.action import Action
from facilitator.models.plan_names import STATUS_NAMES, options
from facilitator.text import breakable
from facilitator.ui.tables.actions import shown_number
from facilitator.ui.widgets.basic import Button, Card, Heading, Remark
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.dates import DateField
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.numbers import WholeNumber
from facilitator.ui.widgets.photo import PhotoField
from facilitator.ui.widgets.text_edit import LineText, LongText

if TYPE_CHECKING:
    from facilitator.ui.context import Context

NEEDS_REASON = ("delayed", "dropped")


class CheckCard(Card):
    """Nothing is stored until the button is pressed: a check is one whole, and one undo takes it back."""

    def __init__(self, context: Context, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(name="check_card", parent=parent)
        self.context, self._today = context, today
        self._key: uuid.UUID | None = None
        self.title = Heading("", 2, "check_title")
        self.status = Choice("check_status", _("Status"), options(STATUS_NAMES))
        self.date = DateField("check_date", _("Date of the check"))
        self.percent = WholeNumber("check_percent", _("Percent done"))
        self.by = LineText("check_by", _("Checked by"))
        self.note = LongText("check_note", _("What was seen"))
        self.reason = LineText("check_reason", _("Reason"))
        self.reason_field = Field(_("Why is it delayed or dropped?"), self.reason)
        self.percent_field = Field(_("Percent done"), self.percent)
        self.date_field = Field(_("Date of the check"), self.date)
        self.remark = Remark("check_remark")
        self.photo = PhotoField("check_photo", _("Photo"))
        self.photo_field = Field(_("Photo"), self.photo)
        self.status.committed.connect(self._show_reason)
        self._lay_out()

    def _lay_out(self) -> None:
        self.add(self.title, Field(_("Status"), self.status), self.reason_field)
        self.add_columns(self.date_field, self.percent_field, Field(_("Checked by"), self.by))
        self.add(Field(_("What was seen"), self.note), self.photo_field, self.remark)
        self.add_row(Button("check_store", _("Store the check"), "check", "primary", self._store))

    def show_action(self, action: Action) -> None:
        """Show this activity; the form is emptied when it is another one than before."""
        self.title.setText(f"{shown_number(action)}  {breakable(action.words(screen_language()))}")
        if action.id != self._key:
            self._key = action.id
            self._empty(action)

    def _empty(self, action: Action) -> None:
        self.status.set_value(action.status)
        self.date.set_value(self._today)
        if not self.by.value():
            self.by.set_value(self.context.store.who)
        self.percent.set_value(action.percent)
        self.reason.set_value(action.reason)
        self.note.set_value("")
        self.photo.set_value(None)
        self.remark.say("")
        for field in (self.reason_field, self.percent_field, self.date_field, self.photo_field):
            field.say("")
        self._show_reason(action.status)

    @Slot(object)
    def _show_reason(self, status: str) -> None:
        self.reason_field.setVisible(status in NEEDS_REASON)
        if status == "done" and self.percent.value() in (None, 0):
            self.percent.set_value(100)

    def _store(self) -> None:
        action = self.context.store.get(Action, self._key)
        if action is None:
            return
        field = self._refusing()
        label = _("Check of {number}").format(number=shown_number(action))
        with self.context.gesture(label, say=field.say if field is not None else self.remark.say):
            if self.date.value() is None:
                raise UserError(_("Type the day of the check."))
            self._record(action, self.date.value() or self._today)
        refused = field.sentence() if field is not None else self.remark.text()
        if not refused:
            self._empty(action)

    def _record(self, action: Action, day: dt.date) -> None:
        status = self.status.value() or "not_started"
        entry = action.check(
            day,
            status,
            self.percent.value(),
            note=self.note.value(),
            reason=self.reason.value() if status in NEEDS_REASON else "",
            checked_by=self.by.value(),
        )
        entry.photo = self.photo.value()

    def _refusing(self) -> Field | None:
        """The field that a refusal will be about; what it said before is taken away."""
        for field in (self.reason_field, self.percent_field, self.date_field, self.photo_field):
            field.say("")
        if self.date.value() is None:
            return self.date_field
        if self.status.value() in NEEDS_REASON and not self.reason.value().strip():
            return self.reason_field
        return self.percent_field
