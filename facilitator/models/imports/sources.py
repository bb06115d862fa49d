"""One file with one or several tables, whether it is a workbook or comma-separated values; read apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.models.imports import apart, comma_file, workbook, worker
from facilitator.models.imports.staging import SheetKind, Staged, stage

if TYPE_CHECKING:
    from facilitator.models.imports.workbook import Progress, RawRow

EXPLANATION, PLACES, BANK = "explanation", "places", "bank"
GROUPS, SERVICES, CRITERIA = "list of groups", "list of services", "list of criteria"
ACTIONS = "list of actions"
PASSED_OVER = (EXPLANATION, PLACES, BANK, GROUPS, SERVICES, CRITERIA, ACTIONS)
"""Sheets of the templates that carry nothing to import."""

MOST_ROWS = 50_000
"""Rows of a table that is kept until it is stored; what is only added up may have more."""


@dataclass(frozen=True)
class Source:
    """An open file: its tables by name, their rows read one by one, and the sheets that nobody asked for."""

    tables: tuple[tuple[str, Iterator[RawRow]], ...]
    unknown: tuple[tuple[str, str], ...] = ()


@contextmanager
def opened(path: Path, names: Sequence[str], progress: Progress | None = None, long: bool = False) -> Iterator[Source]:
    """The tables of these names. A file of comma-separated values holds the first one; so does the first sheet of a
    workbook that has none of the names, as other programs write it.

    `progress` is called now and then with the part that is read, from 0 to 1; what it raises ends the reading.
    A `long` workbook may hold a row for each of very many people, but no dates.
    Raises UserError, then or at any row, for a file that cannot be read.
    """
    if path.suffix.lower() in comma_file.SUFFIXES:
        with apart.opened(path, worker.TABLE, progress) as ((_name, rows),):
            yield Source(((names[0], rows),))
        return
    with apart.opened(path, worker.LONG if long else worker.BOOK, progress) as sheets:
        found = [(name, rows) for name, rows in sheets if name not in PASSED_OVER]
        wanted = [(name, rows) for name, rows in found if name in names]
        if not wanted and found:
            wanted = [(names[0], found.pop(0)[1])]
        yield Source(tuple(wanted), tuple((name, "") for name, _rows in found if name not in names))


def read(path: Path, kinds: Sequence[SheetKind], progress: Progress | None = None) -> Staged:
    """The rows of a file, checked cell by cell. Raises UserError when it cannot be read or is too large."""
    with opened(path, [kind.name for kind in kinds], progress) as source:
        staged = stage([workbook.whole(name, rows, MOST_ROWS) for name, rows in source.tables], kinds)
    return Staged(staged.rows, staged.problems, (*source.unknown, *staged.unknown_columns), staged.more)
