"""The Citizens' Budget booklet: what a villager should know about the commune's money of one year. Whole riel."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from facilitator.export.documents.common import SAMPLE_HEAD, SAMPLE_SIGNATURES, Head, Signature, Text

if TYPE_CHECKING:
    from facilitator.export.documents.meeting import Gathering

_NONE = Text()


@dataclass(frozen=True)
class Fault:
    """Two figures that should be equal and are not. `kind` is that of the check: `balance`, `parts`, …"""

    kind: str
    expected: int
    found: int
    name: Text = _NONE
    """The line or project it is about, where it is about one."""
    column: str = "plan"


@dataclass(frozen=True)
class Share:
    """A part of the money: `hundred` is how many of every hundred riel; the hundreds of a side add up to 100."""

    name: Text
    explain: Text
    amount: int
    hundred: int


@dataclass(frozen=True)
class Source:
    """Who pays for a project (`commune_fund`, `contribution`, `other`), and how much."""

    kind: str
    amount: int


@dataclass(frozen=True)
class ProjectRow:
    """A project: `sector` is the key of its icon, `status` that of an action."""

    name: Text
    sector: str
    village: Text = _NONE
    cost: int = 0
    sources: tuple[Source, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None
    status: str = "not_started"


@dataclass(frozen=True)
class SectorSum:
    """The projects of one sector: how many, and what they cost together."""

    sector: str
    name: Text
    projects: int
    cost: int


@dataclass(frozen=True)
class VillageSum:
    """The projects of one village (no name: of the whole commune): how many by sector, their cost, the largest ones."""

    name: Text
    sectors: tuple[tuple[str, int], ...]
    cost: int
    largest: tuple[ProjectRow, ...] = ()

    @property
    def projects(self) -> int:
        """How many there are."""
        return sum(count for _sector, count in self.sectors)


@dataclass(frozen=True)
class Origin:
    """Where figures come from: the document and its day."""

    source: str = ""
    date: dt.date | None = None


@dataclass(frozen=True)
class Compared:
    """A line of a year that is over: what was planned at last, what came or was spent; `done` is actual by plan."""

    name: Text
    plan: int
    actual: int
    done: Fraction | None
    total: bool = False


@dataclass(frozen=True)
class NotDone:
    """What was planned and not done, and why (empty: the record does not say)."""

    name: Text
    status: str = ""
    """Of a project; empty for a line of the budget."""
    reason: str = ""


@dataclass(frozen=True)
class Review:
    """A year that is over: money in, the parts of the money out with their sum, what is left."""

    year: int
    lines: tuple[Compared, ...]
    not_done: tuple[NotDone, ...] = ()
    origin: Origin = Origin()


@dataclass(frozen=True)
class Answer:
    """An activity agreed for a criterion, and what the budget says to it.

    `state`: `funded` (by the project named), `others` (paid by other sources), `free` (needs no money), `unfunded`.
    """

    activity: Text
    state: str
    amount: int = 0
    project: Text = _NONE


@dataclass(frozen=True)
class Asked:
    """A criterion that citizens scored low, and the answers to it. `mood` is the score on the scale from 0 to 1."""

    service: Text
    criterion: Text
    median: Fraction
    mood: float
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Word:
    """A word of the budget with its plain explanation."""

    term: Text
    explain: Text


@dataclass(frozen=True)
class Contact:
    """Whom to ask."""

    role: Text
    name: str
    phone: str


@dataclass(frozen=True)
class CitizensBudget:
    """The whole booklet. `status` is `draft`, `approved` or `executed`; figures of an executed one are the actual ones.

    `faults` only in a draft.
    """

    head: Head
    status: str
    revenue: tuple[Share, ...]
    expenditure: tuple[Share, ...]
    total: int
    """Riel of all revenue, the money left over from last year included."""
    chief: Signature
    population: int | None = None
    households: int | None = None
    actual: bool = False
    """The figures are what happened, not what is planned."""
    faults: tuple[Fault, ...] = ()
    sectors: tuple[SectorSum, ...] = ()
    """Those that have projects."""
    projects: tuple[ProjectRow, ...] = ()
    villages: tuple[VillageSum, ...] = ()
    review: Review | None = None
    asked: tuple[Asked, ...] = ()
    words: tuple[Word, ...] = ()
    more_words: tuple[Word, ...] = ()
    """Further words, where a sheet has a page left for them."""
    meetings: tuple[Gathering, ...] = ()
    """Meetings to come, with their days."""
    take_part: str = ""
    """When the council meets, in the commune's own words; lines apart."""
    complaints: str = ""
    """To whom one complains, in the commune's own words; lines apart."""
    contacts: tuple[Contact, ...] = ()
    source: str = ""
    source_date: dt.date | None = None
    cover_text: str = ""
    photo: bytes | None = None
    """A JPEG for the cover in place of the drawing."""
    logo: bytes | None = None
    left_out: frozenset[str] = frozenset()
    """Keys of pages and pictures that the commune does not want (as `models.budget_booklet` names them)."""

    def shows(self, part: str) -> bool:
        """Whether a page or a picture is wanted."""
        return part not in self.left_out

    @property
    def origin(self) -> Origin:
        """Where its figures come from."""
        return Origin(self.source, self.source_date)


_SHARES = (
    Share(Text("សមតុល្យយោងពីឆ្នាំមុន", "Balance carried over"), Text("ប្រាក់នៅសល់", "Money left over"), 50_000_000, 10),
    Share(Text("មូលនិធិឃុំ/សង្កាត់", "Commune/Sangkat Fund"), Text("ប្រាក់រដ្ឋ", "Money from the State"), 400_000_000, 80),
    Share(Text("ចំណូលផ្ទាល់ខ្លួន", "Own-source revenue"), Text("ថ្លៃសេវា", "Service charges"), 50_000_000, 10),
)

SAMPLE = CitizensBudget(
    head=SAMPLE_HEAD,
    status="approved",
    revenue=_SHARES,
    expenditure=(
        Share(Text("រដ្ឋបាលទូទៅ", "General administration"), Text("សាលាឃុំ", "The commune office"), 150_000_000, 30),
        Share(Text("អភិវឌ្ឍន៍មូលដ្ឋាន", "Local development"), Text("គម្រោង", "Projects"), 350_000_000, 70),
    ),
    total=500_000_000,
    chief=SAMPLE_SIGNATURES[1],
    population=10_000,
    households=2_000,
    sectors=(SectorSum("economic", Text("វិស័យសេដ្ឋកិច្ច", "Economic sector"), 1, 350_000_000),),
    projects=(
        ProjectRow(
            name=Text("ផ្លូវបេតុងភូមិអូរធំ", "Concrete road, Ou Thum village"),
            sector="economic",
            village=Text("អូរធំ", "Ou Thum"),
            cost=350_000_000,
            sources=(Source("commune_fund", 340_000_000), Source("contribution", 10_000_000)),
            start=dt.date(2026, 1, 15),
            end=dt.date(2026, 12, 15),
            status="under_way",
        ),
    ),
    villages=(VillageSum(Text("អូរធំ", "Ou Thum"), (("economic", 1),), 350_000_000),),
    review=Review(
        year=2025,
        lines=(
            Compared(Text("ចំណូលសរុប", "All money that came in"), 480_000_000, 450_000_000, Fraction(15, 16), total=True),
            Compared(Text("រដ្ឋបាលទូទៅ", "General administration"), 140_000_000, 140_000_000, Fraction(1)),
            Compared(Text("អភិវឌ្ឍន៍មូលដ្ឋាន", "Local development"), 340_000_000, 260_000_000, Fraction(13, 17)),
            Compared(Text("ចំណាយសរុប", "All money that was spent"), 480_000_000, 400_000_000, Fraction(5, 6), total=True),
            Compared(Text("សមតុល្យចុងឆ្នាំ", "Closing balance"), 0, 50_000_000, None),
        ),
        not_done=(NotDone(Text("លូបង្ហូរទឹក", "Drain"), "delayed", "ភ្លៀងធ្លាក់ខ្លាំង"),),
    ),
    asked=(
        Asked(
            service=Text("មណ្ឌលសុខភាព", "Health centre"),
            criterion=Text("បង្គន់ស្អាត", "Latrines are clean"),
            median=Fraction(5, 2),
            mood=0.375,
            answers=(
                Answer(Text("សង់បង្គន់", "Build a latrine"), "funded", 6_400_000, Text("បង្គន់", "Latrine")),
                Answer(Text("សម្អាតរាល់ថ្ងៃ", "Clean it every day"), "free"),
            ),
        ),
    ),
    words=(Word(Text("តម្លាភាព", "Transparency"), Text("ព័ត៌មានបើកចំហ", "Information is open for all")),),
    contacts=(Contact(Text("ស្មៀន", "Clerk"), "កែវ សុវណ្ណារ៉ា", "012 000 006"),),
    source="របាយការណ៍ហិរញ្ញវត្ថុឃុំ",
    source_date=dt.date(2025, 12, 20),
)
