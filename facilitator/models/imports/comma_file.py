"""Comma-separated values, read row by row: UTF-8 or what Excel calls Unicode text, with any usual separator."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from facilitator.errors import UserError
from facilitator.i18n import _
from facilitator.models.imports import archive
from facilitator.models.imports.workbook import MOST_COLUMNS, TOLD_EVERY, Progress, RawRow

SUFFIXES = (".csv", ".tsv", ".txt")
SEPARATORS = (",", ";", "\t", "|")
LONGEST_LINE = 1 << 17
"""Characters; a longer one is no table."""

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_MADE_HARMLESS = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")  # as `export.sheets` writes text that would run as a formula
_SEP = "sep="  # Excel's own first line that names the separator


@contextmanager
def opened(path: Path, progress: Progress | None = None) -> Iterator[Iterator[RawRow]]:
    """The rows of the file while it is open; the first one that is not empty holds the names of the columns.

    `progress` is called now and then with the part that is read, from 0 to 1; what it raises ends the reading.
    Raises UserError, at any row, for what is no such file.
    """
    try:
        with path.open("rb") as raw:
            size = path.stat().st_size
            mark = next((name for bom, name in _MARKS.items() if raw.peek(4).startswith(bom)), "utf-8")
            with io.TextIOWrapper(raw, mark, newline="") as text:
                yield _rows(text, raw, size, path, progress)
    except OSError as error:
        raise archive.unopened(path, error) from error


def _rows(
    text: io.TextIOWrapper, raw: io.BufferedReader, size: int, path: Path, progress: Progress | None
) -> Iterator[RawRow]:
    lines = _lines(text, path)
    first, separator = _separator(lines)
    reader = csv.reader(_chained(first, lines), delimiter=separator)
    skipped = 0 if first else 1  # a line that only names the separator is a row in a spreadsheet
    try:
        for number, cells in enumerate(reader, 1 + skipped):
            if progress is not None and number % TOLD_EVERY == 0:
                progress(min(raw.tell() / max(size, 1), 1.0))
            if len(cells) > MOST_COLUMNS:
                raise _not_a_table(path)
            if any(cells):
                yield RawRow(number, tuple(map(_as_typed, cells)))
    except csv.Error as error:
        raise _not_a_table(path) from error


def _as_typed(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _MADE_HARMLESS.match(cell) else cell


def _lines(text: io.TextIOWrapper, path: Path) -> Iterator[str]:
    """The lines, none of them read further than a line can be long."""
    while True:
        try:
            line = text.readline(LONGEST_LINE)
        except UnicodeError as error:
            raise UserError(
                _("“{name}” is not written in UTF-8. Save it in the spreadsheet as “CSV UTF-8”.").format(name=path.name)
            ) from error
        if len(line) >= LONGEST_LINE or "\0" in line:
            raise _not_a_table(path)
        if not line:
            return
        yield line


def _separator(lines: Iterator[str]) -> tuple[str, str]:
    """The first line that is data, and the separator: the one that stands most often in it."""
    first = next(lines, "")
    if first.lower().startswith(_SEP) and len(first.rstrip("\r\n")) == len(_SEP) + 1:
        return "", first[len(_SEP)]
    return first, max(SEPARATORS, key=first.count)


def _chained(first: str, lines: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from lines


def _not_a_table(path: Path) -> UserError:
    return UserError(
        _("“{name}” cannot be read as a table (.csv). Save it again from the spreadsheet.").format(name=path.name)
    )
