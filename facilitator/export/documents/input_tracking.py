"""Input tracking of one service: what citizens are entitled to, what is really there, and the difference."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from facilitator.export.documents.common import (
    SAMPLE_CHIEF,
    SAMPLE_FACILITATOR,
    SAMPLE_HEAD,
    UNSIGNED,
    Head,
    Signature,
    Text,
)

_NONE = Text()


@dataclass(frozen=True)
class Standard:
    """One input: the entitlement with the document that says so, its date included.

    `confirmed` only when somebody has shown that document; an empty `entitled` means that no standard is known.
    """

    text: Text
    entitled: Text = _NONE
    source: Text = _NONE
    confirmed: bool = False


@dataclass(frozen=True)
class Tracked:
    """One row: a standard, and what the meeting found. In the words of the meeting: one language."""

    standard: Standard
    found: str = ""
    difference: str = ""
    remark: str = ""
    confirmed_by: str = ""


@dataclass(frozen=True)
class InputTracking:
    """The table of one service, of the day of `head`."""

    head: Head
    service: Text
    rows: tuple[Tracked, ...]
    place: str = ""
    facilitators: tuple[str, ...] = ()
    facilitator: Signature = UNSIGNED
    representative: Signature = UNSIGNED
    provider: Signature = UNSIGNED
    chief: Signature = UNSIGNED

    @property
    def compared(self) -> int:
        """How many rows say what was found."""
        return sum(bool(row.found) for row in self.rows)

    @property
    def unconfirmed(self) -> int:
        """How many standards still wait for their official document."""
        return sum(not row.standard.confirmed for row in self.rows)


_WAITS = Text("រង់ចាំបញ្ជាក់នៅរដ្ឋបាលស្រុក", "To be confirmed at the district office")

SAMPLE_STANDARDS = (
    Standard(
        Text("បុគ្គលិកសុខាភិបាល", "Health staff"),
        Text("មណ្ឌលសុខភាពមានបុគ្គលិក ៨ ទៅ ១២ នាក់", "The health centre has 8 to 12 health staff"),
        Text("គោលការណ៍ណែនាំមណ្ឌលសុខភាព (គំរូ), ២០២៤", "Health centre guideline (sample), 2024"),
        confirmed=True,
    ),
    Standard(
        Text("ថ្ងៃបើកក្នុងមួយសប្ដាហ៍", "Days open per week"),
        Text("មណ្ឌលសុខភាពបើក ៧ ថ្ងៃក្នុងមួយសប្ដាហ៍", "The health centre is open 7 days a week"),
        _WAITS,
    ),
    Standard(Text("បន្ទប់ពិនិត្យដែលមានភាពឯកជន", "Consultation rooms with privacy"), source=_WAITS),
)

SAMPLE = InputTracking(
    head=replace(SAMPLE_HEAD, date=dt.date(2026, 2, 11)),
    service=Text("មណ្ឌលសុខភាពបន្ទាយនាង", "Banteay Neang health centre"),
    rows=(
        Tracked(SAMPLE_STANDARDS[0], "៧ នាក់", "ខ្វះ ១ នាក់", "មានឆ្មប ២ នាក់", "ប្រធានមណ្ឌលសុខភាព"),
        Tracked(SAMPLE_STANDARDS[1], "៧ ថ្ងៃ", "គ្មានគម្លាត", "ថ្ងៃអាទិត្យមានតែអ្នកប្រចាំការ", "ប្រធានមណ្ឌលសុខភាព"),
        Tracked(SAMPLE_STANDARDS[2]),
    ),
    place="មណ្ឌលសុខភាពបន្ទាយនាង",
    facilitators=("សុខ ចាន់ធី", "ហេង ស្រីពៅ"),
    facilitator=SAMPLE_FACILITATOR,
    representative=Signature(Text("តំណាងប្រជាពលរដ្ឋ", "Representative of the citizens")),
    provider=Signature(Text("ប្រធានអង្គភាពផ្តល់សេវា", "Head of the service"), "ជា សំអឿន"),
    chief=SAMPLE_CHIEF,
)
