from __future__ import annotations

import io

import pypdf
import pytest

from facilitator.export.pdf.booklet import Side, imposition
from facilitator.export.pdf.look import A4_LANDSCAPE, A5
from tests.export.pdf.papers_for_tests import NumberedBooklet
from tests.export.pdf.reading import READERS, page_texts, word_edges


def test_eight_pages_on_two_sheets() -> None:
    assert imposition(8) == [Side(8, 1), Side(2, 7), Side(6, 3), Side(4, 5)]


def test_twelve_pages_on_three_sheets() -> None:
    assert imposition(12) == [Side(12, 1), Side(2, 11), Side(10, 3), Side(4, 9), Side(8, 5), Side(6, 7)]


@pytest.mark.parametrize(("pages", "blanks"), [(9, 3), (10, 2), (11, 1), (12, 0)])
def test_blanks_stand_before_the_back_cover(pages: int, blanks: int) -> None:
    sides = imposition(pages)
    assert sides[0] == Side(pages, 1)
    places = [page for side in sides for page in side]
    assert places.count(None) == blanks
    assert sorted(page for page in places if page is not None) == list(range(1, pages + 1))


@pytest.mark.parametrize("pages", [4, 8, 12, 16, 40])
def test_folded_and_read_the_pages_come_in_order(pages: int) -> None:
    sides = imposition(pages)
    # Leaves of the folded booklet: right half of each front with the left half of its back, outer sheet first, then the
    # other halves, inner sheet first.
    first_half = [
        page for front, back in zip(sides[::2], sides[1::2], strict=True) for page in (front.right, back.left)
    ]
    second_half = [
        page
        for front, back in reversed(list(zip(sides[::2], sides[1::2], strict=True)))
        for page in (back.right, front.left)
    ]
    assert first_half + second_half == list(range(1, pages + 1))


def test_the_reading_copy_has_its_pages_in_order_on_a5() -> None:
    reader = pypdf.PdfReader(io.BytesIO(NumberedBooklet(8).render()))
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == pytest.approx(A5, abs=0.01)
    assert [page.extract_text().split(".")[0] for page in reader.pages] == [f"Leaf {n}" for n in range(1, 9)]


@pytest.mark.parametrize("pages", [8, 10, 12])
def test_the_imposed_copy_has_two_pages_on_each_side(pages: int) -> None:
    data = NumberedBooklet(pages).render_imposed()
    reader = pypdf.PdfReader(io.BytesIO(data))
    sides = imposition(pages)
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == pytest.approx(A4_LANDSCAPE, abs=0.01)
    for text, side in zip(page_texts(data), sides, strict=True):
        expected = {f"Leaf {page}." for page in side if page}
        assert {f"Leaf {n}." for n in range(1, pages + 1) if f"Leaf {n}." in text} == expected
        assert all(f"Page {page} of {pages}" in text for page in side if page)


def test_the_cover_is_at_the_right_of_the_first_side() -> None:
    left, _ = word_edges(NumberedBooklet(8).render_imposed(), "1.")
    back, _ = word_edges(NumberedBooklet(8).render_imposed(), "8.")
    assert left > A4_LANDSCAPE[0] / 2
    assert back < A4_LANDSCAPE[0] / 2


def test_fronts_and_backs_apart_make_the_whole() -> None:
    booklet = NumberedBooklet(12)
    fronts, backs = page_texts(booklet.render_imposed("fronts")), page_texts(booklet.render_imposed("backs"))
    together = [text for pair in zip(fronts, backs, strict=True) for text in pair]
    assert together == page_texts(booklet.render_imposed())


def test_the_printer_is_asked_for_the_short_edge_and_no_scaling() -> None:
    root = pypdf.PdfReader(io.BytesIO(NumberedBooklet(8).render_imposed())).trailer["/Root"]
    preferences = root["/ViewerPreferences"]  # type: ignore[index]
    assert preferences["/Duplex"] == "/DuplexFlipShortEdge"
    assert preferences["/PrintScaling"] == "/None"


def test_imposed_bytes_are_the_same_twice_and_text_can_be_copied() -> None:
    data = NumberedBooklet(8).render_imposed()
    assert data == NumberedBooklet(8).render_imposed()
    for read in READERS.values():
        assert "Leaf 5." in " ".join(read(data).split())
