"""A workbook held against what its sheets and columns must be, before anything touches the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from facilitator.errors import FinishedError, UserError
from facilitator.i18n import _
from facilitator.models.imports.workbook import RawRow, RawSheet, sheet_name

if TYPE_CHECKING:
    from facilitator.models.imports import cells

MOST_LISTED = 500
"""Problems that are listed; the others are only counted."""


def _any_value() -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Column:
    """A column: how a cell of it is read, and what the template says about it.

    `choices`, or the first column of the sheet `from_sheet`, fill the template's drop-down list; `as_text` keeps codes
    as text, with their leading zeros.
    """

    name: str
    read: cells.Reader
    about: str
    required: bool = False
    choices: Callable[[], Sequence[str]] = _any_value
    as_text: bool = False
    from_sheet: str = ""


@dataclass(frozen=True)
class SheetKind:
    """A sheet of a kind of workbook: its columns, and those of them that tell rows apart (none: rows may repeat)."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, a row (`column` empty) or a whole sheet (`row` 0)."""

    sheet: str
    row: int
    column: str
    text: str
    finished: bool = False
    """Whether it is none when somebody says why: what was declared finished would be corrected."""

    @classmethod
    def of(cls, error: UserError, sheet: str, row: int) -> Problem:
        """A refusal, as the problem of a row."""
        return cls(sheet, row, getattr(error, "column", ""), error.text, isinstance(error, FinishedError))

    @property
    def sentence(self) -> str:
        """Where it is and what is wrong, in the language of the screen."""
        if not self.row:
            return _("Sheet {sheet}: {text}").format(sheet=self.sheet, text=self.text)
        if not self.column:
            return _("Sheet {sheet}, row {row}: {text}").format(sheet=self.sheet, row=self.row, text=self.text)
        return _("Sheet {sheet}, row {row}, column {column}: {text}").format(
            sheet=self.sheet, row=self.row, column=self.column, text=self.text
        )


@dataclass(frozen=True)
class Row:
    """One row that can be used: its values by column; empty cells are left out."""

    sheet: str
    number: int
    values: Mapping[str, Any]

    def get(self, column: str, default: Any = None) -> Any:
        """The value of a column, or the default when its cell is empty."""
        return self.values.get(column, default)


@dataclass(frozen=True)
class Staged:
    """A workbook that was read: usable rows by sheet, what is wrong, and the columns nobody asked for."""

    rows: Mapping[str, tuple[Row, ...]]
    problems: tuple[Problem, ...]
    unknown_columns: tuple[tuple[str, str], ...]
    """Sheet and column; the column is empty where the whole sheet is unknown."""
    more: int = 0
    """Problems beyond the ones that are listed."""


class CellError(UserError):
    """A UserError that knows which column of its row is to blame."""

    def __init__(self, column: str, text: str) -> None:
        super().__init__(text)
        self.column = column


class _Problems:
    """What is wrong, listed as far as somebody can read; the rest is counted."""

    def __init__(self) -> None:
        self.listed: list[Problem] = []
        self.more = 0

    def add(self, found: Sequence[Problem]) -> bool:
        """Take these in; False when they are only counted: their row must not be used, nobody is told why."""
        if found and len(self.listed) >= MOST_LISTED:
            self.more += len(found)
            return False
        self.listed += found
        return True


def stage(raw: Iterable[RawSheet], kinds: Sequence[SheetKind]) -> Staged:
    """Read every cell of the sheets that are known; nothing is raised, what is wrong is listed."""
    sheets = {sheet.name: sheet for sheet in raw}
    rows: dict[str, tuple[Row, ...]] = {}
    problems = _Problems()
    unknown = [(name, "") for name in sheets if name not in {kind.name for kind in kinds}]
    for kind in kinds:
        sheet = sheets.get(kind.name)
        if sheet is None or not sheet.rows:
            if kind.required:
                problems.add([Problem(kind.name, 0, "", _("This sheet is missing or empty."))])
            continue
        header = headers(sheet.rows[0])
        unknown += [(kind.name, name) for name in header if name and name not in {c.name for c in kind.columns}]
        faults = list(header_faults(kind, header, sheet.rows[0].number))
        problems.add(faults)
        if not faults:
            rows[kind.name] = _rows(kind, header, sheet.rows[1:], problems)
    return Staged(rows, tuple(problems.listed), tuple(unknown), problems.more)


def _rows(kind: SheetKind, header: Sequence[str], raw: Iterable[RawRow], problems: _Problems) -> tuple[Row, ...]:
    rows: list[Row] = []
    for each in raw:
        found: list[Problem] = []
        row = _row(kind, header, each, found)
        if problems.add(found):
            rows.append(row)
    told = {problem.row: problems.add([problem]) for problem in _repeated(kind, rows)}
    return tuple(row for row in rows if told.get(row.number, True))


def headers(row: RawRow) -> list[str]:
    """The names of the columns as they are compared."""
    return [sheet_name(cell) if cell is not None else "" for cell in row.cells]


def header_faults(kind: SheetKind, header: Sequence[str], number: int) -> Iterable[Problem]:
    """Columns that are there twice, or that a sheet cannot do without."""
    for name, count in Counter(name for name in header if name).items():
        if count > 1:
            yield Problem(kind.name, number, name, _("This column is there twice."))
    for column in kind.columns:
        if column.required and column.name not in header:
            yield Problem(kind.name, number, column.name, _("This column is missing."))


def _row(kind: SheetKind, header: Sequence[str], row: RawRow, problems: list[Problem]) -> Row:
    values: dict[str, Any] = {}
    by_name = dict(zip(header, row.cells, strict=False))
    for column in kind.columns:
        try:
            value = column.read(by_name.get(column.name))
            if value not in (None, "", ()):
                values[column.name] = value
            elif column.required:
                raise UserError(_("This cell must be filled."))
        except UserError as error:
            problems.append(Problem(kind.name, row.number, column.name, error.text))
    return Row(kind.name, row.number, values)


def _repeated(kind: SheetKind, rows: Sequence[Row]) -> Iterable[Problem]:
    """Rows with the key of an earlier one: which of the two is meant, nobody can know."""
    first: dict[tuple[Any, ...], int] = {}
    for row in rows:
        found = tuple(row.get(name) for name in kind.key)
        if not kind.key or None in found:
            continue
        if found in first:
            text = _("The same as row {row}. Keep one of them.").format(row=first[found])
            yield Problem(kind.name, row.number, kind.key[-1], text)
        first.setdefault(found, row.number)
