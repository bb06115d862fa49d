"""The history of changes as a list: who changed what, when and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from facilitator.export.documents.common import SAMPLE_HEAD, Head, Text

_NONE = Text()


@dataclass(frozen=True)
class ChangedValue:
    """One value before and after; of votes only that they changed. `subject` says whose value, `field` which."""

    subject: Text
    field: Text = _NONE
    before: Text = _NONE
    after: Text = _NONE


@dataclass(frozen=True)
class Gesture:
    """One stored change. `time` is written as hours and minutes."""

    date: dt.date
    time: str
    label: str
    who: str = ""
    reason: str = ""
    values: tuple[ChangedValue, ...] = ()


@dataclass(frozen=True)
class History:
    """The changes, newest first. A public copy has them without what was before and after."""

    head: Head
    gestures: tuple[Gesture, ...]
    about: Text = _NONE
    """The record that it is about; empty for the whole cycle."""
    older: int = 0
    """How many older changes are left out."""
    public: bool = True


SAMPLE = History(
    head=SAMPLE_HEAD,
    gestures=(
        Gesture(
            dt.date(2026, 3, 14),
            "09:12",
            "ទីកន្លែង",
            "សុខ ចាន់ធី",
            "វាយខុស",
            (ChangedValue(Text("ការប្រជុំ", "Meeting"), Text("ទីកន្លែង", "Place"), Text("–", "–"), Text("វត្ត", "Pagoda")),),
        ),
        Gesture(
            dt.date(2026, 3, 12),
            "08:40",
            "សន្លឹកឆ្នោតរបស់ក្រុមស្ត្រី",
            "សុខ ចាន់ធី",
            values=(ChangedValue(Text("សន្លឹកឆ្នោត", "Votes"), after=Text("បានកែ; ២៨ នាក់", "changed; 28 have scored")),),
        ),
        Gesture(dt.date(2026, 3, 1), "07:55", "អ្នកសម្របសម្រួល"),
    ),
    public=False,
)
