"""The providers' card: how those who run a service score it themselves, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from fractions import Fraction

from facilitator.export.documents.common import (
    SAMPLE_CHIEF,
    SAMPLE_FACILITATOR,
    SAMPLE_HEAD,
    UNSIGNED,
    Figures,
    Head,
    Method,
    Signature,
    Text,
)
from facilitator.export.documents.scorecard import Before, Remark, Remarks


@dataclass(frozen=True)
class SelfRow:
    """One criterion. The score is one number without distribution: a team is small."""

    text: Text
    score: Figures | None
    before: Before | None = None
    said: Remarks = field(default_factory=Remarks)
    own: bool = False
    """Only the providers score it."""


@dataclass(frozen=True)
class SelfAssessment:
    """The card of one service point, on the day of `head`."""

    head: Head
    service: Text
    rows: tuple[SelfRow, ...]
    method: Method
    agreed: bool = False
    """The staff agreed on one number for each criterion instead of voting."""
    previous: tuple[int, int] | None = None
    """Year and round of the cycle before."""
    place: str = ""
    people: int | None = None
    """How many of the staff took part, where they were counted."""
    facilitators: tuple[str, ...] = ()
    facilitator: Signature = UNSIGNED
    provider: Signature = UNSIGNED
    chief: Signature = UNSIGNED


SAMPLE = SelfAssessment(
    head=replace(SAMPLE_HEAD, date=dt.date(2026, 3, 20)),
    service=Text("មណ្ឌលសុខភាពបន្ទាយនាង", "Banteay Neang health centre"),
    rows=(
        SelfRow(
            Text("បុគ្គលិកមានវត្តមានតាមម៉ោងធ្វើការ", "Staff are present in working hours"),
            Figures(median=Fraction(4)),
            Before(Fraction(4), Fraction(0)),
            Remarks(
                strengths=(Remark(Text("មានតារាងប្រចាំការច្បាស់លាស់", "There is a clear duty roster")),),
                weaknesses=(Remark(Text("បុគ្គលិកតិច", "There are few staff")),),
                suggestions=(
                    Remark(Text("សូមបន្ថែមឆ្មបម្នាក់", "One more midwife"), selected=True),
                    Remark(Text("សូមបិទផ្សាយតារាងប្រចាំការ", "Post the duty roster")),
                ),
            ),
        ),
        SelfRow(
            Text("ថ្នាំសំខាន់ៗមានគ្រប់គ្រាន់", "Essential medicines are in stock"),
            Figures(median=Fraction(7, 2)),
            Before(Fraction(3), Fraction(1, 2)),
            Remarks(weaknesses=(Remark(Text("ថ្នាំមកដល់យឺត", "Medicines arrive late")),)),
        ),
        SelfRow(
            Text("អាគារ និងបង្គន់អនាម័យស្អាត", "Building and toilets are clean"),
            Figures(median=Fraction(3)),
            Before(comparable=False),
        ),
        SelfRow(Text("តម្លៃសេវាបិទផ្សាយច្បាស់", "Fees are posted clearly"), None),
        SelfRow(
            Text("ឧបករណ៍បរិក្ខារគ្រប់គ្រាន់", "There is enough equipment"),
            Figures(median=Fraction(2)),
            said=Remarks(weaknesses=(Remark(Text("ម៉ាស៊ីនត្រជាក់ខូច", "The refrigerator is broken")),)),
            own=True,
        ),
    ),
    method=Method(votes=False),
    agreed=True,
    previous=(2025, 1),
    place="មណ្ឌលសុខភាពបន្ទាយនាង",
    people=6,
    facilitators=("សុខ ចាន់ធី", "ហេង ស្រីពៅ"),
    facilitator=SAMPLE_FACILITATOR,
    provider=Signature(Text("ប្រធានអង្គភាពផ្តល់សេវា", "Head of the service"), "ជា សំអឿន"),
    chief=SAMPLE_CHIEF,
)
