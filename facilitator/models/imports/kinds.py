"""The kinds of files that can be imported: read, look at what would change, store all of it or nothing.

A new kind is a module of this package with the name of the kind and a `KIND` in it; the command line, the window and
the template find it by that name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facilitator.i18n import _
from facilitator.models import backup, correcting
from facilitator.models.imports import sources
from facilitator.models.imports.shape import shape_of
from facilitator.models.imports.staging import Problem, SheetKind, Staged
from facilitator.models.imports.workbook import Progress
from facilitator.models.imports.writing import Writer, by_sheet, in_words
from facilitator.models.imports.writing import refuse as refuse
from facilitator.models.steps import Steps, finished, scaled
from facilitator.models.store import Store

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle

STORED = 0.6
"""Part of the work that is done when the rows are stored and something is still to be worked out from them."""

Read = Callable[[Path, Any, Progress | None], Staged]
Write = Callable[[Store, Any, Staged, bool], Writer]


def _shape_of_cycle(_store: Store, cycle: Cycle | None) -> Any:
    assert cycle is not None
    return shape_of(cycle)


@dataclass(frozen=True)
class Kind:
    """A kind of file: its tables for a cycle, how their staged rows are written, and how the gesture is called."""

    key: str
    label: str
    sheets: Callable[[Any], tuple[SheetKind, ...]]
    """Called with what `shape` gives."""
    writer: Write
    """Called with the Store, the cycle, what was staged, and whether to replace what came from another file."""
    reader: Read | None = None
    """For tables that are not kept row by row; otherwise every cell is read as `sheets` says."""
    replaces: bool = field(default=False)
    """Whether `--replace` means something for it."""
    shape: Callable[[Store, Cycle | None], Any] = field(default=_shape_of_cycle)
    """What such a file may speak of, as plain values that any thread may read."""
    of_cycle: bool = True
    """False when it belongs to the database: then there is no cycle."""
    afterwards: Callable[[Store, Staged], Steps[None]] | None = None
    """Steps to do when it is stored, for what may be worked out at once."""

    def read(self, path: Path, shape: Any, progress: Progress | None = None) -> Staged:
        """The file's rows, checked. It needs no database, so any thread may do it. Raises UserError."""
        if self.reader is not None:
            return self.reader(path, shape, progress)
        return sources.read(path, self.sheets(shape), progress)


@dataclass(frozen=True)
class Found:
    """What importing a file does: rows by sheet, sentences about it, and what speaks against it."""

    counts: dict[str, Counter[str]]
    lines: tuple[str, ...]
    remarks: tuple[str, ...]
    problems: tuple[Problem, ...]
    more: int
    """Problems that are not listed."""
    changes: bool
    """False when the database already says all that the file says."""

    def summary(self) -> list[str]:
        """What will be there, in words."""
        rows = [_("{sheet}: {counts}").format(sheet=name, counts=told) for name, told in in_words(self.counts).items()]
        return [*rows, *self.lines]


class _RehearsedError(Exception):
    """Ends a rehearsal: nothing is stored."""


def kind(key: str) -> Kind:
    """The kind with that key."""
    found: Kind = import_module(f"facilitator.models.imports.{key}").KIND
    return found


def preview(
    store: Store, cycle: Cycle | None, kind: Kind, staged: Staged, replace: bool = False, reason: str = ""
) -> Found:
    """What `apply` would do, found by doing it and taking it back. Nothing is stored."""
    return finished(previewing(store, cycle, kind, staged, replace, reason))


def previewing(
    store: Store, cycle: Cycle | None, kind: Kind, staged: Staged, replace: bool = False, reason: str = ""
) -> Steps[Found]:
    """The same in steps; nobody else may write until they are done."""
    writer = kind.writer(store, cycle, staged, replace)
    writer.rehearsing = True
    changes = False
    try:
        with store.transaction("", cycle=cycle) as session:
            with correcting.opened(store.session, reason):
                yield from writer.steps()
            session.flush()
            changes = bool(session.info["recorder"].rows)
            raise _RehearsedError
    except _RehearsedError:
        return Found(
            counts=by_sheet(writer.outcomes),
            lines=tuple(writer.lines),
            remarks=tuple(writer.remarks),
            problems=(*staged.problems, *writer.problems),
            more=staged.more,
            changes=changes,
        )


def apply(
    store: Store, cycle: Cycle | None, kind: Kind, staged: Staged, replace: bool = False, reason: str = ""
) -> None:
    """Store the file in one gesture that can be undone, after a verified backup.

    With a `reason` it may also correct what was declared finished. Raises UserError, and stores nothing, when there is
    any problem or the backup fails.
    """
    refuse(staged.problems, staged.more)
    backup.make(store, "import")
    finished(storing(store, cycle, kind, staged, replace, reason))


def storing(
    store: Store, cycle: Cycle | None, kind: Kind, staged: Staged, replace: bool = False, reason: str = ""
) -> Steps[None]:
    """The same in steps and without the backup, which comes first; nobody else may write until they are done."""
    refuse(staged.problems, staged.more)
    ends = 1.0 if kind.afterwards is None else STORED
    with store.transaction(_(kind.label), cycle=cycle, reason=reason):
        writer = kind.writer(store, cycle, staged, replace)
        with correcting.opened(store.session, reason):
            yield from scaled(writer.steps(), 0.0, ends)
        refuse(tuple(writer.problems))
    if kind.afterwards is not None:
        yield from scaled(kind.afterwards(store, staged), ends, 1.0)
