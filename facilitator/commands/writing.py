"""Commands that write files or a database: `demo`, `print`, `template`, `import`."""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.commands import terminal
from facilitator.commands.reading import chosen_cycle
from facilitator.errors import UserError
from facilitator.files import safe_write
from facilitator.i18n import _, screen_language

if TYPE_CHECKING:
    from facilitator.export.papers import Job
    from facilitator.models.imports.cycle import Preview
    from facilitator.models.imports.staging import Staged
    from facilitator.models.store import Store


def demo(asked: argparse.Namespace) -> int:
    """Make a database with the complete sample."""
    from facilitator.models import demo

    _make_room(asked.database.with_name(f".{asked.database.name}.part"))
    with terminal.bar() as bar:
        demo.make(asked.database, asked.size, bar)
    terminal.tell(_("The sample is in {file}.").format(file=asked.database))
    return 0


def print_papers(asked: argparse.Namespace) -> int:
    """List the papers, or write them as PDF; 1 when the named paper, or every one, could not be made."""
    from facilitator.export import papers

    if asked.list:
        width = max(len(paper.key) for paper in papers.PAPERS) + 2
        for paper in papers.PAPERS:
            terminal.tell(f"{paper.key:<{width}}{_(paper.title)}")
        return 0
    if asked.database is None or asked.out is None:
        raise terminal.UsageError(_("Say which database (--database FILE) and where to (--out FOLDER)."))

    from facilitator.models.store import Store

    asked_for = {"copy": asked.copy, "service_point": asked.service_point or "", "village": asked.village or ""}
    with Store.open(asked.database) as store:
        cycle = chosen_cycle(store, asked.cycle)
        jobs = list(papers.jobs(store, cycle, asked.key or "", **asked_for))
        made = _print_all(jobs, asked.language or screen_language(), asked)
    if not jobs:
        terminal.complain(_("Nothing to print yet: no service point or village is chosen in this cycle."))
    return 0 if made == len(jobs) > 0 or (asked.all and made) else 1


def _print_all(jobs: list[Job], language: str, asked: argparse.Namespace) -> int:
    """How many of the papers could be made; what the others miss is told. Raises UserError where writing fails."""
    from facilitator.export import missing, papers

    made = 0
    with terminal.bar() as bar:
        for number, job in enumerate(jobs):
            bar(number, len(jobs))
            name = job.file_name(language)
            try:
                document = job.document()
            except UserError as error:
                terminal.complain(f"{name}: {error.text}")
                continue
            if remark := missing.sentence(missing.missing_characters(document)):
                terminal.complain(f"{name}: {remark}")
            target = asked.out / name
            safe_write(target, papers.render(job.paper, document, language, asked.digits, colour=asked.colour))
            terminal.tell(str(target))
            made += 1
    return made


def template(asked: argparse.Namespace) -> int:
    """Write the workbook from which a cycle is imported, empty or filled from a cycle."""
    from facilitator.export import sheets
    from facilitator.export.compose.template_cycle import cycle_template

    if asked.database is None:
        if asked.cycle:
            raise terminal.UsageError(_("Say which database the cycle is in (--database FILE)."))
        book = cycle_template()
    else:
        from facilitator.models.store import Store

        with Store.open(asked.database) as store:
            book = cycle_template(chosen_cycle(store, asked.cycle))
    safe_write(asked.out, sheets.xlsx(book))
    terminal.tell(str(asked.out))
    return 0


def import_workbook(asked: argparse.Namespace) -> int:
    """Import a cycle's workbook, or with `--check` only tell what that would do."""
    from facilitator.models import header
    from facilitator.models.imports import cycle as imports

    staged = imports.read(asked.file)
    for sheet, column in staged.unknown_columns:
        where = (
            _("Sheet {sheet}, column {column}: unknown, not imported.")
            if column
            else _("Sheet {sheet}: unknown, not imported.")
        )
        terminal.complain(where.format(sheet=sheet, column=column))
    into = _import_into_new if header.is_new(asked.database) else _import_into
    into(asked.database, staged, asked.check)
    return 0


def _import_into(path: Path, staged: Staged, only_check: bool) -> None:
    from facilitator.models.store import Store

    with Store.open(path) as store:
        _import(store, staged, only_check)


def _import_into_new(path: Path, staged: Staged, only_check: bool) -> None:
    """Make the database beside its place and put it there when the import is complete: all or nothing."""
    from facilitator.models.store import Store

    with tempfile.TemporaryDirectory() as elsewhere:
        draft = Path(elsewhere) / path.name if only_check else path.with_name(f".{path.name}.part")
        _make_room(draft)
        try:
            with Store.create(draft) as store:
                _import(store, staged, only_check)
            if not only_check:
                draft.replace(path)
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)


def _make_room(draft: Path) -> None:
    """Make the folder of a new database; what an earlier attempt left that was cut off goes."""
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            _("“{folder}” cannot be written to. Choose another folder, such as Documents.").format(folder=draft.parent)
        ) from error


def _import(store: Store, staged: Staged, only_check: bool) -> None:
    from facilitator.models.imports import cycle as imports

    found = imports.preview(store, staged)
    imports.refuse(found.problems)
    _tell_changes(found)
    if not found.changes:
        terminal.tell(_("Everything in this workbook is in the database already; nothing was changed."))
    elif only_check:
        terminal.tell(_("Checked only; nothing was stored."))
    else:
        terminal.tell(_("Imported. Cycle {key}").format(key=imports.apply(store, staged).id))


def _tell_changes(found: Preview) -> None:
    state = _("new cycle") if found.is_new else _("known cycle")
    terminal.tell(f"{found.name} ({state})")
    for sheet, words in found.summary().items():
        terminal.tell(f"{sheet}: {words}")
