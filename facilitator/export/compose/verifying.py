"""What a code on a paper tells: it matches what the record says now, the record was corrected since, or unknown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from facilitator import paper_codes
from facilitator.errors import UserError
from facilitator.export import papers
from facilitator.export.codes import code_of
from facilitator.i18n import _, format_date, screen_language
from facilitator.models import codes
from facilitator.models.codes import IssuedCode
from facilitator.models.cycle import Cycle

if TYPE_CHECKING:
    from facilitator.models.history import HistoryEntry
    from facilitator.models.store import Store

MATCHES, CORRECTED, UNKNOWN = "matches", "corrected", "unknown"


@dataclass(frozen=True)
class Verdict:
    """The answer about a code. `about` names the paper; the dates are days on this computer's clock."""

    answer: str
    """`matches`, `corrected` or `unknown`."""
    code: str
    text: str
    """The answer in a sentence."""
    paper: str = ""
    about: str = ""
    copy: str = ""
    issued_on: dt.date | None = None
    corrected_on: dt.date | None = None

    def to_json(self) -> dict[str, Any]:
        """The answer for scripts, as docs/interfaces.md has it."""
        return {
            "answer": self.answer,
            "code": self.code,
            "text": self.text,
            "paper": self.paper,
            "about": self.about,
            "copy": self.copy,
            "issued_on": self.issued_on.isoformat() if self.issued_on else None,
            "corrected_on": self.corrected_on.isoformat() if self.corrected_on else None,
        }


def verify(store: Store, typed: str) -> Verdict:
    """What the code that somebody typed from a paper tells."""
    code = paper_codes.read(typed)
    if code is None:
        sentence = _("“{code}” is not the code of a paper: a character is wrong, missing or too many.")
        return Verdict(UNKNOWN, typed.strip(), sentence.format(code=typed.strip()))
    issued = store.get(IssuedCode, code)
    if issued is None:
        sentence = _("{code}: unknown. No paper with this code was printed or saved from this database.")
        return Verdict(UNKNOWN, paper_codes.shown(code), sentence.format(code=paper_codes.shown(code)))
    return _compared(store, issued)


def _compared(store: Store, issued: IssuedCode) -> Verdict:
    """Compose the paper again, and hold its code against the one that was issued."""
    changes = codes.changes_since(store, issued)
    job = _job(store, issued)
    same = not changes or (job is not None and _code_now(job) == issued.code)
    shown, about, issued_on = paper_codes.shown(issued.code), _about(store, issued, job), day_of(issued.at)
    told = {"code": shown, "paper": about, "issued": format_date(issued_on, screen_language())}
    if same:
        sentence = _("{code} matches: {paper}, printed on {issued}, says what the record says now.")
        corrected = None
    else:
        corrected = _corrected_on(changes, job)
        told["corrected"] = format_date(corrected, screen_language())
        sentence = _("{code}: corrected since (on {corrected}). {paper}, printed on {issued}, is no longer what holds.")
    return Verdict(
        answer=MATCHES if same else CORRECTED,
        code=shown,
        text=sentence.format(**told),
        paper=issued.paper,
        about=about,
        copy=issued.copy,
        issued_on=issued_on,
        corrected_on=corrected,
    )


def day_of(moment: str) -> dt.date:
    """The day of a stored moment (UTC) where this computer is."""
    return dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC).astimezone().date()


def _job(store: Store, issued: IssuedCode) -> papers.Job | None:
    """The paper that a code was issued for; None where what it was about is gone."""
    cycle = store.get(Cycle, issued.cycle_id)
    if cycle is None:
        return None
    try:
        about = {"service_point": issued.service_point, "village": issued.village_code}
        return next(papers.jobs(store, cycle, issued.paper, copy=issued.copy, **about), None)
    except UserError:
        return None


def _code_now(job: papers.Job) -> str:
    try:
        return code_of(job.paper.key, job.document())
    except UserError:
        return ""  # it can no longer be made


def _about(store: Store, issued: IssuedCode, job: papers.Job | None) -> str:
    """The paper, place and round in words."""
    language = screen_language()
    try:
        parts = [_(papers.paper(issued.paper).title)]
    except UserError:  # of another version of the program
        parts = [issued.paper]
    if job is not None and job.service_point is not None:
        parts.append(job.service_point.name(language))
    if job is not None and job.village is not None:
        parts.append(job.village.name(language))
    cycle = store.get(Cycle, issued.cycle_id)
    if cycle is not None:
        parts.append(f"{cycle.name(language)} {cycle.year}-{cycle.round}")
    return ", ".join(parts)


def _corrected_on(changes: list[HistoryEntry], job: papers.Job | None) -> dt.date:
    """The day of the last correction of what the paper tells of; where nothing was finished, of the last change."""
    own = {str(record.id) for record in job.records()} if job is not None else set()
    with_reason = [entry for entry in changes if entry.reason]
    nearest = [entry for entry in with_reason if own & {record.key for record in entry.records()}]
    return day_of((nearest or with_reason or changes)[-1].at)
