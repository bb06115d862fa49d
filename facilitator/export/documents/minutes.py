"""The minutes of the interface meeting: who came, what each side said to each criterion, what was agreed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
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
from facilitator.export.documents.scorecard import sample_figures


@dataclass(frozen=True)
class Present:
    """How many came of one side. `hidden` are the counts that a public copy does not show."""

    side: Text
    people: People
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Spoken:
    """One criterion: both scores, and the minutes in the words of the meeting (one language)."""

    text: Text
    citizens: Figures | None = None
    providers: Figures | None = None
    gap: Fraction | None = None
    """Providers less citizens."""
    citizens_said: str = ""
    providers_said: str = ""
    agreed: str = ""
    own: bool = False
    """Only the providers score it."""


@dataclass(frozen=True)
class ServiceMinutes:
    """The criteria of one service, and who signs for it."""

    service: Text
    points: tuple[Spoken, ...]
    provider: Signature = UNSIGNED


@dataclass(frozen=True)
class Record:
    """One meeting. `all_present` adds its sides up."""

    date: dt.date | None
    place: str
    facilitators: tuple[str, ...]
    present: tuple[Present, ...]
    all_present: Present
    services: tuple[ServiceMinutes, ...]
    decisions: str = ""
    notes: str = ""
    next_date: dt.date | None = None
    facilitator: Signature = UNSIGNED

    @property
    def hides(self) -> bool:
        """True when something is not shown because a group is too small."""
        scores = [point.citizens for service in self.services for point in service.points]
        sides = (*self.present, self.all_present)
        return any(side.hidden for side in sides) or any(score is not None and score.hidden for score in scores)


@dataclass(frozen=True)
class Minutes:
    """All interface meetings of a cycle, usually one. The head has the day of the last."""

    head: Head
    records: tuple[Record, ...]
    method: Method
    representative: Signature
    district: Signature
    chief: Signature
    copies_to: tuple[Text, ...] = ()


SAMPLE = Minutes(
    head=replace(SAMPLE_HEAD, date=dt.date(2026, 4, 3)),
    records=(
        Record(
            date=dt.date(2026, 4, 3),
            place="សាលប្រជុំសាលាឃុំបន្ទាយនាង",
            facilitators=("សុខ ចាន់ធី", "ហេង ស្រីពៅ"),
            present=(
                Present(
                    Text("ប្រជាពលរដ្ឋ", "Citizens"),
                    People(total=37, women=20, men=16, other=1, youth=8, disability=2, minority=3, idpoor=7),
                    frozenset({"men", "other", "disability", "minority"}),
                ),
                Present(Text("អង្គភាពផ្តល់សេវា", "Providers"), People(total=11, women=5, men=6)),
                Present(Text("ឃុំ/សង្កាត់", "Commune"), People(total=9)),
            ),
            all_present=Present(
                Text("សរុប", "Total"),
                People(total=57, women=25, men=22, other=1, youth=8, disability=2, minority=3, idpoor=7),
                frozenset({"men", "other", "disability", "minority"}),
            ),
            services=(
                ServiceMinutes(
                    Text("មណ្ឌលសុខភាពបន្ទាយនាង", "Banteay Neang health centre"),
                    (
                        Spoken(
                            Text("បុគ្គលិកមានវត្តមានតាមម៉ោងធ្វើការ", "Staff are present in working hours"),
                            sample_figures(2, 5, 9, 8, 4),
                            Figures(n=1, median=Fraction(4)),
                            Fraction(1),
                            "ថ្ងៃប្រជុំនៅស្រុក គ្មានបុគ្គលិកនៅចាំបម្រើទេ",
                            "បុគ្គលិកមានតែ ៧ នាក់ ហើយត្រូវចុះភូមិញឹកញាប់",
                            "បុគ្គលិកនឹងឆ្លាស់វេនគ្នា ដើម្បីកុំឱ្យមណ្ឌលសុខភាពបិទនៅថ្ងៃប្រជុំ",
                        ),
                        Spoken(
                            Text("ថ្នាំសំខាន់ៗមានគ្រប់គ្រាន់", "Essential medicines are in stock"),
                            Figures(hidden=True),
                            Figures(n=1, median=Fraction(7, 2)),
                        ),
                        Spoken(
                            Text("ឧបករណ៍បរិក្ខារគ្រប់គ្រាន់", "There is enough equipment"),
                            providers=Figures(n=1, median=Fraction(2)),
                            agreed="ស្នើសុំឧបករណ៍បន្ថែមពីស្រុក",
                            own=True,
                        ),
                    ),
                    Signature(Text("ប្រធានអង្គភាពផ្តល់សេវា", "Head of the service"), "ជា សំអឿន"),
                ),
            ),
            decisions="១. ឯកភាពលើចំណុចព្រមព្រៀងទាំងអស់។\n២. ដាក់សកម្មភាពទៅក្នុងកម្មវិធីវិនិយោគឃុំ។",
            notes="បរិយាកាសល្អ គ្មានការចោទប្រកាន់។",
            next_date=dt.date(2026, 9, 18),
            facilitator=SAMPLE_FACILITATOR,
        ),
    ),
    method=Method(),
    representative=Signature(Text("តំណាងប្រជាពលរដ្ឋ", "Representative of the citizens")),
    district=Signature(Text("រដ្ឋបាលស្រុក", "District administration")),
    chief=SAMPLE_CHIEF,
    copies_to=(Text("រដ្ឋបាលស្រុក", "District administration"), Text("ឯកសារ-កាលប្បវត្តិ", "Records of the commune office")),
)
