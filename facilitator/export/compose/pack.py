"""The whole pack of a cycle, from all its papers."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.export.codes import code_of
from facilitator.export.compose import common
from facilitator.export.compose.common import both
from facilitator.export.documents.common import Text
from facilitator.export.documents.pack import BoundPaper, Pack
from facilitator.export.kinds import PAPERS, PaperKind
from facilitator.i18n import _

if TYPE_CHECKING:
    from facilitator.export.papers import Job

LEFT_OUT = ("pack", "history", "printer-test", "poster-tiled")
"""Neither itself, nor what is for the office, says nothing of the cycle, or is in the pack in another form."""

FORMS = ("blank-", "citizens-budget-imposed")
"""How the keys of papers begin that are made to be written on or folded, not to be kept."""


def pack(job: Job) -> Generator[None, None, Pack]:
    """Every paper of the job's cycle that can be made, but no blank forms. Its day is that of the last meeting.

    Takes a step for each paper. Raises UserError while not one can be made.
    """
    try:
        return (yield from _composed(job))
    except (UserError, GeneratorExit):  # there is none, or nobody waits for it any more
        papers.forget()
        raise


def _composed(job: Job) -> Generator[None, None, Pack]:
    found: list[BoundPaper] = []
    missing: list[Text] = []
    for kind in PAPERS:
        if kind.key in LEFT_OUT or kind.key.startswith(FORMS):
            continue
        before = len(found)
        for each in _papers_of(job, kind):
            found.append(each)
            papers.hand_on(each)
            yield
        if len(found) == before:
            missing.append(both(kind.title))
    if not found:
        raise UserError(_("No paper of this cycle can be made yet."), "")
    return Pack(
        head=common.head(job.cycle, common.record_date(job.cycle.meetings)),
        papers=tuple(found),
        missing=tuple(missing),
        public=job.copy == "public",
    )


def _papers_of(job: Job, kind: PaperKind) -> Iterator[BoundPaper]:
    """The papers of one kind; those for which something is missing are left out."""
    module, _colon, function = kind.render.partition(":")
    for each in papers.jobs(job.store, job.cycle, kind.key, copy=job.copy):
        try:
            document = each.document()
        except UserError:
            continue
        yield BoundPaper(
            title=both(kind.title),
            document=document,
            module=module,
            function=function,
            service=common.service_name(each.service_point) if each.service_point is not None else Text(),
            village=common.village_name(each.village) if each.village is not None else Text(),
            paper=kind.key,
            service_point=each.service_point.key if each.service_point is not None else "",
            village_code=each.village.code if each.village is not None else "",
            code=code_of(kind.key, document),
        )
