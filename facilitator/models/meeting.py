"""Meetings of every kind, who was there in numbers, and the minutes of the interface meeting."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator import people
from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models.base import HEADCOUNT_FIELDS, Base, Child, Headcount, LongText, Root
from facilitator.models.cycle import Person, ServicePoint
from facilitator.models.place import Village

if TYPE_CHECKING:
    from facilitator.models.action import ActionOrigin
    from facilitator.models.cycle import Cycle
    from facilitator.models.scorecard import Criterion

ATTENDANCE_FIELDS = (*HEADCOUNT_FIELDS, *people.AGES)
ATTENDANCE_SIDES = ("citizens", "providers", "commune", "district", "other")


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
        row = Attendance(side=side, group=group)
        self.attendance.append(row)
        return row

    def point(self, criterion: Criterion) -> AgreedPoint:
        """What was said and agreed about one criterion; made when it is first asked for."""
        for point in self.agreed_points:
            if point.criterion is criterion:
                return point
        point = AgreedPoint(criterion=criterion)
        self.agreed_points.append(point)
        return point

    def led_by(self, people: list[Person]) -> None:
        """Set who facilitates this meeting."""
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


class MeetingFacilitator(Base):
    """Who of the cycle's people facilitated a meeting."""

    __tablename__ = "meeting_facilitator"

    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)

    person: Mapped[Person] = relationship(back_populates="meetings")


class Attendance(Child, Headcount, Base):
    """How many people of one side (and group) were at a meeting, by category and age band."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "side", "group"),)

    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    side: Mapped[str] = mapped_column(default="citizens")
    group: Mapped[str] = mapped_column(default="")
    age_0_14: Mapped[int | None]
    age_15_30: Mapped[int | None]
    age_31_45: Mapped[int | None]
    age_46: Mapped[int | None]

    meeting: Mapped[Meeting] = relationship(back_populates="attendance")

    def headcount(self) -> dict[str, int | None]:
        """The counts by category and age band."""
        return {name: getattr(self, name) for name in ATTENDANCE_FIELDS}


class AgreedPoint(Child, Base):
    """Minutes of the interface meeting for one criterion: what each side said, and what was agreed."""

    __tablename__ = "agreed_point"
    __table_args__ = (UniqueConstraint("meeting_id", "criterion_id"),)

    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), index=True)
    citizens_said: Mapped[str] = mapped_column(LongText, default="")
    providers_said: Mapped[str] = mapped_column(LongText, default="")
    agreed: Mapped[str] = mapped_column(LongText, default="")

    meeting: Mapped[Meeting] = relationship(back_populates="agreed_points")
    criterion: Mapped[Criterion] = relationship(back_populates="agreed_points")
    origins: Mapped[list[ActionOrigin]] = relationship(back_populates="point", cascade="all")
    """Links to the activities that were drafted from it; the activities stay when it is deleted."""
