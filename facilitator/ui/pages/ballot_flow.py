"""One by one: who scores, then one key for each criterion. What was pressed is forgotten as soon as it is counted."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from facilitator import i18n, people
from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models import scoring, sheet_lines
from facilitator.models.voting import TRAITS, Ballot, Profile, Voting

LETTERS = {
    "women": "w",
    "men": "m",
    "other": "o",
    "youth": "y",
    "disability": "d",
    "minority": "e",
    "idpoor": "i",
}
"""Keys besides the digits, for a Latin keyboard."""


class BallotFlow(QObject):
    """Where one ballot is: `scoring` False while the profile is chosen. `said` carries a sentence, or an empty text.

    `doubted` carries why this person cannot be one more of those present.
    """

    changed = Signal()
    said = Signal(str)
    doubted = Signal(str)

    def __init__(self, voting: Voting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.voting = voting
        store, place = voting.store, voting.place
        cycle = place.service_point(store).cycle
        self.criteria = [criterion.id for criterion in place.criteria(store)]
        self.steps = scoring.Scale(cycle.scale).steps
        self.parts = _parts(sheet_lines.breakdowns_of(cycle, place.group)) if place.side == "citizens" else ()
        self._own = sheet_lines.everybody(place.group, cycle)
        self.scoring = False
        self.position = 0
        self.typed = ""
        """The mark being typed, on a scale of more steps than there are digits."""
        self._scores: dict[int, int] = {}
        self.profile = self._fresh()

    def key(self, text: str) -> bool:
        """A key in Arabic or Khmer digits, or a letter of the profile; False when it means nothing here."""
        typed = i18n.digits(text).lower()
        if not self.scoring:
            return self._choose(typed)
        if not typed.isdigit():
            return False
        if self.single_keys:
            return self._give(int(typed))
        self.typed = (self.typed + typed)[:3]
        self.changed.emit()
        return True

    @property
    def single_keys(self) -> bool:
        """True when one digit is a whole score."""
        return len(self.steps) < 10

    def toggle(self, part: str) -> None:
        """Choose woman, man or other; or say that the person belongs to a category, or does not."""
        gender, traits = self.profile.gender, self.profile.traits
        self.profile = Profile(part, traits) if part in people.GENDERS else Profile(gender, traits ^ {part})
        self.said.emit("")
        self.changed.emit()

    def enter(self) -> None:
        """From the profile to the scores; or the mark that was typed is complete."""
        if self.scoring:
            if self.typed:
                self._give(int(self.typed))
            return
        if not self.profile.gender and people.GENDERS[0] in self.parts:
            self.said.emit(_("Choose woman, man or other first."))
            return
        doubt = self.voting.doubt(self.profile)
        if doubt:
            self.doubted.emit(doubt)
            return
        self.voting.begin_next()
        self.scoring = True
        self._tell()

    def back(self) -> None:
        """One criterion back; from the first one to the profile."""
        if self.typed:
            self.typed = self.typed[:-1]
        elif self.scoring and self.position:
            self.position -= 1
            self._scores.pop(self.criteria[self.position], None)
        else:
            self.scoring = False
        self._tell()

    def take_back(self) -> None:
        """The last ballot leaves the tallies again, and that person's profile is on show."""
        try:
            profile = self.voting.take_back()
        except UserError as error:
            self.said.emit(error.text)
            return
        if profile is not None:
            self.profile = profile
            self.said.emit(_("The last scores were taken back."))
            self.changed.emit()

    def cancel(self) -> None:
        """Forget what this person has pressed."""
        self._clear()
        self._tell()

    def _choose(self, typed: str) -> bool:
        named = {LETTERS[part]: part for part in self.parts}
        named |= {str(number): part for number, part in enumerate(self.parts, 1)}
        if typed in named:
            self.toggle(named[typed])
        return typed in named

    def _give(self, value: int) -> bool:
        """The score of the criterion on show; 0 is none, where it is not a mark."""
        self.typed = ""
        if value in self.steps:
            self._scores[self.criteria[self.position]] = value
        elif value != 0:
            self._tell()
            return False
        self.position += 1
        if self.position == len(self.criteria):
            self._cast()
        else:
            self._tell()
        return True

    def _cast(self) -> None:
        try:
            self.voting.cast(Ballot(self.profile, dict(self._scores)))
        except UserError as error:
            self.back()
            self.said.emit(error.text)
            return
        self._clear()
        self.profile = self._fresh()
        self.said.emit(_("Counted. Thank you!"))
        self.changed.emit()

    def _clear(self) -> None:
        self._scores.clear()
        self.scoring, self.position, self.typed = False, 0, ""

    def _fresh(self) -> Profile:
        """The next person, of whom the group says something already."""
        if self._own in people.GENDERS:
            return Profile(self._own)
        return Profile("", frozenset((self._own,)) & frozenset(TRAITS))

    def _tell(self) -> None:
        self.said.emit("")
        self.changed.emit()


def _parts(breakdowns: tuple[str, ...]) -> tuple[str, ...]:
    """What is asked of a person: all genders where any is counted, then the other categories."""
    genders = people.GENDERS if any(name in people.GENDERS for name in breakdowns) else ()
    return (*genders, *(name for name in breakdowns if name in TRAITS))
