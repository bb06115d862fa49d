"""Meetings of every kind, who was there in numbers, and the minutes of the interface meeting."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models.base import Base, LongText, Root

if TYPE_CHECKING:
    from facilitator.models.agreed_point import AgreedPoint
    from facilitator.models.attendance import Attendance, MeetingFacilitator
    from facilitator.models.cycle import Cycle, Person, ServicePoint
    from facilitator.models.place import Village
    from facilitator.models.scorecard import Criterion


class Meeting(Root, Base):
    """A meeting of one stage: information, criteria, scoring, self_assessment, interface or follow_up."""

    __tablename__ = "meeting"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id"), index=True)
    stage: Mapped[str]
    service_point_id: Mapped[int | None] = mapped_column(ForeignKey("service_point.id"))
    village_code: Mapped[str | None] = mapped_column(ForeignKey("village.code"))
    date: Mapped[dt.date | None]
    place: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(LongText, default="")
    decisions: Mapped[str] = mapped_column(LongText, default="")
    next_date: Mapped[dt.date | None]
    closed_on: Mapped[dt.date | None]
    """The day it was declared finished; later corrections need a reason."""
    correcting: Mapped[str] = mapped_column(LongText, default="", server_default="")
    """Why it was opened again; while it says something, every change counts as a correction for this reason."""
    corrected_on: Mapped[dt.date | None]
    """The day of the last correction after it had been declared finished; reprints tell it."""

    cycle: Mapped[Cycle] = relationship(back_populates="meetings")
    service_point: Mapped[ServicePoint | None] = relationship(back_populates="meetings")
    village: Mapped[Village | None] = relationship()
    facilitators: Mapped[list[MeetingFacilitator]] = relationship(cascade="all, delete-orphan")
    attendance: Mapped[list[Attendance]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", order_by="Attendance.id"
    )
    agreed_points: Mapped[list[AgreedPoint]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", order_by="AgreedPoint.id"
    )

    @property
    def held(self) -> bool:
        """True when it has a date and somebody was counted."""
        return self.date is not None and any((row.total or 0) > 0 for row in self.attendance)

    def people_of(self, side: str, group: str = "") -> Attendance:
        """The head count of one side (and group); made when it is first asked for."""
        for row in self.attendance:
            if row.side == side and row.group == group:
                return row
        from facilitator.models.attendance import Attendance

        row = Attendance(side=side, group=group)
        self.attendance.append(row)
        return row

    def point(self, criterion: Criterion) -> AgreedPoint:
        """What was said and agreed about one criterion; made when it is first asked for."""
        for point in self.agreed_points:
            if point.criterion is criterion:
                return point
        from facilitator.models.agreed_point import AgreedPoint

        point = AgreedPoint(criterion=criterion)
        self.agreed_points.append(point)
        return point

    def led_by(self, people: list[Person]) -> None:
        """Set who facilitates this meeting."""
        from facilitator.models.attendance import MeetingFacilitator

        for link in list(self.facilitators):
            if link.person not in people:
                self.facilitators.remove(link)
        present = {link.person for link in self.facilitators}
        self.facilitators.extend(MeetingFacilitator(person=person) for person in people if person not in present)

    def move_to(self, service_point: ServicePoint | None, village: Village | None) -> None:
        """Correct what was entered under the wrong service point or village. Raises UserError for another cycle's."""
        if service_point is not None and service_point.cycle is not self.cycle:
            raise UserError(_("That service point belongs to another cycle. Choose one of this cycle."))
        self.service_point = service_point
        self.village = village


def held_in(cycle: Cycle) -> frozenset[uuid.UUID]:
    """The meetings of a cycle that were held (`Meeting.held`), asked of the database together: a cycle has fifty."""
    session = object_session(cycle)
    assert session is not None
    query = (
        "SELECT DISTINCT meeting.id FROM meeting JOIN attendance ON attendance.meeting_id = meeting.id "
        "WHERE meeting.cycle_id = ? AND meeting.date IS NOT NULL AND attendance.total > 0"
    )
    found = session.connection().exec_driver_sql(query, (cycle.id.hex,)).scalars()
    return frozenset(uuid.UUID(number) for number in found)
