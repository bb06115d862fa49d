"""Commands that write files or a database: `demo`, `print`, `template`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from facilitator.commands import terminal
from facilitator.commands.reading import chosen_cycle
from facilitator.errors import UserError
from facilitator.files import safe_write
from facilitator.i18n import _, screen_language

if TYPE_CHECKING:
    from facilitator.export.documents.tables import Book
    from facilitator.export.papers import Job
    from facilitator.export.second_renderer import Rendering, SecondRenderer
    from facilitator.models.codes import Issue

OF_THE_DATABASE = ("questionnaire", "survey")
"""Kinds of files that belong to no cycle."""


def demo(asked: argparse.Namespace) -> int:
    """Make a database with the complete sample."""
    from facilitator.models import demo

    make_room(asked.database.with_name(f".{asked.database.name}.part"))
    with terminal.bar() as bar:
        demo.make(asked.database, asked.size, bar)
    terminal.tell(_("The sample is in {file}.").format(file=asked.database))
    return 0


def print_papers(asked: argparse.Namespace) -> int:
    """List the papers, or write them as PDF; 1 when the named paper, or every one, could not be made."""
    from facilitator.export.kinds import PAPERS

    if asked.list:
        width = max(len(paper.key) for paper in PAPERS) + 2
        for paper in PAPERS:
            terminal.tell(f"{paper.key:<{width}}{_(paper.title)}")
        return 0
    if asked.database is None or asked.out is None:
        raise terminal.UsageError(_("Say which database (--database FILE) and where to (--out FOLDER)."))

    from facilitator.export.second_renderer import SecondRenderer

    asked_for = {"copy": asked.copy, "service_point": asked.service_point or "", "village": asked.village or ""}
    language = asked.language or screen_language()
    with SecondRenderer(asked.key or "", language) as renderer:
        from facilitator.export import papers
        from facilitator.models.store import Store

        with Store.open(asked.database) as store:
            cycle = chosen_cycle(store, asked.cycle)
            jobs = list(papers.jobs(store, cycle, asked.key or "", **asked_for))
            made = _print_all(jobs, language, asked, renderer)
    if not jobs:
        terminal.complain(_("Nothing to print yet: no service point or village is chosen in this cycle."))
    return 0 if made == len(jobs) > 0 or (asked.all and made) else 1


def _print_all(jobs: list[Job], language: str, asked: argparse.Namespace, renderer: SecondRenderer) -> int:
    """How many of the papers could be made; what the others miss is told. Raises UserError where writing fails."""
    made = 0
    with _kept_codes(jobs) as issued:
        for begun in _one_behind(_begun(jobs, language, asked, renderer)):
            safe_write(begun.target, begun.rendering.content())
            issued.extend(begun.issues)
            terminal.tell(str(begun.target))
            made += 1
    return made


class _Begun(NamedTuple):
    """A paper that is being drawn, where it will lie, and what is kept of it then."""

    target: Path
    rendering: Rendering
    issues: list[Issue]


def _begun(jobs: list[Job], language: str, asked: argparse.Namespace, renderer: SecondRenderer) -> Iterator[_Begun]:
    """Compose the papers, and let them be drawn."""
    from facilitator.export import missing, papers
    from facilitator.export.second_renderer import Order

    with terminal.bar() as bar:
        for number, job in enumerate(jobs):
            bar(number, len(jobs))
            name = job.file_name(language)
            papers.expect(job.paper, language, asked.digits)
            try:
                document = job.document()
            except UserError as error:
                terminal.complain(f"{name}: {error.text}")
                continue
            rendering = renderer.begin(Order(job.paper.key, document, language, asked.digits, asked.colour))
            if remark := missing.sentence(missing.missing_characters(document)):
                terminal.complain(f"{name}: {remark}")
            yield _Begun(asked.out / name, rendering, list(job.issue(document)))


def _one_behind(items: Iterable[_Begun]) -> Iterator[_Begun]:
    """Each one when the next has begun, so that one is drawn while another is composed."""
    waiting: list[_Begun] = []
    for item in items:
        yield from waiting
        waiting = [item]
    yield from waiting


@contextmanager
def _kept_codes(jobs: list[Job]) -> Iterator[list[Issue]]:
    """The codes of the papers that were written are kept at the end, also where something stops in between."""
    issued: list[Issue] = []
    try:
        yield issued
    finally:
        if issued:
            from facilitator.models import codes

            codes.keep(jobs[0].store, issued)


def template(asked: argparse.Namespace) -> int:
    """Write the workbook from which a kind is imported: with an example, or filled from a cycle."""
    from facilitator.export import sheets

    composed = import_module(f"facilitator.export.compose.template_{asked.kind}")
    compose: Callable[[Any], Book] = getattr(composed, f"{asked.kind}_template")
    if asked.database is None:
        if asked.cycle:
            raise terminal.UsageError(_("Say which database the cycle is in (--database FILE)."))
        book = compose(None)
    else:
        from facilitator.models.store import Store

        with Store.open(asked.database) as store:
            book = compose(store if asked.kind in OF_THE_DATABASE else chosen_cycle(store, asked.cycle))
    safe_write(asked.out, sheets.xlsx(book))
    terminal.tell(str(asked.out))
    return 0


def make_room(draft: Path) -> None:
    """Make the folder of a new database; what an earlier attempt left that was cut off goes."""
    try:
        draft.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            _("“{folder}” cannot be written to. Choose another folder, such as Documents.").format(folder=draft.parent)
        ) from error
