"""Minutes of the interface meeting."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.models.base import Base, Child, LongText

if TYPE_CHECKING:
    from facilitator.models.action_links import ActionOrigin
    from facilitator.models.meeting import Meeting
    from facilitator.models.scorecard import Criterion


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
