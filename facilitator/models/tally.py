"""Votes as tallies: how many people gave each step. Never a row per voter, an order or a time."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import set_attribute

from facilitator import people
from facilitator.errors import FinishedError, UserError
from facilitator.i18n import _, shown
from facilitator.models.base import HEADCOUNT_FIELDS, Base, Child, Headcount, LongText, takes_corrections
from facilitator.models.cycle import BREAKDOWNS
from facilitator.models.scoring import Scale

if TYPE_CHECKING:
    from facilitator.models.ballot_file import BallotFile
    from facilitator.models.scorecard import Card, Criterion

ALL = "all"
METHODS = ("votes", "consensus")
MOST_VOTES = 10_000_000
"""Of one cell: the ballots of a whole survey may be in one file."""


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
    files: Mapped[list[BallotFile]] = relationship(back_populates="sheet", cascade="all, delete-orphan")

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

        Raises UserError when the scores are finished, the value is not on the scale or the count is impossible.
        """
        self.refuse_finished()
        if value not in self.scale.steps:
            raise UserError(_("{value} is not on the scale {scale}.").format(value=value, scale=self.scale.key))
        if breakdown != ALL and breakdown not in BREAKDOWNS:
            raise UserError(_("The breakdown “{breakdown}” is unknown.").format(breakdown=breakdown))
        if count is not None and not 0 <= count <= MOST_VOTES:
            sentence = _("{n} is not a possible number of people. Type a whole number from 0.")
            raise UserError(sentence.format(n=shown(count)))
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
        self.refuse_finished()
        if self.tallies:
            raise UserError(_("This sheet already holds figures. Clear it before you change the method."))
        self.method = method

    def count(self, **counts: int | None) -> None:
        """How many people are present. Raises UserError when the scores are finished or a count is impossible."""
        self.refuse_finished()
        super().count(**counts)

    def refuse_finished(self) -> None:
        """Raise UserError when the card was declared finished: a correction opens it first, with a reason."""
        if self.card is not None and self.card.closed_on is not None and not takes_corrections(self.card):
            raise FinishedError(_("These scores are finished. Open them again first, with a reason."))

    def present(self) -> dict[str, int | None]:
        """How many people are present, of all and by breakdown; None where nobody counted."""
        return {ALL: self.total} | {name: getattr(self, name) for name in HEADCOUNT_FIELDS if name != "total"}

    def remarks(self, criterion: Criterion) -> list[str]:
        """Sentences about figures of one row that do not fit each other; typing may go on."""
        votes = {name: sum(self.counts(criterion, name).values()) for name in (ALL, *BREAKDOWNS)}
        return [doubt.text for doubt in doubts(votes, self.present())]

    def _tally(self, criterion: Criterion, value: int, breakdown: str) -> Tally | None:
        for tally in self.tallies:
            if tally.criterion is criterion and tally.value == value and tally.breakdown == breakdown:
                return tally
        return None


class Doubt(NamedTuple):
    """Figures of one row that do not fit each other: whose (a breakdown, or all), and the sentence about it."""

    breakdown: str
    text: str


def doubts(votes: Mapping[str, int], present: Mapping[str, int | None]) -> list[Doubt]:
    """What does not fit in one row: `votes` and people `present`, each of all and by breakdown (domain.md)."""
    found = []
    for name in (ALL, *BREAKDOWNS):
        there = present.get(name)
        if there is not None and votes[name] > there:
            found.append(Doubt(name, _too_many(name, votes[name], there)))
    for name in BREAKDOWNS:
        if votes[name] > votes[ALL]:
            sentence = _("{label}: {value} votes, more than the {total} of all.")
            label, value, total = _(people.LABELS[name]), shown(votes[name]), shown(votes[ALL])
            found.append(Doubt(name, sentence.format(label=label, value=value, total=total)))
    by_gender = sum(votes[name] for name in people.GENDERS)
    if votes["women"] and votes["men"] and by_gender != votes[ALL]:
        sentence = _("Women, men and other make {sum} votes; all together are {total}.")
        found.append(Doubt(ALL, sentence.format(sum=shown(by_gender), total=shown(votes[ALL]))))
    return found


def _too_many(name: str, votes: int, present: int) -> str:
    if name == ALL:
        return _("{votes} votes, but {present} people are present.").format(votes=shown(votes), present=shown(present))
    return _("{label}: {votes} votes, but {present} are present.").format(
        label=_(people.LABELS[name]), votes=shown(votes), present=shown(present)
    )


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
