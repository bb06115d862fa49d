"""Input tracking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.models.base import Base, Child, LongText

if TYPE_CHECKING:
    from facilitator.models.cycle import ServicePoint


class InputCheck(Child, Base):
    """One row of input tracking: the entitlement first, then what is really there, and who confirmed it."""

    __tablename__ = "input_check"

    service_point_id: Mapped[int] = mapped_column(ForeignKey("service_point.id"), index=True)
    key: Mapped[str] = mapped_column(default="")
    """Key of the standard in the bank; empty when the meeting added the row."""
    text_km: Mapped[str] = mapped_column(default="")
    text_en: Mapped[str] = mapped_column(default="")
    standard_km: Mapped[str] = mapped_column(LongText, default="")
    standard_en: Mapped[str] = mapped_column(LongText, default="")
    source_km: Mapped[str] = mapped_column(default="")
    source_en: Mapped[str] = mapped_column(default="")
    source_date: Mapped[str] = mapped_column(default="")
    to_confirm: Mapped[bool] = mapped_column(default=True)
    """True until somebody has shown the official source; marked so on screen and paper."""
    found: Mapped[str] = mapped_column(LongText, default="")
    difference: Mapped[str] = mapped_column(LongText, default="")
    remark: Mapped[str] = mapped_column(LongText, default="")
    confirmed_by: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)

    service_point: Mapped[ServicePoint] = relationship(back_populates="input_checks")

    def text(self, language: str) -> str:
        """The input's name in that language, or in the other one."""
        return (self.text_km or self.text_en) if language == "km" else (self.text_en or self.text_km)

    def standard(self, language: str) -> str:
        """The entitlement in that language, or in the other one."""
        return (self.standard_km or self.standard_en) if language == "km" else (self.standard_en or self.standard_km)
