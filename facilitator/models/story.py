"""Outcome stories: in a few sentences, and perhaps a photo, what became better for somebody."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.models.base import Base, Child, LongText

if TYPE_CHECKING:
    from facilitator.models.action import Action
    from facilitator.models.cycle import Cycle


class Story(Child, Base):
    """A short text about what changed. It has no field for a name: villagers' names are never asked for."""

    __tablename__ = "story"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id"), index=True)
    action_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("action.id"), index=True)
    """The activity that it tells of; None for the whole round."""
    date: Mapped[dt.date | None]
    text: Mapped[str] = mapped_column(LongText, default="")
    text_en: Mapped[str] = mapped_column(LongText, default="")
    photo: Mapped[bytes | None] = mapped_column(deferred=True)
    """As `photos.clean_photo` made it."""

    cycle: Mapped[Cycle] = relationship(back_populates="stories")
    action: Mapped[Action | None] = relationship(back_populates="stories")

    def words(self, language: str) -> str:
        """The story, in that language where a translation was typed."""
        return (self.text_en or self.text) if language == "en" else self.text
