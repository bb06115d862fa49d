"""Citizens' scorecards: of one village, and of a service in all its villages."""

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
    People,
    Signature,
    Text,
)

UNCOUNTED = People()


@dataclass(frozen=True)
class Remark:
    """Something said about a criterion; equal words of several villages are one remark."""

    text: Text
    villages: int = 1
    selected: bool = False
    """A suggestion that the group took to the interface meeting."""


@dataclass(frozen=True)
class Remarks:
    """What one side said about one criterion."""

    strengths: tuple[Remark, ...] = ()
    weaknesses: tuple[Remark, ...] = ()
    suggestions: tuple[Remark, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.strengths or self.weaknesses or self.suggestions)


@dataclass(frozen=True)
class Before:
    """One side's score of the round before. Without `comparable` (scale or wording changed) it has no figures."""

    median: Fraction | None = None
    change: Fraction | None = None
    """This round less the one before: above zero, it got better."""
    comparable: bool = True


@dataclass(frozen=True)
class ScoreRow:
    """One criterion with its score, those of the groups beside it (as `ScoreTable.beside`), and what was said.

    `before` is everybody's score of the round before.
    """

    text: Text
    score: Figures | None
    beside: tuple[Figures | None, ...] = ()
    remarks: Remarks = field(default_factory=Remarks)
    before: Before | None = None


@dataclass(frozen=True)
class ScoreTable:
    """The scores of one list of criteria. `beside` names the groups whose scores stand beside that of all."""

    rows: tuple[ScoreRow, ...]
    method: Method
    beside: tuple[Text, ...] = ()
    previous: tuple[int, int] | None = None
    """Year and round of the cycle before."""

    @property
    def hides(self) -> bool:
        """True when something is not shown because a group is too small."""
        cells = [figures for row in self.rows for figures in (row.score, *row.beside)]
        return any(figures is not None and figures.hidden for figures in cells)


@dataclass(frozen=True)
class VillageScorecard:
    """How one village scored one service, on the day of `head`."""

    head: Head
    service: Text
    village: Text
    scores: ScoreTable
    place: str = ""
    facilitators: tuple[str, ...] = ()
    people: People = UNCOUNTED
    people_hidden: frozenset[str] = frozenset()
    """The head counts that a public copy does not show."""
    facilitator: Signature = UNSIGNED
    representative: Signature = UNSIGNED
    chief: Signature = UNSIGNED


@dataclass(frozen=True)
class VillageScores:
    """A village's line among all villages: how many scored, and its score for each criterion."""

    name: Text
    people: int | None
    scores: tuple[Figures | None, ...]


@dataclass(frozen=True)
class ServiceScorecard:
    """How the citizens of all villages scored one service."""

    head: Head
    service: Text
    scores: ScoreTable
    villages: tuple[VillageScores, ...]
    people: int | None = None
    village_medians: tuple[Fraction | None, ...] = ()
    """The other way of counting, per criterion: the median of the villages' medians."""
    order_disagrees: bool = False
    """The two ways of counting would put some criteria in opposite orders."""
    by_village: bool = False
    """The cycle counts every village the same: the median of the villages' medians is its result."""
    facilitators: tuple[str, ...] = ()
    facilitator: Signature = UNSIGNED
    chief: Signature = UNSIGNED

    @property
    def hides(self) -> bool:
        """True when something is not shown because a group is too small."""
        cells = [figures for village in self.villages for figures in village.scores]
        return self.scores.hides or any(figures is not None and figures.hidden for figures in cells)


def sample_figures(*people: int) -> Figures:
    """Figures of invented votes, `people` for each step from 1."""
    votes = [step for step, count in enumerate(people, 1) for _vote in range(count)]
    n = len(votes)
    return Figures(
        n=n,
        counts=tuple(enumerate(people, 1)),
        median=Fraction(votes[(n - 1) // 2] + votes[n // 2], 2),
        mean=Fraction(sum(votes), n) if n >= 10 else None,
        satisfied=Fraction(sum(vote >= 4 for vote in votes), n),
        dissatisfied=Fraction(sum(vote <= 2 for vote in votes), n),
    )


SAMPLE_REMARKS = Remarks(
    strengths=(Remark(Text("បុគ្គលិកនិយាយរាក់ទាក់", "Staff speak kindly"), villages=2),),
    weaknesses=(Remark(Text("រង់ចាំយូរពេក នៅពេលព្រឹក", "The wait in the morning is too long")),),
    suggestions=(
        Remark(Text("សូមបិទផ្សាយម៉ោងធ្វើការនៅមុខទ្វារ", "Post the opening hours at the door"), villages=2, selected=True),
        Remark(Text("សូមមានកៅអីសម្រាប់អង្គុយរង់ចាំ", "Provide chairs for those who wait")),
    ),
)

SAMPLE_SCORES = ScoreTable(
    rows=(
        ScoreRow(
            Text("បុគ្គលិកមានវត្តមានតាមម៉ោងធ្វើការ", "Staff are present in working hours"),
            sample_figures(2, 5, 9, 8, 4),
            (sample_figures(1, 3, 6, 4, 2), sample_figures(1, 2, 3, 4, 2), Figures(hidden=True)),
            SAMPLE_REMARKS,
            Before(Fraction(5, 2), Fraction(1, 2)),
        ),
        ScoreRow(
            Text("ថ្នាំសំខាន់ៗមានគ្រប់គ្រាន់", "Essential medicines are in stock"),
            sample_figures(6, 12, 5, 4, 1),
            (sample_figures(4, 7, 3, 2, 0), sample_figures(2, 5, 2, 2, 1), sample_figures(1, 3, 2, 1, 0)),
            before=Before(Fraction(3), Fraction(-1)),
        ),
        ScoreRow(
            Text("អាគារ និងបង្គន់អនាម័យស្អាត", "Building and toilets are clean"),
            sample_figures(0, 2, 6, 14, 6),
            (sample_figures(0, 1, 4, 8, 3), sample_figures(0, 1, 2, 6, 3), None),
            before=Before(comparable=False),
        ),
    ),
    method=Method(),
    beside=(Text("ស្រី", "Women"), Text("ប្រុស និងផ្សេងៗ", "Men and other"), Text("យុវជន", "Youth")),
    previous=(2025, 1),
)


SAMPLE_VILLAGE = VillageScorecard(
    head=SAMPLE_HEAD,
    service=Text("មណ្ឌលសុខភាពបន្ទាយនាង", "Banteay Neang health centre"),
    village=Text("អូរធំ", "Ou Thum"),
    scores=SAMPLE_SCORES,
    place="សាលាបុណ្យភូមិអូរធំ",
    facilitators=("សុខ ចាន់ធី", "ហេង ស្រីពៅ"),
    people=People(total=28, women=16, men=11, other=1, youth=9, disability=2, minority=0, idpoor=6),
    people_hidden=frozenset({"men", "other", "disability"}),
    facilitator=SAMPLE_FACILITATOR,
    representative=Signature(Text("តំណាងប្រជាពលរដ្ឋក្នុងភូមិ", "Representative of the villagers")),
    chief=SAMPLE_CHIEF,
)

SAMPLE_SERVICE = ServiceScorecard(
    head=replace(SAMPLE_HEAD, date=dt.date(2026, 3, 15)),
    service=SAMPLE_VILLAGE.service,
    scores=SAMPLE_SCORES,
    villages=(
        VillageScores(Text("អូរធំ", "Ou Thum"), 16, tuple(sample_figures(1, 3, 5, 5, n) for n in (2, 0, 6))),
        VillageScores(Text("បន្ទាយនាង", "Banteay Neang"), 12, tuple(sample_figures(1, 2, 4, 3, n) for n in (2, 1, 3))),
        VillageScores(Text("តាបែន", "Ta Baen"), None, (Figures(hidden=True), None, Figures(hidden=True))),
    ),
    people=28,
    village_medians=(Fraction(3), Fraction(5, 2), Fraction(4)),
    order_disagrees=True,
    facilitators=SAMPLE_VILLAGE.facilitators,
    facilitator=SAMPLE_FACILITATOR,
    chief=SAMPLE_CHIEF,
)
