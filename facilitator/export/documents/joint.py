"""The joint scorecard: citizens and providers side by side, with the gap and the round before."""

from __future__ import annotations

from dataclasses import dataclass, field
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
from facilitator.export.documents.scorecard import SAMPLE_REMARKS, Before, Remark, Remarks, sample_figures


@dataclass(frozen=True)
class JointRow:
    """One criterion as both sides see it. The providers' score is one number, without distribution."""

    text: Text
    citizens: Figures | None
    providers: Figures | None
    gap: Fraction | None = None
    """Providers less citizens; None while one of them is missing or hidden."""
    citizens_before: Before | None = None
    providers_before: Before | None = None
    citizens_said: Remarks = field(default_factory=Remarks)
    providers_said: Remarks = field(default_factory=Remarks)


@dataclass(frozen=True)
class JointScorecard:
    """Both cards of one service. The rows of `own` are criteria that only the providers score."""

    head: Head
    service: Text
    rows: tuple[JointRow, ...]
    method: Method
    own: tuple[JointRow, ...] = ()
    widest: tuple[int, ...] = ()
    """Places (from 1) of the criteria with the widest gaps, widest first: what to talk about."""
    previous: tuple[int, int] | None = None
    """Year and round of the cycle before."""
    providers_agreed: bool = False
    """The providers agreed on one number instead of voting."""
    facilitator: Signature = UNSIGNED
    representative: Signature = UNSIGNED
    provider: Signature = UNSIGNED
    chief: Signature = UNSIGNED

    @property
    def hides(self) -> bool:
        """True when something is not shown because a group is too small."""
        return any(row.citizens is not None and row.citizens.hidden for row in self.rows)


def _agreed(value: int) -> Figures:
    return Figures(n=1, median=Fraction(value), consensus=True)


SAMPLE = JointScorecard(
    head=SAMPLE_HEAD,
    service=Text("មណ្ឌលសុខភាពបន្ទាយនាង", "Banteay Neang health centre"),
    rows=(
        JointRow(
            Text("បុគ្គលិកមានវត្តមានតាមម៉ោងធ្វើការ", "Staff are present in working hours"),
            sample_figures(2, 5, 9, 8, 4),
            _agreed(4),
            Fraction(1),
            Before(Fraction(5, 2), Fraction(1, 2)),
            Before(Fraction(4), Fraction(0)),
            SAMPLE_REMARKS,
            Remarks(
                weaknesses=(Remark(Text("បុគ្គលិកតិច", "There are few staff")),),
                suggestions=(Remark(Text("សូមបន្ថែមឆ្មបម្នាក់", "One more midwife"), selected=True),),
            ),
        ),
        JointRow(
            Text("ថ្នាំសំខាន់ៗមានគ្រប់គ្រាន់", "Essential medicines are in stock"),
            sample_figures(6, 12, 5, 4, 1),
            _agreed(4),
            Fraction(2),
            Before(Fraction(3), Fraction(-1)),
            None,
        ),
        JointRow(
            Text("អាគារ និងបង្គន់អនាម័យស្អាត", "Building and toilets are clean"),
            sample_figures(0, 2, 6, 14, 6),
            _agreed(3),
            Fraction(-1),
            Before(comparable=False),
            Before(Fraction(4), Fraction(-1)),
        ),
        JointRow(Text("តម្លៃសេវាបិទផ្សាយច្បាស់", "Fees are posted clearly"), Figures(hidden=True), _agreed(5)),
    ),
    own=(JointRow(Text("ឧបករណ៍បរិក្ខារគ្រប់គ្រាន់", "There is enough equipment"), None, _agreed(2)),),
    method=Method(),
    widest=(2,),
    previous=(2025, 1),
    providers_agreed=True,
    facilitator=SAMPLE_FACILITATOR,
    representative=Signature(Text("តំណាងប្រជាពលរដ្ឋ", "Representative of the citizens")),
    provider=Signature(Text("ប្រធានអង្គភាពផ្តល់សេវា", "Head of the service"), "ជា សំអឿន"),
    chief=SAMPLE_CHIEF,
)
