"""One by one: each person's ballot joins the tallies at once, and is kept nowhere (safety.md, "People").

While a voting is open no backup is made, undo holds nothing, and the log of the database is emptied after every
ballot: of all states between the first and the last ballot none survives. Only the last ballot is remembered, in
memory, until the next one begins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator import people
from facilitator.errors import UserError
from facilitator.i18n import _, shown
from facilitator.models.scorecard import Criterion
from facilitator.models.sheet_lines import everybody
from facilitator.models.tally import ALL, Sheet

if TYPE_CHECKING:
    from facilitator.models.sheets import SheetPlace
    from facilitator.models.store import Store

TRAITS = ("youth", "disability", "minority", "idpoor")


@dataclass(frozen=True)
class Profile:
    """Who scores, in the categories that are counted; of the providers nothing is asked."""

    gender: str = ""
    traits: frozenset[str] = frozenset()

    def breakdowns(self, sheet: Sheet) -> list[str]:
        """The breakdowns of the cycle into which this person's ballot counts."""
        cycle = sheet.card.service_point.cycle
        own = {self.gender, everybody(sheet.group, cycle), *self.traits}
        return [name for name in cycle.breakdowns if name in own]


@dataclass(frozen=True, repr=False)
class Ballot:
    """One person's scores by criterion (its id). It has no text form, so that no log can hold one."""

    profile: Profile
    scores: Mapping[int, int]


class Voting:
    """The one-by-one entry of one sheet: `cast` ballots, `take_back` the last one, `close`."""

    def __init__(self, store: Store, place: SheetPlace, label: str) -> None:
        """Begin. `label` is what the history of changes calls all of the ballots together.

        Raises UserError when the scores are finished or are agreed ones.
        """
        self.store, self.place, self.label = store, place, label
        self._last: Ballot | None = None
        sheet = place.sheet(store)
        if sheet is not None:
            sheet.refuse_finished()
            if sheet.method != "votes":
                raise UserError(_("This group agrees on one score. Choose “each person's score” first."))
            if sheet.card.correcting:  # its papers are printed: the difference to them would be one person's ballot
                raise UserError(_("These scores were finished before. Correct the numbers in the table instead."))
        store.begin_one_by_one((sheet.card.id.hex, sheet.group) if sheet is not None and sheet.tallies else None)

    def cast(self, ballot: Ballot) -> None:
        """Add a ballot to the tallies, in one transaction.

        Raises UserError without a score, or when more people of a category would have scored than are present and no
        reason for that was given; then nothing is stored.
        """
        if not ballot.scores:
            raise UserError(_("This person has given no score yet."))
        self._add(ballot, 1)
        self._last = ballot

    def take_back(self) -> Profile | None:
        """Take the last ballot off the tallies again; gives whose it was, None when the next one has begun."""
        ballot, self._last = self._last, None
        if ballot is None:
            return None
        self._add(ballot, -1)
        return ballot.profile

    def can_take_back(self) -> bool:
        """True from a ballot until the next one begins."""
        return self._last is not None

    def begin_next(self) -> None:
        """The next person scores: the last ballot is forgotten."""
        self._last = None

    def close(self) -> None:
        """End: nothing is remembered, the log is empty, backups go on."""
        self._last = None
        self.store.end_one_by_one()

    def scored(self) -> int:
        """How many people have scored: the most that one criterion has."""
        sheet = self.place.sheet(self.store)
        return max(_votes(sheet, ALL).values(), default=0) if sheet is not None else 0

    def present(self) -> int | None:
        """How many people are present, None when nobody counted."""
        sheet = self.place.sheet(self.store)
        return sheet.total if sheet is not None else None

    def doubt(self, profile: Profile) -> str:
        """Why one more person like this cannot be, or an empty text: the same one may have come twice."""
        sheet = self.place.sheet(self.store)
        return _doubt(sheet, profile) if sheet is not None and not sheet.override else ""

    def _add(self, ballot: Ballot, by: int) -> None:
        point = self.place.service_point(self.store)
        with self.store.transaction(self.label, cycle=point.cycle, undoable=False):
            sheet = self.place.open_sheet(self.store)
            sentence = _doubt(sheet, ballot.profile) if by > 0 and not sheet.override else ""
            if sentence:
                raise UserError(sentence)
            whose = [ALL, *ballot.profile.breakdowns(sheet)]
            for key, value in ballot.scores.items():
                criterion = self.store.get(Criterion, key)
                assert criterion is not None
                for breakdown in whose:
                    before = sheet.counts(criterion, breakdown).get(value, 0)
                    sheet.set(criterion, value, before + by, breakdown)
        self.store.empty_log()


def _doubt(sheet: Sheet, profile: Profile) -> str:
    present = sheet.present()
    for name in (ALL, *profile.breakdowns(sheet)):
        there = present[name]
        if there is not None and max(_votes(sheet, name).values(), default=0) >= there:
            if name == ALL:
                sentence = _("All {n} people present have scored. Has this person scored already?")
            else:
                sentence = _("{label}: all {n} present have scored. Is the profile right?")
            return sentence.format(n=shown(there), label=_(people.LABELS[name]) if name in people.LABELS else "")
    return ""


def _votes(sheet: Sheet, breakdown: str) -> dict[int, int]:
    """Votes of each criterion."""
    found: dict[int, int] = {}
    for tally in sheet.tallies:
        if tally.breakdown == breakdown:
            found[tally.criterion_id] = found.get(tally.criterion_id, 0) + tally.count
    return found
