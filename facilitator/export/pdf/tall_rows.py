"""Rows that are too tall to be kept whole: cut into low rows without a rule between them.

ReportLab can split a row by itself, but it breaks the lines for another width and repeats what it has printed. A
row of low rows splits over pages like any table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from reportlab.platypus import Flowable

TALL = 150.0
"""Rows higher than this (points) are cut; lower ones move to the next page whole."""

_SLICE = 62.0
_UNLIMITED = 1e6

Content = list[Flowable]
"""The flowables of one cell."""

Command = tuple[Any, ...]
"""A ReportLab table command such as ("SPAN", (0, 0), (1, 0)); positions are (column, row)."""


class Cut(NamedTuple):
    """The rows after cutting, and for each row before it the first and last row that it became."""

    rows: list[list[Content]]
    spans: list[tuple[int, int]]


def cut_tall_rows(
    rows: Sequence[Sequence[Content]], widths: Sequence[float], *, keep: int, commands: Sequence[Command] = ()
) -> Cut:
    """Cut every tall row but the first `keep` (the header).

    `widths` are those inside the cells; `commands` tell which cells of a row are merged and so have more room.
    """
    made: list[list[Content]] = []
    spans: list[tuple[int, int]] = []
    merging = [command for command in commands if command[0] == "SPAN"]
    for y, row in enumerate(rows):
        pieces = [list(row)] if y < keep else _cut_row(row, _merged(y, widths, merging))
        spans.append((len(made), len(made) + len(pieces) - 1))
        made += pieces
    return Cut(made, spans)


def _merged(y: int, widths: Sequence[float], merging: Sequence[Command]) -> list[float]:
    """The widths inside the cells of a row where some are merged sideways."""
    room = list(widths)
    for _name, (left, top), (right, bottom) in merging:
        if top == bottom == y:
            room[left] = sum(widths[left : right % len(widths) + 1])
    return room


def _cut_row(row: Sequence[Content], widths: Sequence[float]) -> list[list[Content]]:
    heights = [_height(content, width) for content, width in zip(row, widths, strict=True)]
    if max(heights, default=0.0) <= TALL:
        return [list(row)]
    columns = [_slices(content, width) for content, width in zip(row, widths, strict=True)]
    count = max(len(column) for column in columns)
    return [[column[i] if i < len(column) else [] for column in columns] for i in range(count)]


def _height(content: Content, width: float) -> float:
    return sum(float(flowable.wrap(width, _UNLIMITED)[1]) for flowable in content)


def _slices(content: Content, width: float) -> list[Content]:
    """The content in slices of about `_SLICE` points; what cannot be split keeps its height."""
    slices: list[Content] = [[]]
    room = _SLICE
    waiting = list(content)
    while waiting:
        flowable = waiting.pop(0)
        height = flowable.wrap(width, _UNLIMITED)[1]
        parts = [] if height <= room else flowable.split(width, room)
        if height <= room or (not slices[-1] and len(parts) < 2):
            slices[-1].append(flowable)
            room -= height
        elif len(parts) > 1:
            slices[-1].append(parts[0])
            waiting[:0] = parts[1:]
            room = 0.0
        else:
            waiting.insert(0, flowable)
            room = 0.0
        if room <= 0 and waiting:
            slices.append([])
            room = _SLICE
    return slices


def moved(command: Command, spans: Sequence[tuple[int, int]]) -> Command:
    """A table command whose rows counted before the cut, in the rows after it.

    A rule above or below one row is drawn once, and the slices of a row that was cut stand at its top. Rows that
    stay together hold at the slices where they meet.
    """
    name, (left, top), (right, bottom), *rest = command
    if isinstance(top, str):  # "splitfirst", "splitlast": wherever a page ends
        return command
    single = top == bottom
    was_cut = spans[top % len(spans)][1] > spans[top % len(spans)][0]
    first, last = spans[top % len(spans)][0], spans[bottom % len(spans)][1]
    if name == "LINEBELOW" and single:
        first = last
    elif name == "LINEABOVE" and single:
        last = first
    elif name == "NOSPLIT":
        first, last = spans[top % len(spans)][1], spans[bottom % len(spans)][0]
    elif name == "VALIGN" and single and was_cut:
        rest = ["TOP"]
    return (name, (left, first), (right, last), *rest)
