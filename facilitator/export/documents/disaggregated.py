"""Who gave which scores: women, men, youth, persons with disability and others side by side."""

from __future__ import annotations

from dataclasses import dataclass

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
from facilitator.export.documents.scorecard import sample_figures


@dataclass(frozen=True)
class SplitRow:
    """One criterion: the score of everybody, then one for each name of its `Split`."""

    text: Text
    everybody: Figures | None
    scores: tuple[Figures | None, ...]


@dataclass(frozen=True)
class Split:
    """The people in parts. `lower` has, for each part, the criteria (from 1) that it scores clearly lower than all."""

    names: tuple[Text, ...]
    rows: tuple[SplitRow, ...]
    lower: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Disaggregated:
    """The citizens' scores of one service by breakdown and by focus group; a split that nobody counted is None."""

    head: Head
    service: Text
    method: Method
    by_breakdown: Split | None = None
    by_group: Split | None = None
    wide: int = 1
    """From how many steps on a part scores clearly lower."""
    villages: int = 0
    people: int | None = None
    facilitators: tuple[str, ...] = ()
    facilitator: Signature = UNSIGNED
    chief: Signature = UNSIGNED

    @property
    def hides(self) -> bool:
        """True when something is not shown because a group is too small."""
        splits = [split for split in (self.by_breakdown, self.by_group) if split is not None]
        cells = [figures for split in splits for row in split.rows for figures in (row.everybody, *row.scores)]
        return any(figures is not None and figures.hidden for figures in cells)


_CRITERIA = (
    Text("បុគ្គលិកមានវត្តមានតាមម៉ោងធ្វើការ", "Staff are present in working hours"),
    Text("ថ្នាំសំខាន់ៗមានគ្រប់គ្រាន់", "Essential medicines are in stock"),
    Text("អាគារ និងបង្គន់អនាម័យស្អាត", "Building and toilets are clean"),
)
_EVERYBODY = (sample_figures(2, 5, 9, 8, 4), sample_figures(6, 12, 5, 4, 1), sample_figures(0, 2, 6, 14, 6))
_WOMEN = (sample_figures(1, 3, 6, 4, 2), sample_figures(4, 7, 3, 2, 0), sample_figures(0, 1, 4, 8, 3))
_MEN = (sample_figures(1, 2, 3, 4, 2), sample_figures(2, 5, 2, 2, 1), sample_figures(0, 1, 2, 6, 3))
_YOUTH = (sample_figures(2, 4, 2, 1, 0), sample_figures(1, 3, 3, 1, 1), None)
_IDPOOR = (sample_figures(1, 3, 1, 1, 0), sample_figures(3, 2, 1, 0, 0), sample_figures(0, 1, 2, 2, 1))
_SMALL = (Figures(hidden=True),) * 3


def _rows(*columns: tuple[Figures | None, ...]) -> tuple[SplitRow, ...]:
    return tuple(
        SplitRow(text, everybody, scores)
        for text, everybody, scores in zip(_CRITERIA, _EVERYBODY, zip(*columns, strict=True), strict=True)
    )


SAMPLE = Disaggregated(
    head=SAMPLE_HEAD,
    service=Text("មណ្ឌលសុខភាពបន្ទាយនាង", "Banteay Neang health centre"),
    method=Method(),
    by_breakdown=Split(
        names=(
            Text("ស្រី", "Women"),
            Text("ប្រុស និងផ្សេងៗ", "Men and other"),
            Text("យុវជន", "Youth"),
            Text("ជនមានពិការភាព", "Persons with disability"),
            Text("មានប័ណ្ណក្រីក្រ", "ID-Poor"),
        ),
        rows=_rows(_WOMEN, _MEN, _YOUTH, _SMALL, _IDPOOR),
        lower=((), (), (1,), (), (1,)),
    ),
    by_group=Split(
        names=(Text("ក្រុមស្ត្រី", "Women's group"), Text("ក្រុមបុរស", "Men's group")),
        rows=_rows(_WOMEN, _MEN),
        lower=((), ()),
    ),
    villages=3,
    people=28,
    facilitators=("សុខ ចាន់ធី", "ហេង ស្រីពៅ"),
    facilitator=SAMPLE_FACILITATOR,
    chief=SAMPLE_CHIEF,
)
