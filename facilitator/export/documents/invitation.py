"""Letters that invite officials and providers to the meetings to come, one to each of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from facilitator.export.documents.common import SAMPLE_CHIEF, SAMPLE_HEAD, Head, Signature, Text
from facilitator.export.documents.meeting import SAMPLE_CALLERS, SAMPLE_GATHERING, Caller, Gathering

_NOWHERE = Text()


@dataclass(frozen=True)
class Addressee:
    """Who is invited, in what role. Without a name the letter has a line to write it."""

    role: Text
    name: str = ""
    organisation: Text = _NOWHERE


@dataclass(frozen=True)
class Letter:
    """One letter."""

    to: Addressee
    meeting: Gathering
    copies_to: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Invitation:
    """All letters. The head has no day: a letter bears the day on which it is signed."""

    head: Head
    letters: tuple[Letter, ...]
    chief: Signature
    callers: tuple[Caller, ...] = ()


_COPIES = (Text("រដ្ឋបាលស្រុក", "District administration"), Text("ឯកសាររដ្ឋបាលឃុំ", "Records of the commune office"))
_HEALTH_CENTRE = Text("មណ្ឌលសុខភាពបន្ទាយនាង", "Banteay Neang health centre")

SAMPLE = Invitation(
    head=replace(SAMPLE_HEAD, date=None),
    letters=(
        Letter(
            Addressee(Text("ប្រធានអង្គភាពផ្តល់សេវា", "Head of the service"), "ជា សំអឿន", _HEALTH_CENTRE),
            Gathering("self_assessment", _HEALTH_CENTRE, dt.date(2026, 3, 25), "មណ្ឌលសុខភាពបន្ទាយនាង"),
            _COPIES,
        ),
        Letter(Addressee(Text("រដ្ឋបាលស្រុក", "District administration")), SAMPLE_GATHERING, _COPIES[1:]),
    ),
    chief=SAMPLE_CHIEF,
    callers=SAMPLE_CALLERS,
)
