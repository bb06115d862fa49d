"""What every engine prints: a scorecard of one page and a booklet of twelve, in words that are hard to set and to copy.

Each run has other names and figures, so that no engine can hand out a finished page again. The words of the texts are
parted by U+200B, because most engines know no Khmer words; finding them is not measured.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FONTS = ROOT / "resources" / "fonts"
REGULAR, BOLD, TITLE = (
    FONTS / f"{name}.ttf" for name in ("NotoSansKhmer-Regular", "NotoSansKhmer-Bold", "Moul-Regular")
)
PHOTO = Path(tempfile.gettempdir(), "facilitator-benchmark-photo.jpg")
"""A photo of a phone, made small, that every page of the booklet with pictures shows beside an icon."""
ICON = ROOT / "resources" / "icons" / "economic.svg"
PHOTO_WIDTH, ICON_WIDTH = 60, 10
"""Millimetres."""
BREAK = "\u200b"
_DIGITS = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")

_VILLAGES = ("អូរធំ", "បន្ទាយនាង", "តាបែន", "ភ្នំស្រុក", "ស្ពានស្រែង", "ជប់វារី", "ប៉ោយចារ", "ពន្លៃ", "ស្រះជីក", "មាត់ស្រះ")

_CRITERIA = (
    "បុគ្គលិក|មាន|វត្តមាន|តាម|ម៉ោង|ធ្វើការ",
    "ថ្នាំ|សំខាន់ៗ|មាន|គ្រប់គ្រាន់",
    "អាគារ| និង|បង្គន់|អនាម័យ|ស្អាត",
    "ក្រុមប្រឹក្សា|ឃុំ|ឆ្លើយតប|សំណើ|ប្រជាពលរដ្ឋ",
    "តម្លៃ|សេវា|បិទ|ផ្សាយ| ហើយ|យក|ប្រាក់|តាម|តម្លៃ|នោះ",
    "ការ|គាំពារ|ស្ត្រី|មាន|ផ្ទៃពោះ| និង|កុមារ|អាយុ|ក្រោម| ៥| ឆ្នាំ",
)  # fmt: skip

_TEXTS = (
    "ប្រជាពលរដ្ឋ|ក្នុង|ភូមិ|បាន|ពិភាក្សា|អំពី|គុណភាព|សេវា|សុខភាព|នៅ|មណ្ឌល|សុខភាព| ហើយ|បាន"
    "|ស្នើសុំ|ឱ្យ|បុគ្គលិក|មាន|វត្តមាន|ទៀងទាត់| នៅ|ថ្ងៃ|ធ្វើការ។",
    "ក្រុម|ស្ត្រី|បាន|លើក|ឡើង|ថា| «ការ|រង់ចាំ|យូរពេក»| និង|តម្លៃ|សេវា| ១០.០០០៛| មិន|ច្បាស់លាស់។",
    "គណៈកម្មាធិការ|អនុវត្ត|ផែនការ|សកម្មភាព|រួម|គណនេយ្យភាព|សង្គម|នឹង|រាយការណ៍|ជូន|ក្រុមប្រឹក្សា|ឃុំ|រៀងរាល់|ត្រីមាស។",
    "ខ្ញុំ|បាទ|សូម|បញ្ជាក់|ថា| COVID-19| បាន|ប៉ះពាល់|ដល់|ការ|សិក្សា|របស់|សិស្ស|ទាំងអស់| ហើយ|ស្ថានភាព|សេដ្ឋកិច្ច|គ្រួសារ|ក្រីក្រ។",
)  # fmt: skip

FIND = (
    "បុគ្គលិកមានវត្តមានតាមម៉ោងធ្វើការ", "ថ្នាំសំខាន់ៗ", "បង្គន់អនាម័យ", "ក្រុមប្រឹក្សា", "ឆ្លើយតប", "ស្ត្រីមានផ្ទៃពោះ",
    "សុខភាព", "ប្រជាពលរដ្ឋ", "«ការរង់ចាំយូរពេក»", "១០.០០០៛", "គណនេយ្យភាពសង្គម", "COVID-19", "ខ្ញុំបាទ", "សេដ្ឋកិច្ច",
    "ស្នើសុំឱ្យបុគ្គលិក",
)  # fmt: skip
"""The strings that a reader should find in both papers."""


@dataclass(frozen=True)
class Part:
    """A heading, the texts under it, and a table whose first row is its head (`shares`: widths of its columns)."""

    heading: str
    texts: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    pictures: bool = False
    """Whether the photo and the icon stand under the texts."""


@dataclass(frozen=True)
class Content:
    """A paper: millimetres of its page, title, and parts; each part of a booklet has a page of its own."""

    width: float
    height: float
    title: str
    parts: tuple[Part, ...]
    part_on_page: bool


def number(n: int) -> str:
    """A whole number in Khmer digits."""
    return str(n).translate(_DIGITS)


def scorecard(run: int) -> Content:
    """One page: head, table of criteria, what was said about each."""
    village = _VILLAGES[run % len(_VILLAGES)]
    head = ("ល.រ", "លក្ខណៈ|វិនិច្ឆ័យ", "ពិន្ទុ", "អ្នក|ដាក់|ពិន្ទុ", "ស្រី", "ប្រុស", "យុវជន")
    scores = [
        (number(i + 1), text, *(number((run * 7 + i * 5 + column * 3) % 28 + 1) for column in range(5)))
        for i, text in enumerate(_CRITERIA)
    ]
    said = [("លក្ខណៈ|វិនិច្ឆ័យ", "មតិ|ប្រជាពលរដ្ឋ"), *zip(_CRITERIA, (*_TEXTS, *_TEXTS[:2]), strict=True)]
    parts = (
        Part(f"ភូមិ|{village}| ឆ្នាំ| {number(2000 + run)}", _TEXTS[:1], (head, *scores), (1, 6, 2, 2, 2, 2, 2)),
        Part("មតិ|ប្រជាពលរដ្ឋ", (), tuple(said), (4, 8)),
    )
    return _parted(Content(210, 297, "ប័ណ្ណ|ដាក់|ពិន្ទុ|ប្រជាពលរដ្ឋ", parts, part_on_page=False))


def pictures(run: int) -> Content:
    """The booklet with a photo and an icon on every page, and fewer texts."""
    return booklet(run, pictures=True)


def booklet(run: int, *, pictures: bool = False) -> Content:
    """Twelve pages of A5, each with a heading, texts and a table of figures."""
    parts = []
    for page in range(12):
        head = ("ភូមិ", "ចំណូល", "ចំណាយ", "លក្ខណៈ|វិនិច្ឆ័យ")
        figures = [
            (
                _VILLAGES[(run + page + i) % len(_VILLAGES)],
                number((run + 1) * 10_007 + page * 131 + i * 17) + "៛",
                number((run + 1) * 9_001 + page * 57 + i * 11) + "៛",
                _CRITERIA[(page + i) % len(_CRITERIA)],
            )
            for i in range(5)
        ]
        heading = f"ទំព័រ| {number(page + 1)}| ភូមិ|{_VILLAGES[page % len(_VILLAGES)]}"
        body = tuple(_TEXTS[(page + i) % len(_TEXTS)] for i in range(1 if pictures else 3))
        parts.append(Part(heading, body, (head, *figures), (2, 2, 2, 4), pictures))
    return _parted(Content(148, 210, "ថវិកា|ប្រជាពលរដ្ឋ", tuple(parts), part_on_page=True))


PAPERS = {"scorecard": scorecard, "booklet": booklet, "pictures": pictures}


def _parted(content: Content) -> Content:
    def word(text: str) -> str:
        return text.replace("|", BREAK)

    parts = tuple(
        Part(
            word(part.heading),
            tuple(map(word, part.texts)),
            tuple(tuple(map(word, row)) for row in part.rows),
            part.shares,
            part.pictures,
        )
        for part in content.parts
    )
    return Content(content.width, content.height, word(content.title), parts, content.part_on_page)
