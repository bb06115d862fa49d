"""What must stay together on a page: lines of a paragraph in pairs, a heading with its text, rows, signatures."""

from __future__ import annotations

import pytest
from reportlab.platypus import Flowable, Spacer

from facilitator.export.pdf import parts, tables
from facilitator.export.pdf.text import paragraph
from tests.export.pdf.papers_for_tests import StoryPaper
from tests.export.pdf.reading import page_texts

HEIGHT = StoryPaper(lambda _paper: []).height
LINES = "\n".join(f"line{number}." for number in range(1, 7))


def _pages(room: float, *below: Flowable) -> list[str]:
    """The text of the pages when so many points are left on the first one."""
    return page_texts(StoryPaper(lambda _paper: [Spacer(1, HEIGHT - room), *below], "en").render())


@pytest.mark.parametrize(("fitting", "on_first"), [(1.2, 0), (2.2, 2), (3.2, 3), (4.2, 4), (5.2, 4), (6.2, 6)])
def test_no_line_of_a_paragraph_stands_alone(fitting: float, on_first: int) -> None:
    body = StoryPaper(lambda _paper: [], "en").look.body.but(space_after=0)
    pages = _pages(fitting * body.leading, paragraph(LINES, body))
    assert [page.count("line") for page in pages] == ([on_first] if on_first == 6 else [on_first, 6 - on_first])


@pytest.mark.parametrize("style", ["heading", "subheading"])
def test_a_heading_goes_with_what_follows(style: str) -> None:
    look = StoryPaper(lambda _paper: [], "en").look
    heading = getattr(look, style)
    room = heading.space_before + heading.leading + heading.space_after + 1.2 * look.body.leading
    first, second = _pages(room, paragraph("Heading.", heading), paragraph(LINES, look.body))
    assert "Heading." not in first
    assert second.index("Heading.") < second.index("line1.")


def test_a_row_is_never_cut_when_it_fits_a_page() -> None:
    paper = StoryPaper(lambda _paper: [], "en")
    rows = [["No.", "What"], *([f"r{n}.", f"top{n}.\nmiddle{n}.\nend{n}."] for n in range(1, 5))]
    for room in range(60, 260, 40):
        pages = _pages(room, tables.table(rows, [1, 8], paper.look, width=paper.width))
        for n in range(1, 5):
            holding = [page for page in pages if f"top{n}." in page]
            assert len(holding) == 1
            assert f"middle{n}." in holding[0]
            assert f"end{n}." in holding[0]


def test_a_signature_block_moves_as_a_whole() -> None:
    paper = StoryPaper(lambda _paper: [], "en")
    block = parts.SignatureBlock("Commune chief", "Sok Chanthy", place_date="Done at Banteay Neang")
    for room in range(20, 180, 20):
        signatures = parts.signatures([block, block], paper.words, paper.look, width=paper.width)
        pages = _pages(room, signatures)
        holding = [page for page in pages if "Done at" in page or "Chanthy" in page or "Commune chief" in page]
        assert len(holding) == 1
        assert "Done at" in holding[0]
        assert "Chanthy" in holding[0]


def test_signatures_that_no_page_can_hold_are_parted_rather_than_refused() -> None:
    paper = StoryPaper(lambda _paper: [], "en")
    block = parts.SignatureBlock("role. " * 400, "name. " * 300, place_date="Done at " * 100)
    pages = _pages(300, parts.signatures([block, block], paper.words, paper.look, width=paper.width))
    assert " ".join(pages).count("role.") == 800
    assert " ".join(pages).count("name.") == 600


def test_a_header_that_fills_a_page_stands_once() -> None:
    paper = StoryPaper(lambda _paper: [], "en")
    rows = [["word. " * 46, "What"], *([f"r{n}.", "x\n" * 5] for n in range(1, 9))]
    pages = _pages(300, tables.table(rows, [1, 9], paper.look, width=paper.width))
    assert " ".join(pages).count("word.") == 46
    assert "r8." in pages[-1]
