"""Blank forms for meetings: attendance, input tracking, issues and criteria, minutes. And the printer's test page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from facilitator.export.documents.common import SAMPLE_HEAD, SAMPLE_SIGNATURES, Head, Signature, Text


@dataclass(frozen=True)
class Occasion:
    """What is known of a meeting before it is held; what is not is left to be written."""

    date: dt.date | None = None
    place: str = ""
    facilitators: tuple[str, ...] = ()


@dataclass(frozen=True)
class AttendanceSheet:
    """Head counts of one meeting, in a column for each group."""

    stage: str
    """Which meeting: `information`, `criteria` or `scoring`."""
    occasion: Occasion
    groups: tuple[Text, ...] = ()
    """The focus groups that are counted apart; everybody together is always counted."""


@dataclass(frozen=True)
class BlankAttendance:
    """Attendance of one village at the meetings about one service. Counts, never names of villagers."""

    head: Head
    service: Text
    village: Text
    sheets: tuple[AttendanceSheet, ...]


@dataclass(frozen=True)
class InputRow:
    """An input with the standard that citizens are entitled to."""

    text: Text
    standard: Text
    source: Text = field(default_factory=Text)
    to_confirm: bool = False


@dataclass(frozen=True)
class BlankInputTracking:
    """Standards of one service beside room for what is found."""

    head: Head
    service: Text
    occasion: Occasion
    rows: tuple[InputRow, ...]
    empty: int = 4
    """Numbered rows for inputs that the meeting adds."""


@dataclass(frozen=True)
class BlankIssues:
    """What is said in a meeting, with how many said it, and the criteria that are chosen from it."""

    head: Head
    service: Text
    villages: tuple[Text, ...]
    groups: tuple[Text, ...]
    counts: tuple[str, ...]
    """Keys of the head counts that are written beside each issue, `total` first."""
    occasion: Occasion
    criteria: tuple[Text, ...]
    """Criteria that were chosen already."""
    empty: int
    """Numbered rows for criteria that the meeting chooses."""


@dataclass(frozen=True)
class BlankMinutes:
    """Minutes of the interface meeting about one service."""

    head: Head
    service: Text
    occasion: Occasion
    criteria: tuple[Text, ...]
    empty: int
    """Numbered rows for criteria while there are none, or for other points."""
    signatures: tuple[Signature, ...] = ()
    """Who signs beside the citizens: facilitator, provider, commune."""


@dataclass(frozen=True)
class PrinterTest:
    """The test page of a printer; of the record it carries only where the printer stands."""

    head: Head


BLANK_HEAD = replace(SAMPLE_HEAD, date=None)
"""A form has no day of record before it is filled in."""

SAMPLE_OCCASION = Occasion(dt.date(2026, 3, 12), "សាលាបុណ្យភូមិអូរធំ", ("សុខ ចាន់ធី", "ហេង ស្រីពៅ"))
SAMPLE_SERVICE = Text("មណ្ឌលសុខភាពបន្ទាយនាង", "Banteay Neang health centre")
SAMPLE_GROUPS = (Text("ក្រុមស្ត្រី", "Women's group"), Text("ក្រុមបុរស", "Men's group"))
SAMPLE_CRITERIA = (
    Text("បុគ្គលិកមានវត្តមានតាមម៉ោងធ្វើការ", "Staff are present in working hours"),
    Text("ថ្នាំសំខាន់ៗមានគ្រប់គ្រាន់", "Essential medicines are in stock"),
    Text("អាគារ និងបង្គន់អនាម័យស្អាត", "Building and toilets are clean"),
)

SAMPLE_ATTENDANCE = BlankAttendance(
    head=BLANK_HEAD,
    service=SAMPLE_SERVICE,
    village=Text("អូរធំ", "Ou Thum"),
    sheets=(
        AttendanceSheet("information", Occasion(), SAMPLE_GROUPS),
        AttendanceSheet("criteria", Occasion(facilitators=SAMPLE_OCCASION.facilitators), SAMPLE_GROUPS),
        AttendanceSheet("scoring", SAMPLE_OCCASION, SAMPLE_GROUPS),
    ),
)

SAMPLE_INPUT_TRACKING = BlankInputTracking(
    head=BLANK_HEAD,
    service=SAMPLE_SERVICE,
    occasion=SAMPLE_OCCASION,
    rows=(
        InputRow(
            Text("ម៉ោងធ្វើការ", "Opening hours"),
            Text("៨ ម៉ោងក្នុងមួយថ្ងៃ ៥ ថ្ងៃក្នុងមួយសប្តាហ៍", "8 hours a day, 5 days a week"),
            Text("បទដ្ឋានសេវា ២០២៤", "Service standard 2024"),
        ),
        InputRow(Text("ឆ្មប", "Midwives"), Text("យ៉ាងតិច ១ នាក់", "At least 1"), to_confirm=True),
    ),
)

SAMPLE_ISSUES = BlankIssues(
    head=BLANK_HEAD,
    service=SAMPLE_SERVICE,
    villages=(Text("អូរធំ", "Ou Thum"), Text("បន្ទាយនាង", "Banteay Neang"), Text("តាបែន", "Ta Baen")),
    groups=SAMPLE_GROUPS,
    counts=("total", "women", "youth"),
    occasion=Occasion(facilitators=SAMPLE_OCCASION.facilitators),
    criteria=SAMPLE_CRITERIA[:2],
    empty=4,
)

SAMPLE_MINUTES = BlankMinutes(
    head=BLANK_HEAD,
    service=SAMPLE_SERVICE,
    occasion=SAMPLE_OCCASION,
    criteria=SAMPLE_CRITERIA,
    empty=2,
    signatures=SAMPLE_SIGNATURES,
)

SAMPLE_PRINTER_TEST = PrinterTest(BLANK_HEAD)
