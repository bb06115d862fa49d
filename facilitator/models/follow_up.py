"""Checks of the actions of the plan."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from facilitator.models.base import Base, Child, LongText

if TYPE_CHECKING:
    from facilitator.models.action import Action
    from facilitator.models.cycle import Cycle


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


def newest_check(cycle: Cycle) -> dt.date | None:
    """The day of the newest check of a plan; the checks themselves are not read."""
    from facilitator.models.action import Action

    session = object_session(cycle)
    assert session is not None
    days = select(func.max(FollowUp.date)).join(Action, Action.id == FollowUp.action_id)
    return session.scalar(days.where(Action.cycle_id == cycle.id))
