"""Ballots in a file, one row per voter: added up while they are read; no row is kept, not even in memory.

What remains of a file are the sums of each group, and one number: the sum of a hash of each row, whatever the order of
rows and columns and however numbers and booleans were written.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from facilitator.errors import UserError
from facilitator.i18n import N_, _
from facilitator.models.imports import cells
from facilitator.models.imports.shape import CITIZENS, Place, Shape
from facilitator.models.imports.staging import MOST_LISTED, CellError, Column, Problem, SheetKind
from facilitator.models.imports.tallies import place_columns
from facilitator.models.tally import ALL

if TYPE_CHECKING:
    from facilitator.models.imports.workbook import RawRow

BALLOTS = "ballots"
PLACE = ("service_point", "village_code", "side", "group")
PROFILE = ("gender", "age", "youth", "disability", "minority", "idpoor")
YOUNGEST_YOUTH, OLDEST_YOUTH = 15, 30
OLDEST = 130

MOST_REMEMBERED = 20_000
"""Different cells whose meaning is remembered: a file has few, a hostile one must not fill the memory."""

_GENDERS = {"woman": "women", "man": "men", "other": "other"}
_FLAGS = ("disability", "minority", "idpoor")
_MODULUS = 1 << 256

Scores = tuple[int | None, ...]


def sheet_kind(shape: Shape) -> SheetKind:
    """The table of ballots for a cycle."""
    score = cells.whole(shape.steps[0], shape.steps[-1])
    about_score = N_("The score for this criterion; empty when none was given.")
    flags = {
        "youth": N_("1 for youth, 15 to 30 years; taken from the age when empty."),
        "disability": N_("1 for a person with disability."),
        "minority": N_("1 for a member of an ethnic minority."),
        "idpoor": N_("1 for an ID-Poor household."),
    }
    return SheetKind(
        BALLOTS,
        N_("Instead of tallies: one row per voter. The scores are added to the tallies; the rows are not kept."),
        (
            *place_columns(shape),
            Column(
                "gender",
                cells.gender,
                N_("woman, man or other."),
                choices=lambda: tuple(_GENDERS),
            ),
            Column("age", cells.whole(0, OLDEST), N_("Age in years; only used for youth.")),
            *(Column(name, cells.flag, about) for name, about in flags.items()),
            *(Column(key, score, about_score) for key in shape.criteria),
        ),
    )


@dataclass
class GroupSums:
    """The ballots of one sheet, added up: people per criterion, breakdown and score."""

    place: Place
    row: int
    """The first row of it in the file."""
    ballots: int = 0
    _sums: Counter[tuple[tuple[str, ...], int, int]] = field(default_factory=Counter)

    def add(self, breakdowns: tuple[str, ...], scores: Scores) -> None:
        """Add one ballot."""
        self.ballots += 1
        sums = self._sums
        for number, score in enumerate(scores):
            if score is not None:
                sums[breakdowns, number, score] += 1

    def counts(self, criteria: Sequence[str]) -> dict[tuple[str, str], Counter[int]]:
        """People per score, by criterion (of the columns of the file) and breakdown."""
        found: dict[tuple[str, str], Counter[int]] = {}
        for (breakdowns, number, score), people in self._sums.items():
            for breakdown in (ALL, *breakdowns):
                found.setdefault((criteria[number], breakdown), Counter())[score] += people
        return found


@dataclass(frozen=True)
class _Fault:
    """A cell that cannot be used."""

    column: str
    text: str


class _Remembered(dict[Any, Any]):
    """What cells mean, worked out once for the same cells; a refusal is remembered as a fault."""

    def __init__(self, meaning: Callable[[Any], Any]) -> None:
        super().__init__()
        self._meaning = meaning

    def __missing__(self, raw: Any) -> Any:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        try:
            found = self._meaning(raw)
        except CellError as error:
            found = _Fault(error.column, error.text)
        self[raw] = found
        return found


class BallotRows:
    """Adds up the ballots of one table. After `read` the sums are in `groups` and what is wrong in `problems`."""

    def __init__(self, sheet: str, header: Sequence[str], shape: Shape) -> None:
        self.groups: dict[Place, GroupSums] = {}
        self.problems: list[Problem] = []
        self.more = 0
        self.without_score = 0
        self._hashes = 0
        self._sheet, self._shape, self._width = sheet, shape, len(header)
        self._columns = {column.name.casefold(): column for column in sheet_kind(shape).columns}
        named = [self._columns[name].name if name in self._columns else "" for name in header]
        self._at = {name: number for number, name in enumerate(named) if name}
        self.criteria = tuple(key for key in shape.criteria if key in self._at)
        self._places = _Remembered(self._place)
        self._profiles = _Remembered(self._profile)
        self._scores = _Remembered(self._score_row)
        self._cells = _Remembered(lambda named_cell: self._read_cell(*named_cell))
        self._unscored = _Remembered(self._columns_without_scores)

    @property
    def digest(self) -> int:
        """The sum of the hashes of all rows."""
        return self._hashes % _MODULUS

    def read(self, rows: Iterable[RawRow]) -> None:
        """Add up these rows."""
        place_of, profile_of, scores_of = map(self._picker, (PLACE, PROFILE, self.criteria))
        for number, row in rows:
            if len(row) > self._width and any(row[self._width :]):
                self._note(number, _Fault("", _("This row has more cells than the header.")))
            padded = (*row, *(None,) * (self._width - len(row) + 1))
            place = self._places[place_of(padded)]
            profile = self._profiles[profile_of(padded)]
            scores, text, faults = self._scores[scores_of(padded)]
            found = [each for each in (place, profile, *faults) if isinstance(each, _Fault)]
            if not found and scores is not None:
                found = list(self._unscored_here(place, scores))
            if found:
                for fault in found:
                    self._note(number, fault)
            elif not text:
                self.without_score += 1
            else:
                self._add(number, place, profile, scores, text)

    def _add(self, number: int, place: Place, profile: tuple[str, ...], scores: Scores, text: str) -> None:
        group = self.groups.get(place)
        if group is None:
            group = self.groups[place] = GroupSums(place, number)
        group.add(profile, scores)
        told = f"{'|'.join(place)}|{' '.join(profile)}|{text}"
        self._hashes += int.from_bytes(hashlib.sha256(told.encode()).digest(), "big")

    def _picker(self, names: Sequence[str]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
        """Picks these columns of a padded row; a missing column is the empty cell behind the last one."""
        places = [self._at.get(name, self._width) for name in names]
        if len(places) == 1:
            return lambda row: (row[places[0]],)
        return itemgetter(*places)

    def _read_cell(self, name: str, raw: Any) -> Any:
        column = self._columns[name.casefold()]
        try:
            found = column.read(raw)
            if column.required and found in (None, ""):
                raise UserError(_("This cell must be filled."))
        except UserError as error:
            raise CellError(name, error.text) from error
        return found

    def _cell(self, name: str, raw: Any) -> Any:
        """What a cell means. Raises CellError."""
        found = self._cells[name, raw]
        if isinstance(found, _Fault):
            raise CellError(found.column, found.text)
        return found

    def _place(self, raw: tuple[Any, ...]) -> Place:
        point, village, side, group = (self._cell(name, cell) for name, cell in zip(PLACE, raw, strict=True))
        return self._shape.place(point, side or CITIZENS, village, group)

    def _profile(self, raw: tuple[Any, ...]) -> tuple[str, ...]:
        """The breakdowns that a voter belongs to."""
        found = {name: self._cell(name, cell) for name, cell in zip(PROFILE, raw, strict=True)}
        youth = found["youth"]
        if youth is None and found["age"] is not None:
            youth = YOUNGEST_YOUTH <= found["age"] <= OLDEST_YOUTH
        genders = [_GENDERS[found["gender"]]] if found["gender"] else []
        return (*genders, *(["youth"] if youth else []), *(name for name in _FLAGS if found[name]))

    def _score_row(self, raw: tuple[Any, ...]) -> tuple[Scores | None, str, tuple[_Fault, ...]]:
        """The scores of a row, the same as text (empty when there are none), and what is wrong with them."""
        scores = [self._cells[key, cell] for key, cell in zip(self.criteria, raw, strict=True)]
        faults = tuple(score for score in scores if isinstance(score, _Fault))
        if faults:
            return None, "", faults
        filled = (f"{key}={score}" for key, score in zip(self.criteria, scores, strict=True) if score is not None)
        return tuple(scores), " ".join(filled), ()

    def _columns_without_scores(self, place: Place) -> tuple[int, ...]:
        """The criteria of the file that this side does not score there, by number."""
        point = self._shape.points[place.service_point]
        return tuple(number for number, key in enumerate(self.criteria) if not point.scores(key, place.side))

    def _unscored_here(self, place: Place, scores: Scores) -> Iterator[_Fault]:
        for number in self._unscored[place]:
            if scores[number] is not None:
                try:
                    self._shape.refuse_unscored(place, self.criteria[number])
                except UserError as error:
                    yield _Fault(self.criteria[number], error.text)

    def _note(self, number: int, fault: _Fault) -> None:
        if len(self.problems) < MOST_LISTED:
            self.problems.append(Problem(self._sheet, number, fault.column, fault.text))
        else:
            self.more += 1


def unknown_columns(header: Sequence[str], shape: Shape) -> list[str]:
    """The columns of a table of ballots that nothing is taken from."""
    known = {column.name.casefold() for column in sheet_kind(shape).columns}
    return [name for name in header if name and name not in known]


def has_scores(header: Sequence[str], shape: Shape) -> bool:
    """Whether one of the columns is a criterion of the cycle."""
    return bool({key.casefold() for key in shape.criteria} & set(header))
