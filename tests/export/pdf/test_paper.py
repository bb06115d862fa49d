from __future__ import annotations

import ast
import io
import subprocess
import sys
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pypdf
import pytest
from reportlab.platypus import Flowable, PageBreak

from facilitator import paths
from facilitator.export.documents.common import SAMPLE_HEAD, Text
from facilitator.export.pdf import parts
from facilitator.export.pdf.look import look
from facilitator.export.pdf.text import paragraph, plain
from facilitator.export.pdf.words import LANGUAGES, Words
from tests.export.pdf.papers_for_tests import KHMER, StoryPaper
from tests.export.pdf.reading import page_texts, text_of

EXPORT = Path(__file__).parents[3] / "facilitator" / "export"


def _three_pages(paper: StoryPaper) -> list[Flowable]:
    story: list[Flowable] = []
    for _ in range(3):
        story += [paragraph(KHMER, paper.look.body), PageBreak()]
    return story[:-1]


@pytest.mark.parametrize(("language", "label"), [("km", "ទំព័រទី ២ នៃ ៣"), ("en", "Page 2 of 3")])
def test_every_page_knows_its_number_and_their_count(language: str, label: str) -> None:
    pages = page_texts(StoryPaper(_three_pages, language).render())
    assert len(pages) == 3
    assert label in pages[1] or language == "km"  # the Khmer wording is the catalogue's


def test_the_foot_carries_the_day_of_the_record() -> None:
    found = text_of(StoryPaper(_three_pages, "en").render())
    assert found.count("Banteay Neang · 2026 · round 1 · 12 March 2026") == 3
    undated = text_of(StoryPaper(_three_pages, "en", replace(SAMPLE_HEAD, date=None)).render())
    assert "Banteay Neang · 2026 · round 1" in undated
    assert str(date.today().year + 1) not in undated


def test_every_page_of_a_training_copy_says_so() -> None:
    pages = page_texts(StoryPaper(_three_pages, "en", replace(SAMPLE_HEAD, training=True)).render())
    assert all("Training copy" in page for page in pages)
    assert "Training copy" not in text_of(StoryPaper(_three_pages, "en").render())


def test_a_paper_is_written_whole(tmp_path: Path) -> None:
    paper = StoryPaper(_three_pages)
    target = tmp_path / "ឯកសារ.pdf"
    paper.write(target)
    stream = io.BytesIO()
    paper.write(stream)
    assert target.read_bytes() == stream.getvalue() == paper.render()
    assert [entry.name for entry in tmp_path.iterdir()] == [target.name]


def test_a_short_paper_is_small_and_quick_to_open() -> None:
    data = StoryPaper(_three_pages).render()
    assert len(data) < 40_000
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_head_names_kingdom_and_administration(language: str) -> None:
    def story(paper: StoryPaper) -> list[Flowable]:
        return parts.official_head(paper.words, paper.look, SAMPLE_HEAD, number="12/26")

    found = text_of(StoryPaper(story, language).render())
    assert "12/26" in found
    if language != "km":
        assert "Kingdom of Cambodia" in found
        assert "Mongkol Borei District" in found
        assert "Administration of Banteay Neang Commune" in found
    if language != "en":
        assert "មង្គលបូរី" in found


def test_towns_have_sangkats_and_the_capital_has_khans() -> None:
    words = Words("en")
    town = replace(SAMPLE_HEAD, urban=True)
    capital = replace(SAMPLE_HEAD, urban=True, province=Text("ភ្នំពេញ", "Phnom Penh"))
    assert [plain(line) for line in parts.administration(words, town)] == [
        "Banteay Meanchey Province", "Mongkol Borei Town", "Administration of Sangkat Banteay Neang",
    ]  # fmt: skip
    assert plain(parts.administration(words, capital)[0]) == "Phnom Penh Capital"
    assert plain(parts.administration(words, capital)[1]) == "Khan Mongkol Borei"


def test_words_write_numbers_and_names_as_each_language_does() -> None:
    both = Text("អូរធំ", "Ou Thum")
    assert Words("en")("{n} people in {village}", n=12500, village=both) == "12,500 people in Ou Thum"
    assert Words("km")("{n} people in {village}", n=12500, village=both) == "១២.៥០០ people in អូរធំ"
    beneath = Words("km-en")("{village}", village=both)
    assert plain(beneath) == "អូរធំ\nOu Thum"
    assert plain(Words("km-en")("{village}", inline=True, village=both)) == "អូរធំ / Ou Thum"
    assert Words("km-en").of(Text("ក", "")) == "ក"
    assert Words("km").decimal(Fraction(7, 2)) == "៣,៥"
    assert Words("km").number_plain(2026) == "២០២៦"


def test_braces_in_a_name_are_no_placeholders() -> None:
    assert Words("en")("In {village}", village="{n} {0} {village.__class__}") == "In {n} {0} {village.__class__}"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        Words("fr")


def test_styles_of_a_booklet_are_never_smaller_than_its_body_asks() -> None:
    assert look("km", 12).body.size == 12
    assert look("km").title.font != look("en").title.font


def _python_files() -> list[Path]:
    return sorted(EXPORT.rglob("*.py"))


@pytest.mark.parametrize("path", _python_files(), ids=lambda path: path.name)
def test_only_the_text_module_makes_paragraphs_of_text(path: Path) -> None:
    """User text has one way to paper: no module may use ReportLab's markup, and only `text` makes our paragraphs."""
    tree = ast.parse(path.read_text("utf8"))
    imported = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert "reportlab.platypus.Paragraph" not in imported
    assert not {name for name in imported if "paraparser" in name or "XPreformatted" in name}
    if path.name not in ("text.py", "paragraph.py"):
        calls = {
            node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert "KhmerParagraph" not in calls


def test_papers_need_no_database_and_no_window() -> None:
    code = (
        "import sys\n"
        "for name in ('sqlalchemy', 'PySide6', 'facilitator.models', 'pandas'): sys.modules[name] = None\n"
        "from facilitator.export.pdf import booklet, icons, paper, parts, tables\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=paths.RESOURCES.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
