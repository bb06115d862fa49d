"""The notice of a meeting that hangs on a village's wall."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from facilitator.export.documents.common import SAMPLE_CHIEF, SAMPLE_HEAD, Head, Signature, Text
from facilitator.export.documents.meeting import SAMPLE_CALLERS, Caller, Gathering


@dataclass(frozen=True)
class Notice:
    """The next meeting for the people of one village. The head has no day: it bears the day on which it is signed."""

    head: Head
    village: Text
    kind: str
    """The kind of service, for its picture."""
    service: Text
    meeting: Gathering
    chief: Signature
    later: tuple[Gathering, ...] = ()
    """The meetings that follow, as far as their days are fixed."""
    callers: tuple[Caller, ...] = ()


_SERVICE = Text("មណ្ឌលសុខភាពបន្ទាយនាង", "Banteay Neang health centre")

SAMPLE = Notice(
    head=replace(SAMPLE_HEAD, date=None),
    village=Text("អូរធំ", "Ou Thum"),
    kind="health_centre",
    service=_SERVICE,
    meeting=Gathering("scoring", _SERVICE, dt.date(2026, 3, 12), "សាលាបុណ្យភូមិអូរធំ"),
    chief=SAMPLE_CHIEF,
    later=(Gathering("interface", date=dt.date(2026, 4, 3), place="សាលប្រជុំសាលាឃុំបន្ទាយនាង"),),
    callers=SAMPLE_CALLERS,
)
