"""Who was at a meeting: the facilitators by name, everybody else in numbers."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator import people
from facilitator.models.base import HEADCOUNT_FIELDS, Base, Child, Headcount

if TYPE_CHECKING:
    from facilitator.models.cycle import Person
    from facilitator.models.meeting import Meeting

ATTENDANCE_FIELDS = (*HEADCOUNT_FIELDS, *people.AGES)
ATTENDANCE_SIDES = ("citizens", "providers", "commune", "district", "other")


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
