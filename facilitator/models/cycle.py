"""A cycle: one commune, one year, one round, and how it was set up."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator import people
from facilitator.errors import UserError
from facilitator.i18n import _, shown
from facilitator.models.base import Base, Child, JsonValue, Root

if TYPE_CHECKING:
    from facilitator.models.action import Action
    from facilitator.models.attendance import MeetingFacilitator
    from facilitator.models.group import Group
    from facilitator.models.input_check import InputCheck
    from facilitator.models.issue import Issue
    from facilitator.models.meeting import Meeting
    from facilitator.models.place import Commune, Village
    from facilitator.models.scorecard import Card, Criterion, Remark
    from facilitator.models.story import Story
    from facilitator.models.target import Target

BREAKDOWNS = tuple(people.KINDS)
SCALES = ("1-3", "1-5", "0-100")
SMALLEST_K = 5
CONSOLIDATIONS = ("pooled", "village_medians")


class Cycle(Root, Base):
    """The root of the scorecard's aggregate: everything of one round in one commune hangs on it."""

    __tablename__ = "cycle"
    __table_args__ = (UniqueConstraint("commune_code", "year", "round", "training"),)

    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    year: Mapped[int]
    round: Mapped[int] = mapped_column(default=1)
    title_km: Mapped[str] = mapped_column(default="")
    title_en: Mapped[str] = mapped_column(default="")
    scale: Mapped[str] = mapped_column(default="1-5")
    k: Mapped[int] = mapped_column(default=SMALLEST_K)
    priorities: Mapped[int] = mapped_column(default=6)
    """How many priority criteria a service point gets."""
    languages: Mapped[list[str]] = mapped_column(JsonValue, default=lambda: ["km", "en"])
    breakdowns: Mapped[list[str]] = mapped_column(JsonValue, default=lambda: ["women", "men", "youth"])
    satisfied: Mapped[list[int] | None] = mapped_column(JsonValue)
    """The steps that count as satisfied; None means the scale's own."""
    dissatisfied: Mapped[list[int] | None] = mapped_column(JsonValue)
    consolidation: Mapped[str] = mapped_column(default="pooled")
    """Votes are always pooled; `village_medians` shows the median of the villages' medians beside them as well."""
    era_offset: Mapped[int] = mapped_column(default=543)
    """Years from the Common Era to the Buddhist Era on official papers: 543 or 544."""
    usd_rate: Mapped[int | None]
    """Riel for one US dollar, as the action plan states it; None while none is stated: then nothing is converted."""
    closed_on: Mapped[dt.date | None]
    """The day on which the round was closed: what was promised was held against what was kept. Nothing is locked."""
    archived: Mapped[bool] = mapped_column(default=False)
    training: Mapped[bool] = mapped_column(default=False)
    """A copy to practise on; it can be thrown away."""

    commune: Mapped[Commune] = relationship()
    service_points: Mapped[list[ServicePoint]] = relationship(
        back_populates="cycle", cascade="all, delete-orphan", order_by="ServicePoint.position"
    )
    groups: Mapped[list[Group]] = relationship(
        back_populates="cycle", cascade="all, delete-orphan", order_by="Group.position"
    )
    people: Mapped[list[Person]] = relationship(
        back_populates="cycle", cascade="all, delete-orphan", order_by="Person.position"
    )
    targets: Mapped[list[Target]] = relationship(cascade="all, delete-orphan")
    meetings: Mapped[list[Meeting]] = relationship(
        back_populates="cycle", cascade="all, delete-orphan", order_by="Meeting.date, Meeting.id"
    )
    actions: Mapped[list[Action]] = relationship(
        back_populates="cycle", cascade="all, delete-orphan", order_by="Action.position"
    )
    stories: Mapped[list[Story]] = relationship(
        back_populates="cycle", cascade="all, delete-orphan", order_by="Story.id"
    )

    def name(self, language: str) -> str:
        """The commune's name in that language; which cycle it is, year and round say."""
        return self.commune.name_km if language == "km" else self.commune.name_en

    @property
    def has_votes(self) -> bool:
        """True once a vote is stored; the scale is frozen from then on."""
        return any(sheet.tallies for point in self.service_points for card in point.cards for sheet in card.sheets)

    def set_scale(self, scale: str) -> None:
        """Choose the scale. Raises UserError once votes are stored (their meaning would change)."""
        if scale == self.scale:
            return
        if scale not in SCALES:
            raise UserError(_("The scale {scale} is unknown. Choose 1-3, 1-5 or 0-100.").format(scale=scale))
        if self.has_votes:
            raise UserError(_("The scale cannot change any more: votes have been stored with it."))
        self.scale = scale

    def set_k(self, k: int) -> None:
        """Set the smallest group that a public paper shows. It may only be raised above five."""
        if k < SMALLEST_K:
            raise UserError(
                _("Groups under {k} people are always hidden on public papers; choose {k} or more.").format(
                    k=shown(SMALLEST_K)
                )
            )
        self.k = k

    def service_point(self, key: str) -> ServicePoint:
        """The service point with that key. Raises UserError when there is none."""
        for point in self.service_points:
            if point.key == key:
                return point
        raise UserError(
            _("This cycle has no service point “{key}”. It has: {keys}.").format(
                key=key, keys=", ".join(point.key for point in self.service_points) or "–"
            )
        )

    def add_service_point(self, kind: str, name_km: str, name_en: str, key: str = "") -> ServicePoint:
        """Add a service point; its key is made from the kind when none is given."""
        taken = {point.key for point in self.service_points}
        if key in taken:
            raise UserError(_("There is already a service point with the key “{key}”.").format(key=key))
        point = ServicePoint(
            key=key or _free_key(kind, taken),
            kind=kind,
            name_km=name_km,
            name_en=name_en,
            position=len(self.service_points),
        )
        self.service_points.append(point)
        return point

    def group(self, key: str) -> Group | None:
        """The focus group with that key, or None."""
        return next((group for group in self.groups if group.key == key), None)

    def add_group(self, key: str, name_km: str, name_en: str) -> Group:
        """Add a focus group (women, men, youth, …)."""
        if self.group(key):
            raise UserError(_("There is already a group with the key “{key}”.").format(key=key))
        from facilitator.models.group import Group

        group = Group(key=key, name_km=name_km, name_en=name_en, position=len(self.groups))
        self.groups.append(group)
        return group

    def villages(self) -> list[Village]:
        """Every village that one of the service points serves, by code, each once."""
        found = {link.village_code: link.village for point in self.service_points for link in point.catchment}
        return [found[code] for code in sorted(found)]


def _free_key(kind: str, taken: set[str]) -> str:
    if kind not in taken:
        return kind
    return next(f"{kind}_{n}" for n in range(2, len(taken) + 3) if f"{kind}_{n}" not in taken)


class ServicePoint(Child, Base):
    """A commune office, health centre, school, … with the villages it serves. The key links it between rounds."""

    __tablename__ = "service_point"
    __table_args__ = (UniqueConstraint("cycle_id", "key"),)

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id"), index=True)
    key: Mapped[str]
    kind: Mapped[str]
    name_km: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)

    cycle: Mapped[Cycle] = relationship(back_populates="service_points")
    catchment: Mapped[list[Catchment]] = relationship(cascade="all, delete-orphan", order_by="Catchment.village_code")
    criteria: Mapped[list[Criterion]] = relationship(
        back_populates="service_point", cascade="all, delete-orphan", order_by="Criterion.position"
    )
    issues: Mapped[list[Issue]] = relationship(
        back_populates="service_point", cascade="all, delete-orphan", order_by="Issue.position"
    )
    remarks: Mapped[list[Remark]] = relationship(
        back_populates="service_point", cascade="all, delete-orphan", order_by="Remark.position"
    )
    cards: Mapped[list[Card]] = relationship(back_populates="service_point", cascade="all, delete-orphan")
    input_checks: Mapped[list[InputCheck]] = relationship(
        back_populates="service_point", cascade="all, delete-orphan", order_by="InputCheck.position"
    )
    meetings: Mapped[list[Meeting]] = relationship(back_populates="service_point")
    actions: Mapped[list[Action]] = relationship(back_populates="provider")

    def name(self, language: str) -> str:
        """The name in that language, or in the other one where it is missing."""
        names = (self.name_km, self.name_en) if language == "km" else (self.name_en, self.name_km)
        return names[0] or names[1]

    @property
    def villages(self) -> list[Village]:
        """The villages it serves, by code."""
        return [link.village for link in self.catchment]

    def serve(self, villages: list[Village]) -> None:
        """Set the catchment. A village that already has a card stays (raises UserError when left out)."""
        wanted = {village.code: village for village in villages}
        for link in list(self.catchment):
            if link.village_code in wanted:
                wanted.pop(link.village_code)
            elif any(card.village_code == link.village_code for card in self.cards):
                raise UserError(
                    _("{village} already has scores for {service}; move or delete them first.").format(
                        village=link.village.name_km, service=self.name_km
                    )
                )
            else:
                self.catchment.remove(link)
        for village in wanted.values():
            self.catchment.append(Catchment(village=village))


class Catchment(Base):
    """One village served by one service point; a health centre may serve villages of several communes."""

    __tablename__ = "catchment"

    service_point_id: Mapped[int] = mapped_column(ForeignKey("service_point.id"), primary_key=True)
    village_code: Mapped[str] = mapped_column(ForeignKey("village.code"), primary_key=True)

    village: Mapped[Village] = relationship()


ROLES = (
    "lead_facilitator",
    "facilitator",
    "commune_chief",
    "clerk",
    "councillor",
    "provider_head",
    "district",
    "other",
)


class Person(Child, Base):
    """Somebody in an office or a role: facilitator, official, signatory. Villagers' names are never asked for."""

    __tablename__ = "person"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id"), index=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="facilitator")
    organisation: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)

    cycle: Mapped[Cycle] = relationship(back_populates="people")
    meetings: Mapped[list[MeetingFacilitator]] = relationship(back_populates="person", cascade="all, delete-orphan")
