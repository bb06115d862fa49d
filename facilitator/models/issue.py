"""Issues that people raised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.models.base import Base, Child, Headcount, LongText

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint
    from facilitator.models.place import Village
    from facilitator.models.scorecard import Criterion

ISSUE_KINDS = ("good", "problem", "suggestion")


class Issue(Child, Headcount, Base):
    """A good point, a problem or a suggestion raised in a village, with how many raised it, by category."""

    __tablename__ = "issue"

    service_point_id: Mapped[int] = mapped_column(ForeignKey("service_point.id"), index=True)
    village_code: Mapped[str | None] = mapped_column(ForeignKey("village.code"))
    criterion_id: Mapped[int | None] = mapped_column(ForeignKey("criterion.id"), index=True)
    """The criterion that took this issue up."""
    kind: Mapped[str] = mapped_column(default="problem")
    text: Mapped[str] = mapped_column(LongText)
    text_en: Mapped[str] = mapped_column(LongText, default="")
    votes: Mapped[int | None]
    """How many chose it when the group set priorities."""
    position: Mapped[int] = mapped_column(default=0)

    service_point: Mapped[ServicePoint] = relationship(back_populates="issues")
    criterion: Mapped[Criterion | None] = relationship(back_populates="issues")
    village: Mapped[Village | None] = relationship()
