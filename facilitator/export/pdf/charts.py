"""Charts made of table rows: long labels wrap, long charts split over pages, every part carries its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Table

from facilitator.export.pdf.coins import Coins
from facilitator.export.pdf.drawings import (
    Bar,
    Face,
    StackedBar,
    Swatch,
    citizens_bar,
    providers_bar,
    step_hatch,
)
from facilitator.export.pdf.gap_arrow import GapArrow
from facilitator.export.pdf.hatches import SERIES
from facilitator.export.pdf.look import CITIZENS, HAIRLINE, PROVIDERS, RAMP, Look
from facilitator.export.pdf.tables import Cell, bare_table
from facilitator.export.pdf.tall_rows import Command
from facilitator.export.pdf.text import Inline, paragraph

Figure = Callable[[int], str]
"""Writes a whole number in the language of the paper, usually `words.number`."""

_MIDDLE: Command = ("VALIGN", (0, 0), (-1, -1), "MIDDLE")


@dataclass(frozen=True)
class Distribution:
    """How many people gave each step, first step first; `note` stands at the right (median, n)."""

    label: Inline
    counts: Sequence[int]
    note: Inline = ""


@dataclass(frozen=True)
class Pair:
    """A criterion as citizens and providers score it; None where a side has no score."""

    label: Inline
    citizens: float | None
    providers: float | None
    citizens_figure: str = ""
    providers_figure: str = ""
    gap_figure: str = ""


@dataclass(frozen=True)
class Amount:
    """A part with its value and the value as text."""

    label: Inline
    value: float
    figure: str


def faces_legend(labels: Sequence[Inline], look: Look, *, width: float, colour: bool = False) -> Table:
    """The steps of the scale from first to last: face, fill and name of each."""
    last = max(1, len(labels) - 1)
    places = [step / last for step in range(len(labels))]
    faces: list[Cell] = [Face(place) for place in places]
    swatches: list[Cell] = [Swatch(step_hatch(place), RAMP[round(place * 4)] if colour else None) for place in places]
    names: list[Cell] = [[paragraph(label, look.note.but(align="centre", space_after=0))] for label in labels]
    centred: Command = ("ALIGN", (0, 0), (-1, -1), "CENTER")
    whole: Command = ("NOSPLIT", (0, 0), (-1, -1))
    return bare_table([faces, swatches, names], [1.0] * len(labels), look, width=width, commands=[centred, whole])


def distribution_chart(
    rows: Sequence[Distribution], look: Look, *, width: float, figure: Figure, colour: bool = False
) -> Table:
    """A stacked bar for each row, label at the left, note at the right."""
    cells: list[list[Cell]] = [
        [
            [paragraph(row.label, look.cell)],
            StackedBar(row.counts, [figure(count) for count in row.counts], colour=colour),
            [paragraph(row.note, look.label.but(align="right"))] if row.note else None,
        ]
        for row in rows
    ]
    return bare_table(cells, [4, 7, 1.5], look, width=width, commands=[_MIDDLE, *_hairlines(len(rows))])


def paired_bars(
    rows: Sequence[Pair],
    names: tuple[Inline, Inline],
    look: Look,
    *,
    width: float,
    low: float,
    high: float,
    colour: bool = False,
) -> list[Flowable]:
    """Citizens above providers for each criterion, with the arrow of the gap; `names` are those of the two sides."""
    span = high - low
    cells: list[list[Cell]] = []
    for row in rows:
        bars: list[Flowable] = []
        if row.citizens is not None:
            bars.append(citizens_bar((row.citizens - low) / span, row.citizens_figure, colour=colour))
        if row.providers is not None:
            bars.append(providers_bar((row.providers - low) / span, row.providers_figure, colour=colour))
        both = row.citizens is not None and row.providers is not None
        arrow = GapArrow(row.citizens or 0, row.providers or 0, low, high, row.gap_figure) if both else None
        cells.append([[paragraph(row.label, look.cell)], bars, arrow])
    legend = [
        (Swatch("solid", CITIZENS if colour else None), names[0]),
        (Swatch("stroke", PROVIDERS if colour else None), names[1]),
    ]
    chart = bare_table(cells, [4, 5, 3], look, width=width, commands=[_MIDDLE, *_hairlines(len(rows))])
    return [_legend(legend, look, width), chart]


def horizontal_bars(rows: Sequence[Amount], look: Look, *, width: float, maximum: float | None = None) -> Table:
    """A bar for each row, on one scale from zero to `maximum` (the largest value when not given)."""
    top = maximum or max((row.value for row in rows), default=0) or 1
    cells: list[list[Cell]] = [[[paragraph(row.label, look.cell)], Bar(row.value / top, row.figure)] for row in rows]
    return bare_table(cells, [4, 7], look, width=width, commands=[_MIDDLE, *_hairlines(len(rows))])


def per_hundred_riel(parts: Sequence[Amount], look: Look, *, width: float) -> list[Flowable]:
    """Where each of a hundred riel comes from or goes: coins, and a legend with the numbers.

    Values are whole numbers that add up to 100; ValueError otherwise.
    """
    coins = Coins([int(part.value) for part in parts], width=width)
    rows: list[list[Cell]] = [
        [
            Swatch(SERIES[i % len(SERIES)], is_round=True),
            [paragraph(part.label, look.cell)],
            [paragraph(part.figure, look.label.but(align="right"))],
        ]
        for i, part in enumerate(parts)
    ]
    return [coins, bare_table(rows, [0.8, 8, 2.6], look, width=width, commands=[_MIDDLE, *_hairlines(len(rows))])]


def _legend(entries: Sequence[tuple[Swatch, Inline]], look: Look, width: float) -> Table:
    row: list[Cell] = []
    shares: list[float] = []
    for swatch, name in entries:
        row += [swatch, [paragraph(name, look.note.but(space_after=0))]]
        shares += [1.0, 9.0]
    return bare_table([row], shares, look, width=width, commands=[_MIDDLE])


def _hairlines(rows: int) -> list[Command]:
    return [("LINEBELOW", (0, y), (-1, y), 0.35, HAIRLINE) for y in range(rows)]
