from __future__ import annotations

import pymupdf
import pytest
from reportlab.platypus import Flowable

from facilitator.export.pdf import parts, tables
from facilitator.export.pdf.look import A4
from facilitator.export.pdf.text import paragraph
from facilitator.export.pdf.words import Words
from tests.export.pdf.papers_for_tests import KHMER, StoryPaper
from tests.export.pdf.reading import ink_box, page_texts, text_of

LONG_NAME = "លោកស្រី សុខ ចាន់សុភាព មករា កញ្ញាវិច្ឆិកា បន្ទាយមានជ័យ " * 2


def _inside(data: bytes, page: int = 0) -> bool:
    left, top, right, bottom = ink_box(data, page)
    return left >= 17 / 25.4 * 72 and right <= A4[0] - 15 / 25.4 * 72 and top > 10 and bottom < A4[1] - 10


def test_cells_are_shaped_and_wrap_inside_the_page() -> None:
    def story(paper: StoryPaper) -> list[Flowable]:
        rows = [["ល.រ", "លក្ខណៈវិនិច្ឆ័យ", "ពិន្ទុ"], ["១", KHMER, "៣,៥"], ["២", "ស្ត្រី" * 60, "៤"]]
        return [tables.table(rows, [1, 5, 1], paper.look, width=paper.width, align="clc")]

    data = StoryPaper(story).render()
    found = text_of(data).replace(" ", "")
    assert "លក្ខណៈវិនិច្ឆ័យ" in found
    assert KHMER.replace(" ", "") in found
    assert found.count("ស្ត្រី") >= 60
    assert _inside(data)


def test_head_rows_repeat_on_every_page_and_no_row_is_lost() -> None:
    def story(paper: StoryPaper) -> list[Flowable]:
        rows = [["HEAD", "A"], ["UNDER", "B"], *([f"row{n}.", KHMER] for n in range(60))]
        return [tables.table(rows, [1, 4], paper.look, width=paper.width, head_rows=2)]

    pages = page_texts(StoryPaper(story).render())
    assert len(pages) > 3
    assert all("HEAD" in page and "UNDER" in page for page in pages)
    together = " ".join(pages)
    assert [n for n in range(60) if together.count(f"row{n}.") != 1] == []


def test_a_row_taller_than_pages_splits_and_keeps_every_word_once() -> None:
    words = " ".join(f"w{n}." for n in range(3000))

    def story(paper: StoryPaper) -> list[Flowable]:
        rows = [["HEAD", "A"], ["first.", words], ["last.", "end."]]
        return [tables.table(rows, [1, 4], paper.look, width=paper.width)]

    data = StoryPaper(story).render()
    pages = page_texts(data)
    assert len(pages) > 2
    assert " ".join(pages).count("first.") == 1
    printed = [word for page in pages for word in page.split() if word.startswith("w") and word.endswith(".")]
    assert printed == words.split()
    assert all("HEAD" in page for page in pages)
    assert all(_inside(data, number) for number in range(len(pages)))


def test_spans_and_totals_follow_their_rows_when_a_row_is_cut() -> None:
    def story(paper: StoryPaper) -> list[Flowable]:
        rows = [["A", "B"], ["x", KHMER * 12], ["Sum over both", ""], ["total.", "9"]]
        commands = [("SPAN", (0, 2), (1, 2))]
        return [tables.table(rows, [1, 1], paper.look, width=paper.width, bold_rows=[-1], commands=commands)]

    found = text_of(StoryPaper(story).render())
    assert "Sum over both" in found  # on one line: the span is where it was meant
    assert "total." in found


def test_a_table_of_many_narrow_columns_holds_its_words() -> None:
    def story(paper: StoryPaper) -> list[Flowable]:
        rows = [[f"ក្បាល{n}" for n in range(13)], [KHMER[:40]] * 13]
        return [tables.table(rows, [1] * 13, paper.look, width=paper.width, size=7.5)]

    assert _inside(StoryPaper(story).render())


@pytest.mark.parametrize("language", ["km", "en", "km-en"])
def test_official_parts_survive_long_names(language: str) -> None:
    def story(paper: StoryPaper) -> list[Flowable]:
        words, look = paper.words, paper.look
        assert paper.head is not None
        blocks = [
            parts.SignatureBlock(LONG_NAME, LONG_NAME, heading=LONG_NAME, place_date="ថ្ងៃទី ១"),
            parts.SignatureBlock("ក", "ខ", thumbprint=True),
            parts.SignatureBlock("គ"),
            parts.SignatureBlock("ឃ", "x" * 200),
        ]
        return [
            *parts.official_head(words, look, paper.head, number=""),
            *parts.title_block(LONG_NAME, look, LONG_NAME, ""),
            tables.key_values([(LONG_NAME, KHMER), ("ក", [paragraph("ខ", look.body)])], look, width=paper.width),
            tables.callout(KHMER, look, width=paper.width),
            parts.signatures(blocks, words, look, width=paper.width),
            *parts.copies_to([LONG_NAME, "ខ"], words, look),
            *parts.method_line(KHMER, look),
        ]

    data = StoryPaper(story, language).render()
    found = text_of(data)
    assert "បន្ទាយមានជ័យ" in found or language == "en"
    assert "Banteay Meanchey" in found or language == "km"
    assert all(_inside(data, number) for number in range(len(page_texts(data))))


def test_roles_and_names_of_signatures_stand_at_one_height() -> None:
    def story(paper: StoryPaper) -> list[Flowable]:
        blocks = [
            parts.SignatureBlock("RoleA", "NameA", heading="Heading", place_date="Date", thumbprint=True),
            parts.SignatureBlock("RoleB", "NameB"),
        ]
        return [parts.signatures(blocks, Words("en"), paper.look, width=paper.width)]

    with pymupdf.open(stream=StoryPaper(story, "en").render(), filetype="pdf") as document:
        tops = {text: y0 for _, y0, _, _, text, *_ in document[0].get_text("words")}
    assert tops["RoleA"] == pytest.approx(tops["RoleB"], abs=0.5)
    assert tops["NameA"] == pytest.approx(tops["NameB"], abs=0.5)


def test_no_copies_no_heading() -> None:
    paper = StoryPaper(lambda _paper: [])
    assert parts.copies_to([], paper.words, paper.look) == []
