"""The sheets of a workbook as plain rows, read with limits."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models.imports import archive
from facilitator.text import clean

Progress = Callable[[float], None]

MOST_SHEETS = 40
"""The export of a whole cycle has some 30."""
MOST_ROWS = 3000
MOST_COLUMNS = 200
LAST_ROW = 1_048_576
"""The last row number that a workbook can have; a larger one in a file is a trap."""

TOLD_EVERY = 1000
"""Rows between two words about progress."""

_CUT = 1000  # a longer header or stray text is shown cut


class RawRow(NamedTuple):
    """One row that is not empty: its number in the sheet, and its cells from column A."""

    number: int
    cells: tuple[Any, ...]


@dataclass(frozen=True)
class RawSheet:
    """A sheet as it is in the file; the first row that is not empty holds the names of the columns."""

    name: str
    rows: tuple[RawRow, ...]


def read(path: Path, passed_over: Collection[str] = (), wanted: Collection[str] = ()) -> list[RawSheet]:
    """The sheets of an .xlsx file, but for those named in `passed_over`; read apart. Raises UserError.

    Where some are `wanted`, of the others only their names are given.
    """
    from facilitator.models.imports import apart, worker

    with apart.opened(path, worker.BOOK) as sheets:
        return [
            whole(name, rows) if not wanted or name in wanted else RawSheet(name, ())
            for name, rows in sheets
            if name not in passed_over
        ]


@contextmanager
def opened(path: Path, progress: Progress | None = None) -> Iterator[list[tuple[str, Iterator[RawRow]]]]:
    """The sheets of an .xlsx file, by name, their rows read one by one while it is open.

    `progress` is called now and then with the part that is read, from 0 to 1; what it raises ends the reading.
    Raises UserError for a file that is no workbook or is too large.
    """
    from openpyxl import load_workbook

    content = archive.read(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about formats and drawings, which are not read
        with readable(path):
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            if len(book.worksheets) > MOST_SHEETS:
                raise archive.too_large(path)
            yield [(sheet_name(sheet.title), _rows(sheet, path, progress)) for sheet in book.worksheets]
        finally:
            book.close()


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """A parser meets strange files with errors of every kind: all of them become one sentence about the file."""
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        raise archive.unreadable(path) from error


def whole(name: str, rows: Iterator[RawRow], most: int = MOST_ROWS) -> RawSheet:
    """All rows of a sheet. Raises UserError when it has more than `most` under its header."""
    known: dict[str, str] = {}
    found = tuple(RawRow(number, _kept(cells, known)) for number, cells in islice(rows, most + 1))
    if next(rows, None) is not None:
        raise UserError(_("Sheet “{sheet}” has more than {most} rows. Split the file.").format(sheet=name, most=most))
    return RawSheet(name, found)


def _kept(cells: tuple[Any, ...], known: dict[str, str]) -> tuple[Any, ...]:
    """The cells; the same text is in memory only once."""
    return tuple(known.setdefault(cell, cell) if isinstance(cell, str) else cell for cell in cells)


def sheet_name(title: str) -> str:
    """A sheet's or column's name as it is compared: no spaces around it, no upper case, nothing invisible."""
    return clean(str(title)[:_CUT], 4 * _CUT).casefold()


def _rows(sheet: Any, path: Path, progress: Progress | None) -> Iterator[RawRow]:
    found = sheet.iter_rows(min_row=1, max_row=LAST_ROW, min_col=1, max_col=MOST_COLUMNS, values_only=True)
    total = max(sheet.max_row or 1, 1)
    blank: tuple[Any, ...] | None = None
    for number, cells in enumerate(_guarded(found, path), 1):
        if cells is blank:  # the parser gives one and the same row for all that are not in the file: up to a million
            continue
        if progress is not None and number % TOLD_EVERY == 0:
            progress(min(number / total, 1.0))
        if any(_is_filled(cell) for cell in cells):
            yield RawRow(number, cells)
        else:
            blank = cells


def _guarded(rows: Iterator[tuple[Any, ...]], path: Path) -> Iterator[tuple[Any, ...]]:
    with readable(path):
        yield from rows


def _is_filled(cell: Any) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())
