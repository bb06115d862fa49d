"""The head of every page that has meetings: which one, when and where, who led it, who came, finished or not."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.i18n import _, format_date, screen_language
from facilitator.models import holding, preparing
from facilitator.models.cycle import Person, ServicePoint
from facilitator.models.meeting import Meeting
from facilitator.models.place import Village
from facilitator.models.stages import STAGE_NAMES
from facilitator.text import breakable
from facilitator.ui.pages.meeting_correct import MeetingCorrect
from facilitator.ui.pages.meeting_parts import bare, meeting_summary, village_name
from facilitator.ui.pages.meeting_people import MeetingPeople
from facilitator.ui.pages.rows import Section, show_value
from facilitator.ui.widgets.basic import Button, Card, EmptyState, IconButton, Label, Remark
from facilitator.ui.widgets.choice import Chips, Choice
from facilitator.ui.widgets.dates import DateField
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.tab_order import follow_layout
from facilitator.ui.widgets.text_edit import LineText

if TYPE_CHECKING:
    from facilitator.ui.context import Context

LEADING = ("lead_facilitator", "facilitator")
"""Roles of the people who can lead a meeting."""


class MeetingHead(Section):
    """A card about the meetings of one stage; widgets are named `<stage>_meeting_…`.

    `sides` are the sides whose attendance is counted; with `by_group` the citizens also by focus group. With `folding`
    the details of a meeting that was held are folded away behind one line. A page that has its own choice of service
    and village calls `show_place`; `picked` carries the id of the meeting on show (or None) when that changed.
    """

    picked = Signal(object)

    def __init__(
        self,
        context: Context,
        stage: str,
        sides: Sequence[str] = ("citizens",),
        by_group: bool = False,
        folding: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self.stage = stage
        self._name = f"{stage}_meeting"
        self._id: uuid.UUID | None = None
        self._point: int | None = None
        self._village: str | None = None
        self._listed: list[tuple[str, str]] = []
        self._folding = folding
        self._offered: list[tuple[str, str]] | None = None
        self.card = Card(name=f"{self._name}_card")
        self.column.addWidget(self.card)
        self._build_choice(folding)
        self._build_details(sides, by_group)

    # -- what pages ask ---------------------------------------------------------------------------------------------

    def meeting(self) -> Meeting | None:
        """The meeting on show, or None while there is none."""
        return self.context.store.get(Meeting, self._id) if self._id is not None else None

    def show_place(self, point: int | None, village: str | None = None) -> None:
        """List only the meetings of this service point (its id) and village (its code); None means any."""
        if (point, village) != (self._point, self._village):
            self._point, self._village, self._id = point, village, None
            if self.isVisible():
                self.refresh()

    def refresh(self) -> None:
        """Show the meetings, and the chosen one, as they are now."""
        meetings = holding.meetings_of(self.context.cycle, self.stage, self._point, self._village)
        if self._id not in [meeting.id for meeting in meetings]:
            self._pick(_where_work_is(meetings))
        self._list(meetings)
        meeting = self.meeting()
        self.empty.setVisible(meeting is None)
        self.top.setVisible(meeting is not None)
        self.details.setVisible(meeting is not None and not self._folded)
        self.summary.setVisible(meeting is not None and self._folding)
        if meeting is not None:
            self._show(meeting)
        follow_layout(self)

    def set_folded(self, folded: bool) -> None:
        """Fold the details away, or show them."""
        self._folded = folded and self._folding
        self.fold.show_icon("expand" if self._folded else "collapse")
        self.fold.say(_("Show the meeting's details") if self._folded else _("Fold the meeting's details away"))

    def focus_first(self) -> None:
        """Put the keyboard into the date, or on the button that starts."""
        (self.date if self.meeting() is not None and not self._folded else self.begin).setFocus()

    # -- building ---------------------------------------------------------------------------------------------------

    def _build_choice(self, folding: bool) -> None:
        self.begin = Button(f"{self._name}_begin", _("Write down the meeting"), "add", "primary", self._add)
        self.empty = EmptyState(
            f"{self._name}_empty",
            "calendar",
            _("No meeting written down yet"),
            _("Its day and place, who led it, and how many people came: numbers only, no names."),
            self.begin,
        )
        self.choice: Choice | None = None
        self.add_button = IconButton(f"{self._name}_add", _("Another meeting"), "add", self._add)
        self.fold = IconButton(f"{self._name}_fold", "", "expand", self._turn_fold)
        if not folding:
            self.fold.hide()
        self.top = QWidget()
        self._top = QHBoxLayout(self.top)
        self._top.setContentsMargins(0, 0, 0, 0)
        self._top.setSpacing(8)
        self._top.addWidget(Label(_("Meeting"), "label"))
        self._top.addStretch(1)
        self._top.addWidget(self.add_button)
        self._top.addWidget(self.fold)
        self.summary = Label("", "muted", f"{self._name}_summary")
        self.card.add(self.empty, self.top, self.summary)
        self.set_folded(False)

    def _build_details(self, sides: Sequence[str], by_group: bool) -> None:
        name = self._name
        self.details = bare(f"{name}_details")
        self.date = DateField(f"{name}_date", _("Date"))
        self.place = LineText(f"{name}_place", _("Place"))
        self.date_field = Field(_("Date"), self.date).stores(self._set_date)
        self.place_field = Field(_("Place"), self.place).stores(self._set_place)
        self.leaders: Chips | None = None
        self.nobody = Label(_("Write down the facilitators on the page “Prepare”, under “People and roles”."), "small")
        self.leaders_remark = Remark(f"{name}_leaders_remark")
        self.people = MeetingPeople(self.context, name, sides, by_group)
        self.correct = MeetingCorrect(self.context, name)
        self.details.add_columns(self.date_field, self.place_field)
        self.details.add(Label(_("Led by"), "label"), self.nobody, self.leaders_remark, self.people, self.correct)
        self.card.add(self.details)

    # -- showing ----------------------------------------------------------------------------------------------------

    def _pick(self, meeting: Meeting | None) -> None:
        self._id = meeting.id if meeting is not None else None
        self.set_folded(meeting is not None and meeting.held)
        for field in (self.date_field, self.place_field):
            field.say("")
        self.picked.emit(self._id)

    def _list(self, meetings: Sequence[Meeting]) -> None:
        listed = [(str(meeting.id), self._title(meeting)) for meeting in meetings]
        if listed != self._listed or self.choice is None:
            self._listed = listed
            if self.choice is not None:
                self.choice.hide()
                self.choice.deleteLater()
            self.choice = Choice(f"{self._name}_choice", _("Meeting"), listed, buttons=False)
            self.choice.committed.connect(self._chosen)
            self._top.takeAt(1)
            self._top.insertWidget(1, self.choice, 1)
        self.choice.set_value(str(self._id))

    def _show(self, meeting: Meeting) -> None:
        self._offer_leaders()
        show_value(self.date, meeting.date)
        show_value(self.place, meeting.place)
        if self.leaders is not None:
            self.leaders.set_value([str(link.person_id) for link in meeting.facilitators])
        for widget in (self.date_field, self.place_field, self.leaders, self.people.counts):
            if widget is not None:
                widget.setEnabled(meeting.closed_on is None)
        self.people.show_meeting(meeting)
        self.correct.show_meeting(meeting)
        self.summary.setText(meeting_summary(meeting))

    def _offer_leaders(self) -> None:
        people = [person for person in self.context.cycle.people if person.role in LEADING]
        offered = [(str(person.id), breakable(person.name)) for person in people]
        if offered == self._offered:
            return
        self._offered = offered
        if self.leaders is not None:
            self.leaders.hide()
            self.leaders.deleteLater()
        self.leaders = Chips(f"{self._name}_leaders", _("Led by"), offered)
        self.leaders.committed.connect(self._set_leaders)
        self.details.body.insertWidget(self.details.body.indexOf(self.nobody), self.leaders)
        self.leaders.setVisible(bool(offered))
        self.nobody.setVisible(not offered)

    def _title(self, meeting: Meeting) -> str:
        language = screen_language()
        parts = [format_date(meeting.date, language, "short") if meeting.date is not None else _("no date yet")]
        if self._point is None and meeting.service_point is not None:
            parts.append(meeting.service_point.name(language))
        if meeting.village is not None:
            parts.append(village_name(meeting.village))
        return " · ".join([*parts, meeting.place] if meeting.place else parts)

    # -- changes ----------------------------------------------------------------------------------------------------

    @Slot(object)
    def _chosen(self, key: str) -> None:
        self._pick(self.context.store.get(Meeting, uuid.UUID(key)))
        self.refresh()

    def _turn_fold(self) -> None:
        self.set_folded(not self._folded)
        self.refresh()

    def _add(self) -> None:
        store = self.context.store
        point = store.get(ServicePoint, self._point) if self._point is not None else None
        village = store.get(Village, self._village) if self._village is not None else None
        with self.context.gesture(_("Meeting written down: {stage}").format(stage=_(STAGE_NAMES[self.stage]))):
            meeting = preparing.add_meeting(self.context.cycle, self.stage, point, village)
        self._pick(meeting)
        self.refresh()
        self.date.setFocus()

    def _set_date(self, day: dt.date | None) -> None:
        if (meeting := self.meeting()) is not None:
            with self.context.gesture(_("Date of the meeting"), say=self.date_field.say):
                holding.set_day(meeting, day)

    def _set_place(self, place: str) -> None:
        if (meeting := self.meeting()) is not None:
            with self.context.gesture(_("Place of the meeting"), say=self.place_field.say):
                holding.set_place(meeting, place)

    @Slot(object)
    def _set_leaders(self, keys: list[str]) -> None:
        found = [self.context.store.get(Person, int(key)) for key in keys]
        if (meeting := self.meeting()) is not None:
            with self.context.gesture(_("Who led the meeting"), say=self.leaders_remark.say):
                meeting.led_by([person for person in found if person is not None])


def _where_work_is(meetings: Sequence[Meeting]) -> Meeting | None:
    """The first meeting that was not held yet, else the last one."""
    return next((meeting for meeting in meetings if not meeting.held), meetings[-1] if meetings else None)
