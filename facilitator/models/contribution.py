"""Money, material and labour for the actions of the plan."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.models.base import Base, Child, Riel, new_id

if TYPE_CHECKING:
    from facilitator.models.action import Action


class Contribution(Child, Base):
    """Money, material or labour for an action, promised or received.

    `amount` counts the smallest unit: whole riel, or cents of a US dollar. `rate` is riel per dollar, if stated.
    """

    __tablename__ = "contribution"

    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("action.id"), index=True)
    key: Mapped[uuid.UUID] = mapped_column(default=new_id, unique=True)
    source_kind: Mapped[str] = mapped_column(default="community")
    source_name: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="promised")
    form: Mapped[str] = mapped_column(default="cash")
    currency: Mapped[str] = mapped_column(default="KHR")
    amount: Mapped[int] = mapped_column(Riel)
    rate: Mapped[int | None]
    date: Mapped[dt.date | None]

    action: Mapped[Action] = relationship(back_populates="contributions")

    def value(self) -> Decimal:
        """The amount in its own currency: riel, or dollars with two decimals."""
        return Decimal(self.amount) / 100 if self.currency == "USD" else Decimal(self.amount)
