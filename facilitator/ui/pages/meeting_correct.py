"""Declaring a meeting finished, opening it again with a reason, moving it to its right place, taking it away."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import _, format_date, screen_language
from facilitator.models import holding
from facilitator.models.cycle import ServicePoint
from facilitator.models.meeting import Meeting
from facilitator.models.place import Village
from facilitator.models.records import Record
from facilitator.ui.pages.history_button import HistoryButton
from facilitator.ui.pages.meeting_parts import bare, bring_into_sight, let_go, village_name
from facilitator.ui.widgets.basic import Button, Label, Remark
from facilitator.ui.widgets.choice import Choice
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.tab_order import follow_layout
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.ui.context import Context

NONE = ""
"""The choice of all services, or of no village."""


class MeetingCorrect(QWidget):
    """A row of buttons; what needs a reason opens a line beneath it, never a box."""

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self._name = context, name
        self._meeting: uuid.UUID | None = None
        self._offered: object = None
        self._asked = ""
        self.state = Remark(f"{name}_state")
        self.remark = Remark(f"{name}_correct_remark")
        self.finish = Button(f"{name}_finish", _("Declare finished"), "check", pressed=self._finish)
        self.reopen = Button(f"{name}_reopen", _("Correct it…"), "edit", pressed=self._ask_reopen)
        self.move_button = Button(f"{name}_move", _("Wrong service or village? Move…"), "move", "quiet", self._ask_move)
        self.remove = Button(f"{name}_remove", _("Remove the meeting"), "delete", "quiet", self._remove)
        self.history = HistoryButton(f"{name}_history", context, self._record)
        self._build()

    def _build(self) -> None:
        name = self._name
        self.reason = LineText(f"{name}_reason", _("Reason"), _("Why is this corrected?"))
        self.reason_field = Field(_("Reason"), self.reason)
        self.service: Choice | None = None
        self.village: Choice | None = None
        self.ok = Button(f"{name}_correct_ok", _("Open for correction"), "check", pressed=self._do)
        self.no = Button(f"{name}_correct_cancel", _("Cancel"), "close", "quiet", self._close)
        self.reason.returnPressed.connect(self.ok.click)
        self.where = bare(f"{name}_where")
        self.panel = bare(f"{name}_correct")
        self.panel.add(self.where, self.reason_field)
        self.panel.add_row(self.ok, self.no)
        self.panel.hide()
        row = bare(f"{name}_actions")
        row.add_row(self.finish, self.reopen, self.move_button, self.remove, self.history)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(8)
        for part in (self.state, row, self.remark, self.panel):
            column.addWidget(part)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show what can be done with this meeting."""
        if meeting.id != self._meeting:
            self._meeting = meeting.id
            self._close()
        closed = meeting.closed_on
        day = format_date(closed, screen_language()) if closed is not None else ""
        self.state.say(_("Finished on {date}. Corrections need a reason.").format(date=day) if closed else "", "ok")
        self.finish.setVisible(closed is None)
        self.reopen.setVisible(closed is not None)
        self.remove.setVisible(closed is None)
        if self._asked == "move":
            self._offer(meeting)

    def _record(self) -> Record | None:
        return Record("meeting", str(self._meeting)) if self._meeting is not None else None

    # -- what needs no reason ---------------------------------------------------------------------------------------

    def _finish(self) -> None:
        self._change(_("Meeting finished"), lambda meeting: holding.finish(meeting, dt.date.today()))

    def _remove(self) -> None:
        self._change(_("Meeting removed"), holding.remove)

    def _change(self, label: str, change: Callable[[Meeting], None], reason: str = "") -> bool:
        """One stored change; True when it was taken."""
        meeting = self._get()
        if meeting is None:
            return False
        say = self.reason_field.say if self._asked else self.remark.say
        self.remark.say("")
        with self.context.gesture(label, say=say, reason=reason):
            change(meeting)
        return not (self.reason_field.sentence() if self._asked else self.remark.text())

    # -- what needs a reason ----------------------------------------------------------------------------------------

    def _ask_reopen(self) -> None:
        self._open("reopen", _("Open for correction"))

    def _ask_move(self) -> None:
        meeting = self._get()
        if meeting is not None:
            self._offer(meeting)
            self._open("move", _("Move the meeting"))

    def _open(self, asked: str, text: str) -> None:
        self._asked = asked
        self.ok.setText(text)
        self.ok.setAccessibleName(text)
        self.where.setVisible(asked == "move")
        self.panel.show()
        self.remark.say("")
        (self.service if asked == "move" and self.service is not None else self.reason).setFocus()
        bring_into_sight(self.panel)

    def _close(self) -> None:
        self._asked = ""
        self.panel.hide()
        self.reason.set_value("")
        self.reason_field.say("")
        self.remark.say("")

    def _do(self) -> None:
        reason = self.reason.text()
        if self._asked == "move":
            done = self._change(_("Meeting moved"), self._move, reason)
        else:
            done = self._change(_("Meeting opened for correction"), lambda each: holding.reopen(each, reason), reason)
        if done:
            self._close()

    def _move(self, meeting: Meeting) -> None:
        service = self.service.value() if self.service is not None else NONE
        village = self.village.value() if self.village is not None else NONE
        store = self.context.store
        holding.move(
            meeting,
            store.get(ServicePoint, int(service)) if service else None,
            store.get(Village, village) if village else None,
            self.reason.text(),
        )

    def _offer(self, meeting: Meeting) -> None:
        """Make the choices of service and village anew when these have changed."""
        cycle, language = self.context.cycle, screen_language()
        services = [
            (NONE, _("all services")),
            *((str(point.id), point.name(language)) for point in cycle.service_points),
        ]
        villages = [
            (NONE, _("no village")),
            *((each.code, village_name(each)) for each in cycle.villages()),
        ]
        if (meeting.id, services, villages) == self._offered:
            return
        self._offered = (meeting.id, services, villages)
        let_go(self.where)
        self.service = Choice(f"{self._name}_service", _("Service"), services, buttons=False)
        self.village = Choice(f"{self._name}_village", _("Village"), villages, buttons=False)
        self.service.set_value(str(meeting.service_point_id) if meeting.service_point_id is not None else NONE)
        self.village.set_value(meeting.village_code or NONE)
        self.where.add(
            Label(_("Where does this meeting belong?"), "label"),
            Field(_("Service"), self.service),
            Field(_("Village"), self.village),
        )
        follow_layout(self)

    def _get(self) -> Meeting | None:
        return self.context.store.get(Meeting, self._meeting) if self._meeting is not None else None
