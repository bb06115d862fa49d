"""Checking one activity: what is found today, and what was found before."""

from __future__ import annotations

import datetime as dt
import uuid
from fractions import Fraction

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.errors import UserError
from facilitator.i18n import _, format_date, format_percent, screen_language
from facilitator.models import following
from facilitator.models.action import Action, FollowUp
from facilitator.models.plan_names import STATUS_NAMES, options
from facilitator.text import breakable
from facilitator.ui.context import Context
from facilitator.ui.pages.rows import Rows
from facilitator.ui.tables.actions import shown_number
from facilitator.ui.widgets.basic import Button, Card, Heading, IconButton, Label, Remark
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.dates import DateField
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.numbers import WholeNumber
from facilitator.ui.widgets.text_edit import LineText, LongText

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
        self.before = Rows()
        self.earlier = Label(_("Earlier checks"), "label")
        self.status.committed.connect(self._show_reason)
        self._lay_out()

    def _lay_out(self) -> None:
        self.add(self.title, Field(_("Status"), self.status), self.reason_field)
        self.add_columns(self.date_field, self.percent_field, Field(_("Checked by"), self.by))
        self.add(Field(_("What was seen"), self.note), self.remark)
        self.add_row(Button("check_store", _("Store the check"), "check", "primary", self._store))
        self.add(self.earlier, self.before)

    def show_action(self, action: Action) -> None:
        """Show this activity; the form is emptied when it is another one than before."""
        self.title.setText(f"{shown_number(action)}  {breakable(action.words(screen_language()))}")
        if action.id != self._key:
            self._key = action.id
            self._empty(action)
        checks = sorted(action.checks, key=lambda check: (check.date, check.id), reverse=True)
        self.before.sync([check.id for check in checks], self._make)
        self.earlier.setVisible(bool(checks))

    def _empty(self, action: Action) -> None:
        self.status.set_value(action.status)
        self.date.set_value(self._today)
        self.percent.set_value(action.percent)
        self.reason.set_value(action.reason)
        self.note.set_value("")
        self.remark.say("")
        for field in (self.reason_field, self.percent_field, self.date_field):
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
        action.check(
            day,
            status,
            self.percent.value(),
            note=self.note.value(),
            reason=self.reason.value() if status in NEEDS_REASON else "",
            checked_by=self.by.value(),
        )

    def _refusing(self) -> Field | None:
        """The field that a refusal will be about; what it said before is taken away."""
        for field in (self.reason_field, self.percent_field, self.date_field):
            field.say("")
        if self.date.value() is None:
            return self.date_field
        if self.status.value() in NEEDS_REASON and not self.reason.value().strip():
            return self.reason_field
        return self.percent_field

    def _make(self, key: int) -> QWidget:
        return CheckRow(self.context, key)


class CheckRow(QWidget):
    """One earlier check, in words, and the button that takes it back."""

    def __init__(self, context: Context, key: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self._key = context, key
        self.words = Label("", "body", f"check_{key}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(IconButton(f"check_{key}_remove", _("Delete this check"), "delete", self._remove))

    def refresh(self) -> None:
        """Show the check as it is now."""
        check, language = self._get(), screen_language()
        if check is None:
            return
        parts = [format_date(check.date, language, "short"), _(STATUS_NAMES[check.status])]
        if check.percent is not None:
            parts.append(format_percent(Fraction(check.percent, 100), language))
        parts += [words for words in (check.reason, check.note, check.checked_by) if words]
        self.words.setText(breakable(" · ".join(parts)))

    def _remove(self) -> None:
        if (check := self._get()) is not None:
            with self.context.gesture(_("Check deleted")):
                following.remove_check(check)

    def _get(self) -> FollowUp | None:
        return self.context.store.get(FollowUp, self._key)
