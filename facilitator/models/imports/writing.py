"""Staged rows put into the database, row by row: what each did, or why it could not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.i18n import _, plural, shown
from facilitator.models.imports.staging import CellError, Problem, Row, Staged

if TYPE_CHECKING:
    from facilitator.models.base import Base
    from facilitator.models.steps import Steps
    from facilitator.models.store import Store

NEW, CHANGED, SAME = "new", "changed", "same"

MOST_TOLD = 20
"""Problems in one refusal; a person mends these first."""


@dataclass(frozen=True)
class Outcome:
    """What one row of the file did: `new`, `changed` or `same`."""

    sheet: str
    row: int
    kind: str


class Writer:
    """Writes one staged file inside an open transaction. A kind of import has a subclass with `write`.

    Everything is taken back when there is a problem, so a row may leave things half done.
    """

    def __init__(self, store: Store, staged: Staged) -> None:
        self.store, self.staged = store, staged
        self.rehearsing = False
        """True when everything will be taken back: masses of rows need not really be written."""
        self.problems: list[Problem] = []
        self.outcomes: list[Outcome] = []
        self.lines: list[str] = []
        """What will be there, in words, beside the counts of rows."""
        self.remarks: list[str] = []
        """What looks odd but is no reason to refuse."""

    def write(self) -> None:
        """Write every row; look at `problems` before committing."""
        raise NotImplementedError

    def steps(self) -> Steps[None]:
        """The same, little by little."""
        self.write()
        yield 1.0

    def each(self, sheet: str, step: Callable[[Row], str]) -> None:
        """Do every sound row of a sheet. `step` says what it did: `new`, `changed` or `same`."""
        faulty = {(problem.sheet, problem.row) for problem in self.staged.problems}
        for row in self.staged.rows.get(sheet, ()):
            if (sheet, row.number) in faulty:
                continue
            try:
                self.outcomes.append(Outcome(sheet, row.number, step(row)))
            except UserError as error:
                self.problems.append(Problem.of(error, sheet, row.number))


@contextmanager
def blame(column: str) -> Iterator[None]:
    """A refusal inside is one of this column."""
    try:
        yield
    except UserError as error:
        raise CellError(column, error.text) from error


def take(entity: Base, row: Row, *columns: str) -> None:
    """Copy the filled cells of these columns; an empty cell leaves what is there."""
    for name in columns:
        if name in row.values:
            setattr(entity, name, row.values[name])


def refuse(problems: tuple[Problem, ...], more: int = 0) -> None:
    """Raise UserError with the first problems, one per line, when there are any; `more` are not listed at all."""
    if not problems:
        return
    lines = [problem.sentence for problem in islice(problems, MOST_TOLD)]
    more += max(len(problems) - MOST_TOLD, 0)
    if more:
        lines.append(plural(more, _("And {n} more problem."), _("And {n} more problems.")).format(n=shown(more)))
    raise UserError("\n".join([*lines, _("Nothing was imported. Mend the file and import it again.")]))


def in_words(counts: Mapping[str, Counter[str]]) -> dict[str, str]:
    """Per sheet, in words: “2 new, 1 changed”."""
    words = {NEW: _("{n} new"), CHANGED: _("{n} changed"), SAME: _("{n} as before")}
    return {
        sheet: ", ".join(text.format(n=shown(found[kind])) for kind, text in words.items() if found[kind])
        for sheet, found in counts.items()
    }


def by_sheet(outcomes: list[Outcome] | tuple[Outcome, ...]) -> dict[str, Counter[str]]:
    """Per sheet: how many rows are `new`, `changed` and `same`."""
    found: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.sheet, Counter())[outcome.kind] += 1
    return found
