"""Checks of the actions of the plan."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.models.base import Base, Child, LongText

if TYPE_CHECKING:
    from facilitator.models.action import Action


class FollowUp(Child, Base):
    """One check of an action: what was found on a day."""

    __tablename__ = "follow_up"

    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("action.id"), index=True)
    date: Mapped[dt.date]
    status: Mapped[str]
    percent: Mapped[int | None]
    note: Mapped[str] = mapped_column(LongText, default="")
    reason: Mapped[str] = mapped_column(LongText, default="")
    checked_by: Mapped[str] = mapped_column(default="")
    photo: Mapped[bytes | None] = mapped_column(deferred=True)
    """What it looked like, as `photos.clean_photo` made it."""

    action: Mapped[Action] = relationship(back_populates="checks")
