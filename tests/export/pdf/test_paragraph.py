from __future__ import annotations

import itertools

import pytest

from facilitator.export.pdf import fonts, shaping
from facilitator.export.pdf.lines import SPACE_GROWTH, UNIT_GROWTH, growth
from facilitator.export.pdf.look import Align, Style
from facilitator.export.pdf.paragraph import KhmerParagraph
from facilitator.export.pdf.text import LONGEST, Run, bold, joined, light, paragraph, plain
from tests.export.pdf.papers_for_tests import KHMER, StoryPaper, printed
from tests.export.pdf.reading import text_of, word_edges

BODY = Style(size=11)
WIDTH = 160.0


def _lines(made: KhmerParagraph) -> list[str]:
    return ["".join(span.text for box in line.boxes for span in box.spans) for line in made._lines]


def test_lines_fit_and_are_as_full_as_they_can_be() -> None:
    made = paragraph(KHMER, BODY)
    made.wrap(WIDTH, 1000)
    lines = made._lines
    assert len(lines) > 5
    for line, following in itertools.pairwise(lines):
        assert line.width <= WIDTH
        assert line.width + line.boxes[-1].space_width + following.boxes[0].width > WIDTH


def test_height_is_lines_times_leading() -> None:
    made = paragraph(KHMER, BODY)
    _, height = made.wrap(WIDTH, 1000)
    assert height == pytest.approx(len(made._lines) * 1.65 * 11)


def test_a_word_wider_than_the_line_is_cut_between_clusters() -> None:
    word = "ស្ត្រី" * 30
    made = paragraph(word, BODY)
    made.wrap(60, 1000)
    assert all(line.width <= 60 for line in made._lines)
    assert {cluster for line in _lines(made) for cluster in shaping.clusters(line)} == {"ស្ត្រី"}
    assert "".join(_lines(made)) == word


def test_even_a_line_narrower_than_a_letter_ends() -> None:
    made = paragraph("ស្ត្រី abc", BODY)
    made.wrap(2, 1000)
    assert len(made._lines) == 4


@pytest.mark.parametrize("width", [120.0, 200.0, 333.0])
def test_justified_lines_end_at_the_margin_or_stay_as_they_are(width: float) -> None:
    made = paragraph(KHMER, BODY.but(align="justify"))
    made.wrap(width, 1000)
    stretched = 0
    for line in made._lines:
        per_space, per_unit = growth(line, width - line.width)
        spaces = sum(1 for box in line.boxes[:-1] if box.spaces)
        grown = line.width + per_space * spaces + per_unit * (len(line.boxes) - 1)
        if per_space or per_unit:
            stretched += 1
            assert grown == pytest.approx(width)
        assert per_space <= SPACE_GROWTH * 11 + 1e-6
        assert per_unit <= UNIT_GROWTH * 11 + 1e-6
    assert stretched >= 3
    assert growth(made._lines[-1], 50) == (0, 0)


def test_justified_lines_are_drawn_to_the_margin() -> None:
    style = BODY.but(align="justify", right_indent=200)
    paper = StoryPaper(lambda _paper: [paragraph("ខ្ញុំ ទៅ ផ្សារ " * 12, style)])
    edge = max(word_edges(paper.render(), word, furthest=True)[1] for word in ("ខ្ញុំ", "ទៅ", "ផ្សារ"))
    assert edge == pytest.approx(paper.margins.left + paper.width - 200, abs=0.5)


@pytest.mark.parametrize(("align", "share"), [("left", 0.0), ("centre", 0.5), ("right", 1.0)])
def test_alignment_places_the_line(align: Align, share: float) -> None:
    style = Style(size=30, align=align)
    made = paragraph("ភូមិ", style)
    paper = StoryPaper(lambda _paper: [made])
    left, right = word_edges(paper.render(), "ភូមិ")
    slack = paper.width - shaping.width("ភូមិ", fonts.BODY) * 30
    assert slack > 200
    assert left == pytest.approx(paper.margins.left + slack * share, abs=1)
    assert right - left == pytest.approx(shaping.width("ភូមិ", fonts.BODY) * 30, abs=1)


def test_splitting_leaves_no_line_alone() -> None:
    made = paragraph(KHMER, BODY)
    made.wrap(WIDTH, 1000)
    total = len(made._lines)
    leading = BODY.leading
    for room in range(total + 2):
        parts = paragraph(KHMER, BODY).split(WIDTH, room * leading + 0.01)
        counts = [len(part._lines) for part in parts]
        if room >= total:
            assert counts == [total]
        elif room < 2:
            assert counts == []
        else:
            assert counts == [min(room, total - 2), total - min(room, total - 2)]
            assert min(counts) >= 2


def test_the_parts_of_a_split_hold_the_whole_text_in_order() -> None:
    whole = paragraph(KHMER, BODY)
    whole.wrap(WIDTH, 1000)
    first, second = paragraph(KHMER, BODY).split(WIDTH, BODY.leading * 3)
    assert _lines(first) + _lines(second) == _lines(whole)
    assert first.getSpaceAfter() == 0
    assert second.getSpaceBefore() == 0


def test_a_paragraph_of_three_lines_stays_whole() -> None:
    made = paragraph("a\nb\nc", BODY)
    assert made.split(WIDTH, BODY.leading * 2.5) == []


def test_smaller_runs_have_smaller_lines() -> None:
    made = paragraph(["ខ្មែរ", light("\nEnglish", 0.5)], BODY)
    _, height = made.wrap(WIDTH, 1000)
    assert height == pytest.approx(BODY.leading * 1.5)


def test_emphasis_may_stand_inside_a_word_and_moves_no_break() -> None:
    made = paragraph(["ក្រុម", bold("ប្រឹ"), "ក្សា"], BODY)
    assert [[(span.text, span.font) for span in box.spans] for box in made._boxes] == [
        [("ក្រុម", fonts.BODY), ("ប្រឹ", fonts.BOLD), ("ក្សា", fonts.BODY)]
    ]


def test_empty_text_takes_no_room_and_empty_lines_do() -> None:
    assert paragraph("", BODY).wrap(WIDTH, 100)[1] == 0
    assert paragraph("a\n\nb", BODY).wrap(WIDTH, 100)[1] == pytest.approx(3 * BODY.leading)


def test_text_beyond_the_limit_is_cut_with_an_ellipsis() -> None:
    made = paragraph(["ab " * LONGEST, Run("never")], BODY)
    text = "".join(span.text for box in made._boxes for span in box.spans)
    assert text.endswith("…")
    assert "never" not in text


def test_joined_and_plain() -> None:
    assert plain(joined("a", [bold("b"), "c"], light("d"))) == "abcd"


HOSTILE = [
    "<b>Sok",
    "</para><img src='/etc/passwd'/>",
    "<a href='file:///etc/passwd'>x</a>",
    "&lt;&amp;&#0;",
    "%s %(x)s {0} {name}",
    ") Tj ET Q (",
    "\\050\\051 \\\\",
    "=cmd|'/c calc'!A1",
    "]]>--><script>",
    "a\x00b\x1b[31m",
    "<onDraw name='x'/>",
    "\ud800 lone",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_data_is_markup(text: str) -> None:
    data = printed(paragraph(text, BODY), paragraph([bold(text), text], BODY.but(align="justify")))
    expected = " ".join(shaping.printable(text).replace("\ufffd", "").split())
    assert expected in text_of(data).replace("\ufffd", "").replace("\x02", "-")
    assert b"/etc/passwd" not in data
    assert b"/URI" not in data
