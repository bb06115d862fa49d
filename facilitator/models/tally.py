"""Votes as tallies: how many people gave each step. Never a row per voter, an order or a time."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import set_attribute

from facilitator.errors import UserError
from facilitator.i18n import _, shown
from facilitator.models import headcount
from facilitator.models.base import Base, Child, Headcount, LongText
from facilitator.models.cycle import BREAKDOWNS
from facilitator.models.scoring import Scale

if TYPE_CHECKING:
    from facilitator.models.scorecard import Card, Criterion

ALL = "all"
METHODS = ("votes", "consensus")


class Sheet(Child, Headcount, Base):
    """The tally sheet of one focus group: people present, the method, and a tally for every cell.

    A citizens' group that does not split has the empty group key, as the providers have.
    """

    __tablename__ = "sheet"
    __table_args__ = (UniqueConstraint("card_id", "group"),)

    card_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("card.id"), index=True)
    group: Mapped[str] = mapped_column(default="")
    method: Mapped[str] = mapped_column(default="votes")
    override: Mapped[str] = mapped_column(LongText, default="")
    """Why the figures may disagree with the head count, in the facilitator's words."""

    card: Mapped[Card] = relationship(back_populates="sheets")
    tallies: Mapped[list[Tally]] = relationship(back_populates="sheet", cascade="all, delete-orphan")

    @property
    def scale(self) -> Scale:
        """The cycle's scale."""
        return Scale(self.card.service_point.cycle.scale)

    def counts(self, criterion: Criterion, breakdown: str = ALL) -> dict[int, int]:
        """How many people gave each value, for one criterion and breakdown; values nobody gave are left out."""
        return {
            tally.value: tally.count
            for tally in sorted(self.tallies, key=lambda tally: tally.value)
            if tally.criterion is criterion and tally.breakdown == breakdown
        }

    def set(self, criterion: Criterion, value: int, count: int | None, breakdown: str = ALL) -> None:
        """Say how many people gave `value`; None or 0 clears the cell.

        Raises UserError when the value is not on the scale or the count is impossible.
        """
        if value not in self.scale.steps:
            raise UserError(_("{value} is not on the scale {scale}.").format(value=value, scale=self.scale.key))
        if breakdown != ALL and breakdown not in BREAKDOWNS:
            raise UserError(_("The breakdown “{breakdown}” is unknown.").format(breakdown=breakdown))
        headcount.check({"total": count})
        tally = self._tally(criterion, value, breakdown)
        if not count:
            if tally is not None:
                tally.discard()
        elif tally is None:
            self.tallies.append(Tally(criterion=criterion, breakdown=breakdown, value=value, count=count))
        else:
            tally.count = count

    def set_counts(self, criterion: Criterion, counts: Mapping[int, int], breakdown: str = ALL) -> None:
        """Replace a whole row of the sheet."""
        for value in set(self.counts(criterion, breakdown)) - set(counts):
            self.set(criterion, value, None, breakdown)
        for value, count in counts.items():
            self.set(criterion, value, count, breakdown)

    def set_consensus(self, criterion: Criterion, value: int | None) -> None:
        """The one number that the whole group agreed on; None clears it."""
        self.set_counts(criterion, {} if value is None else {value: 1})

    def set_method(self, method: str) -> None:
        """Votes or consensus. Raises UserError once the sheet holds figures: the two are never mixed."""
        if method == self.method:
            return
        if self.tallies:
            raise UserError(_("This sheet already holds figures. Clear it before you change the method."))
        self.method = method

    def remarks(self, criterion: Criterion) -> list[str]:
        """Sentences about figures of one row that do not fit each other; typing may go on."""
        return row_remarks(
            {name: sum(self.counts(criterion, name).values()) for name in (ALL, *BREAKDOWNS)}, self.total
        )

    def _tally(self, criterion: Criterion, value: int, breakdown: str) -> Tally | None:
        for tally in self.tallies:
            if tally.criterion is criterion and tally.value == value and tally.breakdown == breakdown:
                return tally
        return None


def row_remarks(votes: Mapping[str, int], present: int | None) -> list[str]:
    """Sentences about one row: `votes` by breakdown (and of all), `present` as counted."""
    found = []
    if present is not None and votes[ALL] > present:
        found.append(
            _("{votes} votes, but {present} people are present.").format(
                votes=shown(votes[ALL]), present=shown(present)
            )
        )
    for name in BREAKDOWNS:
        if votes[name] > votes[ALL]:
            found.append(
                _("{label}: {value} votes, more than the {total} of all.").format(
                    label=_(headcount.LABELS[name]), value=shown(votes[name]), total=shown(votes[ALL])
                )
            )
    if votes["women"] and votes["men"] and sum(votes[g] for g in headcount.GENDERS) != votes[ALL]:
        found.append(
            _("Women, men and other make {sum} votes; all together are {total}.").format(
                sum=shown(sum(votes[g] for g in headcount.GENDERS)), total=shown(votes[ALL])
            )
        )
    return found


class Tally(Base):
    """One cell: so many people of that breakdown gave that value. For consensus the count is 1."""

    __tablename__ = "tally"
    __table_args__ = ({"sqlite_with_rowid": False},)
    votes = True
    """Its values never enter the stored history: the difference of two tallies would be a ballot."""

    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True, index=True)
    breakdown: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]

    sheet: Mapped[Sheet] = relationship(back_populates="tallies")
    criterion: Mapped[Criterion] = relationship(back_populates="tallies")

    def discard(self) -> None:
        """Take the cell off the sheet and away from its criterion, stored or not."""
        self.sheet.tallies.remove(self)
        set_attribute(self, "criterion", None)
