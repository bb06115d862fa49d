"""Above what belongs to a finished meeting: that it is finished, and a line that asks why it is to be corrected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.i18n import _, format_date, screen_language
from facilitator.models import holding
from facilitator.text import breakable
from facilitator.ui.widgets.basic import Banner, Button
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.models.meeting import Meeting
    from facilitator.ui.context import Context


class CorrectionLine(QWidget):
    """`meeting` gives the meeting that what stands below belongs to. Hidden while that was never finished."""

    def __init__(
        self, name: str, context: Context, meeting: Callable[[], Meeting | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_correction")
        self._context, self._meeting = context, meeting
        self.state = Banner(f"{name}_finished")
        self.reason = LineText(f"{name}_why", _("Reason of the correction"))
        self.reason_field = Field(_("To correct something, say why"), self.reason).stores(self._reopen)
        self.finish = Button(f"{name}_finish_again", _("Corrected: finished again"), "check", pressed=self._finish)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.state, self.reason_field, self.finish):
            column.addWidget(part)
        self.hide()

    def refresh(self) -> None:
        """Show whether the meeting is finished, or open for a correction."""
        meeting = self._meeting()
        closed = meeting.closed_on if meeting is not None else None
        why = meeting.correcting if meeting is not None else ""
        self.setVisible(closed is not None or bool(why))
        self.reason_field.setVisible(closed is not None)
        self.finish.setVisible(closed is None)
        if closed is not None:
            day = format_date(closed, screen_language())
            self.state.say(_("Finished on {date}. Corrections need a reason.").format(date=day), "ok")
        else:
            self.state.say(_("Open for a correction: {reason}").format(reason=breakable(why)), "note")

    def _reopen(self, reason: str) -> None:
        meeting = self._meeting()
        if meeting is None or not reason.strip():
            return
        label = _("Meeting opened for correction")
        with self._context.gesture(label, say=self.reason_field.say, reason=reason):
            holding.reopen(meeting, reason)
        self.reason.set_value("")

    def _finish(self) -> None:
        meeting = self._meeting()
        if meeting is not None:
            with self._context.gesture(_("Meeting finished")):
                holding.finish(meeting, dt.date.today())
