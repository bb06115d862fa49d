"""Who came to a meeting: head counts by side and group, cross-checked, beside the participation targets."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from facilitator.i18n import N_, _, format_number, screen_language
from facilitator.models import holding
from facilitator.models.meeting import Meeting
from facilitator.ui.widgets.basic import Label, Remark
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.headcount import HeadcountField

if TYPE_CHECKING:
    from facilitator.ui.context import Context

SIDE_NAMES = {
    "citizens": N_("Citizens"),
    "providers": N_("Providers"),
    "commune": N_("Commune"),
    "district": N_("District"),
    "other": N_("Other"),
}
"""The sides of `meeting.ATTENDANCE_SIDES`, as the screen calls them."""


class MeetingPeople(QWidget):
    """One small grid of counts; a choice above it says whose they are, where a meeting has several sides or groups."""

    def __init__(
        self, context: Context, name: str, sides: Sequence[str], by_group: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._name, self._sides, self._by_group = name, tuple(sides), by_group
        self._meeting: uuid.UUID | None = None
        self._offered: list[tuple[str, str]] = []
        self._whose = ""
        self.choice: Choice | None = None
        self.all = Label("", "small", f"{name}_all_people")
        self.counts = HeadcountField(f"{name}_people", _("People present"))
        self.counts.committed.connect(self._store)
        self.refusal = Remark(f"{name}_people_remark")
        self.targets = Remark(f"{name}_targets")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        for part in (Label(_("People present"), "label"), self.all, self.counts, self.refusal, self.targets):
            self._column.addWidget(part)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show the counts of this meeting."""
        if meeting.id != self._meeting:
            self._meeting, self._whose = meeting.id, ""
            self.refusal.say("")
        self._offer(meeting)
        if not self._typing():
            self.counts.set_value(holding.counts_of(meeting, *self._side_and_group()))
        self.targets.say(" ".join(holding.missed_targets(meeting)), "note")
        total = holding.present(meeting)["total"]
        several = len(self._offered) > 1 and total is not None
        self.all.setText(
            _("All together: {n} people").format(n=format_number(total or 0, screen_language())) if several else ""
        )
        self.all.setVisible(several)

    def _offer(self, meeting: Meeting) -> None:
        options = [(f"{side}|{group}", self._label(side, group)) for side, group in self._kinds(meeting)]
        if not self._whose:
            counted = [f"{row.side}|{row.group}" for row in meeting.attendance if row.total]
            keys = [key for key, _text in options]
            self._whose = next((key for key in keys if key in counted), keys[0])
        if options != self._offered:
            self._offered = options
            if self.choice is not None:
                self.choice.hide()
                self.choice.deleteLater()
            self.choice = Choice(f"{self._name}_whose", _("Whose count"), options)
            self.choice.committed.connect(self._turn)
            self._column.insertWidget(1, self.choice)
        assert self.choice is not None
        self.choice.set_value(self._whose)
        self.choice.setVisible(len(options) > 1)

    def _kinds(self, meeting: Meeting) -> list[tuple[str, str]]:
        """The sides and groups that can be counted, and those that were."""
        groups = [group.key for group in self.context.cycle.groups] if self._by_group else []
        kinds = [(side, "") for side in self._sides]
        kinds[1:1] = [("citizens", group) for group in groups]
        return kinds + [(row.side, row.group) for row in meeting.attendance if (row.side, row.group) not in kinds]

    def _label(self, side: str, group: str) -> str:
        found = self.context.cycle.group(group)
        if found is not None:
            return found.name(screen_language())
        return group or _(SIDE_NAMES[side])

    def _side_and_group(self) -> tuple[str, str]:
        side, _bar, group = self._whose.partition("|")
        return side, group

    def _typing(self) -> bool:
        focused = QApplication.focusWidget()
        return isinstance(focused, QLineEdit) and focused.isModified() and self.counts.isAncestorOf(focused)

    @Slot(object)
    def _turn(self, whose: str) -> None:
        self._whose = whose
        meeting = self._get()
        if meeting is not None:
            self.refusal.say("")
            self.show_meeting(meeting)

    @Slot(object)
    def _store(self, counts: Mapping[str, int | None]) -> None:
        meeting = self._get()
        if meeting is None:
            return
        side, group = self._side_and_group()
        label = _("Attendance: {who}").format(who=self._label(side, group))
        with self.context.gesture(label, say=self.refusal.say):
            holding.set_counts(meeting, side, group, counts)

    def _get(self) -> Meeting | None:
        return self.context.store.get(Meeting, self._meeting) if self._meeting is not None else None
