from __future__ import annotations

import io
from types import BuiltinFunctionType
from typing import Any

import pypdf
import pytest
from reportlab.lib.rl_accel import fp_str
from reportlab.platypus import Flowable

from facilitator.export.pdf import fonts, shaping
from facilitator.export.pdf.canvas import KhmerCanvas, Metadata
from facilitator.export.pdf.look import A4, Style
from facilitator.export.pdf.paper import Margins
from facilitator.export.pdf.text import bold, light, paragraph
from tests.export.pdf.papers_for_tests import KHMER, StoryPaper, printed
from tests.export.pdf.reading import READERS, image_of, word_edges

STRINGS = [
    "ព្រះរាជាណាចក្រកម្ពុជា",
    "ជាតិ សាសនា ព្រះមហាក្សត្រ",
    "ប័ណ្ណដាក់ពិន្ទុសហគមន៍",
    "ស្ត្រី ៦៩៥ នាក់",
    "ឃុំបន្ទាយនាង ស្រុកមង្គលបូរី",
    "៤៨.០០០.០០០៛",
    "COVID-19 ខ្ញុំ",
    "«ការរង់ចាំយូរពេក»",
    "Citizens’ “scorecard” – office fi fl",
    "៣,៥ → ៤",
]


@pytest.mark.parametrize("reader", sorted(READERS))
@pytest.mark.parametrize("size", [9, 14])
def test_every_string_can_be_copied_and_searched(reader: str, size: float) -> None:
    style = Style(size=size)
    data = printed(
        *(paragraph(text, style) for text in STRINGS),
        *(paragraph(text, style.but(font=fonts.TITLE)) for text in STRINGS[:5]),
        paragraph([bold(STRINGS[0]), " ", light(STRINGS[4])], style),
    )
    found = " ".join(READERS[reader](data).split())
    missing = [text for text in STRINGS if text not in found]
    assert not missing
    assert found.count(STRINGS[0]) == 3


@pytest.mark.parametrize("reader", sorted(READERS))
def test_running_text_can_be_copied_whole(reader: str) -> None:
    data = printed(paragraph(KHMER, Style(align="justify")))
    copied = "".join(READERS[reader](data).split())
    assert "".join(KHMER.split()) in copied


def _drawn(draw: str, text: str = "ស្ត្រី ១២") -> bytes:
    target = io.BytesIO()
    canvas = KhmerCanvas(target, A4, Metadata("សាក", "km"))
    canvas.setFont(fonts.BODY, 20)
    getattr(canvas, draw)(300, 500, text)
    canvas.save()
    return target.getvalue()


@pytest.mark.parametrize("draw", ["drawString", "drawCentredString", "drawRightString"])
def test_strings_drawn_directly_are_shaped(draw: str) -> None:
    left, right = word_edges(_drawn(draw), "ស្ត្រី")
    width = shaping.width("ស្ត្រី", fonts.BODY) * 20
    whole = shaping.width("ស្ត្រី ១២", fonts.BODY) * 20
    start = {"drawString": 300.0, "drawCentredString": 300 - whole / 2, "drawRightString": 300 - whole}[draw]
    assert left == pytest.approx(start, abs=1)
    assert right - left == pytest.approx(width, abs=1)


def test_the_same_content_gives_the_same_bytes_and_the_same_picture() -> None:
    def story(paper: StoryPaper) -> list[Flowable]:
        return [paragraph("ក្បាល", paper.look.heading), *(paragraph(KHMER * 5, paper.look.justified) for _ in range(5))]

    first, second = StoryPaper(story).render(), StoryPaper(story).render()
    assert first == second
    assert image_of(first) == image_of(second)


def test_every_font_is_embedded_and_none_is_of_the_system() -> None:
    data = printed(paragraph(["ក", bold("ខ"), light("abc")], Style()), paragraph("ក", Style(font=fonts.TITLE)))
    found = set()
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert descriptor["/FontFile2"].get_data()
            assert "/ToUnicode" in font
            found.add(font["/BaseFont"].split("+")[1])
    assert found == {"NotoSansKhmer-Regular", "NotoSansKhmer-Bold", "NotoSansKhmer-Light", "Moul-Regular"}


def test_metadata_tells_of_the_paper_and_of_nobody() -> None:
    reader = pypdf.PdfReader(io.BytesIO(printed(paragraph("ក", Style()))))
    metadata = reader.metadata
    assert metadata is not None
    assert metadata.title == "ឯកសារសាកល្បង"
    assert metadata.author == "បន្ទាយនាង"
    assert reader.trailer["/Root"]["/Lang"] == "km"  # type: ignore[index]
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    assert set(metadata) == {"/Title", "/Author", "/CreationDate"}
    assert str(metadata["/CreationDate"]) == "D:20260312"  # the record's day, never the clock's
    assert b">2026-03-12</xmp:CreateDate>" in reader.trailer["/Root"]["/Metadata"].get_data()  # type: ignore[index]


def test_headings_become_bookmarks_on_their_pages() -> None:
    def story(paper: StoryPaper) -> list[Flowable]:
        look = paper.look
        many = [paragraph(KHMER * 10, look.body) for _ in range(4)]
        before = [paragraph("ចំណងជើង", look.title), paragraph("ផ្នែកទី១", look.heading)]
        return [*before, *many, paragraph("ផ្នែក\u200bទី២", look.heading), paragraph("ចប់", look.body)]

    reader = pypdf.PdfReader(io.BytesIO(StoryPaper(story).render()))
    outline: Any = reader.outline
    first, sections = outline
    assert first.title == "ចំណងជើង"
    assert [entry.title for entry in sections] == ["ផ្នែកទី១", "ផ្នែកទី២"]
    pages = [reader.get_destination_page_number(entry) for entry in sections]
    assert pages == [0, len(reader.pages) - 1]
    assert first.top == pytest.approx(A4[1] - Margins().top, abs=1)  # where it stands, not merely on its page
    assert A4[1] - 100 < sections[0].top < first.top - 20


def test_a_heading_without_a_title_before_it_does_not_break_the_outline() -> None:
    def story(paper: StoryPaper) -> list[Flowable]:
        return [paragraph("ផ្នែក", paper.look.heading), paragraph("ក", paper.look.body)]

    assert len(pypdf.PdfReader(io.BytesIO(StoryPaper(story).render())).outline) == 1


def test_numbers_are_written_by_compiled_code() -> None:
    """The package that does it is only an extra of ReportLab's: without it papers are the same, and later."""
    assert isinstance(fp_str, BuiltinFunctionType)
    assert fp_str(1 / 3, 12345.678, -0.0, 100) == ".333333 12345.68 0 100"
