"""A meeting to come, as the letters and notices about it say it: what, where, when, and whom to ask."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from facilitator.export.documents.common import Text

_NONE = Text()


@dataclass(frozen=True)
class Gathering:
    """One meeting: its stage by key, and what is fixed so far. What is not yet fixed is written by hand."""

    stage: str
    """`information`, `criteria`, `scoring`, `self_assessment`, `interface` or `follow_up`."""
    service: Text = _NONE
    """The service it is about; empty for all services."""
    date: dt.date | None = None
    place: str = ""


@dataclass(frozen=True)
class Caller:
    """Whom to call with a question. Only people in an office have their number here."""

    role: Text
    name: str
    phone: str


SAMPLE_GATHERING = Gathering("interface", date=dt.date(2026, 4, 3), place="សាលប្រជុំសាលាឃុំបន្ទាយនាង")

SAMPLE_CALLERS = (
    Caller(Text("សាលាឃុំ", "Commune office"), "", "012 000 000"),
    Caller(Text("អ្នកដឹកនាំសម្របសម្រួល", "Lead facilitator"), "សុខ ចាន់ធី", "012 000 001"),
)
