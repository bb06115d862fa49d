"""How many should take part."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.models.base import Base, Child


class Target(Child, Base):
    """A participation target: the share of one category among those present, in percent."""

    __tablename__ = "target"
    __table_args__ = (UniqueConstraint("cycle_id", "category"),)

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id"), index=True)
    category: Mapped[str]
    share: Mapped[int]
