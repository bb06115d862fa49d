"""Votes from a file: tallies that set their cells, or ballots that are added up (docs/interfaces.md, kind `votes`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from facilitator.errors import UserError
from facilitator.i18n import N_, _, plural, screen_language, shown
from facilitator.models.ballot_file import BallotFile, stored_digest
from facilitator.models.cycle import Cycle, ServicePoint
from facilitator.models.imports import ballots, sources, tallies, workbook
from facilitator.models.imports.ballots import BALLOTS, BallotRows, GroupSums
from facilitator.models.imports.kinds import Kind
from facilitator.models.imports.shape import Place, Shape, shape_of
from facilitator.models.imports.staging import CellError, Problem, SheetKind, Staged, header_faults, headers, stage
from facilitator.models.imports.workbook import Progress, RawRow, RawSheet
from facilitator.models.imports.writing import Writer
from facilitator.models.scorecard import Card
from facilitator.models.tally import METHODS, Sheet

if TYPE_CHECKING:
    from facilitator.models.store import Store

MOST_REMARKS = 20


@dataclass(frozen=True)
class StagedVotes(Staged):
    """Rows of tallies, and the sums of ballots with the digest of their rows."""

    groups: tuple[GroupSums, ...] = ()
    criteria: tuple[str, ...] = ()
    """The criteria that the ballots have columns for, in the order of the sums."""
    digest: int = 0
    without_score: int = 0


def sheets(shape: Shape) -> tuple[SheetKind, ...]:
    """The tables of a workbook of votes: fill in one of them."""
    return tallies.sheet_kind(shape), ballots.sheet_kind(shape)


def read(path: Path, shape: Shape, progress: Progress | None = None) -> StagedVotes:
    """The tallies of a file, or its ballots added up while they are read. Raises UserError."""
    found: list[StagedVotes] = []
    with sources.opened(path, [kind.name for kind in sheets(shape)], progress, long=True) as source:
        for name, rows in source.tables:
            first = next(rows, None)
            if first is not None:
                found.append(_table(name, first, rows, shape))
        unknown = source.unknown
    missing = Problem(tallies.VOTES, 0, "", _("This sheet is missing or empty."))
    both = any(staged.groups for staged in found) and any(_has_figures(staged) for staged in found)
    twice = Problem(BALLOTS, 0, "", _("The sheets votes and ballots both hold figures. Import one of them at a time."))
    return _joined(found, unknown, [*([] if found else [missing]), *([twice] if both else [])])


def _table(name: str, first: RawRow, rows: Iterator[RawRow], shape: Shape) -> StagedVotes:
    header = headers(first)
    if {"criterion", "breakdown", "method", "value", "count"} & set(header) or not ballots.has_scores(header, shape):
        return _tallies(name, first, rows, shape)
    return _ballots(name, first.number, header, rows, shape)


def _tallies(name: str, first: RawRow, rows: Iterator[RawRow], shape: Shape) -> StagedVotes:
    whole = workbook.whole(name, rows, sources.MOST_ROWS)
    kind = tallies.sheet_kind(shape)
    staged = stage([RawSheet(kind.name, (first, *whole.rows))], [kind])
    return StagedVotes(staged.rows, staged.problems, staged.unknown_columns, staged.more)


def _ballots(name: str, number: int, header: Sequence[str], rows: Iterator[RawRow], shape: Shape) -> StagedVotes:
    kind = ballots.sheet_kind(shape)
    unknown = tuple((name, column) for column in ballots.unknown_columns(header, shape))
    if faults := tuple(header_faults(kind, header, number)):
        return StagedVotes({}, faults, unknown)
    table = BallotRows(name, header, shape)
    table.read(rows)
    groups = () if table.problems else tuple(table.groups.values())
    return StagedVotes(
        {}, tuple(table.problems), unknown, table.more, groups, table.criteria, table.digest, table.without_score
    )


def _has_figures(staged: StagedVotes) -> bool:
    place = {"service_point", "village_code", "side", "group", "criterion", "breakdown", "method"}
    return any(row.values.keys() - place for row in staged.rows.get(tallies.VOTES, ()))


def _joined(
    found: Sequence[StagedVotes], unknown: tuple[tuple[str, str], ...], problems: Sequence[Problem]
) -> StagedVotes:
    """One file's tables together; only one of them has ballots."""
    voters = next((staged for staged in found if staged.criteria), StagedVotes({}, (), ()))
    return StagedVotes(
        rows={name: rows for staged in found for name, rows in staged.rows.items()},
        problems=(*problems, *(problem for staged in found for problem in staged.problems)),
        unknown_columns=(*unknown, *(column for staged in found for column in staged.unknown_columns)),
        more=sum(staged.more for staged in found),
        groups=voters.groups,
        criteria=voters.criteria,
        digest=voters.digest,
        without_score=voters.without_score,
    )


class VotesWriter(Writer):
    """Sets the cells of tallies, and adds the sums of ballots unless this very file was added before."""

    def __init__(self, store: Store, cycle: Cycle, staged: StagedVotes, replace: bool) -> None:
        super().__init__(store, staged)
        self._cycle, self._votes, self._replace = cycle, staged, replace
        self._shape = shape_of(cycle)
        self._points = {point.key: point for point in cycle.service_points}

    def write(self) -> None:
        """Write everything; look at `problems` before committing."""
        rows = tallies.TallyRows(self._cycle, self._shape)
        self.each(tallies.VOTES, rows.put)
        touched = dict(rows.sheets)
        if self._votes.groups:
            touched |= self._add_ballots()
        self._remark(touched)

    def _add_ballots(self) -> dict[Place, Sheet]:
        digest = stored_digest(self._votes.digest, self._cycle.id)
        if not self._replace and digest in self._digests():
            self.remarks.append(_("These ballots were imported before; they are not added a second time."))
            return {}
        if self._votes.without_score:
            told = plural(self._votes.without_score, _("{n} row has no score."), _("{n} rows have no score."))
            self.remarks.append(told.format(n=shown(self._votes.without_score)))
        touched = {}
        for group in self._votes.groups:
            try:
                touched[group.place] = self._add_group(group, digest)
            except UserError as error:
                problem = Problem.of(error, BALLOTS, group.row)
                told = _("{place}: {text}").format(place=self._shape.name(group.place), text=error.text)
                self.problems.append(changed(problem, text=told))
        return touched

    def _digests(self) -> set[str]:
        """Of every file whose ballots are in this cycle."""
        query = (
            select(BallotFile.digest)
            .join(Sheet, Sheet.id == BallotFile.sheet_id)
            .join(Card, Card.id == Sheet.card_id)
            .join(ServicePoint, ServicePoint.id == Card.service_point_id)
            .where(ServicePoint.cycle_id == self._cycle.id)
        )
        return set(self.store.session.scalars(query))

    def _add_group(self, group: GroupSums, digest: str) -> Sheet:
        point = self._points.get(group.place.service_point)
        if point is None:
            raise CellError("service_point", _("There is no such service point."))
        sheet = tallies.sheet_of(point, group.place)
        files = self.store.all(BallotFile, sheet_id=sheet.id) if sheet.id is not None else []
        if files and not self._replace:
            raise UserError(
                _("This group already has ballots from another file. Replace them, or leave this group out.")
            )
        sheet.set_method(METHODS[0])
        self._put(point, sheet, group, reset=bool(files))
        for file in files:
            if file.digest != digest:
                self.store.session.delete(file)
        if digest not in {file.digest for file in files}:
            self.store.session.add(BallotFile(sheet=sheet, digest=digest))
        self._tell(group, replaced=bool(files))
        return sheet

    def _put(self, point: ServicePoint, sheet: Sheet, group: GroupSums, reset: bool) -> None:
        """Add the sums to what the sheet holds, or put them in its place."""
        sums = group.counts(self._votes.criteria)
        criteria = {criterion.key: criterion for criterion in point.criteria}
        cells = set(sums)
        if reset:
            cells |= {(tally.criterion.key, tally.breakdown) for tally in sheet.tallies}
        for key, breakdown in sorted(cells):
            criterion = criteria[key]
            before = {} if reset else sheet.counts(criterion, breakdown)
            sheet.set_counts(criterion, _added(before, sums.get((key, breakdown), {})), breakdown)

    def _tell(self, group: GroupSums, replaced: bool) -> None:
        told = plural(group.ballots, _("{place}: {n} ballot"), _("{place}: {n} ballots"))
        line = told.format(place=self._shape.name(group.place), n=shown(group.ballots))
        self.lines.append(_("{line}, in place of what was there").format(line=line) if replaced else line)

    def _remark(self, touched: Mapping[Place, Sheet]) -> None:
        """Say of each sheet the first figures that do not fit the people present; the facilitator decides."""
        for place, sheet in touched.items():
            found = ((each, text) for each in sheet.card.criteria() for text in sheet.remarks(each))
            criterion, text = next(found, (None, ""))
            if criterion is not None and len(self.remarks) < MOST_REMARKS:
                which = f"{self._shape.name(place)}, “{criterion.text(screen_language())}”"
                self.remarks.append(_("{place}: {text}").format(place=which, text=text))


def _added(before: Mapping[int, int], more: Mapping[int, int]) -> dict[int, int]:
    return {value: before.get(value, 0) + more.get(value, 0) for value in sorted({*before, *more})}


def _writer(store: Store, cycle: Cycle, staged: Staged, replace: bool) -> Writer:
    assert isinstance(staged, StagedVotes)
    return VotesWriter(store, cycle, staged, replace)


KIND = Kind("votes", N_("Scores from a file"), sheets, _writer, read, replaces=True)
