"""The history of changes of a cycle, or of one record of it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from facilitator.errors import UserError
from facilitator.export.compose import common
from facilitator.export.documents.common import Text
from facilitator.export.documents.history import ChangedValue, Gesture, History
from facilitator.i18n import _
from facilitator.models import telling

if TYPE_CHECKING:
    from facilitator.export.papers import Job
    from facilitator.models.cycle import Cycle
    from facilitator.models.history import HistoryEntry
    from facilitator.models.store import Store

MOST = 400
"""So many of the newest changes are printed; the others can be read in the window."""
AT_ONCE = 50
_CYCLE = Text()


def history(job: Job) -> Generator[None, None, History]:
    """The newest changes of the job's cycle, some of them with each step."""
    return (yield from compose(job.store, job.cycle, telling.entries_of(job.store, job.cycle), job.copy == "public"))


def compose(
    store: Store, cycle: Cycle, entries: Sequence[HistoryEntry], public: bool, about: Text = _CYCLE
) -> Generator[None, None, History]:
    """These entries as a document. Raises UserError when there are none."""
    if not entries:
        raise UserError(_("Nothing was changed yet."), "")
    tellers = [telling.Teller(store, language).tell(entries[:MOST]) for language in ("km", "en")]
    pairs = zip(*tellers, strict=True)
    gestures: list[Gesture] = []
    while some := [_gesture(km, en, public) for km, en in islice(pairs, AT_ONCE)]:
        gestures += some
        yield
    return History(
        head=common.head(cycle, telling.moment_of(entries[0]).date()),
        gestures=tuple(gestures),
        about=about,
        older=max(0, len(entries) - MOST),
        public=public,
    )


def _gesture(km: telling.Told, en: telling.Told, public: bool) -> Gesture:
    empty = telling.Line("")
    lines = [] if public else zip_longest(km.lines, en.lines, fillvalue=empty)
    return Gesture(
        date=km.moment.date(),
        time=f"{km.moment:%H:%M}",
        label=km.label,
        who=km.who,
        reason=km.reason,
        values=tuple(
            ChangedValue(
                Text(first.subject, second.subject),
                Text(first.field, second.field),
                Text(first.before, second.before),
                Text(first.after, second.after),
            )
            for first, second in lines
        ),
    )
