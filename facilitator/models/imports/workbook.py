"""The sheets of a workbook as plain rows, read with limits."""

from __future__ import annotations

import io
import warnings
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models.imports import archive

MOST_SHEETS = 20
MOST_ROWS = 3000
MOST_COLUMNS = 200
LAST_ROW = 1_048_576
"""The last row number that a workbook can have; a larger one in a file is a trap."""

_CUT = 1000  # a longer header or stray text is shown cut


@dataclass(frozen=True)
class RawRow:
    """One row that is not empty: its number in the sheet, and its cells from column A."""

    number: int
    cells: tuple[Any, ...]


@dataclass(frozen=True)
class RawSheet:
    """A sheet as it is in the file; the first row that is not empty holds the names of the columns."""

    name: str
    rows: tuple[RawRow, ...]


def read(path: Path, passed_over: Collection[str] = ()) -> list[RawSheet]:
    """The sheets of an .xlsx file, but for those named in `passed_over`. Raises UserError."""
    content = archive.read(path)
    try:
        return _sheets(content, path, passed_over)
    except UserError:
        raise
    except Exception as error:  # the parser meets strange files with errors of every kind
        raise archive.unreadable(path) from error


def _sheets(content: bytes, path: Path, passed_over: Collection[str]) -> list[RawSheet]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about formats and drawings, which are not read
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            if len(book.worksheets) > MOST_SHEETS:
                raise archive.too_large(path)
            wanted = [sheet for sheet in book.worksheets if sheet_name(sheet.title) not in passed_over]
            return [RawSheet(sheet_name(sheet.title), _rows(sheet)) for sheet in wanted]
        finally:
            book.close()


def sheet_name(title: str) -> str:
    """A sheet's or column's name as it is compared: no spaces around it, no upper case."""
    return str(title)[:_CUT].strip().casefold()


def _rows(sheet: Any) -> tuple[RawRow, ...]:
    rows: list[RawRow] = []
    found = sheet.iter_rows(min_row=1, max_row=LAST_ROW, min_col=1, max_col=MOST_COLUMNS, values_only=True)
    blank: tuple[Any, ...] | None = None
    for number, cells in enumerate(found, 1):
        if cells is blank:  # the parser gives one and the same row for all that are not in the file: up to a million
            continue
        if not any(_is_filled(cell) for cell in cells):
            blank = cells
            continue
        if len(rows) > MOST_ROWS:
            raise UserError(
                _("Sheet “{sheet}” has more than {most} rows. Split the file.").format(
                    sheet=sheet.title, most=MOST_ROWS
                )
            )
        rows.append(RawRow(number, cells))
    return tuple(rows)


def _is_filled(cell: Any) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())
