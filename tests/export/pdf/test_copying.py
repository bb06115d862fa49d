"""What is copied from a paper is what stands in the record, in the four engines that people's viewers are made of.

The corpus is every syllable that the gazetteer and our own Khmer texts hold, and texts as people type them.
"""

from __future__ import annotations

import re

import pytest

from facilitator import paths
from facilitator.export.pdf import fonts
from facilitator.export.pdf.look import Style
from facilitator.export.pdf.text import paragraph
from facilitator.models import place_lists
from facilitator.syllables import BREAK, clusters, reordered
from tests.export.pdf.papers_for_tests import printed
from tests.export.pdf.reading import READERS
from tests.test_syllables import SLIPS

TYPED = [
    "ក្រុមប្រឹក្សា\u200bឃុំ\u200bបាន\u200bអនុម័ត\u200bផែនការ",
    "ម្យ៉ាងទៀត ញ្ញ៉ាំ ស៊ី ហ៊ឺ ប៊\u200cី ប៉ៅ",
    "ខ្ញុំ(អ្នក)ទៅ«ផ្សារ»៖ ១០.០០០៛។ល។ ៣,៥% ៕",
    "COVID-19ខ្ញុំ WASHក្នុងសាលា 3.5 km² é ñ",
    "ព្រះរាជាណាចក្រកម្ពុជា ជាតិ សាសនា ព្រះមហាក្សត្រ",
    "ឥឡូវ ឧសភា ឪពុក ឬ ឯកសារ ឱ្យ ឲ្យ ឫស",
    "ធម៌ បៀវត្សរ៍ ឥដ្ឋ ទ្រព្យ ស្ដី ស្តី ណ៎ះ ជំនុំ៎",
    "ផ្ទៃ ខ្លឹម ទ្ធិ៍ ញ្ជុំ ស្ត្រូវ ក្ស័យ សង្ក្រាន្ត លក្ខណៈវិនិច្ឆ័យ",
    *(f"ពាក្យនេះ {typed} ត្រូវចម្លង" for typed, _ordered in SLIPS),
]


def _syllables() -> list[str]:
    own = "".join(source.read_text(encoding="utf-8") for source in sorted(paths.RESOURCES.rglob("*.po")))
    names = "".join(row[-2] for level in ("district", "commune", "village") for row in place_lists._rows(level))
    khmer = re.compile("[\u1780-\u17b3]")
    found = {syllable for syllable in clusters(reordered((own + names).replace(BREAK, ""))) if khmer.match(syllable)}
    return sorted(found)


SYLLABLES = _syllables()


@pytest.fixture(scope="module")
def inventory() -> bytes:
    """Every syllable as a word of its own in the body face, and a third of them in each of the others."""
    others = [name for name in fonts.names() if name != fonts.BODY]
    return printed(
        paragraph(" ".join(SYLLABLES), Style(size=9)),
        *(paragraph(" ".join(SYLLABLES[i::3]), Style(font=name, size=9)) for i, name in enumerate(others)),
    )


@pytest.fixture(scope="module")
def typed() -> bytes:
    return printed(*(paragraph(text, Style(size=11)) for text in TYPED))


@pytest.mark.parametrize("reader", sorted(READERS))
def test_every_syllable_of_the_language_is_copied_exactly(reader: str, inventory: bytes) -> None:
    words = READERS[reader](inventory).split()
    for wanted in (SYLLABLES, *(SYLLABLES[i::3] for i in range(3))):
        start = words.index(wanted[0])
        wanted_left = list(wanted)
        for word in words[start:]:
            if wanted_left and word == wanted_left[0]:
                wanted_left.pop(0)
        assert wanted_left == []


@pytest.mark.parametrize("reader", sorted(READERS))
def test_what_people_typed_is_copied_in_order(reader: str, typed: bytes) -> None:
    lines = {" ".join(line.split()) for line in READERS[reader](typed).splitlines()}
    wanted = {" ".join(reordered(text).replace(BREAK, "").split()) for text in TYPED}
    assert wanted - lines == set()


def test_the_corpus_is_large() -> None:
    assert len(SYLLABLES) > 1500
    assert set(READERS) >= {"pdfium", "pypdf", "mupdf"}
