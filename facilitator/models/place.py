"""Communes and villages as the records know them: names and codes copied from the gazetteer of one year."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.models.base import Base


class Commune(Base):
    """A commune or sangkat with its profile.

    The official six-digit code is the key: two laptops that work for one commune mean the same one.
    Names are copied here with the gazetteer's year because official lists change.
    """

    __tablename__ = "commune"

    code: Mapped[str] = mapped_column(primary_key=True)
    name_km: Mapped[str]
    name_en: Mapped[str]
    district_code: Mapped[str]
    district_km: Mapped[str]
    district_en: Mapped[str]
    province_code: Mapped[str]
    province_km: Mapped[str]
    province_en: Mapped[str]
    data_year: Mapped[int]
    urban: Mapped[bool] = mapped_column(default=False)
    """True for a sangkat: papers then say sangkat and khan or town."""
    population: Mapped[int | None]
    households: Mapped[int | None]
    phone: Mapped[str] = mapped_column(default="")

    villages: Mapped[list[Village]] = relationship(
        back_populates="commune", cascade="all, delete-orphan", order_by="Village.code"
    )

    def village(self, code: str) -> Village | None:
        """The village with that code, or None."""
        return next((village for village in self.villages if village.code == code), None)

    def add_village(self, name_km: str, name_en: str) -> Village:
        """Add a village that the gazetteer does not have; its code is `<commune code>-1`, `-2`, …"""
        taken = {village.code for village in self.villages}
        number = next(n for n in range(1, len(taken) + 2) if f"{self.code}-{n}" not in taken)
        village = Village(code=f"{self.code}-{number}", name_km=name_km, name_en=name_en, added=True)
        self.villages.append(village)
        return village


class Village(Base):
    """A village; `added` when it was typed by a facilitator and is in no official list."""

    __tablename__ = "village"

    code: Mapped[str] = mapped_column(primary_key=True)
    commune_code: Mapped[str] = mapped_column(ForeignKey("commune.code"), index=True)
    name_km: Mapped[str]
    name_en: Mapped[str]
    added: Mapped[bool] = mapped_column(default=False)

    commune: Mapped[Commune] = relationship(back_populates="villages")

    def name(self, language: str) -> str:
        """The name in that language, or in the other one where it is missing."""
        return (self.name_km or self.name_en) if language == "km" else (self.name_en or self.name_km)
