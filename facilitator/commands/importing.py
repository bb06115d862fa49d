"""The command `import`: a file read and checked, then all of it stored or nothing."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.commands import terminal
from facilitator.commands.reading import chosen_cycle
from facilitator.commands.writing import make_room
from facilitator.i18n import _

if TYPE_CHECKING:
    from facilitator.models.cycle import Cycle
    from facilitator.models.imports.cycle import Preview
    from facilitator.models.imports.staging import Staged
    from facilitator.models.store import Store

OF_A_CYCLE = "cycle"
"""The kind that makes a cycle; the others are about one."""

_PARTS = 1000


def import_file(asked: argparse.Namespace) -> int:
    """Import a file, or with `--check` only tell what that would do."""
    if asked.kind == OF_A_CYCLE:
        return _import_workbook(asked)
    from facilitator.models.imports import kinds
    from facilitator.models.store import Store

    kind = kinds.kind(asked.kind)
    with Store.open(asked.database) as store:
        cycle = chosen_cycle(store, asked.cycle) if kind.of_cycle else None
        shape = kind.shape(store, cycle)
        if asked.kind == "survey":
            shape = shape.chosen(asked.questionnaire, asked.survey_round)
        with terminal.bar() as bar:
            staged = kind.read(asked.file, shape, lambda part: bar(int(part * _PARTS), _PARTS))
        _tell_unknown(staged)
        found = kinds.preview(store, cycle, kind, staged, asked.replace, asked.reason)
        kinds.refuse(found.problems, found.more)
        for line in found.summary():
            terminal.tell(line)
        for remark in found.remarks:
            terminal.complain(remark)
        if not found.changes:
            terminal.tell(_("Everything in this file is in the database already; nothing was changed."))
        elif asked.check:
            terminal.tell(_("Checked only; nothing was stored."))
        else:
            kinds.apply(store, cycle, kind, staged, asked.replace, asked.reason)
            if cycle is not None:
                _work_ahead(store, cycle)
            terminal.tell(_("Imported.") if cycle is None else _("Imported. Cycle {key}").format(key=cycle.id))
    return 0


def _tell_unknown(staged: Staged) -> None:
    for sheet, column in staged.unknown_columns:
        where = (
            _("Sheet {sheet}, column {column}: unknown, not imported.")
            if column
            else _("Sheet {sheet}: unknown, not imported.")
        )
        terminal.complain(where.format(sheet=sheet, column=column))


# --- a cycle --------------------------------------------------------------------------------------------------


def _import_workbook(asked: argparse.Namespace) -> int:
    from facilitator.models import header
    from facilitator.models.imports import cycle as imports

    staged = imports.read(asked.file)
    _tell_unknown(staged)
    into = _import_into_new if header.is_new(asked.database) else _import_into
    into(asked.database, staged, asked.check, asked.reason)
    return 0


def _import_into(path: Path, staged: Staged, only_check: bool, reason: str = "") -> None:
    from facilitator.models.store import Store

    with Store.open(path) as store:
        _import(store, staged, only_check, reason)


def _import_into_new(path: Path, staged: Staged, only_check: bool, reason: str = "") -> None:
    """Make the database beside its place and put it there when the import is complete: all or nothing."""
    from facilitator.models import drafts
    from facilitator.models.store import Store

    with tempfile.TemporaryDirectory() as elsewhere:
        draft = Path(elsewhere) / path.name if only_check else path.with_name(f".{path.name}.part")
        make_room(draft)
        try:
            with Store.create(draft) as store:
                _import(store, staged, only_check, reason)
            if not only_check:
                drafts.put_in_place(draft, path)
        finally:
            drafts.remove(draft)


def _import(store: Store, staged: Staged, only_check: bool, reason: str) -> None:
    from facilitator.models.imports import cycle as imports

    found = imports.preview(store, staged, reason)
    imports.refuse(found.problems)
    _tell_changes(found)
    if not found.changes:
        terminal.tell(_("Everything in this workbook is in the database already; nothing was changed."))
    elif only_check:
        terminal.tell(_("Checked only; nothing was stored."))
    else:
        cycle = imports.apply(store, staged, reason)
        _work_ahead(store, cycle)
        terminal.tell(_("Imported. Cycle {key}").format(key=cycle.id))


def _work_ahead(store: Store, cycle: Cycle) -> None:
    """Have the first paper ready sooner; what did not change is not worked out again."""
    from facilitator.models import results

    results.work_ahead(store, cycle)


def _tell_changes(found: Preview) -> None:
    state = _("new cycle") if found.is_new else _("known cycle")
    terminal.tell(f"{found.name} ({state})")
    for sheet, words in found.summary().items():
        terminal.tell(f"{sheet}: {words}")
