"""From a cycle to its papers: which ones there are to print, the document of each, its PDF and its file name."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from facilitator.errors import UserError
from facilitator.export import rendering
from facilitator.export.codes import code_of
from facilitator.export.kinds import PAPERS, PaperKind
from facilitator.export.rendering import LANGUAGES as LANGUAGES
from facilitator.export.rendering import render as render
from facilitator.i18n import DIGITS, _
from facilitator.models import correcting

if TYPE_CHECKING:
    from facilitator.export.documents.pack import BoundPaper
    from facilitator.models.codes import Issue
    from facilitator.models.cycle import Cycle, ServicePoint
    from facilitator.models.place import Village
    from facilitator.models.store import Store

COPIES = ("public", "meeting")
PACK = "pack"
"""The key of the paper that holds the others."""
_BESIDE = "facilitator.export.pdf.beside"


def paper(key: str) -> PaperKind:
    """The paper with that key. Raises UserError with the keys that exist."""
    for found in PAPERS:
        if found.key == key:
            return found
    raise UserError(
        _("There is no paper “{key}”. The papers are: {keys}.").format(
            key=key, keys=", ".join(known.key for known in PAPERS)
        )
    )


@dataclass(frozen=True)
class Job:
    """One paper to print: which kind, and about which service point and village."""

    store: Store
    cycle: Cycle
    paper: PaperKind
    copy: str = "public"
    service_point: ServicePoint | None = None
    village: Village | None = None

    def document(self) -> Any:
        """The frozen document. Raises UserError when something is missing for it."""
        steps = self.steps()
        while True:
            try:
                next(steps)
            except StopIteration as ended:
                return ended.value

    def steps(self) -> Generator[None, None, Any]:
        """The same in steps of some milliseconds, so that a window can answer in between; returns the document."""
        compose: Callable[[Job], Any] = rendering.load("facilitator.export.compose", self.paper.compose)
        document = compose(self)
        if isinstance(document, Generator):
            document = yield from document
        return self._dated(document)

    def _dated(self, document: Any) -> Any:
        """The document with the day of the last correction of what it tells of."""
        day = correcting.corrected_on(self.records())
        return document if day is None else replace(document, head=replace(document.head, corrected=day))

    def records(self) -> list[correcting.Finishable]:
        """The meetings and cards that the paper tells of."""
        point = self.service_point.id if self.service_point is not None else None
        village = self.village.code if self.village is not None else None
        return correcting.records_of(self.cycle, self.paper.sessions, point, village)

    def issue(self, document: Any) -> Iterator[Issue]:
        """What is kept of a paper that leaves the program (`codes.keep`); of a pack, of each of its papers too."""
        from facilitator.models.codes import Issue  # a command comes to it while the paper is being drawn

        point = self.service_point.key if self.service_point is not None else ""
        village = self.village.code if self.village is not None else ""
        code, kind = code_of(self.paper.key, document), self.paper
        yield Issue(
            code, kind.key, self.cycle.id, point, village, self.copy, correcting.has_open_scores(self.records())
        )
        if kind.key == PACK:
            for each in document.papers:
                about = paper(each.paper)
                own = correcting.records_of(self.cycle, about.sessions)
                draft = correcting.has_open_scores(own)
                place = (each.service_point, each.village_code)
                yield Issue(each.code, about.key, self.cycle.id, *place, self.copy, draft)

    def file_name(self, language: str) -> str:
        """`KEY_COMMUNE_YEAR-ROUND[_SERVICE-POINT][_VILLAGE]_LANGUAGE_COPY.pdf`; never a person's name."""
        parts = [self.paper.key, self.cycle.commune_code, f"{self.cycle.year}-{self.cycle.round}"]
        if self.service_point is not None:
            parts.append(self.service_point.key)
        if self.village is not None:
            parts.append(self.village.code)
        return _safe("_".join([*parts, language, self.copy])) + ".pdf"


def expect(kind: PaperKind, language: str, digits: str = DIGITS[0]) -> None:
    """Say that a paper will be wanted in a moment: a second process draws the papers of a pack as they are composed."""
    if kind.key == PACK:
        import_module(_BESIDE).prepare(language, digits)


def hand_on(paper: BoundPaper) -> None:
    """A paper of the pack that is being composed, for the process that `expect` started."""
    beside = sys.modules.get(_BESIDE)
    if beside is not None:
        beside.hand_on(paper)


def forget() -> None:
    """The pack that was expected does not come: end the process that waits for it."""
    beside = sys.modules.get(_BESIDE)
    if beside is not None:
        beside.forget()


def jobs(
    store: Store,
    cycle: Cycle,
    key: str = "",
    *,
    copy: str = "public",
    service_point: str = "",
    village: str = "",
) -> Iterator[Job]:
    """The papers of a cycle: all but the bulky ones, which hold the others, or those of one key, point and village.

    Raises UserError for an unknown key, copy, service point or village.
    """
    if copy not in COPIES:
        raise UserError(_("A copy is public or meeting, not “{copy}”.").format(copy=copy))
    points = [cycle.service_point(service_point)] if service_point else cycle.service_points
    if village and not any(found.code == village for point in points for found in point.villages):
        raise UserError(_("No service point of this cycle serves the village {code}.").format(code=village))
    for kind in [paper(key)] if key else [kind for kind in PAPERS if not kind.bulky]:
        if kind.scope == "cycle":
            yield Job(store, cycle, kind, copy)
            continue
        for point in points:
            if kind.scope == "service_point":
                yield Job(store, cycle, kind, copy, point)
                continue
            for served in point.villages:
                if village in ("", served.code):
                    yield Job(store, cycle, kind, copy, point, served)


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name)
