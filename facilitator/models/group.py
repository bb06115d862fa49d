"""The focus groups of a cycle."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.models.base import Base, Child

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle


class Group(Child, Base):
    """A focus group that scores together: women, men, youth, …"""

    __tablename__ = "focus_group"
    __table_args__ = (UniqueConstraint("cycle_id", "key"),)

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id"), index=True)
    key: Mapped[str]
    name_km: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)

    cycle: Mapped[Cycle] = relationship(back_populates="groups")

    def name(self, language: str) -> str:
        """The name in that language, or in the other one where it is missing."""
        names = (self.name_km, self.name_en) if language == "km" else (self.name_en, self.name_km)
        return names[0] or names[1]
