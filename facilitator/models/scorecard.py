"""What people said about a service: criteria, remarks, and the cards that hold the scores."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models.base import Base, Child, LongText, Root

if TYPE_CHECKING:
    from facilitator.models.action_links import ActionCriterion, ActionOrigin
    from facilitator.models.agreed_point import AgreedPoint
    from facilitator.models.cycle import ServicePoint
    from facilitator.models.issue import Issue
    from facilitator.models.place import Village
    from facilitator.models.tally import Sheet, Tally

SIDES = ("citizens", "providers")
REMARK_KINDS = ("strength", "weakness", "suggestion")
MOST_SUGGESTIONS = 3


class Criterion(Child, Base):
    """What is scored, identical in every village of its service point. `side` providers: their own addition."""

    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("service_point_id", "key"),)

    service_point_id: Mapped[int] = mapped_column(ForeignKey("service_point.id"), index=True)
    key: Mapped[str]
    text_km: Mapped[str] = mapped_column(default="")
    text_en: Mapped[str] = mapped_column(default="")
    side: Mapped[str] = mapped_column(default="both")
    """`both`, or `providers` for one that only the providers score."""
    same_as: Mapped[str] = mapped_column(default="")
    """Key of the criterion of the round before that it continues in other words."""
    position: Mapped[int] = mapped_column(default=0)

    service_point: Mapped[ServicePoint] = relationship(back_populates="criteria")
    issues: Mapped[list[Issue]] = relationship(back_populates="criterion")
    remarks: Mapped[list[Remark]] = relationship(back_populates="criterion", cascade="all, delete-orphan")
    tallies: Mapped[list[Tally]] = relationship(back_populates="criterion", cascade="all, delete-orphan")
    agreed_points: Mapped[list[AgreedPoint]] = relationship(back_populates="criterion", cascade="all, delete-orphan")
    action_links: Mapped[list[ActionCriterion]] = relationship(back_populates="criterion", cascade="all, delete-orphan")

    def text(self, language: str) -> str:
        """The wording in that language, or in the other one where it is missing."""
        return (self.text_km or self.text_en) if language == "km" else (self.text_en or self.text_km)


class Remark(Child, Base):
    """A strength, weakness or suggested action for one criterion, from citizens (of a village) or providers."""

    __tablename__ = "remark"

    service_point_id: Mapped[int] = mapped_column(ForeignKey("service_point.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), index=True)
    village_code: Mapped[str | None] = mapped_column(ForeignKey("village.code"))
    side: Mapped[str] = mapped_column(default="citizens")
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(LongText)
    text_en: Mapped[str] = mapped_column(LongText, default="")
    selected: Mapped[bool] = mapped_column(default=False)
    """A suggestion that goes to the interface meeting and to the action plan's proposals."""
    position: Mapped[int] = mapped_column(default=0)

    service_point: Mapped[ServicePoint] = relationship(back_populates="remarks")
    criterion: Mapped[Criterion] = relationship(back_populates="remarks")
    origins: Mapped[list[ActionOrigin]] = relationship(back_populates="remark", cascade="all")
    """Links to the activities that were drafted from it; the activities stay when it is deleted."""
    village: Mapped[Village | None] = relationship()

    def words(self, language: str) -> str:
        """What was said, in that language where a translation was typed."""
        return (self.text_en or self.text) if language == "en" else self.text


class Card(Root, Base):
    """A scorecard: one village's (citizens) or the providers' scores of one service point."""

    __tablename__ = "card"
    __table_args__ = (UniqueConstraint("service_point_id", "side", "village_code"),)

    service_point_id: Mapped[int] = mapped_column(ForeignKey("service_point.id"), index=True)
    village_code: Mapped[str | None] = mapped_column(ForeignKey("village.code"))
    """None for the providers: they are one group."""
    side: Mapped[str] = mapped_column(default="citizens")
    closed_on: Mapped[dt.date | None]
    """The day the scoring was declared finished; later corrections need a reason."""
    correcting: Mapped[str] = mapped_column(LongText, default="", server_default="")
    """Why it was opened again; while it says something, every change counts as a correction for this reason."""
    corrected_on: Mapped[dt.date | None]
    """The day of the last correction after it had been declared finished; reprints tell it."""

    service_point: Mapped[ServicePoint] = relationship(back_populates="cards")
    village: Mapped[Village | None] = relationship()
    sheets: Mapped[list[Sheet]] = relationship(back_populates="card", cascade="all, delete-orphan", order_by="Sheet.id")

    def sheet(self, group: str = "") -> Sheet:
        """The tallies of one focus group; made when it is first asked for."""
        from facilitator.models.tally import Sheet

        for sheet in self.sheets:
            if sheet.group == group:
                return sheet
        sheet = Sheet(group=group)
        self.sheets.append(sheet)
        return sheet

    def criteria(self) -> list[Criterion]:
        """The criteria that this side scores, in their order."""
        return [
            criterion
            for criterion in self.service_point.criteria
            if criterion.side == "both" or self.side == "providers"
        ]

    def move_to(self, service_point: ServicePoint, village: Village | None) -> None:
        """Correct what was entered under the wrong service point or village.

        Criteria are matched by key. Raises UserError when the other place already has scores or lacks a criterion.
        """
        from facilitator.models import moving

        moving.move_card(self, service_point, village)


def card_of(service_point: ServicePoint, side: str, village: Village | None = None) -> Card:
    """The card of that side and village; made when it is first asked for.

    Raises UserError when the village is not served by the service point.
    """
    code = village.code if village is not None else None
    for card in service_point.cards:
        if card.side == side and card.village_code == code:
            return card
    if side == "citizens" and code not in {link.village_code for link in service_point.catchment}:
        raise UserError(
            _("{village} is not among the villages that {service} serves.").format(
                village=village.name_km if village is not None else "–", service=service_point.name_km
            )
        )
    card = Card(side=side, village=village, village_code=code)
    service_point.cards.append(card)
    return card
