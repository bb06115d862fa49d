"""Import of a cycle's set-up from a workbook: read, look at what would change, apply all of it or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.i18n import _, khmer_digits, screen_language
from facilitator.models import backup, places
from facilitator.models.imports import workbook
from facilitator.models.imports.cycle_sheets import PASSED_OVER, sheets
from facilitator.models.imports.cycle_writer import CycleWriter
from facilitator.models.imports.staging import Problem, Staged, stage
from facilitator.models.imports.writing import NEW, SAME, Outcome, by_sheet, in_words
from facilitator.models.imports.writing import refuse as refuse

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.store import Store


@dataclass(frozen=True)
class Preview:
    """What importing would do: new and changed rows per sheet, and what speaks against it."""

    name: str
    """The cycle, such as “Ou Thum 2026, round 1”."""
    is_new: bool
    key: str
    """The id of the cycle that is there already; empty for a new one."""
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]

    @property
    def changes(self) -> bool:
        """False when the database already says all that the workbook says."""
        return any(outcome.kind != SAME for outcome in self.outcomes)

    def counts(self) -> dict[str, Counter[str]]:
        """Per sheet: how many rows are `new`, `changed` and `same`."""
        return by_sheet(self.outcomes)

    def summary(self) -> dict[str, str]:
        """Per sheet, in words: “2 new, 1 changed”."""
        return in_words(self.counts())


class _RehearsedError(Exception):
    """Ends a rehearsal: nothing is stored."""


def read(path: Path) -> Staged:
    """The workbook's rows, checked cell by cell. Raises UserError when the file is no workbook or is too large."""
    kinds = sheets()
    staged = stage(workbook.read(path, PASSED_OVER, [kind.name for kind in kinds]), kinds)
    rows = staged.rows.get("cycle", ())
    if len(rows) == 1 or any(problem.sheet == "cycle" for problem in staged.problems):
        return staged
    found = Problem(
        "cycle", 0, "", _("This sheet must have exactly one row under its header; it has {n}.").format(n=len(rows))
    )
    return Staged(staged.rows, (*staged.problems, found), staged.unknown_columns, staged.more)


def preview(store: Store, staged: Staged, reason: str = "") -> Preview:
    """What `apply` would do, found by doing it and taking it back. Nothing is stored."""
    writer = CycleWriter(store, staged, reason)
    if not staged.rows.get("cycle"):
        return Preview("", False, "", (), staged.problems)
    key = ""
    try:
        with store.transaction(""):
            writer.write()
            key = str(writer.cycle.id) if writer.cycle is not None else ""
            raise _RehearsedError
    except _RehearsedError:
        is_new = any(outcome.sheet == "cycle" and outcome.kind == NEW for outcome in writer.outcomes)
        problems = (*staged.problems, *writer.problems)
        return Preview(_name(staged), is_new, "" if is_new else key, tuple(writer.outcomes), problems)


def apply(store: Store, staged: Staged, reason: str = "") -> Cycle:
    """Store the workbook's cycle in one gesture; rows that are there already are brought up to date, none is deleted.

    A verified backup is made first where there is something to lose. With a `reason` it may also correct what was
    declared finished. Raises UserError, and stores nothing, when there is any problem or the backup fails.
    """
    refuse(staged.problems)
    if store.cycles():
        backup.make(store, "import")
    writer = CycleWriter(store, staged, reason)
    with store.transaction(_("Import: {cycle}").format(cycle=_name(staged)), reason=reason):
        writer.write()
        refuse(tuple(writer.problems))
    assert writer.cycle is not None
    return writer.cycle


def _name(staged: Staged) -> str:
    row = staged.rows["cycle"][0]
    language, code = screen_language(), row.get("commune_code")
    numbers = str(row.get("year", "–")), str(row.get("round", 1))
    year, round_ = map(khmer_digits, numbers) if language == "km" else numbers
    commune = places.commune(code).name(language) if code else "–"
    return _("{commune} {year}, round {round}").format(commune=commune, year=year, round=round_)
