"""Which units of a paragraph stand on which line.

Ragged text is filled line by line. Justified text is chosen for the whole paragraph at once (total fit, after Knuth
and Plass): see `docs/papers.md` for what that was measured to gain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from facilitator.export.pdf import shaping
from facilitator.export.pdf.lines import (
    SPACE_GROWTH,
    SPACE_SHRINK,
    TOLERANCE,
    UNIT_GROWTH,
    Box,
    Line,
    Span,
    box_of,
    joined,
)

if TYPE_CHECKING:
    from facilitator.export.pdf.look import Style

_RAGGED = 1e6
"""Demerits of a line that cannot be stretched to the margin: as bad as about ten thousand good ones."""

_RUNT = 5_000.0
"""Demerits of a last line that is shorter than the indent of a paragraph."""

_RUNT_SHARE = 0.12


def fill(boxes: tuple[Box, ...], style: Style, width: float) -> list[Line]:
    """The lines of a paragraph in a style and a width; a unit wider than a whole line is cut between clusters."""
    room = max(1.0, width - style.left_indent - style.right_indent)
    if len(boxes) == 1 and boxes[0].width <= room - max(0.0, style.first_indent):  # most cells of tables
        return [_line(boxes, boxes[0].ends_line, style.first_indent)]
    choose = _total_fit if style.align == "justify" else _first_fit
    lines: list[Line] = []
    indent = style.first_indent
    for stretch in _stretches(_cut_wide(boxes, room - max(0.0, indent))):
        start = 0
        for end in choose(stretch, room - indent, room, style.size):
            lines.append(_line(stretch[start:end], end == len(stretch) and stretch[-1].ends_line, indent))
            start, indent = end, 0.0
    return lines


def _stretches(boxes: list[Box]) -> Iterator[list[Box]]:
    """The units between two places where a line must end."""
    stretch: list[Box] = []
    for box in boxes:
        stretch.append(box)
        if box.ends_line:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _line(boxes: Sequence[Box], is_last: bool, indent: float) -> Line:
    width = sum([box.width + box.space_width for box in boxes]) - boxes[-1].space_width
    return Line(tuple(boxes), width, is_last, indent, max([span.size for box in boxes for span in box.spans]))


def _first_fit(boxes: Sequence[Box], first: float, room: float, size: float) -> list[int]:
    """The ends of lines that each take what fits; `first` is the room of the first line."""
    ends: list[int] = []
    used, gap, available = 0.0, 0.0, first
    for i, box in enumerate(boxes):
        if i and used + gap + box.width > available + TOLERANCE:
            ends.append(i)
            used, gap, available = 0.0, 0.0, room
        used += gap + box.width
        gap = box.space_width
    return [*ends, len(boxes)]


def _total_fit(boxes: Sequence[Box], first: float, room: float, size: float) -> list[int]:
    """The ends of the lines whose gaps are most even over the whole paragraph."""
    count = len(boxes)
    edges, spaces, spaced = _sums(boxes)
    least = [0.0] + [float("inf")] * count
    before = [0] * (count + 1)
    for start in range(count):
        if least[start] == float("inf"):
            continue
        available = room if start else first
        for end in range(start + 1, count + 1):
            inner = spaced[end - 1] - spaced[start]
            slack = available - (edges[end] - edges[start] - boxes[end - 1].space_width)
            give = SPACE_SHRINK * (spaces[end - 1] - spaces[start])
            if slack < -give - TOLERANCE and end > start + 1:
                break
            stretch = size * (SPACE_GROWTH * inner + UNIT_GROWTH * (end - start - 1))
            demerits = _last(slack, give, available) if end == count else _demerits(slack, give, stretch)
            if least[start] + demerits < least[end]:
                least[end], before[end] = least[start] + demerits, start
    ends = [count]
    while before[ends[-1]]:
        ends.append(before[ends[-1]])
    return ends[::-1]


def _sums(boxes: Sequence[Box]) -> tuple[list[float], list[float], list[int]]:
    """Sums up to each unit: of widths with their spaces, of the widths of spaces, of the number of places with one."""
    edges, spaces, spaced = [0.0], [0.0], [0]
    for box in boxes:
        edges.append(edges[-1] + box.width + box.space_width)
        spaces.append(spaces[-1] + box.space_width)
        spaced.append(spaced[-1] + (1 if box.spaces else 0))
    return edges, spaces, spaced


def _demerits(slack: float, give: float, stretch: float) -> float:
    if slack < 0:
        ratio = -slack / give if give else 0.0
    elif stretch:
        ratio = slack / stretch
    else:
        ratio = 0.0 if slack <= TOLERANCE else float("inf")
    if ratio > 1 + TOLERANCE:
        return _RAGGED * min(1.0 + slack / 1000, 10.0)
    return (1 + 100 * ratio**3) ** 2


def _last(slack: float, give: float, available: float) -> float:
    if slack < 0:
        return _demerits(slack, give, 0.0)
    return _RUNT if available - slack < _RUNT_SHARE * available else 1.0


def _cut_wide(boxes: tuple[Box, ...], room: float) -> list[Box]:
    out: list[Box] = []
    for box in boxes:
        out += [box] if box.width <= room + TOLERANCE else _cut(box, room)
    return out


def _cut(box: Box, room: float) -> list[Box]:
    """Pieces of a wide unit, each as wide as fits, cut between clusters."""
    parts: list[list[Span]] = [[]]
    used = 0.0
    for span in box.spans:
        for cluster in shaping.clusters(span.text):
            piece = span.saying(cluster)
            if parts[-1] and used + piece.width > room:
                parts.append([])
                used = 0.0
            parts[-1].append(piece)
            used += piece.width
    cut = [box_of(tuple(joined(part)), 0, False, box.spans[-1]) for part in parts]
    cut[-1] = cut[-1]._replace(spaces=box.spaces, space_width=box.space_width, ends_line=box.ends_line)
    return cut
