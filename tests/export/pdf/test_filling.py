from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from facilitator.export.pdf import filling
from facilitator.export.pdf.lines import SPACE_SHRINK, Box, Line, Span, growth
from facilitator.export.pdf.look import BLACK, Style
from facilitator.export.pdf.text import paragraph
from tests.export.pdf.papers_for_tests import KHMER

BODY = Style(size=11)
JUSTIFIED = BODY.but(align="justify")
LETTER = f"{KHMER} {KHMER.replace('ភូមិ', 'ឃុំ')} {KHMER[60:]}"


def _lines(style: Style, width: float, text: str = LETTER) -> list[Line]:
    return filling.fill(paragraph(text, style)._boxes, style, width)


def _ragged(lines: list[Line], width: float) -> int:
    """How many lines that should reach the margin do not."""
    return sum(
        1
        for line in lines
        if not line.is_last and width - line.width > 0.01 and growth(line, width - line.width) == (0, 0)
    )


@pytest.mark.parametrize("width", [180.0, 220.0, 260.0, 300.0, 340.0])
def test_the_whole_paragraph_is_chosen_at_once_and_leaves_fewer_ragged_lines(width: float) -> None:
    by_line, at_once = _lines(BODY, width), _lines(JUSTIFIED, width)
    assert [box for line in at_once for box in line.boxes] == [box for line in by_line for box in line.boxes]
    assert _ragged(at_once, width) <= _ragged(by_line, width)
    assert len(at_once) <= len(by_line) + 1


def test_narrow_columns_gain_most() -> None:
    widths = [float(width) for width in range(180, 300, 10)]
    by_line = sum(_ragged(_lines(BODY, width), width) for width in widths)
    at_once = sum(_ragged(_lines(JUSTIFIED, width), width) for width in widths)
    assert at_once < 0.75 * by_line


def _boxes(*widths: float) -> list[Box]:
    span = Span("ក", "Khmer", 10.0, BLACK)
    return [Box((span,), width, 1, 4.0, ends_line=i == len(widths)) for i, width in enumerate(widths, 1)]


def _cost(boxes: list[Box], ends: tuple[int, ...], room: float) -> float:
    total = 0.0
    for start, end in pairwise((0, *ends)):
        natural = sum(box.width + box.space_width for box in boxes[start:end]) - 4.0
        inner, slack = end - start - 1, room - natural
        if slack < -SPACE_SHRINK * 4.0 * inner - 1e-6:
            return float("inf")
        if end == len(boxes):
            total += filling._last(slack, SPACE_SHRINK * 4.0 * inner, room)
        else:
            total += filling._demerits(slack, SPACE_SHRINK * 4.0 * inner, 10 * (0.35 + 0.15) * inner)
    return total


@pytest.mark.parametrize("room", [60.0, 75.0, 90.0, 120.0])
def test_no_other_choice_of_breaks_is_better(room: float) -> None:
    boxes = _boxes(22, 31, 9, 40, 17, 26, 12, 35, 8, 29, 14)
    chosen = tuple(filling._total_fit(boxes, room, room, 10.0))
    every = ((*inner, len(boxes)) for count in range(len(boxes)) for inner in combinations(range(1, len(boxes)), count))
    best = min(_cost(boxes, ends, room) for ends in every)
    assert _cost(boxes, chosen, room) == pytest.approx(best)


def test_spaces_give_way_a_little_and_the_line_stays_inside_the_margin() -> None:
    boxes = _boxes(40, 40, 11.5, 60)
    (line, _last) = filling.fill(tuple(boxes), Style(size=10, align="justify"), 98.0)
    assert len(line.boxes) == 3
    per_space, per_unit = growth(line, 98.0 - line.width)
    assert per_space == pytest.approx(-0.75)
    assert per_unit == 0
    assert line.width + 2 * per_space == pytest.approx(98.0)


def test_a_last_line_of_one_short_word_is_avoided() -> None:
    boxes = tuple(_boxes(*[13] * 12, 7))
    counts = {
        align: [len(line.boxes) for line in filling.fill(boxes, Style(size=10, align=align), 98.0)]
        for align in ("left", "justify")
    }
    assert counts["left"] == [6, 6, 1]
    assert counts["justify"][-1] == 2


def test_ragged_text_takes_what_fits() -> None:
    assert [len(line.boxes) for line in filling.fill(tuple(_boxes(40, 40, 11.5, 60)), Style(size=10), 98.0)] == [2, 2]


def test_a_line_end_in_the_text_ends_a_line_that_is_not_stretched() -> None:
    lines = _lines(JUSTIFIED, 400.0, "ភូមិ អូរធំ\nឃុំ")
    assert [line.is_last for line in lines] == [True, True]


def test_a_very_long_text_is_set_in_reasonable_time() -> None:
    lines = _lines(JUSTIFIED, 450.0, KHMER * 60)
    assert len(lines) > 100
