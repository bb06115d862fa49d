"""The wall poster: how a service was scored, for people who do not read."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from facilitator.export.documents.common import SAMPLE_HEAD, Figures, Head, Method, Text
from facilitator.export.documents.scorecard import sample_figures


@dataclass(frozen=True)
class PosterRow:
    """One criterion. `change`: this round's score of the citizens less the one before, None where not comparable."""

    text: Text
    citizens: Figures | None
    providers: Fraction | None = None
    change: Fraction | None = None


@dataclass(frozen=True)
class Poster:
    """How the citizens, and beside them the providers, scored one service. `kind` names its picture."""

    head: Head
    service: Text
    kind: str
    rows: tuple[PosterRow, ...]
    method: Method
    villages: int = 0
    people: int | None = None

    @property
    def hides(self) -> bool:
        """True when something is not shown because a group is too small."""
        return any(row.citizens is not None and row.citizens.hidden for row in self.rows)


SAMPLE = Poster(
    head=SAMPLE_HEAD,
    service=Text("មណ្ឌលសុខភាពបន្ទាយនាង", "Banteay Neang health centre"),
    kind="health_centre",
    rows=(
        PosterRow(
            Text("បុគ្គលិកមានវត្តមានតាមម៉ោងធ្វើការ", "Staff are present in working hours"),
            sample_figures(2, 5, 9, 8, 4),
            Fraction(4),
            Fraction(1, 2),
        ),
        PosterRow(
            Text("ថ្នាំសំខាន់ៗមានគ្រប់គ្រាន់", "Essential medicines are in stock"),
            sample_figures(6, 12, 5, 4, 1),
            Fraction(7, 2),
            Fraction(-1),
        ),
        PosterRow(
            Text("អាគារ និងបង្គន់អនាម័យស្អាត", "Building and toilets are clean"),
            sample_figures(0, 2, 6, 14, 6),
            Fraction(3),
            Fraction(0),
        ),
        PosterRow(Text("បុគ្គលិករាក់ទាក់", "Staff are friendly"), sample_figures(1, 1, 4, 8, 14), Fraction(5)),
        PosterRow(Text("តម្លៃសេវាបិទផ្សាយច្បាស់", "Fees are posted clearly"), Figures(hidden=True), Fraction(5)),
    ),
    method=Method(),
    villages=3,
    people=28,
)
