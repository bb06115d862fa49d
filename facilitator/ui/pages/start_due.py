"""On the start page: which activities are overdue or due soon, and the way to their follow-up."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.i18n import _, format_date, plural, screen_language, shown
from facilitator.models.due import SOON, Due, DueRow
from facilitator.text import breakable
from facilitator.ui.widgets.basic import Button, Card, Label, Remark


class DueCard(Card):
    """How many there are, and the earliest ones by name; `wanted(str)` carries the cycle of the first."""

    wanted = Signal(str)

    def __init__(self, due: Due, parent: QWidget | None = None) -> None:
        super().__init__(name="start_due", parent=parent)
        self.body.setSpacing(6)
        self._cycle = due.rows[0].cycle
        self.overdue, self.soon = Remark("start_overdue", self), Remark("start_soon", self)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.overdue)
        words.addWidget(self.soon)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(Button("start_follow_up", _("Open the follow-up"), "follow_up", "plain", self._ask))
        self.body.addLayout(head)
        self._say_how_many(due)
        several = len({row.commune_km for row in due.rows}) > 1
        for number, row in enumerate(due.rows, 1):
            self.add(Label(breakable(_words(row, several)), "small", f"start_due_{number}"))

    def _say_how_many(self, due: Due) -> None:
        if due.overdue:
            sentence = plural(due.overdue, _("{n} activity is overdue."), _("{n} activities are overdue."))
            self.overdue.say(sentence.format(n=shown(due.overdue)), "warning")
        if due.soon:
            sentence = plural(
                due.soon, _("{n} activity ends within {days} days."), _("{n} activities end within {days} days.")
            )
            self.soon.say(sentence.format(n=shown(due.soon), days=shown(SOON)), "note")

    def _ask(self) -> None:
        self.wanted.emit(self._cycle)


def _words(row: DueRow, with_commune: bool) -> str:
    language = screen_language()
    activity = (row.activity_en or row.activity) if language == "en" else row.activity
    commune = row.commune_km if language == "km" else row.commune_en
    parts = [_until(row.end), activity, *([commune] if with_commune else [])]
    return " · ".join(parts)


def _until(day: dt.date) -> str:
    return format_date(day, screen_language(), "short")
