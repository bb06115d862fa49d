from __future__ import annotations

import pytest
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from facilitator.export.pdf import drawings, gap_arrow, marks, parts, tables
from facilitator.export.pdf.look import Style
from facilitator.export.pdf.text import bold, joined, paragraph
from facilitator.export.pdf.words import Words
from tests.export.pdf.papers_for_tests import KHMER, NumberedBooklet, StoryPaper
from tests.export.pdf.reading import page_texts
from tests.export.pdf.tags import TaggedFile, grid_widths


def _printed(*story: Flowable, language: str = "km") -> TaggedFile:
    return TaggedFile(StoryPaper(lambda _paper: list(story), language).render())


def _kinds(file: TaggedFile) -> list[str]:
    return [node.kind for node in file.tree().walk()][1:]


LOOK = StoryPaper(lambda _paper: []).look
WIDTH = StoryPaper(lambda _paper: []).width


class _Untagged(Flowable):
    """A flowable of somebody who does not know of tags."""

    def draw(self) -> None:
        self.canv.drawString(0, 0, "loose")
        self.canv.rect(0, 0, 5, 5)


def test_what_nobody_tagged_is_found() -> None:
    file = _printed(paragraph("ក", LOOK.body), _Untagged())
    assert [found[:2] for found in file.loose(0)] == ["Tj", "S "]


def test_headings_paragraphs_and_their_order() -> None:
    look = LOOK
    story = [
        ("ចំណងជើង", look.title),
        ("ក", look.body),
        ("ផ្នែក", look.heading),
        ("តូច", look.subheading),
        ("ខ", look.body),
    ]
    assert _kinds(_printed(*(paragraph(*part) for part in story))) == ["H1", "P", "H2", "H3", "P"]


def test_a_level_of_headings_is_never_jumped_over() -> None:
    story = [("តូច", LOOK.subheading), ("ចំណងជើង", LOOK.title), ("តូច", LOOK.subheading), ("ផ្នែក", LOOK.heading)]
    assert _kinds(_printed(*(paragraph(*part) for part in story))) == ["H1", "H1", "H2", "H2"]


def test_a_paragraph_that_goes_on_over_pages_is_one() -> None:
    file = _printed(paragraph(KHMER * 40, LOOK.body))
    (node,) = file.tree().kids
    assert [page for page, _ in node.marks] == list(range(len(file.reader.pages)))
    assert len(node.marks) > 1


def test_foot_and_banner_are_not_read() -> None:
    file = _printed(paragraph("ក", LOOK.body))
    assert "ទំព័រ" in page_texts(StoryPaper(lambda _paper: [paragraph("ក", LOOK.body)]).render())[0]
    assert file.marks(0) == [0]
    assert not file.loose(0)


def test_paragraphs_with_bullets_are_a_list() -> None:
    texts = ["មុន", "– មួយ", "– ពីរ", "រវាង", "• បី", "–"]
    file = _printed(*(paragraph(text, LOOK.body) for text in texts))
    assert [node.kind for node in file.tree().kids] == ["P", "L", "P", "L", "P"]
    assert [len(node.kids) for node in file.tree().all("L")] == [2, 1]
    assert _kinds(file)[1:6] == ["L", "LI", "LBody", "LI", "LBody"]


def test_a_table_has_headers_and_its_cells_hold_their_text_themselves() -> None:
    rows: list[list[tables.Cell]] = [
        ["ល.រ", "ឈ្មោះ"],
        ["១", None],
        ["២", [paragraph("ក", LOOK.body), paragraph("ខ", LOOK.body)]],
    ]
    file = _printed(tables.table(rows, [1, 4], LOOK, width=WIDTH))
    assert _kinds(file) == ["Table", "TR", "TH", "TH", "TR", "TD", "TD", "TR", "TD", "TD", "P", "P"]
    assert {node.attributes["Scope"] for node in file.tree().all("TH")} == {"/Column"}
    assert [len(node.marks) for node in file.tree().all("TD")] == [1, 0, 1, 0]


def test_merged_cells_say_how_much_they_take() -> None:
    rows = [["ក", "ខ", None], [None, "គ", "ឃ"], ["ង", None, "ច"]]
    spans = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0)), ("SPAN", (0, -1), (-2, -1))]
    file = _printed(tables.table(rows, [1, 1, 1], LOOK, width=WIDTH, head_rows=2, commands=spans))
    (table,) = file.tree().all("Table")
    assert grid_widths(table) == [3, 3, 3]
    extents = [(cell.attributes.get("ColSpan"), cell.attributes.get("RowSpan")) for cell in table.all("TH", "TD")]
    assert extents == [(None, 2), (2, None), (None, None), (None, None), (2, None), (None, None)]


def test_a_head_that_is_repeated_is_read_once_and_a_cut_row_is_one_row() -> None:
    rows = [["ក្បាល", "ខ"], ["១", KHMER * 40], ["២", "ចប់"]]
    file = _printed(tables.table(rows, [1, 4], LOOK, width=WIDTH))
    (table,) = file.tree().all("Table")
    assert len(file.reader.pages) > 1
    assert [len(row.kids) for row in table.all("TR")] == [2, 2, 2]
    assert [len(head.marks) for head in table.all("TH")] == [1, 1]
    long = table.all("TD")[1]
    assert {page for page, _ in long.marks} == set(range(len(file.reader.pages)))
    assert not any(file.loose(page) for page in range(len(file.reader.pages)))


def test_labels_with_values_are_headers_of_their_rows() -> None:
    file = _printed(tables.key_values([("កាលបរិច្ឆេទ", "១២"), ("ទីកន្លែង", "សាលា")], LOOK, width=WIDTH))
    assert _kinds(file) == ["Table", "TR", "TH", "TD", "TR", "TH", "TD"]
    assert {node.attributes["Scope"] for node in file.tree().all("TH")} == {"/Row"}


def test_a_layout_is_no_table_and_a_table_in_a_cell_stays_there() -> None:
    inner = tables.table([["ក"], ["ខ"]], [1], LOOK, width=100)
    outer = tables.table([["គ", "ឃ"], [[inner], "ង"]], [1, 1], LOOK, width=WIDTH)
    layout = tables.bare_table([[paragraph("ច", LOOK.body), [outer]]], [1, 4], LOOK, width=WIDTH)
    file = _printed(layout, tables.callout("ឆ", LOOK, width=WIDTH))
    assert [node.kind for node in file.tree().kids] == ["P", "Table", "P"]
    assert [node.kind for node in file.tree().all("TD")[0].kids] == ["Table"]


def test_signatures_are_read_one_after_the_other() -> None:
    blocks = [parts.SignatureBlock("Chief", "Sok"), parts.SignatureBlock("Teacher", "Chan", heading="Seen")]
    whole = parts.signatures(blocks, Words("en"), LOOK, width=WIDTH)
    nodes = _printed(whole, language="en").tree().kids
    # Drawn by levels (heading, roles, hints, names), read by columns: role, hint, name; heading, role, hint, name.
    assert [node.marks[0][1] for node in nodes] == [1, 3, 5, 0, 2, 4, 6]


def test_what_is_kept_together_and_new_pages_change_nothing() -> None:
    file = _printed(KeepTogether([paragraph("ក", LOOK.body), Spacer(1, 5), paragraph("ខ", LOOK.body)]), PageBreak(),
                    paragraph("គ", LOOK.body))  # fmt: skip
    assert [node.marks for node in file.tree().kids] == [[(0, 0)], [(0, 1)], [(1, 0)]]


@pytest.mark.parametrize(("language", "expected"), [("en", "Together: 8."), ("km", "សរុប៖ ៨។"), ("km-en", "សរុប៖ ៨។")])
def test_a_chart_says_its_figures_in_the_language_of_the_paper(language: str, expected: str) -> None:
    words = Words(language)
    counts = [words.number(count) for count in (0, 1, 3, 4, 0)]
    file = _printed(drawings.StackedBar((0, 1, 3, 4, 0), counts), language=language)
    (figure,) = file.tree().all("Figure")
    assert expected in figure.alternative
    assert "; ".join(counts) in figure.alternative


def test_faces_and_gaps_say_what_they_show_and_swatches_nothing() -> None:
    story = [drawings.Face(0), drawings.Face(1), gap_arrow.GapArrow(2.5, 4, 1, 5, "+1.5"), drawings.Swatch("dots")]
    story += [
        marks.TickBox(True),
        marks.TickBox(),
        marks.Ornament(),
        marks.Rule(),
    ]
    file = _printed(*story, language="en")
    assert [node.alternative for node in file.tree().all("Figure")] == [
        "Very sad face",
        "Very happy face",
        "Citizens 2.5, providers 4, gap +1.5",
        "Ticked",
        "Box to tick",
    ]
    assert not file.loose(0)


class _Tower(drawings.Drawing):
    """A drawing of somebody who gave it no words."""

    def draw(self) -> None:
        self.write(10, 5, "៧")
        self.write(10, 15, "៨")


def test_a_drawing_without_words_says_its_figures() -> None:
    (figure,) = _printed(_Tower(30)).tree().all("Figure")
    assert figure.alternative == "៧ ៨"


def test_texts_in_the_other_language_say_so() -> None:
    both = joined("ឈ្មោះ", bold(" Name of the village"))
    assert _printed(paragraph(both, Style())).languages(0) == {"en"}
    assert _printed(paragraph("២០២៦ – n ៥", Style())).languages(0) == set()
    assert _printed(paragraph(both, Style()), language="en").languages(0) == {"km"}


def test_the_file_for_folding_says_that_it_has_no_structure() -> None:
    booklet = NumberedBooklet(4)
    assert TaggedFile(booklet.render()).is_tagged
    imposed = TaggedFile(booklet.render_imposed())
    assert "/MarkInfo" not in imposed.catalogue
    assert "/StructTreeRoot" not in imposed.catalogue
    assert "/StructParents" not in imposed.reader.pages[0]
