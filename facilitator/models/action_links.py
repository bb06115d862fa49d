"""What an action of the plan answers, and what it was drafted from."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.models.base import Base, Child

if TYPE_CHECKING:
    from facilitator.models.action import Action
    from facilitator.models.agreed_point import AgreedPoint
    from facilitator.models.scorecard import Criterion, Remark


class ActionCriterion(Base):
    """A criterion that an action answers."""

    __tablename__ = "action_criterion"

    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("action.id"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True, index=True)

    action: Mapped[Action] = relationship(back_populates="criteria")
    criterion: Mapped[Criterion] = relationship(back_populates="action_links")


class ActionOrigin(Child, Base):
    """A suggestion or an agreed point that an action was drafted from; however it is reworded, the link stays.

    Several proposals may be joined in one action, and one proposal split into several actions.
    """

    __tablename__ = "action_origin"

    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("action.id"), index=True)
    remark_id: Mapped[int | None] = mapped_column(ForeignKey("remark.id"), index=True)
    point_id: Mapped[int | None] = mapped_column(ForeignKey("agreed_point.id"), index=True)

    action: Mapped[Action] = relationship(back_populates="origins")
    remark: Mapped[Remark | None] = relationship(back_populates="origins")
    point: Mapped[AgreedPoint | None] = relationship(back_populates="origins")
