"""What many papers share: a text in both languages, the head, a signature, the method line's facts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Text:
    """A text as the record has it, in Khmer and English; either may be empty."""

    km: str = ""
    en: str = ""

    def of(self, language: str) -> str:
        """The text in that language, or in the other one where it is missing."""
        return (self.km or self.en) if language == "km" else (self.en or self.km)

    def __bool__(self) -> bool:
        return bool(self.km or self.en)


@dataclass(frozen=True)
class Head:
    """The administrative head: where, which year and round, and the day of the record (never the clock's)."""

    province: Text
    district: Text
    commune: Text
    urban: bool = False
    """A sangkat instead of a commune."""
    year: int = 0
    round: int = 1
    era_offset: int = 543
    date: dt.date | None = None
    training: bool = False
    """From a training copy: every page says so."""
    corrected: dt.date | None = None
    """The day of the last correction of a finished record that is printed here: every page tells it."""


@dataclass(frozen=True)
class Signature:
    """One block at the foot: in what role somebody signs, and the name if it is known."""

    role: Text
    name: str = ""


@dataclass(frozen=True)
class Figures:
    """One score with everything that must stand beside it. `hidden`: a public copy that may not show it."""

    n: int = 0
    counts: tuple[tuple[int, int], ...] = ()
    """(value, people), lowest value first, every step of a short scale."""
    median: Fraction | None = None
    mean: Fraction | None = None
    """Only from ten votes on."""
    satisfied: Fraction | None = None
    dissatisfied: Fraction | None = None
    hidden: bool = False
    consensus: bool = False
    """The group agreed on one number: no distribution."""


@dataclass(frozen=True)
class Method:
    """The facts of the method line: how the figures came about."""

    scale: str = "1-5"
    votes: bool = True
    k: int = 5
    public: bool = True
    satisfied: tuple[int, ...] = (4, 5)
    dissatisfied: tuple[int, ...] = (1, 2)
    data_year: int = 0
    """Year of the list that the names of places come from; 0 where it is not told."""


@dataclass(frozen=True)
class People:
    """A head count as printed; a missing figure was not counted."""

    total: int | None = None
    women: int | None = None
    men: int | None = None
    other: int | None = None
    youth: int | None = None
    disability: int | None = None
    minority: int | None = None
    idpoor: int | None = None


UNSIGNED = Signature(Text())

SAMPLE_HEAD = Head(
    province=Text("បន្ទាយមានជ័យ", "Banteay Meanchey"),
    district=Text("មង្គលបូរី", "Mongkol Borei"),
    commune=Text("បន្ទាយនាង", "Banteay Neang"),
    year=2026,
    round=1,
    date=dt.date(2026, 3, 12),
)

SAMPLE_SIGNATURES = (
    Signature(Text("អ្នកសម្របសម្រួលគណនេយ្យភាពសហគមន៍", "Community accountability facilitator"), "សុខ ចាន់ធី"),
    Signature(Text("មេឃុំ", "Commune chief")),
)
SAMPLE_FACILITATOR = Signature(Text("អ្នកសម្របសម្រួល", "Facilitator"), "សុខ ចាន់ធី")
SAMPLE_CHIEF = Signature(Text("មេឃុំ", "Commune chief"), "ប៊ុន សារឿន")
